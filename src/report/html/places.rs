use super::super::Change;
use super::super::labels::Labels;
use crate::align::{Difference, Weight};

/// A place where the two wordings differ.
pub(super) struct Place<'a> {
    pub(super) class: &'static str,
    pub(super) kind: &'static str,
    pub(super) published: Option<&'a str>,
    pub(super) said: Option<&'a str>,
    pub(super) captioned: Option<String>,
}

/// The places of these differences; `changes` are the same.
pub(super) fn places<'a>(differences: &'a [Difference], changes: &[Change], l: &'static Labels) -> Vec<Place<'a>> {
    differences.iter().zip(changes).map(|(difference, change)| place(difference, change, l)).collect()
}

fn place<'a>(difference: &'a Difference, change: &Change, l: &'static Labels) -> Place<'a> {
    Place {
        class: match difference.weight {
            Weight::Meaning => "meaning",
            Weight::Wording => "wording",
            Weight::Hearing => "hearing",
        },
        kind: match difference.weight {
            Weight::Hearing => l.misheard,
            _ => l.difference(difference.kind),
        },
        published: difference.published.as_ref().map(|words| words.text.as_str()),
        said: difference.said.as_ref().map(|words| words.text.as_str()),
        captioned: change.captioned.as_ref().map(|captioned| l.captioned(captioned)),
    }
}
