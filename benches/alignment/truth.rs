//! What is true of a case: what was said, when, and which heard words each printed word became.

use rawi::align::WordRange;
use rawi::time::Span;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    Printed,
    Extra,
    MadeUp,
}

/// What is true of a case.
#[derive(Debug, Default)]
pub struct Truth {
    /// For each article word: which heard words it became.
    pub links: Vec<Option<WordRange>>,
    /// For each sentence: the share of its words that were said.
    pub said: Vec<f64>,
    /// For each sentence: when its first said word began, if it was heard.
    pub starts: Vec<Option<u32>>,
    pub heard: Vec<Heard>,
    pub moved: Vec<usize>,
    /// Sentences of which some words fell into the skipped window.
    pub cut: Vec<bool>,
    pub skipped: Option<Span>,
    /// How much of the skipped window was the article's text, in milliseconds.
    pub skipped_text_ms: u32,
    /// Printed numerals that were said in words: article word and whether it was put together rightly is for the score.
    pub numerals: Vec<usize>,
    /// A sentence printed twice and said once: where it was said, and the other.
    pub repeated: Option<(usize, usize)>,
    pub headline_copy: bool,
}

/// What is said in one go.
pub enum Utterance {
    Printed { sentence: usize, from: usize, to: usize },
    Extra(String),
    Loop,
    Music,
}
