//! Where cues begin: as the optimum has it, and where a person said otherwise.

use std::collections::BTreeSet;
use std::ops::Range;

use super::breaks::Break;
use super::layout::{Frame, Words, lay_out};
use super::segmentation::{self, Item};
use super::{CueOverride, CueRules, Instruction};
use crate::text::Language;

/// The same cuts, where a text that a person set within other limits does not fit into one cue: cut anew.
pub(super) fn recut(
    cuts: Vec<Range<usize>>,
    items: &[Item<'_>],
    (frame, rules, language): (&Frame, &CueRules, &Language),
    of_other_limits: impl Fn(usize) -> bool,
) -> Vec<Range<usize>> {
    let mut made = Vec::with_capacity(cuts.len());
    for cut in cuts {
        let Some(inside) = items.get(cut.clone()).filter(|inside| cut.clone().any(&of_other_limits) && !fits(inside, frame))
        else {
            made.push(cut);
            continue;
        };
        let parts = segmentation::segments(inside, frame, rules, language);
        made.extend(parts.into_iter().map(|part| part.start + cut.start..part.end + cut.start));
    }
    made
}

fn fits(items: &[Item<'_>], frame: &Frame) -> bool {
    let chars: Vec<usize> = items.iter().map(|i| i.atom.chars).collect();
    let breaks: Vec<Break> = items.iter().map(|i| i.after).collect();
    let label = items.first().map_or(0, Item::label_chars);
    lay_out(&Words { chars: &chars, breaks: &breaks, label }, frame).is_some()
}

/// The words with which cues begin, but for the first of all.
pub(super) fn bounds(cuts: &[Range<usize>]) -> BTreeSet<usize> {
    cuts.iter().map(|cut| cut.start).filter(|start| *start > 0).collect()
}

/// The cues that begin at `bounds`, of so many words.
pub(super) fn pieces(bounds: &BTreeSet<usize>, words: usize) -> Vec<Range<usize>> {
    let inner = bounds.iter().copied().filter(|bound| *bound > 0 && *bound < words);
    let starts: Vec<usize> = std::iter::once(0).chain(inner).chain([words]).collect();
    starts.windows(2).map(|pair| pair[0]..pair[1]).filter(|piece| !piece.is_empty()).collect()
}

/// Cuts with what people said of them.
pub(super) struct SetBounds {
    pub(super) bounds: BTreeSet<usize>,
    /// For each override whether it changed a cut.
    pub(super) used: Vec<bool>,
}

/// Makes cues begin where `overrides`, oldest first, say so. `places` are the words that they are about.
pub(super) fn set_bounds(automatic: BTreeSet<usize>, overrides: &[CueOverride], places: &[Option<usize>]) -> SetBounds {
    let mut bounds = automatic;
    let mut set = |(set, place): (&CueOverride, &Option<usize>)| match (&set.instruction, place) {
        (Instruction::Break, Some(place)) => *place > 0 && bounds.insert(*place),
        (Instruction::Join, Some(place)) => bounds.remove(place),
        _ => false,
    };
    let used = overrides.iter().zip(places).map(&mut set).collect();
    SetBounds { bounds, used }
}
