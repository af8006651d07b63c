use super::super::Change;
use super::super::labels::Labels;
use crate::align::{Difference, Weight};

/// A place where the two wordings differ.
pub(super) struct Place<'a> {
    pub(super) class: &'static str,
    pub(super) kind: &'static str,
    pub(super) published: Option<&'a str>,
    pub(super) said: Option<&'a str>,
    /// That it was left out or added, where neither its kind nor a second wording says so.
    pub(super) change: Option<&'static str>,
    pub(super) captioned: Option<String>,
}

/// The places of these differences; `changes` are the same.
pub(super) fn places<'a>(differences: &'a [Difference], changes: &[Change], l: &'static Labels) -> Vec<Place<'a>> {
    differences.iter().zip(changes).map(|(difference, change)| place(difference, change, l)).collect()
}

fn place<'a>(difference: &'a Difference, change: &Change, l: &'static Labels) -> Place<'a> {
    let kind = match difference.weight {
        Weight::Hearing => l.misheard,
        _ => l.difference(difference.kind),
    };
    Place {
        class: match difference.weight {
            Weight::Meaning => "meaning",
            Weight::Wording => "wording",
            Weight::Hearing => "hearing",
        },
        kind,
        published: difference.published.as_ref().map(|words| words.text.as_str()),
        said: difference.said.as_ref().map(|words| words.text.as_str()),
        change: match (&difference.published, &difference.said) {
            (Some(_), None) if kind != l.left_out => Some(l.left_out),
            (None, Some(_)) if kind != l.added => Some(l.added),
            _ => None,
        },
        captioned: change.captioned.as_ref().map(|captioned| l.captioned(captioned)),
    }
}
