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
use super::word_marks::WordMarks;
use super::word_match::Match;
use crate::article::{Article, PartKind};

/// A sentence repeats another one when at least this share of its words matches words that were said for the other.
const DUPLICATE_SHARE: f32 = 0.7;
/// Words beyond a sentence's own number, on either side of its heaviest seed, among which it is looked for.
const SEARCH_MARGIN: usize = 4;
/// Two sentences recur when at least this share of the longer one's words stands in both.
const RECURRING_SHARE: f32 = 0.8;
/// Of two equal sentences, one of which at least the first share of the words was matched was said, and matches of the other are its
/// neighbours' words when they are less than the second share of it.
const SAID_SHARE: f32 = 0.8;
const STRAYED_SHARE: f32 = 0.6;
/// A neighbour supports a place most when at most so many words of either text lie between.
const NEAR: usize = 6;

/// A sentence that repeats another one and shares its time.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Duplicate {
    pub(super) sentence: usize,
    /// The sentence that it repeats.
    pub(super) of: usize,
    /// Its words with those that were said for the other.
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

/// Headlines, summaries and the first sentence of a page whose parts are not known, when they were not said themselves but their
/// words were said as another sentence.
pub(super) fn duplicates(texts: &TokenisedPair, article: &Article, matches: &[Match]) -> Vec<Duplicate> {
    let mut owners: Vec<Option<usize>> = vec![None; texts.heard.len()];
    let mut is_matched = vec![false; texts.article.len()];
    for m in matches {
        is_matched[m.article.clone()].fill(true);
        owners[m.heard.clone()].fill(Some(texts.sentence_of(m.article.start)));
    }
    let mut similarities = Similarities::new(texts);
    let mut found = Vec::new();
    for (sentence, words) in sentence_ranges(article).into_iter().enumerate() {
        let part = article.sentences()[sentence].part;
        let may_repeat =
            matches!(part, PartKind::Headline | PartKind::Lead) || (sentence == 0 && part != PartKind::Boilerplate);
        let own = is_matched[words.clone()].iter().filter(|matched| **matched).count();
        if may_repeat && words.len() >= 3 && 2 * own < words.len() {
            found.extend(duplicate(texts, &mut similarities, (sentence, words), &owners));
        }
    }
    found
}

/// The sentence as a repetition of another one. `owners` has for each heard word the sentence that it is matched with.
fn duplicate(
    texts: &TokenisedPair,
    similarities: &mut Similarities,
    (sentence, words): (usize, Range<usize>),
    owners: &[Option<usize>],
) -> Option<Duplicate> {
    let whole = Block::free(words.clone(), 0..texts.heard.len());
    let of_another = owners.iter().map(|owner| owner.is_some_and(|owner| owner != sentence)).collect();
    let usable = WordMarks { heard: of_another, ..WordMarks::all(texts) };
    let chain = anchors::chain(&anchors::seeds(texts, &whole, Some(&usable)), &whole);
    let heaviest = chain.iter().max_by(|a, b| a.weight.total_cmp(&b.weight))?;
    let reach = words.len() + SEARCH_MARGIN;
    let near = heaviest.heard.saturating_sub(reach)..(heaviest.heard + reach).min(texts.heard.len());
    let mut found = Vec::new();
    align_block(texts, &Block::free(words.clone(), near), similarities, &mut found);
    let run = best_run(&found)?;
    if (run.met as f32) < DUPLICATE_SHARE * words.len() as f32 {
        return None;
    }
    let matches = &found[run.matches];
    let of = most_frequent(matches.iter().flat_map(|m| owners[m.heard.clone()].iter().flatten().copied()).collect())?;
    let is_owned = |m: &&Match| owners[m.heard.clone()].iter().all(Option::is_some);
    let matches = matches.iter().filter(is_owned).cloned().collect();
    (of != sentence).then_some(Duplicate { sentence, of, matches })
}

/// The number that occurs most often; of equals the highest.
fn most_frequent(mut numbers: Vec<usize>) -> Option<usize> {
    numbers.sort_unstable();
    numbers.chunk_by(|a, b| a == b).max_by_key(|run| run.len())?.first().copied()
}

/// Gives the matches of sentences that recur to the one whose neighbours were said around them, and returns the sentences for which
/// that did not decide.
pub(super) fn place_recurring(texts: &TokenisedPair, article: &Article, matches: &mut Vec<Match>) -> HashSet<usize> {
    let sentences = sentence_ranges(article);
    let mut ambiguous = HashSet::new();
    for (a, b) in recurring(texts, &sentences) {
        let are_equal = texts.article.ids[sentences[a].clone()] == texts.article.ids[sentences[b].clone()];
        if are_equal {
            drop_strayed(matches, &sentences[a], &sentences[b]);
            drop_strayed(matches, &sentences[b], &sentences[a]);
        }
        let Some((said, unsaid)) = only_one_said(matches, &sentences, a, b) else { continue };
        let own = matches_of(matches, &sentences[said]);
        let heard = matches[own.start].heard.start..matches[own.end - 1].heard.end;
        let as_matched = support(matches, &sentences[said], &heard, &sentences[said]);
        let as_other = support(matches, &sentences[unsaid], &heard, &sentences[said]);
        if are_equal && as_other > as_matched {
            shift(&mut matches[own], sentences[said].start, sentences[unsaid].start);
            matches.sort_by_key(|m| m.article.start);
        } else if are_equal && as_other >= as_matched {
            ambiguous.extend([said, unsaid]);
        }
    }
    ambiguous
}

/// Which of two sentences was mostly said when the other has no match at all, and that other.
fn only_one_said(matches: &[Match], sentences: &[Range<usize>], a: usize, b: usize) -> Option<(usize, usize)> {
    let own = |sentence: usize| matches_of(matches, &sentences[sentence]).len();
    let mostly_said = |sentence: usize| 2 * own(sentence) > sentences[sentence].len();
    match (mostly_said(a), mostly_said(b)) {
        (true, false) if own(b) == 0 => Some((a, b)),
        (false, true) if own(a) == 0 => Some((b, a)),
        _ => None,
    }
}

/// Drops the matches of `other` when the equal sentence `said` was said whole: those few words are its neighbours'.
fn drop_strayed(matches: &mut Vec<Match>, said: &Range<usize>, other: &Range<usize>) {
    let share = |sentence: &Range<usize>| {
        let met: usize = matches[matches_of(matches, sentence)].iter().map(Match::met).sum();
        met as f32 / sentence.len().max(1) as f32
    };
    if share(said) >= SAID_SHARE && share(other) < STRAYED_SHARE {
        matches.drain(matches_of(matches, other));
    }
}

fn shift(matches: &mut [Match], from: usize, to: usize) {
    for m in matches {
        m.article = m.article.start - from + to..m.article.end - from + to;
    }
}

/// Which of `matches`, sorted by article word, belong to a sentence.
fn matches_of(matches: &[Match], sentence: &Range<usize>) -> Range<usize> {
    let start = matches.partition_point(|m| m.article.start < sentence.start);
    start..matches.partition_point(|m| m.article.start < sentence.end)
}

/// Pairs of sentences with nearly the same words, the earlier one first.
fn recurring(texts: &TokenisedPair, sentences: &[Range<usize>]) -> Vec<(usize, usize)> {
    let mut bags: Vec<(Vec<u32>, usize)> = Vec::new();
    for (sentence, range) in sentences.iter().enumerate().filter(|(_, range)| !range.is_empty()) {
        let mut bag = texts.article.ids[range.clone()].to_vec();
        bag.sort_unstable();
        bags.push((bag, sentence));
    }
    // Sentences of nearly one length stand together, so that each is compared with a few.
    bags.sort_by_key(|(bag, sentence)| (bag.len(), *sentence));
    let mut pairs = Vec::new();
    for (k, (bag, sentence)) in bags.iter().enumerate() {
        let longest = (bag.len() as f32 / RECURRING_SHARE) as usize;
        for (other, t) in bags[k + 1..].iter().take_while(|(other, _)| other.len() <= longest) {
            if shared(bag, other) as f32 >= RECURRING_SHARE * other.len() as f32 {
                pairs.push((*sentence.min(t), *sentence.max(t)));
            }
        }
    }
    pairs.sort_unstable();
    pairs
}

/// How many words two sorted lists have in common, each counted as often as both have it.
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

/// How well the neighbours of `sentence` agree that it was said at `heard`: for each side 2 where they are near in both texts, 1 where
/// they are at least in order. Matches of `but`, the sentence in question, do not count.
fn support(matches: &[Match], sentence: &Range<usize>, heard: &Range<usize>, but: &Range<usize>) -> u32 {
    let counts = |m: &&Match| !(but.contains(&m.article.start) || m.link == Link::Substituted);
    let own = matches_of(matches, sentence);
    let before = matches[..own.start].iter().rev().find(counts);
    let after = matches[own.end..].iter().find(counts);
    let grade = |printed: usize, heard: Option<usize>| match heard {
        Some(heard) if heard <= NEAR && printed <= NEAR => 2,
        Some(_) => 1,
        None => 0,
    };
    let before = before.map_or(0, |m| grade(sentence.start - m.article.end, heard.start.checked_sub(m.heard.end)));
    let after = after.map_or(0, |m| grade(m.article.start - sentence.end, m.heard.start.checked_sub(heard.end)));
    before + after
}
