//! A refusal cannot be overlooked: what is derived from an alignment is derived from a [`Matched`] pair, and only a pair that was
//! not refused becomes one.

use std::fmt;

use super::document::{Alignment, PairVerdict};
use super::reason::RefusalReason;
use crate::article::Article;
use crate::transcript::Transcript;

/// A recording and an article that belong together, with the alignment that says so.
///
/// ```
/// use rawi::align::align;
/// use rawi::article::{self, ReadOptions};
/// use rawi::transcript;
///
/// let words = br#"{"words": [{"word": "rain", "start": 0.1, "end": 0.5}, {"word": "tomorrow", "start": 0.5, "end": 1.1}]}"#;
/// let heard = transcript::read(words, None)?;
/// let page = article::read(b"The council met in the old town hall.", &ReadOptions::default())?;
/// let alignment = align(&heard, &page);
/// let refusal = alignment.matched(&heard, &page).unwrap_err();
/// assert!(refusal.to_string().starts_with("the recording and the article do not belong together: "));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Matched<'a> {
    alignment: &'a Alignment,
    transcript: &'a Transcript,
    article: &'a Article,
}

impl<'a> Matched<'a> {
    /// The alignment, whose verdict is [`PairVerdict::Matched`].
    pub fn alignment(self) -> &'a Alignment {
        self.alignment
    }

    /// The transcript that was aligned.
    pub fn transcript(self) -> &'a Transcript {
        self.transcript
    }

    /// The article that was aligned.
    pub fn article(self) -> &'a Article {
        self.article
    }
}

/// The recording and the article do not belong together, so nothing is derived from the two.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Refusal {
    /// By what evidence.
    pub reason: RefusalReason,
}

impl Refusal {
    /// Whether no words were heard: then nothing is known of whether the two belong together.
    pub fn is_nothing_heard(&self) -> bool {
        self.reason == RefusalReason::TranscriptWithoutWords
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_nothing_heard() {
            return f
                .write_str("no words were heard in the recording, so that there is nothing to compare with the article");
        }
        write!(f, "the recording and the article do not belong together: {}", self.reason)
    }
}

impl Alignment {
    /// The pair that was aligned, when it belongs together. `transcript` and `article` are those of which [`super::align`] made
    /// this alignment; of others, indices that do not fit show nothing.
    ///
    /// # Errors
    /// [`Refusal`] when it does not belong together.
    pub fn matched<'a>(&'a self, transcript: &'a Transcript, article: &'a Article) -> Result<Matched<'a>, Refusal> {
        match self.refusal() {
            Some(refusal) => Err(refusal),
            None => Ok(Matched { alignment: self, transcript, article }),
        }
    }

    /// Why the pair was refused; `None` when it belongs together.
    pub fn refusal(&self) -> Option<Refusal> {
        let refused = self.pair.verdict == PairVerdict::Refused;
        let reason = || self.pair.reason.clone().unwrap_or_else(|| RefusalReason::Other("they share too little".to_owned()));
        refused.then(|| Refusal { reason: reason() })
    }
}
