//! The parts of a page: what each block of it is.

use serde::{Deserialize, Serialize};

use crate::text::TextRange;

/// What a stretch of the page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    /// The title, each time it is printed.
    Headline,
    /// The summary before the hand-over, or the first paragraph.
    Lead,
    /// The line that hands over to the recording: «المزيد من التفاصيل في تقرير مي يعقوب:».
    Handover,
    /// Running text.
    Body,
    /// Somebody's words, quoted as a paragraph of their own.
    Quote,
    /// Boilerplate, which the page prints around the text and nobody reads aloud: section line, «تنزيل», `image`, photo credits.
    /// Written `furniture` in JSON and in the catalog.
    #[serde(rename = "furniture")]
    Boilerplate,
}

impl PartKind {
    /// Whether what it prints is read aloud in the recording: the lead, the text and the quotes, and not the lines around them.
    ///
    /// ```
    /// use rawi::article::PartKind;
    /// assert!(PartKind::Quote.is_read_aloud() && !PartKind::Headline.is_read_aloud());
    /// ```
    #[must_use]
    pub const fn is_read_aloud(self) -> bool {
        matches!(self, Self::Lead | Self::Body | Self::Quote)
    }
}

/// One block of the page (a paragraph or a line).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// Where it stands in [`Article::text`](super::Article::text).
    pub range: TextRange,
}
