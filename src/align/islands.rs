//! Islands of words that belong together, and which of them are too small to be believed.

use std::ops::Range;

use super::document::Link;
use super::gap::Pairing;
use super::sides::Sides;

/// Pairings with at most this many loose words between them on either side form one island.
const LOOSE: usize = 5;
/// What each loose word takes from an island's score, in nats.
const LOOSE_COST: f32 = 0.3;
/// An island that touches another on one side (only the article or only the recording has words between) needs this much.
const BESIDE: f32 = 4.0;
/// One that stands free needs this much, and a phrase's length or the better part of a sentence: two texts on one subject
/// share names of three words («الأمين العام للأمم المتحدة») that say nothing.
const ALONE: f32 = 9.0;
const ALONE_WORDS: usize = 8;
const ALONE_SHARE: f32 = 0.45;

/// A sentence of which so few words, or so small a share, were met for so little is not believed to have been said unless
/// there is room for half of its words between what was said before and behind it.
const CRUMBS: usize = 3;
const CRUMBS_SHARE: f32 = 0.3;
const CRUMBS_SCORE: f32 = 9.0;

/// A run of pairings in one order with little between them.
#[derive(Debug, Clone)]
pub(super) struct Island {
    pub(super) pairings: Range<usize>,
    pub(super) article: Range<usize>,
    pub(super) heard: Range<usize>,
    pub(super) score: f32,
    /// Article words that were met, not counting those that were heard as something else.
    pub(super) met: usize,
}

/// The islands of `pairings`, which run forward on both sides.
pub(super) fn of(pairings: &[Pairing]) -> Vec<Island> {
    let mut islands: Vec<Island> = Vec::new();
    for (k, p) in pairings.iter().enumerate() {
        let met = if p.link == Link::Substituted { 0 } else { p.article.len() };
        match islands.last_mut() {
            Some(last) if near(last, p) => {
                let loose = (p.article.start - last.article.end) + (p.heard.start - last.heard.end);
                last.score += p.score - LOOSE_COST * loose as f32;
                last.met += met;
                last.article.end = p.article.end;
                last.heard.end = p.heard.end;
                last.pairings.end = k + 1;
            }
            _ => islands.push(Island {
                pairings: k..k + 1,
                article: p.article.clone(),
                heard: p.heard.clone(),
                score: p.score,
                met,
            }),
        }
    }
    islands
}

fn near(last: &Island, p: &Pairing) -> bool {
    let between = |end: usize, start: usize| start.checked_sub(end).is_some_and(|n| n <= LOOSE);
    between(last.article.end, p.article.start) && between(last.heard.end, p.heard.start)
}

/// The pairings of those islands that can be believed, without substitutions that nothing holds.
pub(super) fn keep(sides: &Sides, pairings: Vec<Pairing>) -> Vec<Pairing> {
    let pairings = hold_substitutions(sides, pairings);
    let islands = of(&pairings);
    let whole = |island: &Island| island.article == (0..sides.article.len()) || island.heard == (0..sides.heard.len());
    let firm: Vec<bool> = islands.iter().map(|i| whole(i) || stands_alone(sides, i)).collect();
    let beside = |k: usize| {
        let touches = |a: &Island, b: &Island| {
            b.article.start.saturating_sub(a.article.end) <= 2 || b.heard.start.saturating_sub(a.heard.end) <= 2
        };
        let before = k > 0 && firm[k - 1] && touches(&islands[k - 1], &islands[k]);
        let after = k + 1 < islands.len() && firm[k + 1] && touches(&islands[k], &islands[k + 1]);
        islands[k].score >= BESIDE && (before || after)
    };
    let kept: Vec<Range<usize>> =
        (0..islands.len()).filter(|k| firm[*k] || beside(*k)).map(|k| islands[k].pairings.clone()).collect();
    without_crumbs(sides, &kept.into_iter().flat_map(|range| pairings[range].to_vec()).collect::<Vec<_>>())
}

/// Lets the words go that an unspoken sentence took from its neighbours («God bless America» from «And God bless America»).
fn without_crumbs(sides: &Sides, pairings: &[Pairing]) -> Vec<Pairing> {
    let sentence = |p: &Pairing| sides.sentence_of(p.article.start);
    let mut kept: Vec<Pairing> = Vec::with_capacity(pairings.len());
    let mut next = 0;
    for own in pairings.chunk_by(|a, b| sentence(a) == sentence(b)) {
        next += own.len();
        let met: usize = own.iter().filter(|p| p.link != Link::Substituted).map(|p| p.article.len()).sum();
        let score: f32 = own.iter().map(|p| p.score).sum();
        let words = (own[0].article.len() as f32 / share_of_sentences(sides, &own[0].article)).round() as usize;
        let before = kept.last().map_or(0, |p| p.heard.end);
        let room = pairings.get(next).map_or(sides.heard.len(), |p| p.heard.start).saturating_sub(before);
        let few = met < CRUMBS || (met as f32) < CRUMBS_SHARE * words as f32;
        if !(few && score < CRUMBS_SCORE && words > 2 && met * 2 <= words && room * 2 < words) {
            kept.extend_from_slice(own);
        }
    }
    kept
}

fn stands_alone(sides: &Sides, island: &Island) -> bool {
    island.score >= ALONE && (island.met >= ALONE_WORDS || share_of_sentences(sides, &island.article) >= ALONE_SHARE)
}

/// How much of the sentences that it touches a range of article words covers.
pub(super) fn share_of_sentences(sides: &Sides, article: &Range<usize>) -> f32 {
    if article.is_empty() {
        return 0.0;
    }
    let (first, last) = (sides.sentence_of(article.start), sides.sentence_of(article.end - 1));
    let start = (0..=article.start).rev().take_while(|i| sides.sentence_of(*i) == first).last().unwrap_or(article.start);
    let end = (article.end - 1..sides.article.len()).take_while(|i| sides.sentence_of(*i) == last).last().unwrap_or(start);
    article.len() as f32 / (end + 1 - start) as f32
}

/// Leaves out "something else was heard" where no sure word of the same sentence stands right beside it: at the edge of an
/// unspoken passage any loose word would be taken for its first.
fn hold_substitutions(sides: &Sides, pairings: Vec<Pairing>) -> Vec<Pairing> {
    let sure = |k: Option<usize>, p: &Pairing, before: bool| {
        let Some(q) = k.and_then(|k| pairings.get(k)) else { return false };
        let near = if before {
            p.article.start <= q.article.end + 1 && p.heard.start <= q.heard.end + 1
        } else {
            q.article.start <= p.article.end + 1 && q.heard.start <= p.heard.end + 1
        };
        near && sides.sentence_of(q.article.start) == sides.sentence_of(p.article.start)
    };
    let held = |k: usize| {
        let p = &pairings[k];
        p.link != Link::Substituted || sure(k.checked_sub(1), p, true) || sure(Some(k + 1), p, false)
    };
    let keep: Vec<bool> = (0..pairings.len()).map(held).collect();
    let mut keep = keep.into_iter();
    let mut pairings = pairings;
    pairings.retain(|_| keep.next().unwrap_or(true));
    pairings
}
