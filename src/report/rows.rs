//! The rows of a report: a sentence with what was heard for it, and a stretch of the recording with no sentence.

use serde::Serialize;

use super::Change;
use crate::align::{
    AlignedSentence, Alignment, AudioStatus, AudioStretch, Difference, SentenceStatus, StretchReason, Translation, WordRange,
};
use crate::article::PartKind;
use crate::text::{TextRange, stage_directions};
use crate::time::{Span, Timed};
use crate::transcript::{SoundEvent, Transcript};

/// One sentence of the article, its verdict, and what was said.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    /// Its id in the alignment.
    pub id: usize,
    /// The part of the page.
    pub part: PartKind,
    /// Whether it was said.
    pub status: SentenceStatus,
    /// When it was said, in milliseconds, and where that time comes from.
    #[serde(flatten)]
    pub time: Timed,
    /// The chance that the verdict is right, 0 to 1.
    pub confidence: f32,
    /// Said at another place than it is printed.
    pub moved: bool,
    /// Which of several equal sentences was said here could not be told.
    pub ambiguous: bool,
    /// The sentence that it repeats.
    pub duplicate_of: Option<usize>,
    /// Where it stands in the article's text, in bytes.
    pub range: TextRange,
    /// The sentence as published.
    pub published: String,
    /// What was heard in its place; `None` when nothing was.
    pub heard: Option<String>,
    /// Where the two differ, as the alignment judged it, in order.
    pub differences: Vec<Difference>,
    /// The same as text.
    pub changes: Vec<Change>,
    /// Ranges of the words that were not said, or for which others were.
    pub unheard: Vec<TextRange>,
    /// Which of the transcript's words `heard` is, in order. Each word of the transcript stands here in one line that repeats no
    /// other, in one [`Extra`], or in one [`Sound`].
    pub heard_words: Vec<WordRange>,
    /// What was said in another language where this sentence, which was not said, most likely gives the translation. Of several
    /// sentences that translate it together, the first has its words.
    pub translation: Option<Translation>,
    /// For a stage direction (`(Laughter)`): the sound that was heard there.
    pub sound: Option<Sound>,
}

impl Line {
    /// A sentence with what was heard for it.
    pub(super) fn of(sentence: &AlignedSentence, alignment: &Alignment, transcript: &Transcript) -> Self {
        let text = &alignment.article.text;
        let heard_words = heard_words(sentence);
        let heard = heard_words.iter().map(|range| quoted(transcript, *range)).filter(|words| !words.is_empty());
        let heard = Some(heard.collect::<Vec<_>>().join(" ")).filter(|words| !words.is_empty());
        let unheard = sentence.words.iter().filter(|w| w.same != Some(true)).map(|w| w.range);
        let differences = if heard.is_some() { sentence.differences.clone() } else { Vec::new() };
        Self {
            id: sentence.id,
            part: sentence.part,
            status: sentence.status,
            time: sentence.time,
            confidence: sentence.confidence,
            moved: sentence.moved,
            ambiguous: sentence.ambiguous,
            duplicate_of: sentence.duplicate_of,
            range: sentence.range,
            published: sentence.range.of(text).to_owned(),
            changes: differences.iter().map(Change::from).collect(),
            differences,
            heard,
            unheard: unheard.collect(),
            heard_words,
            translation: sentence.translation.clone(),
            sound: None,
        }
    }
}

/// Gives the first sentence of each translation what was said in the other language.
pub(super) fn place_translations(lines: &mut [Line], transcript: &Transcript) {
    let mut last = None;
    for line in lines {
        let own = line.translation.as_ref().map(|translation| translation.heard);
        if let Some(heard) = own.filter(|heard| last != Some(*heard)) {
            line.heard_words.push(heard);
            line.heard_words.sort_unstable();
            let words = line.heard_words.iter().map(|range| quoted(transcript, *range)).collect::<Vec<_>>();
            line.heard = Some(words.join(" ")).filter(|words| !words.is_empty());
        }
        last = own.or(last);
    }
}

/// The words that were heard for a sentence: those linked to its own, and those in its differences.
fn heard_words(sentence: &AlignedSentence) -> Vec<WordRange> {
    let linked = sentence.words.iter().filter_map(|word| word.heard);
    let differing = sentence.differences.iter().filter_map(|d| d.said.as_ref()).map(|said| said.words);
    let mut all: Vec<WordRange> = linked.chain(differing).collect();
    all.sort_unstable();
    let mut joined: Vec<WordRange> = Vec::new();
    for range in all {
        match joined.last_mut() {
            Some(last) if range.start() <= last.end() => *last = last.hull(range),
            _ => joined.push(range),
        }
    }
    joined
}

/// The words of the transcript in `range`, spaces between.
fn quoted(transcript: &Transcript, range: WordRange) -> String {
    let words = transcript.words();
    let range = WordRange::new(range.start(), range.end().min(words.len()));
    range.of(words).iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// A stretch of the recording that the article does not account for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Extra {
    /// When, in milliseconds.
    pub span: Span,
    /// What it is.
    pub status: AudioStatus,
    /// The words heard there; empty for a missing transcript.
    pub heard: String,
    /// Why, where the alignment says so.
    pub reason: Option<StretchReason>,
    /// Which of the transcript's words those are.
    pub heard_words: WordRange,
}

impl Extra {
    /// A stretch with the words that were heard there.
    pub(super) fn of(stretch: &AudioStretch, transcript: &Transcript) -> Self {
        let heard_words = stretch.heard;
        let heard = quoted(transcript, heard_words);
        Self { span: stretch.span, status: stretch.status, heard, reason: stretch.reason.clone(), heard_words }
    }
}

/// A sound that the recogniser noted: `[Music]`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sound {
    /// When, in milliseconds; `None` when the recogniser gave no time for it.
    pub span: Option<Span>,
    /// As it was written.
    pub text: String,
    /// Which of the transcript's words those are.
    pub heard_words: WordRange,
}

impl From<SoundEvent> for Sound {
    fn from(SoundEvent { words, span, text }: SoundEvent) -> Self {
        Self { span, text, heard_words: words.into() }
    }
}

/// Gives each stage direction among `lines` the sound that was heard in its place: between the words of the lines around it.
pub(super) fn place_sounds(lines: &mut [Line], sounds: &[Sound], text: &str) {
    for at in 0..lines.len() {
        let (before, rest) = lines.split_at_mut(at);
        let Some((line, after)) = rest.split_first_mut() else { continue };
        let is_direction = line.part == PartKind::Boilerplate && !stage_directions(line.range.of(text)).is_empty();
        let said = |line: &&Line| line.duplicate_of.is_none() && !line.heard_words.is_empty();
        let from = before.iter().rev().find(said).and_then(|line| line.heard_words.last()).map_or(0, |words| words.end());
        let Some(to) = after.iter().find(said).and_then(|line| line.heard_words.first()).map(|words| words.start()) else {
            line.sound = sounds.iter().find(|s| is_direction && s.heard_words.start() >= from).cloned();
            continue;
        };
        line.sound = sounds.iter().find(|s| is_direction && (from..to).contains(&s.heard_words.start())).cloned();
    }
}
