//! How alike both sides of a difference are: in letters, by ear, and as forms of one word. A recogniser writes what is like the word
//! that was said; a speaker who says another word mostly says one that is not.

use super::kind::Side;
use crate::text::Token;

/// How alike two runs of words are. Every number is from 0 (alike) to 1 (nothing in common).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Resemblance {
    /// Levenshtein's distance of their letters, over those of the longer.
    pub(super) letters: f32,
    /// The same of their consonants, as far as the ear tells them apart.
    pub(super) sound: f32,
    /// They are one word with another ending, article or particle.
    pub(super) one_word: bool,
}

impl Resemblance {
    /// Of two sides of which one is empty.
    pub(super) const NONE: Self = Self { letters: 1.0, sound: 1.0, one_word: false };

    pub(super) fn of(published: &Side, said: &Side) -> Self {
        if published.tokens.is_empty() || said.tokens.is_empty() {
            return Self::NONE;
        }
        let (left, right) = (letters(published), letters(said));
        let one_word = match (published.words(), said.words()) {
            ([a], [b]) => one_word(a, b) || one_word(b, a),
            _ => false,
        };
        Self { letters: apart(&left, &right), sound: apart(&by_ear(&left), &by_ear(&right)), one_word }
    }

    /// Whether one may have been heard for the other.
    pub(super) fn is_near(self) -> bool {
        self.letters < 0.5 || self.one_word
    }

    /// Whether the ear hardly tells them apart.
    pub(super) fn is_alike_by_ear(self) -> bool {
        self.sound < 0.2
    }
}

fn letters(side: &Side) -> Vec<char> {
    side.words().iter().flat_map(|t| t.normalised.key().chars()).collect()
}

/// Whether `long` is `short` with an English ending, or with Arabic particles before it.
fn one_word(short: &Token, long: &Token) -> bool {
    const ENDINGS: &[&str] = &["s", "es", "ed", "d", "ing", "n", "ly"];
    let (a, b) = (short.normalised.key(), long.normalised.key());
    if a.is_ascii() {
        return a.len() >= 3 && b.strip_prefix(a).is_some_and(|ending| ENDINGS.contains(&ending));
    }
    a != b && (short.normalised.stem() == long.normalised.stem() || a == long.normalised.stem() || ends_alike(a, b))
}

/// A word in Arabic with up to three letters before it, of which it keeps all.
fn ends_alike(short: &str, long: &str) -> bool {
    let (a, b) = (short.chars().count(), long.chars().count());
    a >= 2 && a < b && b - a <= 3 && (long.ends_with(short) || (a >= 3 && long.starts_with(short)))
}

/// The consonants of a word in classes of those that are confused, a vowel only where it is the first letter; doubled ones once.
fn by_ear(letters: &[char]) -> Vec<char> {
    let mut heard: Vec<char> = Vec::with_capacity(letters.len());
    let mut last = None;
    for (at, c) in letters.iter().enumerate() {
        let next = letters.get(at + 1);
        let class = match c {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'ا' | 'و' | 'ي' => 'a',
            'w' if at > 0 => 'a',
            'p' if next == Some(&'h') => 'f',
            'g' if next == Some(&'h') => 'a',
            'h' => continue,
            'c' if matches!(next, Some('e' | 'i' | 'y')) => 's',
            'c' | 'k' | 'q' | 'g' | 'x' => 'k',
            's' | 'z' => 's',
            't' | 'd' => 't',
            'b' | 'p' => 'b',
            'f' | 'v' => 'f',
            'ص' | 'س' | 'ث' | 'ش' | 'ز' | 'ذ' | 'ظ' => 'س',
            'ط' | 'ت' | 'د' | 'ض' => 'ت',
            'ق' | 'ك' | 'ج' | 'غ' => 'ك',
            'ح' | 'خ' | 'ه' => 'ه',
            'ع' | 'ء' => 'ع',
            c => *c,
        };
        if last != Some(class) && (class != 'a' || at == 0) {
            heard.push(class);
        }
        last = Some(class);
    }
    heard
}

/// Levenshtein's distance over the longer side.
fn apart(a: &[char], b: &[char]) -> f32 {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = changed.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()] as f32 / a.len().max(b.len()).max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalise;

    fn sound(a: &str, b: &str) -> f32 {
        let heard = |word: &str| by_ear(&normalise(word).key().chars().collect::<Vec<_>>());
        apart(&heard(a), &heard(b))
    }

    #[test]
    fn what_the_ear_confuses_is_near() {
        for (a, b) in [("serve", "surf"), ("phase", "face"), ("bat", "pad"), ("الصحيحة", "السهيحة"), ("قلب", "كلب")]
        {
            assert!(sound(a, b) < 0.2, "{a} {b} {}", sound(a, b));
        }
        for (a, b) in [("harbour", "street"), ("colin", "calvin"), ("الغالي", "الوالي"), ("مطبخ", "حديقة")]
        {
            assert!(sound(a, b) >= 0.2, "{a} {b} {}", sound(a, b));
        }
    }

    #[test]
    fn a_word_with_an_ending_or_a_particle_is_that_word() {
        let tokens = |word: &str| crate::text::tokens(word)[0].clone();
        let one = |a: &str, b: &str| one_word(&tokens(a), &tokens(b)) || one_word(&tokens(b), &tokens(a));
        assert!(one("Graham", "Grahams") && one("fall", "falling") && one("الكتاب", "كتاب") && one("والكتاب", "كتاب"));
        assert!(!one("Graham", "Grace") && !one("كتاب", "حساب") && !one("so", "sos"));
    }
}
