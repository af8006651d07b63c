//! The sentences of an article.

use super::part::PartKind;
use crate::text::{TextRange, Token};

/// One sentence of the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands in [`Article::text`](super::Article::text), without the white space around it.
    pub range: TextRange,
    /// The part it belongs to; [`PartKind::Boilerplate`] when it is a stage direction and nothing else: `(Laughter)`.
    pub part: PartKind,
    /// Its words, in order, with ranges into [`Article::text`](super::Article::text); without those of stage directions, which nobody reads aloud.
    pub tokens: Vec<Token>,
    /// Where the page names who speaks this sentence, when it is quoted; a range into [`Article::text`](super::Article::text).
    pub speaker: Option<TextRange>,
}
