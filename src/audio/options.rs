use super::pcm::Channel;

/// What to decode of a recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Options {
    /// The audio track by its number, from 1. Default: the one that the file marks, else the first with a known codec.
    pub track: Option<u32>,
    /// The channel that [`to_speech`](super::to_speech) listens to. [`Decoder`](super::Decoder) itself always gives all channels. Default: mix.
    pub channel: Channel,
}
