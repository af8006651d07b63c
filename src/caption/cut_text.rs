//! A text that is too long for one cue, cut into several.

use std::ops::Range;

use super::breaks::{self, Break};
use super::cheapest_cuts::cheapest_cuts;
use super::layout::{Frame, Words, lines_cost};
use super::measure;

/// Cost, in points, of every cue that a text is cut into: fewer cues win over better line breaks.
const PIECE: f32 = 40.0;

/// Words, measured.
pub(super) struct Measured {
    /// How many characters each has.
    pub(super) chars: Vec<usize>,
    /// What breaking behind each would part.
    pub(super) breaks: Vec<Break>,
}

impl Measured {
    pub(super) fn of(words: &[&str]) -> Self {
        let after = |i: usize| words.get(i + 1).map_or(Break::Sentence, |right| breaks::between(words[i], right));
        Self {
            chars: words.iter().map(|word| measure::chars(word)).collect(),
            breaks: (0..words.len()).map(after).collect(),
        }
    }
}

/// Whether lines keep the limits as they are.
pub(super) fn fits(lines: &[String], frame: &Frame) -> bool {
    let widths: Vec<usize> = lines.iter().map(|line| measure::chars(line)).collect();
    let total = (widths.iter().sum::<usize>() + lines.len()).saturating_sub(1);
    let even = match widths[..] {
        [top, bottom] => !frame.is_stump(top, bottom),
        _ => true,
    };
    even && lines.len() <= frame.max_lines
        && total <= frame.max_cue_chars
        && widths.iter().all(|w| *w <= frame.max_line_chars)
}

/// The fewest pieces that each have a layout, at the cheapest breaks.
pub(super) fn pieces(chars: &[usize], breaks: &[Break], label: usize, frame: &Frame) -> Vec<Range<usize>> {
    cheapest_cuts(chars.len(), |before, piece| {
        let label = if piece.start == 0 { label } else { 0 };
        let lines = lines_cost(&Words { chars: &chars[piece.clone()], breaks: &breaks[piece.clone()], label }, frame)?;
        let end = if piece.end < chars.len() { breaks[piece.end - 1].cue_cost() } else { 0.0 };
        Some(before + PIECE + lines + end)
    })
}
