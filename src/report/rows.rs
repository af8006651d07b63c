//! The rows of a report: a sentence with what was heard for it, and a stretch of the recording with no sentence.

use serde::Serialize;

use super::changes::{Change, changes, quoted};
use crate::align::{
    AlignedSentence, AlignedWord, Alignment, AudioStatus, AudioStretch, Link, SentenceStatus, StretchReason,
};
use crate::article::PartKind;
use crate::text::TextRange;
use crate::time::{Span, Timed};
use crate::transcript::Transcript;

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
    /// Where the two differ.
    pub changes: Vec<Change>,
    /// Ranges of the words for which nothing like them was heard.
    pub unheard: Vec<TextRange>,
}

impl Line {
    /// A sentence with what was heard for it.
    pub(super) fn of(sentence: &AlignedSentence, alignment: &Alignment, transcript: &Transcript) -> Self {
        let text = &alignment.article.text;
        let linked = |w: &&AlignedWord| w.heard.is_some() && w.link != Link::None;
        let from = sentence.words.iter().filter(linked).filter_map(|w| w.heard).map(|h| h.0).min();
        let to = sentence.words.iter().filter(linked).filter_map(|w| w.heard).map(|h| h.1).max();
        let heard = from.zip(to).map(|range| quoted(transcript, range)).filter(|words| !words.is_empty());
        let unheard = sentence.words.iter().filter(|w| matches!(w.link, Link::None | Link::Substituted)).map(|w| w.range);
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
            changes: if heard.is_some() { changes(sentence, text, transcript) } else { Vec::new() },
            heard,
            unheard: unheard.collect(),
        }
    }
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
}

impl Extra {
    /// A stretch with the words that were heard there.
    pub(super) fn of(stretch: &AudioStretch, transcript: &Transcript) -> Self {
        let heard = quoted(transcript, stretch.heard);
        Self { span: stretch.span, status: stretch.status, heard, reason: stretch.reason.clone() }
    }
}
