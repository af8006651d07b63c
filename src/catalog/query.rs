//! A query in the index's own language, and which words of a text it meets.

use std::ops::Range;

use rusqlite::Connection;

use super::query_parser::{self, Sought, Words};
use super::search_terms::{beginning, forms, term};
use super::{DbResult, Error};
use crate::text::{Normalised, Token, search_stem};

/// So many forms of one word are looked for by name; a beginning that more words have is looked for as a beginning.
const MOST_FORMS: usize = 256;
/// So many ways in which words can be near each other are looked for.
const MOST_WAYS: usize = 512;
/// What Arabic joins to the beginning of a word, as it is compared.
const PROCLITICS: [&str; 12] = ["", "ال", "و", "وال", "ب", "بال", "ل", "لل", "ف", "فال", "ك", "كال"];

/// A query that was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Query {
    sought: Sought,
}

/// The same in the language of the index. Every word is quoted, so that none can be taken for an operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct IndexQuery {
    /// Each word in any of its forms.
    pub(super) any_form: String,
    /// Each word as it was typed.
    pub(super) as_typed: String,
    /// Each word or phrase that is to be found.
    pub(super) wanted: Vec<String>,
}

impl Query {
    pub(super) fn read(text: &str) -> DbResult<Self> {
        Ok(Self { sought: query_parser::read(text)? })
    }

    /// # Errors
    /// [`Error::Query`] when the words of a `NEAR` have too many forms.
    pub(super) fn for_index(&self, t: &Connection) -> DbResult<IndexQuery> {
        let mut wanted = Vec::new();
        for words in self.wanted() {
            wanted.push(Reading::AnyForm(t).words(words)?);
        }
        Ok(IndexQuery {
            any_form: Reading::AnyForm(t).sought(&self.sought)?,
            as_typed: Reading::AsTyped.sought(&self.sought)?,
            wanted,
        })
    }

    fn wanted(&self) -> Vec<&Words> {
        let mut found = Vec::new();
        collect(&self.sought, &mut found);
        found
    }

    /// Which of a text's tokens the query meets, as ranges of indices in order that do not overlap.
    pub(super) fn meets(&self, tokens: &[Token]) -> Vec<Range<usize>> {
        let mut met: Vec<Range<usize>> = Vec::new();
        for words in self.wanted() {
            let length = words.length();
            let runs = tokens.windows(length).enumerate().filter(|(_, run)| words.is(run));
            met.extend(runs.map(|(at, _)| at..at + length));
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

/// What is to be found, without what is to be left out.
fn collect<'a>(sought: &'a Sought, found: &mut Vec<&'a Words>) {
    match sought {
        Sought::Words(words) => found.push(words),
        Sought::Near(near, _) => found.extend(near),
        Sought::All(all, _) | Sought::Any(all) => all.iter().for_each(|one| collect(one, found)),
    }
}

impl Words {
    fn length(&self) -> usize {
        match self {
            Self::Exact { terms, .. } => terms.len(),
            _ => 1,
        }
    }

    fn is(&self, run: &[Token]) -> bool {
        let begins = |bare: &str| run.first().is_some_and(|token| token.normalised.stem().starts_with(bare));
        match self {
            Self::Exact { terms, open } => terms.iter().zip(run).enumerate().all(|(n, (wanted, token))| {
                let key = term(&token.normalised);
                if *open && n + 1 == terms.len() { key.starts_with(wanted.as_str()) } else { key == *wanted }
            }),
            Self::Forms { bare, stem, open, .. } => {
                let is = |word: &Normalised| word.stem() == bare || search_stem(word) == *stem;
                run.first().is_some_and(|token| is(&token.normalised)) || (*open && begins(bare))
            }
            Self::Beginning { bare } => begins(bare),
        }
    }
}

/// How words are looked for.
#[derive(Clone, Copy)]
enum Reading<'a> {
    AnyForm(&'a Connection),
    AsTyped,
}

impl Reading<'_> {
    fn sought(self, sought: &Sought) -> DbResult<String> {
        match sought {
            Sought::Words(words) => self.words(words),
            Sought::Near(near, distance) => self.near(near, *distance),
            Sought::Any(any) => self.joined(any, " OR "),
            Sought::All(all, excluded) => {
                let wanted = self.joined(all, " AND ")?;
                match excluded.is_empty() {
                    true => Ok(wanted),
                    false => Ok(format!("({wanted} NOT {})", self.joined(excluded, " OR ")?)),
                }
            }
        }
    }

    fn joined(self, parts: &[Sought], with: &str) -> DbResult<String> {
        let parts: Vec<String> = parts.iter().map(|part| self.sought(part)).collect::<DbResult<_>>()?;
        Ok(format!("({})", parts.join(with)))
    }

    fn words(self, words: &Words) -> DbResult<String> {
        Ok(either(&self.ways(words, true)?))
    }

    /// The phrases of the index that are met by `words`; `long` whether those too that a long word begins.
    fn ways(self, words: &Words, long: bool) -> DbResult<Vec<String>> {
        match (self, words) {
            (_, Words::Exact { terms, open }) => {
                Ok(vec![format!("\"{}\"{}", terms.join(" "), if *open { " *" } else { "" })])
            }
            (Self::AsTyped, Words::Forms { term, .. }) => Ok(vec![quoted(term)]),
            (Self::AsTyped, Words::Beginning { bare }) => Ok(beginnings(bare)),
            (Self::AnyForm(t), Words::Forms { term, bare, stem, open }) => {
                let mut found = forms(t, stem, bare, MOST_FORMS)?;
                found.push(term.clone());
                let more = if *open && long { beginning(t, bare, MOST_FORMS)? } else { Some(Vec::new()) };
                let as_beginning = more.is_none();
                found.extend(more.unwrap_or_default());
                found.sort_unstable();
                found.dedup();
                let mut ways: Vec<String> = found.iter().map(|term| quoted(term)).collect();
                if as_beginning {
                    ways.extend(beginnings(bare));
                }
                Ok(ways)
            }
            (Self::AnyForm(t), Words::Beginning { bare }) => Ok(match beginning(t, bare, MOST_FORMS)? {
                Some(found) if !found.is_empty() => found.iter().map(|term| quoted(term)).collect(),
                _ => beginnings(bare),
            }),
        }
    }

    /// The index knows no forms within `NEAR`: each choice of one form a word is asked for.
    fn near(self, near: &[Words], distance: usize) -> DbResult<String> {
        let mut ways = vec![String::new()];
        for words in near {
            let forms = self.ways(words, false)?;
            if forms.len().saturating_mul(ways.len()) > MOST_WAYS {
                let query = forms.first().map_or_else(String::new, |form| form.trim_matches(['"', ' ', '*']).to_owned());
                let reason = "within NEAR the words have too many forms together; in quotation marks a word is met alone";
                return Err(Error::Query { query, reason: reason.to_owned(), character: None, nearest: None }.into());
            }
            ways = ways.iter().flat_map(|way| forms.iter().map(move |form| format!("{way} {form}"))).collect();
        }
        Ok(either(&ways.iter().map(|way| format!("NEAR({}, {distance})", way.trim_start())).collect::<Vec<_>>()))
    }
}

fn quoted(term: &str) -> String {
    format!("\"{term}\"")
}

/// All words that begin so, by the index: Arabic ones behind each proclitic.
fn beginnings(bare: &str) -> Vec<String> {
    let proclitics = if bare.is_ascii() { &PROCLITICS[..1] } else { &PROCLITICS[..] };
    proclitics.iter().map(|proclitic| format!("\"{proclitic}{bare}\" *")).collect()
}

fn either(ways: &[String]) -> String {
    match ways {
        [one] => one.clone(),
        ways => format!("({})", ways.join(" OR ")),
    }
}
