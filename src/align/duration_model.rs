//! Words in doubt, placed by the clock.
//!
//! Between two words that surely belong together a recogniser drops, adds and mishears others, and by their letters alone it
//! cannot be told which printed word a misheard one stands for. Their times tell it: people speak at a steady pace, so that
//! each printed word has a moment at which it would have been said. And a word that stands on the other side of a pause does
//! not belong to the sentence.

use std::ops::Range;

use super::article_times::{usual_length, usual_length_of};
use super::document::Link;
use super::similarity::Similarities;
use super::tokenised_pair::TokenisedPair;
use super::word_match::Match;
use crate::time::Span;

/// A match is sure from this score on, in nats, unless something else was heard.
const SURE: f32 = 3.0;
/// Runs of doubt that are longer on either side, or last longer, are left as they are: over them the pace changes.
const LONGEST: usize = 10;
const LONGEST_MS: u32 = 8_000;
/// How far from its moment a word usually is: so much, and a share of the run's length.
const SPREAD_MS: f32 = 220.0;
const SPREAD_SHARE: f32 = 0.05;
/// A word left alone on either side, in nats; something else heard; and the most that a wrong moment costs.
const ALONE: f32 = -1.0;
const OTHER_WORD: f32 = -0.6;
const WRONG_MOMENT: f32 = -8.0;
/// A pause this long, in milliseconds, parts two sentences.
const PAUSE_MS: u32 = 250;
/// The first or last words of a sentence are cut off when so many loose words, or so much time beyond what the words
/// between take, part them from the rest and they weigh less than this.
const APART_WORDS: usize = 4;
const APART_MS: u32 = 1_500;
const APART_WEIGHT: f32 = 7.0;

fn sure(p: &Match) -> bool {
    let certain = matches!(p.link, Link::Joined | Link::Number);
    certain || (p.link != Link::Substituted && p.score >= SURE)
}

/// `matches`, which run forward on both texts, with those in doubt set anew or let go.
pub(super) fn settle(texts: &TokenisedPair, similarities: &mut Similarities, matches: Vec<Match>) -> Vec<Match> {
    let mut settled: Vec<Match> = Vec::with_capacity(matches.len());
    let mut doubtful: Vec<Match> = Vec::new();
    let mut last: Option<Match> = None;
    for p in matches {
        if !sure(&p) {
            doubtful.push(p);
            continue;
        }
        match &last {
            Some(before) => settled.extend(between(texts, similarities, before, &p, std::mem::take(&mut doubtful))),
            None => settled.append(&mut doubtful),
        }
        last = Some(p.clone());
        settled.push(p);
    }
    settled.append(&mut doubtful);
    without_detached(texts, settled)
}

fn between(
    texts: &TokenisedPair,
    similarities: &mut Similarities,
    p: &Match,
    q: &Match,
    doubtful: Vec<Match>,
) -> Vec<Match> {
    let (article, heard) = (p.article.end..q.article.start, p.heard.end..q.heard.start);
    if article.is_empty() || heard.is_empty() {
        return doubtful;
    }
    let one_sentence = texts.sentence_of(p.article.start) == texts.sentence_of(q.article.start);
    if !one_sentence {
        return on_the_right_side(texts, p, q, doubtful);
    }
    let known = p.heard.end - 1..q.heard.start + 1;
    let Some(times) = texts.heard_at[known].iter().copied().collect::<Option<Vec<Span>>>() else { return doubtful };
    let length = times[times.len() - 1].start().as_millis().saturating_sub(times[0].end().as_millis());
    if article.len() > LONGEST || heard.len() > LONGEST || !(1..=LONGEST_MS).contains(&length) {
        return doubtful;
    }
    placed(texts, similarities, &article, &heard, &times)
}

/// The best way to pair the words of a run, each at its moment.
fn placed(
    texts: &TokenisedPair,
    similarities: &mut Similarities,
    article: &Range<usize>,
    heard: &Range<usize>,
    times: &[Span],
) -> Vec<Match> {
    let (n, m) = (article.len(), heard.len());
    let time = Span::between(times[0].end(), times[m + 1].start());
    let moments = moments(texts, article, time);
    let spread = SPREAD_MS + SPREAD_SHARE * time.duration().as_millis() as f32;
    let mut score = |i: usize, j: usize| {
        let like = similarities.of(texts, texts.article.ids[article.start + i], texts.heard.ids[heard.start + j]);
        let middle = (times[j + 1].start().as_millis() + times[j + 1].end().as_millis()) as f32 / 2.0;
        let off = (middle - moments[i]) / spread;
        let worth = if like.link == Link::Substituted { OTHER_WORD } else { like.score };
        (like, worth + (-0.5 * off * off).max(WRONG_MOMENT))
    };
    let mut best = vec![vec![0.0_f32; m + 1]; n + 1];
    for i in (0..=n).rev() {
        for j in (0..=m).rev() {
            best[i][j] = match (i < n, j < m) {
                (true, true) => (best[i + 1][j + 1] + score(i, j).1).max(best[i + 1][j] + ALONE).max(best[i][j + 1] + ALONE),
                (true, false) => best[i + 1][j] + ALONE,
                (false, true) => best[i][j + 1] + ALONE,
                (false, false) => 0.0,
            };
        }
    }
    let (mut i, mut j, mut found) = (0, 0, Vec::new());
    while i < n && j < m {
        let (like, worth) = score(i, j);
        if best[i][j] <= best[i + 1][j + 1] + worth {
            let (a, h) = (article.start + i, heard.start + j);
            found.push(Match { article: a..a + 1, heard: h..h + 1, link: like.link, score: like.score });
            (i, j) = (i + 1, j + 1);
        } else if best[i][j] <= best[i + 1][j] + ALONE {
            i += 1;
        } else {
            j += 1;
        }
    }
    found
}

/// The middle of each word's time, in milliseconds, if the words shared `time` by their letters.
fn moments(texts: &TokenisedPair, article: &Range<usize>, time: Span) -> Vec<f32> {
    let (start, length) = (time.start().as_millis() as f32, time.duration().as_millis() as f32);
    let own: Vec<f32> = article.clone().map(|word| usual_length_of(texts, word).as_millis() as f32).collect();
    let all: f32 = own.iter().sum();
    // Not `Span::shared`, whose whole milliseconds decide between placements that are equally good by the letters.
    let mut before = 0.0;
    let mut moments = Vec::with_capacity(own.len());
    for ms in own {
        moments.push(start + length * (before + ms / 2.0) / all);
        before += ms;
    }
    moments
}

/// Between two sentences: what is in doubt stays only on its own sentence's side of the longest pause.
fn on_the_right_side(texts: &TokenisedPair, p: &Match, q: &Match, mut doubtful: Vec<Match>) -> Vec<Match> {
    let pause = |j: usize| {
        let (before, after) = (texts.heard_at[j - 1]?, texts.heard_at[j]?);
        Some(after.start().as_millis().saturating_sub(before.end().as_millis()))
    };
    let pauses = (p.heard.end..=q.heard.start).map(|j| pause(j).map(|ms| (ms, j))).collect::<Option<Vec<_>>>();
    let Some((ms, border)) = pauses.and_then(|all| all.into_iter().max_by_key(|(ms, _)| *ms)) else { return doubtful };
    if ms >= PAUSE_MS {
        let (first, last) = (texts.sentence_of(p.article.start), texts.sentence_of(q.article.start));
        doubtful.retain(|d| match texts.sentence_of(d.article.start) {
            s if s == first => d.heard.end <= border,
            s if s == last => d.heard.start >= border,
            _ => true,
        });
    }
    doubtful
}

/// Lets the first and last words of a sentence go that stand far from the rest of it and weigh little.
fn without_detached(texts: &TokenisedPair, matches: Vec<Match>) -> Vec<Match> {
    let mut kept = Vec::with_capacity(matches.len());
    let sentence = |p: &Match| texts.sentence_of(p.article.start);
    for run in matches.chunk_by(|a, b| sentence(a) == sentence(b)) {
        let (mut from, mut to) = (0, run.len());
        let weight = |part: &[Match]| part.iter().map(|p| p.score).sum::<f32>();
        for k in 1..run.len() {
            if apart(texts, &run[k - 1], &run[k]) {
                if weight(&run[..k]) < APART_WEIGHT && weight(&run[..k]) < weight(&run[k..]) {
                    from = k;
                } else if to == run.len() && weight(&run[k..]) < APART_WEIGHT {
                    to = k;
                }
            }
        }
        kept.extend_from_slice(&run[from.min(to)..to]);
    }
    kept
}

fn apart(texts: &TokenisedPair, p: &Match, q: &Match) -> bool {
    let words = (q.heard.start - p.heard.end).saturating_sub(q.article.start - p.article.end);
    if words >= APART_WORDS {
        return true;
    }
    let (Some(before), Some(after)) = (texts.heard_at[p.heard.end - 1], texts.heard_at[q.heard.start]) else { return false };
    let usual = usual_length(texts, p.article.end..q.article.start).as_millis();
    after.start().as_millis().saturating_sub(before.end().as_millis()) > usual + usual / 2 + APART_MS
}
