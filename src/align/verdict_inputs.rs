use std::collections::HashSet;
use std::ops::Range;

use super::hallucination::Suspicion;
use super::repeats::Duplicate;
use super::tokenised_pair::TokenisedPair;
use super::word_match::Match;
use crate::article::Article;
use crate::text::Language;
use crate::time::Timed;
use crate::transcript::Transcript;

/// What the steps of the alignment found, from which sentences and stretches of audio get their verdicts.
pub(super) struct VerdictInputs<'a> {
    pub(super) transcript: &'a Transcript,
    pub(super) article: &'a Article,
    pub(super) texts: &'a TokenisedPair,
    /// The article words of each sentence.
    pub(super) ranges: &'a [Range<usize>],
    /// Sorted by article word.
    pub(super) matches: &'a [Match],
    /// Sentences that repeat another one and share its time.
    pub(super) duplicates: &'a [Duplicate],
    /// Sentences that recur and of which it could not be told which one was said.
    pub(super) ambiguous: &'a HashSet<usize>,
    /// For each transcript word, why the recogniser most likely made it up; `None` when it did not.
    pub(super) made_up: &'a [Option<Suspicion>],
    /// For each transcript word, whether it notes a sound and was not said.
    pub(super) sounds: &'a [bool],
    /// For each transcript word, the language that its segment names, where it is another than the article's.
    pub(super) languages: &'a [Option<&'a Language>],
    /// For each transcript word, whether the recogniser gave it a time that cannot be true.
    pub(super) refused_times: &'a [bool],
    /// The time of each transcript word, where it is close enough for a printed word.
    pub(super) heard_times: &'a [Timed],
}
