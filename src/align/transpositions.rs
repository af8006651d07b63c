//! Blocks that were said at another place than they are printed: what was left over on both texts, searched again.

use super::anchors::{self, Seed};
use super::block::Block;
use super::block_alignment::align_block;
use super::document::Link;
use super::match_run::{MatchRun, best_run};
use super::similarity::Similarities;
use super::tokenised_pair::TokenisedPair;
use super::word_match::Match;

/// Places of a cluster lie at most this far apart, and slip by at most [`SLIP`].
const APART: usize = 10;
const SLIP: usize = 5;
/// What a cluster must weigh before its words are aligned.
const CLUSTER: f32 = 7.0;
/// Words around a cluster that are aligned with it.
const MARGIN: usize = 25;
/// A block of this many words that were met is believed by its score alone.
const LONG: usize = 7;
const LONG_SCORE: f32 = 22.0;
/// A shorter one must be most of a sentence.
const SHORT: usize = 4;
const SHORT_SCORE: f32 = 13.0;
const SHORT_SHARE: f32 = 0.75;
/// Rounds of search; each finds all blocks that are in order among themselves.
const ROUNDS: usize = 24;

/// Finds blocks among the words that `kept` leaves, and adds them.
pub(super) fn find(texts: &TokenisedPair, similarities: &mut Similarities, kept: &mut Vec<Match>) {
    let mut free_a = vec![true; texts.article.len()];
    let mut free_h = vec![true; texts.heard.len()];
    for p in kept.iter() {
        free_a[p.article.clone()].fill(false);
        free_h[p.heard.clone()].fill(false);
    }
    // What was looked at and not believed is not looked at again.
    let (mut open_a, mut open_h) = (free_a.clone(), free_h.clone());
    for _ in 0..ROUNDS {
        let clusters = clusters(texts, (&open_a, &open_h), (&free_a, &free_h));
        if clusters.is_empty() {
            return;
        }
        for cluster in clusters {
            let moved = moved(texts, similarities, &cluster, &free_a, &free_h);
            for p in &moved {
                free_a[p.article.clone()].fill(false);
                free_h[p.heard.clone()].fill(false);
                open_a[p.article.clone()].fill(false);
                open_h[p.heard.clone()].fill(false);
            }
            if moved.is_empty() {
                for seed in &cluster {
                    open_h[seed.heard] = false;
                }
            }
            kept.extend(moved);
        }
    }
}

/// Runs of seeds at nearly one offset among the words that are open, with only free words between them.
fn clusters(texts: &TokenisedPair, open: (&[bool], &[bool]), free: (&[bool], &[bool])) -> Vec<Vec<Seed>> {
    let whole = Block::free(0..texts.article.len(), 0..texts.heard.len());
    let seeds = anchors::seeds(texts, &whole, (|i: usize| open.0[i], |j: usize| open.1[j]));
    let chain = anchors::chain(&seeds, &whole);
    let mut clusters: Vec<Vec<Seed>> = Vec::new();
    for seed in chain {
        let belongs = clusters.last().and_then(|c| c.last()).is_some_and(|last| {
            let (i, j) = (seed.article - last.article, seed.heard - last.heard);
            let free = free.0[last.article..seed.article].iter().chain(&free.1[last.heard..seed.heard]).all(|f| *f);
            i <= APART && j <= APART && i.abs_diff(j) <= SLIP && free
        });
        match clusters.last_mut() {
            Some(cluster) if belongs => cluster.push(seed),
            _ => clusters.push(vec![seed]),
        }
    }
    clusters.retain(|c| c.iter().map(|s| s.weight).sum::<f32>() >= CLUSTER);
    clusters
}

/// Aligns the free words around a cluster and returns its best run, when that can be believed.
fn moved(
    texts: &TokenisedPair,
    similarities: &mut Similarities,
    cluster: &[Seed],
    free_a: &[bool],
    free_h: &[bool],
) -> Vec<Match> {
    let (Some(first), Some(last)) = (cluster.first(), cluster.last()) else { return Vec::new() };
    if cluster.iter().any(|s| !free_a[s.article] || !free_h[s.heard]) {
        return Vec::new();
    }
    let back = |free: &[bool], at: usize| at - free[..at].iter().rev().take(MARGIN).take_while(|f| **f).count();
    let on = |free: &[bool], at: usize| at + free[at..].iter().take(MARGIN).take_while(|f| **f).count();
    let block = Block {
        article: back(free_a, first.article)..on(free_a, last.article),
        heard: back(free_h, first.heard)..on(free_h, last.heard),
        free_start: true,
        free_end: true,
    };
    let mut found = Vec::new();
    align_block(texts, &block, similarities, &mut found);
    trim(&mut found);
    let best = best_run(&found);
    match best.filter(|run| believed(texts, run)) {
        Some(run) => {
            let mut moved = found[run.matches].to_vec();
            trim(&mut moved);
            moved
        }
        None => Vec::new(),
    }
}

/// Nothing at a block's edges may rest on "something else was heard".
fn trim(moved: &mut Vec<Match>) {
    let sure = |p: &Match| p.link != Link::Substituted;
    let end = moved.iter().rposition(sure).map_or(0, |k| k + 1);
    moved.truncate(end);
    let start = moved.iter().position(sure).unwrap_or(0);
    moved.drain(..start);
}

fn believed(texts: &TokenisedPair, run: &MatchRun) -> bool {
    let share = texts.share_of_sentences(&run.article);
    let long = run.met >= LONG && run.score >= LONG_SCORE;
    let short = run.met >= SHORT && run.score >= SHORT_SCORE && share >= SHORT_SHARE;
    long || short
}
