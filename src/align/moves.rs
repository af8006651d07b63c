//! Blocks that were said at another place than they are printed: what was left over on both sides, searched again.

use super::anchors::{self, Seed};
use super::document::Link;
use super::gap::{Gap, Pairing, fill};
use super::islands::{self, Island};
use super::likes::Likes;
use super::sides::Sides;

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
pub(super) fn find(sides: &Sides, likes: &mut Likes, kept: &mut Vec<Pairing>) {
    let mut free_a = vec![true; sides.article.len()];
    let mut free_h = vec![true; sides.heard.len()];
    for p in kept.iter() {
        free_a[p.article.clone()].fill(false);
        free_h[p.heard.clone()].fill(false);
    }
    // What was looked at and not believed is not looked at again.
    let (mut open_a, mut open_h) = (free_a.clone(), free_h.clone());
    for _ in 0..ROUNDS {
        let clusters = clusters(sides, (&open_a, &open_h), (&free_a, &free_h));
        if clusters.is_empty() {
            return;
        }
        for cluster in clusters {
            let block = block(sides, likes, &cluster, &free_a, &free_h);
            for p in &block {
                free_a[p.article.clone()].fill(false);
                free_h[p.heard.clone()].fill(false);
                open_a[p.article.clone()].fill(false);
                open_h[p.heard.clone()].fill(false);
            }
            if block.is_empty() {
                for seed in &cluster {
                    open_h[seed.heard] = false;
                }
            }
            kept.extend(block);
        }
    }
}

/// Runs of seeds at nearly one offset among the words that are open, with only free words between them.
fn clusters(sides: &Sides, open: (&[bool], &[bool]), free: (&[bool], &[bool])) -> Vec<Vec<Seed>> {
    let whole = Gap { article: 0..sides.article.len(), heard: 0..sides.heard.len(), free_start: true, free_end: true };
    let seeds = anchors::seeds(sides, &whole, (|i: usize| open.0[i], |j: usize| open.1[j]));
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

/// Aligns the free words around a cluster and returns its best island, when that can be believed.
fn block(sides: &Sides, likes: &mut Likes, cluster: &[Seed], free_a: &[bool], free_h: &[bool]) -> Vec<Pairing> {
    let (Some(first), Some(last)) = (cluster.first(), cluster.last()) else { return Vec::new() };
    if cluster.iter().any(|s| !free_a[s.article] || !free_h[s.heard]) {
        return Vec::new();
    }
    let back = |free: &[bool], at: usize| at - free[..at].iter().rev().take(MARGIN).take_while(|f| **f).count();
    let on = |free: &[bool], at: usize| at + free[at..].iter().take(MARGIN).take_while(|f| **f).count();
    let gap = Gap {
        article: back(free_a, first.article)..on(free_a, last.article),
        heard: back(free_h, first.heard)..on(free_h, last.heard),
        free_start: true,
        free_end: true,
    };
    let mut found = Vec::new();
    fill(sides, &gap, likes, &mut found);
    trim(&mut found);
    let best = islands::of(&found).into_iter().max_by(|a, b| a.score.total_cmp(&b.score));
    match best.filter(|island| believed(sides, island)) {
        Some(island) => {
            let mut block = found[island.pairings].to_vec();
            trim(&mut block);
            block
        }
        None => Vec::new(),
    }
}

/// Nothing at a block's edges may rest on "something else was heard".
fn trim(block: &mut Vec<Pairing>) {
    let sure = |p: &Pairing| p.link != Link::Substituted;
    let end = block.iter().rposition(sure).map_or(0, |k| k + 1);
    block.truncate(end);
    let start = block.iter().position(sure).unwrap_or(0);
    block.drain(..start);
}

fn believed(sides: &Sides, island: &Island) -> bool {
    let share = islands::share_of_sentences(sides, &island.article);
    let long = island.met >= LONG && island.score >= LONG_SCORE;
    let short = island.met >= SHORT && island.score >= SHORT_SCORE && share >= SHORT_SHARE;
    long || short
}
