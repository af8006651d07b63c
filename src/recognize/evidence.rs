//! What speaks for the words of a stretch, by themselves: the recogniser's confidence, how much of the speech they cover, loops.

use std::collections::HashMap;

use super::recognizer::RecognizedSegment;
use crate::text::{LONGEST_LOOPED_PHRASE, loops, sound_notes, tokens};
use crate::time::{Millis, Span};
use crate::transcript::Word;

/// A stretch of which a smaller share than this is speech is quiet: there no words are worth more than words that cover no speech.
const QUIET_SHARE: f64 = 0.2;
/// What no words are worth in a quiet stretch: more than words of any confidence, which are worth nothing there.
const QUIET_WORTH: f32 = 0.5;
/// Words of which the recogniser is less sure than this in the mean are in doubt.
pub(super) const UNSURE: f32 = 0.5;
/// A larger share of looping words is nonsense.
pub(super) const LOOPING_SHARE: f32 = 0.3;
/// Speech within this distance of a word counts as that word's: the detector's margin, and the ends of words that engines cut.
const NEAR: Millis = Millis::new(300);

/// How much the recogniser's words for a stretch are worth by their own evidence, 0 to 1.
pub(super) fn worth(words: &[Word], stretch: Span, speech: &[Span]) -> f32 {
    let spoken: Vec<Span> = speech.iter().filter_map(|s| s.intersection(stretch)).collect();
    let total = stretch.covered_by(speech).as_seconds();
    let quiet = total < QUIET_SHARE * stretch.duration().as_seconds();
    if words.is_empty() {
        return if quiet { QUIET_WORTH } else { 0.0 };
    }
    let near = |s: Span| Span::between(s.start().saturating_sub(NEAR), s.end() + NEAR);
    let mut covered = Millis::ZERO;
    let mut at = stretch.start();
    for word in words.iter().filter_map(|w| w.span).map(near) {
        let fresh = Span::between(word.start().max(at).min(word.end()), word.end());
        covered = covered + fresh.covered_by(&spoken);
        at = at.max(word.end());
    }
    let covered = if quiet { 0.0 } else { (covered.as_seconds() / total).min(1.0) };
    confidence(words) * covered as f32 * (1.0 - looping(words))
}

/// The recogniser's mean confidence in the words, 0 to 1; 0 without words.
pub(super) fn confidence(words: &[Word]) -> f32 {
    words.iter().map(|w| w.confidence.unwrap_or(0.5)).sum::<f32>() / words.len().max(1) as f32
}

/// The share of words that repeat a phrase said right before, where it is said more often than people do.
pub(super) fn looping(words: &[Word]) -> f32 {
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let ids: Vec<usize> = words
        .iter()
        .map(|w| {
            let next = numbers.len();
            *numbers.entry(key(&w.text)).or_insert(next)
        })
        .collect();
    let mut marked = vec![false; ids.len()];
    for period in 1..=LONGEST_LOOPED_PHRASE {
        for run in loops(&ids, period) {
            // The first copy may well have been said.
            marked[run.start + period..run.end].fill(true);
        }
    }
    marked.iter().filter(|m| **m).count() as f32 / ids.len().max(1) as f32
}

/// Text that shrinks by more than this repeats itself, as Whisper's authors set it; what people say shrinks by less than 2.
const COMPRESSION: usize = 24;

/// Whether the words repeat themselves as nobody does: a phrase again and again, or many words once more.
pub(super) fn repeats_itself(words: &[Word]) -> bool {
    let shrinks = || {
        let text: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        let text = text.join(" ").to_lowercase();
        let packed = miniz_oxide::deflate::compress_to_vec(text.as_bytes(), 6).len();
        10 * text.len() > COMPRESSION * packed
    };
    looping(words) > LOOPING_SHARE || shrinks()
}

/// Whether more of a segment's text notes a sound than says something.
pub(super) fn is_note(segment: &RecognizedSegment) -> bool {
    let text: Vec<&str> = segment.words.iter().map(|word| word.text.as_str()).collect();
    let text = text.join(" ");
    let noted: usize = sound_notes(&text).iter().map(|note| note.of(&text).len()).sum();
    2 * noted > text.len()
}

pub(super) fn key(text: &str) -> String {
    tokens(text).iter().map(|t| t.normalised.key()).collect()
}
