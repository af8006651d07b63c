//! Where the published words and the heard ones of a sentence differ.

use serde::Serialize;

use crate::align::{AlignedSentence, Link};
use crate::transcript::Transcript;

/// One place where the published words and the heard ones differ. One side may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Change {
    /// What the page has.
    pub published: String,
    /// What was heard.
    pub heard: String,
}

impl Change {
    fn is_empty(&self) -> bool {
        self.published.is_empty() && self.heard.is_empty()
    }

    /// Whether it is more than a slip of the recogniser: three words and more on a side, or a figure.
    pub(super) fn weighs(&self) -> bool {
        let long = |text: &str| text.split_whitespace().count() >= 3;
        let figure = |text: &str| text.chars().any(char::is_numeric);
        long(&self.published) || long(&self.heard) || figure(&self.published) || figure(&self.heard)
    }
}

/// Longer runs between two words of one sentence are other speech (the sentence was interrupted), and no change of wording.
const LONGEST_INSERTION: usize = 12;

/// The heard words `from..to`, spaces between.
pub(super) fn quoted(transcript: &Transcript, (from, to): (usize, usize)) -> String {
    let to = to.min(transcript.words().len());
    let words = transcript.words().get(from..to).unwrap_or(&[]);
    words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// Runs of words that were not heard, that were heard otherwise, and that were heard and are not printed.
pub(super) fn changes(sentence: &AlignedSentence, text: &str, transcript: &Transcript) -> Vec<Change> {
    let mut found = Vec::new();
    let mut open = Change::default();
    let mut last: Option<usize> = None;
    for word in &sentence.words {
        let heard = word.heard.filter(|_| word.link != Link::None);
        if let (Some(last), Some((from, _))) = (last, heard)
            && from > last
            && from - last <= LONGEST_INSERTION
        {
            add(&mut open.heard, &quoted(transcript, (last, from)));
        }
        match (word.link, heard) {
            (Link::None, _) | (_, None) => add(&mut open.published, word.range.of(text)),
            (Link::Substituted, Some(range)) => {
                add(&mut open.published, word.range.of(text));
                add(&mut open.heard, &quoted(transcript, range));
            }
            _ => end(&mut open, &mut found),
        }
        last = heard.map(|(_, to)| to).or(last);
    }
    end(&mut open, &mut found);
    found
}

fn add(to: &mut String, words: &str) {
    if !to.is_empty() && !words.is_empty() {
        to.push(' ');
    }
    to.push_str(words);
}

fn end(open: &mut Change, found: &mut Vec<Change>) {
    if !open.is_empty() {
        found.push(std::mem::take(open));
    }
}
