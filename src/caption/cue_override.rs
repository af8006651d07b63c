//! What a person set by hand about captions: instructions that outlive the captions of which they were made.

use super::{Anchor, Wording};

/// What is set.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Instruction {
    /// The words of the anchor are shown as this text, each word with the time of the one that it is or replaces. A line break is
    /// kept within the limits under which it was made. An empty text shows nothing.
    Text {
        /// The text.
        text: String,
        /// Whose it is.
        wording: Wording,
    },
    /// A cue begins with the word of the anchor.
    Break,
    /// No cue begins with the word of the anchor.
    Join,
    /// The cue that begins with the word of the anchor shows so many milliseconds after that word begins; before it, when negative.
    Start {
        /// Milliseconds.
        shift_ms: i32,
    },
    /// The cue that ends with the word of the anchor goes so many milliseconds after that word is over; before that, when negative.
    End {
        /// Milliseconds.
        shift_ms: i32,
    },
}

/// Something that a person set by hand about captions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CueOverride {
    /// Of which words.
    pub anchor: Anchor,
    /// What.
    pub instruction: Instruction,
    /// The name of the limits under which it was set: within those, a text stays one cue though it be too long.
    pub limits: String,
}

/// What became of an override in some captions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It is applied.
    Applied,
    /// It is applied, and some of its words are others by now: a person should look.
    ToConfirm,
    /// Its words are there, and within these limits there is nothing for it to do.
    Unused,
    /// Its words are not there any more, or another one has taken its place.
    Gone,
}

impl Standing {
    /// Its name: `applied`, `to_confirm`, `unused`, `gone`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::ToConfirm => "to_confirm",
            Self::Unused => "unused",
            Self::Gone => "gone",
        }
    }
}
