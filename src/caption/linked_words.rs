//! Which heard words belong to printed ones. At the edges of a sentence that was said, printed words that the alignment could
//! not link stand for the heard words beside it that nothing else claims: otherwise both wordings would show, one after the
//! other.

use crate::align::{AlignedWord, Alignment};
use crate::time::Timed;

/// The heard words that some sentence has.
pub(super) struct LinkedWords<'a> {
    linked: Vec<bool>,
    times: &'a [Timed],
}

impl<'a> LinkedWords<'a> {
    pub(super) fn of(alignment: &Alignment, times: &'a [Timed]) -> Self {
        let mut linked = vec![false; times.len()];
        for (from, to) in alignment.sentences.iter().flat_map(|s| &s.words).filter_map(|w| w.heard) {
            linked.iter_mut().take(to).skip(from).for_each(|l| *l = true);
        }
        Self { linked, times }
    }

    /// Gives unlinked words at both edges of `words` the free heard words beside `heard`, one for one, and their times, called
    /// inferred; `heard` grows by them.
    pub(super) fn absorb(&self, words: &mut [AlignedWord], heard: &mut (usize, usize)) {
        let lead = words.iter().take_while(|w| w.heard.is_none()).count();
        for word in words[..lead].iter_mut().rev() {
            let Some(index) = heard.0.checked_sub(1).filter(|i| self.is_free(*i)) else { break };
            self.give(word, index);
            heard.0 = index;
        }
        let trail = words.iter().rev().take_while(|w| w.heard.is_none()).count();
        let from = words.len() - trail;
        for word in &mut words[from..] {
            if !self.is_free(heard.1) {
                break;
            }
            self.give(word, heard.1);
            heard.1 += 1;
        }
    }

    fn is_free(&self, index: usize) -> bool {
        self.linked.get(index) == Some(&false)
    }

    fn give(&self, word: &mut AlignedWord, index: usize) {
        word.heard = Some((index, index + 1));
        if word.time.is_absent() {
            word.time = self.times.get(index).copied().unwrap_or_default().inferred();
        }
    }
}
