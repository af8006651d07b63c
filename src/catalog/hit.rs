//! What a search finds.

use serde::Serialize;

use super::{ArticleId, ReportId, Slug, TranscriptId};
use crate::text::TextRange;
use crate::time::Timestamp;

/// Whether what was found was said, published, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HitKind {
    /// In what was heard.
    Said,
    /// In the article.
    Published,
    /// In a sentence of the article and in what was heard at its time.
    Both,
}

/// A sentence or a segment in which something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SearchDocument {
    /// A sentence of an article, by its index.
    Sentence {
        /// The version of the article.
        article: ArticleId,
        /// The sentence's index.
        sentence: usize,
    },
    /// A segment of a transcript, by its index.
    Segment {
        /// The transcript: a machine's or a correction.
        transcript: TranscriptId,
        /// The segment's index.
        segment: usize,
    },
}

/// The words around what was found, as they were written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Snippet {
    /// The sentence or segment.
    pub text: String,
    /// What was found, as byte ranges into `text`, in order.
    pub matches: Vec<TextRange>,
}

/// One place that a search found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Hit {
    /// The report.
    pub report: ReportId,
    /// Its slug.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// Said, published or both.
    pub kind: HitKind,
    /// When the first word that was found was said, in milliseconds from the start of the recording; `None` when it was not
    /// said or its time is not known.
    pub at_ms: Option<u32>,
    /// The text: the article's wording when it is in the article, else that of the newest transcript.
    pub snippet: Snippet,
    /// Everywhere that it was found: the sentence, then the transcripts, newest version first.
    #[serde(rename = "passages")]
    pub documents: Vec<SearchDocument>,
}

impl Hit {
    /// The instant to play from.
    #[must_use]
    pub fn at(&self) -> Option<Timestamp> {
        self.at_ms.map(Timestamp::from_millis)
    }
}
