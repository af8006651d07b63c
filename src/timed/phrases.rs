//! Words without segments, cut into phrases.

use std::ops::Range;

use super::{FileCue, FileTurn, FileWord, Place};
use crate::time::Millis;

/// Words are cut at a pause of at least this length,
const PAUSE: Millis = Millis::new(800);
/// at the end of a sentence, and at the latest after this many words.
const MOST_WORDS: usize = 30;

/// A word and where it stands.
pub(super) struct Placed {
    pub(super) word: FileWord,
    pub(super) place: Range<usize>,
    /// Who says it, where the file tells.
    pub(super) speaker: Option<String>,
}

/// `words` as cues of whole phrases, each timed by its words.
pub(super) fn cues(words: Vec<Placed>) -> Vec<FileCue> {
    let mut phrases: Vec<Vec<Placed>> = Vec::new();
    for word in words {
        match phrases.last_mut().filter(|phrase| !ends(phrase, &word)) {
            Some(phrase) => phrase.push(word),
            None => phrases.push(vec![word]),
        }
    }
    phrases.into_iter().map(cue).collect()
}

fn ends(phrase: &[Placed], next: &Placed) -> bool {
    let Some(last) = phrase.last() else { return false };
    let pause = last.word.span().zip(next.word.span()).is_some_and(|(a, b)| b.start() - a.end() >= PAUSE);
    let stop = last.word.text.trim_end().ends_with(['.', '!', '?', '؟', '۔']);
    last.speaker != next.speaker || pause || stop || phrase.len() >= MOST_WORDS
}

fn cue(phrase: Vec<Placed>) -> FileCue {
    let spans = || phrase.iter().filter_map(|placed| placed.word.span());
    let whole = phrase.iter().map(|placed| placed.place.clone()).reduce(|a, b| a.start..b.end).unwrap_or(0..0);
    let text = phrase.iter().map(|placed| placed.word.text.trim()).collect::<Vec<_>>().join(" ");
    FileCue {
        start: spans().map(|span| span.start()).min(),
        end: spans().map(|span| span.end()).max(),
        turns: vec![FileTurn::of(phrase.first().and_then(|first| first.speaker.as_deref()), vec![text])],
        place: Place { text: whole.clone(), whole, ..Place::default() },
        words: phrase.into_iter().map(|placed| placed.word).collect(),
        ..FileCue::default()
    }
}
