//! Matches that are too weak to be believed are dropped: two texts on one subject share words and names that prove nothing.

use std::ops::Range;

use super::block::Block;
use super::block_alignment::align_block;
use super::document::Link;
use super::match_run::{MatchRun, runs_of};
use super::similarity::Similarities;
use super::tokenised_pair::TokenisedPair;
use super::word_match::Match;

/// A run of matches that touches a believed one is believed from this score on, in nats. Two runs touch when at most
/// [`TOUCHING`] words of the article, or of the recording, lie between them.
const SCORE_BESIDE_ANOTHER: f32 = 4.0;
const TOUCHING: usize = 2;
/// One that stands alone is believed from this score on, in nats, when it also has this many words or covers this share of its
/// sentences: names of three words («الأمين العام للأمم المتحدة») are shared by any two texts on one subject.
const SCORE_ALONE: f32 = 9.0;
const WORDS_ALONE: usize = 8;
const SENTENCE_SHARE_ALONE: f32 = 0.45;

/// The matches of a sentence are its neighbours' when fewer of its words than this, or a smaller share of them, are matched.
const FEW_WORDS: usize = 3;
const FEW_OF_SENTENCE: f32 = 0.3;
/// Words of either text that are given back to a sentence, at most.
const MOST_GIVEN_BACK: usize = 24;
/// And when these matches score less than this, in nats, or as many words of the next sentence stand there and score more.
const STRAY_SCORE: f32 = 9.0;

/// The matches that can be believed, in order, without substitutions that no sure match stands beside.
pub(super) fn without_weak(texts: &TokenisedPair, similarities: &mut Similarities, matches: Vec<Match>) -> Vec<Match> {
    let matches = without_loose_substitutions(texts, matches);
    let runs = runs_of(&matches);
    let firm: Vec<bool> = runs.iter().map(|run| is_whole_text(texts, run) || stands_alone(texts, run)).collect();
    let mut kept = Vec::with_capacity(matches.len());
    for (index, run) in runs.iter().enumerate() {
        let before = index > 0 && firm[index - 1] && touch(&runs[index - 1], run);
        let after = index + 1 < runs.len() && firm[index + 1] && touch(run, &runs[index + 1]);
        if firm[index] || (run.score >= SCORE_BESIDE_ANOTHER && (before || after)) {
            kept.extend_from_slice(&matches[run.matches.clone()]);
        }
    }
    without_strayed(texts, similarities, &kept)
}

fn is_whole_text(texts: &TokenisedPair, run: &MatchRun) -> bool {
    run.article == (0..texts.article.len()) || run.heard == (0..texts.heard.len())
}

fn stands_alone(texts: &TokenisedPair, run: &MatchRun) -> bool {
    let long = run.met >= WORDS_ALONE || texts.share_of_sentences(&run.article) >= SENTENCE_SHARE_ALONE;
    run.score >= SCORE_ALONE && long
}

fn touch(first: &MatchRun, second: &MatchRun) -> bool {
    let printed = second.article.start.saturating_sub(first.article.end);
    let heard = second.heard.start.saturating_sub(first.heard.end);
    printed <= TOUCHING || heard <= TOUCHING
}

/// Drops the matches that an unspoken sentence took from its neighbours («God bless America» from «And God bless America»): few of
/// its words are matched, and between its neighbours fewer words were heard than half of it has. What was heard for them is aligned
/// anew with the words of the neighbours that stand there.
fn without_strayed(texts: &TokenisedPair, similarities: &mut Similarities, matches: &[Match]) -> Vec<Match> {
    let sentence = |m: &Match| texts.sentence_of(m.article.start);
    let mut kept: Vec<Match> = Vec::with_capacity(matches.len());
    let mut next = 0;
    for own in matches.chunk_by(|a, b| sentence(a) == sentence(b)) {
        next += own.len();
        let met: usize = own.iter().map(Match::met).sum();
        let score: f32 = own.iter().map(|m| m.score).sum();
        let words = own.first().map_or(0, |first| texts.words_of_sentences(&first.article));
        let heard_from = kept.last().map_or(0, |before| before.heard.end);
        let heard_to = matches.get(next).map_or(texts.heard.len(), |after| after.heard.start);
        let few = met < FEW_WORDS || (met as f32) < FEW_OF_SENTENCE * words as f32;
        let crowded = heard_to.saturating_sub(heard_from) * 2 < words;
        let likely = few && crowded && words > 2 && met * 2 <= words;
        let after = matches.get(next).filter(|_| likely);
        let given = after.map_or(Vec::new(), |after| given_back(texts, similarities, heard_from..heard_to, after));
        // As many words of the next sentence are found there, and surer ones: those of a sentence that the recogniser cut off meet a
        // later one by chance only.
        let surer = given.iter().map(|m| m.score).sum::<f32>() > score;
        let others = surer && given.iter().map(Match::met).sum::<usize>() >= met;
        if others {
            kept.extend(given);
        } else if !likely || score >= STRAY_SCORE {
            kept.extend_from_slice(own);
        }
    }
    kept
}

/// The matches of free heard words with the beginning of the sentence that goes on with `after`.
fn given_back(texts: &TokenisedPair, similarities: &mut Similarities, heard: Range<usize>, after: &Match) -> Vec<Match> {
    let article = texts.start_of_sentence(after.article.start)..after.article.start;
    let block = Block { article, heard, free_start: true, free_end: false };
    let mut found = Vec::new();
    if !block.article.is_empty() && block.article.len().max(block.heard.len()) <= MOST_GIVEN_BACK {
        align_block(texts, &block, similarities, &mut found);
    }
    found
}

/// Leaves out substitutions that no match of the same sentence stands right beside: at the edge of an unspoken passage any loose
/// word would be taken for its first.
fn without_loose_substitutions(texts: &TokenisedPair, matches: Vec<Match>) -> Vec<Match> {
    let is_beside_another = |(index, m): (usize, &Match)| {
        let before = index.checked_sub(1).and_then(|before| matches.get(before));
        let after = matches.get(index + 1);
        m.link != Link::Substituted
            || before.is_some_and(|before| are_neighbours(texts, before, m))
            || after.is_some_and(|after| are_neighbours(texts, m, after))
    };
    let kept: Vec<bool> = matches.iter().enumerate().map(is_beside_another).collect();
    matches.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(m, _)| m).collect()
}

/// Whether two matches of one sentence have at most one word of either text between them.
fn are_neighbours(texts: &TokenisedPair, first: &Match, second: &Match) -> bool {
    let near = second.article.start <= first.article.end + 1 && second.heard.start <= first.heard.end + 1;
    near && texts.sentence_of(first.article.start) == texts.sentence_of(second.article.start)
}
