//! Columns of a page that is drawn line by line across all of them: each is put behind the one before it, as it is read.
//!
//! Columns stand on both sides of a gutter: a strip, as high as several lines, in which nothing is drawn. A table has gutters too; its
//! cells are short and of all widths, where lines of a column are long and most fill it.

use super::letters::{Letter, Row};
use super::line::Direction;

/// A gap this many times the size of the type may be a gutter: twice what blanks of a justified line come to.
const GUTTER: f64 = 1.0;
/// So many lines begin on the other side of the gutter than the line before ended.
const LEAST_SWITCHES: usize = 4;
/// Half of the lines of a column have so many letters or more.
const LEAST_LETTERS: usize = 12;
/// Half of the lines of a column fill this part of it or more.
const LEAST_FILLED: f64 = 0.6;
/// Columns beside each other at the most: two, cut three times.
const DEPTH: usize = 3;

/// `rows` in the order in which they are read.
pub(super) fn in_order(rows: Vec<Vec<Letter>>, direction: Direction) -> Vec<Row> {
    let rows = rows.into_iter().map(|letters| Row { letters, column: None }).collect();
    ordered(rows, direction, DEPTH)
}

fn ordered(rows: Vec<Row>, direction: Direction, depth: usize) -> Vec<Row> {
    if depth == 0 {
        return rows;
    }
    let extents: Vec<Option<Extent>> = rows.iter().map(|row| Extent::of(&row.letters)).collect();
    let mut out = Vec::with_capacity(rows.len());
    let mut rows = rows.into_iter();
    let mut at = 0;
    while at < extents.len() {
        let Some(found) = columns(extents.get(at..).unwrap_or_default()) else {
            out.extend(rows.next());
            at += 1;
            continue;
        };
        at += found.rows;
        let (mut left, mut right) = (Vec::new(), Vec::new());
        for row in rows.by_ref().take(found.rows) {
            let (before, behind): (Vec<Letter>, Vec<Letter>) =
                row.letters.into_iter().partition(|letter| letter.left + letter.width / 2.0 < found.gutter);
            left.push(Row { letters: before, column: Some(found.left) });
            right.push(Row { letters: behind, column: Some(found.right) });
        }
        let (first, second) = if direction == Direction::RightToLeft { (right, left) } else { (left, right) };
        for mut column in [first, second] {
            column.retain(|row| row.letters.iter().any(is_seen));
            out.extend(ordered(column, direction, depth - 1));
        }
    }
    out
}

fn is_seen(letter: &Letter) -> bool {
    !letter.text.trim().is_empty()
}

/// Where the letters of a line stand.
struct Extent {
    page: usize,
    baseline: f64,
    size: f64,
    left: f64,
    right: f64,
    /// Gaps that may be gutters, from the left.
    gaps: Vec<(f64, f64)>,
    /// The middle of each letter.
    middles: Vec<f64>,
}

impl Extent {
    fn of(letters: &[Letter]) -> Option<Self> {
        let mut seen: Vec<&Letter> = letters.iter().filter(|letter| is_seen(letter)).collect();
        seen.sort_by(|a, b| a.left.total_cmp(&b.left));
        let first = *seen.first()?;
        let size = seen.iter().map(|letter| letter.size).fold(0.0, f64::max);
        let mut gaps = Vec::new();
        let mut right = first.right();
        for letter in &seen {
            if letter.left - right > size * GUTTER {
                gaps.push((right, letter.left));
            }
            right = right.max(letter.right());
        }
        let middles = seen.iter().map(|letter| letter.left + letter.width / 2.0).collect();
        Some(Self { page: first.page, baseline: first.baseline, size, left: first.left, right, gaps, middles })
    }

    /// What of `gutter` the line leaves free; `None` when it is written across.
    fn spares(&self, gutter: (f64, f64)) -> Option<(f64, f64)> {
        let outside = [(f64::MIN, self.left), (self.right, f64::MAX)];
        let free = self.gaps.iter().chain(&outside).map(|gap| (gap.0.max(gutter.0), gap.1.min(gutter.1)));
        free.filter(|free| free.1 - free.0 > self.size * GUTTER / 2.0).max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)))
    }
}

/// Two columns that begin with the first of some lines.
struct Columns {
    /// How many lines they are high.
    rows: usize,
    /// The middle of the gutter.
    gutter: f64,
    left: (f64, f64),
    right: (f64, f64),
}

fn columns(extents: &[Option<Extent>]) -> Option<Columns> {
    let first = extents.first()?.as_ref()?;
    first.gaps.iter().filter_map(|gutter| beside(extents, *gutter)).max_by_key(|columns| columns.rows)
}

/// The columns on both sides of a gutter of the first line.
fn beside(extents: &[Option<Extent>], mut gutter: (f64, f64)) -> Option<Columns> {
    let mut rows: Vec<&Extent> = Vec::new();
    for extent in extents.iter().map_while(Option::as_ref) {
        if let (Some(first), Some(last)) = (rows.first(), rows.last()) {
            let below = last.baseline - extent.baseline;
            if extent.page != first.page
                || below <= 0.0
                || below > first.size * 4.0
                || (extent.size - first.size).abs() > first.size * 0.15
            {
                break;
            }
        }
        let Some(free) = extent.spares(gutter) else { break };
        gutter = free;
        rows.push(extent);
    }
    let middle = f64::midpoint(gutter.0, gutter.1);
    // A line of the columns' type under both may belong to the first or be a new paragraph across: what has both sides is sure.
    let sides = |row: &Extent| (row.left < middle, row.right > middle);
    let last = rows.iter().rposition(|row| row.right > middle)?;
    rows.truncate(last + 1);
    let (mut switches, mut before) = (0, None);
    for (left, right) in rows.iter().map(|row| sides(row)) {
        switches += usize::from(left && before == Some(true)) + usize::from(left && right);
        before = Some(right);
    }
    let side = |is_left: bool| {
        let mut lines: Vec<(f64, f64, usize)> = Vec::new();
        for row in &rows {
            let letters = row.middles.iter().filter(|at| (**at < middle) == is_left).count();
            let edges = row.gaps.iter().find(|gap| gap.0 <= gutter.0 + 0.01 && gap.1 >= gutter.1 - 0.01);
            let (end, start) = edges.copied().unwrap_or((row.right, row.left));
            if letters > 0 {
                lines.push(if is_left { (row.left, end, letters) } else { (start, row.right, letters) });
            }
        }
        column(&lines)
    };
    let (left, right) = (side(true)?, side(false)?);
    (switches >= LEAST_SWITCHES).then_some(Columns { rows: rows.len(), gutter: middle, left, right })
}

/// The edges of a column of lines, each with its edges and how many letters it has; `None` when it is no running text.
fn column(lines: &[(f64, f64, usize)]) -> Option<(f64, f64)> {
    let edges = lines.iter().fold((f64::MAX, f64::MIN), |edges, line| (edges.0.min(line.0), edges.1.max(line.1)));
    let is_long =
        |line: &&(f64, f64, usize)| line.2 >= LEAST_LETTERS && line.1 - line.0 >= (edges.1 - edges.0) * LEAST_FILLED;
    (lines.len() >= LEAST_SWITCHES && lines.iter().filter(is_long).count() * 2 >= lines.len()).then_some(edges)
}
