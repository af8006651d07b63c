use std::ops::Range;

use super::number_grammar::{Reading, read_at};
use super::value::Value;
use super::{Token, number_arabic, number_english, numeral};

/// A number that a run of tokens stands for, in digits, in words or mixed (`2370`, «ألفان وثلاثمئة وسبعون», `2.5 million`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// The tokens it takes, as indices into the slice that was read; never empty.
    pub tokens: Range<usize>,
    /// Its value. A percentage has the number before the sign: 3.5 % is 3.5.
    pub value: Value,
    /// How it is used.
    pub form: Form,
    /// The sign or word that belongs to it, when the run holds one.
    pub unit: Unit,
    /// Whether any of it is written in digits.
    pub digits: bool,
}

/// How a number is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// Three, 3.
    Cardinal,
    /// Third, 3rd, الثالث.
    Ordinal,
    /// The eighties, 1980s.
    Decade,
}

/// What a number counts, as far as a sign or a word beside it says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Nothing that was said with it.
    None,
    /// Hundredths: %, per cent, في المئة.
    Percent,
    /// Money, by its sign: `$`, `€`, `£`…
    Currency(char),
}

impl Number {
    /// Whether the two stand for one number: the same value and no contradiction in unit or form. Digits leave the form
    /// open (`3` is read *three* or *third*), and so does a missing unit.
    pub fn same_as(&self, other: &Self) -> bool {
        let units = self.unit == other.unit || self.unit == Unit::None || other.unit == Unit::None;
        self.value == other.value && units && forms_meet((self.form, self.digits), (other.form, other.digits))
    }
}

/// Whether two forms, each with whether it is in digits, can be the same number read aloud.
pub(super) fn forms_meet(a: (Form, bool), b: (Form, bool)) -> bool {
    let bare = |(form, digits): (Form, bool)| digits && form == Form::Cardinal;
    let ordinal = |(form, _): (Form, bool)| form != Form::Decade;
    a.0 == b.0 || ((bare(a) || bare(b)) && ordinal(a) && ordinal(b))
}

/// The numbers in a text, by value: Arabic and English words of every gender and case, digits of three systems, and both
/// mixed. A run that can be read in several ways gives each reading (`twenty-three seventy`: 2370, 23 and 70; `five per
/// cent`: 5 % and 5), so the ranges may overlap. They are ordered by their start, the longest first.
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
/// ```
pub fn numbers(tokens: &[Token]) -> Vec<Number> {
    let items = items(tokens);
    let mut found = Vec::new();
    let mut base: Vec<Reading> = Vec::new();
    let mut at = 0;
    while at < items.len() {
        let readings = read_at(&items, at);
        let Some(first) = readings.first() else {
            at += 1;
            continue;
        };
        let end = first.end;
        for reading in readings {
            push(&mut found, &items, &reading);
            if reading.end == end && base.last().is_none_or(|last| last.start != reading.start) {
                base.push(reading);
            }
        }
        at = end.max(at + 1);
    }
    chains(&items, &base, &mut found);
    found.sort_by(|a, b| (a.tokens.start, b.tokens.end).cmp(&(b.tokens.start, a.tokens.end)));
    found.dedup();
    found
}

/// A token as the grammar sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub(super) sense: Sense,
    /// و stands before it.
    pub(super) joined: bool,
    pub(super) form: Form,
    pub(super) arabic: bool,
    /// Bytes between it and the token before; 0 for the first, or where the ranges are not of one text.
    pub(super) gap: usize,
}

/// What a token says about a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// 0 to 9.
    Unit(u64),
    /// 1 in a compound only: أحد عشر, الحادي والعشرون.
    TeenUnit(u64),
    /// عشر, عشرة: ten, or the end of a teen.
    Ten,
    /// English 10 to 19.
    Teen(u64),
    /// 20, 30 … 90.
    Tens(u64),
    Hundred,
    /// 200 in one word, ثلاثمئة.
    Hundreds(u64),
    /// A thousand and up; also twelve for "dozen".
    Scale(u64),
    /// ألفان.
    Twice(u64),
    /// ألفا: two thousand before its noun, or one thousand as an object.
    MaybeTwice(u64),
    Numeral(Value, Unit),
    /// "oh" among digits.
    Oh,
    Point,
    /// A half, a quarter; the plural counts (three quarters).
    Part(u64),
    Parts(u64),
    /// ثلثان.
    TwoThirds,
    PerCent,
    /// per, في, and what must follow to make it "per cent".
    Per,
    Cent,
    Money(char),
    And,
    A,
    Of,
    Other,
}

fn items(tokens: &[Token]) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::with_capacity(tokens.len());
    let mut before: Option<usize> = None;
    for token in tokens {
        let gap = before.and_then(|end| token.range.start().checked_sub(end)).unwrap_or(0);
        before = Some(token.range.end());
        let key = token.normalised.key();
        let plain = Item { sense: Sense::Other, joined: false, form: Form::Cardinal, arabic: false, gap };
        let item = if key.as_bytes().first().is_some_and(u8::is_ascii_digit) {
            match numeral::read(key) {
                Some(n) => Item { sense: Sense::Numeral(n.value, n.unit), form: n.form, ..plain },
                None => plain,
            }
        } else if key.is_ascii() {
            number_english::word(key).map_or(plain, |(sense, form)| Item { sense, form, ..plain })
        } else {
            number_arabic::word(key).map_or(plain, |w| Item { sense: w.0, form: w.1, joined: w.2, arabic: true, ..plain })
        };
        items.push(item);
    }
    // وأحد عشر: normalised, the joined أحد is a واحد.
    for at in 1..items.len() {
        let normalised_one = tokens.get(at - 1).is_some_and(|token| token.normalised.key() == "واحد");
        if normalised_one && items[at].sense == Sense::Ten && !items[at].joined {
            items[at - 1] = Item { sense: Sense::TeenUnit(1), joined: true, ..items[at - 1] };
        }
    }
    items
}

/// Adds a reading, and a longer one when its percentage or currency is said after it.
fn push(found: &mut Vec<Number>, items: &[Item], reading: &Reading) {
    let number = |end: usize, unit: Unit| Number {
        tokens: reading.start..end,
        value: reading.value,
        form: reading.form,
        unit,
        digits: reading.digits,
    };
    if reading.unit == Unit::None
        && let Some((end, unit)) = unit_after(items, reading.end)
    {
        found.push(number(end, unit));
    }
    found.push(number(reading.end, reading.unit));
}

fn unit_after(items: &[Item], at: usize) -> Option<(usize, Unit)> {
    let sense = |at: usize| items.get(at).filter(|item| item.gap <= 3 && !item.joined).map(|item| item.sense);
    match (sense(at)?, sense(at + 1)) {
        (Sense::PerCent, _) => Some((at + 1, Unit::Percent)),
        (Sense::Per, Some(Sense::Cent | Sense::Hundred)) => Some((at + 2, Unit::Percent)),
        (Sense::Money(sign), _) => Some((at + 1, Unit::Currency(sign))),
        _ => None,
    }
}

/// Most digits of a number that is read in pairs or digit by digit.
const CHAIN_DIGITS: usize = 15;

/// Numbers read in pairs and digit by digit: small numbers side by side whose digits make one.
fn chains(items: &[Item], base: &[Reading], found: &mut Vec<Number>) {
    let small = |reading: &Reading| reading.value.as_whole().filter(|n| *n < 100 && reading.unit == Unit::None);
    let mut at = 0;
    while at < base.len() {
        let mut end = at;
        while let Some(next) = base.get(end + 1)
            && base
                .get(end)
                .is_some_and(|last| last.end == next.start && small(last).is_some() && last.form == Form::Cardinal)
            && items.get(next.start).is_some_and(|item| item.gap <= 1 && !item.joined)
            && small(next).is_some_and(|n| n >= 10 || next.end == next.start + 1)
            && next.form != Form::Ordinal
        {
            end += 1;
        }
        let run = base.get(at..=end).unwrap_or_default();
        if run.len() > 1 {
            chain(run, found);
            let paired = |pair: &[Reading]| pair.iter().all(|part| small(part).is_some_and(|n| n >= 10));
            run.windows(2).filter(|pair| run.len() > 2 && paired(pair)).for_each(|pair| chain(pair, found));
        }
        at = end + 1;
    }
}

fn chain(run: &[Reading], found: &mut Vec<Number>) {
    let digits: String = run.iter().filter_map(|part| part.value.as_whole()).map(|n| n.to_string()).collect();
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return };
    if digits.len() > CHAIN_DIGITS {
        return;
    }
    if let Ok(value) = digits.parse() {
        let digits = run.iter().any(|part| part.digits);
        let tokens = first.start..last.end;
        found.push(Number { tokens, value: Value::whole(value), form: last.form, unit: Unit::None, digits });
    }
}
