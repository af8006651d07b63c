//! Gaps between heard words: silence and music, or speech for which the recogniser gave no words.
//!
//! Where somebody listened for speech (voice activity), the signal decides. Where nobody did, the article is the only witness: a
//! gap is taken for skipped speech when the words that the article has there, and that were not heard, would take about as long,
//! or when it cuts a sentence in two, since music and silence come between sentences.

use std::ops::Range;

use super::document::{AudioStatus, AudioStretch};
use super::reason::StretchReason;
use super::sentence_verdicts::{Known, origin};
use super::word_match::Match;
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
const SKIPPED_HOLE_MS: u32 = 6000;
/// The words of the article fit a gap when there are at least so many of them, and their usual length lies between these shares of
/// the gap's, in hundredths. A wider range would call music beside an unread paragraph skipped speech.
const SKIPPED_WORDS: usize = 20;
const FITS: (u64, u64) = (75, 135);
/// A gap cuts a sentence in two when at least so many of the sentence's words are missing beside it, and the usual length of all
/// missing words is at least this share of the gap's, in hundredths.
const CUT_OFF: usize = 1;
const FILLS: u64 = 10;
/// Where nothing on one side of the gap belongs to the article, that share is not known; then at least so many words of the
/// sentence must be missing.
const CUT_OFF_OPEN: usize = 3;

/// For each transcript word, where in the article the speech stood: used to see what the article has opposite a hole.
#[derive(Debug, Default)]
pub(super) struct Facing {
    /// Article word after the last that is linked to this transcript word or an earlier one; `None` before the first.
    before: Vec<Option<usize>>,
    /// Article word of the first that is linked to this transcript word or a later one.
    after: Vec<Option<usize>>,
    /// Whether this transcript word is linked.
    linked: Vec<bool>,
}

impl Facing {
    pub(super) fn of(known: &Known) -> Self {
        let count = known.transcript.words().len();
        let (mut ends, mut starts) = (vec![None; count], vec![None; count]);
        let mut linked = vec![false; count];
        for p in known.matches {
            let Match { article, heard, .. } = p;
            let words = origin(known.texts, heard).indices();
            ends[words.clone()].fill(Some(article.end));
            starts[words.clone()].fill(Some(article.start));
            linked[words].fill(true);
        }
        carry(ends.iter_mut());
        carry(starts.iter_mut().rev());
        Self { before: ends, after: starts, linked }
    }

    /// The article words that lie between what was linked before transcript word `from` and from `to` on; empty when there
    /// is no link on one side or they do not run forward.
    pub(super) fn between(&self, from: usize, to: usize) -> Range<usize> {
        let before = from.checked_sub(1).and_then(|w| self.before.get(w).copied().flatten());
        let after = self.after.get(to).copied().flatten();
        match (before, after) {
            (Some(a), Some(b)) if a < b => a..b,
            _ => 0..0,
        }
    }

    /// The article words opposite a hole before transcript word `word`. Where other speech was heard up to the hole, or from it
    /// to the end, only the sentence that the hole cuts off: what else the article has there may never have been read.
    fn opposite(&self, known: &Known, word: usize) -> Range<usize> {
        let before = word.checked_sub(1).map(|w| self.before[w]);
        let after = self.after.get(word).copied();
        match (before, after) {
            (Some(None), Some(Some(first))) => head_of_sentence(known, first)..first,
            (Some(Some(last)), Some(None)) => last..last + rest_of_sentence(known, last),
            _ => self.between(word, word),
        }
    }

    /// Loose words right before transcript word `word`, and from it on.
    fn loose(&self, word: usize) -> (usize, usize) {
        let (before, after) = self.linked.split_at(word.min(self.linked.len()));
        let loose = |linked: &&bool| !**linked;
        (before.iter().rev().take_while(loose).count(), after.iter().take_while(loose).count())
    }

    pub(super) fn words_between(&self, from: usize, to: usize) -> usize {
        self.between(from, to).len()
    }
}

/// Fills each place that has nothing with what the place before it has.
fn carry<'a>(places: impl Iterator<Item = &'a mut Option<usize>>) {
    let mut last = None;
    for place in places {
        last = place.or(last);
        *place = last;
    }
}

/// Whether a hole from `end` to `start` is more than a pause.
pub(super) fn needs_verdict(known: &Known, end: Timestamp, start: Timestamp) -> bool {
    let pause = if known.transcript.speech().is_some() { PAUSE_KNOWN_MS } else { PAUSE_MS };
    (start - end).as_millis() >= pause
}

/// The stretches of a hole that lies before transcript word `word`.
pub(super) fn judge(known: &Known, facing: &Facing, hole: Span, word: usize) -> Vec<AudioStretch> {
    let Some(speech) = known.transcript.speech() else {
        let missing = facing.opposite(known, word);
        let skipped = looks_skipped(known, facing, (hole, word), &missing);
        let status = if skipped { AudioStatus::MissingTranscript } else { AudioStatus::NonSpeech };
        let reason = skipped.then_some(StretchReason::ArticleWordsFit { article_words: missing.len() });
        return vec![AudioStretch { span: hole, status, heard: WordRange::new(word, word), reason }];
    };
    let missing = facing.between(word, word);
    let mut out = Vec::new();
    let mut at = hole.start();
    for spoken in skipped_speech(speech, hole) {
        silence(&mut out, Span::between(at, spoken.start()), word);
        let reason = StretchReason::SpeechWithoutWords { article_words: missing.len() };
        out.push(AudioStretch {
            span: spoken,
            status: AudioStatus::MissingTranscript,
            heard: WordRange::new(word, word),
            reason: Some(reason),
        });
        at = spoken.end();
    }
    silence(&mut out, Span::between(at, hole.end()), word);
    out
}

fn silence(out: &mut Vec<AudioStretch>, span: Span, word: usize) {
    if !span.is_empty() {
        out.push(AudioStretch { span, status: AudioStatus::NonSpeech, heard: WordRange::new(word, word), reason: None });
    }
}

fn looks_skipped(known: &Known, facing: &Facing, (hole, word): (Span, usize), missing: &Range<usize>) -> bool {
    let ms = u64::from(hole.duration().as_millis());
    let usual = missing.len() as u64 * u64::from(MEAN_WORD.as_millis());
    let fits = missing.len() >= SKIPPED_WORDS && usual * 100 >= ms * FITS.0 && usual * 100 <= ms * FITS.1;
    let open = facing.between(word, word).is_empty();
    let cut = match words_cut_off(known, missing, facing.loose(word)) {
        n if open => n >= CUT_OFF_OPEN,
        n => n >= CUT_OFF && usual * 100 >= ms * FILLS,
    };
    ms >= u64::from(SKIPPED_HOLE_MS) && (fits || cut)
}

/// How many words are missing of the sentence before the hole or of that behind it, whichever lacks more. Loose words beside
/// the hole may be that rest, misheard.
fn words_cut_off(known: &Known, missing: &Range<usize>, loose: (usize, usize)) -> usize {
    let tail = rest_of_sentence(known, missing.start).min(missing.len());
    let head = (missing.end - head_of_sentence(known, missing.end)).min(missing.len());
    tail.saturating_sub(loose.0).max(head.saturating_sub(loose.1))
}

/// How many words from article word `at` on belong to the sentence of the word before it.
fn rest_of_sentence(known: &Known, at: usize) -> usize {
    let sentence = |i: usize| known.texts.place.get(i).map(|p| p.0);
    let Some(own) = at.checked_sub(1).and_then(sentence) else { return 0 };
    (at..known.texts.place.len()).take_while(|i| sentence(*i) == Some(own)).count()
}

/// Where the sentence of article word `at` begins.
fn head_of_sentence(known: &Known, at: usize) -> usize {
    at - known.texts.place.get(at).map_or(0, |p| p.1 as usize)
}

/// Speech activity within a hole, breaths closed, that is long enough to have been words.
fn skipped_speech(speech: &[Span], hole: Span) -> Vec<Span> {
    let mut pieces: Vec<Span> = Vec::new();
    let mut within: Vec<Span> = speech.iter().filter_map(|s| s.intersection(hole)).collect();
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
