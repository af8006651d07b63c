use std::ops::Range;

/// Words that changed, one after the other, on both sides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Changed {
    /// Of the sentence's words.
    pub(super) words: Range<usize>,
    /// Of the transcript's words; empty, at the place where they would stand, when nothing was heard.
    pub(super) heard: Range<usize>,
}

impl Changed {
    /// Whether heard words follow directly on those that it has.
    pub(super) fn touches(&self, heard: Option<&Range<usize>>) -> bool {
        self.heard.is_empty() || heard.is_none_or(|heard| heard.start == self.heard.end)
    }

    pub(super) fn extend(&mut self, words: Range<usize>, heard: Option<Range<usize>>) {
        self.words.end = words.end;
        match heard {
            Some(heard) if self.heard.is_empty() => self.heard = heard,
            Some(heard) => self.heard.end = heard.end,
            None => {}
        }
    }
}
