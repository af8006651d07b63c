//! A place in a text where what is said and what is published part.

use std::ops::Range;

/// What kind of difference is planted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Negation,
    Number,
    Date,
    Name,
    Opposite,
    Wording,
    Added,
    Omitted,
    /// A slip of the reader: true, small, and no one's goal.
    Slip,
    /// No difference: another spelling, number form, name of a month, transliteration, contraction.
    Same,
}

impl Kind {
    /// The differences that are planted in turn.
    pub const CHANGES: [Self; 8] =
        [Self::Negation, Self::Number, Self::Date, Self::Name, Self::Opposite, Self::Wording, Self::Added, Self::Omitted];

    pub fn read(name: &str) -> Option<Self> {
        let named = Self::CHANGES.into_iter().chain([Self::Same]);
        named.into_iter().find(|kind| format!("{kind:?}").to_lowercase() == name)
    }
}

/// What is said and what is published instead of a stretch of a block, where they differ.
#[derive(Debug, Clone)]
pub struct Place {
    pub kind: Kind,
    /// The bytes of the block that are replaced on both sides.
    pub range: Range<usize>,
    pub said: String,
    pub published: String,
    /// Where within `said` and `published` they differ: without the words that both begin and end with.
    pub said_differs: Range<usize>,
    pub published_differs: Range<usize>,
}

impl Place {
    /// `None` where both are the same.
    pub fn new(kind: Kind, range: Range<usize>, said: &str, published: &str) -> Option<Self> {
        let head = common_words(said, published);
        let tail = common_tail(&said[head..], &published[head..]);
        let within = |text: &str| trimmed(text, head..text.len() - tail);
        let (said_differs, published_differs) = (within(said), within(published));
        let differs = !said_differs.is_empty() || !published_differs.is_empty();
        differs.then(|| Self {
            kind,
            range,
            said: said.to_owned(),
            published: published.to_owned(),
            said_differs,
            published_differs,
        })
    }

    /// How far apart the letters are, 0 to 1: the edit distance over the longer side. Below 0.35 is near.
    pub fn is_near(&self) -> bool {
        let (a, b) = (&self.said[self.said_differs.clone()], &self.published[self.published_differs.clone()]);
        let longer = a.chars().count().max(b.chars().count());
        (distance(a, b) as f64) < 0.35 * longer as f64
    }
}

/// How many bytes of whole words both begin with, spaces behind them included.
fn common_words(a: &str, b: &str) -> usize {
    let same = a.char_indices().zip(b.chars()).take_while(|((_, x), y)| x == y);
    let end = same.last().map_or(0, |((at, c), _)| at + c.len_utf8());
    let whole = |text: &str| text.len() == end || text[end..].starts_with(char::is_whitespace);
    if whole(a) && whole(b) { end } else { a[..end].rfind(char::is_whitespace).map_or(0, |at| at + 1) }
}

fn common_tail(a: &str, b: &str) -> usize {
    let same = a.chars().rev().zip(b.chars().rev()).take_while(|(x, y)| x == y);
    let bytes: usize = same.map(|(x, _)| x.len_utf8()).sum();
    let starts_word =
        |text: &str, tail: usize| tail == text.len() || text[..text.len() - tail].ends_with(char::is_whitespace);
    let tail = &a[a.len() - bytes..];
    let cuts = std::iter::once(0).chain(tail.match_indices(char::is_whitespace).map(|(at, space)| at + space.len()));
    let fits = |cut: &usize| starts_word(a, bytes - cut) && starts_word(b, bytes - cut);
    cuts.chain([bytes]).find(fits).map_or(0, |cut| bytes - cut)
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = &text[range.clone()];
    let start = range.start + (inner.len() - inner.trim_start().len());
    start..(start + inner.trim().len())
}

/// Levenshtein's distance in letters.
pub fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = corner + usize::from(x != *y);
            corner = row[j + 1];
            row[j + 1] = change.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
