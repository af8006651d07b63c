//! Where the presented sound begins and ends within what the decoder gives.
//!
//! | container | skipped at the start | cut at the end |
//! |---|---|---|
//! | MPEG audio | LAME delay + 529 (the decoder's own), when there is a LAME tag | to the tag's frame count less its padding |
//! | MP4 | the edit's media time, else the `iTunSMPB` priming | the edit's length, else `iTunSMPB` |
//! | Ogg Opus | pre-skip of `OpusHead` | the last page's granule position, packet by packet |
//! | Ogg Vorbis | by the first page's granule position | by the last page's |
//! | Matroska | the time by which the first packet lies before zero (codec delay), else `OpusHead`'s pre-skip | `DiscardPadding` |
//! | CAF | the packet table's priming | the packet table's valid frames |
//! | the rest | – | – |
//!
//! Bare ADTS, fragmented MP4 as ffmpeg writes it without a delayed header, and AAC in Matroska without a codec delay say nothing
//! of their priming: one packet (21 to 23 ms) of it stays, here as with ffmpeg.

use std::path::Path;

use symphonia::core::codecs::audio::AudioCodecParameters;
use symphonia::core::codecs::audio::well_known::CODEC_ID_OPUS;
use symphonia::core::formats::Track;

use super::container::Container;
use super::mkv;
use super::open::Opened;

/// What to present of one track, in frames at the decoded rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Trim {
    /// Frames to leave out at the start.
    pub(super) skip: u64,
    /// Frames to present after them; the rest is padding.
    pub(super) keep: Option<u64>,
    /// Frames to leave out at the very end, wherever that is.
    pub(super) drop_last: u64,
    /// Matroska: more may come to light with the first packet's time.
    pub(super) from_first_packet: bool,
}

/// No encoder pads by more than this; more is damage. Two seconds at 48 kHz.
const MOST_PADDING: u64 = 96_000;

/// Works out the trim of a track that decodes at `rate`.
pub(super) fn of(opened: &Opened, path: &Path, track: &Track, params: &AudioCodecParameters, rate: u32) -> Trim {
    let lead = u64::from(track.delay.unwrap_or(0));
    match opened.container {
        Container::Mpeg if track.delay.is_some() => Trim { skip: lead, keep: track.num_frames, ..Trim::default() },
        Container::Caf => Trim {
            skip: lead,
            keep: track.num_frames.filter(|_| track.delay.is_some() || track.padding.is_some()),
            ..Trim::default()
        },
        Container::Mp4 => opened.mp4.as_ref().map_or(Trim::default(), |movie| {
            let presented = movie.presented(track.id, rate);
            Trim { skip: presented.skip, keep: presented.keep, ..Trim::default() }
        }),
        Container::Ogg if params.codec == CODEC_ID_OPUS => Trim { skip: opus_pre_skip(params), ..Trim::default() },
        Container::Matroska => {
            let padding_ns = mkv::end_padding_ns(path).unwrap_or(0);
            let padding = (u128::from(padding_ns) * u128::from(rate) + 500_000_000) / 1_000_000_000;
            Trim {
                skip: if params.codec == CODEC_ID_OPUS { opus_pre_skip(params) } else { 0 },
                drop_last: u64::try_from(padding).unwrap_or(0).min(MOST_PADDING),
                from_first_packet: true,
                ..Trim::default()
            }
        }
        _ => Trim::default(),
    }
}

/// The pre-skip of an `OpusHead` (RFC 7845, 5.1), in frames at 48 kHz.
fn opus_pre_skip(params: &AudioCodecParameters) -> u64 {
    let head = params.extra_data.as_deref().filter(|head| head.starts_with(b"OpusHead"));
    head.and_then(|head| Some(u64::from(u16::from_le_bytes([*head.get(10)?, *head.get(11)?])))).unwrap_or(0)
}

/// The gain of an `OpusHead` as a factor (its field is in 1/256 dB); players must apply it (RFC 7845, 5.1).
pub(super) fn opus_gain(params: &AudioCodecParameters) -> f32 {
    let head = params.extra_data.as_deref().filter(|head| head.starts_with(b"OpusHead"));
    let raw = head.and_then(|head| Some(i16::from_le_bytes([*head.get(16)?, *head.get(17)?]))).unwrap_or(0);
    10f32.powf(f32::from(raw) / (20.0 * 256.0))
}
