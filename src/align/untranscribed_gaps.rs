//! Gaps between heard words: silence and music, or speech for which the recogniser gave no words.
//!
//! Where somebody listened for speech (voice activity), the signal decides. Where nobody did, the article is the only witness: a
//! gap is taken for skipped speech when the words that the article has there, and that were not heard, would take about as long,
//! or when it cuts a sentence in two, since music and silence come between sentences.

use std::ops::{Range, RangeInclusive};

use super::article_positions::{ArticlePositions, UnmatchedBeside};
use super::document::{AudioStatus, AudioStretch};
use super::reason::StretchReason;
use super::tokenised_pair::TokenisedPair;
use super::verdict_inputs::VerdictInputs;
use super::word_range::WordRange;
use crate::time::{Millis, Span, Timestamp};
use crate::transcript::MEAN_WORD;

/// A gap shorter than this, in milliseconds, is a pause and belongs to the words around it. Where voice activity is known, the
/// second holds, since then a gap can be told from a pause by the signal.
const PAUSE_MS: u32 = 1500;
const PAUSE_KNOWN_MS: u32 = 700;
/// Voice activity within a gap that lasts at least this, in milliseconds, was skipped by the recogniser.
const SKIPPED_SPEECH_MS: u32 = 2000;
/// Pieces of voice activity with less than this between them, in milliseconds, are one.
const BREATH_MS: u32 = 600;
/// Without voice activity only a gap of at least this, in milliseconds, can be called skipped: shorter ones are as likely music.
const SHORTEST_SKIPPED_MS: u32 = 6000;
/// The words of the article fit a gap when there are at least so many of them, and their usual length lies between these shares of
/// the gap's, in hundredths. A wider range would call music beside an unread paragraph skipped speech.
const SKIPPED_WORDS: usize = 20;
const FITS: RangeInclusive<u64> = 75..=135;
/// A gap cuts a sentence in two when at least so many of the sentence's words are missing beside it, and the usual length of all
/// missing words is at least this share of the gap's, in hundredths.
const CUT_OFF: usize = 1;
const FILLS: u64 = 10;
/// Where nothing on one side of the gap belongs to the article, that share is not known; then at least so many words of the
/// sentence must be missing.
const CUT_OFF_OPEN: usize = 3;

/// A stretch of the recording without a heard word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gap {
    pub(super) span: Span,
    /// The transcript word behind it; the number of words for a gap at the end.
    pub(super) word: usize,
}

impl Gap {
    fn stretch(self, span: Span, status: AudioStatus, reason: Option<StretchReason>) -> AudioStretch {
        AudioStretch { span, status, heard: WordRange::new(self.word, self.word), reason }
    }
}

/// Whether what lies between the end of a word and the start of the next is more than a pause.
pub(super) fn is_more_than_a_pause(inputs: &VerdictInputs, end: Timestamp, start: Timestamp) -> bool {
    let pause = if inputs.transcript.speech().is_some() { PAUSE_KNOWN_MS } else { PAUSE_MS };
    (start - end).as_millis() >= pause
}

/// The stretches of a gap, which tile it.
pub(super) fn judge(inputs: &VerdictInputs, positions: &ArticlePositions, gap: Gap) -> Vec<AudioStretch> {
    match inputs.transcript.speech() {
        Some(speech) => by_signal(positions, speech, gap),
        None => vec![by_article(inputs.texts, positions, gap)],
    }
}

fn by_signal(positions: &ArticlePositions, speech: &[Span], gap: Gap) -> Vec<AudioStretch> {
    let reason = StretchReason::SpeechWithoutWords { article_words: positions.between(gap.word, gap.word).len() };
    let mut stretches = Vec::new();
    let mut at = gap.span.start();
    for spoken in skipped_speech(speech, gap.span) {
        stretches.push(gap.stretch(Span::between(at, spoken.start()), AudioStatus::NonSpeech, None));
        stretches.push(gap.stretch(spoken, AudioStatus::MissingTranscript, Some(reason.clone())));
        at = spoken.end();
    }
    stretches.push(gap.stretch(Span::between(at, gap.span.end()), AudioStatus::NonSpeech, None));
    stretches.retain(|stretch| !stretch.span.is_empty());
    stretches
}

fn by_article(texts: &TokenisedPair, positions: &ArticlePositions, gap: Gap) -> AudioStretch {
    let missing = positions.opposite_gap(texts, gap.word);
    if looks_skipped(texts, positions, gap, &missing) {
        let reason = StretchReason::ArticleWordsFit { article_words: missing.len() };
        gap.stretch(gap.span, AudioStatus::MissingTranscript, Some(reason))
    } else {
        gap.stretch(gap.span, AudioStatus::NonSpeech, None)
    }
}

fn looks_skipped(texts: &TokenisedPair, positions: &ArticlePositions, gap: Gap, missing: &Range<usize>) -> bool {
    let ms = u64::from(gap.span.duration().as_millis());
    if ms < u64::from(SHORTEST_SKIPPED_MS) {
        return false;
    }
    let usual = missing.len() as u64 * u64::from(MEAN_WORD.as_millis());
    let fits = missing.len() >= SKIPPED_WORDS && usual * 100 >= ms * FITS.start() && usual * 100 <= ms * FITS.end();
    let is_open = positions.between(gap.word, gap.word).is_empty();
    let cut = match words_cut_off(texts, missing, positions.unmatched_beside(gap.word)) {
        words if is_open => words >= CUT_OFF_OPEN,
        words => words >= CUT_OFF && usual * 100 >= ms * FILLS,
    };
    fits || cut
}

/// How many words are missing of the sentence before the gap or of the one behind it, whichever misses more. Unmatched words beside
/// the gap may be those words, misheard, and are not counted as missing.
fn words_cut_off(texts: &TokenisedPair, missing: &Range<usize>, unmatched: UnmatchedBeside) -> usize {
    let tail = texts.rest_of_sentence(missing.start).min(missing.len());
    let head = (missing.end - texts.start_of_sentence(missing.end)).min(missing.len());
    tail.saturating_sub(unmatched.before).max(head.saturating_sub(unmatched.behind))
}

/// Voice activity within a gap, breaths closed, that is long enough to have been words.
fn skipped_speech(speech: &[Span], gap: Span) -> Vec<Span> {
    let mut pieces: Vec<Span> = Vec::new();
    let mut within: Vec<Span> = speech.iter().filter_map(|s| s.intersection(gap)).collect();
    within.sort();
    for piece in within {
        match pieces.last_mut() {
            Some(last) if (piece.start() - last.end()) < Millis::new(BREATH_MS) => *last = last.hull(piece),
            _ => pieces.push(piece),
        }
    }
    pieces.retain(|p| p.duration().as_millis() >= SKIPPED_SPEECH_MS);
    pieces
}
