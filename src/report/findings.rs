use std::fmt;

use serde::Serialize;

use crate::align::{AudioStatus, Pair, PairVerdict, RefusalReason, SentenceStatus, StretchReason};
use crate::time::Span;

use super::coverage::counts;
use super::{Change, Extra, Line};

/// What is to be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// Recording and article do not belong together; nothing was aligned.
    RefusedPair,
    /// A sentence of the article that was not said.
    PublishedNotSaid,
    /// A sentence that was said in other words, in part, or with another figure.
    Reworded,
    /// Which of several equal sentences was said could not be told.
    Ambiguous,
    /// Speech that the article does not have.
    SaidNotPublished,
    /// Words that the recogniser most likely made up.
    SuspectedHallucination,
    /// Speech for which there are no words.
    MissingTranscript,
    /// A note: said at another place than it is printed.
    Moved,
    /// A note: it repeats another sentence and was said once.
    Duplicate,
}

impl FindingKind {
    /// Whether it only explains, and asks for nothing.
    pub fn is_note(self) -> bool {
        matches!(self, Self::Moved | Self::Duplicate)
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// Which sentence, when it is about one.
    pub sentence: Option<usize>,
    /// When, in milliseconds.
    pub span: Option<Span>,
    /// The published words.
    pub published: Option<String>,
    /// The heard words.
    pub heard: Option<String>,
    /// Where the two differ.
    pub changes: Vec<Change>,
    /// Why, where there is more to say than the kind does.
    pub reason: Option<FindingReason>,
}

/// Why a finding is one. Its `Display` is the English, which is also its JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(into = "String")]
pub enum FindingReason {
    /// The pair was refused for this.
    Refusal(RefusalReason),
    /// The stretch of the recording got its verdict for this.
    Stretch(StretchReason),
    /// The sentence is another one once more.
    Repeats {
        /// The other sentence's id.
        sentence: usize,
    },
}

impl fmt::Display for FindingReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refusal(reason) => reason.fmt(f),
            Self::Stretch(reason) => reason.fmt(f),
            Self::Repeats { sentence } => write!(f, "it repeats sentence {sentence}"),
        }
    }
}

impl From<FindingReason> for String {
    fn from(reason: FindingReason) -> Self {
        reason.to_string()
    }
}

pub(super) fn of(pair: &Pair, sentences: &[Line], extras: &[Extra]) -> Vec<Finding> {
    if pair.verdict == PairVerdict::Refused {
        let reason = pair.reason.clone().map(FindingReason::Refusal);
        let (published, heard, changes) = (None, None, Vec::new());
        return vec![Finding {
            kind: FindingKind::RefusedPair,
            sentence: None,
            span: None,
            published,
            heard,
            changes,
            reason,
        }];
    }
    let of_sentences = sentences.iter().flat_map(|line| kinds(line).into_iter().map(|kind| of_line(kind, line)));
    of_sentences.chain(extras.iter().filter_map(of_extra)).collect()
}

fn kinds(line: &Line) -> Vec<FindingKind> {
    let mut found = Vec::new();
    let said = matches!(line.status, SentenceStatus::Spoken | SentenceStatus::Partly);
    if line.status == SentenceStatus::NotSpoken && counts(line.part) {
        found.push(FindingKind::PublishedNotSaid);
    }
    if line.duplicate_of.is_some() {
        found.push(FindingKind::Duplicate);
    } else if counts(line.part) && (line.status == SentenceStatus::Partly || said && line.changes.iter().any(Change::weighs))
    {
        found.push(FindingKind::Reworded);
    }
    if said && line.moved && line.duplicate_of.is_none() {
        found.push(FindingKind::Moved);
    }
    if line.ambiguous {
        found.push(FindingKind::Ambiguous);
    }
    found
}

fn of_line(kind: FindingKind, line: &Line) -> Finding {
    let changes = if kind == FindingKind::Reworded { line.changes.clone() } else { Vec::new() };
    let original = line.duplicate_of.filter(|_| kind == FindingKind::Duplicate);
    let reason = original.map(|sentence| FindingReason::Repeats { sentence });
    Finding {
        kind,
        sentence: Some(line.id),
        span: line.time.span(),
        published: Some(line.published.clone()),
        heard: line.heard.clone(),
        changes,
        reason,
    }
}

fn of_extra(extra: &Extra) -> Option<Finding> {
    let kind = match extra.status {
        AudioStatus::NotInArticle => FindingKind::SaidNotPublished,
        AudioStatus::SuspectedHallucination => FindingKind::SuspectedHallucination,
        AudioStatus::MissingTranscript => FindingKind::MissingTranscript,
        AudioStatus::InArticle | AudioStatus::NonSpeech => return None,
    };
    let heard = Some(extra.heard.clone()).filter(|words| !words.is_empty());
    Some(Finding {
        kind,
        sentence: None,
        span: Some(extra.span),
        published: None,
        heard,
        changes: Vec::new(),
        reason: extra.reason.clone().map(FindingReason::Stretch),
    })
}
