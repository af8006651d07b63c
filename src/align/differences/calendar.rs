//! Dates of a day and a month as a whole: 5 January, January 5, the fifth of January; 3 آذار, الثالث من مارس. The order and the little
//! words between are no difference.

use std::ops::Range;

use super::places::{Piece, replace};
use super::reading::{Heard, Reading};
use crate::text::lexicon::{self, DateMention, DateWord};
use crate::text::{Number, Token, Unit, Value, numbers};

/// Words between the day and the month of one date, and before them.
const BETWEEN: [&str; 4] = ["of", "the", "من", "شهر"];
/// Words of a date, at most: the twenty-fifth of the month of January.
const MOST_WORDS: usize = 8;

/// A day and a month among words that were read.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Date {
    /// The words from the first of both to the last, and what leads to them.
    words: Range<usize>,
    day: u64,
    month: DateWord,
}

/// Makes one piece of what was heard for a whole date, where both are the same day in another order or with other little words.
pub(super) fn join(pieces: &mut Vec<Piece>, published: &Reading, heard: &Heard) {
    for date in dates_in(published, &(0..published.tokens.len())) {
        let Some(month) = pieces.iter().find_map(|piece| linked(piece, &date.words)) else { continue };
        let tokens = heard.tokens_of(&month);
        let near = tokens.start.saturating_sub(MOST_WORDS)..tokens.end + MOST_WORDS;
        let said = dates_in(&heard.reading, &near).into_iter().find(|said| {
            let touches = said.words.start < tokens.end && tokens.start < said.words.end;
            touches && (said.day, said.month) == (date.day, date.month)
        });
        if let Some(words) = said.and_then(|said| heard.words_of(&said.words)) {
            replace(pieces, &date.words, words);
        }
    }
}

/// What was heard for article words within `words`.
fn linked(piece: &Piece, words: &Range<usize>) -> Option<Range<usize>> {
    match piece {
        Piece::Linked(of, heard) if of.start >= words.start && of.end <= words.end => Some(heard.clone()),
        _ => None,
    }
}

/// Whether both sides as a whole are one day of one month.
pub(super) fn one_day(published: &[Token], said: &[Token]) -> bool {
    let whole = |tokens: &[Token]| {
        let months = lexicon::dates(tokens);
        let is_month = |date: &DateMention| matches!(date.says, DateWord::Month(_) | DateWord::HijriMonth(_));
        let month = months.iter().find(|date| is_month(date))?;
        let date = day_of(tokens, &numbers(tokens), month)?;
        (date.words == (0..tokens.len())).then_some((date.day, date.month))
    };
    let short = published.len().max(said.len()) <= MOST_WORDS && published.len().min(said.len()) > 1;
    short && whole(published).is_some_and(|date| whole(said) == Some(date))
}

/// The days of a month in a part of what was read.
fn dates_in(reading: &Reading, part: &Range<usize>) -> Vec<Date> {
    let month = |date: &&DateMention| {
        part.contains(&date.words.start) && matches!(date.says, DateWord::Month(_) | DateWord::HijriMonth(_))
    };
    let months = reading.dates.iter().filter(month);
    months.filter_map(|month| day_of(&reading.tokens, &reading.numbers, month)).collect()
}

/// The day beside a month, with the little words before it.
fn day_of(tokens: &[Token], numbers: &[Number], mention: &DateMention) -> Option<Date> {
    let month = &mention.words;
    let little = |at: usize| tokens.get(at).is_some_and(|token| BETWEEN.contains(&token.normalised.key()));
    let mut before = month.start;
    while before > 0 && month.start - before < 3 && little(before - 1) {
        before -= 1;
    }
    let mut behind = month.end;
    while behind - month.end < 2 && little(behind) {
        behind += 1;
    }
    let day = |value: Value| value.as_whole().filter(|day| (1..=31).contains(day));
    let plain = numbers.iter().filter(|n| n.unit == Unit::None && n.second.is_none());
    let days = plain.filter_map(|n| Some((n.tokens.clone(), day(n.value)?)));
    let (words, day) = days
        .clone()
        .find(|(words, _)| words.end == before)
        .or_else(|| days.clone().find(|(words, _)| words.start == behind))?;
    let start = words.start.min(month.start);
    let led = start > 0 && tokens.get(start - 1).is_some_and(|token| token.normalised.key() == "the");
    Some(Date { words: start - usize::from(led)..words.end.max(month.end), day, month: mention.says })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens;

    #[test]
    fn a_day_of_a_month_is_one_in_any_order() {
        let one = |a: &str, b: &str| one_day(&tokens(a), &tokens(b));
        for (a, b) in [
            ("5 January", "January 5"),
            ("5 January", "the fifth of January"),
            ("January 5th", "the 5th of January"),
            ("25 May", "May twenty-fifth"),
            ("3 آذار", "الثالث من مارس"),
            ("3 مارس", "الثالث من شهر آذار"),
        ] {
            assert!(one(a, b) && one(b, a), "{a} {b}");
        }
        for (a, b) in
            [("5 January", "January 6"), ("5 January", "5 June"), ("3 آذار", "الثالث عشر من مارس"), ("5 January", "January")]
        {
            assert!(!one(a, b) && !one(b, a), "{a} {b}");
        }
    }

    #[test]
    fn the_longest_number_before_the_month_is_its_day() {
        let tokens = tokens("on the twenty-fifth of May");
        let months = lexicon::dates(&tokens);
        let date = day_of(&tokens, &numbers(&tokens), &months[0]);
        assert_eq!(date, Some(Date { words: 1..6, day: 25, month: DateWord::Month(5) }));
    }
}
