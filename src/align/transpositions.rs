//! Passages that were said at another place than they are printed: what is left over in both texts is searched again, in whatever
//! order it stands.

use super::anchors::{self, Seed};
use super::block::Block;
use super::block_alignment::align_block;
use super::document::Link;
use super::match_run::{MatchRun, best_run};
use super::similarity::Similarities;
use super::tokenised_pair::TokenisedPair;
use super::word_marks::WordMarks;
use super::word_match::Match;

/// A seed continues a cluster when it stands at most so many words behind the last one in both texts, and the two distances differ by
/// at most [`SAME_OFFSET`] words.
const NEAR: usize = 10;
const SAME_OFFSET: usize = 5;
/// A cluster whose seeds weigh less than this, in nats, is not looked at.
const CLUSTER_WEIGHT: f32 = 7.0;
/// So many words on each side of a cluster are aligned with it.
const MARGIN: usize = 25;
/// A run with at least so many matched words is taken for a moved passage from this score on, in nats.
const LONG: usize = 7;
const LONG_SCORE: f32 = 22.0;
/// So is a shorter one, with at least so many matched words, when it covers this share of the sentences that it touches.
const SHORT: usize = 4;
const SHORT_SCORE: f32 = 13.0;
const SHORT_SHARE: f32 = 0.75;
/// How often the rest is searched; each round finds the passages that are in order among themselves.
const ROUNDS: usize = 24;

/// Finds moved passages among the words that `matches` leaves over, and adds their matches.
pub(super) fn find(texts: &TokenisedPair, similarities: &mut Similarities, matches: &mut Vec<Match>) {
    let mut free = WordMarks::all(texts);
    free.unmark(matches);
    let mut rest = Rest { texts, unsearched: free.clone(), free };
    for _ in 0..ROUNDS {
        let clusters = rest.clusters();
        if clusters.is_empty() {
            return;
        }
        for cluster in clusters {
            let found = rest.passage(similarities, &cluster);
            rest.free.unmark(&found);
            rest.unsearched.unmark(&found);
            if found.is_empty() {
                cluster.iter().for_each(|seed| rest.unsearched.heard[seed.heard] = false);
            }
            matches.extend(found);
        }
    }
}

/// The words that are left over.
struct Rest<'a> {
    texts: &'a TokenisedPair,
    /// Words that are in no match.
    free: WordMarks,
    /// Those of them that may still become seeds: what was aligned once and refused is not looked at again.
    unsearched: WordMarks,
}

impl Rest<'_> {
    /// Runs of seeds at nearly one offset with only free words between them.
    fn clusters(&self) -> Vec<Vec<Seed>> {
        let whole = Block::free(0..self.texts.article.len(), 0..self.texts.heard.len());
        let seeds = anchors::seeds(self.texts, &whole, Some(&self.unsearched));
        let mut clusters: Vec<Vec<Seed>> = Vec::new();
        for seed in anchors::chain(&seeds, &whole) {
            match clusters.last_mut().filter(|cluster| cluster.last().is_some_and(|last| self.continues(last, &seed))) {
                Some(cluster) => cluster.push(seed),
                None => clusters.push(vec![seed]),
            }
        }
        clusters.retain(|cluster| cluster.iter().map(|seed| seed.weight).sum::<f32>() >= CLUSTER_WEIGHT);
        clusters
    }

    fn continues(&self, last: &Seed, next: &Seed) -> bool {
        let (printed, heard) = (last.article..next.article, last.heard..next.heard);
        printed.len() <= NEAR
            && heard.len() <= NEAR
            && printed.len().abs_diff(heard.len()) <= SAME_OFFSET
            && self.free.article[printed].iter().chain(&self.free.heard[heard]).all(|free| *free)
    }

    /// The matches of the best run among the free words around a cluster; none when it is not taken for a passage.
    fn passage(&self, similarities: &mut Similarities, cluster: &[Seed]) -> Vec<Match> {
        let Some(block) = self.block_around(cluster) else { return Vec::new() };
        let mut found = Vec::new();
        align_block(self.texts, &block, similarities, &mut found);
        let found = without_substituted_ends(&found);
        match best_run(found).filter(|run| is_believed(self.texts, run)) {
            Some(run) => without_substituted_ends(&found[run.matches]).to_vec(),
            None => Vec::new(),
        }
    }

    /// The free words around a cluster; `None` when a word of the cluster itself was matched meanwhile.
    fn block_around(&self, cluster: &[Seed]) -> Option<Block> {
        let (first, last) = (cluster.first()?, cluster.last()?);
        if cluster.iter().any(|seed| !self.free.article[seed.article] || !self.free.heard[seed.heard]) {
            return None;
        }
        let back = |free: &[bool], at: usize| at - free[..at].iter().rev().take(MARGIN).take_while(|free| **free).count();
        let ahead = |free: &[bool], at: usize| at + free[at..].iter().take(MARGIN).take_while(|free| **free).count();
        let (printed, heard) = (&self.free.article, &self.free.heard);
        Some(Block::free(
            back(printed, first.article)..ahead(printed, last.article),
            back(heard, first.heard)..ahead(heard, last.heard),
        ))
    }
}

/// The matches from the first to the last that is no substitution: at the ends of a passage another word proves nothing.
fn without_substituted_ends(matches: &[Match]) -> &[Match] {
    let is_sure = |m: &Match| m.link != Link::Substituted;
    let end = matches.iter().rposition(is_sure).map_or(0, |last| last + 1);
    let start = matches.iter().position(is_sure).unwrap_or(0);
    matches.get(start..end).unwrap_or(&[])
}

fn is_believed(texts: &TokenisedPair, run: &MatchRun) -> bool {
    let is_long = run.met >= LONG && run.score >= LONG_SCORE;
    let is_short = run.met >= SHORT && run.score >= SHORT_SCORE && texts.share_of_sentences(&run.article) >= SHORT_SHARE;
    is_long || is_short
}
