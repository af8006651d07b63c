//! A dash between two printed words, for which a word was said: 9am-5pm, nine am to five pm.

use std::ops::Range;

use super::equality::{self, Sides};
use super::reading::Reading;

/// What is said for a dash, as normalised.
const SAID: [&str; 5] = ["to", "until", "till", "الي", "حتي"];

/// Whether the words, printed and said, are equal but for a word that was said for a dash.
pub(super) fn is_said([published, heard]: [&Reading; 2], [words, said]: [&Range<usize>; 2], sides: Sides) -> bool {
    let is_dashed = |at: &usize| published.dashed.get(at - 1) == Some(&true);
    let is_to = |at: &usize| heard.tokens.get(*at).is_some_and(|token| SAID.contains(&token.normalised.key()));
    let equal = |words: Range<usize>, said: Range<usize>| {
        equality::equal(published.tokens.get(words).unwrap_or(&[]), heard.tokens.get(said).unwrap_or(&[]), sides)
    };
    let mut dashes = (words.start + 1..words.end).filter(is_dashed);
    dashes.any(|at| {
        let mut places = (said.start + 1..said.end).filter(is_to);
        places.any(|to| equal(words.start..at, said.start..to) && equal(at..words.end, to + 1..said.end))
    })
}
