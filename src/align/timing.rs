//! When each article word was said: heard, inferred, or nothing.
//!
//! A heard time is the recogniser's own, to the millisecond. A time is **inferred** in these cases only, and always flagged:
//!
//! * the recogniser timed a segment (a caption) and not its words: a word takes its share, by letters, of a segment of at
//!   most 10 s, so that it is never further off than the segment is long; of one of at most 30 s the first word begins with it
//!   and the last ends with it, each as long as fluent speech has it, and the words between have no time;
//! * at most two words without a time stand between two heard words, and the hole between those is neither shorter than
//!   60 ms a word (then they were not said) nor longer than 300 ms and 500 ms a word (then it is not known where in it);
//! * at most two words without a time stand at a sentence's edge: they take 80 ms and 55 ms a letter each (the mean of
//!   fluent speech in both languages) beside their heard neighbour, when the hole there is as long as that.
//!
//! Everything else has no time.

use super::gap::Pairing;
use super::sides::Sides;
use super::suspect::Suspects;
use crate::time::{Millis, Span, Timed};
use crate::transcript::{Segment, Transcript, Word};

const LONGEST_SEGMENT_MS: u32 = 10_000;
const LONGEST_EDGED_MS: u32 = 30_000;
const MOST_INFERRED: usize = 2;
const HOLE_AT_LEAST_MS: u32 = 60;
const HOLE_MS: u32 = 300;
const HOLE_PER_WORD_MS: u32 = 500;
const WORD_MS: u32 = 80;
const LETTER_MS: u32 = 55;

/// The time of each word of the transcript that can be believed.
pub(super) fn of_transcript(transcript: &Transcript, suspects: &Suspects) -> Vec<Timed> {
    let impossible = |w: usize| suspects.impossible.get(w).copied().unwrap_or(false);
    let words = transcript.words().iter().enumerate();
    let mut times: Vec<Timed> =
        words.map(|(w, word)| word.span.filter(|_| !impossible(w)).map_or(Timed::Absent, Timed::Heard)).collect();
    for segment in transcript.segments() {
        share_segment(transcript, segment, &mut times);
    }
    times
}

fn share_segment(transcript: &Transcript, segment: &Segment, times: &mut [Timed]) {
    let Some(words) = transcript.words().get(segment.words.clone()) else { return };
    let whole = segment.span.duration().as_millis();
    if words.is_empty() || words.iter().any(|w| w.span.is_some()) || !(1..=LONGEST_EDGED_MS).contains(&whole) {
        return;
    }
    if whole > LONGEST_SEGMENT_MS {
        return time_edges(words, segment, times);
    }
    let letters = |text: &str| text.chars().count().max(1) as u64;
    let all: u64 = words.iter().map(|w| letters(&w.text)).sum();
    let mut before = 0;
    for (w, word) in segment.words.clone().zip(words) {
        let at = |n: u64| segment.span.start() + Millis::new((u64::from(whole) * n / all.max(1)) as u32);
        let span = Span::between(at(before), at(before + letters(&word.text)));
        before += letters(&word.text);
        if let Some(slot) = times.get_mut(w) {
            *slot = Timed::Inferred(span);
        }
    }
}

fn time_edges(words: &[Word], segment: &Segment, times: &mut [Timed]) {
    let ms = |word: &Word| Millis::new(WORD_MS + LETTER_MS * word.text.chars().count().clamp(1, 30) as u32);
    let (start, end) = (segment.span.start(), segment.span.end());
    let edge = |w: usize, span: Span, times: &mut [Timed]| {
        if let Some(slot) = times.get_mut(w) {
            *slot = Timed::Inferred(span);
        }
    };
    if let [first, .., last] = words {
        edge(segment.words.start, Span::between(start, start + ms(first)), times);
        edge(segment.words.end - 1, Span::between(end.saturating_sub(ms(last)), end), times);
    }
}

/// The time of each article word, from `pairings` (sorted by article word) and the transcript's times.
pub(super) fn of_article(sides: &Sides, pairings: &[Pairing], transcript: &[Timed]) -> Vec<Timed> {
    let mut times = vec![Timed::Absent; sides.article.len()];
    for p in pairings {
        times[p.article.clone()].fill(of_heard(sides, p, transcript));
    }
    let known = times.clone();
    let timed: Vec<usize> = (0..known.len()).filter(|i| known[*i].is_heard()).collect();
    for pair in timed.windows(2) {
        if let [before, after] = *pair {
            infer_between(sides, &known, (before, after), &mut times);
        }
    }
    times
}

fn of_heard(sides: &Sides, p: &Pairing, transcript: &[Timed]) -> Timed {
    let mut whole: Option<Timed> = None;
    for j in p.heard.clone() {
        let time = sides.origin.get(j).and_then(|w| transcript.get(*w as usize)).copied().unwrap_or_default();
        if time.is_absent() {
            return Timed::Absent;
        }
        whole = Some(whole.map_or(time, |whole| whole.hull(time)));
    }
    whole.unwrap_or_default()
}

/// Gives times to the words between two heard ones where the hole between them leaves no doubt.
fn infer_between(sides: &Sides, known: &[Timed], (before, after): (usize, usize), times: &mut [Timed]) {
    let missing: Vec<usize> = (before + 1..after).filter(|i| known[*i].is_absent()).collect();
    let (Some(left), Some(right)) = (known[before].span(), known[after].span()) else { return };
    if missing.is_empty() || missing.len() != after - before - 1 || right.start() <= left.end() {
        return;
    }
    let hole = Span::between(left.end(), right.start());
    let sentence = |i: usize| sides.sentence_of(i);
    let last: Vec<usize> = missing.iter().copied().filter(|i| sentence(*i) == sentence(before)).collect();
    let first: Vec<usize> = missing.iter().copied().filter(|i| sentence(*i) == sentence(after)).collect();
    if sentence(before) == sentence(after) {
        let (ms, n) = (hole.duration().as_millis(), missing.len() as u32);
        if missing.len() <= MOST_INFERRED && (HOLE_AT_LEAST_MS * n..=HOLE_MS + HOLE_PER_WORD_MS * n).contains(&ms) {
            spread(sides, &missing, hole, times);
        }
        return;
    }
    let (needs_last, needs_first) = (usual_ms(sides, &last), usual_ms(sides, &first));
    if hole.duration().as_millis() < needs_last + needs_first {
        return;
    }
    if (1..=MOST_INFERRED).contains(&last.len()) && known[before].is_heard() {
        spread(sides, &last, Span::between(hole.start(), hole.start() + Millis::new(needs_last)), times);
    }
    if (1..=MOST_INFERRED).contains(&first.len()) {
        spread(sides, &first, Span::between(hole.end().saturating_sub(Millis::new(needs_first)), hole.end()), times);
    }
}

fn letters(sides: &Sides, i: usize) -> u32 {
    sides.vocabulary.key(sides.article.ids[i]).chars().count().clamp(1, 30) as u32
}

/// What these words take in fluent speech, in milliseconds.
pub(super) fn usual_ms(sides: &Sides, words: &[usize]) -> u32 {
    words.iter().map(|i| WORD_MS + LETTER_MS * letters(sides, *i)).sum()
}

fn spread(sides: &Sides, words: &[usize], hole: Span, times: &mut [Timed]) {
    let all = u64::from(usual_ms(sides, words)).max(1);
    let mut before = 0;
    for i in words {
        let own = u64::from(usual_ms(sides, &[*i]));
        let at = |n: u64| hole.start() + Millis::new((u64::from(hole.duration().as_millis()) * n / all) as u32);
        times[*i] = Timed::Inferred(Span::between(at(before), at(before + own)));
        before += own;
    }
}
