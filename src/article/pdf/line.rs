//! One line of a page, from the letters that stand on it to its text in the order of reading.

use super::letters::{Letter, Row};

/// A line, as it is read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) page: usize,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) baseline: f64,
    /// The size of most of its letters, in points.
    pub(super) size: f64,
    /// The left and right edge of its column, where the page has several that are drawn across.
    pub(super) column: Option<(f64, f64)>,
    /// Bytes of brackets that stand in right-to-left text, which some programs store as they look.
    turned: Vec<usize>,
}

/// In which direction a document is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    LeftToRight,
    RightToLeft,
}

impl Direction {
    /// That of most of the letters.
    pub(super) fn of(letters: &[Letter]) -> Self {
        let (mut right, mut left) = (0_usize, 0_usize);
        for kind in letters.iter().map(Kind::of) {
            right += usize::from(kind == Kind::RightToLeft);
            left += usize::from(kind == Kind::LeftToRight);
        }
        if right > left { Self::RightToLeft } else { Self::LeftToRight }
    }
}

/// What the bidirectional algorithm makes of a letter, as far as a line that is already drawn needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    LeftToRight,
    RightToLeft,
    Digit,
    /// Between the digits of one number: 12,5 and 24/4.
    Separator,
    Neutral,
}

impl Kind {
    fn of(letter: &Letter) -> Self {
        letter.text.chars().map(Self::of_char).find(|kind| *kind != Self::Neutral).unwrap_or(Self::Neutral)
    }

    fn of_char(c: char) -> Self {
        match c {
            '0'..='9' | '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}' => Self::Digit,
            ',' | '.' | ':' | '/' | '\u{66b}' | '\u{66c}' | '\u{a0}' => Self::Separator,
            '\u{590}'..='\u{8ff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}' if c.is_alphanumeric() => {
                Self::RightToLeft
            }
            c if c.is_alphanumeric() => Self::LeftToRight,
            _ => Self::Neutral,
        }
    }
}

/// A gap as wide as this part of the type is a blank, where none is written.
const BLANK: f64 = 0.18;

impl Line {
    /// The line of letters that stand on it, drawn in any order; `None` when nothing is to be read.
    pub(super) fn of(row: &Row, direction: Direction) -> Option<Self> {
        let letters = row.letters.as_slice();
        let first = letters.first()?;
        let mut clusters = clusters(letters);
        clusters.sort_by(|a, b| a.left.total_cmp(&b.left));
        let clusters = spaced(clusters);
        let (left, right) = (clusters.first()?.left, clusters.iter().map(Letter::right).fold(f64::MIN, f64::max));
        let (text, turned) = read(&clusters, direction);
        let size = usual(letters.iter().map(|letter| letter.size));
        let line = Self { text, page: first.page, left, right, baseline: first.baseline, size, column: row.column, turned };
        (!line.text.trim().is_empty()).then_some(line)
    }
}

/// The most frequent of some numbers, to a tenth.
pub(super) fn usual(numbers: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = numbers.map(|n| (n * 10.0).round() / 10.0).collect();
    sorted.sort_by(f64::total_cmp);
    let runs = sorted.chunk_by(|a, b| a.total_cmp(b).is_eq());
    runs.max_by_key(|run| run.len()).and_then(<[f64]>::first).copied().unwrap_or(0.0)
}

/// Letters with the marks that stand over or under them behind each; the same letter drawn twice at one place (for bold type) once.
fn clusters(letters: &[Letter]) -> Vec<Letter> {
    let mut clusters: Vec<Letter> = Vec::with_capacity(letters.len());
    let is_mark = |letter: &Letter| letter.text.chars().all(unicode_normalization::char::is_combining_mark);
    for letter in letters.iter().filter(|letter| !is_mark(letter)) {
        let again = |c: &&Letter| c.text == letter.text && (c.left - letter.left).abs() < letter.size * 0.1 && c.width > 0.0;
        if clusters.iter().rev().take(8).find(again).is_none() {
            clusters.push(letter.clone());
        }
    }
    for (at, mark) in letters.iter().enumerate().filter(|(_, letter)| is_mark(letter)) {
        let is_base = |letter: &&Letter| !is_mark(letter) && !letter.text.trim().is_empty();
        let before = letters.iter().take(at).rev().find(is_base);
        let after = letters.iter().skip(at).find(is_base);
        let base = match (before, after) {
            (Some(before), Some(after)) if belongs_to_next(mark, before, after) => after,
            (Some(base), _) | (None, Some(base)) => base,
            (None, None) => continue,
        };
        if let Some(cluster) = clusters.iter_mut().find(|c| c.left == base.left && c.text.starts_with(&base.text)) {
            cluster.text.push_str(&mark.text);
        }
    }
    clusters
}

/// Whether a mark belongs to the letter that is drawn after it and not to the one before: what is right-to-left is drawn from its
/// end by those who draw every line from the left, and so is a letter with its marks.
fn belongs_to_next(mark: &Letter, before: &Letter, after: &Letter) -> bool {
    let holds =
        |letter: &Letter| (letter.left + letter.width * 0.1..letter.right() - letter.width * 0.1).contains(&mark.left);
    match (holds(before), holds(after)) {
        (true, false) => false,
        (false, true) => true,
        _ => Kind::of(after) == Kind::RightToLeft && after.left > before.left,
    }
}

/// Stands for a stroke that stretches a word to fill its line, and is not written.
const STROKE: &str = "\u{e000}";

/// Marks the strokes by which LibreOffice stretches Arabic words, and which it says are `/`. It draws two of them over each other
/// where one is too short: with the width of those, all are known.
pub(super) fn mark_strokes(letters: &mut [Letter]) {
    let part = |letter: &Letter| letter.width / letter.size;
    let strokes: Vec<f64> = letters
        .windows(2)
        .filter_map(|pair| match pair {
            [one, other] if one.text == "/" && other.text == "/" && one.continues_line(other) => {
                ((other.left - one.left).abs() < one.width * 0.5).then(|| part(one))
            }
            _ => None,
        })
        .collect();
    // Letters set for bold type are drawn twice too, but not often a `/`.
    if strokes.len() > 2 {
        for letter in letters.iter_mut().filter(|letter| letter.text == "/") {
            if strokes.iter().any(|stroke| (stroke - part(letter)).abs() < 0.002) {
                STROKE.clone_into(&mut letter.text);
            }
        }
    }
}

/// With blanks where the page has a gap, and one where it has several.
fn spaced(clusters: Vec<Letter>) -> Vec<Letter> {
    let mut spaced: Vec<Letter> = Vec::with_capacity(clusters.len());
    for cluster in clusters {
        let is_blank = |letter: &Letter| letter.text.chars().all(char::is_whitespace);
        if let Some(before) = spaced.last() {
            if is_blank(before) && is_blank(&cluster) {
                continue;
            }
            let gap = cluster.left - before.right();
            if gap > cluster.size.min(before.size) * BLANK && !is_blank(before) && !is_blank(&cluster) {
                let blank = Letter { text: " ".to_owned(), left: before.right(), width: gap, ..cluster.clone() };
                spaced.push(blank);
            }
        }
        spaced.push(cluster);
    }
    spaced
}

/// The text of letters that stand from left to right, in the order of reading, and its brackets in right-to-left text.
fn read(clusters: &[Letter], direction: Direction) -> (String, Vec<usize>) {
    let kinds: Vec<Kind> = clusters.iter().map(Kind::of).collect();
    let right_to_left = kinds.contains(&Kind::RightToLeft);
    let runs = runs(&kinds, if right_to_left { direction } else { Direction::LeftToRight });
    let mut text = String::new();
    let mut turned = Vec::new();
    for (range, is_turned) in runs {
        let letters = clusters.get(range).unwrap_or_default();
        let mut put = |letter: &Letter| {
            if is_turned && letter.text.chars().any(|c| mirrored(c) != c) {
                turned.push(text.len());
            }
            text.push_str(if letter.text == STROKE { "" } else { &letter.text });
        };
        if is_turned { letters.iter().rev().for_each(&mut put) } else { letters.iter().for_each(&mut put) }
    }
    (text, turned)
}

/// Runs of one direction in the order of reading, and whether each is read from the right.
fn runs(kinds: &[Kind], direction: Direction) -> Vec<(std::ops::Range<usize>, bool)> {
    let turned = turned(kinds, direction);
    let mut runs: Vec<(std::ops::Range<usize>, bool)> = Vec::new();
    for (at, is_turned) in turned.iter().copied().enumerate() {
        match runs.last_mut() {
            Some((range, before)) if *before == is_turned => range.end = at + 1,
            _ => runs.push((at..at + 1, is_turned)),
        }
    }
    if direction == Direction::RightToLeft {
        runs.reverse();
    }
    runs
}

/// Which of the letters are read from the right.
fn turned(kinds: &[Kind], direction: Direction) -> Vec<bool> {
    let base = direction == Direction::RightToLeft;
    // A number keeps its order with the separators in it; behind right-to-left letters only those.
    let mut turned: Vec<Option<bool>> = kinds
        .iter()
        .enumerate()
        .map(|(at, kind)| {
            let beside = |offset: usize| kinds.get(at.wrapping_add(offset)) == Some(&Kind::Digit);
            match kind {
                Kind::LeftToRight | Kind::Digit => Some(false),
                Kind::RightToLeft => Some(true),
                Kind::Separator if beside(1) && beside(usize::MAX) => Some(false),
                Kind::Separator | Kind::Neutral => None,
            }
        })
        .collect();
    let mut at = 0;
    while at < kinds.len() {
        let end = at + turned.iter().skip(at).take_while(|t| t.is_none()).count();
        if end == at {
            at += 1;
            continue;
        }
        let (before, after) = (at.checked_sub(1), Some(end).filter(|end| *end < kinds.len()));
        let strong = |side: Option<usize>| side.and_then(|side| kinds.get(side)).map(|kind| *kind == Kind::RightToLeft);
        let is_number = |side: Option<usize>| side.and_then(|side| kinds.get(side)) == Some(&Kind::Digit);
        let between = match (strong(before), strong(after)) {
            // What stands between two numbers follows the paragraph, and so does what stands at an end of the line.
            (Some(false), Some(false)) if base && is_number(before) && is_number(after) => base,
            (Some(one), Some(other)) if one == other => one,
            _ => base,
        };
        turned.iter_mut().take(end).skip(at).for_each(|t| *t = Some(between));
        at = end;
    }
    turned.into_iter().map(|t| t.unwrap_or(base)).collect()
}

/// The bracket that faces the other way.
fn mirrored(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        '‹' => '›',
        '›' => '‹',
        c => c,
    }
}

/// Turns the brackets of right-to-left text where the file has them as they look: some programs store the letter, some its picture.
/// What leaves more brackets opened before they are closed is right.
pub(super) fn mirror(lines: &mut [Line]) {
    let (mut stored, mut drawn) = (0_i64, 0_i64);
    let (mut stored_depth, mut drawn_depth) = (0_i64, 0_i64);
    for line in lines.iter() {
        for c in line.turned.iter().filter_map(|at| line.text.get(*at..)?.chars().next()) {
            let step = if matches!(c, '(' | '[' | '{' | '<' | '«' | '‹') { 1 } else { -1 };
            stored_depth = (stored_depth + step).max(-1);
            drawn_depth = (drawn_depth - step).max(-1);
            stored += i64::from(stored_depth < 0);
            drawn += i64::from(drawn_depth < 0);
            stored_depth = stored_depth.max(0);
            drawn_depth = drawn_depth.max(0);
        }
    }
    if stored <= drawn {
        return;
    }
    for line in lines {
        let turned = std::mem::take(&mut line.turned);
        let text = line.text.char_indices().map(|(at, c)| if turned.contains(&at) { mirrored(c) } else { c }).collect();
        line.text = text;
    }
}
