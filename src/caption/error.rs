//! Why a caption could not be made, and why a file or a name could not be read.

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
    /// A name that none of the known values goes by.
    #[error(transparent)]
    UnknownName(#[from] UnknownName),
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
        expected: String,
    },
    /// The bytes are no text, or the encoding that was named is none.
    #[error("the caption file cannot be read as text: {0}")]
    Encoding(#[from] crate::text::EncodingError),
    /// Larger than [`crate::timed::MAX_BYTES`].
    #[error("the caption file has {bytes} bytes, and more than {limit} are not read")]
    TooLarge {
        /// The size of the file.
        bytes: usize,
        /// The largest that is read.
        limit: usize,
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

/// Characters of a wrong name that are repeated to whoever gave it; more would hide the rest of the message.
const MAX_SHOWN: usize = 40;

/// A name that none of the known values goes by: of a format, a preset, a text source, a way to mark direction.
///
/// ```
/// use rawi::caption::TextSource;
/// let error = "heard".parse::<TextSource>().unwrap_err();
/// assert_eq!(error.to_string(), "`heard` is no text source; known are published, spoken, mixed");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is no {kind}; {}known are {}", meant(found, known), .known.join(", "))]
#[non_exhaustive]
pub struct UnknownName {
    /// What was to be named, such as `caption format`.
    pub kind: &'static str,
    /// The name that was given, cut after 40 characters.
    pub found: String,
    /// The names that are known.
    pub known: Vec<&'static str>,
}

fn meant(found: &str, known: &[&'static str]) -> String {
    crate::text::nearest(found, known.iter().copied()).map_or_else(String::new, |near| format!("did you mean {near}? "))
}

impl UnknownName {
    pub(super) fn new(kind: &'static str, found: &str, known: &[&'static str]) -> Self {
        Self { kind, found: found.chars().take(MAX_SHOWN).collect(), known: known.to_vec() }
    }
}
