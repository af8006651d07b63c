//! How similar two words are, for placing what was heard in what was published: by key, by number, by stem, by sound, by a
//! weighted edit distance. Similar does not mean the same: `legal` and `illegal` are similar.

use super::normalise::Normalised;
use super::numeral::forms_meet;

/// In what way two words are similar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SimilarityKind {
    /// One key: the same word in the same or another spelling.
    Variant,
    /// One number, in figures or words.
    Number,
    /// One sound: a name in two spellings or two scripts.
    Sound,
    /// Close in spelling: a clitic, an ending or a few letters differ.
    Fuzzy,
    /// Not similar.
    Different,
}

/// How similar two words are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Similarity {
    /// In what way.
    pub kind: SimilarityKind,
    /// From 0 (nothing in common) to 1 (one key or one number).
    pub score: f32,
}

/// Score of one word with and without its clitics (الحكومة, حكومة).
const SAME_STEM: f32 = 0.95;
/// Score of words that differ in a hamza or in an inflectional ending only.
const SAME_LETTERS: f32 = 0.9;
/// Score of words that share their consonant skeleton, at least; more when their letters agree better.
const SAME_SOUND: f32 = 0.85;
/// Share of agreeing letters from which on two words of one script and one skeleton count as the same sound.
const MIN_SOUND_SCORE: f32 = 0.6;

impl Similarity {
    const NONE: Self = Self { kind: SimilarityKind::Different, score: 0.0 };

    const fn new(kind: SimilarityKind, score: f32) -> Self {
        Self { kind, score }
    }

    /// Whether the words are similar at all.
    #[must_use]
    pub fn is_alike(self) -> bool {
        self.kind != SimilarityKind::Different
    }
}

/// Compares two words, cheaply: nothing is allocated, and words of unlike length or letters are recognised as different at once.
///
/// Scores: 1 for one key or number; 0.95 for one word with and without clitics; 0.9 where only a hamza or an ending differs;
/// from 0.85 for one sound; otherwise the share of the letters that agree, near letters counted half. Words of up to three
/// letters are similar only when their stems are equal, and two numerals only when their values are.
///
/// ```
/// use rawi::text::{SimilarityKind, normalise, similarity};
/// let kind = |a, b| similarity(&normalise(a), &normalise(b)).kind;
/// assert_eq!(kind("colour", "Color"), SimilarityKind::Variant);
/// assert_eq!(kind("غوتيريش", "Guterres"), SimilarityKind::Sound);
/// assert_eq!(kind("legal", "illegal"), SimilarityKind::Fuzzy, "similar, and the opposite");
/// ```
#[must_use]
pub fn similarity(a: &Normalised, b: &Normalised) -> Similarity {
    if a == b {
        return Similarity::new(SimilarityKind::Variant, 1.0);
    }
    if let Some(known) = by_number(a, b) {
        return known;
    }
    if a.key().is_empty() || b.key().is_empty() {
        return Similarity::NONE;
    }
    let same_stem = a.stem() == b.stem() || a.stem() == b.key() || a.key() == b.stem();
    if same_stem {
        return Similarity::new(SimilarityKind::Fuzzy, SAME_STEM);
    }
    let one_sound = a.sound().is_some() && a.sound() == b.sound();
    if a.key().is_ascii() != b.key().is_ascii() {
        return if one_sound { Similarity::new(SimilarityKind::Sound, SAME_SOUND) } else { Similarity::NONE };
    }
    by_letters(a, b, one_sound)
}

/// Decided by value when either word is in figures or both are number words.
fn by_number(a: &Normalised, b: &Normalised) -> Option<Similarity> {
    let in_figures = |word: &Normalised| word.key().as_bytes().first().is_some_and(u8::is_ascii_digit);
    match (a.number_form(), b.number_form()) {
        (Some((value, form)), Some((other, other_form))) => {
            let same = value == other && forms_meet(form, other_form) && signs_meet(a.key(), b.key());
            Some(if same { Similarity::new(SimilarityKind::Number, 1.0) } else { Similarity::NONE })
        }
        _ if in_figures(a) || in_figures(b) => Some(Similarity::NONE),
        _ => None,
    }
}

fn signs_meet(a: &str, b: &str) -> bool {
    let sign = |key: &str| key.chars().next_back().filter(|c| !c.is_alphanumeric());
    sign(a) == sign(b) || sign(a).is_none() || sign(b).is_none()
}

/// Letters of a stem that is compared letter by letter, at most; what is longer is no word, and differs from every other.
const MAX_LETTERS: usize = 40;
/// Letters of the shorter stem, at least, for a difference in hamza or ending to count as similar.
const MIN_LETTERS: usize = 3;
/// Letters of the shorter stem, at least, for an edit distance to count: in three letters one edit is another word.
const MIN_EDIT_LETTERS: usize = 4;
/// In stems of which the longer has at least so many letters, a first letter that differs does not make two words different.
const LONG_LETTERS: usize = 7;
/// Letters that one stem may have more than the other.
const MAX_LENGTH_DIFFERENCE: usize = 3;

fn by_letters(a: &Normalised, b: &Normalised, one_sound: bool) -> Similarity {
    let (short, long) = (a.stem_letters().min(b.stem_letters()), a.stem_letters().max(b.stem_letters()));
    if short < MIN_LETTERS || long > MAX_LETTERS || long - short > MAX_LENGTH_DIFFERENCE {
        return Similarity::NONE;
    }
    // An edit changes at most one kind of letter on either side.
    let edits = if one_sound { long } else { max_edits(long) };
    if a.letters_apart(b) as usize > edits + 1 && long - short < 2 {
        return Similarity::NONE;
    }
    let (mut left, mut right) = (['\0'; MAX_LETTERS], ['\0'; MAX_LETTERS]);
    let (left, right) = (letters(a.stem(), &mut left), letters(b.stem(), &mut right));
    if same_but_hamza(left, right) {
        return Similarity::new(SimilarityKind::Variant, SAME_LETTERS);
    }
    if same_but_ending(left, right) {
        return Similarity::new(SimilarityKind::Fuzzy, SAME_LETTERS);
    }
    let starts_alike = near(left.first().copied(), right.first().copied()) || long >= LONG_LETTERS;
    if short < MIN_EDIT_LETTERS || !(one_sound || starts_alike) {
        return Similarity::NONE;
    }
    let cost = distance(left, right);
    let score = 1.0 - cost as f32 / (EDIT * long) as f32;
    if one_sound && score >= MIN_SOUND_SCORE {
        return Similarity::new(SimilarityKind::Sound, score.max(SAME_SOUND));
    }
    if cost <= EDIT * max_edits(long) && starts_alike {
        return Similarity::new(SimilarityKind::Fuzzy, score);
    }
    Similarity::NONE
}

/// The most whole edits by which two words, the longer of so many letters, may differ and be similar.
const fn max_edits(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=6 => 1,
        7..=9 => 2,
        _ => 3,
    }
}

fn letters<'a>(word: &str, into: &'a mut [char; MAX_LETTERS]) -> &'a [char] {
    let mut count = 0;
    for (place, c) in into.iter_mut().zip(word.chars()) {
        *place = c;
        count += 1;
    }
    into.get(..count).unwrap_or_default()
}

/// Whether the words differ only where one has a bare ء: dropped at the end, or on whatever seat.
fn same_but_hamza(a: &[char], b: &[char]) -> bool {
    if !a.contains(&'ء') && !b.contains(&'ء') {
        return false;
    }
    let without = |word: &[char]| word.strip_suffix(&['ء']).map_or(word.len(), <[char]>::len);
    let (a, b) = (a.get(..without(a)).unwrap_or(a), b.get(..without(b)).unwrap_or(b));
    let seat = |c: char| matches!(c, 'ء' | 'و' | 'ي' | 'ا');
    let hamza = |x: char, y: char| (x == 'ء' && seat(y)) || (y == 'ء' && seat(x));
    a.len() >= 2 && a.len() == b.len() && a.iter().zip(b).all(|(&x, &y)| x == y || hamza(x, y))
}

/// Inflectional endings, normalised: number, gender, case, possessor, tense. Two stems that differ in these only are one word.
#[rustfmt::skip]
const ENDINGS: &[&str] = &[
    "", "ه", "ت", "ا", "ي", "ين", "ون", "ان", "ات", "ها", "هم", "هما", "نا", "ته", "تها", "تهم", "تنا", "تي", "وا", "تان", "تين", "يه",
    "كم", "s", "ed", "d", "es", "ing", "ly",
];

fn same_but_ending(a: &[char], b: &[char]) -> bool {
    let shared = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let is_ending = |rest: &[char]| rest.len() <= 3 && ENDINGS.iter().any(|ending| rest.iter().copied().eq(ending.chars()));
    let rest = |word: &[char], at: usize| word.get(at..).is_some_and(is_ending);
    // Arabic leaves short vowels out, so that three letters are as much of a word as four Latin ones.
    let least = if a.first().is_some_and(char::is_ascii) { 4 } else { 3 };
    // The endings may themselves begin alike (…ه, …ها).
    (shared.saturating_sub(1)..=shared).any(|at| at >= least && rest(a, at) && rest(b, at))
}

/// Cost of one whole edit (a letter replaced, left out, added, or two swapped), in half edits: a letter replaced by a near one,
/// and a long vowel left out or added, cost 1.
const EDIT: usize = 2;
/// Cost of a near letter or a long vowel, in half edits.
const HALF_EDIT: u8 = 1;

/// The weighted edit distance in half edits, swaps of neighbours included (optimal string alignment). Both words have at most
/// [`MAX_LETTERS`] letters, so that a byte holds it.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut rows = [[0_u8; MAX_LETTERS + 1]; 3];
    for (j, cell) in rows[0].iter_mut().enumerate().take(b.len() + 1) {
        *cell = (j as u8) * EDIT as u8;
    }
    for (i, &x) in a.iter().enumerate() {
        let (now, last, older) = ((i + 1) % 3, i % 3, (i + 2) % 3);
        rows[now][0] = (i as u8 + 1) * EDIT as u8;
        for (j, &y) in b.iter().enumerate() {
            let replaced = if x == y {
                0
            } else if near(Some(x), Some(y)) {
                HALF_EDIT
            } else {
                EDIT as u8
            };
            let mut best = (rows[last][j] + replaced).min(rows[last][j + 1] + indel(x)).min(rows[now][j] + indel(y));
            if i > 0 && j > 0 && a[i - 1] == y && b[j - 1] == x {
                best = best.min(rows[older][j - 1] + EDIT as u8);
            }
            rows[now][j + 1] = best;
        }
    }
    usize::from(rows[a.len() % 3][b.len()])
}

/// Cost of leaving a letter out or adding it, in half edits: a long vowel is lost or gained more easily than a consonant.
fn indel(c: char) -> u8 {
    if matches!(c, 'ا' | 'و' | 'ي' | 'ء') { HALF_EDIT } else { EDIT as u8 }
}

/// Letters that sound alike or are confused in writing.
fn near(a: Option<char>, b: Option<char>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    a == b || groups(a) & groups(b) != 0
}

/// The groups of near letters that a letter is in, one bit each.
const fn groups(c: char) -> u32 {
    match c {
        'س' | 'ص' | 'ش' => 1,
        'ز' => 1 | 1 << 3,
        'ث' => 1,
        'ت' => 1 << 1 | 1 << 8,
        'ط' => 1 << 1,
        'د' => 1 << 1 | 1 << 2,
        'ض' => 1 << 2 | 1 << 3,
        'ذ' | 'ظ' => 1 << 3,
        'ق' => 1 << 4,
        'ك' => 1 << 4 | 1 << 5,
        'ج' | 'غ' => 1 << 5,
        'ح' | 'خ' => 1 << 6,
        'ه' => 1 << 6 | 1 << 8,
        'ا' | 'ء' => 1 << 7 | 1 << 9,
        'ع' => 1 << 7,
        'و' | 'ي' => 1 << 9,
        'ف' | 'ب' => 1 << 10,
        'c' => 1 << 11 | 1 << 12,
        'k' | 'q' => 1 << 11,
        's' | 'z' => 1 << 12,
        'b' | 'p' => 1 << 13,
        'd' | 't' => 1 << 14,
        'f' => 1 << 15,
        'v' => 1 << 15 | 1 << 19,
        'g' | 'j' => 1 << 16,
        'm' | 'n' => 1 << 17,
        'a' | 'e' | 'i' | 'o' | 'u' | 'y' => 1 << 18,
        'w' => 1 << 19,
        _ => 0,
    }
}
