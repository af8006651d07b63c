//! What a person types into the search.
//!
//! `council aid` both words · `weapon` words that begin so, since it has more than four letters · `"weapon"` that very word ·
//! `"security council"` in this order, side by side · `aid*` words that begin so, however short · `council -aid` where the one
//! is and the other is not · `council OR parliament` either (binds weaker than side by side).

use std::ops::Range;

use super::search_documents::terms;
use super::{DbResult, Error};
use crate::text::{Token, tokens};

/// The most words of a query, all alternatives together.
const MOST_WORDS: usize = 64;

/// A word of more letters is met by those that begin with it; a shorter one begins too many.
const LONGEST_WHOLE_WORD: usize = 4;

/// A run of words that stand side by side, as they are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    words: Vec<String>,
    /// The last word may go on.
    open: bool,
}

/// All of some phrases and none of others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Group {
    wanted: Vec<Phrase>,
    excluded: Vec<Phrase>,
}

/// Any of several groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Query {
    any: Vec<Group>,
}

impl Query {
    pub(super) fn read(text: &str) -> DbResult<Self> {
        let refused = |reason| Error::Query { query: text.chars().take(80).collect(), reason };
        let mut any = Vec::new();
        let mut group = Group::default();
        for piece in pieces(text).ok_or_else(|| refused("a quotation mark is not closed"))? {
            match piece {
                Piece { text: "OR", quoted: false, .. } => any.push(std::mem::take(&mut group)),
                Piece { excluded: true, .. } => group.excluded.extend(Phrase::read(&piece)),
                _ => group.wanted.extend(Phrase::read(&piece)),
            }
        }
        any.push(group);
        if any.iter().any(|group| group.wanted.is_empty() && !group.excluded.is_empty()) {
            return Err(refused("beside what is to be left out there is no word to find").into());
        }
        any.retain(|group| !group.wanted.is_empty());
        let words: usize = any.iter().flat_map(Group::phrases).map(|phrase| phrase.words.len()).sum();
        match words {
            0 => Err(refused("there is no word in it").into()),
            1..=MOST_WORDS => Ok(Self { any }),
            _ => Err(refused("it has more than 64 words").into()),
        }
    }

    /// The same in the index's own language. Every word is quoted, so that none can be taken for an operator.
    pub(super) fn for_index(&self) -> String {
        self.any.iter().map(Group::for_index).collect::<Vec<_>>().join(" OR ")
    }

    /// Each phrase that is to be found, in the index's own language.
    pub(super) fn wanted(&self) -> impl Iterator<Item = String> {
        self.any.iter().flat_map(|group| &group.wanted).map(Phrase::for_index)
    }

    /// Which of a text's tokens the query meets, as ranges of indices in order that do not overlap.
    pub(super) fn meets(&self, tokens: &[Token]) -> Vec<Range<usize>> {
        let keys = terms(tokens);
        let mut met: Vec<Range<usize>> = Vec::new();
        for phrase in self.any.iter().flat_map(|group| &group.wanted) {
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

impl Group {
    fn phrases(&self) -> impl Iterator<Item = &Phrase> {
        self.wanted.iter().chain(&self.excluded)
    }

    fn for_index(&self) -> String {
        let joined = |phrases: &[Phrase], with| phrases.iter().map(Phrase::for_index).collect::<Vec<_>>().join(with);
        let wanted = joined(&self.wanted, " AND ");
        match joined(&self.excluded, " OR ") {
            none if none.is_empty() => format!("({wanted})"),
            excluded => format!("(({wanted}) NOT ({excluded}))"),
        }
    }
}

impl Phrase {
    fn read(piece: &Piece<'_>) -> Option<Self> {
        let words = terms(&tokens(piece.text));
        let last = words.last()?;
        let long = !piece.quoted && last.chars().count() > LONGEST_WHOLE_WORD && last.chars().all(char::is_alphabetic);
        Some(Self { open: piece.starred || long, words })
    }

    fn for_index(&self) -> String {
        format!("\"{}\"{}", self.words.join(" "), if self.open { " *" } else { "" })
    }

    fn is(&self, keys: &[String]) -> bool {
        let last = self.words.len() - 1;
        let same = |(n, (word, key)): (usize, (&String, &String))| {
            if self.open && n == last { key.starts_with(word.as_str()) } else { key == word }
        };
        self.words.iter().zip(keys).enumerate().all(same)
    }
}

/// A word or a quoted phrase as it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece<'a> {
    text: &'a str,
    quoted: bool,
    starred: bool,
    excluded: bool,
}

impl<'a> Piece<'a> {
    fn word(text: &'a str) -> Self {
        let bare = text.strip_prefix(['-', '−']).filter(|rest| rest.starts_with(char::is_alphanumeric));
        Self { text: bare.unwrap_or(text), quoted: false, starred: text.ends_with('*'), excluded: bare.is_some() }
    }
}

/// The quoted phrases and the words between them; `None` where a quotation mark is open.
fn pieces(text: &str) -> Option<Vec<Piece<'_>>> {
    let quote = |c: char| matches!(c, '"' | '“' | '”' | '«' | '»' | '„');
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find(quote) {
        let mut before: Vec<&str> = rest.get(..open)?.split_whitespace().collect();
        let touches = rest.get(..open)?.ends_with(['-', '−']);
        let excluded = touches && before.pop_if(|last| matches!(*last, "-" | "−")).is_some();
        found.extend(before.into_iter().map(Piece::word));
        let inside = rest.get(open..)?.chars().next().map_or(open, |c| open + c.len_utf8());
        let close = inside + rest.get(inside..)?.find(quote)?;
        let mut after = rest.get(close..)?.chars().next().map_or(close, |c| close + c.len_utf8());
        let starred = rest.get(after..)?.starts_with('*');
        after += usize::from(starred);
        found.push(Piece { text: rest.get(inside..close)?, quoted: true, starred, excluded });
        rest = rest.get(after..)?;
    }
    found.extend(rest.split_whitespace().map(Piece::word));
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
        assert_eq!(index("Council aid"), "(\"council\" * AND \"aid\")");
        assert_eq!(index("«the council» OR coun*"), "(\"the council\") OR (\"coun\" *)");
        assert_eq!(index("\"security coun\"*"), "(\"security coun\" *)");
        assert_eq!(index("OR a NEAR b OR"), "(\"a\" AND \"near\" AND \"b\")");
        assert_eq!(index("\"OR\""), "(\"or\")");
        assert_eq!(index("\"open"), "cannot search for `\"open`: a quotation mark is not closed");
        assert_eq!(index(" … \"\" OR"), "cannot search for ` … \"\" OR`: there is no word in it");
    }

    #[test]
    fn what_is_in_quotation_marks_is_exact_and_figures_are() {
        assert_eq!(index("weapon"), "(\"weapon\" *)");
        assert_eq!(index("\"weapon\""), "(\"weapon\")");
        assert_eq!(index("20170802"), "(\"20170802\")");
        assert_eq!(index("مجلس المتحدة"), "(\"مجلس\" AND \"متحده\" *)");
    }

    #[test]
    fn a_minus_in_front_leaves_out_and_one_within_is_a_hyphen() {
        assert_eq!(index("council -aid"), "((\"council\" *) NOT (\"aid\"))");
        assert_eq!(index("aid -\"security council\" -war"), "((\"aid\") NOT (\"security council\" OR \"war\"))");
        assert_eq!(index("aid -weapon OR war"), "((\"aid\") NOT (\"weapon\" *)) OR (\"war\")");
        assert!(!index("al-Shabab - aid").contains("NOT"));
        let only = "cannot search for `-aid`: beside what is to be left out there is no word to find";
        assert_eq!(index("-aid"), only);
    }
}
