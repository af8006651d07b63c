//! Lines of a page joined to paragraphs, and what of them is a heading, a page number or the running head.

use std::collections::{HashMap, HashSet};

use super::line::{Direction, Line, usual};
use crate::article::facts::Facts;
use crate::article::page::{Mark, Page};

/// Type larger than the body's by this is a heading's.
const HEADING: f64 = 1.15;
/// Lines further apart than this many times the usual distance do not belong together.
const PARAGRAPH_GAP: f64 = 1.25;
/// A line that ends this part of the width before the margin is the last of its paragraph.
const SHORT: f64 = 0.12;

/// Lines this many times their type apart may be set wide, or be paragraphs.
const WIDE: f64 = 1.7;
/// The part of the body's type that a page number or an address at the edge of a page stays under.
const SMALL: f64 = 0.85;

/// The page that lines make.
pub(super) fn page(lines: &[Line], direction: Direction) -> Page {
    let around = around(lines);
    let kept: Vec<&Line> = lines.iter().enumerate().filter(|(at, _)| !around.contains(at)).map(|(_, line)| line).collect();
    let body = body(kept.iter().copied());
    let shape = Shape::of(&kept, body, direction);
    let largest = kept.iter().map(|line| line.size).fold(0.0, f64::max);
    let words = words(lines);
    let mut page = Page::new(Facts::default());
    let mut has_title = false;
    for paragraph in kept.chunk_by(|line, next| shape.continues(line, next)) {
        let Some(first) = paragraph.first() else { continue };
        let is_heading = first.size > body * HEADING;
        let is_title = is_heading && !has_title && first.size >= largest * 0.95;
        has_title |= is_title;
        let mark = match (is_title, is_heading) {
            (true, _) => Mark::Title,
            (_, true) => Mark::Heading,
            _ => Mark::None,
        };
        page.push(&joined(paragraph, &words), mark);
    }
    for line in lines.iter().enumerate().filter(|(at, _)| around.contains(at)).map(|(_, line)| line) {
        page.push(line.text.trim(), Mark::Boilerplate);
    }
    page
}

/// The size of the type that most of the text is set in.
fn body<'a>(lines: impl Iterator<Item = &'a Line>) -> f64 {
    usual(lines.flat_map(|line| std::iter::repeat_n(line.size, line.text.len().min(200))))
}

/// Page numbers, what stands first or last on several pages but for its figures, and what stands there with figures in type smaller
/// than the body's, as browsers print the address and the time: places in `lines`.
fn around(lines: &[Line]) -> HashSet<usize> {
    let is_edge = |at: usize| {
        let page = |at: Option<usize>| at.and_then(|at| lines.get(at)).map(|line| line.page);
        page(at.checked_sub(1)) != page(Some(at)) || page(Some(at + 1)) != page(Some(at))
    };
    let edges: Vec<usize> = (0..lines.len()).filter(|at| is_edge(*at)).collect();
    let mut seen: HashMap<String, HashSet<usize>> = HashMap::new();
    let without_figures =
        |line: &Line| line.text.chars().filter(|c| !c.is_numeric() && !c.is_whitespace()).collect::<String>();
    for line in edges.iter().filter_map(|at| lines.get(*at)) {
        seen.entry(without_figures(line)).or_default().insert(line.page);
    }
    let body = body(lines.iter());
    let pages = lines.iter().map(|line| line.page).collect::<HashSet<_>>().len();
    edges
        .into_iter()
        .filter(|at| {
            let Some(line) = lines.get(*at) else { return false };
            let letters = without_figures(line);
            let is_number = letters.chars().filter(|c| c.is_alphabetic()).count() == 0 && line.text.trim().len() <= 12;
            let is_small = line.size < body * SMALL && line.text.contains(char::is_numeric);
            let repeats = seen.get(&letters).is_some_and(|pages| pages.len() > 1);
            is_small || pages > 1 && (is_number || repeats)
        })
        .collect()
}

/// How the body of the document is set.
struct Shape {
    /// Between one baseline and the next, in points, by the size of the type in tenths of a point.
    leading: HashMap<i64, f64>,
    /// Where the lines of the body end, in points from the left.
    margin: f64,
    /// The widest line of the body, in points.
    width: f64,
    right_to_left: bool,
    body: f64,
}

fn tenths(size: f64) -> i64 {
    #[allow(clippy::cast_possible_truncation, reason = "sizes of type are finite and small, and a cast saturates")]
    let tenths = (size * 10.0).round() as i64;
    tenths
}

impl Shape {
    fn of(lines: &[&Line], body: f64, direction: Direction) -> Self {
        let mut gaps: HashMap<i64, Vec<f64>> = HashMap::new();
        for (line, next) in lines.iter().zip(lines.iter().skip(1)) {
            let gap = line.baseline - next.baseline;
            if line.page == next.page && tenths(line.size) == tenths(next.size) && gap > 0.0 && gap < line.size * 3.0 {
                gaps.entry(tenths(line.size)).or_default().push(gap);
            }
        }
        // The least of the frequent ones: where most paragraphs have one line, most gaps are those between paragraphs.
        let least = |mut gaps: Vec<f64>| {
            gaps.sort_by(f64::total_cmp);
            gaps.get(gaps.len() / 10).copied().unwrap_or(0.0)
        };
        let leading = gaps.into_iter().map(|(size, gaps)| (size, least(gaps))).collect();
        let set = || lines.iter().filter(|line| (line.size - body).abs() < 0.1);
        let width = set().map(|line| line.right - line.left).fold(0.0, f64::max);
        let right_to_left = direction == Direction::RightToLeft;
        let margin = if right_to_left {
            set().map(|line| line.left).fold(f64::MAX, f64::min)
        } else {
            set().map(|line| line.right).fold(f64::MIN, f64::max)
        };
        Self { leading, margin, width, right_to_left, body }
    }

    /// Whether `next` goes on where `line` ends.
    fn continues(&self, line: &Line, next: &Line) -> bool {
        if (line.size - next.size).abs() > line.size.max(next.size) * 0.1 {
            return false;
        }
        let ends = line.text.trim_end().ends_with(['.', '!', '?', '؟', '…', '»', '”', '"', ':']);
        let gap = line.baseline - next.baseline;
        if line.page != next.page || gap <= 0.0 {
            // A new page or column: a sentence may go on there, a heading does not.
            return !ends && line.size <= self.body * HEADING;
        }
        let usual = self.leading.get(&tenths(line.size)).copied().unwrap_or(line.size * 1.2).max(line.size);
        if gap > usual * PARAGRAPH_GAP {
            return false;
        }
        let margin = match line.column {
            Some((left, _)) if self.right_to_left => left,
            Some((_, right)) => right,
            None => self.margin,
        };
        let width = line.column.map_or(self.width, |(left, right)| right - left).max(1.0);
        // How far the line ends before the margin, and how far the next one begins behind it.
        let (end, start) = if self.right_to_left {
            (line.left - margin, line.right - next.right)
        } else {
            (margin - line.right, next.left - line.left)
        };
        // Without a gap the end of a paragraph is a short line, or its beginning an indented one. Where lines stand wide apart, those
        // of one line each may be told by nothing else.
        let is_short = (ends || gap > line.size * WIDE) && end > width * SHORT;
        let is_indented = ends && start > line.size * 0.8 && start < width * 0.3;
        !(is_short || is_indented)
    }
}

/// The words of a document, to tell a broken word from one that is written with a hyphen.
fn words(lines: &[Line]) -> HashSet<String> {
    let is_part = |c: char| !c.is_alphanumeric() && c != '-';
    let words = lines.iter().flat_map(|line| line.text.split(is_part).map(str::to_lowercase));
    words.filter(|word| !word.is_empty() && !word.ends_with('-')).collect()
}

/// The text of lines that follow each other.
fn joined(lines: &[&Line], words: &HashSet<String>) -> String {
    let mut text = String::new();
    for line in lines {
        let line = line.text.trim();
        if let Some(begun) = text.strip_suffix(['-', '\u{ad}']).filter(|begun| begun.ends_with(char::is_alphabetic))
            && line.starts_with(char::is_lowercase)
        {
            let tail = |c: char| !c.is_alphanumeric();
            let first = begun.rsplit(tail).next().unwrap_or_default().to_lowercase();
            let second = line.split(tail).next().unwrap_or_default().to_lowercase();
            if text.ends_with('\u{ad}') || !words.contains(&format!("{first}-{second}")) {
                text.pop();
            }
        } else if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(line);
    }
    text
}
