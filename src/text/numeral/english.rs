//! English number words.

use super::sense::{Form, Sense, Unit};
use super::value::Value;

const UNITS: [&str; 10] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
const TEENS: [&str; 10] =
    ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const SCALES: [(&str, u64); 6] = [
    ("dozen", 12),
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
    ("trillion", 1_000_000_000_000),
    ("quadrillion", 1_000_000_000_000_000),
];
const IRREGULAR: [(&str, Sense); 14] = [
    ("first", Sense::Unit(1)),
    ("second", Sense::Unit(2)),
    ("third", Sense::Unit(3)),
    ("fifth", Sense::Unit(5)),
    ("eighth", Sense::Unit(8)),
    ("ninth", Sense::Unit(9)),
    ("twelfth", Sense::Teen(12)),
    ("twentieth", Sense::Tens(20)),
    ("thirtieth", Sense::Tens(30)),
    ("fortieth", Sense::Tens(40)),
    ("fiftieth", Sense::Tens(50)),
    ("sixtieth", Sense::Tens(60)),
    ("seventieth", Sense::Tens(70)),
    ("eightieth", Sense::Tens(80)),
];

/// What a normalised word says about a number.
pub(crate) fn word(key: &str) -> Option<(Sense, Form)> {
    let sense = match key {
        "and" => Sense::And,
        "a" | "an" => Sense::A,
        "of" => Sense::Of,
        "oh" | "o" => Sense::Oh,
        "double" => Sense::Repeated(2),
        "triple" | "treble" => Sense::Repeated(3),
        "nought" | "naught" | "nil" => Sense::Unit(0),
        "point" => Sense::Point,
        "hundred" => Sense::Hundred,
        "half" => Sense::Part(2),
        "quarter" => Sense::Part(4),
        "halves" => Sense::Parts(2),
        "quarters" => Sense::Parts(4),
        "m" => Sense::Millions,
        "am" | "pm" => Sense::HalfDay,
        "past" => Sense::Past,
        "to" => Sense::To,
        "through" | "until" | "till" => Sense::UpTo,
        "or" => Sense::Or,
        "between" | "from" => Sense::From,
        "percent" | "pct" => Sense::PerCent,
        "per" => Sense::Per,
        "cent" | "cents" | "pence" | "penny" => Sense::Cent,
        "us" | "american" => Sense::American,
        "dollar" | "dollars" => Sense::Money('$'),
        "euro" | "euros" => Sense::Money('€'),
        "pound" | "pounds" | "quid" => Sense::Money('£'),
        "yen" => Sense::Money('¥'),
        "rupee" | "rupees" => Sense::Money('₹'),
        "shekel" | "shekels" => Sense::Money('₪'),
        "rouble" | "roubles" | "ruble" | "rubles" => Sense::Money('₽'),
        _ => {
            let whole = cardinal(key).or_else(|| roman(key));
            return whole.map(|sense| (sense, Form::Cardinal)).or_else(|| ordinal(key));
        }
    };
    Some((sense, Form::Cardinal))
}

fn cardinal(key: &str) -> Option<Sense> {
    let place = |words: &[&str]| words.iter().position(|word| *word == key).map(|at| at as u64);
    place(&UNITS)
        .map(Sense::Unit)
        .or_else(|| place(&TEENS).map(|n| Sense::Teen(10 + n)))
        .or_else(|| place(&TENS).map(|n| Sense::Tens(20 + 10 * n)))
        .or_else(|| SCALES.iter().find(|(word, _)| *word == key).map(|(_, scale)| Sense::Scale(*scale)))
}

/// Roman numerals, as wars, popes and kings have them: those that are no word or name besides. They are figures, which are read as
/// a number and as its place.
fn roman(key: &str) -> Option<Sense> {
    #[rustfmt::skip]
    const NUMERALS: &[(&str, u64)] = &[
        ("ii", 2), ("iii", 3), ("iv", 4), ("vi", 6), ("vii", 7), ("viii", 8), ("ix", 9), ("xii", 12), ("xiii", 13), ("xiv", 14),
        ("xv", 15), ("xvi", 16), ("xvii", 17), ("xviii", 18), ("xix", 19), ("xxi", 21), ("xxii", 22), ("xxiii", 23),
    ];
    let number = NUMERALS.iter().find(|(numeral, _)| *numeral == key)?.1;
    Some(Sense::Numeral(Value::whole(number), Unit::None))
}

fn ordinal(key: &str) -> Option<(Sense, Form)> {
    if let Some((_, sense)) = IRREGULAR.iter().find(|(word, _)| *word == key) {
        return Some((*sense, Form::Ordinal));
    }
    if key == "ninetieth" {
        return Some((Sense::Tens(90), Form::Ordinal));
    }
    if let Some(decade) = key.strip_suffix("ies").map(|stem| format!("{stem}y")) {
        return cardinal(&decade).map(|sense| (sense, Form::Decade));
    }
    if let Some(parts) = key.strip_suffix("ths").or_else(|| key.strip_suffix("rds").filter(|stem| *stem == "thi")) {
        return match ordinal(&format!("{parts}{}", if key == "thirds" { "rd" } else { "th" })) {
            Some((Sense::Unit(n) | Sense::Teen(n), _)) if n > 2 => Some((Sense::Parts(n), Form::Cardinal)),
            _ => None,
        };
    }
    let stem = key.strip_suffix("th")?;
    let sense = if stem == "hundred" { Sense::Hundred } else { cardinal(stem)? };
    (sense != Sense::Unit(0)).then_some((sense, Form::Ordinal))
}

/// The value of a word that is a number on its own.
pub(crate) fn single(key: &str) -> Option<(Value, Form)> {
    let (sense, form) = word(key)?;
    let value = match sense {
        Sense::Unit(n) | Sense::Teen(n) | Sense::Tens(n) | Sense::Scale(n) => n,
        Sense::Hundred => 100,
        _ => return None,
    };
    Some((Value::whole(value), form))
}
