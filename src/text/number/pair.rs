//! Two numbers that are printed side by side and said with a word between, or the other way about: ranges (20-30, between twenty and
//! thirty, من عشرين إلى ثلاثين) and scores (2-1, two to one, two one).

use std::collections::HashMap;

use super::grammar::MAX_GAP;
use super::item::Item;
use super::mention::{Number, Second};
use crate::text::numeral::{Form, Sense, Unit, Value};

/// A number that is said beside another without a word between is below this: two one, fifty-one forty-nine.
const SIDE_BY_SIDE: u64 = 200;

/// Bytes between two figures of a pair, at most: a dash with spaces around it.
const PRINTED_GAP: usize = 5;

/// Where the second number of a pair begins, and what that says of the first.
#[derive(Clone, Copy)]
struct Joint {
    second: usize,
    printed: bool,
    spoken_word: bool,
}

/// The pairs that the numbers in `found` make with one another.
pub(super) fn pairs(items: &[Item], found: &[Number]) -> Vec<Number> {
    let mut starting: HashMap<usize, Vec<&Number>> = HashMap::new();
    for number in found {
        starting.entry(number.tokens.start).or_default().push(number);
    }
    let mut pairs = Vec::new();
    for first in found {
        for joint in joints(items, first) {
            for second in starting.get(&joint.second).into_iter().flatten() {
                paired(items, first, second, joint, &mut pairs);
            }
        }
    }
    pairs
}

fn near(items: &[Item], at: usize, gap: usize) -> Option<&Item> {
    items.get(at).filter(|item| item.gap <= gap)
}

fn joints(items: &[Item], first: &Number) -> impl Iterator<Item = Joint> {
    let end = first.tokens.end;
    let figure = |at: usize| items.get(at).is_some_and(|item| matches!(item.sense, Sense::Numeral(..)) && !item.arabic);
    let next = near(items, end, MAX_GAP);
    let printed = near(items, end, PRINTED_GAP).is_some() && end > 0 && figure(end - 1) && figure(end);
    let small = first.value.as_whole().is_some_and(|n| n < SIDE_BY_SIDE) && first.unit == Unit::None && !first.digits;
    let beside = printed || (small && near(items, end, 1).is_some_and(|item| !item.joined));
    let worded = next.is_some_and(|item| matches!(item.sense, Sense::To | Sense::UpTo | Sense::Or | Sense::And));
    let joined = next.is_some_and(|item| item.joined);
    let joint = |second, printed, spoken_word| Joint { second, printed, spoken_word };
    [
        beside.then(|| joint(end, printed, false)),
        worded.then(|| joint(end + 1, false, true)),
        joined.then(|| joint(end, false, true)),
    ]
    .into_iter()
    .flatten()
}

fn paired(items: &[Item], first: &Number, second: &Number, joint: Joint, pairs: &mut Vec<Number>) {
    let open = |number: &Number| number.digits && number.form == Form::Cardinal;
    let units = first.unit == second.unit || first.unit == Unit::None || second.unit == Unit::None;
    let forms = first.form == second.form || open(first) || open(second);
    let small = second.value.as_whole().is_some_and(|n| n < SIDE_BY_SIDE);
    if !units || !forms || !(joint.printed || joint.spoken_word || small) {
        return;
    }
    let unit = if second.unit == Unit::None { first.unit } else { second.unit };
    let start = first.tokens.start;
    let pair = |start: usize, low: Value, high: Value| Number {
        tokens: start..second.tokens.end,
        value: low,
        form: second.form,
        unit,
        digits: first.digits || second.digits,
        second: Some(Second { value: high, printed: joint.printed }),
    };
    pairs.push(pair(start, first.value, second.value));
    // 2019-20 ends in 2020.
    pairs.extend(whole_end(first.value, second.value).map(|high| pair(start, first.value, high)));
    // Two to three million: the million counts both.
    pairs.extend(scaled_start(first.value, second.value).map(|low| pair(start, low, second.value)));
    let opens = |at: usize| {
        let next = near(items, at + 1, MAX_GAP).is_some();
        next && items.get(at).is_some_and(|item| matches!(item.sense, Sense::From) || item.sense == Sense::Of && item.arabic)
    };
    if joint.spoken_word && start > 0 && opens(start - 1) {
        pairs.push(pair(start - 1, first.value, second.value));
        pairs.extend(scaled_start(first.value, second.value).map(|low| pair(start - 1, low, second.value)));
    }
}

fn whole_end(first: Value, second: Value) -> Option<Value> {
    let (low, high) = (first.as_whole()?, second.as_whole()?);
    let end = low - low % 100 + high;
    ((1000..2200).contains(&low) && high < 100 && end > low).then(|| Value::whole(end))
}

fn scaled_start(first: Value, second: Value) -> Option<Value> {
    let (over, under) = second.parts();
    let (low, low_under) = first.parts();
    if under != 1 || low / low_under >= 1000 {
        return None;
    }
    let scale = [1_000_000_000_000, 1_000_000_000, 1_000_000, 1_000].into_iter().find(|scale| over >= *scale)?;
    first.times(Value::whole(scale))
}
