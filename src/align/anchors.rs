//! Where the two texts surely meet: rare words and short phrases that both have, and the heaviest chain of them that goes
//! forward in both.
//!
//! Greedy look-ahead left 92 % of 2,500 words grossly wrong where rare words in a longest increasing chain left none
//! (Subtitle Edit, pull request 12832). A chain alone is not enough: a rare word met by chance would bend it, so only
//! places where several agree on the same offset become anchors; the words between are left to [`super::block_alignment`].

use std::collections::HashMap;
use std::ops::Range;

use super::block::Block;
use super::tokenised_pair::{NO_WORD, TokenisedPair};
use super::word_marks::WordMarks;

/// Phrases of up to so many words are looked at.
const LONGEST_PHRASE: usize = 3;
/// A word or phrase is rare enough to be an anchor when its places in the article times its places in the transcript are at most
/// this many.
const FEW_PAIRS: usize = 12;
/// A seed weighs this share of what a match of its word scores, and [`NEIGHBOUR`], in nats, more for each equal word beside it.
const SEED_SHARE: f32 = 0.6;
const NEIGHBOUR: f32 = 1.0;
/// The most that a step from one seed of the chain to the next costs, in nats, however far apart they are: a phrase of two or three
/// words weighs more, a lone word less.
const JUMP: f32 = 5.0;
/// What a step costs below that, in nats: so much for each word between the two in both texts, and when more words lie between them
/// in one text than in the other, so much and so much for each word of the difference.
const WORD_BETWEEN: f32 = 0.1;
const SHIFT: f32 = 0.8;
const SHIFTED_WORD: f32 = 0.1;
/// For so many of the seeds before, the cost of the step is computed exactly; from all others it is [`JUMP`].
const LOOK_BACK: usize = 48;
/// A seed of the chain supports another when they are at most so many words apart in both texts, and their distances in the two texts
/// differ by at most [`SAME_OFFSET`] words.
const NEIGHBOURHOOD: usize = 12;
const SAME_OFFSET: usize = 4;
/// A seed becomes an anchor when it and its supporters weigh at least this, in nats, and are at least [`SUPPORTERS`].
const SUPPORT: f32 = 10.0;
const SUPPORTERS: usize = 3;

/// The vocabulary numbers of a phrase's words, filled up with [`NO_WORD`].
type Phrase = [u32; LONGEST_PHRASE];

/// One place where both texts have the same word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Seed {
    pub(super) article: usize,
    pub(super) heard: usize,
    /// How much it speaks for the two places belonging together, in nats.
    pub(super) weight: f32,
}

/// Pairs of equal words of a block that are rare there, or stand in a phrase that is. `usable` says which words may be taken; `None`
/// stands for all. Sorted by heard word, of several with one heard word the last article word first.
pub(super) fn seeds(texts: &TokenisedPair, block: &Block, usable: Option<&WordMarks>) -> Vec<Seed> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for length in 1..=LONGEST_PHRASE {
        for (printed, heard) in rare_phrases(texts, block, usable, length) {
            let pairs = heard.iter().flat_map(|j| printed.iter().map(move |i| (*j, *i)));
            found.extend(pairs.flat_map(|(j, i)| (0..length).map(move |k| (j + k, i + k))));
        }
    }
    found.sort_unstable_by_key(|(j, i)| (*j, usize::MAX - *i));
    found.dedup();
    found.into_iter().map(|(j, i)| seed(texts, block, i, j)).collect()
}

/// The places, in the article and in the transcript, of each phrase of `length` words that both texts have within `block` and that is
/// rare there.
fn rare_phrases(
    texts: &TokenisedPair,
    block: &Block,
    usable: Option<&WordMarks>,
    length: usize,
) -> Vec<(Vec<usize>, Vec<usize>)> {
    let starts = |words: &Range<usize>| words.start..words.end.saturating_sub(length - 1);
    let is_usable = |marks: &[bool], at: usize| marks[at..at + length].iter().all(|usable| *usable);
    let mut places: HashMap<Phrase, (Vec<usize>, Vec<usize>)> = HashMap::new();
    for i in starts(&block.article).filter(|i| usable.is_none_or(|words| is_usable(&words.article, *i))) {
        places.entry(phrase_at(&texts.article.ids, i, length)).or_default().0.push(i);
    }
    for j in starts(&block.heard).filter(|j| usable.is_none_or(|words| is_usable(&words.heard, *j))) {
        if let Some((_, heard)) = places.get_mut(&phrase_at(&texts.heard.ids, j, length)) {
            heard.push(j);
        }
    }
    let is_rare = |(printed, heard): &(Vec<usize>, Vec<usize>)| {
        !heard.is_empty() && printed.len().saturating_mul(heard.len()) <= FEW_PAIRS
    };
    places.into_values().filter(is_rare).collect()
}

fn phrase_at(ids: &[u32], at: usize, length: usize) -> Phrase {
    let mut phrase = [NO_WORD; LONGEST_PHRASE];
    phrase[..length].copy_from_slice(&ids[at..at + length]);
    phrase
}

fn seed(texts: &TokenisedPair, block: &Block, i: usize, j: usize) -> Seed {
    let id = |ids: &[u32], at: usize| ids.get(at).copied();
    let (a, h) = (&texts.article.ids, &texts.heard.ids);
    let before = i > block.article.start && j > block.heard.start && id(a, i - 1) == id(h, j - 1);
    let after = i + 1 < block.article.end && j + 1 < block.heard.end && id(a, i + 1) == id(h, j + 1);
    let neighbours = f32::from(u8::from(before)) + f32::from(u8::from(after));
    let weight = SEED_SHARE * texts.vocabulary.worth(a[i]) + NEIGHBOUR * neighbours - texts.handicap[i];
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

/// What the step from one seed to a later one costs, in nats.
fn jump(from: &Seed, to: &Seed) -> f32 {
    let (printed, heard) = (to.article - from.article - 1, to.heard - from.heard - 1);
    let difference = printed.abs_diff(heard);
    let shift = if difference == 0 { 0.0 } else { SHIFT + SHIFTED_WORD * difference as f32 };
    (WORD_BETWEEN * printed.min(heard) as f32 + shift).min(JUMP)
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

/// The anchors: those seeds of a chain that enough of their neighbours support.
pub(super) fn supported(chain: &[Seed]) -> Vec<Seed> {
    (0..chain.len()).filter(|k| is_supported(chain, *k)).map(|k| chain[k]).collect()
}

fn is_supported(chain: &[Seed], index: usize) -> bool {
    let own = &chain[index];
    let distance = |other: &Seed| (own.article.abs_diff(other.article), own.heard.abs_diff(other.heard));
    let is_near = |other: &&Seed| {
        let (printed, heard) = distance(other);
        printed <= NEIGHBOURHOOD && heard <= NEIGHBOURHOOD
    };
    let agrees = |other: &&Seed| {
        let (printed, heard) = distance(other);
        printed.abs_diff(heard) <= SAME_OFFSET
    };
    let before = chain[..index].iter().rev().take_while(is_near);
    let after = chain[index + 1..].iter().take_while(is_near);
    let (mut weight, mut count) = (own.weight, 1);
    for supporter in before.chain(after).filter(agrees) {
        weight += supporter.weight;
        count += 1;
    }
    weight >= SUPPORT && count >= SUPPORTERS
}
