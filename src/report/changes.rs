//! How a place where what was said and what was published differ is told: both wordings side by side.

use serde::Serialize;

use super::Captioned;
use crate::align::{Difference, DifferenceKind, Weight};

/// One place where the published words and the heard ones differ, as text. One side may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Change {
    /// What the page has.
    pub published: String,
    /// What was heard.
    pub heard: String,
    /// What captions show there, where [`Report::with_captions`](super::Report::with_captions) was told them.
    pub captioned: Option<Captioned>,
}

impl From<&Difference> for Change {
    fn from(difference: &Difference) -> Self {
        let published = difference.published.as_ref().map(|words| words.text.clone()).unwrap_or_default();
        let heard = difference.said.as_ref().map(|words| words.text.clone()).unwrap_or_default();
        Self { published, heard, captioned: None }
    }
}

/// How many places differ, by what that weighs. Counted are the sentences that [`Coverage`](super::Coverage) counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct DifferenceCount {
    /// They change what is claimed.
    pub meaning: usize,
    /// Said otherwise, and heard well.
    pub wording: usize,
    /// More likely the recogniser's mistakes than the speaker's words.
    pub hearing: usize,
    /// Of those, places that would change what is claimed if they were no mistakes: to be listened to.
    pub listen: usize,
}

impl DifferenceCount {
    pub(super) fn of<'a>(differences: impl Iterator<Item = &'a Difference>) -> Self {
        differences.fold(Self::default(), |mut sum, difference| {
            match difference.weight {
                Weight::Meaning => sum.meaning += 1,
                Weight::Wording => sum.wording += 1,
                Weight::Hearing => sum.hearing += 1,
            }
            sum.listen += usize::from(is_to_be_heard(difference));
            sum
        })
    }
}

/// Whether it is taken for a mishearing and would change what is claimed if it were none.
pub(super) fn is_to_be_heard(difference: &Difference) -> bool {
    use DifferenceKind::{Date, Name, Negation, Number, Opposite};
    difference.weight == Weight::Hearing && matches!(difference.kind, Negation | Number | Date | Name | Opposite)
}
