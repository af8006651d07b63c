//! A verdict for every stretch of the recording, so that the stretches tile it.

use super::document::{AudioStatus, AudioStretch, PairVerdict};
use super::hallucination::{Suspicion, share_of_speech};
use super::reason::StretchReason;
use super::sentence_verdicts::{Known, origin};
use super::untranscribed_gaps::{self, Facing};
use super::word_range::WordRange;
use crate::time::{Millis, Span, Timestamp};

/// So many heard words in a row that belong to nothing are speech that the article does not have. Fewer, between words that
/// do belong, are the recogniser's or the speaker's slips.
const STRANGE: usize = 4;
/// A run up to this long is a slip too when the article has a run of about that length there that was not met.
const MISHEARD: usize = 8;
/// Words with less speech activity than this under them, and in no link, were made up.
const SILENT: f32 = 0.15;

/// What one heard word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Article,
    Strange,
    /// What the recogniser noted of a sound.
    Sound,
    Made(Suspicion),
    OnSilence,
}

/// A run of words of one class and when it was heard.
#[derive(Debug, Clone)]
struct Run {
    class: Class,
    words: WordRange,
    span: Span,
}

/// The stretches of the recording.
pub(super) fn stretches(known: &Known, verdict: PairVerdict) -> Vec<AudioStretch> {
    let duration = duration(known);
    let facing = Facing::of(known);
    let classes = classes(known, verdict, &facing);
    let runs = runs(known, &classes, duration);
    let mut stretches = Vec::new();
    let mut at = Timestamp::ZERO;
    let mut next_word = 0;
    for (k, run) in runs.iter().enumerate() {
        let before = k.checked_sub(1).and_then(|b| runs.get(b));
        let hole = Span::between(at, run.span.start().max(at));
        fill_hole(known, &facing, (before, Some(run)), (hole, next_word), &mut stretches);
        let start = stretches.last().map_or(Timestamp::ZERO, |s: &AudioStretch| s.span.end());
        let end = run.span.end().max(start);
        let words = WordRange::new(next_word, run.words.end());
        next_word = run.words.end();
        stretches.push(told(known, run.class, words, Span::between(start, end)));
        at = end;
    }
    let count = known.transcript.words().len();
    if runs.is_empty() && count > 0 {
        return untimed(&classes, Span::between(at, duration));
    }
    fill_hole(known, &facing, (runs.last(), None), (Span::between(at, duration.max(at)), count), &mut stretches);
    if let Some(last) = stretches.last_mut() {
        // Words without a time behind the last one that has.
        last.heard = WordRange::new(last.heard.start(), count);
    }
    tidy(stretches)
}

/// How long the recording is: as given, else up to the last thing heard in it.
pub(super) fn duration(known: &Known) -> Timestamp {
    if let Some(given) = known.transcript.duration() {
        return Timestamp::ZERO + given;
    }
    let words = known.heard_times.iter().filter_map(|t| t.span());
    let segments = known.transcript.segments().iter().map(|s| s.span);
    let speech = known.transcript.speech().unwrap_or(&[]).iter().copied();
    words.chain(segments).chain(speech).map(Span::end).max().unwrap_or(Timestamp::ZERO)
}

fn classes(known: &Known, verdict: PairVerdict, facing: &Facing) -> Vec<Class> {
    let count = known.transcript.words().len();
    let mut linked = vec![false; count];
    if verdict == PairVerdict::Matched {
        for p in known.matches.iter().chain(known.duplicates.iter().flat_map(|d| &d.matches)) {
            linked[origin(known.texts, &p.heard).indices()].fill(true);
        }
    }
    let mut classes: Vec<Class> = (0..count)
        .map(|w| match known.made_up.get(w).copied().flatten() {
            _ if known.sounds.get(w) == Some(&true) => Class::Sound,
            Some(suspicion) => Class::Made(suspicion),
            None if linked[w] => Class::Article,
            None => Class::Strange,
        })
        .collect();
    forgive_slips(&mut classes, facing);
    on_silence(known, &mut classes);
    classes
}

/// Short runs of loose words between words of the article are part of it.
fn forgive_slips(classes: &mut [Class], facing: &Facing) {
    let mut at = 0;
    while at < classes.len() {
        let class = classes[at];
        let end = classes[at..].iter().position(|c| *c != class).map_or(classes.len(), |n| at + n);
        let between = at > 0 && classes[at - 1] == Class::Article && classes.get(end) == Some(&Class::Article);
        if class == Class::Strange && between {
            let (n, missing) = (end - at, facing.words_between(at, end));
            let misheard = n <= MISHEARD && missing * 2 >= n && missing <= 2 * n;
            if n < STRANGE || misheard {
                classes[at..end].fill(Class::Article);
            }
        }
        at = end;
    }
}

fn on_silence(known: &Known, classes: &mut [Class]) {
    let Some(speech) = known.transcript.speech() else { return };
    for (class, time) in classes.iter_mut().zip(known.heard_times) {
        let silent = time.span().is_some_and(|span| !span.is_empty() && share_of_speech(speech, span) < SILENT);
        if *class == Class::Strange && silent {
            *class = Class::OnSilence;
        }
    }
}

/// Runs of one class without a hole in them that needs a verdict of its own. Words without a time go with those before them.
fn runs(known: &Known, classes: &[Class], duration: Timestamp) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (w, class) in classes.iter().enumerate() {
        let Some(span) = known.heard_times.get(w).and_then(|t| t.span()) else {
            if let Some(last) = runs.last_mut() {
                last.words = WordRange::new(last.words.start(), w + 1);
            }
            continue;
        };
        let span = Span::between(span.start().min(duration), span.end().min(duration));
        match runs.last_mut() {
            Some(last)
                if last.class == *class && !untranscribed_gaps::needs_verdict(known, last.span.end(), span.start()) =>
            {
                last.words = WordRange::new(last.words.start(), w + 1);
                last.span = last.span.hull(span);
            }
            _ => runs.push(Run { class: *class, words: WordRange::new(w, w + 1), span }),
        }
    }
    runs
}

/// Puts what lies between two runs: a stretch of its own, or, when it is short, half to each.
fn fill_hole(
    known: &Known,
    facing: &Facing,
    (before, after): (Option<&Run>, Option<&Run>),
    (hole, word): (Span, usize),
    out: &mut Vec<AudioStretch>,
) {
    if hole.is_empty() {
        return;
    }
    if untranscribed_gaps::needs_verdict(known, hole.start(), hole.end()) {
        out.extend(untranscribed_gaps::judge(known, facing, hole, word));
        return;
    }
    if let (Some(last), Some(_)) = (out.last_mut(), before) {
        let end = if after.is_some() { hole.start() + Millis::new(hole.duration().as_millis() / 2) } else { hole.end() };
        last.span = Span::between(last.span.start(), end);
    }
}

/// One stretch for a transcript of which no word has a time.
fn untimed(classes: &[Class], whole: Span) -> Vec<AudioStretch> {
    let status = if classes.contains(&Class::Article) {
        AudioStatus::InArticle
    } else if classes.iter().all(|class| *class == Class::Sound) {
        AudioStatus::NonSpeech
    } else {
        AudioStatus::NotInArticle
    };
    let reason = Some(StretchReason::NoTimes);
    let stretch = AudioStretch { span: whole, status, heard: WordRange::new(0, classes.len()), reason };
    if whole.is_empty() { Vec::new() } else { vec![stretch] }
}

fn told(known: &Known, class: Class, words: WordRange, span: Span) -> AudioStretch {
    let impossible = words.indices().filter(|w| known.refused_times.get(*w).copied().unwrap_or(false)).count();
    let times = (impossible > 0).then_some(StretchReason::RefusedTimes { words: impossible });
    let (status, reason) = match class {
        Class::Article => (AudioStatus::InArticle, times),
        Class::Strange => (AudioStatus::NotInArticle, times),
        Class::Sound => (AudioStatus::NonSpeech, None),
        Class::Made(Suspicion::Loop) => (AudioStatus::SuspectedHallucination, Some(StretchReason::Loop)),
        Class::Made(Suspicion::StockPhrase) => (AudioStatus::SuspectedHallucination, Some(StretchReason::StockPhrase)),
        Class::OnSilence => (AudioStatus::SuspectedHallucination, Some(StretchReason::WordsOverSilence)),
    };
    AudioStretch { span, status, heard: words, reason }
}

/// Joins neighbours of one verdict and gives the words of stretches that last no time to their neighbours.
fn tidy(stretches: Vec<AudioStretch>) -> Vec<AudioStretch> {
    let mut tidy: Vec<AudioStretch> = Vec::new();
    let mut waiting = 0;
    for mut stretch in stretches {
        if stretch.span.is_empty() {
            match tidy.last_mut() {
                Some(last) => last.heard = last.heard.hull(stretch.heard),
                None => waiting += stretch.heard.len(),
            }
            continue;
        }
        let start = stretch.heard.start().saturating_sub(std::mem::take(&mut waiting));
        stretch.heard = WordRange::new(start, stretch.heard.end());
        match tidy.last_mut() {
            Some(last) if last.status == stretch.status && last.reason == stretch.reason => {
                last.span = last.span.hull(stretch.span);
                last.heard = last.heard.hull(stretch.heard);
            }
            _ => tidy.push(stretch),
        }
    }
    tidy
}
