//! Where the two texts surely meet: rare words and short phrases that both have, and the heaviest chain of them that goes
//! forward in both.
//!
//! Greedy look-ahead left 92 % of 2,500 words grossly wrong where rare words in a longest increasing chain left none
//! (Subtitle Edit, pull request 12832). A chain alone is not enough: a rare word met by chance would bend it, so only
//! places where several agree on the same offset become anchors; the words between are left to [`super::block_alignment`].

use std::collections::HashMap;

use super::block::Block;
use super::tokenised_pair::TokenisedPair;

/// A word or phrase is rare enough to be an anchor when its places in the article times its places in the transcript are at most
/// this many.
const FEW_PAIRS: usize = 12;
/// The most that going from one place of the chain to the next costs, in nats, however far apart they are: a phrase of two or
/// three words weighs more, a lone word less.
const JUMP: f32 = 5.0;
/// For so many of the places before, the cost of the step to them is computed exactly; to all others it is [`JUMP`].
const LOOK_BACK: usize = 48;
/// A place of the chain supports another when they are at most so many words apart in both texts, and their distances in the two
/// texts differ by at most [`SAME_OFFSET`] words.
const NEIGHBOURHOOD: usize = 12;
const SAME_OFFSET: usize = 4;
/// A place becomes an anchor when it and its supporters weigh at least this, in nats, and are at least [`SUPPORTERS`].
const SUPPORT: f32 = 10.0;
const SUPPORTERS: usize = 3;

/// One place where both have the same word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Seed {
    pub(super) article: usize,
    pub(super) heard: usize,
    pub(super) weight: f32,
}

/// Pairs of equal words of a block that are rare there, or stand in a phrase that is. `usable` says which words may be taken.
pub(super) fn seeds(
    texts: &TokenisedPair,
    block: &Block,
    usable: (impl Fn(usize) -> bool, impl Fn(usize) -> bool),
) -> Vec<Seed> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for phrase in [1_usize, 2, 3] {
        let mut places: HashMap<[u32; 3], (Vec<usize>, Vec<usize>)> = HashMap::new();
        for i in block.article.start..block.article.end.saturating_sub(phrase - 1) {
            if (i..i + phrase).all(&usable.0) {
                places.entry(phrase_at(&texts.article.ids, i, phrase)).or_default().0.push(i);
            }
        }
        let mut keys = Vec::new();
        for j in block.heard.start..block.heard.end.saturating_sub(phrase - 1) {
            if (j..j + phrase).all(&usable.1) {
                let key = phrase_at(&texts.heard.ids, j, phrase);
                if let Some(entry) = places.get_mut(&key) {
                    entry.1.push(j);
                    keys.push(key);
                }
            }
        }
        keys.sort_unstable();
        keys.dedup();
        for (a, h) in keys.iter().filter_map(|key| places.get(key)) {
            if a.len().saturating_mul(h.len()) <= FEW_PAIRS {
                let pairs = a.iter().flat_map(|i| h.iter().map(move |j| (*j, *i)));
                found.extend(pairs.flat_map(|(j, i)| (0..phrase).map(move |k| (j + k, i + k))));
            }
        }
    }
    found.sort_unstable_by_key(|(j, i)| (*j, usize::MAX - *i));
    found.dedup();
    found.into_iter().map(|(j, i)| seed(texts, block, i, j)).collect()
}

fn phrase_at(ids: &[u32], at: usize, len: usize) -> [u32; 3] {
    let mut key = [super::tokenised_pair::NO_WORD; 3];
    for (slot, id) in key.iter_mut().zip(&ids[at..at + len]) {
        *slot = *id;
    }
    key
}

fn seed(texts: &TokenisedPair, block: &Block, i: usize, j: usize) -> Seed {
    let id = |ids: &[u32], at: usize| ids.get(at).copied();
    let (a, h) = (&texts.article.ids, &texts.heard.ids);
    let before = i > block.article.start && j > block.heard.start && id(a, i - 1) == id(h, j - 1);
    let after = i + 1 < block.article.end && j + 1 < block.heard.end && id(a, i + 1) == id(h, j + 1);
    let company = f32::from(u8::from(before)) + f32::from(u8::from(after));
    let weight = 0.6 * texts.vocabulary.worth(a[i]) + company - texts.handicap[i];
    Seed { article: i, heard: j, weight }
}

/// The heaviest chain of `seeds` (sorted as [`seeds`] gives them) in which both texts go forward.
pub(super) fn chain(seeds: &[Seed], block: &Block) -> Vec<Seed> {
    let mut score: Vec<f32> = Vec::with_capacity(seeds.len());
    let mut from: Vec<usize> = Vec::with_capacity(seeds.len());
    let mut far = Farthest::new(block.article.len());
    let mut entered = 0;
    for seed in seeds {
        while seeds[entered].heard < seed.heard {
            far.enter(seeds[entered].article - block.article.start, score[entered], entered);
            entered += 1;
        }
        let (mut best, mut before) = (0.0, usize::MAX);
        if let Some((s, p)) = far.best_before(seed.article - block.article.start).filter(|(s, _)| s - JUMP > best) {
            (best, before) = (s - JUMP, p);
        }
        for p in entered.saturating_sub(LOOK_BACK)..entered {
            if seeds[p].article < seed.article {
                let s = score[p] - jump(&seeds[p], seed);
                if s > best {
                    (best, before) = (s, p);
                }
            }
        }
        score.push(best + seed.weight);
        from.push(before);
    }
    let last = (0..seeds.len()).max_by(|a, b| score[*a].total_cmp(&score[*b]).then(b.cmp(a)));
    let mut chain: Vec<Seed> =
        std::iter::successors(last, |k| Some(from[*k]).filter(|p| *p != usize::MAX)).map(|k| seeds[k]).collect();
    chain.reverse();
    chain
}

fn jump(from: &Seed, to: &Seed) -> f32 {
    let (i, j) = (to.article - from.article - 1, to.heard - from.heard - 1);
    let slip = i.abs_diff(j);
    let slipped = if slip == 0 { 0.0 } else { 0.8 + 0.1 * slip as f32 };
    (0.1 * i.min(j) as f32 + slipped).min(JUMP)
}

/// The best score among those entered at a smaller article word (a Fenwick tree of maxima).
struct Farthest {
    tree: Vec<(f32, usize)>,
}

impl Farthest {
    fn new(len: usize) -> Self {
        Self { tree: vec![(f32::MIN, usize::MAX); len + 1] }
    }

    fn enter(&mut self, at: usize, score: f32, seed: usize) {
        let mut k = at + 1;
        while k < self.tree.len() {
            if score > self.tree[k].0 {
                self.tree[k] = (score, seed);
            }
            k += k & k.wrapping_neg();
        }
    }

    fn best_before(&self, at: usize) -> Option<(f32, usize)> {
        let (mut k, mut best) = (at.min(self.tree.len() - 1), (f32::MIN, usize::MAX));
        while k > 0 {
            if self.tree[k].0 > best.0 {
                best = self.tree[k];
            }
            k -= k & k.wrapping_neg();
        }
        (best.1 != usize::MAX).then_some(best)
    }
}

/// Those places of a chain that enough of their neighbours support.
pub(super) fn supported(chain: &[Seed]) -> Vec<Seed> {
    let agree = |a: &Seed, b: &Seed| {
        let (i, j) = (a.article.abs_diff(b.article), a.heard.abs_diff(b.heard));
        (i <= NEIGHBOURHOOD && j <= NEIGHBOURHOOD).then_some(i.abs_diff(j) <= SAME_OFFSET)
    };
    let support = |k: usize| {
        let (mut weight, mut count) = (chain[k].weight, 1);
        let (before, after) = (chain[..k].iter().rev(), chain[k + 1..].iter());
        for other in
            before.map_while(|o| Some((o, agree(o, &chain[k])?))).chain(after.map_while(|o| Some((o, agree(o, &chain[k])?))))
        {
            if other.1 {
                (weight, count) = (weight + other.0.weight, count + 1);
            }
        }
        weight >= SUPPORT && count >= SUPPORTERS
    };
    (0..chain.len()).filter(|k| support(*k)).map(|k| chain[k]).collect()
}
