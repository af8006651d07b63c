//! The grammar of number words: how units, tens, hundreds and scales add up, in Arabic (joined by و, units before tens)
//! and in English (side by side, tens before units).

use super::item::Item;
use crate::text::numeral::{Form, Sense, Unit, Value};

/// One number read from items `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) value: Value,
    pub(super) form: Form,
    pub(super) unit: Unit,
    pub(super) digits: bool,
}

/// Bytes between two words of one number, at most: a comma and a space, or the spaces of a conjunction that stands alone.
pub(super) const MAX_GAP: usize = 3;

/// What a number that is being read has come to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Nothing yet, or a scale was closed.
    Empty,
    Unit,
    /// English tens, which a unit may follow.
    Tens,
    Hundred,
    /// Nothing but a hundred or a scale may follow.
    Closed,
}

#[derive(Clone, Copy)]
struct Sum {
    end: usize,
    total: u64,
    group: u64,
    step: Step,
    last_scale: u64,
    form: Form,
    digits: bool,
    ambiguous: bool,
}

/// The readings of a number that starts at `at`, the longest first; more than one when a word has two senses. Empty when
/// no number starts there.
pub(super) fn read_at(items: &[Item], at: usize) -> Vec<Reading> {
    let mut readings = Vec::new();
    for twice in [false, true] {
        let Some((reading, ambiguous)) = read(items, at, twice) else { break };
        if !readings.contains(&reading) {
            readings.push(reading);
        }
        if !ambiguous {
            break;
        }
    }
    readings.sort_by_key(|reading| std::cmp::Reverse(reading.end));
    readings
}

fn sense(items: &[Item], at: usize) -> Sense {
    items.get(at).filter(|item| item.gap <= MAX_GAP).map_or(Sense::Other, |item| item.sense)
}

fn read(items: &[Item], at: usize, twice: bool) -> Option<(Reading, bool)> {
    let first = items.get(at)?;
    let plain = |end, value| Reading { start: at, end, value, form: Form::Cardinal, unit: Unit::None, digits: false };
    match first.sense {
        Sense::Part(under) => {
            let (end, value) = scaled(items, at + 1, Value::fraction(1, under)?);
            return Some((plain(end, value), false));
        }
        Sense::TwoThirds => {
            let (end, value) = scaled(items, at + 1, Value::fraction(2, 3)?);
            return Some((plain(end, value), false));
        }
        Sense::A => {
            let counts = matches!(sense(items, at + 1), Sense::Hundred | Sense::Scale(_) | Sense::Part(_));
            let inner = if counts { read(items, at + 1, twice) } else { None };
            return inner.map(|(reading, ambiguous)| (Reading { start: at, ..reading }, ambiguous));
        }
        Sense::Numeral(value, unit) if value.as_whole().is_none() || unit != Unit::None || first.form != Form::Cardinal => {
            let (end, value) = if first.form == Form::Cardinal { scaled(items, at + 1, value) } else { (at + 1, value) };
            return Some((Reading { form: first.form, unit, digits: true, ..plain(end, value) }, false));
        }
        Sense::Oh => return Some((plain(at + 1, Value::whole(0)), false)).filter(|_| beside_digit(items, at)),
        Sense::Repeated(times) => return repeated(items, at, times).map(|value| (plain(at + 2, value), false)),
        _ => {}
    }
    let sum = add_up(items, at, twice)?;
    let reading =
        Reading { form: sum.form, digits: sum.digits, ..plain(sum.end, Value::whole(sum.total.checked_add(sum.group)?)) };
    Some((with_parts(items, reading, &sum).unwrap_or(reading), sum.ambiguous))
}

/// Double four is 44 where no hundred or thousand is counted.
fn repeated(items: &[Item], at: usize, times: u64) -> Option<Value> {
    let (Sense::Unit(digit), Form::Cardinal) = (sense(items, at + 1), items.get(at + 1)?.form) else { return None };
    let counts = matches!(sense(items, at + 2), Sense::Hundred | Sense::Scale(_) | Sense::Part(_) | Sense::Parts(_));
    let ones = if times == 2 { 11 } else { 111 };
    (!counts && digit > 0).then(|| Value::whole(digit * ones))
}

/// "oh" is a digit only among digits: between two, behind two and before two.
fn beside_digit(items: &[Item], at: usize) -> bool {
    let counts = |at: Option<usize>| {
        let item = at.and_then(|at| items.get(at)).filter(|item| item.gap <= MAX_GAP);
        item.is_some_and(|item| matches!(item.sense, Sense::Unit(_) | Sense::Oh | Sense::Teen(_) | Sense::Tens(_)))
    };
    let (last, next) = (counts(at.checked_sub(1)), counts(Some(at + 1)));
    (last && (next || counts(at.checked_sub(2)))) || (next && counts(Some(at + 2)))
}

/// A scale after a fraction or a decimal: half a million, 2.5 million.
fn scaled(items: &[Item], at: usize, value: Value) -> (usize, Value) {
    let mut next = at;
    if sense(items, next) == Sense::Of {
        next += 1;
    }
    if sense(items, next) == Sense::A {
        next += 1;
    }
    let joined = items.get(next).is_some_and(|item| item.joined);
    match sense(items, next) {
        Sense::Scale(scale) | Sense::MaybeTwice(scale) if !joined => {
            value.times(Value::whole(scale)).map_or((at, value), |value| (next + 1, value))
        }
        _ => (at, value),
    }
}

/// Adds up the words of a whole number.
fn add_up(items: &[Item], at: usize, twice: bool) -> Option<Sum> {
    let mut sum = Sum {
        end: at,
        total: 0,
        group: 0,
        step: Step::Empty,
        last_scale: u64::MAX,
        form: Form::Cardinal,
        digits: false,
        ambiguous: false,
    };
    // Where a part of its own began, to come back to: in "one hundred and two hundred" the two starts a new number.
    let mut parts: Vec<Sum> = Vec::new();
    let mut next = at;
    loop {
        let first = sum.end == at;
        let joined = items.get(next).is_some_and(|item| item.joined) || (!first && sense(items, next) == Sense::And);
        if !first {
            next = behind_conjunction(items, next, &sum);
        }
        let Some(item) = items.get(next).filter(|item| first || item.gap <= MAX_GAP) else { break };
        // An ordinal or a decade ends an English number.
        if !first && !item.arabic && sum.form != Form::Cardinal {
            break;
        }
        let before = sum;
        if !sum.add(item, joined, first, twice) {
            let conflict = matches!(item.sense, Sense::Hundred | Sense::Scale(_) | Sense::Ten) && !joined;
            if let Some(part) = parts.pop().filter(|_| conflict) {
                sum = part;
            }
            break;
        }
        if !first && matches!(before.step, Step::Empty | Step::Hundred) {
            parts.push(before);
        }
        next += 1;
        sum.end = next;
    }
    let lone_teen = sum.end == at + 1 && matches!(sense(items, at), Sense::TeenUnit(_));
    (sum.end > at && !lone_teen).then_some(sum)
}

/// The place behind "and", and behind "a" before a hundred that opens a group: a thousand and a hundred.
fn behind_conjunction(items: &[Item], at: usize, sum: &Sum) -> usize {
    let at = at + usize::from(sense(items, at) == Sense::And);
    let opens = sense(items, at) == Sense::A && sense(items, at + 1) == Sense::Hundred && sum.group == 0;
    at + usize::from(opens)
}

impl Sum {
    /// Takes one more word; false when it does not continue the number, which then stays as it was.
    fn add(&mut self, item: &Item, joined: bool, first: bool, twice: bool) -> bool {
        let opens = matches!(self.step, Step::Empty | Step::Hundred) && (first || joined || !item.arabic);
        let unit_before = self.step == Step::Unit && matches!(self.group % 100, 1..=9);
        let added = match item.sense {
            Sense::Unit(0) => first && self.close(0),
            Sense::Unit(n) | Sense::TeenUnit(n) if opens => self.step_to(n, Step::Unit),
            Sense::Unit(n) if self.step == Step::Tens && !joined => self.close(n),
            Sense::Ten if unit_before && !joined => self.close(10),
            Sense::Ten | Sense::Teen(_) | Sense::Tens(_) if opens => match item.sense {
                Sense::Tens(n) if !item.arabic => self.step_to(n, Step::Tens),
                Sense::Tens(n) | Sense::Teen(n) => self.close(n),
                _ => self.close(10),
            },
            Sense::Tens(n) if item.arabic && unit_before && joined => self.close(n),
            Sense::Hundred => self.hundred(item, joined, first),
            Sense::Hundreds(n) => self.group == 0 && opens && self.step_to(n, Step::Hundred),
            Sense::Numeral(value, Unit::None) => match value.as_whole() {
                Some(n) if self.group == 0 && opens && (first || n < self.last_scale) => {
                    self.digits = true;
                    self.close(n)
                }
                _ => false,
            },
            Sense::Scale(scale) => self.scale(scale, 1, item, joined, first),
            Sense::Twice(scale) => self.group == 0 && self.scale(scale, 2, item, joined, first),
            Sense::MaybeTwice(scale) => {
                let alone = self.group == 0;
                self.ambiguous |= alone;
                self.scale(scale, if alone && twice { 2 } else { 1 }, item, joined, first)
            }
            _ => false,
        };
        if added && item.form != Form::Cardinal {
            self.form = item.form;
        }
        added
    }

    fn step_to(&mut self, n: u64, step: Step) -> bool {
        let Some(group) = self.group.checked_add(n) else { return false };
        self.group = group;
        self.step = step;
        true
    }

    fn close(&mut self, n: u64) -> bool {
        self.step_to(n, Step::Closed)
    }

    fn hundred(&mut self, item: &Item, joined: bool, first: bool) -> bool {
        let counted = match item.arabic {
            true => self.step == Step::Unit && matches!(self.group, 2..=9),
            false => self.step != Step::Hundred && matches!(self.group, 1..=99),
        };
        if counted && !joined {
            self.group *= 100;
        } else if self.group == 0 && (first || joined || !item.arabic) {
            self.group = 100;
        } else {
            return false;
        }
        self.step = Step::Hundred;
        true
    }

    fn scale(&mut self, scale: u64, times: u64, item: &Item, joined: bool, first: bool) -> bool {
        let counted = self.group > 0 && !joined;
        let alone = self.group == 0 && (first || (item.arabic && joined));
        if scale >= self.last_scale || !(counted || alone) {
            return false;
        }
        let count = if counted { self.group } else { times };
        let Some(total) = count.checked_mul(scale).and_then(|n| n.checked_add(self.total)) else { return false };
        *self = Self { total, group: 0, step: Step::Empty, last_scale: scale, ..*self };
        true
    }
}

/// Decimals and fractions that follow a whole number.
fn with_parts(items: &[Item], reading: Reading, sum: &Sum) -> Option<Reading> {
    let end = reading.end;
    match sense(items, end) {
        Sense::Point => {
            let (end, part) = decimals(items, end + 1)?;
            let (end, value) = scaled(items, end, reading.value.plus(part)?);
            Some(Reading { end, value, ..reading })
        }
        Sense::Parts(under) if !items.get(end)?.joined && sum.step == Step::Unit && sum.total == 0 => {
            let (over, _) = reading.value.parts();
            let (end, value) = scaled(items, end + 1, Value::fraction(over, under)?);
            Some(Reading { end, value, ..reading })
        }
        // One third, one tenth.
        Sense::Unit(under @ 3..) | Sense::Teen(under)
            if reading.value == Value::whole(1)
                && items.get(end).is_some_and(|i| !i.arabic && i.form == Form::Ordinal && i.gap <= 1) =>
        {
            let (end, value) = scaled(items, end + 1, Value::fraction(1, under)?);
            Some(Reading { end, value, ..reading })
        }
        _ => joined_part(items, reading, sum),
    }
}

/// A fraction that a conjunction adds: and a half, ونصف, وخمسة من عشرة, and three quarters.
fn joined_part(items: &[Item], reading: Reading, sum: &Sum) -> Option<Reading> {
    let mut next = reading.end;
    let mut joined = false;
    if sense(items, next) == Sense::And {
        joined = true;
        next += 1;
        if sense(items, next) == Sense::A {
            next += 1;
        }
    }
    let item = items.get(next).filter(|item| item.gap <= MAX_GAP && (joined || item.joined))?;
    if let Sense::Unit(tenths) = item.sense
        && item.arabic
        && (sense(items, next + 1), sense(items, next + 2)) == (Sense::Of, Sense::Ten)
    {
        let value = reading.value.plus(Value::fraction(tenths, 10)?)?;
        return Some(Reading { end: next + 3, value, ..reading });
    }
    let (part, next) = fraction(items, next, item.sense)?;
    // "A million and a half" is half a million more; "three and a half million" counts the million once.
    let scale = if sum.group == 0 && sum.total > 0 { sum.last_scale } else { 1 };
    let value = reading.value.plus(part.times(Value::whole(scale))?)?;
    if scale > 1 {
        let named = matches!(sense(items, next), Sense::Scale(again) if again == scale);
        return Some(Reading { end: next + usize::from(named), value, ..reading });
    }
    let (end, value) = scaled(items, next, value);
    Some(Reading { end, value, ..reading })
}

/// The fraction at `at`, whose first word says `first`, and where it ends.
fn fraction(items: &[Item], at: usize, first: Sense) -> Option<(Value, usize)> {
    match (first, sense(items, at + 1)) {
        (Sense::Part(under), _) => Some((Value::fraction(1, under)?, at + 1)),
        (Sense::TwoThirds, _) => Some((Value::fraction(2, 3)?, at + 1)),
        (Sense::Unit(over), Sense::Parts(under)) => Some((Value::fraction(over, under)?, at + 2)),
        _ => None,
    }
}

/// So many words of decimals are looked at for the scale behind them.
const MOST_DECIMALS: usize = 12;

fn is_scale(items: &[Item], at: usize) -> bool {
    matches!(sense(items, at), Sense::Scale(_) | Sense::Twice(_) | Sense::MaybeTwice(_))
}

/// The digits after a decimal point, as said: one by one, or as a number below a hundred.
fn decimals(items: &[Item], at: usize) -> Option<(usize, Value)> {
    let mut digits = String::from("0.");
    let mut next = at;
    while let Some(item) = items.get(next).filter(|item| item.gap <= MAX_GAP && (next == at || !item.joined)) {
        if item.sense == Sense::Oh {
            digits.push('0');
            next += 1;
            continue;
        }
        // The million of "two point five million" counts all of it, and no decimals.
        let until = (next..items.len()).take(MOST_DECIMALS).find(|at| is_scale(items, *at)).unwrap_or(items.len());
        let sum = add_up(items.get(..until).unwrap_or(items), next, false);
        let Some(sum) = sum.filter(|sum| sum.total == 0 && (sum.digits || sum.group < 100)) else { break };
        // "Point five, twenty people" stops at the five.
        if next > at && sum.group >= 10 && !digits.ends_with('0') {
            break;
        }
        digits.push_str(&sum.group.to_string());
        next = sum.end;
        if sum.group >= 10 || digits.len() > 12 {
            break;
        }
    }
    if next == at {
        return None;
    }
    Value::decimal(&digits).map(|value| (next, value))
}
