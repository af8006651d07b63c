//! Measures as they are printed short, and as they are said: mph and miles an hour, كلم and كيلومترا.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::token::{Token, tokens};

/// What is printed, and what is said for it, both parted by `|`. Only what is printed short meets the words in full.
const MEASURES: &[(&str, &str)] = &[
    ("mph", "miles per hour|miles an hour|mile per hour|mile an hour"),
    ("kmh|kph|km/h|kmph|km/hr", "kilometres per hour|kilometres an hour|kilometre per hour|kilometre an hour"),
    ("km", "kilometre"),
    ("cm", "centimetre"),
    ("mm", "millimetre"),
    ("kg", "kilogram|kilo|kilos"),
    ("m", "metres|metre"),
    ("g", "grams|gram"),
    ("mg", "milligrams|milligram"),
    ("ml", "millilitres|millilitre"),
    ("l", "litres|litre"),
    ("t", "tonnes|tonne|tons|ton"),
    ("ft", "foot"),
    ("lb", "pound"),
    ("km2|km²|sq km", "square kilometres|square kilometre"),
    ("m2|m²|sq m", "square metres|square metre"),
    ("sq mi", "square miles|square mile"),
    ("mw", "megawatts|megawatt"),
    ("gw", "gigawatts|gigawatt"),
    ("kw", "kilowatts|kilowatt"),
    ("kwh", "kilowatt hours|kilowatt hour"),
    ("hrs|hr", "hours|hour"),
    ("mins", "minutes|minute"),
    ("secs", "seconds|second"),
    ("p", "pence|penny"),
    ("c", "cents|cent|celsius|centigrade|degrees|degree|degrees celsius|degrees centigrade"),
    ("f", "fahrenheit|degrees|degrees fahrenheit"),
    ("°", "degrees|degree|درجة|درجات"),
    ("°c|℃", "degrees|degree|degrees celsius|degrees centigrade|درجة|درجات|درجة مئوية|درجات مئوية"),
    ("°f|℉", "degrees|degree|degrees fahrenheit|درجة فهرنهايت"),
    ("°م", "درجة|درجات|درجة مئوية|درجات مئوية"),
    ("minus", "negative|ناقص|سالب"),
    ("in", "inches|inch"),
    ("مئوية", "درجة مئوية|درجات مئوية"),
    ("am", "in the morning"),
    ("pm", "in the afternoon|in the evening|at night"),
    ("كلم|كم", "كيلومتر|كيلومترا|كيلومترات|كيلومترًا|كيلو متر|كيلو مترا"),
    (
        "كلم/س|كم/س|كلم/ساعة|كم/ساعة|كلم/الساعة|كم/الساعة",
        "كيلومتر في الساعة|كيلومترا في الساعة|كيلومترات في الساعة|كيلومتر بالساعة|كيلومترا بالساعة",
    ),
    ("كغ|كغم|كجم|كلغ|كج", "كيلوغرام|كيلوغراما|كيلوغرامات|كيلوجرام|كيلوجراما|كيلوجرامات|كيلو"),
    ("غ|غم|جم", "غرام|غراما|غرامات|جرام|جراما|جرامات"),
    ("سم", "سنتيمتر|سنتيمترا|سنتيمترات|سنتمتر|سنتمترا"),
    ("ملم|مم", "مليمتر|مليمترا|مليمترات|ميليمتر|ميليمترا"),
    ("م", "متر|مترا|أمتار|مئوية|مساء"),
    ("كلم2|كم2|كلم²|كم²", "كيلومتر مربع|كيلومترا مربعا|كيلومترات مربعة"),
    ("م2|م²", "متر مربع|مترا مربعا|أمتار مربعة"),
    ("ص", "صباحا"),
];

/// Words of a measure said in full, at most.
const MOST_WORDS: usize = 4;

/// What is said for each measure that is printed short, by its words as normalised with a space between.
static SAID: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
    let mut said: HashMap<String, Vec<String>> = HashMap::new();
    for (printed, spoken) in MEASURES {
        for short in printed.split('|') {
            let spoken = spoken.split('|').chain(printed.split('|')).map(|phrase| phrase_of(&tokens(phrase)));
            said.entry(phrase_of(&tokens(short))).or_default().extend(spoken);
        }
    }
    said
});

fn phrase_of(tokens: &[Token]) -> String {
    tokens.iter().map(|token| token.normalised.key()).collect::<Vec<_>>().join(" ")
}

/// Whether one of the two is a measure as it is printed short (mph, °C, كلم) and the other the words that are said for it.
///
/// ```
/// use rawi::text::{lexicon::is_one_measure, tokens};
/// let one = |a: &str, b: &str| is_one_measure(&tokens(a), &tokens(b));
/// assert!(one("mph", "miles an hour") && one("degrees Celsius", "°C") && one("كلم", "كيلومترا"));
/// assert!(!one("mph", "kilometres an hour") && !one("miles per hour", "miles an hour"));
/// ```
#[must_use]
pub fn is_one_measure(a: &[Token], b: &[Token]) -> bool {
    if a.is_empty() || b.is_empty() || a.len().max(b.len()) > MOST_WORDS {
        return false;
    }
    let (a, b) = (phrase_of(a), phrase_of(b));
    let of = |short: &str, long: &String| SAID.get(short).is_some_and(|said| said.contains(long));
    of(&a, &b) || of(&b, &a)
}
