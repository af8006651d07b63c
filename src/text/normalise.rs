//! Normalisation of one word for comparison: one key for all its spellings, its stem, its sound and its value.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::character::{digit, fraction_decimals, is_apostrophe, is_control};
use super::numeral::{self, Form, Value, figure};
use super::sound::{self, Sound};
use super::{arabic, english};

/// A word normalised for comparison. Two words whose [keys](Normalised::key) are equal are one word in two spellings.
///
/// Equality, order and hash are those of the key alone, so that it can be the key of a map or a part of an n-gram.
///
/// ```
/// use rawi::text::normalise;
/// assert_eq!(normalise("مسؤُولٌ"), normalise("مسئول"));
/// assert_eq!(normalise("Organisation"), normalise("organization"));
/// assert_eq!(normalise("١٬٠٠٠"), normalise("1,000"));
/// assert_eq!(normalise("والحكومة").stem(), "حكومه");
/// assert_eq!(normalise("غوتيريش").sound(), normalise("Guterres").sound());
/// ```
#[derive(Debug, Clone)]
pub struct Normalised {
    /// Shared, since the same word is met again and again.
    key: Arc<str>,
    /// Bytes of the key that the stem leaves out at its start.
    stem_start: u16,
    /// Letters of the stem; at most `u16::MAX`.
    stem_letters: u16,
    /// The letters of the stem as a Bloom filter of 64 bits: bit = code point modulo 64.
    letters_seen: u64,
    sound: Option<Sound>,
    number: Option<(Value, Form)>,
    /// How an Arabic word was written where its key does not tell.
    hamzas: u32,
    maqsura: bool,
    /// Whether an apostrophe stands among its letters, which is in no key.
    contracted: bool,
}

impl Normalised {
    /// The normalised spelling: NFKC, case-folded, without vowel signs, tatweel, joiners and direction controls; one form of each
    /// Arabic letter (أ إ آ as ا, ى as ي, ة as ه, hamza on its seat as the seat); one spelling for British and American English
    /// (not always either's own); ASCII digits without grouping. For comparison only, never to be shown.
    ///
    /// Empty when nothing of the word is read aloud. Idempotent: normalising a key gives the same key.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The key without its Arabic proclitics (و ف ب ل ك س and ال, لل), where what is left is long enough to be a word; for every
    /// other word the key itself. Light stemming only: suffixes are kept, and no root is sought.
    pub fn stem(&self) -> &str {
        self.key.get(usize::from(self.stem_start)..).unwrap_or(&self.key)
    }

    /// The phonetic key of the word, which Arabic and Latin spellings of one name share; `None` for words with fewer than three
    /// consonants or more than twelve, for numbers and for other scripts.
    pub fn sound(&self) -> Option<Sound> {
        self.sound
    }

    /// The value of a numeral or of a single number word (`12`, `1.5`, `٣٪`, `seven`, `سبعة`); runs of words are read by
    /// [`numbers`](super::numbers).
    pub fn number(&self) -> Option<Value> {
        self.number.map(|(value, _)| value)
    }

    /// The value with its form, and whether it is in digits.
    pub(super) fn number_form(&self) -> Option<(Value, (Form, bool))> {
        let digits = self.key.as_bytes().first().is_some_and(u8::is_ascii_digit);
        self.number.map(|(value, form)| (value, (form, digits)))
    }

    /// Whether letter `at` of the key, from 0, was written as a hamza or with one. Only of the first 32 letters.
    pub(super) fn has_hamza(&self, at: usize) -> bool {
        u32::try_from(at).ok().and_then(|at| self.hamzas.checked_shr(at)).is_some_and(|hamzas| hamzas & 1 == 1)
    }

    /// Whether the last letter was written as alif maqsura, which is said as an alif.
    pub(super) fn ends_in_maqsura(&self) -> bool {
        self.maqsura
    }

    /// Whether it was written with an apostrophe among its letters: "we're", and not "were".
    pub(super) fn has_apostrophe(&self) -> bool {
        self.contracted
    }

    /// Letters of the stem.
    pub(super) fn stem_letters(&self) -> usize {
        usize::from(self.stem_letters)
    }

    /// A lower bound of the letters that stand in one stem and not in the other.
    pub(super) fn letters_apart(&self, other: &Self) -> u32 {
        let apart = self.letters_seen ^ other.letters_seen;
        (apart & self.letters_seen).count_ones().max((apart & other.letters_seen).count_ones())
    }
}

impl PartialEq for Normalised {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Normalised {}

impl Hash for Normalised {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

impl PartialOrd for Normalised {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Normalised {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key.cmp(&other.key)
    }
}

/// Normalises one word, as [`tokens`](super::tokens) does for every word that it finds. Any text is taken; what is no letter, mark
/// or digit is left out, so that a phrase becomes one long word.
#[must_use]
pub fn normalise(word: &str) -> Normalised {
    if word.chars().any(|c| digit(c).is_some() || fraction_decimals(c).is_some())
        && let Some(key) = figure::key(word)
    {
        let number = figure::read(&key).map(|figure| (figure.value, figure.form));
        return finish(key, 0, None, number);
    }
    let letters: Vec<char> = word.nfkc().flat_map(char::to_lowercase).nfc().filter(|&c| !is_control(c)).collect();
    // A mark or a tatweel alone makes no Arabic word of what stands around it.
    if letters.iter().any(|&c| arabic::is_letter(c) && !arabic::is_mark(c)) {
        let arabic::Spelled { key, hamzas, maqsura } = arabic::spelled(&letters);
        let stem = arabic::stem_start(&key, &letters);
        let number = numeral::arabic::single(&key);
        // A name may begin with what looks like a preposition (بوتين, لندن): only و and the article are surely not of it.
        let certain = key.starts_with('و') || stem != 'ب'.len_utf8();
        let sound = sound::of_arabic(if certain { key.get(stem..).unwrap_or(&key) } else { &key });
        return Normalised { hamzas, maqsura, ..finish(key, stem, sound, number) };
    }
    // Alone before a figure, the sign is a word.
    let key = if matches!(letters.as_slice(), ['-' | '\u{2010}' | '\u{2011}' | '\u{2212}']) {
        "minus".to_owned()
    } else {
        english::spelling(plain(&letters))
    };
    let number = numeral::english::single(&key);
    let sound = sound::of_latin(&key);
    let between = |three: &[char]| three[0].is_alphabetic() && is_apostrophe(three[1]) && three[2].is_alphabetic();
    Normalised { contracted: letters.windows(3).any(between), ..finish(key, 0, sound, number) }
}

fn finish(key: String, stem_start: usize, sound: Option<Sound>, number: Option<(Value, Form)>) -> Normalised {
    let stem = key.get(stem_start..).unwrap_or("");
    let letters_seen = stem.chars().fold(0, |seen, c| seen | 1 << (u32::from(c) % 64));
    let stem_letters = u16::try_from(stem.chars().count()).unwrap_or(u16::MAX);
    let stem_start = u16::try_from(stem_start).unwrap_or(0);
    Normalised {
        key: key.into(),
        stem_start,
        stem_letters,
        letters_seen,
        sound,
        number,
        hamzas: 0,
        maqsura: false,
        contracted: false,
    }
}

/// The key of a word in any script but the Arabic: without marks in the scripts where a word without them is the same word (Latin, Greek,
/// Hebrew), with them where they are half of the letter (Devanagari and its family, kana, Cyrillic й).
fn plain(letters: &[char]) -> String {
    let mut key = String::with_capacity(letters.len());
    for &c in letters {
        match c {
            'ß' => key.push_str("ss"),
            'ı' => key.push('i'),
            'æ' => key.push_str("ae"),
            'œ' => key.push_str("oe"),
            'ø' => key.push('o'),
            'đ' | 'ð' => key.push('d'),
            'ł' => key.push('l'),
            'þ' => key.push_str("th"),
            'ё' => key.push('е'),
            'ς' => key.push('σ'),
            '&' => key.push_str("and"),
            '°' => key.push_str("degrees"),
            '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' => {}
            // An Arabic mark has nothing to stand on among letters of another script.
            c if arabic::is_mark(c) => {}
            // Modifier apostrophes and primes are letters to Unicode and nothing to a reader.
            '\u{2b9}'..='\u{2bf}' | '\u{2c8}' | '\u{a78c}' => {}
            c if is_stripped_script(c) => key.extend(std::iter::once(c).nfd().filter(|m| !is_combining_mark(*m))),
            c if c.is_alphanumeric() || is_combining_mark(c) => match digit(c) {
                Some(value) => key.extend(char::from_digit(value, 10)),
                None => key.push(c),
            },
            _ => {}
        }
    }
    // Marks that something between them had kept apart may now compose, or stand in another order.
    key.nfc().collect()
}

/// Latin and Greek letters that may carry a mark.
fn is_stripped_script(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{24f}' | '\u{370}'..='\u{3ff}' | '\u{1e00}'..='\u{1fff}')
}
