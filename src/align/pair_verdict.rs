//! Whether recording and article belong together, by the passages that they share.
//!
//! Two texts on one subject share words and names, but hardly passages; a recogniser with 35 % word errors still leaves
//! runs in which most words are right. So only dense passages count, and they are measured against the shorter text: an
//! article may be a part of a long programme, and a recording may read a part of a long article.

use super::document::{Pair, PairVerdict};
use super::match_run::runs_of;
use super::reason::{RefusalCause, RefusalReason, SharedPassages};
use super::tokenised_pair::TokenisedPair;
use super::word_match::Match;
use crate::article::{Article, PartKind};
use crate::text::Language;
use crate::transcript::Transcript;

/// A run of matches is a passage when at least so many of its words are matched, and at least this share of its words in each text.
const PASSAGE: usize = 5;
const DENSE: f32 = 0.4;
/// A pair belongs together when passages cover at least this share of one of the texts.
pub(super) const ENOUGH: f32 = 0.2;
/// Any two texts share a phrase of small words («is the … of the … and»), so one passage is no evidence by itself: together they
/// must hold at least so many matched words, or this share of the shorter text when that is fewer.
const BEYOND_CHANCE: usize = 8;
const BEYOND_CHANCE_SHARE: f32 = 0.4;
/// A text with fewer words than this has no passages; then at least this share of its words must be matched.
const FEW: usize = 12;
const MOST_OF_FEW: f32 = 0.5;

/// What the matches say about whether recording and article belong together.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Evidence {
    /// Words of the article without boilerplate, and words of the recording.
    printed: usize,
    heard: usize,
    /// Those of them that lie in passages.
    printed_in_passages: usize,
    heard_in_passages: usize,
    /// Matched article words within passages, and in all.
    met_in_passages: usize,
    met: usize,
    /// Article words of the longest passage.
    longest: usize,
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
                evidence.printed_in_passages += a;
                evidence.heard_in_passages += h;
                evidence.met_in_passages += run.met;
                evidence.longest = evidence.longest.max(a);
            }
        }
        evidence
    }

    /// The share of the text that lies in passages, of that text of which more does, 0 to 1; of a very short text the share that is
    /// matched at all.
    pub(super) fn share(&self) -> f32 {
        let part = |n: usize, of: usize| if of == 0 { 0.0 } else { (n as f32 / of as f32).min(1.0) };
        let smaller = self.printed.min(self.heard);
        let beyond_chance = (BEYOND_CHANCE_SHARE * smaller as f32).min(BEYOND_CHANCE as f32);
        let passages = if self.met_in_passages as f32 >= beyond_chance {
            part(self.printed_in_passages, self.printed).max(part(self.heard_in_passages, self.heard))
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
            SharedPassages::Some { words: self.heard_in_passages, heard: self.heard, longest: self.longest }
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

/// The chance that a pair with this share belongs together: one half at [`ENOUGH`].
fn score(share: f32) -> f32 {
    1.0 / (1.0 + (-(share - ENOUGH) * 25.0).exp())
}
