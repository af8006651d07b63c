use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::number::Form;
use super::numeral::{self, digit};
use super::sound::{self, Sound};
use super::value::Value;
use super::{arabic, english, number_arabic, number_english};

/// A word as it is compared. Two words whose [keys](Normalised::key) are equal are one word in two spellings; equality, order
/// and hash of this type are those of the key, so that it can stand in maps and n-grams.
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
    key: Box<str>,
    /// Bytes of the key that the stem leaves out at its start.
    stem_start: u16,
    /// Letters of the stem; at most `u16::MAX`.
    stem_letters: u16,
    /// One bit for each kind of letter in the stem.
    letters_seen: u64,
    sound: Option<Sound>,
    number: Option<(Value, Form)>,
}

impl Normalised {
    /// The normalised spelling: lower case, without marks, tatweel, joiners and direction controls; Arabic letters in one form
    /// each, British spelling, European digits without grouping. Never shown to a person. Empty when nothing of the word
    /// is read aloud. Folding a key again gives the same key.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The key without the Arabic clitics before it (و ف ب ل ك س and ال, لل) where the rest stays a plausible word; for
    /// every other word the key itself. Not a root: endings stay.
    pub fn stem(&self) -> &str {
        self.key.get(usize::from(self.stem_start)..).unwrap_or(&self.key)
    }

    /// How the word sounds, as a skeleton of consonant classes shared by Arabic and Latin letters; `None` for words that
    /// are too short or too long to tell a name by, for numbers and for other scripts.
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

    /// Letters of the stem.
    pub(super) fn stem_letters(&self) -> usize {
        usize::from(self.stem_letters)
    }

    /// At least so many letter kinds stand in one stem and not in the other.
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

/// Normalises one word, as [`tokens`](super::tokens) does for every word it finds. Any text is taken; what is no letter, mark or
/// digit falls away, so a phrase becomes one long word.
pub fn normalise(word: &str) -> Normalised {
    if word.chars().any(|c| digit(c).is_some())
        && let Some(key) = numeral::key(word)
    {
        let number = numeral::read(&key).map(|numeral| (numeral.value, numeral.form));
        return finish(key, 0, None, number);
    }
    let letters: Vec<char> = word.nfkc().flat_map(char::to_lowercase).nfc().filter(|&c| !is_control(c)).collect();
    if letters.iter().any(|&c| arabic::is_letter(c)) {
        let key = arabic::key(&letters);
        let stem = arabic::stem_start(&key, &letters);
        let number = number_arabic::single(&key);
        // A name may begin with what looks like a preposition (بوتين, لندن): only و and the article are surely not of it.
        let certain = key.starts_with('و') || stem != 'ب'.len_utf8();
        let sound = sound::of_arabic(if certain { key.get(stem..).unwrap_or(&key) } else { &key });
        return finish(key, stem, sound, number);
    }
    let key = english::spelling(plain(&letters));
    let number = number_english::single(&key);
    let sound = sound::of_latin(&key);
    finish(key, 0, sound, number)
}

fn finish(key: String, stem_start: usize, sound: Option<Sound>, number: Option<(Value, Form)>) -> Normalised {
    let stem = key.get(stem_start..).unwrap_or("");
    let letters_seen = stem.chars().fold(0, |seen, c| seen | 1 << (u32::from(c) % 64));
    let stem_letters = u16::try_from(stem.chars().count()).unwrap_or(u16::MAX);
    let stem_start = u16::try_from(stem_start).unwrap_or(0);
    Normalised { key: key.into_boxed_str(), stem_start, stem_letters, letters_seen, sound, number }
}

/// Direction controls, joiners, the soft hyphen, variation selectors and the byte order mark: written, never read.
pub(super) fn is_control(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Letters of every script but the Arabic: marks fall away from the scripts where a word without them is still the same
/// word (Latin, Greek, Hebrew), and stay where they are half of the letter (Devanagari and its family, kana, Cyrillic й).
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
            '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' => {}
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
    key
}

/// Latin and Greek letters that may carry a mark.
fn is_stripped_script(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{24f}' | '\u{370}'..='\u{3ff}' | '\u{1e00}'..='\u{1fff}')
}
