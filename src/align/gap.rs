//! The words between two anchors: global dynamic programming with affine gaps (Gotoh 1982), free ends, and steps that take
//! several words at once for words written together, words split, and numbers.
//!
//! Scores are nats, log-odds of "these belong together" against "they met by chance". That makes the two faults of other
//! aligners impossible by price: pairing an unspoken sentence with unrelated speech word by word costs more than leaving
//! both alone, and a lone common word in the middle of a gap does not pay for the two gaps it makes.

use std::collections::HashMap;
use std::ops::Range;

use super::document::Link;
use super::likes::Likes;
use super::sides::{NO_WORD, Sides};

/// Opening a gap on one side, in nats.
pub(super) const OPEN: f32 = -2.2;
/// Each word of a gap.
pub(super) const EXTEND: f32 = -0.15;
/// Writing words together or apart.
const JOIN: f32 = -0.5;
/// Rows that a step can reach back: the longest number in words that is joined to digits.
const REACH: usize = 16;
const NEVER: f32 = -1.0e9;
/// Article words and heard words that one step takes, by its code in the trace.
const STEPS: [(usize, usize); 5] = [(1, 1), (2, 1), (1, 2), (3, 1), (1, 3)];
const NUMBER_STEP: u8 = 15;

/// Some article words that belong to some heard words. Ranges are into [`Sides`].
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pairing {
    pub(super) article: Range<usize>,
    pub(super) heard: Range<usize>,
    pub(super) link: Link,
    pub(super) score: f32,
}

/// What lies between two anchors, or outside the first and last.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Gap {
    pub(super) article: Range<usize>,
    pub(super) heard: Range<usize>,
    /// Nothing lies before: words missing at the start cost no opening.
    pub(super) free_start: bool,
    /// Nothing lies behind.
    pub(super) free_end: bool,
}

impl Gap {
    pub(super) fn cells(&self) -> usize {
        self.article.len().saturating_mul(self.heard.len())
    }
}

/// Which state ended best in a cell, and how each state came about: two bits, two flags and four bits of step.
#[derive(Debug, Clone, Copy)]
struct Trace(u8);

impl Trace {
    const PAIRED: u8 = 0;
    const UNSPOKEN: u8 = 1;
    const EXTRA: u8 = 2;

    fn new(best: u8, unspoken_goes_on: bool, extra_goes_on: bool, step: u8) -> Self {
        Self(best | u8::from(unspoken_goes_on) << 2 | u8::from(extra_goes_on) << 3 | step << 4)
    }

    fn best(self) -> u8 {
        self.0 & 3
    }

    fn unspoken_goes_on(self) -> bool {
        self.0 & 4 != 0
    }

    fn extra_goes_on(self) -> bool {
        self.0 & 8 != 0
    }

    fn step(self) -> u8 {
        self.0 >> 4
    }
}

/// Scores of every distinct article word of a gap with every distinct heard word, so that a cell is one look-up.
struct Scores {
    rows: Vec<u32>,
    columns: Vec<u32>,
    width: usize,
    table: Vec<f32>,
}

impl Scores {
    fn new(sides: &Sides, gap: &Gap, likes: &mut Likes) -> Self {
        let (rows, distinct_a) = renumber(&sides.article.ids[gap.article.clone()]);
        let (columns, distinct_h) = renumber(&sides.heard.ids[gap.heard.clone()]);
        let mut table = Vec::with_capacity(distinct_a.len() * distinct_h.len());
        for a in &distinct_a {
            table.extend(distinct_h.iter().map(|h| likes.of(sides, *a, *h).score));
        }
        Self { rows, columns, width: distinct_h.len(), table }
    }

    fn row(&self, i: usize) -> &[f32] {
        let start = self.rows[i] as usize * self.width;
        &self.table[start..start + self.width]
    }
}

fn renumber(ids: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let mut distinct = ids.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    let local = ids.iter().map(|id| distinct.binary_search(id).unwrap_or(0) as u32).collect();
    (local, distinct)
}

struct Table {
    /// The best score of the last [`REACH`] rows, for steps that take several article words.
    best: Vec<Vec<f32>>,
    trace: Vec<Trace>,
    numbers: HashMap<usize, (usize, usize)>,
    width: usize,
}

/// Aligns the words of `gap` and appends what belongs together to `out`, in order.
pub(super) fn fill(sides: &Sides, gap: &Gap, likes: &mut Likes, out: &mut Vec<Pairing>) {
    let (n, m) = (gap.article.len(), gap.heard.len());
    if n == 0 || m == 0 {
        return;
    }
    let scores = Scores::new(sides, gap, likes);
    let width = m + 1;
    let mut table = Table {
        best: vec![vec![NEVER; width]; REACH],
        trace: vec![Trace(0); (n + 1) * width],
        numbers: HashMap::new(),
        width,
    };
    let mut unspoken = vec![NEVER; width];
    first_row(gap, &mut table);
    for i in 1..=n {
        row(sides, gap, &scores, &mut table, &mut unspoken, i);
    }
    trace_back(sides, gap, likes, &table, out);
}

fn first_row(gap: &Gap, table: &mut Table) {
    let open = if gap.free_start { 0.0 } else { OPEN };
    let first = &mut table.best[0];
    first[0] = 0.0;
    for (j, best) in first.iter_mut().enumerate().skip(1) {
        *best = open + EXTEND * j as f32;
        table.trace[j] = Trace::new(Trace::EXTRA, false, j > 1, 0);
    }
}

fn row(sides: &Sides, gap: &Gap, scores: &Scores, table: &mut Table, unspoken: &mut [f32], i: usize) {
    let (n, m) = (gap.article.len(), gap.heard.len());
    let mut current = std::mem::take(&mut table.best[i % REACH]);
    let likes = scores.row(i - 1);
    let open_extra = if i == n && gap.free_end { 0.0 } else { OPEN };
    let handicap = sides.handicap[gap.article.start + i - 1];
    let joins = Joins::of(sides, gap, i);
    let mut extra = NEVER;
    for j in 0..=m {
        let above = &table.best[(i - 1) % REACH];
        let at_edge = (j == 0 && gap.free_start) || (j == m && gap.free_end);
        let opened = above[j] + if at_edge { 0.0 } else { OPEN };
        let unspoken_goes_on = unspoken[j] >= opened;
        unspoken[j] = opened.max(unspoken[j]) + EXTEND;
        let (mut best, mut state, mut step, mut extra_goes_on) = (unspoken[j], Trace::UNSPOKEN, 0, false);
        if j > 0 {
            let opened = current[j - 1] + open_extra;
            extra_goes_on = extra >= opened;
            extra = opened.max(extra) + EXTEND;
            let mut paired = above[j - 1] + likes[scores.columns[j - 1] as usize] - handicap;
            if let Some(join) = joins.best(sides, gap, table, &current, j).filter(|join| join.score > paired) {
                (paired, step) = (join.score, join.step);
                if step == NUMBER_STEP {
                    table.numbers.insert(i * table.width + j, join.takes);
                }
            }
            if paired >= best {
                (best, state) = (paired, Trace::PAIRED);
            }
            if extra > best {
                (best, state) = (extra, Trace::EXTRA);
            }
        }
        current[j] = best;
        table.trace[i * table.width + j] = Trace::new(state, unspoken_goes_on, extra_goes_on, step);
    }
    table.best[i % REACH] = current;
}

/// The ways in which a row's article word can be taken together with others.
struct Joins<'a> {
    row: usize,
    last: usize,
    /// This word and those before it, written together, with how many they are.
    together: [(u32, usize); 2],
    numbers: &'a [super::sides::NumberAt],
}

struct Join {
    score: f32,
    step: u8,
    takes: (usize, usize),
}

impl<'a> Joins<'a> {
    fn of(sides: &'a Sides, gap: &Gap, row: usize) -> Self {
        let last = gap.article.start + row - 1;
        let two = if row >= 2 { sides.article.with_next[last - 1] } else { NO_WORD };
        let three = if row >= 3 { sides.article.with_next_two[last - 2] } else { NO_WORD };
        Self { row, last, together: [(two, 2), (three, 3)], numbers: sides.article.numbers_ending_with(last) }
    }

    fn best(&self, sides: &Sides, gap: &Gap, table: &Table, current: &[f32], j: usize) -> Option<Join> {
        let mut best: Option<Join> = None;
        let mut offer = |a: usize, h: usize, worth: f32, step: u8| {
            let before = if a == 0 { current[j - h] } else { table.best[(self.row - a) % REACH][j - h] };
            let score = before + worth;
            if best.as_ref().is_none_or(|b| score > b.score) {
                best = Some(Join { score, step, takes: (a, h) });
            }
        };
        let last = gap.heard.start + j - 1;
        let heard = sides.heard.ids[last];
        for (k, (id, takes)) in self.together.into_iter().enumerate() {
            if id != NO_WORD && id == heard {
                offer(takes, 1, sides.vocabulary.worth(id) + JOIN, [1, 3][k]);
            }
        }
        let word = sides.article.ids[self.last];
        if j >= 2 && sides.heard.with_next[last - 1] == word {
            offer(1, 2, sides.vocabulary.worth(word) + JOIN, 2);
        }
        if j >= 3 && sides.heard.with_next_two[last - 2] == word {
            offer(1, 3, sides.vocabulary.worth(word) + JOIN, 4);
        }
        if !self.numbers.is_empty() {
            self.numbers_at(sides, j, last, &mut offer);
        }
        best
    }

    fn numbers_at(&self, sides: &Sides, j: usize, last: usize, offer: &mut impl FnMut(usize, usize, f32, u8)) {
        for h in sides.heard.numbers_ending_with(last) {
            for a in self.numbers.iter().filter(|a| a.number.same_as(&h.number)) {
                let (takes_a, takes_h) = (a.len, h.len);
                if takes_a <= self.row && takes_a < REACH && takes_h <= j {
                    offer(takes_a, takes_h, 3.0 + takes_a.max(takes_h) as f32, NUMBER_STEP);
                }
            }
        }
    }
}

fn trace_back(sides: &Sides, gap: &Gap, likes: &mut Likes, table: &Table, out: &mut Vec<Pairing>) {
    let (mut i, mut j) = (gap.article.len(), gap.heard.len());
    let from = out.len();
    let mut state = table.trace[i * table.width + j].best();
    while i > 0 || j > 0 {
        let cell = i * table.width + j;
        let trace = table.trace[cell];
        match state {
            Trace::UNSPOKEN if i > 0 => {
                i -= 1;
                state = if trace.unspoken_goes_on() { state } else { table.trace[i * table.width + j].best() };
            }
            Trace::EXTRA if j > 0 => {
                j -= 1;
                state = if trace.extra_goes_on() { state } else { table.trace[i * table.width + j].best() };
            }
            Trace::PAIRED if i > 0 && j > 0 => {
                let code = trace.step();
                let (a, h) = match STEPS.get(code as usize) {
                    Some(step) => *step,
                    None => table.numbers.get(&cell).copied().unwrap_or((1, 1)),
                };
                (i, j) = (i.saturating_sub(a), j.saturating_sub(h));
                out.push(pairing(sides, gap, likes, (i, a), (j, h), code));
                state = table.trace[i * table.width + j].best();
            }
            _ => break,
        }
    }
    out[from..].reverse();
}

fn pairing(
    sides: &Sides,
    gap: &Gap,
    likes: &mut Likes,
    (i, a): (usize, usize),
    (j, h): (usize, usize),
    code: u8,
) -> Pairing {
    let (article, heard) = (gap.article.start + i, gap.heard.start + j);
    let (link, score) = match code {
        0 => {
            let like = likes.of(sides, sides.article.ids[article], sides.heard.ids[heard]);
            (like.link, like.score)
        }
        NUMBER_STEP => (Link::Number, 3.0 + a.max(h) as f32),
        _ if a == 1 => (Link::Joined, sides.vocabulary.worth(sides.article.ids[article]) + JOIN),
        _ => (Link::Joined, sides.vocabulary.worth(sides.heard.ids[heard]) + JOIN),
    };
    Pairing { article: article..article + a, heard: heard..heard + h, link, score }
}
