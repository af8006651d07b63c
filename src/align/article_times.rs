//! When each article word was said: heard, inferred, or nothing.
//!
//! A heard time is the recogniser's own, to the millisecond. A time is **inferred** in these cases only, and always flagged:
//!
//! * the time of the heard word itself is inferred and close, as [`super::word_times`] has it;
//! * at most two words without a time stand between two heard words, and the gap between those is neither shorter than
//!   60 ms a word (then they were not said) nor longer than 300 ms and 500 ms a word (then it is not known where in it);
//! * at most two words without a time stand at a sentence's edge: they last as long as in fluent speech
//!   ([`SpeakingRate::FLUENT`]) beside their heard neighbour, when the gap there is as long as that.
//!
//! Everything else has no time.

use std::ops::Range;

use super::tokenised_pair::TokenisedPair;
use super::word_match::Match;
use crate::time::{Millis, Span, Timed};
use crate::transcript::{LONGEST_UNHEARD_WORD, SHORTEST_WORD, SpeakingRate};

/// At most this many words in a row get an inferred time: of more it is not known where in the gap each was said.
const MOST_INFERRED: usize = 2;
/// A gap within a sentence that is longer than this, and [`LONGEST_UNHEARD_WORD`] for each missing word, holds more than the words.
const LONGEST_GAP: Millis = Millis::new(300);

/// The time of each article word, from `matches` (sorted by article word) and the transcript's times.
pub(super) fn of_article(texts: &TokenisedPair, matches: &[Match], transcript: &[Timed]) -> Vec<Timed> {
    let mut times = vec![Timed::Absent; texts.article.len()];
    for p in matches {
        times[p.article.clone()].fill(of_heard(texts, p, transcript));
    }
    let known = times.clone();
    let timed: Vec<usize> = (0..known.len()).filter(|i| known[*i].is_heard()).collect();
    for pair in timed.windows(2) {
        if let [before, after] = *pair {
            infer_between(texts, &known, (before, after), &mut times);
        }
    }
    times
}

fn of_heard(texts: &TokenisedPair, p: &Match, transcript: &[Timed]) -> Timed {
    let mut wgap: Option<Timed> = None;
    for j in p.heard.clone() {
        let time = texts.origin.get(j).and_then(|w| transcript.get(*w as usize)).copied().unwrap_or_default();
        if time.is_absent() {
            return Timed::Absent;
        }
        wgap = Some(wgap.map_or(time, |wgap| wgap.hull(time)));
    }
    wgap.unwrap_or_default()
}

/// Gives times to the words between two heard ones where the gap between them leaves no doubt.
fn infer_between(texts: &TokenisedPair, known: &[Timed], (before, after): (usize, usize), times: &mut [Timed]) {
    let missing = before + 1..after;
    let (Some(left), Some(right)) = (known[before].span(), known[after].span()) else { return };
    if missing.is_empty() || known[missing.clone()].iter().any(|time| !time.is_absent()) || right.start() <= left.end() {
        return;
    }
    let gap = Span::between(left.end(), right.start());
    if texts.sentence_of(before) == texts.sentence_of(after) {
        infer_within_sentence(texts, missing, gap, times);
    } else {
        infer_at_sentence_edges(texts, (before, after), gap, times);
    }
}

fn infer_within_sentence(texts: &TokenisedPair, missing: Range<usize>, gap: Span, times: &mut [Timed]) {
    let words = missing.len() as u32;
    let each = |length: Millis| Millis::new(length.as_millis().saturating_mul(words));
    let fits = each(SHORTEST_WORD) <= gap.duration() && gap.duration() <= LONGEST_GAP + each(LONGEST_UNHEARD_WORD);
    if missing.len() <= MOST_INFERRED && fits {
        spread(texts, missing, gap, times);
    }
}

/// Between two sentences: the last words of the first begin with the gap, the first words of the second end with it.
fn infer_at_sentence_edges(texts: &TokenisedPair, (before, after): (usize, usize), gap: Span, times: &mut [Timed]) {
    let (ending, beginning) = (texts.sentence_of(before), texts.sentence_of(after));
    let missing = before + 1..after;
    let last = before + 1..missing.clone().find(|i| texts.sentence_of(*i) != ending).unwrap_or(after);
    let first = missing.rev().find(|i| texts.sentence_of(*i) != beginning).map_or(before + 1, |i| i + 1)..after;
    let (for_last, for_first) = (usual_length(texts, last.clone()), usual_length(texts, first.clone()));
    if gap.duration() < for_last + for_first {
        return;
    }
    if last.len() <= MOST_INFERRED {
        spread(texts, last, Span::between(gap.start(), gap.start() + for_last), times);
    }
    if first.len() <= MOST_INFERRED {
        spread(texts, first, Span::between(gap.end().saturating_sub(for_first), gap.end()), times);
    }
}

/// How long these article words last in fluent speech.
pub(super) fn usual_length(texts: &TokenisedPair, words: Range<usize>) -> Millis {
    words.map(|i| usual_length_of(texts, i)).fold(Millis::ZERO, |sum, length| sum + length)
}

/// How long one article word lasts in fluent speech.
pub(super) fn usual_length_of(texts: &TokenisedPair, word: usize) -> Millis {
    let letters = texts.vocabulary.key(texts.article.ids[word]).chars().count();
    SpeakingRate::FLUENT.of_letters(letters.max(1))
}

/// Shares `gap` among the words, each in proportion to its usual length.
fn spread(texts: &TokenisedPair, words: Range<usize>, gap: Span, times: &mut [Timed]) {
    let weights: Vec<u64> = words.clone().map(|i| u64::from(usual_length_of(texts, i).as_millis())).collect();
    for (i, span) in words.zip(gap.shared(weights)) {
        times[i] = Timed::Inferred(span);
    }
}
