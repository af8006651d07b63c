use std::ops::Range;

use super::document::Link;

/// Some article words that belong to some heard words: one to one, one to several, or several to one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Match {
    /// Index range into the article's words of [`super::tokenised_pair::TokenisedPair`].
    pub(super) article: Range<usize>,
    /// Index range into the heard words.
    pub(super) heard: Range<usize>,
    pub(super) link: Link,
    /// Log-odds, in nats, of "these belong together" against "they met by chance".
    pub(super) score: f32,
}

impl Match {
    /// Article words that were met: none when something else was heard in their place.
    pub(super) fn met(&self) -> usize {
        if self.link == Link::Substituted { 0 } else { self.article.len() }
    }
}
