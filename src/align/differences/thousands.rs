//! ألفا دينار are two thousand dinars, ألف دينار a thousand. Without what it counts behind it, or with a number before it, ألفا is one
//! thousand as an object, and one word with ألف.

use std::ops::Range;

use super::reading::Reading;
use crate::text::Token;

/// Two of a scale before its noun, and one of it, as normalised.
const SCALES: [(&str, &str); 4] = [("الفا", "الف"), ("مليونا", "مليون"), ("مليارا", "مليار"), ("بليونا", "بليون")];

/// What news counts in thousands, as normalised.
#[rustfmt::skip]
const COUNTED: &[&str] = &[
    "دينار", "درهم", "دولار", "ريال", "جنيه", "ليره", "يورو", "فرنك", "روبل", "رجل", "امراه", "شخص", "طفل", "جندي", "مقاتل", "عامل", "موظف",
    "طالب", "لاجي", "نازح", "مهاجر", "قتيل", "جريح", "مواطن", "ناخب", "متطوع", "متر", "كيلومتر", "ميل", "طن", "لتر", "برميل", "فدان", "هكتار",
    "دونم", "وحده", "منزل", "بيت", "سنه", "عام",
];

/// Whether one side counts two of a scale and the other one of it.
pub(super) fn are_other([published, heard]: [&Reading; 2], [words, said]: [&Range<usize>; 2]) -> bool {
    match (two_among(published, words), two_among(heard, said)) {
        (Some(scale), None) => has_one(heard, said, scale),
        (None, Some(scale)) => has_one(published, words, scale),
        _ => false,
    }
}

/// The scale of which two are counted by one of the words.
fn two_among(reading: &Reading, words: &Range<usize>) -> Option<&'static str> {
    let numbered = |at: usize| reading.tokens.get(at).is_some_and(|token| token.normalised.number().is_some());
    let counts = |at: usize| reading.tokens.get(at + 1).is_some_and(|token| COUNTED.contains(&token.normalised.key()));
    let of = |at: usize| {
        let key = bare(reading.tokens.get(at)?);
        let (_, scale) = SCALES.iter().find(|(two, _)| *two == key)?;
        (counts(at) && !at.checked_sub(1).is_some_and(numbered)).then_some(*scale)
    };
    words.clone().find_map(of)
}

fn has_one(reading: &Reading, words: &Range<usize>, scale: &str) -> bool {
    reading.tokens.get(words.clone()).unwrap_or(&[]).iter().any(|token| bare(token) == scale)
}

/// The key without what is joined before it.
fn bare(token: &Token) -> &str {
    token.normalised.key().trim_start_matches(['و', 'ف', 'ب'])
}
