//! Other numbers: near ones, which are misheard and misprinted (thirteen and thirty, 1,250 and 1,280, million and billion), and
//! far ones.

use std::ops::Range;

use crate::place::{Kind, Place};
use crate::random::Random;

/// Words of one row stand in each other's place without another change in the sentence.
const ENGLISH: [&[&str]; 5] = [
    &["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "sixteen"],
    &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
    &["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"],
    &["million", "billion"],
    &["hundred", "thousand"],
];
const ENGLISH_NEAR: [(&str, &str); 10] = [
    ("thirteen", "thirty"),
    ("fourteen", "forty"),
    ("fifteen", "fifty"),
    ("sixteen", "sixty"),
    ("seventeen", "seventy"),
    ("eighteen", "eighty"),
    ("nineteen", "ninety"),
    ("million", "billion"),
    ("six", "sixteen"),
    ("seven", "eleven"),
];
const ARABIC: [&[&str]; 8] = [
    &["ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"],
    &["ثلاث", "أربع", "خمس", "سبع", "تسع"],
    &["عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"],
    &["عشرين", "ثلاثين", "أربعين", "خمسين", "ستين", "سبعين", "ثمانين", "تسعين"],
    &["ثلاثمئة", "أربعمئة", "خمسمئة", "ستمئة", "سبعمئة", "ثمانمئة", "تسعمئة"],
    &["مليون", "مليار"],
    &["ملايين", "مليارات", "آلاف"],
    &["مئة", "مئتين"],
];
const ARABIC_NEAR: [(&str, &str); 8] = [
    ("سبعة", "تسعة"),
    ("سبع", "تسع"),
    ("سبعين", "تسعين"),
    ("سبعون", "تسعون"),
    ("مليون", "مليار"),
    ("مئة", "مئتين"),
    ("ثلاثين", "ثمانين"),
    ("سبعمئة", "تسعمئة"),
];

/// Every number of a block with another in its place.
pub fn places(block: &str, arabic: bool, random: &mut Random) -> Vec<Place> {
    let words = words(block);
    words
        .into_iter()
        .filter_map(|at| Place::new(Kind::Number, at.clone(), &block[at.clone()], &other(&block[at], arabic, random)?))
        .collect()
}

/// The words of a block between spaces.
pub fn words(block: &str) -> Vec<Range<usize>> {
    let start = |word: &str| word.as_ptr() as usize - block.as_ptr() as usize;
    block.split_whitespace().map(|word| start(word)..start(word) + word.len()).collect()
}

fn other(word: &str, arabic: bool, random: &mut Random) -> Option<String> {
    if let Some(from) = word.find(|c: char| c.is_ascii_digit()) {
        return other_figure(word, from, random);
    }
    let core = word.trim_matches(|c: char| !c.is_alphanumeric());
    let last = core.rsplit('-').next().unwrap_or(core);
    let stem = if arabic { last.strip_prefix('و').filter(|s| s.chars().count() > 2).unwrap_or(last) } else { last };
    let (rows, near): (&[&[&str]], &[(&str, &str)]) =
        if arabic { (&ARABIC, &ARABIC_NEAR) } else { (&ENGLISH, &ENGLISH_NEAR) };
    let partner = near.iter().find_map(|(a, b)| if *a == stem { Some(*b) } else { (*b == stem).then_some(*a) });
    let row = rows.iter().find(|row| row.contains(&stem))?;
    let new = match partner.filter(|_| random.chance(0.5)) {
        Some(partner) => partner,
        None => random.pick(&row.iter().filter(|w| **w != stem).collect::<Vec<_>>()).copied()?,
    };
    let at = word.rfind(stem)?;
    Some(format!("{}{new}{}", &word[..at], &word[at + stem.len()..]))
}

/// Another digit in one place, or other digits in all.
fn other_figure(word: &str, from: usize, random: &mut Random) -> Option<String> {
    if word[..from].chars().any(char::is_alphabetic) {
        return None;
    }
    let digits: Vec<usize> = word.match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| at).collect();
    let mut new = word.as_bytes().to_vec();
    let one = *random.pick(&digits)?;
    let near = random.chance(0.5);
    for at in digits.iter().copied().filter(|at| !near || *at == one) {
        let least = usize::from(at == digits[0]);
        let digit = b'0' + (least + random.below(10 - least)) as u8;
        new[at] = if digit != new[at] {
            digit
        } else if digit == b'9' {
            b'8'
        } else {
            digit + 1
        };
    }
    String::from_utf8(new).ok()
}
