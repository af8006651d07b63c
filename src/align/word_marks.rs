use super::tokenised_pair::TokenisedPair;
use super::word_match::Match;

/// A yes or no for each word of both texts.
#[derive(Debug, Clone)]
pub(super) struct WordMarks {
    pub(super) article: Vec<bool>,
    pub(super) heard: Vec<bool>,
}

impl WordMarks {
    /// Yes for every word.
    pub(super) fn all(texts: &TokenisedPair) -> Self {
        Self { article: vec![true; texts.article.len()], heard: vec![true; texts.heard.len()] }
    }

    /// Sets the words of `matches` to no.
    pub(super) fn unmark(&mut self, matches: &[Match]) {
        for m in matches {
            self.article[m.article.clone()].fill(false);
            self.heard[m.heard.clone()].fill(false);
        }
    }
}
