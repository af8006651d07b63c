//! A caption file as it was read, however broken, and what of it can be a track.

use super::{Cue, CueKind, CueTrack, Format, Source, Turn};
use crate::text::Language;
use crate::time::{Span, Timed, Timestamp};
use crate::timed::Unread;
use crate::transcript::{Segment, Transcript};

/// A cue as a file has it, however broken: times in any order, lines with controls, blank lines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RawCue {
    /// When it begins.
    pub start: Timestamp,
    /// When it ends; may lie before the start.
    pub end: Timestamp,
    /// Who says what, with lines as they stand in the file, markup and escapes undone.
    pub turns: Vec<Turn>,
    /// A time for each word, where the file has word times.
    pub words: Vec<Timed>,
    /// Speech or sound, where the file tells.
    pub kind: CueKind,
    /// Whose wording, where the file tells.
    pub source: Source,
    /// The article's sentences, where the file tells.
    pub sentences: Vec<usize>,
}

impl RawCue {
    /// A cue with one speaker, whose name the file gives.
    pub(super) fn voiced(start: Timestamp, end: Timestamp, speaker: Option<&str>, lines: Vec<String>) -> Self {
        let speaker = speaker.and_then(super::Speaker::new);
        Self { start, end, turns: vec![Turn { speaker, label: None, lines }], ..Self::default() }
    }

    /// All its lines, labels in front.
    pub fn shown(&self) -> Vec<String> {
        self.turns.iter().flat_map(Turn::shown).collect()
    }

    /// The cue, when it can be one: something visible, for some time.
    pub fn to_cue(&self) -> Option<Cue> {
        let span = Span::new(self.start, self.end)?;
        let cue = Cue::new(span, self.turns.clone()).ok()?;
        Some(cue.with_kind(self.kind).with_source(self.source, self.sentences.clone()).with_words(self.words.clone()))
    }
}

impl From<&Cue> for RawCue {
    fn from(cue: &Cue) -> Self {
        Self {
            start: cue.span().start(),
            end: cue.span().end(),
            turns: cue.turns().to_vec(),
            words: cue.words().to_vec(),
            kind: cue.kind(),
            source: cue.source(),
            sentences: cue.sentences().to_vec(),
        }
    }
}

/// Of the words of an English text as many, in percent, are among its six most common ones at least; of the languages that
/// share some of them («of» is Dutch, «is» too) far fewer are.
const ENGLISH: usize = 8;

/// A caption file as read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CaptionFile {
    /// Its format; `None` for a track that was never a file.
    pub format: Option<Format>,
    /// The language that it names.
    pub language: Option<Language>,
    /// Its cues in the order in which they stand in it.
    pub cues: Vec<RawCue>,
    /// What claims to be a cue and cannot be read: it is in no cue.
    pub unreadable: Vec<Unreadable>,
    /// How many cues of the file show once more what the cue before shows; here each text stands once.
    pub repeats: usize,
}

/// A piece of a caption file that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// How many cues stand in front of it.
    pub after: usize,
    /// What stands where, and what was expected.
    pub what: Unread,
}

impl CaptionFile {
    /// The language of the text: what the file names, else Arabic by its letters or English by its small words, else unknown.
    pub fn language_or_guess(&self) -> Language {
        if let Some(language) = &self.language {
            return language.clone();
        }
        let text = self.cues.iter().take(200).flat_map(RawCue::shown).collect::<Vec<_>>().join(" ");
        let count = |wanted: fn(char) -> bool| text.chars().filter(|c| wanted(*c)).count();
        let arabic = count(|c| matches!(c, '\u{620}'..='\u{64a}'));
        if arabic > count(|c| c.is_ascii_alphabetic()) {
            return Language::arabic();
        }
        let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        let english = words.iter().filter(|w| matches!(w.as_str(), "the" | "of" | "and" | "to" | "is" | "that")).count();
        if english * 100 >= words.len() * ENGLISH && english > 0 { Language::english() } else { Language::unknown() }
    }

    /// The track: cues without visible text or time left out, the rest in order, overlaps settled as [`CueTrack::settled`]
    /// does. A last cue that ends at zero, as some archives write it, gets four seconds.
    pub fn track(&self) -> CueTrack {
        let mut cues: Vec<Cue> = self.cues.iter().filter_map(RawCue::to_cue).collect();
        if let Some(last) = self.cues.last().filter(|last| last.end == Timestamp::ZERO && last.start > last.end) {
            let end = last.start + crate::time::Millis::new(4000);
            cues.extend(RawCue { end, ..last.clone() }.to_cue());
        }
        CueTrack::settled(self.language_or_guess(), cues)
    }
}

/// The segments of a transcript as cues, as they are: [`super::fit`] cuts them to a preset's limits.
impl From<&Transcript> for CaptionFile {
    fn from(transcript: &Transcript) -> Self {
        let cue = |segment: &Segment| {
            let words = transcript.words().get(segment.words.clone()).unwrap_or(&[]);
            let text = words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
            let mut cue = RawCue::voiced(segment.span.start(), segment.span.end(), segment.speaker.as_deref(), vec![text]);
            cue.source = Source::Spoken;
            cue.words = words.iter().map(|word| word.span.map_or(Timed::Absent, Timed::Heard)).collect();
            cue
        };
        let cues = transcript.segments().iter().map(cue).collect();
        Self { language: Some(transcript.language().clone()), cues, ..Self::default() }
    }
}

impl From<&CueTrack> for CaptionFile {
    fn from(track: &CueTrack) -> Self {
        let cues = track.cues().iter().map(RawCue::from).collect();
        Self { language: Some(track.language().clone()), cues, ..Self::default() }
    }
}
