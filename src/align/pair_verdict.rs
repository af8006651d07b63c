//! Whether recording and article belong together, by the passages that they share.
//!
//! Two texts on one subject share words and names, but hardly passages; a recogniser with 35 % word errors still leaves
//! runs in which most words are right. So only dense passages count, and they are measured against the smaller side: an
//! article may be a part of a long programme, and a recording may read a part of a long article.

use super::document::{Pair, PairVerdict};
use super::match_run::runs_of;
use super::reason::{RefusalCause, RefusalReason, SharedPassages};
use super::tokenised_pair::TokenisedPair;
use super::word_match::Match;
use crate::article::{Article, PartKind};
use crate::text::Language;
use crate::transcript::Transcript;

/// A passage counts from so many words that were met, and when at least this share of its words on each side was.
const PASSAGE: usize = 5;
const DENSE: f32 = 0.4;
/// The passages must cover this much of the smaller side.
pub(super) const ENOUGH: f32 = 0.2;
/// Any two texts share a phrase of small words («is the … of the … and»), so one passage is no evidence by itself: together they
/// must hold so many words that were met, or this share of a smaller side that is short.
const BEYOND_CHANCE: usize = 8;
const BEYOND_CHANCE_SHARE: f32 = 0.4;
/// With fewer words than this on one side there are no passages; then most words must have been met.
const FEW: usize = 12;
const MOST_OF_FEW: f32 = 0.5;

/// The evidence.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Evidence {
    printed: usize,
    heard: usize,
    /// Words of the article and of the recording within dense passages.
    passages: (usize, usize),
    /// Words that were met within them.
    met_in_passages: usize,
    longest: usize,
    met: usize,
}

impl Evidence {
    pub(super) fn of(texts: &TokenisedPair, article: &Article, matches: &[Match]) -> Self {
        let spoken =
            |i: &usize| article.sentences().get(texts.sentence_of(*i)).is_some_and(|s| s.part != PartKind::Boilerplate);
        let mut evidence =
            Self { printed: (0..texts.article.len()).filter(spoken).count(), heard: texts.heard.len(), ..Self::default() };
        for run in runs_of(matches) {
            let (a, h) = (run.article.len(), run.heard.len());
            evidence.met += run.met;
            if run.met >= PASSAGE && run.met as f32 >= DENSE * a.max(h) as f32 {
                evidence.passages = (evidence.passages.0 + a, evidence.passages.1 + h);
                evidence.met_in_passages += run.met;
                evidence.longest = evidence.longest.max(a);
            }
        }
        evidence
    }

    /// How much of the side of which more was met lies in passages (or, of very short texts, was met at all).
    pub(super) fn share(&self) -> f32 {
        let part = |n: usize, of: usize| if of == 0 { 0.0 } else { (n as f32 / of as f32).min(1.0) };
        let smaller = self.printed.min(self.heard);
        let beyond_chance = (BEYOND_CHANCE_SHARE * smaller as f32).min(BEYOND_CHANCE as f32);
        let passages = if self.met_in_passages as f32 >= beyond_chance {
            part(self.passages.0, self.printed).max(part(self.passages.1, self.heard))
        } else {
            0.0
        };
        if smaller < FEW && part(self.met, smaller) >= MOST_OF_FEW {
            passages.max(part(self.met, smaller))
        } else {
            passages
        }
    }

    /// The verdict, with the reason for a refusal.
    pub(super) fn verdict(&self, transcript: &Transcript, article: &Article) -> Pair {
        let share = self.share();
        if share >= ENOUGH {
            return Pair { verdict: PairVerdict::Matched, score: score(share), reason: None };
        }
        let reason = self.reason(transcript.language(), article.language());
        Pair { verdict: PairVerdict::Refused, score: score(share), reason: Some(reason) }
    }

    fn reason(&self, recording: &Language, article: &Language) -> RefusalReason {
        if self.printed == 0 {
            return RefusalReason::ArticleWithoutWords;
        }
        if self.heard == 0 {
            return RefusalReason::TranscriptWithoutWords;
        }
        let shared = if self.longest == 0 {
            SharedPassages::None { heard: self.heard, printed: self.printed, least: PASSAGE }
        } else {
            SharedPassages::Some { words: self.passages.1, heard: self.heard, longest: self.longest }
        };
        let unknown = Language::unknown();
        let cause = if recording != article && *recording != unknown && *article != unknown {
            RefusalCause::Languages { recording: recording.clone(), article: article.clone() }
        } else {
            RefusalCause::OneSubject
        };
        RefusalReason::TooLittleShared { shared, cause }
    }
}

/// From the share to the chance that they belong together: one half at [`ENOUGH`].
fn score(share: f32) -> f32 {
    1.0 / (1.0 + (-(share - ENOUGH) * 25.0).exp())
}
