use std::fmt;
use std::str::FromStr;

use crate::time::{Frames, SampleRate, Span};

/// One decoded block: interleaved samples, nominally within ±1 (a hot lossy master may go a little beyond), at the
/// recording's own rate and channel count. A block is never a whole file: at most some tens of thousands of frames.
#[derive(Debug, Clone, PartialEq)]
pub struct Pcm {
    rate: SampleRate,
    channels: u16,
    start: Frames,
    samples: Vec<f32>,
}

impl Pcm {
    /// A block that begins at frame `start` of the recording; a last frame that lacks channels is dropped.
    pub(super) fn new(rate: SampleRate, channels: u16, start: Frames, mut samples: Vec<f32>) -> Self {
        let channels = channels.max(1);
        samples.truncate(samples.len() / usize::from(channels) * usize::from(channels));
        Self { rate, channels, start, samples }
    }

    /// Frames per second.
    pub fn rate(&self) -> SampleRate {
        self.rate
    }

    /// Samples per frame, at least 1.
    pub fn channels(&self) -> u16 {
        self.channels
    }

    /// Place of the first frame, counted from the first presented frame of the recording.
    pub fn start(&self) -> Frames {
        self.start
    }

    /// How many frames it holds.
    pub fn frames(&self) -> Frames {
        Frames((self.samples.len() / usize::from(self.channels)) as u64)
    }

    /// The place right after the last frame.
    pub fn end(&self) -> Frames {
        Frames(self.start.0 + self.frames().0)
    }

    /// The stretch of the recording that it covers, floored to milliseconds at both ends.
    pub fn span(&self) -> Span {
        Span::between(self.start.at(self.rate), self.end().at(self.rate))
    }

    /// The samples, all channels of the first frame, then of the second, and so on.
    pub fn samples(&self) -> &[f32] {
        &self.samples
    }

    /// One sample per frame, by the choice of `channel`, appended to `out`. A channel that is not there counts as silence;
    /// [`decode`](super::decode) has already refused it.
    pub fn mono_into(&self, channel: Channel, out: &mut Vec<f32>) {
        let n = usize::from(self.channels);
        match channel.index() {
            _ if n == 1 => out.extend_from_slice(&self.samples),
            Some(i) => out.extend(self.samples.chunks_exact(n).map(|f| f.get(i).copied().unwrap_or(0.0))),
            None if n == 2 => out.extend(self.samples.as_chunks::<2>().0.iter().map(|[left, right]| (left + right) / 2.0)),
            None => out.extend(self.samples.chunks_exact(n).map(|f| f.iter().sum::<f32>() / n as f32)),
        }
    }
}

/// Which of a recording's channels to listen to.
///
/// A reporter's line and the studio often lie on separate channels; listening to one of them alone is then clearer than
/// the mix. Default: [`Mix`](Channel::Mix).
///
/// ```
/// use rawi::audio::Channel;
/// assert_eq!("left".parse(), Ok(Channel::Left));
/// assert_eq!("3".parse(), Ok(Channel::Nth(3)));
/// let wrong = "0".parse::<Channel>().unwrap_err();
/// assert_eq!(wrong.to_string(), "no channel `0`: expected mix, left, right or a number from 1");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Channel {
    /// The mean of all channels.
    #[default]
    Mix,
    /// The first channel; in a mono recording the only one.
    Left,
    /// The second channel.
    Right,
    /// A channel by its number, from 1.
    Nth(u16),
}

impl Channel {
    /// Place within a frame, from 0; `None` for the mix.
    pub fn index(self) -> Option<usize> {
        match self {
            Channel::Mix => None,
            Channel::Left => Some(0),
            Channel::Right => Some(1),
            Channel::Nth(n) => Some(usize::from(n).saturating_sub(1)),
        }
    }
}

/// A `--channel` that is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no channel `{given}`: expected mix, left, right or a number from 1")]
pub struct ChannelError {
    /// What was given.
    pub given: String,
}

impl FromStr for Channel {
    type Err = ChannelError;
    fn from_str(given: &str) -> Result<Self, ChannelError> {
        match given {
            "mix" => Ok(Channel::Mix),
            "left" => Ok(Channel::Left),
            "right" => Ok(Channel::Right),
            _ => match given.parse::<u16>() {
                Ok(n) if n > 0 => Ok(Channel::Nth(n)),
                _ => Err(ChannelError { given: given.to_owned() }),
            },
        }
    }
}

impl fmt::Display for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Channel::Mix => f.write_str("mix"),
            Channel::Left => f.write_str("left"),
            Channel::Right => f.write_str("right"),
            Channel::Nth(n) => write!(f, "{n}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(channels: u16, samples: &[f32]) -> Pcm {
        Pcm::new(SampleRate::SPEECH, channels, Frames(0), samples.to_vec())
    }

    #[test]
    fn each_channel_choice_gives_its_own_samples() {
        let pcm = block(2, &[0.5, -0.1, 0.3, 0.1]);
        let mono = |c| {
            let mut out = Vec::new();
            pcm.mono_into(c, &mut out);
            out
        };
        assert_eq!(mono(Channel::Left), [0.5, 0.3]);
        assert_eq!(mono(Channel::Nth(2)), [-0.1, 0.1]);
        assert_eq!(mono(Channel::Mix), [0.2, 0.2]);
    }

    #[test]
    fn a_frame_that_lacks_a_channel_is_dropped() {
        assert_eq!(block(2, &[0.1, 0.2, 0.3]).frames(), Frames(1));
    }
}
