//! Words that are equal within a run that changed: links pair words one to one, and "don't" was heard as "do not".

use std::ops::Range;

use super::super::document::{AlignedSentence, Link};
use super::super::word_range::WordRange;
use super::changed::Changed;
use crate::time::{Span, Timed};

/// Words of either side that can be equal to some of the other: one number in words.
const MOST_WORDS: usize = 6;
/// A longer run is not looked through: it is other speech.
const LONGEST_RUN: usize = 40;

/// Equal words of both sides, as index ranges into the sentence's and the transcript's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Equal {
    pub(super) words: Range<usize>,
    pub(super) heard: Range<usize>,
}

/// The chain of equal words within `changed` that covers the most words, in order. `equal` judges two ranges of it.
pub(super) fn equal_parts(changed: &Changed, equal: impl Fn(&Range<usize>, &Range<usize>) -> bool) -> Vec<Equal> {
    let covered = |words: &Range<usize>, heard: &Range<usize>| words.len() + heard.len();
    chain(changed, covered, |words, heard| if equal(words, heard) { covered(words, heard) } else { 0 })
}

/// The chain of ranges of both sides within `changed`, in order, whose strengths add up to the most. `strength` tells how much speaks
/// for two ranges belonging together, 0 when nothing does, and is asked only where `most`, which it never exceeds, would be an improvement.
pub(super) fn chain(
    changed: &Changed,
    most: impl Fn(&Range<usize>, &Range<usize>) -> usize,
    strength: impl Fn(&Range<usize>, &Range<usize>) -> usize,
) -> Vec<Equal> {
    let (words, heard) = (&changed.words, &changed.heard);
    if words.is_empty() || heard.is_empty() || words.len() > LONGEST_RUN || heard.len() > LONGEST_RUN {
        return Vec::new();
    }
    let width = heard.len() + 1;
    // The most that is reached from here on, and the part that begins here, if one does.
    let mut best: Vec<(usize, Option<(usize, usize)>)> = vec![(0, None); (words.len() + 1) * width];
    for i in (0..words.len()).rev() {
        for j in (0..heard.len()).rev() {
            let skip = best[(i + 1) * width + j].0.max(best[i * width + j + 1].0);
            best[i * width + j] = (skip, None);
            for a in 1..=MOST_WORDS.min(words.len() - i) {
                for b in 1..=MOST_WORDS.min(heard.len() - j) {
                    let (left, right) = (words.start + i, heard.start + j);
                    let (left, right) = (left..left + a, right..right + b);
                    let (behind, reached) = (best[(i + a) * width + j + b].0, best[i * width + j].0);
                    if behind + most(&left, &right) <= reached {
                        continue;
                    }
                    let strength = strength(&left, &right);
                    if strength > 0 && behind + strength > reached {
                        best[i * width + j] = (behind + strength, Some((a, b)));
                    }
                }
            }
        }
    }
    let mut parts = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < words.len() && j < heard.len() {
        match best[i * width + j] {
            (_, Some((a, b))) => {
                let (from, at) = (words.start + i, heard.start + j);
                parts.push(Equal { words: from..from + a, heard: at..at + b });
                (i, j) = (i + a, j + b);
            }
            (most, None) if best[(i + 1) * width + j].0 == most => i += 1,
            _ => j += 1,
        }
    }
    parts
}

/// What is left of `changed` between its equal parts.
pub(super) fn rest(changed: &Changed, parts: &[Equal]) -> Vec<Changed> {
    let mut rest = Vec::new();
    let (mut word, mut heard) = (changed.words.start, changed.heard.start);
    let end = Equal { words: changed.words.end..changed.words.end, heard: changed.heard.end..changed.heard.end };
    for part in parts.iter().chain([&end]) {
        let between = Changed { words: word..part.words.start, heard: heard..part.heard.start };
        if !between.words.is_empty() || !between.heard.is_empty() {
            rest.push(between);
        }
        (word, heard) = (part.words.end, part.heard.end);
    }
    rest
}

/// What changed and the equal words beside it as one, when as one they are equal: "$5" was linked to "five", and "dollars" is left over.
pub(super) fn with_neighbour(
    sentence: &AlignedSentence,
    changed: &Changed,
    equal: impl Fn(&Range<usize>, &Range<usize>) -> bool,
) -> Option<Equal> {
    let words = &sentence.words;
    let same = |word: Option<usize>| word.and_then(|w| words.get(w)).filter(|w| w.same == Some(true)).and_then(|w| w.heard);
    let before = same(changed.words.start.checked_sub(1)).filter(|heard| heard.end() == changed.heard.start);
    let behind = same(Some(changed.words.end)).filter(|heard| heard.start() == changed.heard.end);
    let sharing = |heard: WordRange| words.iter().position(|w| w.heard == Some(heard));
    let past = |heard: WordRange| words.iter().rposition(|w| w.heard == Some(heard)).map(|last| last + 1);
    let with_before = before.and_then(|heard| {
        Some(Equal { words: sharing(heard)?..changed.words.end, heard: heard.start()..changed.heard.end })
    });
    let with_behind = behind
        .and_then(|heard| Some(Equal { words: changed.words.start..past(heard)?, heard: changed.heard.start..heard.end() }));
    // 20-30 of which both figures are linked, and "to" is left over.
    let with_both = before.zip(behind).and_then(|(before, behind)| {
        Some(Equal { words: sharing(before)?..past(behind)?, heard: before.start()..behind.end() })
    });
    // 3.2 million dollars of which the words before are linked to $3.2 million, and "dollars" is left over.
    let with_several = (2..MOST_WORDS).map_while(|count| {
        let first = changed.words.start.checked_sub(count)?;
        let heard = same(Some(first))?;
        let is_next =
            |at: usize| same(Some(at)).zip(same(Some(at + 1))).is_some_and(|(a, b)| a == b || a.end() == b.start());
        let joined = before.is_some() && (first..changed.words.start - 1).all(is_next) && sharing(heard) == Some(first);
        joined.then(|| Equal { words: first..changed.words.end, heard: heard.start()..changed.heard.end })
    });
    let short = |part: &Equal| part.words.len() <= MOST_WORDS && part.heard.len() <= MOST_WORDS && !part.words.is_empty();
    let near = [with_before, with_behind, with_both].into_iter().flatten();
    near.chain(with_several).find(|part| short(part) && equal(&part.words, &part.heard))
}

/// Marks linked words that are equal, and links them anew where one of them, or some of what was heard for them, has no link.
pub(super) fn keep(sentence: &mut AlignedSentence, part: Equal, times: &[Timed]) {
    let words = sentence.words.get_mut(part.words.clone()).unwrap_or_default();
    let is_linked = |at: usize| words.iter().any(|word| word.heard.is_some_and(|heard| heard.indices().contains(&at)));
    if part.heard.clone().all(is_linked) && words.iter().all(|word| word.heard.is_some()) {
        words.iter_mut().for_each(|word| word.same = Some(true));
    } else {
        link(sentence, &part, times);
    }
}

/// Links equal words to all that was heard for them.
pub(super) fn link(sentence: &mut AlignedSentence, part: &Equal, times: &[Timed]) {
    let heard = WordRange::from(part.heard.clone());
    for word in sentence.words.get_mut(part.words.clone()).unwrap_or_default() {
        word.same = Some(true);
        if word.heard != Some(heard) {
            word.heard = Some(heard);
            word.link = Link::Joined;
            word.time = time_of(times.get(part.heard.clone()).unwrap_or(&[]));
        }
    }
}

/// Takes the link of words that are linked to something outside of `changed`, which was equal to others.
pub(super) fn unlink(sentence: &mut AlignedSentence, changed: &Changed) {
    for word in sentence.words.get_mut(changed.words.clone()).unwrap_or_default() {
        if word.heard.is_some_and(|heard| heard.start() < changed.heard.start || heard.end() > changed.heard.end) {
            (word.heard, word.link, word.time, word.same) = (None, Link::None, Timed::Absent, None);
        }
    }
}

/// Takes from words that are linked the mark of being the same.
pub(super) fn part(sentence: &mut AlignedSentence, changed: &Changed) {
    for word in sentence.words.get_mut(changed.words.clone()).unwrap_or_default() {
        word.same = word.heard.map(|_| false);
    }
}

/// From the first heard word to the last; heard only when every one of them was.
fn time_of(times: &[Timed]) -> Timed {
    let Some(span) = times.iter().filter_map(|time| time.span()).reduce(Span::hull) else { return Timed::Absent };
    if times.iter().all(|time| time.is_heard()) { Timed::Heard(span) } else { Timed::Inferred(span) }
}
