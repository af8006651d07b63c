//! The words of the index: what each is without its proclitics, and which have one stem.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, params};

use super::DbResult;
use super::sql::{first, put, rows};
use crate::text::{Normalised, Token, normalise, search_stem, tokens_by};

/// So many words are remembered by their normalised form, in some ten megabytes: of a catalog of years in two languages nearly all that
/// are met again.
const REMEMBERED: usize = 1 << 16;

thread_local! {
    /// To normalise the words of a large import took a third of its time, and they are the same again and again.
    static KNOWN: RefCell<HashMap<Box<str>, Normalised>> = RefCell::default();
}

/// The words of `text`, as [`crate::text::tokens`] gives them.
pub(super) fn remembered_tokens(text: &str) -> Vec<Token> {
    KNOWN.with_borrow_mut(|known| {
        tokens_by(text, |word| {
            if let Some(normalised) = known.get(word) {
                return normalised.clone();
            }
            if known.len() >= REMEMBERED {
                known.clear();
            }
            let normalised = normalise(word);
            known.insert(word.into(), normalised.clone());
            normalised
        })
    })
}

/// A word as the index holds it. A number's key may hold signs; white space alone would split it, and a quotation mark is the one sign
/// that the index does not take for a part of a word.
pub(super) fn term(word: &Normalised) -> Cow<'_, str> {
    whole(word.key())
}

/// The same without proclitics.
pub(super) fn bare_term(word: &Normalised) -> Cow<'_, str> {
    whole(word.stem())
}

fn whole(key: &str) -> Cow<'_, str> {
    let splits = |c: char| c.is_ascii_whitespace() || c.is_ascii_control() || c == '"';
    if key.contains(splits) { Cow::Owned(key.replace(splits, "_")) } else { Cow::Borrowed(key) }
}

/// So many words are remembered as listed.
const REMEMBERED_AS_LISTED: usize = 1 << 17;

/// Words that are in the list already.
#[derive(Debug, Default)]
pub(super) struct Listed {
    terms: HashSet<String>,
    /// SQLite's number of the file's content; another one when others wrote to it.
    data_version: i64,
}

impl Listed {
    /// Puts a word into the list; gives it as the index holds it.
    pub(super) fn add<'a>(&mut self, t: &Connection, word: &'a Normalised) -> DbResult<Cow<'a, str>> {
        let term = term(word);
        if !self.terms.contains(&*term) {
            let sql = "INSERT OR IGNORE INTO search_terms (term, bare, stem) VALUES (?1, ?2, ?3)";
            put(t, sql, params![&*term, &*bare_term(word), search_stem(word)])?;
            if self.terms.len() >= REMEMBERED_AS_LISTED {
                self.terms.clear();
            }
            self.terms.insert(term.clone().into_owned());
        }
        Ok(term)
    }

    /// The same with no word known to be listed.
    pub(super) fn forgetting(self) -> Self {
        Self { terms: HashSet::new(), ..self }
    }

    /// Forgets what others may have taken out since.
    pub(super) fn forget_if_others_wrote(&mut self, t: &Connection) -> DbResult<()> {
        let now = first(t, "PRAGMA data_version", [], |row| row.get::<_, i64>(0))?.unwrap_or_default();
        if now != self.data_version {
            *self = Self { terms: HashSet::new(), data_version: now };
        }
        Ok(())
    }
}

/// The words of one stem, or that are one without their proclitics; at most `most`.
pub(super) fn forms(t: &Connection, stem: &str, bare: &str, most: usize) -> DbResult<Vec<String>> {
    let sql = "SELECT term FROM search_terms WHERE stem = ?1 UNION SELECT term FROM search_terms WHERE bare = ?2 LIMIT ?3";
    rows(t, sql, params![stem, bare, most as i64], |row| Ok(row.get(0)?))
}

/// The words that begin so, whatever proclitics they have; `None` when there are more than `most`.
pub(super) fn beginning(t: &Connection, bare: &str, most: usize) -> DbResult<Option<Vec<String>>> {
    let sql = "SELECT term FROM search_terms WHERE bare >= ?1 AND bare < ?2 ORDER BY term LIMIT ?3";
    let found: Vec<String> =
        rows(t, sql, params![bare, format!("{bare}\u{10ffff}"), most as i64 + 1], |row| Ok(row.get(0)?))?;
    Ok((found.len() <= most).then_some(found))
}
