//! Numbers in running text, by value: words of both languages, figures, and both mixed.

mod chain;
mod grammar;
mod item;
mod mention;
mod pair;
mod printed;
mod war;

use chain::chains;
use grammar::{MAX_GAP, Reading, read_at};
use item::{Item, items};
pub use mention::{Number, Second};
use pair::pairs;

use super::numeral::{Sense, Unit, Value};
use super::token::Token;

/// The numbers in a text, by value: Arabic and English words of every gender and case, digits of three systems, and both
/// mixed. A run that can be read in several ways gives each reading (`twenty-three seventy`: 2370, 23 and 70; `five per
/// cent`: 5 % and 5), so the ranges may overlap. They are ordered by their start, the longest first.
///
/// Two numbers that are one range or one score are read as a pair too: see [`Second`].
///
/// A value beyond what [`Value`] holds is not a number. A run ends where tokens stand more than three bytes apart.
///
/// ```
/// use rawi::text::{Value, numbers, tokens};
/// let read = |text: &str| numbers(&tokens(text)).first().map(|n| n.value);
/// assert_eq!(read("ألفين وثلاثمائة وسبعين"), Some(Value::whole(2370)));
/// assert_eq!(read("twenty-three seventy"), Some(Value::whole(2370)));
/// assert_eq!(read("٢٣٧٠"), Some(Value::whole(2370)));
/// assert_eq!(read("مليون ونصف المليون"), read("1.5 million"));
/// assert_eq!(read("eleven dollars fifty"), read("$11.50"));
/// ```
#[must_use]
pub fn numbers(tokens: &[Token]) -> Vec<Number> {
    let items = items(tokens);
    let mut found = Vec::new();
    // The first longest reading of each place, side by side.
    let mut longest: Vec<Reading> = Vec::new();
    let mut at = 0;
    while at < items.len() {
        let readings = read_at(&items, at);
        let Some(first) = readings.first() else {
            at += 1;
            continue;
        };
        longest.push(*first);
        let at_first = at;
        at = first.end.max(at + 1);
        let further = printed::readings(&items, at_first, &readings);
        for reading in readings.iter().chain(&further) {
            let with_unit = with_unit(&items, reading);
            found.extend(with_unit.as_ref().and_then(|number| with_hundredths(&items, number)));
            found.extend(with_unit);
            found.push(Number::of(reading, reading.end, reading.unit));
        }
    }
    found.extend(chains(&items, &longest).iter().map(|reading| Number::of(reading, reading.end, reading.unit)));
    let pairs = pairs(&items, &found);
    found.extend(pairs);
    found.extend(war::world_wars(tokens, &items));
    found.sort_by(|a, b| (a.tokens.start, b.tokens.end).cmp(&(b.tokens.start, a.tokens.end)));
    found.dedup();
    found
}

/// The longer number when a percentage or a currency is said after the reading.
fn with_unit(items: &[Item], reading: &Reading) -> Option<Number> {
    if reading.unit != Unit::None {
        return None;
    }
    let (end, unit) = unit_after(items, behind_of_a(items, reading))?;
    Some(Number::of(reading, end, unit))
}

/// A sum of money with the hundredths that are said behind its unit: eleven dollars fifty, eleven dollars and fifty cents.
fn with_hundredths(items: &[Item], money: &Number) -> Option<Number> {
    if !matches!(money.unit, Unit::Currency(_)) || money.value.as_whole().is_none() {
        return None;
    }
    let near = |at: usize| items.get(at).filter(|item| item.gap <= MAX_GAP);
    let at = money.tokens.end + usize::from(near(money.tokens.end).is_some_and(|item| item.sense == Sense::And));
    near(at)?;
    let reading = read_at(items, at).into_iter().find(|reading| reading.unit == Unit::None)?;
    let hundredths = reading.value.as_whole().filter(|n| (1..100).contains(n))?;
    let end = reading.end + usize::from(near(reading.end).is_some_and(|item| item.sense == Sense::Cent));
    let value = money.value.plus(Value::fraction(hundredths, 100)?)?;
    Some(Number { tokens: money.tokens.start..end, value, ..money.clone() })
}

/// The place behind "of a" or "a", which stand between a part and its unit: half a percent, a quarter of a percent.
fn behind_of_a(items: &[Item], reading: &Reading) -> usize {
    let sense = |at: usize| items.get(at).filter(|item| item.gap <= MAX_GAP).map(|item| item.sense);
    let of = usize::from(sense(reading.end) == Some(Sense::Of));
    let counted = reading.value.as_whole().is_some() || sense(reading.end + of) != Some(Sense::A);
    if counted { reading.end } else { reading.end + of + 1 }
}

fn unit_after(items: &[Item], at: usize) -> Option<(usize, Unit)> {
    let sense = |at: usize| items.get(at).filter(|item| item.gap <= MAX_GAP && !item.joined).map(|item| item.sense);
    match (sense(at)?, sense(at + 1)) {
        (Sense::PerCent, _) => Some((at + 1, Unit::Percent)),
        (Sense::Per, Some(Sense::Cent | Sense::Hundred)) => Some((at + 2, Unit::Percent)),
        (Sense::Money(sign), _) => Some((at + 1, Unit::Currency(sign))),
        (Sense::American, Some(Sense::Money('$'))) => Some((at + 2, Unit::Currency('$'))),
        _ => None,
    }
}
