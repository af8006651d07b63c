//! What the alignment told, in the terms of the score.

use std::ops::Range;

use rawi::align::{Alignment, AudioStatus, Difference, DifferenceKind, Weight, WordRange};
use rawi::transcript::Word;

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

/// The heard words that stand in no place, or in two, each among its neighbours; `from` names the input.
pub fn astray(found: &Alignment, words: &[Word], from: &str) -> Vec<String> {
    let places = places(found, words.len()).into_iter().enumerate().filter(|(_, count)| *count != 1);
    let around = |at: usize| {
        let near = &words[at.saturating_sub(4)..(at + 5).min(words.len())];
        near.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ")
    };
    let holders = |at: usize| {
        let holds = |range: WordRange| range.indices().contains(&at);
        let same = found.sentences.iter().flat_map(|s| s.words.iter().map(move |w| (s, w)));
        let same = same.filter(|(s, w)| s.duplicate_of.is_none() && w.same == Some(true) && w.heard.is_some_and(holds));
        let same = same.map(|(s, w)| format!("the same as «{}» of sentence {}", w.range.of(&found.article.text), s.id));
        let told = found.sentences.iter().flat_map(|s| s.differences.iter().map(move |d| (s, d)));
        let told = told.filter(|(_, d)| d.said.as_ref().is_some_and(|said| holds(said.words)));
        let told = told.map(|(s, _)| format!("told of sentence {}", s.id));
        let apart = found.audio.iter().filter(|s| s.status != AudioStatus::InArticle && holds(s.heard));
        same.chain(told).chain(apart.map(|s| format!("{:?}", s.status))).collect::<Vec<_>>().join(", ")
    };
    places
        .map(|(at, count)| {
            let (word, near) = (&words[at].text, around(at));
            format!("{from}: word {at}, «{word}», in {count} places ({}): «{near}»", holders(at))
        })
        .collect()
}

/// In how many places each heard word stands: in the words of a sentence as said, in a difference, or in a stretch of audio that
/// is not in the article. It should be one.
fn places(found: &Alignment, words: usize) -> Vec<usize> {
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
