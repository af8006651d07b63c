//! A cue as the rule check sees it: between its neighbours.

use super::{Breach, RawCue, Rule};

/// A cue, its place in the file and the cues around it.
#[derive(Clone, Copy)]
pub(super) struct CueInFile<'a> {
    /// Its place, counted from 0.
    pub(super) index: usize,
    pub(super) before: Option<&'a RawCue>,
    pub(super) cue: &'a RawCue,
    pub(super) next: Option<&'a RawCue>,
}

/// What stands around a stretch of cues.
#[derive(Clone, Copy, Default)]
pub(super) struct Around<'a> {
    /// How many cues of the file stand in front of it.
    pub(super) first: usize,
    /// The last of them.
    pub(super) before: Option<&'a RawCue>,
    /// The cue behind it.
    pub(super) next: Option<&'a RawCue>,
}

impl<'a> CueInFile<'a> {
    /// Every one of `cues`, in order.
    pub(super) fn all(cues: &'a [RawCue], around: Around<'a>) -> impl Iterator<Item = Self> {
        cues.iter().enumerate().map(move |(at, cue)| Self {
            index: around.first + at,
            before: at.checked_sub(1).map_or(around.before, |before| cues.get(before)),
            cue,
            next: cues.get(at + 1).or(around.next),
        })
    }

    /// What it breaks.
    pub(super) fn breach(&self, rule: Rule, message: impl Into<String>) -> Breach {
        Breach::new(self.index + 1, self.cue.start, rule, message.into())
    }
}
