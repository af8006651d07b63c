//! The lines of one cue: the cheapest way to break its words, all ways considered.

use super::CueLimits;
use super::breaks::Break;

/// Cost, in points, of a word that is wider than a line and stands there by itself: more than any set of lines within the
/// limits, so that it happens only where nothing else is possible.
const OVERLONG_WORD: f32 = 300.0;
/// Cost of two lines that differ in width by the whole of the widest line allowed; less in proportion.
const UNEVEN: f32 = 6.0;
/// Added to [`UNEVEN`] when the upper line is the wider: the eye travels less when the lower one is.
const TOP_HEAVY: f32 = 2.0;
/// Cost of a lower line of one word.
const ORPHAN: f32 = 14.0;
/// Cost of a line that is narrower than the preset's share of the other one: as much as parting words that belong together.
const STUMP: f32 = 40.0;

/// What the lines of a cue must keep.
pub(super) struct Frame {
    /// Characters of the longest line.
    pub(super) max_line_chars: usize,
    /// Lines of one cue.
    pub(super) max_lines: usize,
    /// Characters of one cue; the largest number where nothing limits it.
    pub(super) max_cue_chars: usize,
    /// Share of the shorter of two lines in the longer one, in percent; 0 where nothing limits it.
    pub(super) min_line_share: u32,
}

impl Frame {
    /// What `limits` ask of lines.
    pub(super) fn of(limits: &CueLimits) -> Self {
        Self {
            max_line_chars: limits.max_line_chars,
            max_lines: limits.max_lines,
            max_cue_chars: limits.max_cue_chars.unwrap_or(usize::MAX),
            min_line_share: limits.min_line_share.unwrap_or(0),
        }
    }

    /// Whether one line is less than the preset's share of another.
    pub(super) fn is_stump(&self, one: usize, other: usize) -> bool {
        100 * one.min(other) < self.min_line_share as usize * one.max(other)
    }
}

/// Some words in a row: how many characters each has, and what breaking behind it would part.
pub(super) struct Words<'a> {
    pub(super) chars: &'a [usize],
    pub(super) breaks: &'a [Break],
    /// Characters of a label and its space in front of the first word.
    pub(super) label: usize,
}

/// A way to break words into lines; the default is one line.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Layout {
    /// How bad it is, in points.
    pub(super) cost: f32,
    /// The index of the first word of each line but the first.
    pub(super) breaks: Vec<usize>,
}

impl Layout {
    /// The lines, made of `texts`: one for each word.
    pub(super) fn lines(&self, texts: &[&str]) -> Vec<String> {
        let starts = std::iter::once(0).chain(self.breaks.iter().copied());
        let ends = self.breaks.iter().copied().chain([texts.len()]);
        starts.zip(ends).map(|(from, to)| texts[from..to].join(" ")).collect()
    }
}

/// The cost, in points, of showing `words` in the best lines within `frame`; `None` when several words do not fit.
pub(super) fn lines_cost(words: &Words<'_>, frame: &Frame) -> Option<f32> {
    match lay_out(words, frame) {
        Some(layout) => Some(layout.cost),
        None => (words.chars.len() == 1).then_some(OVERLONG_WORD),
    }
}

/// The best way to break `words` into lines within `frame`; `None` when there is none. One line where it fits.
pub(super) fn lay_out(words: &Words<'_>, frame: &Frame) -> Option<Layout> {
    let total = width(words, 0, words.chars.len());
    if total > frame.max_cue_chars.min(frame.max_line_chars * frame.max_lines) {
        return None;
    }
    if total <= frame.max_line_chars {
        return Some(Layout::default());
    }
    (2..=frame.max_lines).find_map(|lines| broken(words, frame, 0, lines))
}

/// The best way to break the words from `from` on into exactly `lines` lines.
fn broken(words: &Words<'_>, frame: &Frame, from: usize, lines: usize) -> Option<Layout> {
    let len = words.chars.len();
    if lines == 1 {
        let fits = width(words, from, len) <= frame.max_line_chars;
        return fits.then(Layout::default);
    }
    let mut best: Option<Layout> = None;
    for at in from + 1..len {
        let top = width(words, from, at);
        if top > frame.max_line_chars {
            break;
        }
        let Some(rest) = broken(words, frame, at, lines - 1) else { continue };
        let next = rest.breaks.first().copied().unwrap_or(len);
        let cost = rest.cost + words.breaks[at - 1].line_cost() + shape(top, width(words, at, next), next - at, frame);
        if best.as_ref().is_none_or(|b| cost < b.cost) {
            let breaks = std::iter::once(at).chain(rest.breaks).collect();
            best = Some(Layout { cost, breaks });
        }
    }
    best
}

/// The cost, in points, of the shape of a line of `top` characters above one of `bottom` characters and `bottom_words` words:
/// the lower one should be the longer, neither should be a stump, and no word should stand alone below.
fn shape(top: usize, bottom: usize, bottom_words: usize, frame: &Frame) -> f32 {
    let uneven = top.abs_diff(bottom) as f32 / frame.max_line_chars as f32;
    let top_heavy = if top > bottom { TOP_HEAVY } else { 0.0 };
    let orphan = if bottom_words == 1 { ORPHAN } else { 0.0 };
    let stump = if frame.is_stump(top, bottom) { STUMP } else { 0.0 };
    uneven * UNEVEN + uneven * top_heavy + orphan + stump
}

/// Characters of the words `from..to` on one line.
fn width(words: &Words<'_>, from: usize, to: usize) -> usize {
    let letters: usize = words.chars[from..to].iter().sum();
    letters + (to - from).saturating_sub(1) + if from == 0 { words.label } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::caption::{breaks, measure};

    fn lines(text: &str, max: usize, share: u32) -> Option<Vec<String>> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let chars: Vec<usize> = words.iter().map(|w| measure::chars(w)).collect();
        let breaks: Vec<Break> = words.windows(2).map(|w| breaks::between(w[0], w[1])).collect();
        let frame = Frame { max_line_chars: max, max_lines: 2, max_cue_chars: 2 * max, min_line_share: share };
        let layout = lay_out(&Words { chars: &chars, breaks: &breaks, label: 0 }, &frame)?;
        Some(layout.lines(&words))
    }

    #[test]
    fn what_fits_stays_on_one_line() {
        assert_eq!(lines("It fits on one line.", 20, 0).unwrap(), ["It fits on one line."]);
    }

    #[test]
    fn lines_break_where_sense_does_and_not_behind_a_preposition() {
        let text = "وقال المتحدث إن القوات انسحبت من المدينة، وإن المدنيين عادوا إلى بيوتهم";
        assert_eq!(
            lines(text, 42, 0).unwrap(),
            ["وقال المتحدث إن القوات انسحبت من المدينة،", "وإن المدنيين عادوا إلى بيوتهم"]
        );
        assert_eq!(
            lines("He walked over the bridge of the old town", 26, 0).unwrap(),
            ["He walked over the bridge", "of the old town"]
        );
    }

    #[test]
    fn ted_wants_the_shorter_line_half_as_long_as_the_longer() {
        let text = "Yes, we have always known that it was";
        assert_eq!(lines(text, 34, 0).unwrap()[0], "Yes,");
        assert!(measure::chars(&lines(text, 34, 50).unwrap()[0]) >= 12);
    }

    #[test]
    fn too_much_text_has_no_layout() {
        assert_eq!(lines("a b c d e f g h", 4, 0), None);
    }
}
