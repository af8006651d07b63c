//! What captions are cut from: words with their punctuation and times, by who says them and whose wording they are.

use std::ops::Range;

use super::{Source, Speaker, Wording, bidi, measure};
use crate::text::Language;
use crate::time::Timed;

/// What stands between white space: a word with its punctuation, or a mark by itself.
#[derive(Debug, Clone)]
pub(super) struct Atom {
    /// Without controls, never blank.
    pub(super) text: String,
    /// How many characters a reader sees in it.
    pub(super) chars: usize,
    /// When it is said.
    pub(super) time: Timed,
    /// Whether it has a letter or a digit: a dash by itself is never said.
    pub(super) is_word: bool,
    /// Where it departs from print.
    pub(super) departures: Vec<Departure>,
    /// Whose wording it is, where a person chose that.
    pub(super) wording: Option<Wording>,
    /// Whether a person ended a line behind it.
    pub(super) ends_line: bool,
}

/// A place where what is shown is not what was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Departure {
    /// The word belongs to some that were said in place of what was published, if anything was; `place`, the first heard word of
    /// them, tells these from others beside them. `word` is the heard word that it shows.
    Said { place: usize, word: usize, published: Option<String> },
    /// Behind the word, this was published and not said.
    LeftOut(String),
}

impl Atom {
    /// `chunk`, which holds no white space, said at `time`; `None` when nothing of it can be seen.
    pub(super) fn new(chunk: &str, time: Timed) -> Option<Self> {
        let text: String = bidi::strip(chunk).chars().filter(|c| !c.is_control()).collect();
        if measure::is_blank(&text) {
            return None;
        }
        let is_word = text.chars().any(char::is_alphanumeric);
        Some(Self {
            chars: measure::chars(&text),
            text,
            time,
            is_word,
            departures: Vec::new(),
            wording: None,
            ends_line: false,
        })
    }

    /// The same word written so.
    pub(super) fn rewrite(&mut self, text: String) {
        self.chars = measure::chars(&text);
        self.text = text;
    }
}

/// Some words of one voice and one source: a sentence or a part of one.
#[derive(Debug, Clone)]
pub(super) struct Utterance {
    pub(super) atoms: Vec<Atom>,
    pub(super) speaker: Option<Speaker>,
    pub(super) source: Source,
    /// Its language, where words are shown as they were said in another than the rest.
    pub(super) language: Option<Language>,
    /// The id of the article's sentence whose wording it is.
    pub(super) sentence: Option<usize>,
    /// The words of the transcript that it stands for, by their places.
    pub(super) heard: Range<usize>,
    /// Whether it begins and ends where its sentence does in print; of the transcript's wording nothing is cut.
    pub(super) edges: Edges,
}

/// Whether an utterance begins and ends where its printed sentence does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Edges {
    pub(super) begins: bool,
    pub(super) ends: bool,
}

impl Edges {
    /// Those of a whole sentence.
    pub(super) const WHOLE: Self = Self { begins: true, ends: true };
}
