//! What the page prints twice: a headline that repeats the lead and was said once, and sentences that recur.

use std::collections::HashSet;
use std::ops::Range;

use super::anchors;
use super::block::Block;
use super::block_alignment::align_block;
use super::document::Link;
use super::match_run::best_run;
use super::similarity::Similarities;
use super::tokenised_pair::TokenisedPair;
use super::word_match::Match;
use crate::article::{Article, PartKind};

/// A sentence is a duplicate when so much of it was heard as another sentence.
const DUPLICATE_SHARE: f32 = 0.7;
/// Sentences are alike when so many of their words are the same.
const ALIKE: f32 = 0.8;
/// Of the one that was not said, fewer of its words than this were met by chance.
const STRAY: f32 = 0.6;
/// A neighbour is close within so many words on both texts.
const CLOSE: usize = 6;

/// A sentence that repeats another one and shares its time.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Duplicate {
    pub(super) sentence: usize,
    pub(super) of: usize,
    pub(super) matches: Vec<Match>,
}

/// The article words of each sentence, as a range into [`TokenisedPair`].
pub(super) fn sentence_ranges(article: &Article) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut ranges = Vec::with_capacity(article.sentences().len());
    for sentence in article.sentences() {
        let end = start + sentence.tokens.len();
        ranges.push(start..end);
        start = end;
    }
    ranges
}

/// Headlines, summaries and the first sentence of a page whose parts are not known, when they were not said themselves, but whose words were said as another sentence.
pub(super) fn duplicates(texts: &TokenisedPair, article: &Article, matches: &[Match]) -> Vec<Duplicate> {
    let mut owner: Vec<Option<usize>> = vec![None; texts.heard.len()];
    let mut linked = vec![false; texts.article.len()];
    for p in matches {
        linked[p.article.clone()].fill(true);
        owner[p.heard.clone()].fill(Some(texts.sentence_of(p.article.start)));
    }
    let mut similarities = Similarities::new(texts);
    let mut found = Vec::new();
    for (s, words) in sentence_ranges(article).into_iter().enumerate() {
        let part = article.sentences()[s].part;
        let may = matches!(part, PartKind::Headline | PartKind::Lead) || (s == 0 && part != PartKind::Boilerplate);
        let own = linked[words.clone()].iter().filter(|l| **l).count();
        if may && words.len() >= 3 && 2 * own < words.len() {
            found.extend(duplicate(texts, &mut similarities, s, words, &owner));
        }
    }
    found
}

fn duplicate(
    texts: &TokenisedPair,
    similarities: &mut Similarities,
    s: usize,
    words: Range<usize>,
    owner: &[Option<usize>],
) -> Option<Duplicate> {
    let whole = Block::free(words.clone(), 0..texts.heard.len());
    let taken = |j: usize| owner[j].is_some_and(|o| o != s);
    let seeds = anchors::seeds(texts, &whole, (|_| true, taken));
    let chain = anchors::chain(&seeds, &whole);
    let heaviest = chain.iter().max_by(|a, b| a.weight.total_cmp(&b.weight))?;
    let reach = words.len() + 4;
    let near = heaviest.heard.saturating_sub(reach)..(heaviest.heard + reach).min(texts.heard.len());
    let mut found = Vec::new();
    align_block(texts, &Block::free(words.clone(), near), similarities, &mut found);
    let run = best_run(&found)?;
    if (run.met as f32) < DUPLICATE_SHARE * words.len() as f32 {
        return None;
    }
    let matches = found[run.matches].to_vec();
    let mut owners: Vec<usize> = matches.iter().flat_map(|p| owner[p.heard.clone()].iter().flatten().copied()).collect();
    owners.sort_unstable();
    let of = owners.chunk_by(|a, b| a == b).max_by_key(|run| run.len())?.first().copied()?;
    let matches = matches.into_iter().filter(|p| owner[p.heard.clone()].iter().all(Option::is_some)).collect();
    (of != s).then_some(Duplicate { sentence: s, of, matches })
}

/// Sets sentences that recur where their neighbours are, and returns those for which that did not decide.
pub(super) fn settle(texts: &TokenisedPair, article: &Article, matches: &mut Vec<Match>) -> HashSet<usize> {
    let sentences = sentence_ranges(article);
    let twins = twins(texts, &sentences);
    let mut ambiguous = HashSet::new();
    for (a, b) in twins {
        let same = texts.article.ids[sentences[a].clone()] == texts.article.ids[sentences[b].clone()];
        if same {
            drop_strays(matches, &sentences[a], &sentences[b]);
            drop_strays(matches, &sentences[b], &sentences[a]);
        }
        let (la, lb) = (linked(matches, &sentences[a]), linked(matches, &sentences[b]));
        let mostly = |l: &Range<usize>, s: &Range<usize>| 2 * l.len() > s.len();
        let (said, silent) = match (mostly(&la, &sentences[a]), mostly(&lb, &sentences[b])) {
            (true, false) if lb.is_empty() => (a, b),
            (false, true) if la.is_empty() => (b, a),
            _ => continue,
        };
        let range = linked(matches, &sentences[said]);
        let heard = matches[range.start].heard.start..matches[range.end - 1].heard.end;
        let here = support(matches, &sentences[said], &heard, &sentences[said]);
        let there = support(matches, &sentences[silent], &heard, &sentences[said]);
        if same && there > here {
            shift(&mut matches[range], sentences[said].start, sentences[silent].start);
            matches.sort_by_key(|p| p.article.start);
        } else if there >= here && same {
            ambiguous.extend([said, silent]);
        }
    }
    ambiguous
}

/// When one of two equal sentences was said whole, a few words met in the other are its neighbours'.
fn drop_strays(matches: &mut Vec<Match>, said: &Range<usize>, other: &Range<usize>) {
    let met = |sentence: &Range<usize>| {
        let own = &matches[linked(matches, sentence)];
        let sure = own.iter().filter(|p| p.link != Link::Substituted).map(|p| p.article.len()).sum::<usize>();
        sure as f32 / sentence.len().max(1) as f32
    };
    if met(said) >= ALIKE && met(other) < STRAY {
        matches.drain(linked(matches, other));
    }
}

fn shift(matches: &mut [Match], from: usize, to: usize) {
    for p in matches {
        p.article = p.article.start - from + to..p.article.end - from + to;
    }
}

fn linked(matches: &[Match], sentence: &Range<usize>) -> Range<usize> {
    let start = matches.partition_point(|p| p.article.start < sentence.start);
    start..matches.partition_point(|p| p.article.start < sentence.end)
}

/// Pairs of sentences with the same words.
fn twins(texts: &TokenisedPair, sentences: &[Range<usize>]) -> Vec<(usize, usize)> {
    let mut bags: Vec<(Vec<u32>, usize)> = Vec::new();
    for (s, range) in sentences.iter().enumerate().filter(|(_, range)| !range.is_empty()) {
        let mut bag = texts.article.ids[range.clone()].to_vec();
        bag.sort_unstable();
        bags.push((bag, s));
    }
    // Sentences of nearly one length stand together, so that each is compared with a few.
    bags.sort_by_key(|(bag, s)| (bag.len(), *s));
    let mut twins = Vec::new();
    for (k, (bag, s)) in bags.iter().enumerate() {
        let longest = (bag.len() as f32 / ALIKE) as usize;
        for (other, t) in bags[k + 1..].iter().take_while(|(other, _)| other.len() <= longest) {
            if shared(bag, other) as f32 >= ALIKE * other.len() as f32 {
                twins.push((*s.min(t), *s.max(t)));
            }
        }
    }
    twins.sort_unstable();
    twins
}

fn shared(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut n) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, n) = (i + 1, j + 1, n + 1),
        }
    }
    n
}

/// How well the neighbours of `sentence` agree that it was said at `heard`: 2 for each side where they touch, 1 where they
/// are at least in order. What `but` links does not count, since that is the sentence in question.
fn support(matches: &[Match], sentence: &Range<usize>, heard: &Range<usize>, but: &Range<usize>) -> u32 {
    let other = |p: &&Match| !(but.contains(&p.article.start) || p.link == Link::Substituted);
    let before = matches[..matches.partition_point(|p| p.article.start < sentence.start)].iter().rev().find(other);
    let after = matches[matches.partition_point(|p| p.article.start < sentence.end)..].iter().find(other);
    let grade = |words: usize, distance: Option<usize>| match distance {
        Some(distance) if distance <= CLOSE && words <= CLOSE => 2,
        Some(_) => 1,
        None => 0,
    };
    let before = before.map_or(0, |p| grade(sentence.start - p.article.end, heard.start.checked_sub(p.heard.end)));
    let after = after.map_or(0, |p| grade(p.article.start - sentence.end, p.heard.start.checked_sub(heard.end)));
    before + after
}
