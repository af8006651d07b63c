//! Which words of a transcript something is about.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A half-open range of a transcript's words, by index; `start <= end` always. In JSON `[start, end]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "(usize, usize)", into = "(usize, usize)")]
pub struct WordRange {
    start: usize,
    end: usize,
}

impl WordRange {
    /// The range from `start` to `end`; an end before the start gives an empty range at `start`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// The first word.
    #[must_use]
    pub const fn start(self) -> usize {
        self.start
    }

    /// The word after the last.
    #[must_use]
    pub const fn end(self) -> usize {
        self.end
    }

    /// How many words.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it holds no word.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// As a range of indices.
    #[must_use]
    pub const fn indices(self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether both ranges hold some word.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The items in the range, of a list with one for each word; empty when the range does not fit it.
    #[must_use]
    pub fn of<T>(self, items: &[T]) -> &[T] {
        items.get(self.indices()).unwrap_or(&[])
    }
}

impl From<(usize, usize)> for WordRange {
    fn from((start, end): (usize, usize)) -> Self {
        Self::new(start, end)
    }
}

impl From<WordRange> for (usize, usize) {
    fn from(range: WordRange) -> Self {
        (range.start, range.end)
    }
}

impl From<Range<usize>> for WordRange {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}
