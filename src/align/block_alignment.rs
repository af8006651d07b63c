//! The words between two anchors: global dynamic programming with affine gaps (Gotoh 1982), free ends, and steps that cover
//! several words at once for words written together, words split, and numbers.
//!
//! Scores are nats, log-odds of "these belong together" against "they met by chance". That makes the two faults of other
//! aligners impossible by price: matching an unspoken sentence with unrelated speech word by word costs more than leaving
//! both unmatched, and a lone common word in the middle of a block does not pay for the two gaps it makes.

use std::collections::HashMap;

use super::block::Block;
use super::costs::{BREAK_WORD_BOUNDARY, EXTEND_GAP, NUMBER, NUMBER_PER_WORD, OPEN_GAP};
use super::document::Link;
use super::similarity::Similarities;
use super::tokenised_pair::{NO_WORD, NumberAt, TokenisedPair};
use super::word_match::Match;

/// A step covers fewer than this many article words: more than the longest number that is printed in words and heard as digits.
/// The scores of so many rows are kept.
const REACH: usize = 16;
/// The score of what cannot be, in nats: below any sum of costs, and far from where `f32` overflows.
const IMPOSSIBLE: f32 = -1.0e9;
/// The steps that match words by their letters, by their code in the trace.
const STEPS: [Step; 5] = [Step::new(1, 1), Step::new(2, 1), Step::new(1, 2), Step::new(3, 1), Step::new(1, 3)];
/// The code of a step that matches a number; how many words it covers is looked up in [`Grid::numbers`].
const NUMBER_STEP: u8 = 15;

/// How many article words and how many heard words a match covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Step {
    article: usize,
    heard: usize,
}

impl Step {
    const fn new(article: usize, heard: usize) -> Self {
        Self { article, heard }
    }
}

/// Which state ended best in a cell, and how each state came about: two bits, two flags and four bits of step.
#[derive(Debug, Clone, Copy)]
struct Trace(u8);

impl Trace {
    /// Words of both texts were matched.
    const MATCHED: u8 = 0;
    /// An article word was left unmatched.
    const UNSPOKEN: u8 = 1;
    /// A heard word was left unmatched.
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

/// The place of each number among the distinct ones, and the distinct ones in order.
fn renumber(ids: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let mut distinct = ids.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    let local = ids.iter().map(|id| distinct.binary_search(id).unwrap_or(0) as u32).collect();
    (local, distinct)
}

/// Aligns the words of `block` and appends what belongs together to `out`, in order.
pub(super) fn align_block(texts: &TokenisedPair, block: &Block, similarities: &mut Similarities, out: &mut Vec<Match>) {
    let (n, m) = (block.article.len(), block.heard.len());
    if n == 0 || m == 0 {
        return;
    }
    let scores = Scores::new(texts, block, similarities);
    let mut grid = Grid::new(texts, block);
    for i in 1..=n {
        grid.fill_row(&scores, i);
    }
    grid.trace_back(similarities, out);
}

/// The dynamic programming over a block: a row for each article word and one before, a column for each heard word and one before.
struct Grid<'a> {
    texts: &'a TokenisedPair,
    block: &'a Block,
    /// The best score of each cell in the last [`REACH`] rows, for steps that cover several article words.
    best: Vec<Vec<f32>>,
    /// For each column, the score of the last row's cell when its article word is left unmatched.
    unspoken: Vec<f32>,
    trace: Vec<Trace>,
    /// The steps of cells that match a number.
    numbers: HashMap<usize, Step>,
    width: usize,
}

impl<'a> Grid<'a> {
    fn new(texts: &'a TokenisedPair, block: &'a Block) -> Self {
        let width = block.heard.len() + 1;
        let mut best = vec![vec![IMPOSSIBLE; width]; REACH];
        let mut trace = vec![Trace(0); (block.article.len() + 1) * width];
        let open = if block.free_start { 0.0 } else { OPEN_GAP };
        best[0][0] = 0.0;
        for (j, best) in best[0].iter_mut().enumerate().skip(1) {
            *best = open + EXTEND_GAP * j as f32;
            trace[j] = Trace::new(Trace::EXTRA, false, j > 1, 0);
        }
        Self { texts, block, best, unspoken: vec![IMPOSSIBLE; width], trace, numbers: HashMap::new(), width }
    }

    fn fill_row(&mut self, scores: &Scores, i: usize) {
        let (n, m) = (self.block.article.len(), self.block.heard.len());
        let mut current = std::mem::take(&mut self.best[i % REACH]);
        let similarities = scores.row(i - 1);
        let open_extra = if i == n && self.block.free_end { 0.0 } else { OPEN_GAP };
        let handicap = self.texts.handicap[self.block.article.start + i - 1];
        let joins = Joins::of(self.texts, self.block, i);
        let mut extra = IMPOSSIBLE;
        for j in 0..=m {
            let above = &self.best[(i - 1) % REACH];
            let at_edge = (j == 0 && self.block.free_start) || (j == m && self.block.free_end);
            let opened = above[j] + if at_edge { 0.0 } else { OPEN_GAP };
            let unspoken_goes_on = self.unspoken[j] >= opened;
            self.unspoken[j] = opened.max(self.unspoken[j]) + EXTEND_GAP;
            let (mut best, mut state, mut step, mut extra_goes_on) = (self.unspoken[j], Trace::UNSPOKEN, 0, false);
            if j > 0 {
                let opened = current[j - 1] + open_extra;
                extra_goes_on = extra >= opened;
                extra = opened.max(extra) + EXTEND_GAP;
                let mut matched = above[j - 1] + similarities[scores.columns[j - 1] as usize] - handicap;
                if let Some(join) = joins.best(&self.best, &current, j).filter(|join| join.score > matched) {
                    (matched, step) = (join.score, join.code);
                    if step == NUMBER_STEP {
                        self.numbers.insert(i * self.width + j, join.step);
                    }
                }
                if matched >= best {
                    (best, state) = (matched, Trace::MATCHED);
                }
                if extra > best {
                    (best, state) = (extra, Trace::EXTRA);
                }
            }
            current[j] = best;
            self.trace[i * self.width + j] = Trace::new(state, unspoken_goes_on, extra_goes_on, step);
        }
        self.best[i % REACH] = current;
    }

    fn trace_back(&self, similarities: &mut Similarities, out: &mut Vec<Match>) {
        let (mut i, mut j) = (self.block.article.len(), self.block.heard.len());
        let from = out.len();
        let best_at = |i: usize, j: usize| self.trace[i * self.width + j].best();
        let mut state = best_at(i, j);
        while i > 0 || j > 0 {
            let cell = i * self.width + j;
            let trace = self.trace[cell];
            match state {
                Trace::UNSPOKEN if i > 0 => {
                    i -= 1;
                    state = if trace.unspoken_goes_on() { state } else { best_at(i, j) };
                }
                Trace::EXTRA if j > 0 => {
                    j -= 1;
                    state = if trace.extra_goes_on() { state } else { best_at(i, j) };
                }
                Trace::MATCHED if i > 0 && j > 0 => {
                    let code = trace.step();
                    let number = || self.numbers.get(&cell).copied().unwrap_or(Step::new(1, 1));
                    let step = STEPS.get(code as usize).copied().unwrap_or_else(number);
                    (i, j) = (i.saturating_sub(step.article), j.saturating_sub(step.heard));
                    out.push(self.match_at(similarities, (i, j), step, code));
                    state = best_at(i, j);
                }
                _ => break,
            }
        }
        out[from..].reverse();
    }

    /// The match of a step from the cell of row `i` and column `j`.
    fn match_at(&self, similarities: &mut Similarities, (i, j): (usize, usize), step: Step, code: u8) -> Match {
        let texts = self.texts;
        let (article, heard) = (self.block.article.start + i, self.block.heard.start + j);
        let (link, score) = match code {
            0 => {
                let similarity = similarities.of(texts, texts.article.ids[article], texts.heard.ids[heard]);
                (similarity.link, similarity.score)
            }
            NUMBER_STEP => (Link::Number, number_score(step)),
            _ if step.article == 1 => {
                (Link::Joined, texts.vocabulary.worth(texts.article.ids[article]) + BREAK_WORD_BOUNDARY)
            }
            _ => (Link::Joined, texts.vocabulary.worth(texts.heard.ids[heard]) + BREAK_WORD_BOUNDARY),
        };
        Match { article: article..article + step.article, heard: heard..heard + step.heard, link, score }
    }
}

/// The ways in which a row's article word can be matched together with others.
struct Joins<'a> {
    texts: &'a TokenisedPair,
    block: &'a Block,
    row: usize,
    word: u32,
    /// This word and the one or two before it written together, with the code of that step.
    together: [(u32, u8); 2],
    numbers: &'a [NumberAt],
}

/// One of them, with the score of the path that ends with it.
struct Join {
    score: f32,
    code: u8,
    step: Step,
}

impl<'a> Joins<'a> {
    fn of(texts: &'a TokenisedPair, block: &'a Block, row: usize) -> Self {
        let last = block.article.start + row - 1;
        let two = if row >= 2 { texts.article.with_next[last - 1] } else { NO_WORD };
        let three = if row >= 3 { texts.article.with_next_two[last - 2] } else { NO_WORD };
        let (word, numbers) = (texts.article.ids[last], texts.article.numbers_ending_with(last));
        Self { texts, block, row, word, together: [(two, 1), (three, 3)], numbers }
    }

    /// The best of them in column `j`. `rows` has the scores of the rows before, `current` those of this row up to there.
    fn best(&self, rows: &[Vec<f32>], current: &[f32], j: usize) -> Option<Join> {
        let mut best: Option<Join> = None;
        let mut offer = |step: Step, worth: f32, code: u8| {
            let row = if step.article == 0 { current } else { &rows[(self.row - step.article) % REACH] };
            let score = row[j - step.heard] + worth;
            if best.as_ref().is_none_or(|b| score > b.score) {
                best = Some(Join { score, code, step });
            }
        };
        let (heard, last) = (&self.texts.heard, self.block.heard.start + j - 1);
        let joined = |id: u32| self.texts.vocabulary.worth(id) + BREAK_WORD_BOUNDARY;
        for (id, code) in self.together {
            if id != NO_WORD && id == heard.ids[last] {
                offer(STEPS[code as usize], joined(id), code);
            }
        }
        if j >= 2 && heard.with_next[last - 1] == self.word {
            offer(STEPS[2], joined(self.word), 2);
        }
        if j >= 3 && heard.with_next_two[last - 2] == self.word {
            offer(STEPS[4], joined(self.word), 4);
        }
        if !self.numbers.is_empty() {
            for step in self.equal_numbers(last, j) {
                offer(step, number_score(step), NUMBER_STEP);
            }
        }
        best
    }

    /// The steps that match a number that ends here with the same number that ends with heard word `last`, the `j`th of the block.
    fn equal_numbers(&self, last: usize, j: usize) -> impl Iterator<Item = Step> {
        self.texts.heard.numbers_ending_with(last).iter().filter(move |h| h.len <= j).flat_map(move |h| {
            let equal = self.numbers.iter().filter(|a| a.number.same_as(&h.number));
            let fits = |a: &&NumberAt| a.len <= self.row && a.len < REACH;
            equal.filter(fits).map(|a| Step::new(a.len, h.len))
        })
    }
}

/// The score of one number in both texts, in nats: the more words it has in either, the rarer it is, and the higher.
fn number_score(step: Step) -> f32 {
    NUMBER + NUMBER_PER_WORD * step.article.max(step.heard) as f32
}
