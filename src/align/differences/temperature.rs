//! Temperatures: -5C is said as minus five, minus five degrees, five below zero; and which number is told to be below zero.

use std::ops::Range;

use super::figure::one_number;
use super::places::{Piece, replace};
use super::reading::{Heard, Reading};
use crate::text::Token;

/// What is said before a number that is below zero, as normalised, and what behind it.
const BEFORE: [&str; 4] = ["minus", "negative", "ناقص", "سالب"];
const BEHIND: [[&str; 2]; 3] = [["below", "zero"], ["below", "freezing"], ["تحت", "الصفر"]];

const CELSIUS: [&str; 4] = ["c", "celsius", "centigrade", "موويه"];
const FAHRENHEIT: [&str; 3] = ["f", "fahrenheit", "فهرنهايت"];
const DEGREES: [&str; 4] = ["degrees", "degree", "درجه", "درجات"];

/// The scale of a temperature, as far as it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scale {
    Untold,
    Degrees,
    Celsius,
    Fahrenheit,
}

/// A temperature in its parts.
struct Temperature<'a> {
    below_zero: bool,
    number: &'a [Token],
    scale: Scale,
}

/// Words of a temperature, at most: twenty-five degrees Celsius below zero.
const MOST_WORDS: usize = 6;

/// Makes one piece of what was heard for a number below zero, where it is told before the number on one side and behind on the other.
pub(super) fn join(pieces: &mut Vec<Piece>, published: &Reading, heard: &Heard) {
    for sign in below_zero(&published.tokens).collect::<Vec<_>>() {
        let near = sign.start.saturating_sub(MOST_WORDS)..(sign.end + MOST_WORDS).min(published.tokens.len());
        let whole = around(near, &sign, |words| is_whole(published.tokens.get(words.clone()).unwrap_or(&[])));
        let linked = |piece: &Piece| match (piece, &whole) {
            (Piece::Linked(of, said), Some(whole)) if whole.start <= of.start && of.end <= whole.end => Some(said.clone()),
            _ => None,
        };
        let (Some(words), Some(number)) = (whole.clone(), pieces.iter().find_map(linked)) else { continue };
        let number = heard.tokens_of(&number);
        let near = number.start.saturating_sub(2)..(number.end + MOST_WORDS).min(heard.reading.tokens.len());
        let one = |said: &Range<usize>| {
            let of = |reading: &'_ Reading, at: &Range<usize>| reading.tokens.get(at.clone()).unwrap_or(&[]).to_vec();
            one_temperature(&of(published, &words), &of(&heard.reading, said))
        };
        if let Some(said) = around(near, &number, one).and_then(|said| heard.words_of(&said)) {
            replace(pieces, &words, said);
        }
    }
}

/// The longest range within `near` that holds `part` and is one.
fn around(near: Range<usize>, part: &Range<usize>, is_one: impl Fn(&Range<usize>) -> bool) -> Option<Range<usize>> {
    let starts = near.start..part.start + 1;
    let all = starts.flat_map(|start| (part.end..near.end + 1).map(move |end| start..end));
    all.filter(|range| range.len() <= MOST_WORDS && is_one(range)).max_by_key(Range::len)
}

/// Whether the words are a number below zero and its scale, and nothing else.
fn is_whole(tokens: &[Token]) -> bool {
    let parts = parts(tokens);
    let numbers = crate::text::numbers(parts.number);
    parts.below_zero && numbers.iter().any(|n| n.tokens == (0..parts.number.len()))
}

/// Whether the scales of both sides are two: C, Fahrenheit.
pub(super) fn are_of_other_scales(published: &[Token], said: &[Token]) -> bool {
    let scale = |tokens: &[Token]| {
        let told = |scale: &Scale| matches!(scale, Scale::Celsius | Scale::Fahrenheit);
        tokens.iter().filter_map(scale_of).find(told)
    };
    scale(published).zip(scale(said)).is_some_and(|(a, b)| a != b)
}

/// Whether both sides as a whole are one temperature, the unit of which may be left unsaid.
pub(super) fn one_temperature(published: &[Token], said: &[Token]) -> bool {
    let (a, b) = (parts(published), parts(said));
    let untold = a.scale == Scale::Untold && b.scale == Scale::Untold && !a.below_zero;
    if untold || a.below_zero != b.below_zero || a.number.is_empty() || b.number.is_empty() {
        return false;
    }
    let open = |scale: Scale| matches!(scale, Scale::Untold | Scale::Degrees);
    (a.scale == b.scale || open(a.scale) || open(b.scale)) && one_number(a.number, b.number)
}

/// Whether the words go on with a scale: what stands before is no whole temperature.
pub(super) fn is_scale(tokens: &[Token]) -> bool {
    tokens.first().is_some_and(|token| matches!(scale_of(token), Some(Scale::Celsius | Scale::Fahrenheit)))
}

/// The words of each number that is told to be below zero: what tells it, and the number's word beside.
pub(super) fn below_zero(tokens: &[Token]) -> impl Iterator<Item = Range<usize>> {
    let is_number = |at: usize| tokens.get(at).is_some_and(|token| token.normalised.number().is_some());
    let led = move |at: usize| BEFORE.contains(&key(tokens, at)) && is_number(at + 1);
    let followed = |at: usize| BEHIND.iter().any(|words| words[0] == key(tokens, at) && words[1] == key(tokens, at + 1));
    let signs = (0..tokens.len()).filter(move |at| led(*at)).map(|at| at..at + 1);
    signs.chain((0..tokens.len()).filter(move |at| followed(*at)).map(|at| at..at + 2))
}

fn key(tokens: &[Token], at: usize) -> &str {
    tokens.get(at).map_or("", |token| token.normalised.key())
}

fn scale_of(token: &Token) -> Option<Scale> {
    let key = token.normalised.key();
    let scales = [(Scale::Celsius, &CELSIUS[..]), (Scale::Fahrenheit, &FAHRENHEIT[..]), (Scale::Degrees, &DEGREES[..])];
    scales.into_iter().find(|(_, words)| words.contains(&key)).map(|(scale, _)| scale)
}

fn parts(tokens: &[Token]) -> Temperature<'_> {
    let mut number = tokens;
    let mut below_zero = false;
    if let [sign, rest @ ..] = number
        && BEFORE.contains(&sign.normalised.key())
    {
        (below_zero, number) = (true, rest);
    }
    if let [rest @ .., first, second] = number
        && BEHIND.contains(&[first.normalised.key(), second.normalised.key()])
    {
        (below_zero, number) = (true, rest);
    }
    let mut scale = Scale::Untold;
    while let [rest @ .., last] = number
        && let Some(found) = scale_of(last)
    {
        scale = if matches!(scale, Scale::Untold) { found } else { scale };
        number = rest;
    }
    Temperature { below_zero, number, scale }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens;

    #[test]
    fn a_temperature_is_one_however_its_sign_and_its_scale_are_told() {
        let one = |a: &str, b: &str| one_temperature(&tokens(a), &tokens(b)) && one_temperature(&tokens(b), &tokens(a));
        for (printed, said) in [
            ("-5C", "minus five; minus five degrees; minus five degrees Celsius; five below zero; five degrees below zero"),
            ("35C", "thirty-five; thirty-five degrees"),
            ("-12 °F", "minus twelve degrees Fahrenheit; twelve below zero"),
            ("-5 درجات", "ناقص خمس درجات; خمس درجات تحت الصفر; خمس درجات مئوية تحت الصفر"),
        ] {
            said.split("; ").for_each(|said| assert!(one(printed, said), "{printed} {said}"));
        }
        for (printed, said) in [
            ("-5C", "five degrees; minus six degrees; minus five Fahrenheit"),
            ("35C", "thirty-five degrees Fahrenheit; thirty-five below zero"),
            ("5", "six"),
        ] {
            said.split("; ").for_each(|said| assert!(!one(printed, said), "{printed} {said}"));
        }
    }
}
