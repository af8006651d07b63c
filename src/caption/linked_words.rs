//! Which heard words are linked to printed ones. At the edges of a sentence that was said, printed words that the alignment
//! could not link stand for the heard words beside it that are linked to nothing: otherwise both wordings would show, one after
//! the other.

use std::ops::Range;

use crate::align::{AlignedWord, Alignment, WordRange};
use crate::time::Timed;

/// The heard words that `word` stands for, by their places in the transcript.
pub(super) fn heard_words(word: &AlignedWord) -> Option<Range<usize>> {
    word.heard.map(WordRange::indices)
}

/// For each heard word whether some printed word stands for it, and when it was said.
pub(super) struct LinkedWords<'a> {
    linked: Vec<bool>,
    times: &'a [Timed],
}

impl<'a> LinkedWords<'a> {
    pub(super) fn of(alignment: &Alignment, times: &'a [Timed]) -> Self {
        let mut linked = vec![false; times.len()];
        for heard in alignment.sentences.iter().flat_map(|s| &s.words).filter_map(heard_words) {
            linked.iter_mut().take(heard.end).skip(heard.start).for_each(|linked| *linked = true);
        }
        Self { linked, times }
    }

    /// Gives unlinked words at both edges of `words`, which stand for `heard`, the free heard words beside that, one for one,
    /// and their times, called inferred. The heard words that they stand for then. None are given to a word that is `left_out` of what is
    /// shown, nor to one beyond it: what was heard would be lost with it.
    pub(super) fn give_to_edges(
        &self,
        words: &mut [AlignedWord],
        heard: Range<usize>,
        left_out: impl Fn(&AlignedWord) -> bool,
    ) -> Range<usize> {
        let Range { mut start, mut end } = heard;
        let leading = words.iter().take_while(|w| w.heard.is_none()).count();
        for word in words[..leading].iter_mut().rev() {
            let Some(index) = start.checked_sub(1).filter(|i| self.is_free(*i) && !left_out(word)) else { break };
            self.give(word, index);
            start = index;
        }
        let trailing = words.iter().rev().take_while(|w| w.heard.is_none()).count();
        let from = words.len() - trailing;
        for word in &mut words[from..] {
            if !self.is_free(end) || left_out(word) {
                break;
            }
            self.give(word, end);
            end += 1;
        }
        start..end
    }

    fn is_free(&self, index: usize) -> bool {
        self.linked.get(index) == Some(&false)
    }

    fn give(&self, word: &mut AlignedWord, index: usize) {
        word.heard = Some(WordRange::new(index, index + 1));
        if word.time.is_absent() {
            word.time = self.times.get(index).copied().unwrap_or_default().inferred();
        }
    }
}
