//! What the recogniser can be asked, so that differences are distinguished from its own mistakes.

use std::ops::Range;

use super::document::{AlignedSentence, Alignment, Difference, DifferenceKind, PairVerdict, SentenceStatus};

/// Nothing is asked about a sentence of which a smaller share of the words that were said is as printed: it was misheard as a whole, or
/// said in other words, and to exchange one of them proves nothing.
const LEAST_AS_PRINTED: f32 = 0.5;
/// Nothing is asked about differences of more words than this in either text: they are other wording in any case.
const LONGEST: usize = 8;

/// A place at which the heard and the published words are both to be held against the sound.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Question {
    /// The heard words, as indices into the transcript; empty where published words were left out, before the word of that number.
    pub words: Range<usize>,
    /// The published words as printed; empty where words were added.
    pub published: String,
    /// In what they differ.
    pub kind: DifferenceKind,
}

/// The differences that the sound can decide, in the order of the heard words. Empty for a refused pair.
#[must_use]
pub fn questions(alignment: &Alignment) -> Vec<Question> {
    if alignment.pair.verdict == PairVerdict::Refused {
        return Vec::new();
    }
    let said = |s: &&AlignedSentence| matches!(s.status, SentenceStatus::Spoken | SentenceStatus::Partly);
    let trusted = alignment.sentences.iter().filter(said).filter(|s| as_printed(s) >= LEAST_AS_PRINTED);
    let mut found: Vec<Question> =
        trusted.flat_map(|s| s.differences.iter().filter_map(|difference| question(s, difference))).collect();
    found.sort_by_key(|q| (q.words.start, q.words.end));
    found
}

fn as_printed(sentence: &AlignedSentence) -> f32 {
    let said = sentence.words.iter().filter_map(|w| w.same);
    let (same, all) =
        said.fold((0_u16, 0_u16), |(same, all), one| (same.saturating_add(u16::from(one)), all.saturating_add(1)));
    f32::from(same) / f32::from(all.max(1))
}

fn question(sentence: &AlignedSentence, difference: &Difference) -> Option<Question> {
    let published = difference.published.as_ref().map_or(String::new(), |p| p.text.clone());
    let words = place(sentence, difference)?;
    let short = words.len() <= LONGEST && published.split_whitespace().count() <= LONGEST;
    short.then_some(Question { words, published, kind: difference.kind })
}

/// The heard words of a difference; for words that were left out the place between their neighbours, before the next word of the
/// sentence that was heard, or behind the last one. `None` where the sentence has no words that were heard.
pub(super) fn place(sentence: &AlignedSentence, difference: &Difference) -> Option<Range<usize>> {
    if let Some(said) = &difference.said {
        return Some(said.words.indices());
    }
    let end = difference.published.as_ref()?.range.end();
    let next = sentence.words.iter().filter(|w| w.range.start() >= end).find_map(|w| w.heard);
    let at = match next {
        Some(next) => next.start(),
        None => sentence.words.iter().rev().find_map(|w| w.heard)?.end(),
    };
    Some(at..at)
}
