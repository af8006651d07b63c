//! Places between two cues at which a file can be cut.

use std::ops::Range;

use super::Form;

/// Where a file can be cut so that the parts say what the whole says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cuts {
    /// The form of the file, where its beginning tells.
    pub(super) form: Option<Form>,
    /// Where each stretch begins, the first behind the file's head.
    pub(super) starts: Vec<usize>,
    /// Where the file's tail begins.
    pub(super) tail: usize,
}

impl Cuts {
    /// None yet, in a file of `form`.
    pub(super) fn of(form: Option<Form>) -> Self {
        Self { form, starts: Vec::new(), tail: 0 }
    }

    /// What stands in front of the first stretch.
    pub(super) fn head(&self) -> Range<usize> {
        0..self.starts.first().copied().unwrap_or(0)
    }

    /// Whether a stretch may begin at `at`: the one before has `least` bytes by then.
    pub(super) fn is_due(&self, at: usize, least: usize) -> bool {
        self.starts.last().is_none_or(|last| at >= last + least)
    }

    /// Begins a stretch at `at`, where one may.
    pub(super) fn offer(&mut self, at: usize, least: usize) {
        if self.is_due(at, least) {
            self.starts.push(at);
        }
    }
}
