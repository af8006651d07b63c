//! What a difference weighs: whether it was said so, or is more likely the recogniser's mistake.

use super::super::document::{DifferenceKind, Weight};

/// What is known of how well the place was heard.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hearing {
    /// A person corrected the transcript.
    pub(super) corrected: bool,
    /// The recogniser's confidence in the least certain word said there; of what was left out, in its neighbours.
    pub(super) confidence: f32,
}

/// From this confidence on a word of a closed list is taken for said.
const LISTED_WORD: f32 = 0.5;
/// From this confidence on any other word is.
const ANY_WORD: f32 = 0.8;

/// The weight, and the chance that it is a real difference.
pub(super) fn weigh(kind: DifferenceKind, hearing: Hearing) -> (Weight, f32) {
    use DifferenceKind::{Date, Name, Negation, Number, Opposite};
    let listed = matches!(kind, Negation | Number | Date | Name | Opposite);
    let heavy = if listed { Weight::Meaning } else { Weight::Wording };
    if hearing.corrected {
        return (heavy, 1.0);
    }
    let least = match kind {
        Negation => 0.0,
        _ if listed => LISTED_WORD,
        _ => ANY_WORD,
    };
    (if hearing.confidence >= least { heavy } else { Weight::Hearing }, hearing.confidence)
}
