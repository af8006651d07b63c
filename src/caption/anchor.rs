//! Where a person set something: by the words that are there and when they are heard, never by a number.

use std::ops::Range;

use super::segmentation::Item;
use crate::text::normalise;
use crate::time::Span;

/// How far, in milliseconds, the same words may lie from where they were: another recogniser hears them a little earlier or later.
const REACH_MS: u32 = 3000;
/// The same for one or two words, which occur more often.
const SHORT_REACH_MS: u32 = 1500;
/// A neighbour that is another word counts as so many milliseconds of distance.
const STRANGER_MS: u32 = 400;
/// A word that begins this close to where one was, in milliseconds, is that one in another spelling.
const SAME_WORD_MS: u32 = 150;
/// The ends of a run of other words may lie so far, in milliseconds, from where those of the run were.
const EDGE_MS: u32 = 500;

/// A place in what is said: some words in a row, with the words beside them and the time at which they are heard.
///
/// It is found again by its words near its time, so that it survives that the report is aligned anew, captioned within other limits,
/// or recognised by another model.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Anchor {
    /// The words, as they were shown; never empty.
    pub words: Vec<String>,
    /// The word in front of them.
    pub before: Option<String>,
    /// The word behind them.
    pub after: Option<String>,
    /// From the beginning of the first to the end of the last, on the recording's timeline.
    pub span: Span,
}

/// A word of a row, as anchors look for it.
#[derive(Debug, Clone)]
pub(super) struct PlacedWord {
    pub(super) text: String,
    key: String,
    /// Where it begins, in milliseconds.
    pub(super) start: u32,
    /// Where it is over, in milliseconds.
    pub(super) end: u32,
}

/// Where an anchor was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) words: Range<usize>,
    /// Whether the very words are there.
    pub(super) is_same: bool,
}

/// The words of a row, as anchors look for them.
pub(super) fn placed(items: &[Item<'_>]) -> Vec<PlacedWord> {
    let word = |item: &Item<'_>| PlacedWord {
        text: item.atom.text.clone(),
        key: key(&item.atom.text),
        start: item.start,
        end: item.heard_until.max(item.end),
    };
    items.iter().map(word).collect()
}

/// By what a word is the same in all its spellings; a mark by itself is what it is.
fn key(word: &str) -> String {
    let key = normalise(word).key().to_owned();
    if key.is_empty() { word.to_owned() } else { key }
}

impl Anchor {
    /// The place of these words, heard during `span`, between their neighbours. `None` without a word.
    #[must_use]
    pub fn new(words: Vec<String>, before: Option<String>, after: Option<String>, span: Span) -> Option<Self> {
        (!words.is_empty()).then_some(Self { words, before, after, span })
    }

    /// The place of the words `words` of a row.
    pub(super) fn of(row: &[PlacedWord], words: Range<usize>) -> Option<Self> {
        let inside = row.get(words.clone())?;
        let (first, last) = (inside.first()?, inside.last()?);
        let text = |at: Option<usize>| Some(row.get(at?)?.text.clone());
        Some(Self {
            words: inside.iter().map(|word| word.text.clone()).collect(),
            before: text(words.start.checked_sub(1)),
            after: text(Some(words.end)),
            span: Span::from_millis(first.start, last.end.max(first.start)),
        })
    }

    /// Where it is in a row whose words begin one after the other: where the same words are nearest to its time; else where others
    /// are at exactly its time.
    pub(super) fn find(&self, row: &[PlacedWord]) -> Option<Found> {
        self.same_words(row).or_else(|| self.same_time(row))
    }

    fn same_words(&self, row: &[PlacedWord]) -> Option<Found> {
        let keys: Vec<String> = self.words.iter().map(|word| key(word)).collect();
        let start = self.span.start().as_millis();
        let from = row.partition_point(|word| word.start < start.saturating_sub(REACH_MS));
        let near = row.iter().skip(from).take_while(|word| word.start <= start.saturating_add(REACH_MS)).count();
        let there = |at: &usize| {
            let inside = row.get(*at..*at + keys.len());
            inside.is_some_and(|inside| inside.iter().zip(&keys).all(|(word, key)| word.key == *key))
        };
        let distance = |at: &usize| row[*at].start.abs_diff(start) + STRANGER_MS * self.strangers(row, *at);
        let reach = if keys.len() > 2 { REACH_MS } else { SHORT_REACH_MS };
        let best = (from..from + near).filter(there).min_by_key(distance).filter(|best| distance(best) <= reach)?;
        Some(Found { words: best..best + keys.len(), is_same: true })
    }

    /// How many of the neighbours are other words than they were.
    fn strangers(&self, row: &[PlacedWord], at: usize) -> u32 {
        let is_other = |place: Option<usize>, was: &Option<String>| {
            let is = place.and_then(|place| row.get(place)).map(|word| word.key.as_str());
            u32::from(is != was.as_deref().map(key).as_deref())
        };
        is_other(at.checked_sub(1), &self.before) + is_other(Some(at + self.words.len()), &self.after)
    }

    fn same_time(&self, row: &[PlacedWord]) -> Option<Found> {
        let (start, end) = (self.span.start().as_millis(), self.span.end().as_millis());
        let first = nearest(row, |word| word.start, start)?;
        if self.words.len() == 1 {
            let is_there = row[first].start.abs_diff(start) <= SAME_WORD_MS;
            return is_there.then_some(Found { words: first..first + 1, is_same: false });
        }
        let last = nearest(row, |word| word.end, end).filter(|last| *last >= first)?;
        let close = row[first].start.abs_diff(start) <= EDGE_MS && row[last].end.abs_diff(end) <= EDGE_MS;
        let inside = &row[first..=last];
        (close && self.half_of(inside)).then_some(Found { words: first..last + 1, is_same: false })
    }

    /// Whether half of the words are still among these, and half of these are of them.
    fn half_of(&self, inside: &[PlacedWord]) -> bool {
        let mut left: Vec<&str> = inside.iter().map(|word| word.key.as_str()).collect();
        let mut shared = 0;
        for word in &self.words {
            if let Some(at) = left.iter().position(|other| *other == key(word)) {
                left.swap_remove(at);
                shared += 1;
            }
        }
        2 * shared >= self.words.len().max(inside.len())
    }
}

/// The word whose `time` is nearest to an instant.
fn nearest(row: &[PlacedWord], time: impl Fn(&PlacedWord) -> u32, at: u32) -> Option<usize> {
    (0..row.len()).min_by_key(|index| time(&row[*index]).abs_diff(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(words: &[(&str, u32)]) -> Vec<PlacedWord> {
        let word = |(text, start): &(&str, u32)| PlacedWord {
            text: (*text).to_owned(),
            key: key(text),
            start: *start,
            end: start + 200,
        };
        words.iter().map(word).collect()
    }

    #[test]
    fn the_same_word_twice_is_told_by_its_time_and_its_neighbours() {
        let heard = row(&[("the", 0), ("cat", 300), ("and", 600), ("the", 900), ("dog", 1200)]);
        let second = Anchor::of(&heard, 3..4).unwrap();
        assert_eq!(second.find(&heard).unwrap().words, 3..4);
        // Another recogniser hears everything 400 ms later, and one word less.
        let later = row(&[("the", 400), ("cat", 700), ("the", 1300), ("dog", 1600)]);
        assert_eq!(second.find(&later), Some(Found { words: 2..3, is_same: true }));
    }

    #[test]
    fn a_word_in_another_spelling_is_there_and_one_that_is_gone_is_not() {
        let heard = row(&[("the", 0), ("hat", 300), ("sat", 600)]);
        let hat = Anchor::of(&heard, 1..2).unwrap();
        let corrected = row(&[("the", 0), ("cat", 300), ("sat", 600)]);
        assert_eq!(hat.find(&corrected), Some(Found { words: 1..2, is_same: false }));
        assert_eq!(hat.find(&row(&[("the", 0), ("sat", 600)])), None);
        assert_eq!(hat.find(&row(&[("hat", 9000)])), None, "the same word elsewhere is another");
        assert_eq!(hat.find(&[]), None);
    }

    #[test]
    fn a_run_is_found_with_some_other_words_and_not_with_most() {
        let heard = row(&[("a", 0), ("b", 300), ("c", 600), ("d", 900)]);
        let run = Anchor::of(&heard, 0..4).unwrap();
        let some = row(&[("a", 0), ("x", 300), ("c", 600), ("d", 900)]);
        assert_eq!(run.find(&some), Some(Found { words: 0..4, is_same: false }));
        assert_eq!(run.find(&row(&[("x", 0), ("y", 300), ("z", 600), ("d", 900)])), None);
    }
}
