//! A light stemmer for Arabic in the manner of Light10 (Larkey, Ballesteros and Connell 2007): endings of number, gender and attribution
//! and the commonest pronouns are taken off where enough is left; no root is sought.

/// Longer endings first; each with the letters that must be left.
#[rustfmt::skip]
const ENDINGS: &[(&str, usize)] = &[
    ("هما", 3), ("تها", 3), ("تهم", 3), ("اتها", 3), ("اتهم", 3), ("يون", 3), ("وون", 3), ("يين", 3), ("يان", 3),
    ("يات", 3), ("ها", 3), ("هم", 3), ("ات", 3), ("ون", 3), ("ين", 3), ("ان", 3),
    ("يه", 3), ("ه", 3), ("ي", 3),
];

/// The stem of a normalised word; `bare` is what is left of it without proclitics.
pub(super) fn stem<'a>(word: &'a str, bare: &'a str) -> &'a str {
    let word = without_article(word, bare);
    if KEPT.contains(&word) {
        return word;
    }
    let left = |(ending, letters): &(&str, usize)| {
        word.strip_suffix(ending).filter(|rest| rest.chars().count() >= *letters).map(|rest| (ending.len(), rest))
    };
    ENDINGS.iter().filter_map(left).max_by_key(|(taken, _)| *taken).map_or(word, |(_, rest)| rest)
}

/// The word without the article and what stands before it, and without و. A single ب, ك, ل, ف or س may be of the word, and then it would
/// be taken off of its longer forms alone.
fn without_article<'a>(word: &'a str, bare: &'a str) -> &'a str {
    let taken = word.strip_suffix(bare).unwrap_or("");
    if taken == "و" || taken.ends_with("ال") || taken.ends_with("لل") {
        return bare;
    }
    let rest = word.strip_prefix('و').filter(|rest| taken.starts_with('و') && rest.chars().count() >= 3);
    rest.unwrap_or(word)
}

/// Words and names, as normalised, that end like a plural or a feminine and are none.
#[rustfmt::skip]
const KEPT: &[&str] = &[
    "لبنان", "عمان", "ايران", "سودان", "باكستان", "افغانستان", "كردستان", "اليابان", "يابان", "حلوان", "رمضان", "شعبان", "نيسان",
    "سلطان", "برلمان", "انسان", "عدوان", "عنوان", "ميدان", "قران", "سكان", "طيران", "نسيان", "سليمان", "عثمان", "مروان", "عدنان",
    "نعمان", "حسين", "ياسين", "امين", "فلسطين", "تشرين", "صين", "يقين", "قوانين", "ثلاثين", "عشرين", "خمسين", "قانون", "تلفزيون",
    "مليون", "زيتون", "هارون", "كانون", "صالون", "بترون", "فرات", "علي", "وفات", "اثبات", "نبات", "سبات", "ثبات", "ذات", "قضيه", "حاله",
];
