//! What became of each word when a text was revised: kept, replaced, added or removed.

use std::ops::Range;

use super::diff;
use crate::text::{Token, similarity};

/// A replaced word is looked for among so many words of the other text from the last one found on, where not equally many words
/// replace each other.
const REACH: usize = 20;
/// Words replace each other there when they are at least this similar, 0 to 1.
const SIMILAR: f32 = 0.6;

/// A run of words of the old text and what stands for it in the new one. Either may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
    /// Whether the words of both are equal after normalisation.
    pub(super) is_equal: bool,
}

/// One word of the new text that is or replaces one of the old.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counterpart {
    pub(super) old: usize,
    pub(super) new: usize,
    /// Whether they are equal after normalisation.
    pub(super) is_kept: bool,
}

/// The changes from one text to another by a shortest edit script, in order and covering both; equal and changed runs alternate.
pub(super) fn changes(old: &[Token], new: &[Token]) -> Vec<Change> {
    let keys = |tokens: &[Token]| -> Vec<String> { tokens.iter().map(|t| t.normalised.key().to_owned()).collect() };
    let mut found: Vec<Change> = Vec::new();
    let (mut a, mut b) = (0, 0);
    for (x, y) in diff::matches(&keys(old), &keys(new)).into_iter().chain([(old.len(), new.len())]) {
        if x > a || y > b {
            found.push(Change { old: a..x, new: b..y, is_equal: false });
        }
        if x < old.len() && y < new.len() {
            match found.last_mut() {
                Some(last) if last.is_equal && last.old.end == x && last.new.end == y => {
                    (last.old.end, last.new.end) = (x + 1, y + 1);
                }
                _ => found.push(Change { old: x..x + 1, new: y..y + 1, is_equal: true }),
            }
        }
        (a, b) = (x + 1, y + 1);
    }
    found
}

/// The words that stand for each other one to one: of equal runs and of runs of one length all, of other runs those that are similar,
/// in order.
pub(super) fn counterparts(old: &[Token], new: &[Token], changes: &[Change]) -> Vec<Counterpart> {
    let mut found = Vec::new();
    for change in changes {
        if change.is_equal || change.old.len() == change.new.len() {
            let pairs = change.old.clone().zip(change.new.clone());
            found.extend(pairs.map(|(old, new)| Counterpart { old, new, is_kept: change.is_equal }));
        } else {
            similar_words(old, new, change, &mut found);
        }
    }
    found
}

fn similar_words(old: &[Token], new: &[Token], change: &Change, found: &mut Vec<Counterpart>) {
    let mut from = change.old.start;
    for at in change.new.clone() {
        let is_similar = |candidate: &usize| {
            let found = similarity(&old[*candidate].normalised, &new[at].normalised);
            found.is_alike() && found.score >= SIMILAR
        };
        if let Some(replaced) = (from..change.old.end.min(from + REACH)).find(is_similar) {
            found.push(Counterpart { old: replaced, new: at, is_kept: false });
            from = replaced + 1;
        }
    }
}
