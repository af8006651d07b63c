use std::ops::Range;

/// A rectangle of the alignment: the article words and the heard words between two anchors, or outside the first and the last.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Block {
    pub(super) article: Range<usize>,
    pub(super) heard: Range<usize>,
    /// Nothing lies before it: a gap at its start costs no opening.
    pub(super) free_start: bool,
    /// Nothing lies behind it: a gap at its end costs no opening.
    pub(super) free_end: bool,
}

impl Block {
    /// The block of these words with nothing around it.
    pub(super) fn free(article: Range<usize>, heard: Range<usize>) -> Self {
        Self { article, heard, free_start: true, free_end: true }
    }

    /// How many pairs of words there are in it: what aligning it costs.
    pub(super) fn cells(&self) -> usize {
        self.article.len().saturating_mul(self.heard.len())
    }
}
