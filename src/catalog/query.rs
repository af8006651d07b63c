//! What a person types into the search.
//!
//! `council aid` both words · `"security council"` in this order, side by side · `counter*` words that begin so ·
//! `council OR parliament` either (binds weaker than side by side).

use std::ops::Range;

use super::search_documents::terms;
use super::{DbResult, Error};
use crate::text::{Token, tokens};

/// The most words of a query, all alternatives together.
const MOST_WORDS: usize = 64;

/// A run of words that stand side by side, as they are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    words: Vec<String>,
    /// The last word may go on.
    open: bool,
}

/// Any of several groups, all phrases of the group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Query {
    any: Vec<Vec<Phrase>>,
}

impl Query {
    pub(super) fn read(text: &str) -> DbResult<Self> {
        let refused = |reason| Error::Query { query: text.chars().take(80).collect(), reason };
        let mut any: Vec<Vec<Phrase>> = Vec::new();
        let mut group = Vec::new();
        for piece in pieces(text).ok_or_else(|| refused("a quotation mark is not closed"))? {
            if piece == "OR" {
                any.push(std::mem::take(&mut group));
            } else {
                group.extend(Phrase::read(piece));
            }
        }
        any.push(group);
        any.retain(|group| !group.is_empty());
        let words: usize = any.iter().flatten().map(|phrase| phrase.words.len()).sum();
        match words {
            0 => Err(refused("there is no word in it").into()),
            1..=MOST_WORDS => Ok(Self { any }),
            _ => Err(refused("it has more than 64 words").into()),
        }
    }

    /// The same in the index's own language. Every word is quoted, so that none can be taken for an operator.
    pub(super) fn for_index(&self) -> String {
        let phrase = |p: &Phrase| format!("\"{}\"{}", p.words.join(" "), if p.open { " *" } else { "" });
        let group = |g: &Vec<Phrase>| g.iter().map(phrase).collect::<Vec<_>>().join(" AND ");
        self.any.iter().map(|g| format!("({})", group(g))).collect::<Vec<_>>().join(" OR ")
    }

    /// Which of a text's tokens the query meets, as ranges of indices in order that do not overlap.
    pub(super) fn meets(&self, tokens: &[Token]) -> Vec<Range<usize>> {
        let keys = terms(tokens);
        let mut met: Vec<Range<usize>> = Vec::new();
        for phrase in self.any.iter().flatten() {
            let length = phrase.words.len();
            met.extend(keys.windows(length).enumerate().filter(|(_, w)| phrase.is(w)).map(|(at, _)| at..at + length));
        }
        met.sort_unstable_by_key(|range| (range.start, range.end));
        let mut apart: Vec<Range<usize>> = Vec::new();
        for range in met {
            match apart.last_mut() {
                Some(last) if range.start < last.end => last.end = last.end.max(range.end),
                _ => apart.push(range),
            }
        }
        apart
    }
}

impl Phrase {
    fn read(piece: &str) -> Option<Self> {
        let words = terms(&tokens(piece));
        (!words.is_empty()).then(|| Self { words, open: piece.trim_end_matches('"').ends_with('*') })
    }

    fn is(&self, keys: &[String]) -> bool {
        let last = self.words.len() - 1;
        let same = |(n, (word, key)): (usize, (&String, &String))| {
            if self.open && n == last { key.starts_with(word.as_str()) } else { key == word }
        };
        self.words.iter().zip(keys).enumerate().all(same)
    }
}

/// The quoted phrases and the words between them, a star behind a closing quotation mark included.
fn pieces(text: &str) -> Option<Vec<&str>> {
    let quote = |c: char| matches!(c, '"' | '“' | '”' | '«' | '»' | '„');
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find(quote) {
        found.extend(rest.get(..open)?.split_whitespace());
        let inside = rest.get(open..)?.chars().next().map_or(open, |c| open + c.len_utf8());
        let close = inside + rest.get(inside..)?.find(quote)?;
        let mut after = rest.get(close..)?.chars().next().map_or(close, |c| close + c.len_utf8());
        let starred = rest.get(after..)?.starts_with('*');
        after += usize::from(starred);
        found.push(rest.get(inside..if starred { after } else { close })?);
        rest = rest.get(after..)?;
    }
    found.extend(rest.split_whitespace());
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(text: &str) -> String {
        match Query::read(text) {
            Ok(query) => query.for_index(),
            Err(super::super::Fault::Catalog(error)) => error.to_string(),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn words_phrases_stars_and_or_are_understood_and_nothing_else_is_an_operator() {
        assert_eq!(index("Council aid"), "(\"council\" AND \"aid\")");
        assert_eq!(index("«the council» OR coun*"), "(\"the council\") OR (\"coun\" *)");
        assert_eq!(index("\"security coun\"*"), "(\"security coun\" *)");
        assert_eq!(index("OR a NEAR b OR"), "(\"a\" AND \"near\" AND \"b\")");
        assert_eq!(index("\"open"), "cannot search for `\"open`: a quotation mark is not closed");
        assert_eq!(index(" … \"\" OR"), "cannot search for ` … \"\" OR`: there is no word in it");
    }
}
