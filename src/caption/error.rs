use crate::time::{Span, Timestamp};

/// Why a caption could not be made or a caption file could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A cue would hold no visible text.
    #[error("a cue at {at} has no visible text")]
    NoText {
        /// Where the cue begins.
        at: Timestamp,
    },
    /// A cue would last no time.
    #[error("a cue lasts no time: {span}")]
    NoTime {
        /// The span that was given.
        span: Span,
    },
    /// Two cues of a track would show at once.
    #[error("cue {number} begins at {start}, before the one in front of it ends at {previous_end}")]
    Overlap {
        /// The later cue, counted from 1.
        number: usize,
        /// Its start.
        start: Timestamp,
        /// Where the one before ends.
        previous_end: Timestamp,
    },
    /// No format goes by this name.
    #[error("`{found}` is no caption format; known are {known}")]
    UnknownFormat {
        /// What was asked for.
        found: String,
        /// The names that are known.
        known: String,
    },
    /// No preset goes by this name.
    #[error("`{found}` is no caption preset; known are {known}")]
    UnknownPreset {
        /// What was asked for.
        found: String,
        /// The names that are known.
        known: String,
    },
    /// A user's own preset could not be read.
    #[error("the caption preset could not be read")]
    PresetToml(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A value of a preset is outside its range.
    #[error("preset value {field} is {found}, expected {expected}")]
    PresetValue {
        /// The field.
        field: &'static str,
        /// Its value.
        found: String,
        /// What it may be.
        expected: &'static str,
    },
    /// The encoding named is not one that can be read.
    #[error("`{found}` is no text encoding; try windows-1256, windows-1252 or utf-16le")]
    UnknownEncoding {
        /// What was asked for.
        found: String,
    },
    /// The bytes are not text in the encoding that was expected.
    #[error("byte {offset} is not {encoding} text; name the encoding, such as windows-1256 for old Arabic files")]
    NotText {
        /// The encoding that was tried.
        encoding: &'static str,
        /// How many bytes were readable before it.
        offset: usize,
    },
    /// It is not a file of any caption format.
    #[error("this is no caption file of a known format; it begins `{begins}`")]
    Unrecognised {
        /// Its first characters.
        begins: String,
    },
    /// A file of a known format is broken beyond reading.
    #[error("this is no {format} file: {problem}")]
    Malformed {
        /// The format.
        format: &'static str,
        /// What is wrong.
        problem: String,
    },
}
