//! Whether both sides are one amount of something: 0.5 miles and half a mile, 1 1/2 cups and a cup and a half, thirty minutes and half
//! an hour.

use crate::text::{Number, Token, Unit, Value, numbers};

/// Units of time that are parts of each other, and how many of the smallest of their sort they last: seconds; months.
#[rustfmt::skip]
const TIMES: [&[(u64, &[&str])]; 2] = [
    &[
        (1, &["second", "seconds", "ثانيه", "ثوان", "ثواني"]),
        (60, &["minute", "minutes", "دقيقه", "دقائق", "دقايق"]),
        (3600, &["hour", "hours", "ساعه", "ساعات"]),
    ],
    &[
        (1, &["month", "months", "شهر", "شهرا", "اشهر", "شهور"]),
        (12, &["year", "years", "سنه", "سنوات", "عام", "عاما", "اعوام"]),
    ],
];

/// So much of a unit.
struct Amount<'a> {
    value: Value,
    unit: &'a str,
}

/// Whether the words of both sides as a whole are one amount. Where it is no part of a unit, and the unit is the same, the numbers and
/// the words tell it by themselves.
pub(super) fn one_amount(published: &[Token], said: &[Token]) -> bool {
    let (Some(left), Some(right)) = (Amount::of(published), Amount::of(said)) else { return false };
    match (left.time(), right.time()) {
        (Some(a), Some(b)) => a.sort == b.sort && a.lasts == b.lasts && (a.size != b.size || !left.is_whole()),
        (None, None) => left.value == right.value && !left.is_whole() && is_one_unit(left.unit, right.unit),
        _ => false,
    }
}

/// A length of time in the smallest unit of its sort.
struct Time {
    sort: usize,
    size: u64,
    lasts: Option<Value>,
}

impl<'a> Amount<'a> {
    fn of(words: &'a [Token]) -> Option<Self> {
        let joined = |at: &usize| *at > 0 && matches!(key(&words[*at]), "and" | "و");
        let with_part = (0..words.len()).rev().find(joined).and_then(|at| {
            // An hour and a half.
            Self::with_part(&words[..at], part(&words[at + 1..])?)
        });
        let arabic = || {
            // ساعة ونصف
            let (last, rest) = words.split_last()?;
            Self::with_part(rest, arabic_part(key(last).strip_prefix('و')?)?)
        };
        with_part.or_else(arabic).or_else(|| Self::plain(words))
    }

    fn with_part(words: &'a [Token], part: Value) -> Option<Self> {
        let plain = Self::plain(words)?;
        let value = plain.value.plus(part).filter(|_| plain.is_whole())?;
        Some(Self { value, ..plain })
    }

    /// A number and what it counts; one is not said in Arabic: ساعة.
    fn plain(words: &'a [Token]) -> Option<Self> {
        let (unit, count) = words.split_last()?;
        let unit = key(unit);
        let one = || Some(Value::whole(1)).filter(|_| !unit.is_ascii());
        let value = if count.is_empty() { one() } else { quantity(count) };
        let is_word = unit.chars().all(char::is_alphabetic) && numbers(words.get(words.len() - 1..)?).is_empty();
        value.filter(|_| is_word).map(|value| Self { value, unit })
    }

    fn is_whole(&self) -> bool {
        self.value.as_whole().is_some()
    }

    fn time(&self) -> Option<Time> {
        TIMES.iter().enumerate().find_map(|(sort, units)| {
            let (size, _) = units.iter().find(|(_, names)| names.contains(&self.unit))?;
            let (over, under) = self.value.parts();
            let lasts = over.checked_mul(*size).and_then(|over| Value::fraction(over, under));
            Some(Time { sort, size: *size, lasts })
        })
    }
}

fn key(token: &Token) -> &str {
    token.normalised.key()
}

fn is_article(token: &Token) -> bool {
    matches!(key(token), "a" | "an")
}

/// A number, with the article and the "of" of its unit behind it where it is a part: half a, a quarter of an.
fn quantity(words: &[Token]) -> Option<Value> {
    match words {
        [article] if is_article(article) => Some(Value::whole(1)),
        [count @ .., of, article] if key(of) == "of" && is_article(article) => part(count),
        [count @ .., article] if is_article(article) => part(count),
        _ => part(words).or_else(|| mixed(words)).or_else(|| number(words)),
    }
}

/// Less than one: half, a quarter, three quarters.
fn part(words: &[Token]) -> Option<Value> {
    let words = match words {
        [article, rest @ ..] if is_article(article) => rest,
        words => words,
    };
    let is_part = |value: &Value| {
        let (over, under) = value.parts();
        over < under
    };
    mixed(words).or_else(|| number(words)).filter(is_part)
}

fn number(words: &[Token]) -> Option<Value> {
    let whole = |n: &Number| n.tokens == (0..words.len()) && n.second.is_none() && n.unit == Unit::None;
    numbers(words).into_iter().find(whole).map(|n| n.value)
}

/// 1/2 and 1 1/2, of which each figure is a word.
fn mixed(words: &[Token]) -> Option<Value> {
    let figure = |token: &Token| key(token).parse::<u64>().ok().filter(|n| *n < 100);
    match words {
        [over, under] => {
            let (over, under) = (figure(over)?, figure(under)?);
            Value::fraction(over, under).filter(|_| over < under)
        }
        [whole, over, under] => {
            let (whole, over, under) = (figure(whole)?, figure(over)?, figure(under)?);
            Value::whole(whole).plus(Value::fraction(over, under).filter(|_| over < under)?)
        }
        _ => None,
    }
}

fn arabic_part(key: &str) -> Option<Value> {
    let under = match key {
        "نصف" | "نصفا" => 2,
        "ثلث" | "ثلثا" => 3,
        "ربع" | "ربعا" => 4,
        _ => return None,
    };
    Value::fraction(1, under)
}

/// Whether both are one noun in English, of one or of several.
fn is_one_unit(a: &str, b: &str) -> bool {
    let plural = |one: &str, several: &str| matches!(several.strip_prefix(one), Some("s" | "es"));
    a == b || plural(a, b) || plural(b, a) || matches!((a, b), ("foot", "feet") | ("feet", "foot"))
}
