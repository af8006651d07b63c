//! What the recogniser most likely made up: phrases that go round in a loop, and those it says over silence. They may not anchor
//! anything.

use std::collections::{HashMap, HashSet};

use super::stock_phrases;
use crate::article::Article;
use crate::text::{LONGEST_LOOPED_SENTENCE, loops, tokens};
use crate::time::Span;
use crate::transcript::Transcript;

/// A phrase with less voice activity than this under it, as a share of its time, was recognised over silence.
const SPEECH_SHARE: f32 = 0.4;

/// Why the recogniser is suspected of having made a word up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Suspicion {
    /// A phrase repeats itself.
    Loop,
    /// A phrase that recognisers give for silence or music.
    StockPhrase,
}

/// For each word of a transcript, why it was most likely made up. What the article itself repeats or says is not suspected.
pub(super) fn find(transcript: &Transcript, article: &Article) -> Vec<Option<Suspicion>> {
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
    mark_stock_phrases(transcript, &heard, &printed, &mut numbers, &mut made_up);
    made_up
}

/// A number for each distinct word.
#[derive(Default)]
struct Numbers(HashMap<String, u32>);

impl Numbers {
    fn of(&mut self, key: &str) -> u32 {
        let next = self.0.len() as u32;
        *self.0.entry(key.to_owned()).or_insert(next)
    }
}

/// The words of a loop in whatever order: where a loop begins is chance.
fn phrase(ids: &[u32]) -> Vec<u32> {
    let mut phrase = ids.to_vec();
    phrase.sort_unstable();
    phrase
}

fn mark_loops(heard: &[(u32, usize)], printed: &[u32], made_up: &mut [Option<Suspicion>]) {
    let ids: Vec<u32> = heard.iter().map(|(id, _)| *id).collect();
    for period in 1..=LONGEST_LOOPED_SENTENCE {
        let runs = loops(&ids, period);
        if runs.is_empty() {
            continue;
        }
        let in_article: HashSet<Vec<u32>> =
            loops(printed, period).into_iter().map(|run| phrase(&printed[run.start..run.start + period])).collect();
        for run in runs {
            if !in_article.contains(&phrase(&ids[run.start..run.start + period])) {
                // The first copy may well have been said.
                for (_, w) in &heard[run.start + period..run.end] {
                    made_up[*w] = Some(Suspicion::Loop);
                }
            }
        }
    }
}

fn mark_stock_phrases(
    transcript: &Transcript,
    heard: &[(u32, usize)],
    printed: &[u32],
    numbers: &mut Numbers,
    made_up: &mut [Option<Suspicion>],
) {
    let ids: Vec<u32> = heard.iter().map(|(id, _)| *id).collect();
    for entry in stock_phrases::PHRASES {
        let phrase: Vec<u32> = tokens(entry.words).iter().map(|t| numbers.of(t.normalised.key())).collect();
        if phrase.is_empty() || holds(printed, &phrase) {
            continue;
        }
        for at in 0..ids.len().saturating_sub(phrase.len() - 1) {
            if ids[at..at + phrase.len()] != phrase[..] {
                continue;
            }
            let words = &heard[at..at + phrase.len()];
            if is_over_silence(transcript, words).unwrap_or(entry.never_in_reports) {
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

/// Whether there is no voice under these words; `None` when it is not known, for want of voice activity or of times.
fn is_over_silence(transcript: &Transcript, words: &[(u32, usize)]) -> Option<bool> {
    let speech = transcript.speech()?;
    let all = transcript.words();
    let span = words.iter().filter_map(|(_, w)| all.get(*w)?.span).reduce(Span::hull)?;
    Some(share_of_speech(speech, span) < SPEECH_SHARE)
}

/// How much of `span` is speech, 0 to 1.
pub(super) fn share_of_speech(speech: &[Span], span: Span) -> f32 {
    span.covered_by(speech).as_millis() as f32 / span.duration().as_millis().max(1) as f32
}
