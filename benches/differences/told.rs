//! What the alignment told, in the terms of the score.

use std::ops::Range;

use rawi::align::{Alignment, AudioStatus, Difference, DifferenceKind, Weight, WordRange};

use crate::place::Kind;

/// Whether a told difference is about these heard words or these bytes of the article.
pub fn is_about(told: &Difference, heard: &Range<usize>, published: &Range<usize>) -> bool {
    let words = told.said.as_ref().is_some_and(|s| s.words.start() < heard.end && heard.start < s.words.end());
    let bytes = told.published.as_ref().is_some_and(|p| p.range.start() < published.end && published.start < p.range.end());
    words || bytes
}

/// Whether the words stand in speech that the article does not have, but for those of them that are printed elsewhere and count as said
/// there.
pub fn is_apart(found: &Alignment, words: &Range<usize>) -> bool {
    let as_printed = found.sentences.iter().flat_map(|s| &s.words).filter(|w| w.same == Some(true));
    let same: Vec<usize> = as_printed.filter_map(|w| w.heard).flat_map(WordRange::indices).collect();
    let rest: Vec<usize> = words.clone().filter(|word| !same.contains(word)).collect();
    let inside = |heard: Range<usize>| rest.iter().all(|word| heard.contains(word));
    !rest.is_empty() && found.audio.iter().any(|s| s.status == AudioStatus::NotInArticle && inside(s.heard.indices()))
}

pub fn all(found: &Alignment) -> impl Iterator<Item = &Difference> {
    found.sentences.iter().flat_map(|s| &s.differences)
}

pub fn is_shown(told: &Difference) -> bool {
    told.weight != Weight::Hearing
}

/// Whether the kind is the planted one. A slip has none.
pub fn is_kind(told: DifferenceKind, planted: Kind) -> bool {
    matches!(
        (told, planted),
        (DifferenceKind::Negation, Kind::Negation)
            | (DifferenceKind::Number, Kind::Number)
            | (DifferenceKind::Date, Kind::Date)
            | (DifferenceKind::Name, Kind::Name)
            | (DifferenceKind::Opposite, Kind::Opposite)
            | (DifferenceKind::Wording, Kind::Wording)
            | (DifferenceKind::Added, Kind::Added)
            | (DifferenceKind::Omitted, Kind::Omitted)
    )
}

/// In how many places each heard word stands: in the words of a sentence as said, in a difference, or in a stretch of audio that
/// is not in the article. It should be one.
pub fn places(found: &Alignment, words: usize) -> Vec<usize> {
    let mut places = vec![0; words];
    let mut count = |range: Range<usize>| places[range].iter_mut().for_each(|n| *n += 1);
    all(found).filter_map(|d| d.said.as_ref()).for_each(|said| count(said.words.indices()));
    for stretch in found.audio.iter().filter(|s| s.status != AudioStatus::InArticle) {
        count(stretch.heard.indices());
    }
    // Several article words may share one heard word, and a sentence that repeats another shares all of its own.
    let alone = found.sentences.iter().filter(|s| s.duplicate_of.is_none());
    let mut same: Vec<usize> = alone
        .flat_map(|s| {
            let said = s.words.iter().filter(|w| w.same == Some(true)).filter_map(|w| w.heard);
            let mut own: Vec<usize> = said.flat_map(WordRange::indices).collect();
            own.sort_unstable();
            own.dedup();
            own
        })
        .collect();
    same.sort_unstable();
    same.into_iter().for_each(|word| places[word] += 1);
    places
}
