//! A phonetic key for names that Arabic and Latin spellings share.
//!
//! As in Soundex, vowels are left out and consonants that are confused are one class. The classes are drawn so that the usual
//! transliterations of a name meet: g written غ ج ك گ, p written ب, v written ف, emphatic letters and plain ones.

use std::ops::RangeInclusive;

/// The phonetic key of a word: its consonant classes in order, four bits each, the first in the highest place. Words with equal
/// keys sound alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sound(u64);

// Consonant classes, numbered from 1: a place of 0 is empty.
const LIP: u8 = 1; // b p
const BREATH: u8 = 2; // f v
const TOOTH: u8 = 3; // t d and the emphatic ones
const HISS: u8 = 4; // s z sh th
const BACK: u8 = 5; // k g q j
const THROAT: u8 = 6; // h kh
const SIDE: u8 = 7; // l
const HUM: u8 = 8; // m
const NOSE: u8 = 9; // n
const ROLL: u8 = 10; // r
const VOWEL: u8 = 11; // only as the first letter
const GLIDE: u8 = 12; // w as the first letter

/// Consonants of a word that has a key: two are in too many words to identify a name, and more than twelve are no name.
const CONSONANTS: RangeInclusive<u32> = 3..=12;

struct Skeleton {
    code: u64,
    length: u32,
    last: u8,
}

impl Skeleton {
    fn new() -> Self {
        Self { code: 0, length: 0, last: 0 }
    }

    /// Adds a consonant; one that repeats the last sound without a vowel between is one sound.
    fn push(&mut self, class: u8) {
        if class != self.last {
            self.code = (self.code << 4) | u64::from(class);
            self.length += 1;
        }
        self.last = class;
    }

    fn vowel(&mut self) {
        self.last = 0;
    }

    fn finish(self) -> Option<Sound> {
        CONSONANTS.contains(&self.length).then_some(Sound(self.code))
    }
}

/// The sound of a normalised Arabic word.
pub(super) fn of_arabic(word: &str) -> Option<Sound> {
    let mut skeleton = Skeleton::new();
    let count = word.chars().count();
    for (i, c) in word.chars().enumerate() {
        let class = match c {
            'ب' => LIP,
            'ف' => BREATH,
            'ت' | 'ط' | 'د' | 'ض' => TOOTH,
            'س' | 'ص' | 'ش' | 'ز' | 'ث' | 'ذ' | 'ظ' => HISS,
            'ك' | 'ق' | 'غ' | 'ج' => BACK,
            'ه' if i + 1 == count => 0,
            'خ' | 'ح' | 'ه' => THROAT,
            'ل' => SIDE,
            'م' => HUM,
            'ن' => NOSE,
            'ر' => ROLL,
            'ا' | 'ع' | 'ي' | 'ء' if i == 0 => VOWEL,
            'و' if i == 0 => GLIDE,
            'ا' | 'ع' | 'و' | 'ي' | 'ء' => 0,
            _ => return None,
        };
        if class == 0 { skeleton.vowel() } else { skeleton.push(class) }
    }
    skeleton.finish()
}

/// The sound of a normalised Latin word.
pub(super) fn of_latin(word: &str) -> Option<Sound> {
    let mut skeleton = Skeleton::new();
    let bytes = word.as_bytes();
    let mut i = 0;
    while let Some(&c) = bytes.get(i) {
        let next = bytes.get(i + 1).copied().unwrap_or(b' ');
        let (class, used) = latin_class(c, next, i == 0)?;
        match class {
            0 => skeleton.vowel(),
            // x is two sounds.
            class if c == b'x' => {
                skeleton.push(class);
                skeleton.push(HISS);
            }
            class => skeleton.push(class),
        }
        i += used;
    }
    skeleton.finish()
}

/// The class of a letter (0 for a vowel) and how many bytes it takes; `None` for what is no Latin letter.
fn latin_class(c: u8, next: u8, first: bool) -> Option<(u8, usize)> {
    let one = |class| Some((class, 1));
    match (c, next) {
        (b'p', b'h') => Some((BREATH, 2)),
        (b's' | b't' | b'c', b'h') => Some((HISS, 2)),
        (b'k', b'h') => Some((THROAT, 2)),
        (b'g', b'h') => Some((BACK, 2)),
        (b'c', b'k') => Some((BACK, 2)),
        (b'c', b'e' | b'i' | b'y') => one(HISS),
        (b'b' | b'p', _) => one(LIP),
        (b'f' | b'v', _) => one(BREATH),
        (b't' | b'd', _) => one(TOOTH),
        (b's' | b'z', _) => one(HISS),
        (b'k' | b'g' | b'q' | b'c' | b'j' | b'x', _) => one(BACK),
        (b'h', b'a' | b'e' | b'i' | b'o' | b'u' | b'y') => one(THROAT),
        (b'h', _) => one(0),
        (b'l', _) => one(SIDE),
        (b'm', _) => one(HUM),
        (b'n', _) => one(NOSE),
        (b'r', _) => one(ROLL),
        (b'w', _) if first => one(GLIDE),
        (b'a' | b'e' | b'i' | b'o' | b'u' | b'y', _) if first => one(VOWEL),
        (b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'w', _) => one(0),
        _ => None,
    }
}
