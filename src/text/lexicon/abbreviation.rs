//! Words as they are printed short, and as they are said in full: etc. and et cetera, approx. and approximately, د. and الدكتور;
//! words that are said with one word or with two: nobody and no one, بدون and من دون.
//! Those whose short form is a word besides are no matter here.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::token::{Token, tokens};

/// What is printed, and what is said for it, parted by `|`.
const SHORT: &[(&str, &str)] = &[
    ("etc", "et cetera|etcetera"),
    ("eg", "for example|for instance"),
    ("e.g", "for example|for instance"),
    ("ie", "that is"),
    ("i.e", "that is"),
    ("approx", "approximately"),
    ("est", "estimated|established"),
    ("dept", "department"),
    ("govt", "government"),
    ("intl", "international"),
    ("assoc", "association"),
    ("ave", "avenue"),
    ("rd", "road"),
    ("blvd", "boulevard"),
    ("mt", "mount"),
    ("ltd", "limited"),
    ("inc", "incorporated"),
    ("corp", "corporation"),
    ("bros", "brothers"),
    ("maj", "major"),
    ("cpl", "corporal"),
    ("pte", "private"),
    ("pvt", "private"),
    ("supt", "superintendent"),
    ("insp", "inspector"),
    ("hon", "honourable"),
    ("pres", "president"),
    ("amb", "ambassador"),
    ("asst", "assistant"),
    ("t-shirt", "tee shirt"),
    ("t-shirts", "tee shirts"),
    ("yr", "year"),
    ("wk", "week"),
    ("tel", "telephone"),
    ("min", "minutes|minute"),
    ("sec", "seconds|second"),
    ("vol", "volume"),
    ("plc", "public limited company"),
    ("asap", "as soon as possible"),
    ("x", "times|by"),
    ("nobody", "no one"),
    ("twice", "two times"),
    ("once", "one time"),
    ("aka", "also known as"),
    ("w/o", "without"),
    ("mon", "monday"),
    ("tue", "tuesday"),
    ("tues", "tuesday"),
    ("wed", "wednesday"),
    ("thu", "thursday"),
    ("thurs", "thursday"),
    ("fri", "friday"),
    ("sat", "saturday"),
    ("sun", "sunday"),
    ("mar", "march"),
    ("apr", "april"),
    ("jun", "june"),
    ("jul", "july"),
    ("sep", "september"),
    ("د", "دكتور|الدكتور|دكتورة|الدكتورة"),
    ("أ", "أستاذ|الأستاذ|أستاذة|الأستاذة"),
    ("م", "المهندس|المهندسة"),
    ("أ.د", "الأستاذ الدكتور|الأستاذة الدكتورة"),
    ("ش", "شارع"),
    ("ت", "توفي|تلفون|هاتف"),
    ("هـ", "هجرية|هجري|للهجرة"),
    ("إلخ", "إلى آخره"),
    ("الخ", "إلى آخره"),
    ("ق.م", "قبل الميلاد"),
    ("بدون", "من دون|دون"),
    ("لن", "سوف لن"),
    ("ج.م", "جنيه مصري|جنيها مصريا"),
];

/// What is said in full for each short form, both by their words as normalised with a space between.
static FULL: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
    let mut full: HashMap<String, Vec<String>> = HashMap::new();
    for (short, said) in SHORT {
        let said = said.split('|').map(|said| phrase(&tokens(said)));
        full.entry(phrase(&tokens(short))).or_default().extend(said);
    }
    full
});

fn phrase(tokens: &[Token]) -> String {
    tokens.iter().map(|token| token.normalised.key()).collect::<Vec<_>>().join(" ")
}

/// Words of a short form and of a full one, at most, and letters of the first word of a short one.
const SHORT_WORDS: usize = 2;
const FULL_WORDS: usize = 4;
const SHORT_LETTERS: usize = 7;

/// Whether `short` is printed for `full`.
///
/// ```
/// use rawi::text::{lexicon::is_abbreviation_of, tokens};
/// let short = |a: &str, b: &str| is_abbreviation_of(&tokens(a), &tokens(b));
/// assert!(short("etc.", "et cetera") && short("approx.", "approximately") && short("د.", "الدكتور"));
/// assert!(!short("etc.", "and so on") && !short("et cetera", "etc."));
/// ```
#[must_use]
pub fn is_abbreviation_of(short: &[Token], full: &[Token]) -> bool {
    let brief = short.first().is_some_and(|first| first.normalised.key().chars().count() <= SHORT_LETTERS);
    brief
        && short.len() <= SHORT_WORDS
        && full.len() <= FULL_WORDS
        && FULL.get(&phrase(short)).is_some_and(|said| said.contains(&phrase(full)))
}
