//! Matches that stand close together: the passages that two texts share.

use std::ops::Range;

use super::word_match::Match;

/// At most this many words of either text may lie between two matches of one run.
const MOST_WORDS_BETWEEN: usize = 5;
/// Each word between two matches of a run takes this from the run's score, in nats.
const COST_OF_WORD_BETWEEN: f32 = 0.3;

/// A run of matches that go forward in both texts with little between them.
#[derive(Debug, Clone)]
pub(super) struct MatchRun {
    /// Which of the matches, as an index range.
    pub(super) matches: Range<usize>,
    /// The article words from its first match to its last.
    pub(super) article: Range<usize>,
    /// The heard words from its first match to its last.
    pub(super) heard: Range<usize>,
    /// The scores of its matches less the cost of the words between them, in nats.
    pub(super) score: f32,
    /// Matched article words, not counting those that were heard as something else.
    pub(super) met: usize,
}

/// The runs of `matches`, which go forward in both texts.
pub(super) fn runs_of(matches: &[Match]) -> Vec<MatchRun> {
    let mut runs: Vec<MatchRun> = Vec::new();
    for (index, next) in matches.iter().enumerate() {
        match runs.last_mut().and_then(|run| Some((words_between(run, next)?, run))) {
            Some((words, run)) => {
                run.score += next.score - COST_OF_WORD_BETWEEN * words as f32;
                run.met += next.met();
                run.article.end = next.article.end;
                run.heard.end = next.heard.end;
                run.matches.end = index + 1;
            }
            None => runs.push(MatchRun {
                matches: index..index + 1,
                article: next.article.clone(),
                heard: next.heard.clone(),
                score: next.score,
                met: next.met(),
            }),
        }
    }
    runs
}

/// How many words of both texts lie between a run and the match behind it; `None` when that is too many for one run.
fn words_between(run: &MatchRun, next: &Match) -> Option<usize> {
    let printed = next.article.start.checked_sub(run.article.end)?;
    let heard = next.heard.start.checked_sub(run.heard.end)?;
    (printed <= MOST_WORDS_BETWEEN && heard <= MOST_WORDS_BETWEEN).then_some(printed + heard)
}

/// The run with the highest score; of equals the last.
pub(super) fn best_run(matches: &[Match]) -> Option<MatchRun> {
    runs_of(matches).into_iter().max_by(|a, b| a.score.total_cmp(&b.score))
}
