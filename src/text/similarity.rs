use super::number::forms_meet;
use super::{Normalised, Token, english};

/// In what way two words are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SimilarityKind {
    /// The same letters. Only a caller that holds both texts can tell it from a variant; [`similarity`] never gives it.
    Exact,
    /// The same after normalisation.
    Variant,
    /// The same number.
    Number,
    /// The same sound: a name in two spellings or two scripts.
    Sound,
    /// Close in spelling: a clitic, an ending or a few letters apart.
    Fuzzy,
    /// Not alike.
    Different,
}

/// How alike two words are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Similarity {
    /// In what way.
    pub kind: SimilarityKind,
    /// From 0 (nothing in common) to 1 (the same word).
    pub score: f32,
}

impl Similarity {
    const NONE: Self = Self { kind: SimilarityKind::Different, score: 0.0 };

    /// Whether the words are alike at all.
    pub fn is_alike(self) -> bool {
        self.kind != SimilarityKind::Different
    }
}

/// Compares two words, cheaply: nothing is allocated, and words of unlike length or letters are told apart at once.
///
/// Scores: 1 for the same key or number; 0.95 for one word with and without clitics; 0.9 for a hamza dropped or an ending
/// apart; 0.85 for the same sound; below that, the share of the letters that agree. Words of up to three letters are alike
/// only when their stems are the same, and two numerals only when their values are.
pub fn similarity(a: &Normalised, b: &Normalised) -> Similarity {
    if a == b {
        return Similarity { kind: SimilarityKind::Variant, score: 1.0 };
    }
    if let Some(known) = by_number(a, b) {
        return known;
    }
    if a.key().is_empty() || b.key().is_empty() {
        return Similarity::NONE;
    }
    let same_stem = a.stem() == b.stem() || a.stem() == b.key() || a.key() == b.stem();
    if same_stem {
        return Similarity { kind: SimilarityKind::Fuzzy, score: 0.95 };
    }
    let sounds = a.sound().is_some() && a.sound() == b.sound();
    if a.key().is_ascii() != b.key().is_ascii() {
        return if sounds { Similarity { kind: SimilarityKind::Sound, score: 0.85 } } else { Similarity::NONE };
    }
    by_letters(a, b, sounds)
}

/// Decided by value when either word is a numeral or both are number words.
fn by_number(a: &Normalised, b: &Normalised) -> Option<Similarity> {
    let is_digits = |word: &Normalised| word.key().as_bytes().first().is_some_and(u8::is_ascii_digit);
    match (a.number_form(), b.number_form()) {
        (Some((value, form)), Some((other, other_form))) => {
            let same = value == other && forms_meet(form, other_form) && signs_meet(a.key(), b.key());
            Some(if same { Similarity { kind: SimilarityKind::Number, score: 1.0 } } else { Similarity::NONE })
        }
        _ if is_digits(a) || is_digits(b) => Some(Similarity::NONE),
        _ => None,
    }
}

fn signs_meet(a: &str, b: &str) -> bool {
    let sign = |key: &str| key.chars().next_back().filter(|c| !c.is_alphanumeric());
    sign(a) == sign(b) || sign(a).is_none() || sign(b).is_none()
}

/// Letters a word may have for its spelling to be compared; what is longer is no word.
const LONGEST: usize = 40;

fn by_letters(a: &Normalised, b: &Normalised, sounds: bool) -> Similarity {
    let (short, long) = (a.stem_letters().min(b.stem_letters()), a.stem_letters().max(b.stem_letters()));
    if short < 3 || long > LONGEST || long - short > 3 {
        return Similarity::NONE;
    }
    // An edit changes at most one kind of letter on either side.
    let budget = if sounds { long } else { allowed(long) };
    if a.letters_apart(b) as usize > budget + 1 && long - short < 2 {
        return Similarity::NONE;
    }
    let (mut left, mut right) = (['\0'; LONGEST], ['\0'; LONGEST]);
    let (left, right) = (letters(a.stem(), &mut left), letters(b.stem(), &mut right));
    if same_but_hamza(left, right) {
        return Similarity { kind: SimilarityKind::Variant, score: 0.9 };
    }
    if same_but_ending(left, right) {
        return Similarity { kind: SimilarityKind::Fuzzy, score: 0.9 };
    }
    let first = near(left.first().copied(), right.first().copied());
    if short < 4 || !(sounds || first || long >= 7) {
        return Similarity::NONE;
    }
    let cost = distance(left, right);
    let score = 1.0 - cost as f32 / (FULL * long) as f32;
    if sounds && short >= 4 && score >= 0.6 {
        return Similarity { kind: SimilarityKind::Sound, score: score.max(0.85) };
    }
    if cost <= FULL * allowed(long) && (first || long >= 7) {
        return Similarity { kind: SimilarityKind::Fuzzy, score };
    }
    Similarity::NONE
}

/// Whole edits that a word of so many letters may have and still be heard as the same word.
const fn allowed(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=6 => 1,
        7..=9 => 2,
        _ => 3,
    }
}

fn letters<'a>(word: &str, into: &'a mut [char; LONGEST]) -> &'a [char] {
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

/// Endings that one noun or verb takes: number, gender, case, possessor.
#[rustfmt::skip]
const ENDINGS: &[&str] = &[
    "", "ه", "ت", "ا", "ي", "ين", "ون", "ان", "ات", "ها", "هم", "هما", "نا", "ته", "تها", "تهم", "تنا", "تي", "وا", "تان", "تين", "يه",
    "كم", "s", "ed", "d", "es", "ing", "ly",
];

fn same_but_ending(a: &[char], b: &[char]) -> bool {
    let shared = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let is_ending = |rest: &[char]| rest.len() <= 3 && ENDINGS.iter().any(|ending| rest.iter().copied().eq(ending.chars()));
    let rest = |word: &[char], at: usize| word.get(at..).is_some_and(is_ending);
    let least = if a.first().is_some_and(char::is_ascii) { 4 } else { 3 };
    // The endings may themselves begin alike (…ه, …ها).
    (shared.saturating_sub(1)..=shared).any(|at| at >= least && rest(a, at) && rest(b, at))
}

/// The cost of a whole edit; a near letter costs half.
const FULL: usize = 2;

/// The weighted edit distance, swaps of neighbours included; both words have at most [`LONGEST`] letters, so a byte holds it.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut rows = [[0_u8; LONGEST + 1]; 3];
    for (j, cell) in rows[0].iter_mut().enumerate().take(b.len() + 1) {
        *cell = (j as u8) * FULL as u8;
    }
    for (i, &x) in a.iter().enumerate() {
        let (now, last, older) = ((i + 1) % 3, i % 3, (i + 2) % 3);
        rows[now][0] = (i as u8 + 1) * FULL as u8;
        for (j, &y) in b.iter().enumerate() {
            let swap = if x == y {
                0
            } else if near(Some(x), Some(y)) {
                1
            } else {
                FULL as u8
            };
            let mut best = (rows[last][j] + swap).min(rows[last][j + 1] + gap(x)).min(rows[now][j] + gap(y));
            if i > 0 && j > 0 && a[i - 1] == y && b[j - 1] == x {
                best = best.min(rows[older][j - 1] + FULL as u8);
            }
            rows[now][j + 1] = best;
        }
    }
    usize::from(rows[a.len() % 3][b.len()])
}

/// A long vowel is lost or gained more easily than a consonant.
fn gap(c: char) -> u8 {
    if matches!(c, 'ا' | 'و' | 'ي' | 'ء') { 1 } else { FULL as u8 }
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

/// Compares one run of words with another that may be cut in other places: «و قال» and «وقال», `can not` and `can't`,
/// `high level` and `highlevel`. Meant for runs of one to three words; the kind is that of the whole.
///
/// ```
/// use rawi::text::{SimilarityKind, similarity_of_runs, tokens};
/// let alike = |a: &str, b: &str| similarity_of_runs(&tokens(a), &tokens(b)).kind;
/// assert_eq!(alike("ان شاء الله", "إنشاء الله"), SimilarityKind::Variant);
/// assert_eq!(alike("does not", "doesn’t"), SimilarityKind::Variant);
/// assert_eq!(alike("قال لهم", "وقال"), SimilarityKind::Different);
/// ```
pub fn similarity_of_runs(a: &[Token], b: &[Token]) -> Similarity {
    if let ([a], [b]) = (a, b) {
        return similarity(&a.normalised, &b.normalised);
    }
    let joined = Similarity { kind: SimilarityKind::Variant, score: 1.0 };
    fn key(run: &[Token]) -> impl Iterator<Item = char> {
        // A hamza that one cut puts at a word's end has been dropped there.
        run.iter().flat_map(|token| token.normalised.key().chars()).filter(|&c| c != 'ء')
    }
    let has_digits =
        |run: &[Token]| run.iter().any(|token| token.normalised.key().starts_with(|c: char| c.is_ascii_digit()));
    if !has_digits(a) && !has_digits(b) && key(a).eq(key(b)) {
        return joined;
    }
    let contracted = |one: &[Token], two: &[Token]| match (one, two) {
        ([one], [first, second]) => english::expands(one.normalised.key(), first.normalised.key(), second.normalised.key()),
        _ => false,
    };
    if contracted(a, b) || contracted(b, a) { joined } else { fuzzy_run(a, b) }
}

/// A long word in two pieces with a slip of a letter.
fn fuzzy_run(a: &[Token], b: &[Token]) -> Similarity {
    let (mut left, mut right) = (['\0'; LONGEST], ['\0'; LONGEST]);
    let (left, right) = (run_letters(a, &mut left), run_letters(b, &mut right));
    let (Some(left), Some(right)) = (left, right) else { return Similarity::NONE };
    let (short, long) = (left.len().min(right.len()), left.len().max(right.len()));
    if short < 7 || long - short > 1 {
        return Similarity::NONE;
    }
    let cost = distance(left, right);
    if cost > FULL {
        return Similarity::NONE;
    }
    Similarity { kind: SimilarityKind::Fuzzy, score: 1.0 - cost as f32 / (FULL * long) as f32 }
}

fn run_letters<'a>(run: &[Token], into: &'a mut [char; LONGEST]) -> Option<&'a [char]> {
    let mut count = 0;
    for c in run.iter().flat_map(|token| token.normalised.key().chars()) {
        if c.is_ascii_digit() {
            return None;
        }
        *into.get_mut(count)? = c;
        count += 1;
    }
    into.get(..count)
}
