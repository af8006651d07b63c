use std::io;
use std::path::PathBuf;

use super::pcm::Channel;
use crate::time::{Span, Timestamp};

/// Why a recording could not be read, or a clip not written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is nothing at this path.
    #[error("no recording at `{path}`", path = path.display())]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The path names a directory.
    #[error("`{path}` is a directory, not a recording", path = path.display())]
    Directory {
        /// The directory.
        path: PathBuf,
    },
    /// The file has no bytes.
    #[error("`{path}` is empty (zero bytes)", path = path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// The operating system refused.
    #[error("cannot read `{path}`", path = path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
    /// The bytes are those of something else, or of nothing known.
    #[error("`{path}` is not a recording that rawi knows: it looks like {looks_like}", path = path.display())]
    NotAudio {
        /// The file.
        path: PathBuf,
        /// What its first bytes look like, as "an HTML page".
        looks_like: &'static str,
    },
    /// A known container, but cut short or damaged before its first sound.
    #[error("`{path}` is {container} but damaged beyond use: {reason}", path = path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The container, as "an MP4 file".
        container: &'static str,
        /// What is missing or wrong.
        reason: String,
    },
    /// A container without sound, such as a video or pictures only.
    #[error("`{path}` has no audio track (it holds {holds})", path = path.display())]
    NoAudioTrack {
        /// The file.
        path: PathBuf,
        /// What it holds instead, as "1 video track".
        holds: String,
    },
    /// `--track N` beyond the tracks that there are.
    #[error("`{path}` has no audio track {wanted}; it has {available}", path = path.display())]
    NoSuchTrack {
        /// The file.
        path: PathBuf,
        /// The number asked for, from 1.
        wanted: u32,
        /// How many audio tracks it has.
        available: u32,
    },
    /// A channel that the track does not have.
    #[error("`{path}` has no channel {wanted}; the track has {available}", path = path.display())]
    NoSuchChannel {
        /// The file.
        path: PathBuf,
        /// The channel asked for.
        wanted: Channel,
        /// How many channels the track has.
        available: u16,
    },
    /// A codec that rawi cannot decode rightly.
    #[error("`{path}` is {codec}, which rawi cannot decode", path = path.display())]
    UnsupportedCodec {
        /// The file.
        path: PathBuf,
        /// Its name, as "Speex".
        codec: String,
    },
    /// Locked by digital rights management.
    #[error("`{path}` is protected ({scheme}) and cannot be decoded", path = path.display())]
    Protected {
        /// The file.
        path: PathBuf,
        /// The scheme as the file names it, as "FairPlay".
        scheme: String,
    },
    /// A sample rate that no recording has.
    #[error("`{path}` says it has {rate_hz} samples a second, expected {min} to {max}", path = path.display(),
        min = super::rate_limits::MIN_RATE_HZ, max = super::rate_limits::MAX_RATE_HZ)]
    Rate {
        /// The file.
        path: PathBuf,
        /// The stated rate in hertz.
        rate_hz: u32,
    },
    /// The container is sound but not one packet in it could be decoded.
    #[error("nothing in `{path}` could be decoded ({packets} packets, all damaged)", path = path.display())]
    NothingUsable {
        /// The file.
        path: PathBuf,
        /// How many packets were tried.
        packets: u64,
    },
    /// A clip that lies outside the recording.
    #[error("the clip {span} lies outside `{path}`, which lasts {lasts}", path = path.display())]
    OutsideRecording {
        /// The file.
        path: PathBuf,
        /// The wanted stretch.
        span: Span,
        /// How long the recording lasts.
        lasts: Timestamp,
    },
    /// The clip could not be written.
    #[error("cannot write the clip")]
    Write {
        /// What the operating system said.
        source: io::Error,
    },
}
