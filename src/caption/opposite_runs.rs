//! Words that run against the direction of their line, for formats that mark direction by spans.

use std::ops::Range;

use unicode_bidi::{BidiClass, bidi_class};

use super::punctuation::is_sentence_mark;

/// The stretches of `line` that run against `right_to_left` and begin or end in a character without a direction of its own
/// (`C++`, `.NET`, `3.5%`): formats with markup give them a span of the other direction. Byte ranges, in order; the rest is
/// in between. The ranges tile the line; the flag says whether a stretch runs against it.
pub(super) fn runs(line: &str, right_to_left: bool) -> Vec<(Range<usize>, bool)> {
    let mut found: Vec<(Range<usize>, bool)> = Vec::new();
    let mut plain_from = 0;
    let mut at = 0;
    for word in line.split_inclusive(char::is_whitespace) {
        let start = at;
        at += word.len();
        let core = word.trim_end();
        if core.is_empty() || !opposes(core, right_to_left) {
            continue;
        }
        if plain_from < start {
            found.push((plain_from..start, false));
        }
        found.push((start..start + core.len(), true));
        plain_from = start + core.len();
    }
    if plain_from < line.len() {
        found.push((plain_from..line.len(), false));
    }
    found
}

/// A word of the other direction only, with a neutral at its edge that belongs to it rather than to the sentence.
fn opposes(word: &str, right_to_left: bool) -> bool {
    let edge = |c: Option<char>| c.is_some_and(|c| !c.is_alphanumeric() && !is_sentence_mark(c));
    let against = |c: char| match bidi_class(c) {
        BidiClass::L => right_to_left,
        BidiClass::R | BidiClass::AL => !right_to_left,
        _ => false,
    };
    let with = |c: char| match bidi_class(c) {
        BidiClass::L => !right_to_left,
        BidiClass::R | BidiClass::AL => right_to_left,
        _ => false,
    };
    let number = right_to_left && word.chars().any(|c| c.is_ascii_digit());
    // A point in front of a letter is the word's own (`.NET`); any mark behind it is the sentence's.
    let own_point = word.strip_prefix('.').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    let bare = if own_point { &word[1..] } else { word };
    bare.trim_matches(is_sentence_mark).len() == bare.len()
        && (word.chars().any(against) || number)
        && !word.chars().any(with)
        && (own_point || edge(word.chars().next()) || edge(word.chars().next_back()))
}
