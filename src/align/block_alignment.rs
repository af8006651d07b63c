//! The words between two anchors: global dynamic programming with affine gaps (Gotoh 1982), free ends, and steps that take
//! several words at once for words written together, words split, and numbers.
//!
//! Scores are nats, log-odds of "these belong together" against "they met by chance". That makes the two faults of other
//! aligners impossible by price: matching an unspoken sentence with unrelated speech word by word costs more than leaving
//! both alone, and a lone common word in the middle of a block does not pay for the two gaps it makes.

use std::collections::HashMap;

use super::block::Block;
use super::costs::{BREAK_WORD_BOUNDARY, EXTEND_GAP, NUMBER, NUMBER_PER_WORD, OPEN_GAP};
use super::document::Link;
use super::similarity::Similarities;
use super::tokenised_pair::{NO_WORD, NumberAt, TokenisedPair};
use super::word_match::Match;

/// A step takes fewer than this many article words: more than the longest number that is printed in words and heard as digits.
/// The scores of so many rows are kept.
const REACH: usize = 16;
/// The score of what cannot be, in nats: below any sum of costs, and far from where `f32` overflows.
const IMPOSSIBLE: f32 = -1.0e9;
/// Article words and heard words that one step takes, by its code in the trace.
const STEPS: [(usize, usize); 5] = [(1, 1), (2, 1), (1, 2), (3, 1), (1, 3)];
const NUMBER_STEP: u8 = 15;

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

/// Scores of every distinct article word of a block with every distinct heard word, so that a cell is one look-up.
struct Scores {
    rows: Vec<u32>,
    columns: Vec<u32>,
    width: usize,
    table: Vec<f32>,
}

impl Scores {
    fn new(texts: &TokenisedPair, block: &Block, similarities: &mut Similarities) -> Self {
        let (rows, distinct_a) = renumber(&texts.article.ids[block.article.clone()]);
        let (columns, distinct_h) = renumber(&texts.heard.ids[block.heard.clone()]);
        let mut table = Vec::with_capacity(distinct_a.len() * distinct_h.len());
        for a in &distinct_a {
            table.extend(distinct_h.iter().map(|h| similarities.of(texts, *a, *h).score));
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

/// Aligns the words of `block` and appends what belongs together to `out`, in order.
pub(super) fn align_block(texts: &TokenisedPair, block: &Block, similarities: &mut Similarities, out: &mut Vec<Match>) {
    let (n, m) = (block.article.len(), block.heard.len());
    if n == 0 || m == 0 {
        return;
    }
    let scores = Scores::new(texts, block, similarities);
    let width = m + 1;
    let mut table = Table {
        best: vec![vec![IMPOSSIBLE; width]; REACH],
        trace: vec![Trace(0); (n + 1) * width],
        numbers: HashMap::new(),
        width,
    };
    let mut unspoken = vec![IMPOSSIBLE; width];
    first_row(block, &mut table);
    for i in 1..=n {
        row(texts, block, &scores, &mut table, &mut unspoken, i);
    }
    trace_back(texts, block, similarities, &table, out);
}

fn first_row(block: &Block, table: &mut Table) {
    let open = if block.free_start { 0.0 } else { OPEN_GAP };
    let first = &mut table.best[0];
    first[0] = 0.0;
    for (j, best) in first.iter_mut().enumerate().skip(1) {
        *best = open + EXTEND_GAP * j as f32;
        table.trace[j] = Trace::new(Trace::EXTRA, false, j > 1, 0);
    }
}

fn row(texts: &TokenisedPair, block: &Block, scores: &Scores, table: &mut Table, unspoken: &mut [f32], i: usize) {
    let (n, m) = (block.article.len(), block.heard.len());
    let mut current = std::mem::take(&mut table.best[i % REACH]);
    let similarities = scores.row(i - 1);
    let open_extra = if i == n && block.free_end { 0.0 } else { OPEN_GAP };
    let handicap = texts.handicap[block.article.start + i - 1];
    let joins = Joins::of(texts, block, i);
    let mut extra = IMPOSSIBLE;
    for j in 0..=m {
        let above = &table.best[(i - 1) % REACH];
        let at_edge = (j == 0 && block.free_start) || (j == m && block.free_end);
        let opened = above[j] + if at_edge { 0.0 } else { OPEN_GAP };
        let unspoken_goes_on = unspoken[j] >= opened;
        unspoken[j] = opened.max(unspoken[j]) + EXTEND_GAP;
        let (mut best, mut state, mut step, mut extra_goes_on) = (unspoken[j], Trace::UNSPOKEN, 0, false);
        if j > 0 {
            let opened = current[j - 1] + open_extra;
            extra_goes_on = extra >= opened;
            extra = opened.max(extra) + EXTEND_GAP;
            let mut paired = above[j - 1] + similarities[scores.columns[j - 1] as usize] - handicap;
            if let Some(join) = joins.best(texts, block, table, &current, j).filter(|join| join.score > paired) {
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
    numbers: &'a [NumberAt],
}

struct Join {
    score: f32,
    step: u8,
    takes: (usize, usize),
}

impl<'a> Joins<'a> {
    fn of(texts: &'a TokenisedPair, block: &Block, row: usize) -> Self {
        let last = block.article.start + row - 1;
        let two = if row >= 2 { texts.article.with_next[last - 1] } else { NO_WORD };
        let three = if row >= 3 { texts.article.with_next_two[last - 2] } else { NO_WORD };
        Self { row, last, together: [(two, 2), (three, 3)], numbers: texts.article.numbers_ending_with(last) }
    }

    fn best(&self, texts: &TokenisedPair, block: &Block, table: &Table, current: &[f32], j: usize) -> Option<Join> {
        let mut best: Option<Join> = None;
        let mut offer = |a: usize, h: usize, worth: f32, step: u8| {
            let before = if a == 0 { current[j - h] } else { table.best[(self.row - a) % REACH][j - h] };
            let score = before + worth;
            if best.as_ref().is_none_or(|b| score > b.score) {
                best = Some(Join { score, step, takes: (a, h) });
            }
        };
        let last = block.heard.start + j - 1;
        let heard = texts.heard.ids[last];
        for (k, (id, takes)) in self.together.into_iter().enumerate() {
            if id != NO_WORD && id == heard {
                offer(takes, 1, texts.vocabulary.worth(id) + BREAK_WORD_BOUNDARY, [1, 3][k]);
            }
        }
        let word = texts.article.ids[self.last];
        if j >= 2 && texts.heard.with_next[last - 1] == word {
            offer(1, 2, texts.vocabulary.worth(word) + BREAK_WORD_BOUNDARY, 2);
        }
        if j >= 3 && texts.heard.with_next_two[last - 2] == word {
            offer(1, 3, texts.vocabulary.worth(word) + BREAK_WORD_BOUNDARY, 4);
        }
        if !self.numbers.is_empty() {
            self.numbers_at(texts, j, last, &mut offer);
        }
        best
    }

    fn numbers_at(&self, texts: &TokenisedPair, j: usize, last: usize, offer: &mut impl FnMut(usize, usize, f32, u8)) {
        for h in texts.heard.numbers_ending_with(last) {
            for a in self.numbers.iter().filter(|a| a.number.same_as(&h.number)) {
                let (takes_a, takes_h) = (a.len, h.len);
                if takes_a <= self.row && takes_a < REACH && takes_h <= j {
                    offer(takes_a, takes_h, number_score(takes_a.max(takes_h)), NUMBER_STEP);
                }
            }
        }
    }
}

/// What the same number on both sides is worth, in nats, when it takes up to `words` words: the longer, the rarer.
fn number_score(words: usize) -> f32 {
    NUMBER + NUMBER_PER_WORD * words as f32
}

fn trace_back(texts: &TokenisedPair, block: &Block, similarities: &mut Similarities, table: &Table, out: &mut Vec<Match>) {
    let (mut i, mut j) = (block.article.len(), block.heard.len());
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
                out.push(match_of(texts, block, similarities, (i, a), (j, h), code));
                state = table.trace[i * table.width + j].best();
            }
            _ => break,
        }
    }
    out[from..].reverse();
}

fn match_of(
    texts: &TokenisedPair,
    block: &Block,
    similarities: &mut Similarities,
    (i, a): (usize, usize),
    (j, h): (usize, usize),
    code: u8,
) -> Match {
    let (article, heard) = (block.article.start + i, block.heard.start + j);
    let (link, score) = match code {
        0 => {
            let like = similarities.of(texts, texts.article.ids[article], texts.heard.ids[heard]);
            (like.link, like.score)
        }
        NUMBER_STEP => (Link::Number, number_score(a.max(h))),
        _ if a == 1 => (Link::Joined, texts.vocabulary.worth(texts.article.ids[article]) + BREAK_WORD_BOUNDARY),
        _ => (Link::Joined, texts.vocabulary.worth(texts.heard.ids[heard]) + BREAK_WORD_BOUNDARY),
    };
    Match { article: article..article + a, heard: heard..heard + h, link, score }
}
