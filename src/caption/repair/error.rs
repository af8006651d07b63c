use crate::timed::{EditError, Unread};

/// Why a caption file is not repaired.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RepairError {
    /// Something in it cannot be read: a person has to say what it means.
    #[error("{first}{} cannot be read", and_more(*more))]
    Unread {
        /// What comes first.
        first: Box<Unread>,
        /// How many more there are.
        more: usize,
    },
    /// Its cues show text again that the cue before shows: to write each text once is to write the file anew.
    #[error("{cues} of its cues show again what the cue before shows, and it would have to be written anew")]
    Repeats {
        /// How many.
        cues: usize,
    },
    /// Its bytes do not come back as they were.
    #[error("its bytes cannot be written again as they are in {encoding}")]
    Encoding {
        /// The encoding as which it was read.
        encoding: &'static str,
    },
    /// Mended, it would be taken for another encoding, and read as another text: the bytes that told the encoding would be fewer.
    #[error("the edited file would no longer be read as {encoding}")]
    ReadOtherwise {
        /// The encoding as which it was read.
        encoding: &'static str,
    },
    /// The form of the file lets nothing be edited that is to be mended.
    #[error("a {form} file cannot be edited so: {why}")]
    Form {
        /// The form.
        form: &'static str,
        /// What stands in the way.
        why: &'static str,
    },
    /// Edits that cannot be made.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// A word would be gone.
    #[error("the edited file would lack a letter of the text")]
    Lost,
    /// What is mended at one place breaks something at another, again and again.
    #[error("what is mended at one of its cues is to be mended at the next, without end")]
    Unsettled,
    /// The edited file does not read as it should.
    #[error("the edited file would not read as meant at cue {cue}")]
    Unverified {
        /// The first cue that reads otherwise, counted from 1.
        cue: usize,
    },
}

fn and_more(more: usize) -> String {
    if more == 0 { String::new() } else { format!(", and {more} more,") }
}
