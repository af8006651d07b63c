use unicode_segmentation::UnicodeSegmentation;

use super::character::{currency, digit, fraction_decimals, is_apostrophe, is_control, is_percent};
use super::normalise::{Normalised, normalise};
use super::numeral::figure;
use super::range::TextRange;

/// One word of a text: where it stands, and what it is compared by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Where the word stands in the text, in bytes.
    pub range: TextRange,
    /// The word, normalised.
    pub normalised: Normalised,
}

/// The words of `text` in order, as a reader speaks them. Punctuation, spaces and symbols that nobody reads aloud are no
/// tokens.
///
/// A numeral is one token with its grouping, decimals and sign (`1,000.5`, `٣٫٥٪`, `$3bn`, `8:24`, `21st`). Words joined by a
/// hyphen are tokens of their own, but a short prefix stays with its word (`co-operation`, `Al-Qaeda`). Letters and digits
/// that touch are apart (`G20`, `15كم`). Direction controls and joiners inside a word do not break it; ranges never begin
/// or end with one. A word in brackets is a token like any other.
///
/// ```
/// use rawi::text::tokens;
/// let text = "وقال: «نعم، 3.5 % من twenty-three»";
/// let words: Vec<_> = tokens(text).iter().map(|t| t.range.of(text)).collect();
/// assert_eq!(words, ["وقال", "نعم", "3.5 %", "من", "twenty", "three"]);
/// ```
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    tokens_by(text, normalise)
}

/// The same with normalisation by `normalise`, which may remember what it was asked before: of many texts most words are the same.
pub(crate) fn tokens_by(text: &str, mut normalise: impl FnMut(&str) -> Normalised) -> Vec<Token> {
    let pieces = pieces(text);
    let mut found = Vec::with_capacity(pieces.len() / 2);
    let mut at = 0;
    while let Some(&first) = pieces.get(at) {
        let before = at.checked_sub(1).and_then(|before| pieces.get(before)).map(|piece| piece.kind);
        let rest = pieces.get(at..).unwrap_or_default();
        if is_minus(text, before, rest) {
            found.push(Token { range: first.range, normalised: normalise(first.range.of(text)) });
        }
        // N° 5 is no temperature.
        let numero = first.kind == Kind::Degree && before == Some(Kind::Letters);
        let taken = if numero { 0 } else { take(text, rest) };
        let last = pieces.get(at + taken.max(1) - 1).copied().unwrap_or(first);
        let range = trimmed(text, TextRange::at(first.range.start(), last.range.end()));
        if taken > 0 && !range.is_empty() {
            let normalised = normalise(range.of(text));
            if !normalised.key().is_empty() {
                found.push(Token { range, normalised });
            }
        }
        at += taken.max(1);
    }
    found
}

/// A piece of text between two word boundaries, letters and digits apart.
#[derive(Debug, Clone, Copy)]
struct Piece {
    range: TextRange,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letters,
    Digits,
    Percent,
    Currency,
    Hyphen,
    Apostrophe,
    /// A colon or a prime, which may stand within a clock time.
    Colon,
    Ampersand,
    /// The sign of degrees.
    Degree,
    Space,
    Other,
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (start, segment) in text.split_word_bound_indices() {
        let mut begin = start;
        let mut kind = None;
        let mut previous = None;
        for (at, c) in segment.char_indices() {
            let next_kind = kind_of(c, previous, segment.get(at + c.len_utf8()..).unwrap_or(""), kind);
            if let Some(current) = kind
                && next_kind != current
            {
                pieces.push(Piece { range: TextRange::at(begin, start + at), kind: current });
                begin = start + at;
            }
            kind = Some(next_kind);
            if !is_control(c) {
                previous = Some(c);
            }
        }
        if let Some(kind) = kind {
            pieces.push(Piece { range: TextRange::at(begin, start + segment.len()), kind });
        }
    }
    pieces
}

/// The kind of one character; marks, controls and inner punctuation go with what stands before them.
fn kind_of(c: char, previous: Option<char>, after: &str, current: Option<Kind>) -> Kind {
    let next = || after.chars().find(|&c| !is_control(c));
    match c {
        c if digit(c).is_some() || fraction_decimals(c).is_some() => Kind::Digits,
        c if is_control(c) => current.unwrap_or(Kind::Space),
        c if is_percent(c) => Kind::Percent,
        c if currency(c).is_some() => Kind::Currency,
        '-' | '\u{2010}' | '\u{2011}' | '\u{2212}' => Kind::Hyphen,
        '°' | '℃' | '℉' => Kind::Degree,
        '&' => Kind::Ampersand,
        ':' | '′' if !matches!(current, Some(Kind::Letters)) => Kind::Colon,
        c if c.is_whitespace() => Kind::Space,
        c if is_apostrophe(c) => match (current, next()) {
            (Some(Kind::Letters), Some(n)) if n.is_alphabetic() => Kind::Letters,
            (Some(Kind::Digits), Some(n)) if digit(n).is_some() => Kind::Digits,
            _ => Kind::Apostrophe,
        },
        '.' | ',' | '٫' | '٬' | '،' => {
            let digits = current == Some(Kind::Digits) && next().is_some_and(|n| digit(n).is_some());
            // U.N is one word; in "end.Start" a space is missing.
            let initials = c == '.'
                && current == Some(Kind::Letters)
                && next().is_some_and(char::is_alphabetic)
                && previous.is_some_and(char::is_uppercase)
                && after.chars().filter(|&c| !is_control(c)).nth(1).is_none_or(|c| c == '.' || c == '\'' || c == '’');
            if digits {
                Kind::Digits
            } else if initials {
                Kind::Letters
            } else {
                Kind::Other
            }
        }
        '_' | ':' => Kind::Other,
        c if c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) => {
            if current == Some(Kind::Digits) && !c.is_alphanumeric() { Kind::Digits } else { Kind::Letters }
        }
        _ => Kind::Other,
    }
}

/// How many pieces from the first on make one token; 0 when the first makes none.
fn take(text: &str, pieces: &[Piece]) -> usize {
    let kind = |at: usize| pieces.get(at).map(|piece| piece.kind);
    let word = |at: usize| pieces.get(at).map_or("", |piece| piece.range.of(text));
    match kind(0) {
        Some(Kind::Ampersand | Kind::Degree) => 1,
        Some(Kind::Digits) => numeral_pieces(text, pieces, 0),
        Some(Kind::Percent | Kind::Currency) if kind(1) == Some(Kind::Digits) => numeral_pieces(text, pieces, 1),
        Some(Kind::Letters) => {
            let initials = word(0).chars().all(|c| c.is_ascii_uppercase());
            if initials && kind(1) == Some(Kind::Currency) && kind(2) == Some(Kind::Digits) {
                return numeral_pieces(text, pieces, 2);
            }
            let mut taken = 1;
            // km²
            if kind(1) == Some(Kind::Letters) && matches!(word(1), "²" | "³") {
                return 2;
            }
            loop {
                let joins = match kind(taken) {
                    Some(Kind::Apostrophe) => is_letter_end(word(taken - 1)),
                    Some(Kind::Hyphen) => is_prefix(word(taken - 1)) || is_initial(word(taken - 1), word(taken + 1)),
                    _ => false,
                };
                if !joins || kind(taken + 1) != Some(Kind::Letters) {
                    return taken;
                }
                taken += 2;
            }
        }
        _ => 0,
    }
}

/// Whether pieces begin with a sign that makes a number negative, and is read aloud: −5, -5 °C, -5C and -5 درجات, but not a bullet
/// before 5.
fn is_minus(text: &str, before: Option<Kind>, pieces: &[Piece]) -> bool {
    const DEGREES: [&str; 9] = ["C", "F", "degrees", "degree", "Celsius", "درجة", "درجات", "مئوية", "م"];
    let [sign, figure, behind @ ..] = pieces else { return false };
    let signed =
        sign.kind == Kind::Hyphen && figure.kind == Kind::Digits && matches!(before, None | Some(Kind::Space | Kind::Other));
    let next = behind.iter().find(|piece| piece.kind != Kind::Space);
    let counts_degrees = next.is_some_and(|piece| piece.kind == Kind::Degree || DEGREES.contains(&piece.range.of(text)));
    signed && (sign.range.of(text) == "\u{2212}" || counts_degrees)
}

fn is_letter_end(word: &str) -> bool {
    word.chars().next_back().is_some_and(char::is_alphabetic)
}

/// x-ray, e-mail, but not the letters of a plan B-side.
fn is_initial(word: &str, next: &str) -> bool {
    word.chars().count() == 1 && next.chars().count() > 1 && !word.eq_ignore_ascii_case("a")
}

/// Prefixes that are spoken as one word with what follows, the Arabic article in its Latin forms among them.
fn is_prefix(word: &str) -> bool {
    const PREFIXES: &[&str] = &["co", "re", "un", "de", "al", "el", "an", "ar", "as", "ash", "at", "ad", "az"];
    PREFIXES.iter().any(|prefix| word.eq_ignore_ascii_case(prefix))
}

/// A numeral whose first digits are the piece `at`: clock parts, suffixes and signs after it.
fn numeral_pieces(text: &str, pieces: &[Piece], at: usize) -> usize {
    let kind = |at: usize| pieces.get(at).map(|piece| piece.kind);
    let word = |at: usize| pieces.get(at).map_or("", |piece| piece.range.of(text));
    let mut end = at + 1;
    // Between 1 and ½ words are parted, but a number is not.
    end += usize::from(word(end).chars().next().is_some_and(|c| fraction_decimals(c).is_some()));
    while matches!(kind(end), Some(Kind::Colon)) && kind(end + 1) == Some(Kind::Digits) {
        end += 2;
    }
    let spelled = |end: usize| {
        let from = pieces.first().map_or(0, |piece| piece.range.start());
        let to = pieces.get(end - 1).map_or(from, |piece| piece.range.end());
        TextRange::at(from, to)
    };
    let suffix = match kind(end) {
        Some(Kind::Letters) => is_suffix(word(end), at > 0),
        Some(Kind::Apostrophe) if word(end + 1) == "s" => {
            end += 1;
            true
        }
        _ => false,
    };
    if suffix && figure::key(spelled(end + 1).of(text)).is_some() {
        end += 1;
    }
    let sign = |at: usize| matches!(kind(at), Some(Kind::Percent | Kind::Currency)) && kind(at + 1) != Some(Kind::Digits);
    if at == 0 && sign(end) {
        end += 1;
    } else if at == 0 && kind(end) == Some(Kind::Space) && !word(end).contains('\n') && sign(end + 1) {
        end += 2;
    }
    match figure::key(spelled(end).of(text)) {
        Some(_) => end,
        // Not one number after all (a date, an address): the digits alone.
        None => at + 1,
    }
}

fn is_suffix(word: &str, money: bool) -> bool {
    let word = word.trim_end_matches(is_control);
    ["st", "nd", "rd", "th", "s", "bn", "tn", "k"].iter().any(|suffix| word.eq_ignore_ascii_case(suffix))
        || (money && ["m", "mn", "b"].iter().any(|suffix| word.eq_ignore_ascii_case(suffix)))
}

/// The range without controls and spaces at its ends.
fn trimmed(text: &str, range: TextRange) -> TextRange {
    let word = range.of(text);
    let edge = |c: char| is_control(c) || c.is_whitespace();
    let start = word.len() - word.trim_start_matches(edge).len();
    let end = word.trim_end_matches(edge).len();
    TextRange::at(range.start() + start, range.start() + end)
}
