//! Arabic orthography for comparison: one letter for all its written forms, and the proclitics before a word.

/// Whether a letter (or mark) is of the Arabic script.
pub(super) fn is_letter(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{64a}' | '\u{66e}'..='\u{6d3}' | '\u{6d5}' | '\u{6fa}'..='\u{6ff}' | '\u{750}'..='\u{77f}')
}

/// Vowel signs, tatweel and the signs of recitation, which a key leaves out.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '\u{640}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}'
        | '\u{6df}'..='\u{6e8}' | '\u{6ea}'..='\u{6ed}' | '\u{8d3}'..='\u{8ff}')
}

/// A word in its normalised spelling, with what that does not tell any more.
pub(super) struct Spelled {
    pub(super) key: String,
    /// One bit for each of the first letters of the key that was written as a hamza or with one, from the lowest on.
    pub(super) hamzas: u32,
    /// The last letter was written as alif maqsura.
    pub(super) maqsura: bool,
}

/// The normalised spelling of composed, lower-case letters.
///
/// Hamza on a seat becomes the seat (مؤتمر → موتمر, رئيس → رييس, مسئول as مسؤول → مسوول), and a bare ء inside a word, as
/// some normalisers leave it, becomes the seat that spelling rules would give it; so both conventions end in one key.
pub(super) fn spelled(letters: &[char]) -> Spelled {
    let mut word: Vec<char> = letters.iter().copied().filter(|&c| !is_mark(c) && c.is_alphanumeric()).collect();
    unify_hundred(&mut word);
    let mut normalised: Vec<char> = Vec::with_capacity(word.len());
    let mut hamzas = 0;
    for (i, &c) in word.iter().enumerate() {
        let next = word.get(i + 1).copied();
        let at = normalised.len();
        match c {
            'أ' | 'إ' | 'آ' | 'ٱ' | 'ٲ' | 'ٳ' | 'ٵ' => normalised.push('ا'),
            'ى' | 'ی' | 'ۍ' | 'ې' => normalised.push('ي'),
            'ة' | 'ۃ' | 'ہ' | 'ۀ' | 'ۂ' => normalised.push('ه'),
            'ک' | 'ڪ' | 'گ' | 'ڭ' | 'ݣ' => normalised.push('ك'),
            'پ' => normalised.push('ب'),
            'چ' => normalised.push('ج'),
            'ڤ' | 'ڥ' => normalised.push('ف'),
            'ژ' => normalised.push('ز'),
            'ؤ' => normalised.push('و'),
            'ئ' => normalised.push(seat_of_ya(normalised.last().copied(), next)),
            'ء' => normalised.extend(seat_of_bare(&normalised, next)),
            c => normalised.push(super::character::digit(c).and_then(|d| char::from_digit(d, 10)).unwrap_or(c)),
        }
        let seated = matches!(c, 'أ' | 'إ' | 'ؤ' | 'ئ' | 'ء') && normalised.len() > at;
        hamzas |= u32::from(seated).checked_shl(u32::try_from(at).unwrap_or(u32::MAX)).unwrap_or(0);
    }
    Spelled { key: normalised.into_iter().collect(), hamzas, maqsura: word.last() == Some(&'ى') }
}

/// مائة is read مئة; the alef only distinguished it from منه in writing without dots.
fn unify_hundred(word: &mut Vec<char>) {
    let at = word.windows(4).position(|w| match w {
        ['م', 'ا', 'ئ' | 'ء', last] => *last == 'ة' || (*last == 'ت' && word.len() > 5),
        _ => false,
    });
    if let Some(at) = at {
        word.remove(at + 1);
    }
    // مئتان without its seat must not be taken for a word like مؤتمر.
    let two = |w: &[char]| matches!(w, ['م', 'ء', 'ت', 'ا' | 'ي']);
    if let Some(at) = word.windows(4).position(two) {
        word[at + 1] = 'ئ';
    }
}

/// Egyptian spelling writes مسئول and شئون where others write مسؤول and شؤون.
fn seat_of_ya(before: Option<char>, after: Option<char>) -> char {
    if after == Some('و') || (before == Some('و') && after.is_some()) { 'و' } else { 'ي' }
}

/// The seat of a ء that stands bare: none at the end after a long vowel, where speech and careless writing drop it.
fn seat_of_bare(before: &[char], after: Option<char>) -> Option<char> {
    let is_prefix = |c: char| matches!(c, 'م' | 'ي' | 'ت' | 'ن');
    let Some(&last) = before.last() else { return (after != Some('ا')).then_some('ا') };
    let Some(after) = after else {
        let falls = matches!(last, 'و' | 'ي') || (last == 'ا' && before.len() >= 3);
        return (!falls).then_some('ء');
    };
    let opens_word = matches!(
        before,
        [_] | ['ا' | 'ل', 'ل', _] | ['و' | 'ف' | 'ب' | 'ل', _] | ['و' | 'ف' | 'ب', 'ا', 'ل', _] | ['س' | 'و', 'س', _]
    );
    if opens_word && is_prefix(last) && !matches!(after, 'ا' | 'ي' | 'ه' | 'ة') {
        return Some('و');
    }
    let is_asked = matches!((last, after), ('س' | 'ف', 'ا') | ('ه', 'ل'));
    Some(if last == 'و' || after == 'و' || is_asked { 'و' } else { 'ي' })
}

/// Words that begin like a clitic and are none, as normalised.
#[rustfmt::skip]
const WHOLE: &[&str] = &[
    "الله", "الذي", "التي", "الذين", "اللذين", "اللذان", "اللتين", "اللتان", "اللاتي", "اللواتي", "الان", "الي", "الا",
    "واحد", "واحده", "وزير", "وزيره", "وزراء", "وزاره", "وزارات", "وقت", "وطن", "وطني", "وطنيه", "وفد", "وكاله", "وكالات",
    "وحده", "وحدات", "والد", "والده", "والدي", "ولايه", "ولايات", "واشنطن", "وسط", "وسايل", "وسيله", "وراء", "ورا", "وثيقه",
    "وثايق", "واقع", "وباء", "وبا", "وفاه", "وفيات", "وظيفه", "وظايف", "وجود", "وجوه", "وضع", "وصل", "وصول", "وصف", "وصفت",
    "وقف", "وقوع", "وقوف", "وقود", "وكيل", "وعود", "ورقه", "وارد", "واردات", "واجب", "واضح", "واسع", "واسعه", "وليد",
];

/// Where the stem of a normalised word starts, in bytes of the key. `letters` are the letters before normalisation: only a bare alef
/// begins the article, so that ألمانيا keeps its first letters.
pub(super) fn stem_start(key: &str, letters: &[char]) -> usize {
    let mut rest = key;
    let article_at = |rest: &str| {
        let before = key.chars().count() - rest.chars().count();
        let alef = letters.iter().filter(|&&c| !is_mark(c) && c.is_alphanumeric()).nth(before);
        matches!(alef, Some('ا' | 'ٱ'))
    };
    if !WHOLE.contains(&rest) {
        for conjunction in ['و', 'ف'] {
            if let Some(after) = rest.strip_prefix(conjunction)
                && (after.chars().count() >= 4 || (conjunction == 'و' && after.chars().count() == 3) || has_article(after))
            {
                rest = after;
                break;
            }
        }
    }
    let rest = after_preposition(rest, article_at);
    key.len() - rest.len()
}

fn has_article(word: &str) -> bool {
    word.strip_prefix("ال").or_else(|| word.strip_prefix("لل")).is_some_and(|rest| rest.chars().count() >= 2)
}

fn after_preposition(word: &str, article_at: impl Fn(&str) -> bool) -> &str {
    if WHOLE.contains(&word) {
        return word;
    }
    let long = |rest: &&str, letters: usize| rest.chars().count() >= letters;
    if let Some(rest) = word.strip_prefix("ال") {
        return if article_at(word) && long(&rest, 2) { rest } else { word };
    }
    if let Some(rest) = word.strip_prefix("لل").filter(|rest| long(rest, 3)) {
        return rest;
    }
    if let Some(rest) = word.strip_prefix(['ب', 'ك', 'ف', 'ل']) {
        if rest.starts_with("ال") && article_at(rest) && !WHOLE.contains(&rest) {
            return rest.strip_prefix("ال").filter(|rest| long(rest, 2)).unwrap_or(word);
        }
        return if long(&rest, 4) || WHOLE.contains(&rest) { rest } else { word };
    }
    let future = word.strip_prefix('س').filter(|rest| rest.starts_with(['ي', 'ت', 'ن', 'ا']));
    future.filter(|rest| long(rest, 4)).unwrap_or(word)
}
