//! A cue as the rule check sees it: between its neighbours.

use super::{Breach, CaptionFile, RawCue, Rule};

/// A cue, its place in the file and the cues around it.
#[derive(Clone, Copy)]
pub(super) struct CueInFile<'a> {
    /// Its place, counted from 0.
    pub(super) index: usize,
    pub(super) before: Option<&'a RawCue>,
    pub(super) cue: &'a RawCue,
    pub(super) next: Option<&'a RawCue>,
}

impl<'a> CueInFile<'a> {
    /// Every cue of `file`, in order.
    pub(super) fn all(file: &'a CaptionFile) -> impl Iterator<Item = Self> {
        file.cues.iter().enumerate().map(|(index, cue)| Self {
            index,
            before: index.checked_sub(1).and_then(|i| file.cues.get(i)),
            cue,
            next: file.cues.get(index + 1),
        })
    }

    /// What it breaks.
    pub(super) fn breach(&self, rule: Rule, message: impl Into<String>) -> Breach {
        Breach::new(self.index + 1, self.cue.start, rule, message.into())
    }
}
