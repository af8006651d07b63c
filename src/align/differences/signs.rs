//! Signs between and before printed words, for which a word was said: 9am-5pm is nine am to five pm, #3 is number three, -5 is minus
//! five.

use std::ops::Range;

use super::equality::{self, Sides};
use super::reading::Reading;

/// What is said for a dash between two words, as normalised.
const TO: [&str; 5] = ["to", "until", "till", "الي", "حتي"];

/// Whether the words, printed and said, are equal but for a word that was said for a sign: of a dash between words it is the printed
/// one, other signs a recogniser writes too.
pub(super) fn is_said([published, heard]: [&Reading; 2], [words, said]: [&Range<usize>; 2], sides: Sides) -> bool {
    let equal = |words: Range<usize>, said: Range<usize>| {
        equality::equal(published.tokens.get(words).unwrap_or(&[]), heard.tokens.get(said).unwrap_or(&[]), sides)
    };
    let is_dashed = |at: &usize| published.dashed.get(at - 1) == Some(&true);
    let is_to = |at: &usize| heard.tokens.get(*at).is_some_and(|token| TO.contains(&token.normalised.key()));
    let mut dashes = (words.start + 1..words.end).filter(is_dashed);
    let dashed = dashes.any(|at| {
        let mut places = (said.start + 1..said.end).filter(is_to);
        places.any(|to| equal(words.start..at, said.start..to) && equal(at..words.end, to + 1..said.end))
    });
    dashed
        || (is_signed(published, words.start, heard, said) && equal(words.clone(), said.start + 1..said.end))
        || (is_signed(heard, said.start, published, words) && equal(words.start + 1..words.end, said.clone()))
}

/// Whether the word `at` has a sign before it, and the words of the other side begin with what is said for it.
fn is_signed(signed: &Reading, at: usize, other: &Reading, words: &Range<usize>) -> bool {
    let first = other.tokens.get(words.start).filter(|_| words.len() > 1);
    let sign = signed.signs.get(at).copied().flatten();
    sign.zip(first).is_some_and(|(sign, first)| sign.is_said_as(first.normalised.key()))
}
