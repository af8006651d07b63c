//! Arabic number words, as normalised: every gender, case and construct form, and the usual misspellings.

use super::sense::{Form, Sense};
use super::value::Value;

#[rustfmt::skip]
const UNITS: &[(&str, u64)] = &[
    ("صفر", 0), ("واحد", 1), ("واحده", 1), ("واحدا", 1), ("اثنان", 2), ("اثنين", 2), ("اثنا", 2), ("اثني", 2), ("اثنتان", 2),
    ("اثنتين", 2), ("اثنتا", 2), ("اثنتي", 2), ("ثنتان", 2), ("ثنتين", 2), ("اتنين", 2), ("ثلاثه", 3), ("ثلاث", 3), ("ثلاثا", 3),
    ("ثلثه", 3), ("تلاته", 3), ("اربعه", 4), ("اربع", 4), ("اربعا", 4), ("خمسه", 5), ("خمس", 5), ("خمسا", 5), ("سته", 6), ("ست", 6),
    ("ستا", 6), ("سبعه", 7), ("سبع", 7), ("سبعا", 7), ("ثمانيه", 8), ("ثمان", 8), ("ثماني", 8), ("ثمانيا", 8), ("تمانيه", 8),
    ("تسعه", 9), ("تسع", 9), ("تسعا", 9),
];

#[rustfmt::skip]
const TEEN_UNITS: &[(&str, u64)] = &[("احد", 1), ("احدي", 1), ("حادي", 1), ("حاديه", 1)];

#[rustfmt::skip]
const TENS: &[(&str, u64)] = &[
    ("عشر", 20), ("ثلاث", 30), ("اربع", 40), ("خمس", 50), ("ست", 60), ("سبع", 70), ("ثمان", 80), ("تسع", 90),
];

#[rustfmt::skip]
const ORDINALS: &[(&str, u64)] = &[
    ("اول", 1), ("اولي", 1), ("ثاني", 2), ("ثانيه", 2), ("ثالث", 3), ("ثالثه", 3), ("رابع", 4), ("رابعه", 4), ("خامس", 5),
    ("خامسه", 5), ("سادس", 6), ("سادسه", 6), ("سابع", 7), ("سابعه", 7), ("ثامن", 8), ("ثامنه", 8), ("تاسع", 9), ("تاسعه", 9),
];

/// A scale's one, one as an object (or two before its noun), two, two, many.
#[rustfmt::skip]
const SCALES: &[(&str, u64)] = &[
    ("الف", 1_000), ("مليون", 1_000_000), ("مليار", 1_000_000_000), ("بليون", 1_000_000_000),
    ("تريليون", 1_000_000_000_000), ("ترليون", 1_000_000_000_000),
];
#[rustfmt::skip]
const PLURALS: &[(&str, u64)] = &[
    ("الاف", 1_000), ("ملايين", 1_000_000), ("مليارات", 1_000_000_000), ("بلايين", 1_000_000_000),
    ("تريليونات", 1_000_000_000_000), ("ترليونات", 1_000_000_000_000),
];

/// What a normalised word says about a number, and whether و stands before it.
pub(crate) fn word(key: &str) -> Option<(Sense, Form, bool)> {
    if key == "و" {
        return Some((Sense::And, Form::Cardinal, false));
    }
    let bare = |word: &str| sense(word);
    if let Some((sense, form)) = bare(key) {
        return Some((sense, form, false));
    }
    let (rest, joined) = match key.strip_prefix('و') {
        Some(rest) => (rest, true),
        None => (key, false),
    };
    let after_conjunction = || rest.strip_prefix('ف').and_then(bare);
    let after_preposition =
        || rest.strip_prefix(['ب', 'ل', 'ك']).and_then(|word| bare(word).or_else(|| bare(without_article(word)?)));
    let contracted = || rest.strip_prefix("لل").and_then(bare);
    let (sense, form) = bare(rest)
        .or_else(|| bare(without_article(rest)?))
        .or_else(after_preposition)
        .or_else(contracted)
        .or_else(after_conjunction)?;
    Some((sense, form, joined))
}

fn without_article(word: &str) -> Option<&str> {
    word.strip_prefix("ال")
}

fn sense(word: &str) -> Option<(Sense, Form)> {
    let find = |table: &[(&str, u64)]| table.iter().find(|(name, _)| *name == word).map(|(_, n)| *n);
    let cardinal = |sense| Some((sense, Form::Cardinal));
    if let Some(n) = find(UNITS) {
        return cardinal(Sense::Unit(n));
    }
    if let Some(n) = find(TEEN_UNITS) {
        return Some((Sense::TeenUnit(n), if word.starts_with('ح') { Form::Ordinal } else { Form::Cardinal }));
    }
    if let Some(n) = find(ORDINALS) {
        return Some((Sense::Unit(n), Form::Ordinal));
    }
    match word {
        "عشر" | "عشره" | "عشرا" => cardinal(Sense::Ten),
        "عاشر" | "عاشره" => Some((Sense::Ten, Form::Ordinal)),
        "ميه" | "مايه" | "مءه" => cardinal(Sense::Hundred),
        "ميتان" | "ميتين" | "ميتا" | "ميتي" | "مايتان" | "مايتين" | "مايتا" | "مايتي" => {
            cardinal(Sense::Hundreds(200))
        }
        "فاصله" | "فاصل" | "نقطه" => cardinal(Sense::Point),
        "نصف" => cardinal(Sense::Part(2)),
        "ثلث" => cardinal(Sense::Part(3)),
        "ربع" | "ربعا" => cardinal(Sense::Part(4)),
        "ارباع" => cardinal(Sense::Parts(4)),
        "اخماس" => cardinal(Sense::Parts(5)),
        "اعشار" => cardinal(Sense::Parts(10)),
        "ثلثا" | "ثلثي" | "ثلثان" | "ثلثين" => cardinal(Sense::TwoThirds),
        "بالميه" | "بالمايه" => cardinal(Sense::PerCent),
        "في" => cardinal(Sense::Per),
        "بين" => cardinal(Sense::From),
        "الي" | "حتي" | "مقابل" => cardinal(Sense::UpTo),
        "او" | "ام" => cardinal(Sense::Or),
        "الا" => cardinal(Sense::Less),
        "دقيقه" | "دقايق" => cardinal(Sense::Minute),
        "من" => cardinal(Sense::Of),
        "دولار" | "دولارا" | "دولارات" => cardinal(Sense::Money('$')),
        "يورو" => cardinal(Sense::Money('€')),
        _ => match decade(word) {
            Some(sense) => Some((sense, Form::Decade)),
            None => tens(word).or_else(|| hundreds(word)).or_else(|| scale(word)).and_then(cardinal),
        },
    }
}

/// ستينات and ستينيات, the years from sixty on.
fn decade(word: &str) -> Option<Sense> {
    let stem = word.strip_suffix("ينيات").or_else(|| word.strip_suffix("ينات"))?;
    TENS.iter().find(|(name, _)| *name == stem).map(|(_, n)| Sense::Tens(*n))
}

fn tens(word: &str) -> Option<Sense> {
    let stem = word.strip_suffix("ون").or_else(|| word.strip_suffix("ين"))?;
    TENS.iter().find(|(name, _)| *name == stem).map(|(_, n)| Sense::Tens(*n))
}

fn hundreds(word: &str) -> Option<Sense> {
    let stem = word.strip_suffix("ميه").or_else(|| word.strip_suffix("مايه"))?;
    let unit = UNITS.iter().find(|(name, n)| *name == stem && *n > 2)?;
    Some(Sense::Hundreds(unit.1 * 100))
}

fn scale(word: &str) -> Option<Sense> {
    if let Some((_, n)) = SCALES.iter().chain(PLURALS).find(|(name, _)| *name == word) {
        return Some(Sense::Scale(*n));
    }
    let (name, rest) = SCALES.iter().find_map(|(name, n)| word.strip_prefix(name).map(|rest| (*n, rest)))?;
    match rest {
        "ا" => Some(Sense::MaybeTwice(name)),
        "ان" | "ين" | "ي" => Some(Sense::Twice(name)),
        _ => None,
    }
}

/// The value of a word that is a number on its own.
pub(crate) fn single(key: &str) -> Option<(Value, Form)> {
    let (sense, form, _) = word(key)?;
    let value = match sense {
        Sense::Unit(n) | Sense::Tens(n) | Sense::Hundreds(n) | Sense::Scale(n) | Sense::MaybeTwice(n) => n,
        Sense::Ten => 10,
        Sense::Hundred => 100,
        Sense::Twice(n) => n.checked_mul(2)?,
        _ => return None,
    };
    Some((Value::whole(value), form))
}
