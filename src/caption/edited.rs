//! Captions with what people set by hand, and what is known of every cue so that more can be set.

use std::collections::BTreeSet;
use std::ops::Range;

use super::anchor::{Anchor, Found, PlacedWord};
use super::cue_edges::Edge;
use super::cuts::SetBounds;
use super::rewrite::Rewritten;
use super::{CueOverride, CueTrack, Instruction, Standing};
use crate::time::Span;

/// Captions with what people set by hand. Changes of a cue are asked for here, and are overrides to be kept: nothing is changed in
/// place.
#[derive(Debug, Clone)]
pub struct EditedCues {
    pub(super) track: CueTrack,
    /// The name of the limits.
    pub(super) limits: String,
    pub(super) overrides: Vec<CueOverride>,
    standings: Vec<Standing>,
    /// The words as captions would have them by themselves.
    pub(super) before: Vec<PlacedWord>,
    /// The words as they are.
    pub(super) row: Vec<PlacedWord>,
    /// Which words of `before` each word of the row stands for.
    pub(super) origins: Vec<Range<usize>>,
    /// Behind which words of the row a person ended a line.
    pub(super) line_ends: Vec<bool>,
    /// Where texts were found in `before`.
    pub(super) texts: Vec<Option<Found>>,
    /// The word of the row that each other override is about, where that is there.
    pub(super) places: Vec<Option<usize>>,
    /// With which words of the row cues would begin by themselves.
    pub(super) automatic: BTreeSet<usize>,
    /// The words of each cue; `None` of the label of a sound.
    pub(super) cues: Vec<Option<Range<usize>>>,
}

/// A word of a cue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CueWord {
    /// As it is shown.
    pub text: String,
    /// When it is said, or must have been said.
    pub span: Span,
}

impl EditedCues {
    /// The captions.
    #[must_use]
    pub fn track(&self) -> &CueTrack {
        &self.track
    }

    /// The captions alone.
    #[must_use]
    pub fn into_track(self) -> CueTrack {
        self.track
    }

    /// What people set, as it was given.
    #[must_use]
    pub fn overrides(&self) -> &[CueOverride] {
        &self.overrides
    }

    /// What became of each of the overrides, in their order.
    #[must_use]
    pub fn standings(&self) -> &[Standing] {
        &self.standings
    }

    /// The words of a cue, counted from 0; none of the label of a sound.
    #[must_use]
    pub fn words(&self, cue: usize) -> Vec<CueWord> {
        let words = self.words_of(cue).and_then(|words| self.row.get(words)).unwrap_or_default();
        let word = |word: &PlacedWord| CueWord {
            text: word.text.clone(),
            span: Span::from_millis(word.start, word.end.max(word.start)),
        };
        words.iter().map(word).collect()
    }

    /// Which overrides made a cue what it is, as places among those that were given.
    #[must_use]
    pub fn set_on(&self, cue: usize) -> Vec<usize> {
        let Some(words) = self.words_of(cue) else { return Vec::new() };
        let is_on = |(at, set): (usize, &CueOverride)| {
            let is_applied = matches!(self.standings[at], Standing::Applied | Standing::ToConfirm);
            let place = self.places[at];
            let touches = match set.instruction {
                Instruction::Text { .. } => self.texts[at]
                    .as_ref()
                    .is_some_and(|text| self.origins.get(words.clone()).unwrap_or_default().contains(&text.words)),
                Instruction::Break | Instruction::Start { .. } => place == Some(words.start),
                Instruction::Join => place.is_some_and(|place| place > words.start && place < words.end),
                Instruction::End { .. } => place.is_some_and(|place| place + 1 == words.end),
            };
            (is_applied && touches).then_some(at)
        };
        self.overrides.iter().enumerate().filter_map(is_on).collect()
    }

    pub(super) fn words_of(&self, cue: usize) -> Option<Range<usize>> {
        self.cues.get(cue).cloned().flatten().filter(|words| !words.is_empty())
    }

    /// The place of words of the row.
    pub(super) fn anchor(&self, words: Range<usize>) -> Option<Anchor> {
        Anchor::of(&self.row, words)
    }
}

/// Captions as they show.
pub(super) struct Shown {
    pub(super) track: CueTrack,
    pub(super) words: Vec<Option<Range<usize>>>,
    /// For each edge that was set whether it is one of a cue.
    pub(super) used: Vec<bool>,
}

/// The words before and after the texts that people set.
pub(super) struct Rows<'a> {
    pub(super) before: Vec<PlacedWord>,
    pub(super) row: Vec<PlacedWord>,
    pub(super) rewritten: &'a Rewritten,
    pub(super) automatic: BTreeSet<usize>,
    /// The name of the limits.
    pub(super) limits: String,
}

impl Rows<'_> {
    /// The word that each override is about; `None` of texts, and of those that are not there.
    pub(super) fn placed(&self, overrides: &[CueOverride]) -> Vec<Option<usize>> {
        let place = |set: &CueOverride| match set.instruction {
            Instruction::Text { .. } => None,
            _ => Some(set.anchor.find(&self.row)?.words.start),
        };
        overrides.iter().map(place).collect()
    }

    pub(super) fn edited(
        self,
        overrides: Vec<CueOverride>,
        places: Vec<Option<usize>>,
        set: &SetBounds,
        shown: Shown,
    ) -> EditedCues {
        let mut used_edges = shown.used.into_iter();
        let mut standings = Vec::with_capacity(overrides.len());
        for (at, one) in overrides.iter().enumerate() {
            let is_edge = matches!(one.instruction, Instruction::Start { .. } | Instruction::End { .. });
            let is_used = if is_edge && places[at].is_some() { used_edges.next() } else { Some(set.used[at]) };
            standings.push(self.standing(at, one, places[at], is_used.unwrap_or(false)));
        }
        let line_ends = self.rewritten.utterances.iter().flat_map(|u| u.atoms.iter().map(|atom| atom.ends_line)).collect();
        EditedCues {
            track: shown.track,
            limits: self.limits,
            standings,
            before: self.before,
            row: self.row,
            origins: self.rewritten.origins.clone(),
            line_ends,
            texts: texts(&overrides, &self.rewritten.found),
            places,
            automatic: self.automatic,
            cues: shown.words,
            overrides,
        }
    }

    fn standing(&self, at: usize, set: &CueOverride, place: Option<usize>, is_used: bool) -> Standing {
        let found = self.rewritten.found[at].as_ref();
        match (&set.instruction, place) {
            (Instruction::Text { .. }, _) => match found {
                Some(found) if found.is_same => Standing::Applied,
                Some(_) => Standing::ToConfirm,
                None => Standing::Gone,
            },
            (_, Some(_)) if is_used => Standing::Applied,
            (_, Some(_)) => Standing::Unused,
            // A text that was set since stands in its place.
            (_, None) if found.is_some() => Standing::Unused,
            (_, None) => Standing::Gone,
        }
    }
}

fn texts(overrides: &[CueOverride], found: &[Option<Found>]) -> Vec<Option<Found>> {
    let text = |(set, found): (&CueOverride, &Option<Found>)| {
        found.clone().filter(|_| matches!(set.instruction, Instruction::Text { .. }))
    };
    overrides.iter().zip(found).map(text).collect()
}

/// The edges that people set, of those overrides whose words are there.
pub(super) fn edges(overrides: &[CueOverride], places: &[Option<usize>], row: &[PlacedWord]) -> Vec<Edge> {
    let edge = |(set, place): (&CueOverride, &Option<usize>)| {
        let word = (*place)?;
        let placed = row.get(word)?;
        let (is_start, from, shift_ms) = match set.instruction {
            Instruction::Start { shift_ms } => (true, placed.start, shift_ms),
            Instruction::End { shift_ms } => (false, placed.end, shift_ms),
            _ => return None,
        };
        Some(Edge { word, is_start, at_ms: from.saturating_add_signed(shift_ms) })
    };
    overrides.iter().zip(places).filter_map(edge).collect()
}
