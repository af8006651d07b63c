//! From a file of one format to another, and what the other has no place for.
//!
//! What a format that can be read again loses is found by reading again what was written; of the others it is known what they hold.

use std::fmt;

use super::{CaptionFile, Cue, CueKind, CueTrack, Format, RawCue, Turn, WriteOptions, bytes, read};
use crate::text::Language;
use crate::time::{Millis, Span, Timed};

/// A file in another format.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Converted {
    /// The new file.
    pub bytes: Vec<u8>,
    /// How many cues it has.
    pub cues: usize,
    /// What of the old one is not in it; empty where nothing was lost.
    pub lost: Vec<Loss>,
}

/// Something that a new file does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Loss {
    /// So many pieces of the old file claim to be cues and cannot be read.
    Unreadable(usize),
    /// So many cues have no text, or last no time.
    Empty(usize),
    /// So many cues show while others do; they are cut where the next begins.
    Overlaps(usize),
    /// The times of so many cues are rounded, by this much at most.
    Rounded(usize, Millis),
    /// So many cues have no end of their own.
    Ends(usize),
    /// So many cues have no times at all.
    Times(usize),
    /// The lines of so many cues run together.
    Lines(usize),
    /// In so many cues signs have look-alikes, since the format would take them for something else.
    Letters(usize),
    /// So many names of speakers are gone.
    Speakers(usize),
    /// So many names of speakers stand among the words.
    SpeakersInText(usize),
    /// The times of so many words.
    WordTimes(usize),
    /// Of so many cues that they are sounds and no speech.
    Sounds(usize),
    /// Of so many cues whose wording they have, and which sentences of the article they are.
    Sources(usize),
    /// So many cues became one with another.
    Joined(usize),
    /// The name of the language, which the old file gives.
    Language,
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(n) => write!(f, "what cannot be read: {n}"),
            Self::Empty(n) => write!(f, "cues without text or time: {n}"),
            Self::Overlaps(n) => write!(f, "cues that show at once, now cut where the next begins: {n}"),
            Self::Rounded(n, most) => write!(f, "times of cues, rounded by {} ms at most: {n}", most.as_millis()),
            Self::Ends(n) => write!(f, "ends of cues: {n}"),
            Self::Times(n) => write!(f, "times of cues: {n}"),
            Self::Lines(n) => write!(f, "line breaks, in cues: {n}"),
            Self::Letters(n) => write!(f, "signs that have look-alikes now, in cues: {n}"),
            Self::Speakers(n) => write!(f, "names of speakers: {n}"),
            Self::SpeakersInText(n) => write!(f, "names of speakers, which stand among the words now: {n}"),
            Self::WordTimes(n) => write!(f, "times of words: {n}"),
            Self::Sounds(n) => write!(f, "marks of sounds: {n}"),
            Self::Sources(n) => write!(f, "whose wording a cue has, and of which sentence: {n}"),
            Self::Joined(n) => write!(f, "cues that are one with another now: {n}"),
            Self::Language => write!(f, "the name of the language"),
        }
    }
}

/// Writes `file` in `format`: times, lines and words as they are, as far as the format has a place for them.
#[must_use]
pub fn convert(file: &CaptionFile, format: Format, options: &WriteOptions) -> Converted {
    let mut lost = Vec::new();
    let cues: Vec<Cue> = file.cues.iter().filter_map(RawCue::to_cue).collect();
    note(&mut lost, Loss::Unreadable, file.unreadable.len());
    note(&mut lost, Loss::Empty, file.cues.len() - file.track_length());
    let overlaps = cues.windows(2).filter(|two| two[1].span().start() < two[0].span().end()).count();
    let keeps = overlaps == 0 || keeps_overlaps(format, &cues);
    let language = file.language_or_guess();
    let cues = if format.has_voices() { cues } else { labelled(cues, &mut lost) };
    let track = if keeps { CueTrack::in_file(language, cues) } else { CueTrack::settled(language, cues) };
    if !keeps {
        note(&mut lost, Loss::Overlaps, overlaps);
    }
    let written = bytes(&track, format, options);
    match read_again(&written, format) {
        Some((again, language)) => {
            lost.extend(differences(&track, &again, format));
            lost.extend((file.language.is_some() && language.is_none()).then_some(Loss::Language));
        }
        None => lost.extend(beyond(&track, format)),
    }
    Converted { bytes: written, cues: track.cues().len(), lost }
}

impl CaptionFile {
    /// How many of its cues can be shown; the last one also without an end.
    fn track_length(&self) -> usize {
        self.cues.iter().filter(|cue| cue.to_cue().is_some()).count()
    }
}

fn note(lost: &mut Vec<Loss>, loss: impl Fn(usize) -> Loss, count: usize) {
    if count > 0 {
        lost.push(loss(count));
    }
}

/// Whether cues that show at once can stand so in a file of `format`.
fn keeps_overlaps(format: Format, cues: &[Cue]) -> bool {
    match format {
        Format::Lrc | Format::Text | Format::Edl | Format::Chapters | Format::Docx | Format::Odt | Format::PodcastHtml => {
            false
        }
        // Each voice has a tier of its own, on which nothing overlaps.
        Format::TextGrid | Format::Eaf => {
            let mut ends: Vec<(Option<&str>, Span)> = Vec::new();
            cues.iter().all(|cue| {
                let voice = cue.speaker().map(super::Speaker::name);
                let free = ends.iter().all(|(other, span)| *other != voice || span.end() <= cue.span().start());
                ends.retain(|(other, _)| *other != voice);
                ends.push((voice, cue.span()));
                free && cue.turns().len() == 1
            })
        }
        _ => true,
    }
}

/// Cues whose speakers stand in front of their lines, each where another one begins.
fn labelled(cues: Vec<Cue>, lost: &mut Vec<Loss>) -> Vec<Cue> {
    let (mut last, mut added) = (None::<String>, 0);
    let mut label = |turn: &Turn| {
        let name = turn.speaker.as_ref().map(|speaker| speaker.name().to_owned());
        let is_new = name.is_some() && name != last && turn.label.is_none();
        last.clone_from(&name);
        added += usize::from(is_new);
        let own = name.filter(|_| is_new).map(|name| format!("{name}:"));
        Turn { label: turn.label.clone().or(own), ..turn.clone() }
    };
    let cues = cues.into_iter().map(|cue| {
        let turns = cue.turns().iter().map(&mut label).collect();
        cue.with_turns(turns)
    });
    let cues = cues.collect();
    note(lost, Loss::SpeakersInText, added);
    cues
}

/// What was written, as it is read, with its language; `None` of a format that is not read.
fn read_again(written: &[u8], format: Format) -> Option<(Vec<Shown>, Option<Language>)> {
    let file = if format.is_read() { read(written, Some(format), None).ok()? } else { return None };
    let cues: Vec<Cue> = file.cues.iter().filter_map(RawCue::to_cue).collect();
    Some((shown(&cues), file.language))
}

/// What one voice shows.
#[derive(PartialEq)]
struct Shown {
    span: Span,
    speaker: Option<String>,
    lines: Vec<String>,
    words: Vec<Timed>,
    kind: CueKind,
    has_source: bool,
}

fn shown(cues: &[Cue]) -> Vec<Shown> {
    let mut all: Vec<Shown> = Vec::new();
    for cue in cues {
        let mut words = cue.words().iter().copied();
        for turn in cue.turns() {
            let count = turn.lines.iter().flat_map(|line| line.split_whitespace()).count();
            all.push(Shown {
                span: cue.span(),
                speaker: turn.speaker.as_ref().map(|speaker| speaker.name().to_owned()),
                lines: turn.shown(),
                words: words.by_ref().take(count).collect(),
                kind: cue.kind(),
                has_source: cue.source().as_str().is_some() || !cue.sentences().is_empty(),
            });
        }
    }
    all.sort_by(|a, b| (a.span.start(), &a.speaker).cmp(&(b.span.start(), &b.speaker)));
    all
}

/// What of a track was not found again.
fn differences(track: &CueTrack, again: &[Shown], format: Format) -> Vec<Loss> {
    let was = shown(track.cues());
    let mut lost = Vec::new();
    note(&mut lost, Loss::Joined, was.len().saturating_sub(again.len()));
    if was.len() != again.len() {
        return lost;
    }
    let pairs = || was.iter().zip(again);
    let count = |differs: &dyn Fn(&Shown, &Shown) -> bool| pairs().filter(|(a, b)| differs(a, b)).count();
    let apart = |a: &Shown, b: &Shown| {
        let start = a.span.start().distance(b.span.start());
        if format.has_ends() { start.max(a.span.end().distance(b.span.end())) } else { start }
    };
    let most = pairs().map(|(a, b)| apart(a, b)).max().unwrap_or(Millis::ZERO);
    note(&mut lost, |n| Loss::Rounded(n, most), count(&|a, b| apart(a, b) > Millis::ZERO));
    if !format.has_ends() {
        note(&mut lost, Loss::Ends, was.len());
    }
    let joined = |lines: &[String]| lines.join(" ");
    note(&mut lost, Loss::Lines, count(&|a, b| a.lines.len() != b.lines.len()));
    note(&mut lost, Loss::Letters, count(&|a, b| joined(&a.lines) != joined(&b.lines)));
    if format.has_voices() {
        note(&mut lost, Loss::Speakers, count(&|a, b| a.speaker != b.speaker));
    }
    let timed = |words: &[Timed]| words.iter().filter(|word| word.span().is_some()).count();
    let words = pairs().map(|(a, b)| timed(&a.words).saturating_sub(timed(&b.words))).sum();
    note(&mut lost, Loss::WordTimes, words);
    note(&mut lost, Loss::Sounds, count(&|a, b| a.kind != b.kind));
    note(&mut lost, Loss::Sources, count(&|a, b| a.has_source && !b.has_source));
    lost
}

/// What of a track a format has no place for that is not read again.
fn beyond(track: &CueTrack, format: Format) -> Vec<Loss> {
    let all = shown(track.cues());
    let count = |has: &dyn Fn(&Shown) -> bool| all.iter().filter(|one| has(one)).count();
    let mut lost = Vec::new();
    match format {
        Format::Text => note(&mut lost, Loss::Times, all.len()),
        Format::Docx | Format::Odt | Format::ProTools => note(&mut lost, Loss::Ends, all.len()),
        _ => {}
    }
    note(&mut lost, Loss::Lines, count(&|one| one.lines.len() > 1));
    note(&mut lost, Loss::WordTimes, all.iter().flat_map(|one| &one.words).filter(|word| word.span().is_some()).count());
    note(&mut lost, Loss::Sounds, count(&|one| one.kind == CueKind::Sound));
    note(&mut lost, Loss::Sources, count(&|one| one.has_source));
    lost
}
