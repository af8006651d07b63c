//! The lines of one cue: the cheapest way to break its words, all ways considered.

use super::CueLimits;
use super::breaks::Break;

/// What the lines of a cue must keep.
pub(super) struct Frame {
    pub(super) max_line_chars: usize,
    pub(super) max_lines: usize,
    pub(super) max_cue_chars: usize,
    pub(super) min_line_share: u32,
}

impl Frame {
    pub(super) fn of(limits: &CueLimits) -> Self {
        Self {
            max_line_chars: limits.max_line_chars,
            max_lines: limits.max_lines,
            max_cue_chars: limits.max_cue_chars.unwrap_or(usize::MAX),
            min_line_share: limits.min_line_share.unwrap_or(0),
        }
    }
}

/// Some words in a row: how many characters each has, and what breaking behind it would part.
pub(super) struct Words<'a> {
    pub(super) chars: &'a [usize],
    pub(super) breaks: &'a [Break],
    /// Characters of a label and its space in front of the first word.
    pub(super) label: usize,
}

/// A way to break words into lines.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Layout {
    /// How bad it is.
    pub(super) cost: f32,
    /// The index of the first word of each line but the first.
    pub(super) breaks: Vec<usize>,
}

/// The best way to break `words` into lines within `frame`; `None` when there is none. One line where it fits.
pub(super) fn lay_out(words: &Words<'_>, frame: &Frame) -> Option<Layout> {
    let total = width(words, 0, words.chars.len());
    if total > frame.max_cue_chars.min(frame.max_line_chars * frame.max_lines) {
        return None;
    }
    if total <= frame.max_line_chars {
        return Some(Layout { cost: 0.0, breaks: Vec::new() });
    }
    (2..=frame.max_lines).find_map(|lines| broken(words, frame, 0, lines))
}

/// The best way to break the words from `from` on into exactly `lines` lines.
fn broken(words: &Words<'_>, frame: &Frame, from: usize, lines: usize) -> Option<Layout> {
    let len = words.chars.len();
    if lines == 1 {
        let fits = width(words, from, len) <= frame.max_line_chars;
        return fits.then(|| Layout { cost: 0.0, breaks: Vec::new() });
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

/// How bad the shape of a line above another is: the lower one should be the longer (the eye travels less), neither should be
/// a stump, and no word should stand alone below.
fn shape(top: usize, bottom: usize, bottom_words: usize, frame: &Frame) -> f32 {
    let uneven = top.abs_diff(bottom) as f32 / frame.max_line_chars as f32;
    let top_heavy = if top > bottom { 2.0 } else { 0.0 };
    let orphan = if bottom_words == 1 { 14.0 } else { 0.0 };
    let share = 100 * top.min(bottom) < frame.min_line_share as usize * top.max(bottom);
    uneven * 6.0 + uneven * top_heavy + orphan + if share { 40.0 } else { 0.0 }
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
        let mut cuts = layout.breaks;
        cuts.push(words.len());
        let mut from = 0;
        Some(cuts.into_iter().map(|to| words[std::mem::replace(&mut from, to)..to].join(" ")).collect())
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
