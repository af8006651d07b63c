//! A verdict for every stretch of the recording, so that the stretches tile it.

use std::cell::LazyCell;
use std::ops::Range;

use super::article_positions::ArticlePositions;
use super::document::{AudioStatus, AudioStretch, PairVerdict};
use super::hallucination::{Suspicion, share_of_speech};
use super::other_language;
use super::reason::StretchReason;
use super::untranscribed_gaps::{self, Gap};
use super::verdict_inputs::VerdictInputs;
use super::word_range::WordRange;
use crate::article::Script;
use crate::text::Language;
use crate::time::{Span, Timestamp};

/// A run of at least so many unmatched words is speech that the article does not have. A shorter one between matched words counts as
/// part of the article: an error of the recogniser or of the speaker.
const SHORTEST_UNPUBLISHED_RUN: usize = 4;
/// A run of up to so many unmatched words counts as part of the article too when the article has between half and twice as many
/// unmatched words there: it was misheard.
const LONGEST_MISHEARD_RUN: usize = 8;
/// Unmatched words with less voice activity than this under them, as a share of their time, were made up by the recogniser.
const SILENT: f32 = 0.15;

/// What one heard word is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum WordClass {
    /// Matched with the article, or within it.
    InArticle,
    /// Matched with nothing.
    Unmatched,
    /// Matched with nothing, and said in this language, another than the article's.
    OtherLanguage(Language),
    /// The note of a sound.
    Sound,
    /// Made up by the recogniser, by the words themselves.
    MadeUp(Suspicion),
    /// Made up by the recogniser, by the signal.
    OverSilence,
}

/// A run of words of one class and when it was heard.
#[derive(Debug, Clone)]
struct Run {
    class: WordClass,
    words: Range<usize>,
    span: Span,
}

/// The stretches of the recording.
pub(super) fn stretches(inputs: &VerdictInputs, positions: &ArticlePositions, verdict: PairVerdict) -> Vec<AudioStretch> {
    let duration = duration(inputs);
    let classes = classes(inputs, verdict, positions);
    let runs = runs(inputs, &classes, duration);
    let count = inputs.transcript.words().len();
    if runs.is_empty() && count > 0 {
        return untimed(&classes, Span::between(Timestamp::ZERO, duration));
    }
    let mut tiling = Tiling { inputs, positions, stretches: Vec::new() };
    let mut next_word = 0;
    for run in &runs {
        let gap = Gap { span: tiling.up_to(run.span.start()), word: next_word };
        tiling.add_gap(gap, gap.span.middle());
        tiling.add_run(run, next_word);
        next_word = run.words.end;
    }
    let rest = Gap { span: tiling.up_to(duration), word: count };
    tiling.add_gap(rest, rest.span.end());
    if let Some(last) = tiling.stretches.last_mut() {
        // Words without a time behind the last one that has.
        last.heard = WordRange::new(last.heard.start(), count);
    }
    merged(tiling.stretches)
}

/// How long the recording is: as given, else up to the last thing heard in it.
pub(super) fn duration(inputs: &VerdictInputs) -> Timestamp {
    if let Some(given) = inputs.transcript.duration() {
        return Timestamp::ZERO + given;
    }
    let words = inputs.heard_times.iter().filter_map(|t| t.span());
    let segments = inputs.transcript.segments().iter().map(|s| s.span);
    let speech = inputs.transcript.speech().unwrap_or(&[]).iter().copied();
    words.chain(segments).chain(speech).map(Span::end).max().unwrap_or(Timestamp::ZERO)
}

fn classes(inputs: &VerdictInputs, verdict: PairVerdict, positions: &ArticlePositions) -> Vec<WordClass> {
    let count = inputs.transcript.words().len();
    let mut matched = vec![false; count];
    if verdict == PairVerdict::Matched {
        for m in inputs.matches.iter().chain(inputs.duplicates.iter().flat_map(|d| &d.matches)) {
            matched[inputs.texts.origin_of(&m.heard).indices()].fill(true);
        }
    }
    let mut classes: Vec<WordClass> = (0..count)
        .map(|w| match inputs.made_up.get(w).copied().flatten() {
            _ if inputs.sounds.get(w) == Some(&true) => WordClass::Sound,
            Some(suspicion) => WordClass::MadeUp(suspicion),
            None if matched[w] => WordClass::InArticle,
            None => match inputs.languages.get(w).copied().flatten() {
                Some(language) => WordClass::OtherLanguage(language.clone()),
                None => WordClass::Unmatched,
            },
        })
        .collect();
    mark_other_scripts(inputs, &mut classes);
    absorb_short_runs(&mut classes, positions);
    mark_words_over_silence(inputs, &mut classes);
    classes
}

/// Names the language of runs of unmatched words that are written in another script than the article.
fn mark_other_scripts(inputs: &VerdictInputs, classes: &mut [WordClass]) {
    let script = LazyCell::new(|| Script::of(inputs.article.text()));
    let mut at = 0;
    for run in classes.chunk_by_mut(|a, b| a == b) {
        let words = at..at + run.len();
        at = words.end;
        if run.first() != Some(&WordClass::Unmatched) {
            continue;
        }
        if let Some(language) = other_language::by_script(inputs, &script, words) {
            run.fill(WordClass::OtherLanguage(language));
        }
    }
}

/// Counts short runs of unmatched words between words of the article as part of it.
fn absorb_short_runs(classes: &mut [WordClass], positions: &ArticlePositions) {
    let mut at = 0;
    while at < classes.len() {
        let class = classes[at].clone();
        let end = classes[at..].iter().position(|c| *c != class).map_or(classes.len(), |n| at + n);
        let between = at > 0 && classes[at - 1] == WordClass::InArticle && classes.get(end) == Some(&WordClass::InArticle);
        if class == WordClass::Unmatched && between {
            let (heard, printed) = (end - at, positions.between(at, end).len());
            let misheard = heard <= LONGEST_MISHEARD_RUN && printed * 2 >= heard && printed <= 2 * heard;
            if heard < SHORTEST_UNPUBLISHED_RUN || misheard {
                classes[at..end].fill(WordClass::InArticle);
            }
        }
        at = end;
    }
}

fn mark_words_over_silence(inputs: &VerdictInputs, classes: &mut [WordClass]) {
    let Some(speech) = inputs.transcript.speech() else { return };
    for (class, time) in classes.iter_mut().zip(inputs.heard_times) {
        let silent = time.span().is_some_and(|span| !span.is_empty() && share_of_speech(speech, span) < SILENT);
        if *class == WordClass::Unmatched && silent {
            *class = WordClass::OverSilence;
        }
    }
}

/// Runs of one class without a gap in them that needs a verdict of its own. Words without a time belong to the run before them.
fn runs(inputs: &VerdictInputs, classes: &[WordClass], duration: Timestamp) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (w, class) in classes.iter().enumerate() {
        let Some(span) = inputs.heard_times.get(w).and_then(|t| t.span()) else {
            if let Some(last) = runs.last_mut() {
                last.words.end = w + 1;
            }
            continue;
        };
        let span = Span::between(span.start().min(duration), span.end().min(duration));
        let goes_on = |last: &Run| {
            last.class == *class && !untranscribed_gaps::is_more_than_a_pause(inputs, last.span.end(), span.start())
        };
        match runs.last_mut().filter(|last| goes_on(last)) {
            Some(last) => {
                last.words.end = w + 1;
                last.span = last.span.hull(span);
            }
            None => runs.push(Run { class: class.clone(), words: w..w + 1, span }),
        }
    }
    runs
}

/// The stretches so far, which tile the recording from its start.
struct Tiling<'a> {
    inputs: &'a VerdictInputs<'a>,
    positions: &'a ArticlePositions,
    stretches: Vec<AudioStretch>,
}

impl Tiling<'_> {
    /// From the end of the last stretch to `end`; empty when that is not behind it.
    fn up_to(&self, end: Timestamp) -> Span {
        let start = self.stretches.last().map_or(Timestamp::ZERO, |last| last.span.end());
        Span::between(start, end.max(start))
    }

    /// Adds the stretches of a gap. A pause gets none: the last stretch, if there is one, goes on through it until `pause_end`.
    fn add_gap(&mut self, gap: Gap, pause_end: Timestamp) {
        if gap.span.is_empty() {
            return;
        }
        if untranscribed_gaps::is_more_than_a_pause(self.inputs, gap.span.start(), gap.span.end()) {
            self.stretches.extend(untranscribed_gaps::judge(self.inputs, self.positions, gap));
        } else if let Some(last) = self.stretches.last_mut() {
            last.span = Span::between(last.span.start(), pause_end);
        }
    }

    /// Adds the stretch of a run, from the end of the last stretch on. It holds the words from `first` on.
    fn add_run(&mut self, run: &Run, first: usize) {
        let span = self.up_to(run.span.end());
        let words = WordRange::new(first, run.words.end);
        let (status, reason) = verdict(self.inputs, &run.class, words);
        self.stretches.push(AudioStretch { span, status, heard: words, reason });
    }
}

/// One stretch for a transcript of which no word has a time.
fn untimed(classes: &[WordClass], whole: Span) -> Vec<AudioStretch> {
    let status = if classes.contains(&WordClass::InArticle) {
        AudioStatus::InArticle
    } else if classes.iter().all(|class| *class == WordClass::Sound) {
        AudioStatus::NonSpeech
    } else {
        AudioStatus::NotInArticle
    };
    let reason = Some(StretchReason::NoTimes);
    let stretch = AudioStretch { span: whole, status, heard: WordRange::new(0, classes.len()), reason };
    if whole.is_empty() { Vec::new() } else { vec![stretch] }
}

fn verdict(inputs: &VerdictInputs, class: &WordClass, words: WordRange) -> (AudioStatus, Option<StretchReason>) {
    let refused = words.of(inputs.refused_times).iter().filter(|refused| **refused).count();
    let times = (refused > 0).then_some(StretchReason::RefusedTimes { words: refused });
    match class {
        WordClass::InArticle => (AudioStatus::InArticle, times),
        WordClass::Unmatched => (AudioStatus::NotInArticle, times),
        WordClass::OtherLanguage(said) => {
            let (said, article) = (said.clone(), inputs.article.language().clone());
            (AudioStatus::NotInArticle, Some(StretchReason::OtherLanguage { said, article }))
        }
        WordClass::Sound => (AudioStatus::NonSpeech, None),
        WordClass::MadeUp(Suspicion::Loop) => (AudioStatus::SuspectedHallucination, Some(StretchReason::Loop)),
        WordClass::MadeUp(Suspicion::StockPhrase) => (AudioStatus::SuspectedHallucination, Some(StretchReason::StockPhrase)),
        WordClass::OverSilence => (AudioStatus::SuspectedHallucination, Some(StretchReason::WordsOverSilence)),
    }
}

/// The stretches with neighbours of one verdict merged; the words of stretches that last no time go to their neighbours.
fn merged(stretches: Vec<AudioStretch>) -> Vec<AudioStretch> {
    let mut merged: Vec<AudioStretch> = Vec::new();
    let mut waiting = 0;
    for mut stretch in stretches {
        if stretch.span.is_empty() {
            match merged.last_mut() {
                Some(last) => last.heard = last.heard.hull(stretch.heard),
                None => waiting += stretch.heard.len(),
            }
            continue;
        }
        let start = stretch.heard.start().saturating_sub(std::mem::take(&mut waiting));
        stretch.heard = WordRange::new(start, stretch.heard.end());
        match merged.last_mut() {
            Some(last) if last.status == stretch.status && last.reason == stretch.reason => {
                last.span = last.span.hull(stretch.span);
                last.heard = last.heard.hull(stretch.heard);
            }
            _ => merged.push(stretch),
        }
    }
    merged
}
