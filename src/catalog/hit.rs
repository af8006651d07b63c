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

/// A kind of text that is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SearchText {
    /// The published article, in its newest version.
    Article,
    /// A transcript as it came from a recogniser.
    Machine,
    /// A transcript as a person corrected it.
    Corrected,
}

impl SearchText {
    /// As the catalog writes where a transcript comes from.
    pub(super) const fn origin(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Machine => "machine",
            Self::Corrected => "person",
        }
    }

    /// Its name in JSON: `article`, `machine`, `corrected`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Machine => "machine",
            Self::Corrected => "corrected",
        }
    }
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
    /// When the sentence or the segment ends, likewise.
    pub until_ms: Option<u32>,
    /// Where the recording lies.
    pub recording: Option<String>,
    /// Who said it, where the transcript tells.
    pub speaker: Option<String>,
    /// In which kinds of text it was found.
    pub found_in: Vec<SearchText>,
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
