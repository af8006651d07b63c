//! For each heard word, where in the article the speech stood, and so which article words lie opposite a gap or a run of unmatched words.

use std::ops::Range;

use super::tokenised_pair::TokenisedPair;
use super::verdict_inputs::VerdictInputs;

/// One entry for each transcript word in all three.
#[derive(Debug, Default)]
pub(super) struct ArticlePositions {
    /// Index behind the last article word that is matched with this transcript word or an earlier one; `None` before the first match.
    end_before: Vec<Option<usize>>,
    /// Index of the first article word that is matched with this transcript word or a later one; `None` behind the last match.
    start_after: Vec<Option<usize>>,
    matched: Vec<bool>,
}

/// How many transcript words right before and right behind a gap are matched with nothing.
#[derive(Debug, Clone, Copy)]
pub(super) struct UnmatchedBeside {
    pub(super) before: usize,
    pub(super) behind: usize,
}

impl ArticlePositions {
    pub(super) fn of(inputs: &VerdictInputs) -> Self {
        let count = inputs.transcript.words().len();
        let (mut ends, mut starts) = (vec![None; count], vec![None; count]);
        let mut matched = vec![false; count];
        for m in inputs.matches {
            let words = inputs.texts.origin_of(&m.heard).indices();
            ends[words.clone()].fill(Some(m.article.end));
            starts[words.clone()].fill(Some(m.article.start));
            matched[words].fill(true);
        }
        carry(ends.iter_mut());
        carry(starts.iter_mut().rev());
        Self { end_before: ends, start_after: starts, matched }
    }

    /// Index behind the last article word that is matched before transcript word `word`; `None` when none is.
    pub(super) fn end_before(&self, word: usize) -> Option<usize> {
        self.end_before.get(word.checked_sub(1)?).copied().flatten()
    }

    /// Index of the first article word that is matched from transcript word `word` on; `None` when none is.
    pub(super) fn start_after(&self, word: usize) -> Option<usize> {
        self.start_after.get(word).copied().flatten()
    }

    /// The article words between what is matched before transcript word `from` and what is matched from `to` on; empty when there
    /// is no match on one side or they do not run forward.
    pub(super) fn between(&self, from: usize, to: usize) -> Range<usize> {
        match (self.end_before(from), self.start_after(to)) {
            (Some(a), Some(b)) if a < b => a..b,
            _ => 0..0,
        }
    }

    /// The article words opposite a gap before transcript word `word`. Where nothing is matched on one side of the gap although
    /// words were heard there, only the rest of the sentence that the gap cuts off: what else the article has there may never have
    /// been read.
    pub(super) fn opposite_gap(&self, texts: &TokenisedPair, word: usize) -> Range<usize> {
        let before = word.checked_sub(1).map(|w| self.end_before[w]);
        let after = self.start_after.get(word).copied();
        match (before, after) {
            (Some(None), Some(Some(first))) => texts.start_of_sentence(first)..first,
            (Some(Some(last)), Some(None)) => last..last + texts.rest_of_sentence(last),
            _ => self.between(word, word),
        }
    }

    /// The unmatched words beside a gap before transcript word `word`.
    pub(super) fn unmatched_beside(&self, word: usize) -> UnmatchedBeside {
        let (before, behind) = self.matched.split_at(word.min(self.matched.len()));
        let unmatched = |matched: &&bool| !**matched;
        UnmatchedBeside {
            before: before.iter().rev().take_while(unmatched).count(),
            behind: behind.iter().take_while(unmatched).count(),
        }
    }
}

/// Fills each entry that has nothing with what the entry before it has.
fn carry<'a>(entries: impl Iterator<Item = &'a mut Option<usize>>) {
    let mut last = None;
    for entry in entries {
        last = entry.or(last);
        *entry = last;
    }
}
