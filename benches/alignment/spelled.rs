//! Numbers in words and Arabic words in other spellings, for the tests of the text room and for the alignment benchmark:
//! written apart from the readers that they test.
#![allow(clippy::unwrap_used, unreachable_pub)]

/// English words for 0 to 19.
pub(crate) const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// A number below a million in English words, with or without "and".
pub(crate) fn english(n: u64, and: bool) -> String {
    let link = if and { " and " } else { " " };
    match n {
        0..=19 => UNITS[n as usize].to_owned(),
        20..=99 if n.is_multiple_of(10) => TENS[n as usize / 10].to_owned(),
        20..=99 => format!("{}-{}", TENS[n as usize / 10], UNITS[n as usize % 10]),
        100..=999 if n.is_multiple_of(100) => format!("{} hundred", UNITS[n as usize / 100]),
        100..=999 => format!("{} hundred{link}{}", UNITS[n as usize / 100], english(n % 100, and)),
        _ if n.is_multiple_of(1000) => format!("{} thousand", english(n / 1000, and)),
        _ if n % 1000 < 100 => format!("{} thousand{link}{}", english(n / 1000, and), english(n % 1000, and)),
        _ => format!("{} thousand {}", english(n / 1000, and), english(n % 1000, and)),
    }
}

/// Spells Arabic as counting (masculine numerals, nominative) or with the other gender and case.
pub(crate) fn arabic(n: u64, other: bool) -> String {
    let pick = |a: &str, b: &str| if other { b.to_owned() } else { a.to_owned() };
    let unit = |n: u64| match n {
        0 => "صفر".to_owned(),
        1 => pick("واحد", "واحدة"),
        2 => pick("اثنان", "اثنتين"),
        _ => ["ثلاثة ثلاث", "أربعة أربع", "خمسة خمس", "ستة ست", "سبعة سبع", "ثمانية ثماني", "تسعة تسع"][n as usize - 3]
            .split(' ')
            .nth(usize::from(other))
            .unwrap()
            .to_owned(),
    };
    match n {
        0..=9 => unit(n),
        10 => pick("عشرة", "عشر"),
        11 => pick("أحد عشر", "إحدى عشرة"),
        12 => pick("اثنا عشر", "اثنتي عشرة"),
        13..=19 => format!("{} {}", unit(n - 10), pick("عشر", "عشرة")),
        20..=99 => {
            let stem = ["عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"][n as usize / 10 - 2];
            let tens = format!("{stem}{}", pick("ون", "ين"));
            if n.is_multiple_of(10) { tens } else { format!("{} و{tens}", unit(n % 10)) }
        }
        100..=999 => {
            let hundreds = match n / 100 {
                1 => pick("مئة", "مائة"),
                2 => pick("مئتان", "مائتين"),
                h => {
                    let stem = ["ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"][h as usize - 3];
                    if other { format!("{stem} مئة") } else { format!("{stem}مائة") }
                }
            };
            if n.is_multiple_of(100) { hundreds } else { format!("{hundreds} و{}", arabic(n % 100, other)) }
        }
        _ => {
            let thousands = match n / 1000 {
                1 => "ألف".to_owned(),
                2 => pick("ألفان", "ألفين"),
                t @ 3..=10 => format!("{} آلاف", arabic(t, false)),
                t if t % 100 == 0 => format!("{} ألف", arabic(t, other)),
                t => format!("{} {}", arabic(t, other), pick("ألفا", "ألف")),
            };
            if n.is_multiple_of(1000) { thousands } else { format!("{thousands} و{}", arabic(n % 1000, other)) }
        }
    }
}

/// The ways in which Arabic words are spelled apart without being other words.
pub(crate) fn apart(word: &str) -> Vec<String> {
    let swap = |from: &str, to: &str| word.replace(from, to);
    let marked = |mark: char| word.chars().flat_map(|c| [c, mark]).collect::<String>();
    let mut forms = vec![
        swap("أ", "ا"),
        swap("إ", "ا"),
        swap("آ", "ا"),
        swap("آ", "ا\u{653}"),
        swap("أ", "ا\u{654}"),
        swap("إ", "ا\u{655}"),
        swap("ؤ", "ء"),
        swap("ؤ", "و"),
        swap("ؤ", "و\u{654}"),
        swap("ئ", "ء"),
        swap("ئ", "ي"),
        swap("ئ", "ي\u{654}"),
        swap("ي", "ی"),
        swap("ي", "ى"),
        swap("ى", "ي"),
        swap("ك", "ک"),
        swap("لا", "ﻻ"),
        swap("مئة", "مائة"),
        marked('\u{64e}'),
        marked('\u{640}'),
        marked('\u{200f}'),
        format!("\u{2067}{word}\u{2069}"),
        format!("{word}\u{64c}"),
    ];
    if let Some(stem) = word.strip_suffix('ة') {
        forms.push(format!("{stem}ه"));
    }
    if let Some(stem) = word.strip_suffix('ء') {
        forms.push(stem.to_owned());
    }
    forms.retain(|form| form != word);
    forms
}
