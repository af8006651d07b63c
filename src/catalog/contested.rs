//! Segments of which what was done elsewhere is not taken.

use std::collections::BTreeMap;

use super::{Operation, OperationKind, TranscriptId};

/// Segments that were changed otherwise here, so that later changes there have nothing to stand on, each with the change here that stands for
/// them.
#[derive(Default)]
pub(super) struct Contested(BTreeMap<(TranscriptId, u32), i64>);

impl Contested {
    /// The change here that stands for this one, where an earlier one that it stood on was not taken.
    pub(super) fn of(&self, change: &Operation) -> Option<i64> {
        let taken_in = change.parts.and_then(|parts| parts.other).filter(|_| change.kind == OperationKind::Join);
        let mut segments = std::iter::once(change.segment).chain(taken_in);
        segments.find_map(|segment| self.0.get(&(change.transcript, segment)).copied())
    }

    /// `change` is not taken, and neither is what comes after it of its segment, or of one that it cuts off.
    pub(super) fn add(&mut self, change: &Operation, rival: i64) {
        let cut_off = change.parts.and_then(|parts| parts.other).filter(|_| change.kind == OperationKind::Split);
        for segment in std::iter::once(change.segment).chain(cut_off) {
            self.0.insert((change.transcript, segment), rival);
        }
    }
}
