//! What the recogniser most likely made up, and times that cannot be true. Neither may anchor anything.

use std::collections::{HashMap, HashSet};

use super::stock;
use crate::article::Article;
use crate::text::tokens;
use crate::time::{Span, Timestamp};
use crate::transcript::{Transcript, Word};

/// The longest phrase whose repetition is looked for, in words: recognisers repeat whole sentences.
const LONGEST_PERIOD: usize = 40;
/// A phrase said so often in a row is a loop; a single word one time more, since people do say "no, no, no".
const COPIES: usize = 3;
/// A word lasts at most this long, and so much more for each of its letters or digits. Digits are read out as whole words.
/// A slow reader stays under half of it; a recogniser that lets a word sit through a pause does not.
const LONGEST_WORD_MS: u32 = 1200;
const LONGEST_LETTER_MS: u32 = 200;
const LONGEST_DIGIT_MS: u32 = 900;
/// A word may stand outside its segment by this much before its time is disbelieved.
const OUTSIDE_MS: u32 = 500;
/// Words that all begin within one such moment are piled up: nobody speaks 20 words a second.
const PILE: usize = 5;
const PILE_MS: u32 = 250;
/// A phrase with less than this share of speech activity was said on silence.
const SPEECH_SHARE: f32 = 0.4;

/// Why a word is taken for made up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Suspicion {
    /// A phrase repeats itself.
    Loop,
    /// A phrase that recognisers say over silence or music.
    StockPhrase,
}

/// What is wrong with each word of a transcript.
#[derive(Debug, Default)]
pub(super) struct Suspects {
    pub(super) made_up: Vec<Option<Suspicion>>,
    /// Its time cannot be true.
    pub(super) impossible: Vec<bool>,
}

impl Suspects {
    pub(super) fn barred(&self) -> Vec<bool> {
        self.made_up.iter().map(Option::is_some).collect()
    }
}

/// Looks through a transcript with the article as the witness: what the article itself repeats or says is no suspect.
pub(super) fn find(transcript: &Transcript, article: &Article) -> Suspects {
    let words = transcript.words();
    let mut numbers = Numbers::default();
    let printed: Vec<u32> =
        article.sentences().iter().flat_map(|s| &s.tokens).map(|t| numbers.of(t.normalised.key())).collect();
    let mut heard = Vec::new();
    for (w, word) in words.iter().enumerate() {
        heard.extend(tokens(&word.text).iter().map(|t| (numbers.of(t.normalised.key()), w)));
    }
    let mut made_up = vec![None; words.len()];
    mark_loops(&heard, &printed, &mut made_up);
    mark_stock(transcript, &heard, &printed, &mut numbers, &mut made_up);
    Suspects { made_up, impossible: impossible_times(transcript) }
}

#[derive(Default)]
struct Numbers(HashMap<String, u32>);

impl Numbers {
    fn of(&mut self, key: &str) -> u32 {
        let next = self.0.len() as u32;
        *self.0.entry(key.to_owned()).or_insert(next)
    }
}

/// Runs in which every word equals the one `period` before it: `(start of the first copy, end)`.
fn repetitions(ids: &[u32], period: usize) -> Vec<(usize, usize)> {
    let copies = if period == 1 { COPIES + 1 } else { COPIES };
    let mut runs = Vec::new();
    let mut start = 0;
    for k in period..=ids.len() {
        if k < ids.len() && ids[k] == ids[k - period] {
            continue;
        }
        if k - start >= copies * period {
            runs.push((start, k));
        }
        start = k + 1 - period;
    }
    runs
}

fn phrase(ids: &[u32]) -> Vec<u32> {
    let mut phrase = ids.to_vec();
    phrase.sort_unstable();
    phrase
}

fn mark_loops(heard: &[(u32, usize)], printed: &[u32], made_up: &mut [Option<Suspicion>]) {
    let ids: Vec<u32> = heard.iter().map(|(id, _)| *id).collect();
    for period in 1..=LONGEST_PERIOD {
        let runs = repetitions(&ids, period);
        if runs.is_empty() {
            continue;
        }
        let in_article: HashSet<Vec<u32>> =
            repetitions(printed, period).into_iter().map(|(start, _)| phrase(&printed[start..start + period])).collect();
        for (start, end) in runs {
            if !in_article.contains(&phrase(&ids[start..start + period])) {
                // The first copy may well have been said.
                for (_, w) in &heard[start + period..end] {
                    made_up[*w] = Some(Suspicion::Loop);
                }
            }
        }
    }
}

fn mark_stock(
    transcript: &Transcript,
    heard: &[(u32, usize)],
    printed: &[u32],
    numbers: &mut Numbers,
    made_up: &mut [Option<Suspicion>],
) {
    let ids: Vec<u32> = heard.iter().map(|(id, _)| *id).collect();
    for entry in stock::PHRASES {
        let phrase: Vec<u32> = tokens(entry.words).iter().map(|t| numbers.of(t.normalised.key())).collect();
        if phrase.is_empty() || holds(printed, &phrase) {
            continue;
        }
        for at in 0..ids.len().saturating_sub(phrase.len() - 1) {
            if ids[at..at + phrase.len()] != phrase[..] {
                continue;
            }
            let words = &heard[at..at + phrase.len()];
            if said_on_silence(transcript, words).unwrap_or(entry.never_in_reports) {
                for (_, w) in words {
                    made_up[*w] = made_up[*w].or(Some(Suspicion::StockPhrase));
                }
            }
        }
    }
}

fn holds(ids: &[u32], phrase: &[u32]) -> bool {
    ids.windows(phrase.len()).any(|w| w == phrase)
}

/// `None` when nobody knows: no speech activity, or no times.
fn said_on_silence(transcript: &Transcript, words: &[(u32, usize)]) -> Option<bool> {
    let speech = transcript.speech()?;
    let all = transcript.words();
    let span = words.iter().filter_map(|(_, w)| all.get(*w)?.span).reduce(Span::hull)?;
    Some(share_of_speech(speech, span) < SPEECH_SHARE)
}

/// How much of `span` is speech, 0 to 1.
pub(super) fn share_of_speech(speech: &[Span], span: Span) -> f32 {
    let shared: u64 = speech.iter().filter_map(|s| s.intersection(span)).map(|s| u64::from(s.duration().as_millis())).sum();
    shared as f32 / span.duration().as_millis().max(1) as f32
}

/// The longest that `word` can have lasted, in milliseconds.
fn longest_ms(word: &Word) -> u32 {
    let (digits, letters) = word
        .text
        .chars()
        .filter(|c| c.is_alphanumeric())
        .fold((0_u32, 0_u32), |(d, l), c| if c.is_numeric() { (d + 1, l) } else { (d, l + 1) });
    let per_word = digits.min(12) * LONGEST_DIGIT_MS + letters.min(20) * LONGEST_LETTER_MS;
    LONGEST_WORD_MS + per_word
}

fn impossible_times(transcript: &Transcript) -> Vec<bool> {
    let words = transcript.words();
    let mut impossible: Vec<bool> =
        words.iter().map(|w| w.span.is_some_and(|s| s.duration().as_millis() > longest_ms(w))).collect();
    for segment in transcript.segments() {
        let early = Timestamp::from_millis(segment.span.start().as_millis().saturating_sub(OUTSIDE_MS));
        let late = Timestamp::from_millis(segment.span.end().as_millis().saturating_add(OUTSIDE_MS));
        for w in segment.words.clone() {
            if let (Some(span), Some(slot)) = (words.get(w).and_then(|w| w.span), impossible.get_mut(w)) {
                *slot |= span.start() < early || span.start() > late;
            }
        }
    }
    let start = |w: &Word| w.span.map(|s| s.start());
    for at in 0..words.len().saturating_sub(PILE - 1) {
        let (first, last) = (start(&words[at]), start(&words[at + PILE - 1]));
        if let (Some(first), Some(last)) = (first, last)
            && (last - first).as_millis() < PILE_MS
        {
            impossible[at..at + PILE].fill(true);
        }
    }
    impossible
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_must_come_three_times_and_a_word_four_times() {
        assert_eq!(repetitions(&[1, 2, 1, 2, 1, 2, 3], 2), [(0, 6)]);
        assert_eq!(repetitions(&[1, 2, 1, 2, 3], 2), []);
        assert_eq!(repetitions(&[7, 7, 7], 1), []);
        assert_eq!(repetitions(&[9, 7, 7, 7, 7], 1), [(1, 5)]);
    }

    #[test]
    fn a_word_of_five_seconds_is_impossible_and_a_long_number_is_not() {
        let word = |text: &str| Word { text: text.into(), span: None, confidence: None, second_pass: false };
        assert!(longest_ms(&word("sit")) < 5_000);
        assert!(longest_ms(&word("1,750,000")) > 5_000);
    }
}
