//! Numbers read in pairs and digit by digit: nineteen eighty-four, two three seven zero.

use super::grammar::Reading;
use super::item::Item;
use crate::text::numeral::{Form, Sense, Unit, Value};

/// Digits of a number that is read in pairs or digit by digit; a run of more is a list, and stays one.
const MAX_DIGITS: usize = 15;

/// Digits of a group of a longer number, at least.
const LEAST_GROUP: usize = 3;

/// Bytes between two parts of one such number, at most: a space or a hyphen, never a comma.
const MAX_GAP: usize = 1;

/// The numbers that readings side by side make when their digits are put together. `readings` are in order and do not overlap.
pub(super) fn chains(items: &[Item], readings: &[Reading]) -> Vec<Reading> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < readings.len() {
        let mut end = at + 1;
        while let (Some(last), Some(next)) = (readings.get(end - 1), readings.get(end))
            && continues(items, last, next)
        {
            end += 1;
        }
        let run = readings.get(at..end).unwrap_or_default();
        if run.len() > 1 {
            found.extend(joined(run));
        }
        if run.len() > 2 {
            // Two years side by side, and a year before something that is counted.
            let pairs = run.windows(2).filter(|pair| pair.iter().all(|part| small(part).is_some_and(|n| n >= 10)));
            found.extend(pairs.filter_map(joined));
            found.extend(digit_by_digit(items, run));
        }
        at = end;
    }
    found
}

/// Groups of a number that is said digit by digit, as a telephone's is printed: 020 7946 of oh two oh, seven nine four six.
fn digit_by_digit(items: &[Item], run: &[Reading]) -> Vec<Reading> {
    let repeated = |part: &Reading| matches!(items.get(part.start).map(|item| item.sense), Some(Sense::Repeated(_)));
    let single = |part: &Reading| repeated(part) || small(part).is_some_and(|n| n < 10);
    let all = 0..run.len();
    let ends = |from: usize| (from + LEAST_GROUP..=(from + MAX_DIGITS).min(run.len())).map(move |end| from..end);
    let groups = all.flat_map(ends).filter(|group| group.len() < run.len());
    groups.filter_map(|group| run.get(group)).filter(|group| group.iter().all(single)).filter_map(joined).collect()
}

/// The value of a reading that can be a part: a bare number below a hundred.
fn small(reading: &Reading) -> Option<u64> {
    reading.value.as_whole().filter(|n| *n < 100 && reading.unit == Unit::None)
}

fn continues(items: &[Item], last: &Reading, next: &Reading) -> bool {
    let adjacent = last.end == next.start && items.get(next.start).is_some_and(|item| item.gap <= MAX_GAP && !item.joined);
    let one_word = next.end == next.start + 1;
    adjacent
        && small(last).is_some()
        && small(next).is_some_and(|n| n >= 10 || one_word)
        && last.form == Form::Cardinal
        && next.form != Form::Ordinal
}

fn joined(run: &[Reading]) -> Option<Reading> {
    let (first, last) = (run.first()?, run.last()?);
    let digits: String = run.iter().filter_map(|part| part.value.as_whole()).map(|n| n.to_string()).collect();
    if digits.len() > MAX_DIGITS {
        return None;
    }
    Some(Reading {
        start: first.start,
        end: last.end,
        value: Value::whole(digits.parse().ok()?),
        form: last.form,
        unit: Unit::None,
        digits: run.iter().any(|part| part.digits),
    })
}
