use serde::{Deserialize, Serialize};

/// A half-open range `[start, end)` of byte offsets into one text; `start <= end` always.
///
/// The text is not held, so that a range costs eight bytes and can be stored. Every function of this crate that makes one
/// puts both ends on character boundaries of the text it was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "(u32, u32)", try_from = "(u32, u32)")]
pub struct TextRange {
    start: u32,
    end: u32,
}

/// Two offsets that are no range, since the end stands before the start.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("text range [{start}, {end}] ends before it starts")]
pub struct RangeError {
    start: u32,
    end: u32,
}

impl TextRange {
    /// The range from `start` to `end`, in bytes; `None` when `end` is before `start` or beyond 4 GiB.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Option<Self> {
        let (start, end) = (u32::try_from(start).ok()?, u32::try_from(end).ok()?);
        (start <= end).then_some(Self { start, end })
    }

    /// The range from `start` to `end`; an end before the start gives an empty range at `start`. Offsets beyond 4 GiB, which
    /// no text that was read can have, stay at the limit.
    pub(crate) fn at(start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: clamp(start), end: clamp(end.max(start)) }
    }

    /// First byte.
    pub const fn start(self) -> usize {
        self.start as usize
    }

    /// First byte after the range.
    pub const fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the range holds no byte.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The text in the range; empty when the range does not fit `text`.
    ///
    /// ```
    /// use rawi::text::TextRange;
    /// assert_eq!(TextRange::new(0, 4).unwrap().of("راوي"), "را");
    /// assert_eq!(TextRange::new(1, 4).unwrap().of("راوي"), "", "not a character boundary");
    /// ```
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start()..self.end()).unwrap_or("")
    }

    /// The same range of a text that begins `by` bytes later: from a sentence's own offsets to the article's.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self::at(self.start() + by, self.end() + by)
    }

    /// Whether `other` lies wholly within.
    pub const fn holds(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

impl From<TextRange> for (u32, u32) {
    fn from(range: TextRange) -> Self {
        (range.start, range.end)
    }
}

impl TryFrom<(u32, u32)> for TextRange {
    type Error = RangeError;
    fn try_from((start, end): (u32, u32)) -> Result<Self, RangeError> {
        if start > end {
            return Err(RangeError { start, end });
        }
        Ok(Self { start, end })
    }
}
