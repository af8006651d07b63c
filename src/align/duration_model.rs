//! Words in doubt, placed by the clock.
//!
//! Between two words that surely belong together a recogniser drops, adds and mishears others, and their letters alone do not show
//! which printed word a misheard one stands for. Their times do: people speak at a steady pace, so that each printed word has a moment
//! at which it would have been said. And a word on the far side of a pause does not belong to the sentence.

use std::ops::Range;

use super::article_times::{usual_length, usual_length_of};
use super::document::Link;
use super::similarity::{Similarities, Similarity};
use super::tokenised_pair::TokenisedPair;
use super::word_match::Match;
use crate::time::Span;

/// A match is sure when it scores at least this, in nats, and is no substitution.
const SURE: f32 = 3.0;
/// A run in doubt that has more words than this in either text, or lasts longer, in milliseconds, is left as it is: over such a run
/// the pace changes.
const LONGEST_RUN: usize = 10;
const LONGEST_RUN_MS: u32 = 8_000;
/// Standard deviation of a word's middle from its expected moment: so many milliseconds, and this share of the run's length.
const SPREAD_MS: f32 = 220.0;
const SPREAD_SHARE: f32 = 0.05;
/// Score, in nats, of a word of either text that is matched with none, and of two unlike words that are matched.
const UNMATCHED: f32 = -1.0;
const SUBSTITUTED: f32 = -0.6;
/// The least that the distance of a word from its moment can score, in nats.
const WRONG_MOMENT: f32 = -8.0;
/// A pause this long, in milliseconds, parts two sentences.
const PAUSE_MS: u32 = 250;
/// The first or last matches of a sentence are detached from the rest when between the two at least so many more words were heard
/// than printed, or so much more time passed, in milliseconds, than one and a half times the usual length of the printed words there.
const DETACHED_WORDS: usize = 4;
const DETACHED_MS: u32 = 1_500;
/// They are dropped when they score less than this, in nats.
const DETACHED_SCORE: f32 = 7.0;

fn is_sure(m: &Match) -> bool {
    let by_form = matches!(m.link, Link::Joined | Link::Number);
    by_form || (m.link != Link::Substituted && m.score >= SURE)
}

/// `matches`, which go forward in both texts, with those in doubt matched anew or dropped.
pub(super) fn settle(texts: &TokenisedPair, similarities: &mut Similarities, matches: Vec<Match>) -> Vec<Match> {
    let mut settled: Vec<Match> = Vec::with_capacity(matches.len());
    let mut doubtful: Vec<Match> = Vec::new();
    let mut last: Option<Match> = None;
    for next in matches {
        if !is_sure(&next) {
            doubtful.push(next);
            continue;
        }
        let own = std::mem::take(&mut doubtful);
        match &last {
            Some(before) => settled.extend(between(texts, similarities, (before, &next), own)),
            None => settled.extend(own),
        }
        last = Some(next.clone());
        settled.push(next);
    }
    settled.append(&mut doubtful);
    without_detached(texts, settled)
}

/// The matches between two sure ones, of which `doubtful` are those found by the letters.
fn between(
    texts: &TokenisedPair,
    similarities: &mut Similarities,
    (before, behind): (&Match, &Match),
    doubtful: Vec<Match>,
) -> Vec<Match> {
    let (article, heard) = (before.article.end..behind.article.start, before.heard.end..behind.heard.start);
    if article.is_empty() || heard.is_empty() {
        return doubtful;
    }
    if texts.sentence_of(before.article.start) != texts.sentence_of(behind.article.start) {
        return on_their_side_of_the_pause(texts, (before, behind), doubtful);
    }
    match Run::of(texts, article, heard) {
        Some(run) => run.matches(&run.candidates(texts, similarities)),
        None => doubtful,
    }
}

/// A run in doubt between two sure matches of one sentence.
struct Run {
    article: Range<usize>,
    heard: Range<usize>,
    /// When its heard words were said.
    times: Vec<Span>,
    /// From the end of the sure word before it to the start of the one behind.
    span: Span,
}

/// Two words of a run that may be matched.
struct Candidate {
    similarity: Similarity,
    /// In nats, by similarity and moment.
    score: f32,
}

impl Run {
    /// `None` when a time is missing, or the run is too long for one pace.
    fn of(texts: &TokenisedPair, article: Range<usize>, heard: Range<usize>) -> Option<Self> {
        let with_sure_words = &texts.heard_at[heard.start - 1..heard.end + 1];
        let times = with_sure_words.iter().copied().collect::<Option<Vec<Span>>>()?;
        let [before, times @ .., behind] = times.as_slice() else { return None };
        let length = behind.start().as_millis().saturating_sub(before.end().as_millis());
        let fits = article.len() <= LONGEST_RUN && heard.len() <= LONGEST_RUN && (1..=LONGEST_RUN_MS).contains(&length);
        let span = Span::between(before.end(), behind.start());
        fits.then(|| Self { article, heard, times: times.to_vec(), span })
    }

    /// Every article word of the run with every heard word, a row for each article word.
    fn candidates(&self, texts: &TokenisedPair, similarities: &mut Similarities) -> Vec<Vec<Candidate>> {
        let spread = SPREAD_MS + SPREAD_SHARE * self.span.duration().as_millis() as f32;
        let mut candidate = |word: usize, moment: f32, heard: usize, time: &Span| {
            let similarity = similarities.of(texts, texts.article.ids[word], texts.heard.ids[heard]);
            let middle = (time.start().as_millis() + time.end().as_millis()) as f32 / 2.0;
            let deviation = (middle - moment) / spread;
            let by_letters = if similarity.link == Link::Substituted { SUBSTITUTED } else { similarity.score };
            Candidate { similarity, score: by_letters + (-0.5 * deviation * deviation).max(WRONG_MOMENT) }
        };
        let rows = self.article.clone().zip(self.moments(texts));
        rows.map(|(word, moment)| {
            self.heard.clone().zip(&self.times).map(|(heard, time)| candidate(word, moment, heard, time)).collect()
        })
        .collect()
    }

    /// The moment, in milliseconds, of the middle of each article word if all shared the run's time by their usual length.
    fn moments(&self, texts: &TokenisedPair) -> Vec<f32> {
        let (start, length) = (self.span.start().as_millis() as f32, self.span.duration().as_millis() as f32);
        let own: Vec<f32> = self.article.clone().map(|word| usual_length_of(texts, word).as_millis() as f32).collect();
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

    /// The matches with the highest score in sum that go forward in both texts.
    fn matches(&self, candidates: &[Vec<Candidate>]) -> Vec<Match> {
        let (n, m) = (self.article.len(), self.heard.len());
        let best = best_scores(candidates, n, m);
        let (mut i, mut j, mut found) = (0, 0, Vec::new());
        while i < n && j < m {
            let Candidate { similarity, score } = &candidates[i][j];
            if best[i][j] <= best[i + 1][j + 1] + score {
                let (a, h) = (self.article.start + i, self.heard.start + j);
                found.push(Match { article: a..a + 1, heard: h..h + 1, link: similarity.link, score: similarity.score });
                (i, j) = (i + 1, j + 1);
            } else if best[i][j] <= best[i + 1][j] + UNMATCHED {
                i += 1;
            } else {
                j += 1;
            }
        }
        found
    }
}

/// The best score from each cell to the end of a run of `n` article words and `m` heard words.
fn best_scores(candidates: &[Vec<Candidate>], n: usize, m: usize) -> Vec<Vec<f32>> {
    let mut best = vec![vec![0.0_f32; m + 1]; n + 1];
    for i in (0..=n).rev() {
        for j in (0..=m).rev() {
            best[i][j] = match (i < n, j < m) {
                (true, true) => (best[i + 1][j + 1] + candidates[i][j].score)
                    .max(best[i + 1][j] + UNMATCHED)
                    .max(best[i][j + 1] + UNMATCHED),
                (true, false) => best[i + 1][j] + UNMATCHED,
                (false, true) => best[i][j + 1] + UNMATCHED,
                (false, false) => 0.0,
            };
        }
    }
    best
}

/// Between sure matches of two sentences: what is in doubt stays only on its own sentence's side of the longest pause.
fn on_their_side_of_the_pause(texts: &TokenisedPair, (p, q): (&Match, &Match), mut doubtful: Vec<Match>) -> Vec<Match> {
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

/// Drops the first and last matches of a sentence that are detached from the rest of it and score little.
fn without_detached(texts: &TokenisedPair, matches: Vec<Match>) -> Vec<Match> {
    let mut kept = Vec::with_capacity(matches.len());
    let sentence = |p: &Match| texts.sentence_of(p.article.start);
    for run in matches.chunk_by(|a, b| sentence(a) == sentence(b)) {
        let (mut from, mut to) = (0, run.len());
        let score = |part: &[Match]| part.iter().map(|p| p.score).sum::<f32>();
        for k in 1..run.len() {
            if is_detached(texts, &run[k - 1], &run[k]) {
                if score(&run[..k]) < DETACHED_SCORE && score(&run[..k]) < score(&run[k..]) {
                    from = k;
                } else if to == run.len() && score(&run[k..]) < DETACHED_SCORE {
                    to = k;
                }
            }
        }
        kept.extend_from_slice(&run[from.min(to)..to]);
    }
    kept
}

/// Whether two matches of one sentence, one right behind the other, stand too far apart for what is printed between them.
fn is_detached(texts: &TokenisedPair, p: &Match, q: &Match) -> bool {
    let words = (q.heard.start - p.heard.end).saturating_sub(q.article.start - p.article.end);
    if words >= DETACHED_WORDS {
        return true;
    }
    let (Some(before), Some(after)) = (texts.heard_at[p.heard.end - 1], texts.heard_at[q.heard.start]) else { return false };
    let usual = usual_length(texts, p.article.end..q.article.start).as_millis();
    after.start().as_millis().saturating_sub(before.end().as_millis()) > usual + usual / 2 + DETACHED_MS
}
