//! What a person types into the search.
//!
//! `council aid` both words, in any of their forms · `"weapon"` that very word · `"security council"` in this order, side by side ·
//! `aid*` words that begin so · `council -aid`, `council NOT aid` where the one is and the other is not · `council OR parliament` either
//! (binds weaker than side by side) · `(council OR parliament) aid` · `NEAR(council aid, 5)` both with at most five words in between.

use std::iter::Peekable;
use std::ops::Range;

use super::query_error::{Mended, QueryFault};
use super::search_terms::{bare_term, term};
use crate::text::{digit, search_stem, tokens};

/// The most words of a query, all alternatives together.
const MOST_WORDS: usize = 64;
/// The most parentheses within each other.
const DEEPEST: usize = 32;
/// A word of more letters is met by those that begin with it; a shorter one begins too many.
const LONGEST_WHOLE_WORD: usize = 4;
/// The words between two that are near each other, where no number is given.
const NEAR: usize = 10;
/// The most words that may be asked for between two.
const FARTHEST: usize = 200;
/// How many faults are mended for the nearest right form.
const MENDINGS: usize = 8;

/// What is to be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sought {
    Words(Words),
    /// All within so many words.
    Near(Vec<Words>, usize),
    /// All of the first and none of the second.
    All(Vec<Sought>, Vec<Sought>),
    Any(Vec<Sought>),
}

/// One word, or words side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Words {
    /// In this order, as they are compared; the last may go on.
    Exact { terms: Vec<String>, open: bool },
    /// A word in any of its forms; of a long one those too that begin with it.
    Forms { term: String, bare: String, stem: String, open: bool },
    /// Words that begin so.
    Beginning { bare: String },
}

/// Reads a query; a wrong one is told with its place and the nearest right one.
pub(super) fn read(text: &str) -> Result<Sought, super::Error> {
    parse(text).map_err(|fault| {
        let nearest = nearest(text, &fault);
        fault.of(text, nearest)
    })
}

/// The query with all its faults mended.
fn nearest(text: &str, fault: &QueryFault) -> Option<String> {
    let mut mended = fault.mend(text)?;
    for _ in 0..MENDINGS {
        match parse(&mended) {
            Ok(_) => return Some(mended),
            Err(fault) => mended = fault.mend(&mended)?,
        }
    }
    None
}

fn parse(text: &str) -> Result<Sought, QueryFault> {
    let lexemes = lexemes(text)?;
    let mut parser = Parser { lexemes: lexemes.into_iter().peekable(), words: 0, end: text.len() };
    let sought = parser.any(0)?;
    if let Some((_, place)) = parser.lexemes.next() {
        return Err(QueryFault::at("this parenthesis was not opened", place, Mended::Without));
    }
    match parser.words {
        1..=MOST_WORDS => sought.ok_or_else(|| QueryFault::whole("there is no word in it")),
        0 => Err(QueryFault::whole("there is no word in it")),
        _ => Err(QueryFault::whole("it has more than 64 words")),
    }
}

/// A part of a query, as it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lexeme<'a> {
    Open,
    Close,
    And,
    Or,
    Not,
    /// `NEAR(` and what it asks for, up to its parenthesis.
    Near(&'a str),
    Word(&'a str),
    Quoted(&'a str, bool),
    Minus,
}

type Placed<'a> = (Lexeme<'a>, Range<usize>);

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '«' | '»' | '„')
}

fn lexemes(text: &str) -> Result<Vec<Placed<'_>>, QueryFault> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let (lexeme, end) = match c {
            c if c.is_whitespace() => {
                at += c.len_utf8();
                continue;
            }
            '(' => (Lexeme::Open, at + 1),
            ')' => (Lexeme::Close, at + 1),
            c if is_quote(c) => quoted(text, at, c)?,
            '-' | '−' if leaves_out(text, at + c.len_utf8()) => (Lexeme::Minus, at + c.len_utf8()),
            _ => word(text, at)?,
        };
        found.push((lexeme, at..end));
        at = end;
    }
    Ok(found)
}

/// Whether a minus stands before what it leaves out.
fn leaves_out(text: &str, behind: usize) -> bool {
    let next = text.get(behind..).and_then(|rest| rest.chars().next());
    next.is_some_and(|c| c.is_alphanumeric() || is_quote(c) || c == '(')
}

fn quoted(text: &str, at: usize, open: char) -> Result<(Lexeme<'_>, usize), QueryFault> {
    let inside = at + open.len_utf8();
    let rest = text.get(inside..).unwrap_or("");
    let Some((close, mark)) = rest.char_indices().find(|(_, c)| is_quote(*c)) else {
        let closing = match open {
            '«' => "»",
            '“' | '„' => "”",
            _ => "\"",
        };
        let mended = if rest.trim().is_empty() { Mended::Without } else { Mended::Ending(closing) };
        return Err(QueryFault::at("a quotation mark is not closed", at..inside, mended));
    };
    let end = inside + close + mark.len_utf8();
    let starred = text.get(end..).unwrap_or("").starts_with('*');
    Ok((Lexeme::Quoted(rest.get(..close).unwrap_or(""), starred), end + usize::from(starred)))
}

fn word(text: &str, at: usize) -> Result<(Lexeme<'_>, usize), QueryFault> {
    let rest = text.get(at..).unwrap_or("");
    let length = rest.find(|c: char| c.is_whitespace() || matches!(c, '(' | ')') || is_quote(c)).unwrap_or(rest.len());
    let word = rest.get(..length).unwrap_or("");
    let end = at + length;
    Ok(match word {
        "AND" => (Lexeme::And, end),
        "OR" => (Lexeme::Or, end),
        "NOT" => (Lexeme::Not, end),
        "NEAR" if rest.get(length..).unwrap_or("").starts_with('(') => {
            let asked = text.get(end + 1..).unwrap_or("");
            let Some(close) = asked.find(')') else {
                return Err(QueryFault::at("a parenthesis is not closed", end..end + 1, Mended::Ending(")")));
            };
            (Lexeme::Near(asked.get(..close).unwrap_or("")), end + 1 + close + 1)
        }
        word => (Lexeme::Word(word), end),
    })
}

struct Parser<'a> {
    lexemes: Peekable<std::vec::IntoIter<Placed<'a>>>,
    words: usize,
    end: usize,
}

impl Parser<'_> {
    /// Alternatives, up to a parenthesis or the end.
    fn any(&mut self, depth: usize) -> Result<Option<Sought>, QueryFault> {
        let mut any = Vec::new();
        any.extend(self.all(depth)?);
        while let Some((_, place)) = self.lexemes.next_if(|(lexeme, _)| *lexeme == Lexeme::Or) {
            let next = self.lexemes.peek().map(|(lexeme, _)| *lexeme);
            if any.is_empty() || matches!(next, None | Some(Lexeme::Close | Lexeme::Or | Lexeme::And)) {
                return Err(QueryFault::at("OR stands between two words", place, Mended::Without));
            }
            any.extend(self.all(depth)?);
        }
        Ok(if any.len() > 1 { Some(Sought::Any(any)) } else { any.pop() })
    }

    /// What is to be in one sentence.
    fn all(&mut self, depth: usize) -> Result<Option<Sought>, QueryFault> {
        let (mut wanted, mut excluded) = (Vec::new(), Vec::new());
        let mut first_excluded = None;
        while let Some((lexeme, place)) = self.lexemes.peek().cloned() {
            match lexeme {
                Lexeme::Or | Lexeme::Close => break,
                Lexeme::And => {
                    self.lexemes.next();
                    let next = self.lexemes.peek().map(|(lexeme, _)| *lexeme);
                    let ends = matches!(next, None | Some(Lexeme::Close | Lexeme::Or | Lexeme::And));
                    if ends || (wanted.is_empty() && excluded.is_empty()) {
                        return Err(QueryFault::at("AND stands between two words", place, Mended::Without));
                    }
                }
                Lexeme::Not | Lexeme::Minus => {
                    self.lexemes.next();
                    let Some(one) = self.one(depth)? else {
                        return Err(QueryFault::at("there is nothing behind NOT", place, Mended::Without));
                    };
                    first_excluded.get_or_insert(place);
                    excluded.push(one);
                }
                _ => wanted.extend(self.one(depth)?),
            }
        }
        if wanted.is_empty() && !excluded.is_empty() {
            let reason = "beside what is to be left out there is no word to find";
            return Err(QueryFault { reason, place: first_excluded, mended: Mended::Not });
        }
        Ok(match (wanted.len(), excluded.is_empty()) {
            (0 | 1, true) => wanted.pop(),
            _ => Some(Sought::All(wanted, excluded)),
        })
    }

    /// A word, a phrase or what is in parentheses; `None` where there is no word in it.
    fn one(&mut self, depth: usize) -> Result<Option<Sought>, QueryFault> {
        let Some((lexeme, place)) =
            self.lexemes.next_if(|(lexeme, _)| !matches!(lexeme, Lexeme::Close | Lexeme::Or | Lexeme::And | Lexeme::Not))
        else {
            return Ok(None);
        };
        let words = match lexeme {
            Lexeme::Open => return self.within(depth + 1, place).map(Some),
            Lexeme::Near(asked) => return self.near(asked, place).map(Some),
            Lexeme::Quoted(text, starred) => quoted_words(text, starred),
            Lexeme::Word(text) => bare_words(text),
            _ => None,
        };
        Ok(words.map(|words| self.counted(words)).map(Sought::Words))
    }

    fn counted(&mut self, words: Words) -> Words {
        self.words += match &words {
            Words::Exact { terms, .. } => terms.len(),
            _ => 1,
        };
        words
    }

    fn within(&mut self, depth: usize, open: Range<usize>) -> Result<Sought, QueryFault> {
        if depth > DEEPEST {
            return Err(QueryFault::at("there are more than 32 parentheses within each other", open, Mended::Not));
        }
        let sought = self.any(depth)?;
        match (self.lexemes.next(), sought) {
            (Some((Lexeme::Close, _)), Some(sought)) => Ok(sought),
            (Some((_, close)), _) => {
                Err(QueryFault::at("there is no word in these parentheses", open.start..close.end, Mended::Without))
            }
            (None, Some(_)) => Err(QueryFault::at("a parenthesis is not closed", open, Mended::Ending(")"))),
            (None, None) => {
                Err(QueryFault::at("there is no word in this parenthesis", open.start..self.end, Mended::Without))
            }
        }
    }

    fn near(&mut self, asked: &str, place: Range<usize>) -> Result<Sought, QueryFault> {
        let (words, distance) = asked.rsplit_once([',', '،']).map_or((asked, None), |(words, n)| (words, Some(n.trim())));
        let inside = place.start + "NEAR(".len();
        let distance = match distance.map(figures) {
            None => NEAR,
            Some(Some(distance)) if distance <= FARTHEST => distance,
            Some(_) => {
                let mended = Mended::With(format!(" {NEAR}"));
                let comma = asked.get(words.len()..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
                let at = inside + words.len() + comma..place.end - 1;
                return Err(QueryFault::at(
                    "behind the comma of NEAR stands the number of words between, up to 200",
                    at,
                    mended,
                ));
            }
        };
        let mut near = Vec::new();
        for (lexeme, _) in lexemes(words).map_err(|fault| fault.moved(inside))? {
            let words = match lexeme {
                Lexeme::Quoted(text, starred) => quoted_words(text, starred),
                Lexeme::Word(text) => bare_words(text),
                _ => {
                    let mended = Mended::With(format!("NEAR({}, {distance})", only_words(words)));
                    return Err(QueryFault::at("within NEAR stand words and phrases alone", place, mended));
                }
            };
            near.extend(words.map(|words| self.counted(words)));
        }
        match near.len() {
            0 | 1 => Err(QueryFault::at("NEAR needs two words", place, Mended::With(words.trim().to_owned()))),
            _ => Ok(Sought::Near(near, distance)),
        }
    }
}

/// A number in the figures of any script.
fn figures(text: &str) -> Option<usize> {
    let value = |sum: usize, c| sum.checked_mul(10)?.checked_add(digit(c)? as usize);
    if text.is_empty() { None } else { text.chars().try_fold(0, value) }
}

/// The words and phrases of a text without operators.
fn only_words(text: &str) -> String {
    let operators = ["AND", "OR", "NOT"];
    let bare = |word: &str| word.trim_start_matches(['-', '−', '(']).to_owned();
    text.split_whitespace().filter(|word| !operators.contains(word)).map(bare).collect::<Vec<_>>().join(" ")
}

fn quoted_words(text: &str, open: bool) -> Option<Words> {
    let terms: Vec<String> = tokens(text).iter().map(|token| term(&token.normalised).into_owned()).collect();
    (!terms.is_empty()).then_some(Words::Exact { terms, open })
}

fn bare_words(text: &str) -> Option<Words> {
    let starred = text.ends_with('*');
    let found = tokens(text);
    match found.as_slice() {
        [] => None,
        [one] if starred => Some(Words::Beginning { bare: bare_term(&one.normalised).into_owned() }),
        [one] => {
            let bare = bare_term(&one.normalised).into_owned();
            let open = bare.chars().count() > LONGEST_WHOLE_WORD && bare.chars().all(char::is_alphabetic);
            Some(Words::Forms { term: term(&one.normalised).into_owned(), bare, stem: search_stem(&one.normalised), open })
        }
        several => {
            let terms = several.iter().map(|token| term(&token.normalised).into_owned()).collect();
            Some(Words::Exact { terms, open: starred })
        }
    }
}

#[cfg(test)]
mod tests;
