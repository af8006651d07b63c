//! Whether some words are the others, said or written in another way: another spelling, number form, month's name, transliteration,
//! contraction, or a spelling that sounds the same. Near is not equal.

use std::sync::LazyLock;

use super::amount::one_amount;
use super::calendar::one_day;
use super::clock::one_time;
use super::figure::one_number;
use super::temperature::one_temperature;
use crate::text::lexicon::{
    are_contracted_alike, contrast, counts_two_alike, dates, ends_in_either_alif, has_other_seat, is_abbreviation_of,
    is_contraction_of, is_one_measure, is_same_spelled, names, sounds_equal,
};
use crate::text::{Normalised, SimilarityKind, Token, normalise, similarity};

/// Words of either side that are compared as one at most.
const MOST_WORDS: usize = 8;

/// What is known of both sides before they are compared.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sides {
    /// The published words are names.
    pub(super) named: bool,
    /// Both sides touch a number, a date or a listed name: only then can they be one entry.
    pub(super) listed: bool,
    /// A part of the day follows on either side: neither is a whole time.
    pub(super) timed: bool,
    /// A scale of temperature follows on one side only: neither is a whole temperature.
    pub(super) scaled: bool,
    /// Both sides stand before a noun, and one is an abbreviation in capitals: there it is an adjective.
    pub(super) adjective: bool,
}

/// Whether the words say the same: side by side, each alone or with its neighbours. Empty sides are never equal.
pub(super) fn equal(published: &[Token], said: &[Token], sides: Sides) -> bool {
    if published.is_empty() || said.is_empty() {
        return false;
    }
    if one(published, said, sides) {
        return true;
    }
    if published.len() + said.len() <= 2 || published.len().max(said.len()) > MOST_WORDS {
        return false;
    }
    (1..published.len()).any(|i| {
        (1..said.len()).any(|j| one(&published[..i], &said[..j], sides) && equal(&published[i..], &said[j..], sides))
    })
}

/// Whether the words as a whole are the others.
fn one(published: &[Token], said: &[Token], sides: Sides) -> bool {
    let is_one = match (published, said) {
        ([a], [b]) => {
            let (a, b) = (&a.normalised, &b.normalised);
            equal_words(a, b) || (sides.named && one_name_by_ear(published, said)) || one_contraction(a, b)
        }
        ([whole], [first, second]) | ([first, second], [whole])
            if is_contraction_of(&whole.normalised, &first.normalised, &second.normalised) =>
        {
            true
        }
        _ => joined(published, said) || (sides.named && joined_by_ear(published, said)),
    };
    is_one
        || (sides.listed && (of_one_entry(published, said) || one_amount(published, said)))
        || (sides.listed && !sides.timed && one_time(published, said))
        || (!sides.scaled && (is_one_measure(published, said) || one_temperature(published, said)))
        || are_contracted_alike(published, said)
        || (sides.adjective && one_nationality(published, said))
        || one_compound_of_nationality(published, said)
        || is_abbreviation_of(published, said)
        || is_abbreviation_of(said, published)
        || counts_two_alike(published, said)
}

/// can't and cannot.
fn one_contraction(a: &Normalised, b: &Normalised) -> bool {
    static CAN_NOT: LazyLock<[Normalised; 2]> = LazyLock::new(|| ["can", "not"].map(normalise));
    let [can, not] = &*CAN_NOT;
    [a, b].iter().all(|word| is_contraction_of(word, can, not))
}

/// Names that are written otherwise and sound the same, unless a list knows them as two.
fn one_name_by_ear(published: &[Token], said: &[Token]) -> bool {
    let ([a], [b]) = (published, said) else { return false };
    let (a, b) = (&a.normalised, &b.normalised);
    let latin = || a.key().is_ascii() && b.key().is_ascii() && one_latin_name(a.key(), b.key());
    // The lists are asked last: it takes long.
    if !(latin() || one_borrowed_name(a, b) || ends_in_one_vowel(a, b)) {
        return false;
    }
    let (left, right) = (names(published), names(said));
    let two = left.iter().any(|x| right.iter().any(|y| !x.may_be_same(y)));
    !two && contrast(a, b).is_none()
}

/// Whether two names in Arabic are one but for the letter of their last vowel: دانا, دانة.
fn ends_in_one_vowel(a: &Normalised, b: &Normalised) -> bool {
    let stem = |word: &'_ Normalised| {
        word.key().strip_suffix(['ا', 'ه']).filter(|stem| stem.chars().count() >= MIN_STEM_LETTERS).map(str::to_owned)
    };
    stem(a).is_some_and(|stem_of_a| stem(b) == Some(stem_of_a))
}

/// Consonants of a name that is borrowed, and letters of the longer of its spellings, at least: Arabic names of three consonants are
/// told apart by their vowels (سعيد, سعود).
const BORROWED_CONSONANTS: usize = 4;
const BORROWED_LETTERS: usize = 6;

/// Whether two words in Arabic are a foreign name in two spellings: with another letter for g (غوتيريش, جوتيريش), with and without a
/// long vowel within it (نتنياهو, نتانياهو).
fn one_borrowed_name(a: &Normalised, b: &Normalised) -> bool {
    let vowel = |c: &char| matches!(c, 'ا' | 'و' | 'ي');
    let letters = |word: &Normalised| {
        let g = |c: char| if matches!(c, 'ج' | 'غ' | 'ك') { 'ق' } else { c };
        let key = word.key();
        key.strip_prefix("ال").unwrap_or(key).chars().map(g).collect::<Vec<char>>()
    };
    let (left, right) = (letters(a), letters(b));
    let (long, short) = if left.len() < right.len() { (right, left) } else { (left, right) };
    let consonants = short.iter().filter(|c| !vowel(c)).count();
    if a.key().is_ascii() || b.key().is_ascii() || consonants < BORROWED_CONSONANTS {
        return false;
    }
    // The first and the last letter are never the one that is left out: الحمدان, الحمداني.
    let without = |at: &usize| vowel(&long[*at]) && long[..*at] == short[..*at] && long[at + 1..] == short[*at..];
    long == short
        || (long.len() >= BORROWED_LETTERS && long.len() == short.len() + 1 && (1..short.len()).any(|at| without(&at)))
}

/// US and American, UK and British, as adjectives.
const ADJECTIVES: [(&str, &str); 5] =
    [("us", "american"), ("usa", "american"), ("uk", "british"), ("uae", "emirati"), ("eu", "european")];

/// US-led and American-led.
fn one_compound_of_nationality(published: &[Token], said: &[Token]) -> bool {
    const BEHIND: [&str; 10] =
        ["led", "backed", "based", "born", "made", "funded", "trained", "owned", "brokered", "supplied"];
    let parts = |tokens: &'_ [Token]| match tokens {
        [country, behind] => Some((country.normalised.key().to_owned(), behind.normalised.key().to_owned())),
        [whole] => {
            let key = whole.normalised.key();
            let behind = BEHIND.into_iter().find(|behind| key.ends_with(behind))?;
            Some((key.strip_suffix(behind)?.trim_end_matches('-').to_owned(), behind.to_owned()))
        }
        _ => None,
    };
    let (Some((a, behind)), Some((b, other))) = (parts(published), parts(said)) else { return false };
    behind == other && BEHIND.contains(&behind.as_str()) && are_adjectives_of_one(&a, &b)
}

fn one_nationality(published: &[Token], said: &[Token]) -> bool {
    let ([a], [b]) = (published, said) else { return false };
    are_adjectives_of_one(a.normalised.key(), b.normalised.key())
}

fn are_adjectives_of_one(a: &str, b: &str) -> bool {
    ADJECTIVES.contains(&(a, b)) || ADJECTIVES.contains(&(b, a))
}

/// Whether two Latin names sound the same; at their end -en is -in: Laden, Ladin.
fn one_latin_name(a: &str, b: &str) -> bool {
    let closed = |key: &'_ str| key.strip_suffix("en").map_or(key.to_owned(), |stem| format!("{stem}in"));
    name_by_ear(a) == name_by_ear(b) || name_by_ear(&closed(a)) == name_by_ear(&closed(b))
}

/// A Latin name as it sounds: no doubled letters, one letter for those that sound alike, no silent e.
fn name_by_ear(key: &str) -> String {
    let plain = key.replace("ph", "f").replace("ck", "k").replace("th", "t").replace("gh", "g");
    let plain = plain.strip_suffix('e').filter(|rest| rest.len() >= 3).unwrap_or(&plain);
    let mut heard = String::with_capacity(plain.len());
    for c in plain.chars() {
        let c = match c {
            'c' | 'q' => 'k',
            'z' => 's',
            'y' => 'i',
            // Unstressed vowels are one sound; a first vowel is not.
            'e' | 'o' if !heard.is_empty() => 'a',
            c => c,
        };
        if !heard.ends_with(c) {
            heard.push(c);
        }
    }
    heard
}

/// Whether both sides have the same letters, written in one word or in several, or are the same with a hyphen.
fn joined(a: &[Token], b: &[Token]) -> bool {
    // A hamza at the end is in the key of short words only: شاء, إنشاء.
    let letters = |tokens: &'_ [Token]| {
        let keys = tokens.iter().flat_map(|token| token.normalised.key().chars());
        keys.filter(|c| *c != 'ء').collect::<Vec<char>>()
    };
    // "A typical act" is not "atypical", though it has its letters.
    let denied = || match (a, b) {
        ([_, last], [whole]) | ([whole], [_, last]) => contrast(&last.normalised, &whole.normalised).is_some(),
        _ => false,
    };
    letters(a) == letters(b) && !denied()
}

/// Whether a name is written in one word or in two, and sounds the same: al-Shabab, Al Shabaab.
fn joined_by_ear(a: &[Token], b: &[Token]) -> bool {
    let letters = |tokens: &'_ [Token]| tokens.iter().map(|token| token.normalised.key()).collect::<String>();
    let (left, right) = (letters(a), letters(b));
    a.len() + b.len() == 3 && left.is_ascii() && right.is_ascii() && name_by_ear(&left) == name_by_ear(&right)
}

/// Whether both sides as a whole are one number, one date or one name in the lists.
fn of_one_entry(published: &[Token], said: &[Token]) -> bool {
    one_number(published, said) || one_date(published, said) || one_name(published, said) || one_day(published, said)
}

fn one_date(published: &[Token], said: &[Token]) -> bool {
    let left = dates(published);
    let [a] = left.as_slice() else { return false };
    let right = dates(said);
    let [b] = right.as_slice() else { return false };
    a.words == (0..published.len()) && b.words == (0..said.len()) && a.says == b.says
}

fn one_name(published: &[Token], said: &[Token]) -> bool {
    let left = names(published);
    let [a] = left.as_slice() else { return false };
    let right = names(said);
    let [b] = right.as_slice() else { return false };
    a.words == (0..published.len()) && b.words == (0..said.len()) && a.may_be_same(b)
}

/// Whether two words are one. Words that a list sets against each other never are, however near.
pub(super) fn equal_words(published: &Normalised, said: &Normalised) -> bool {
    if published == said {
        return true;
    }
    let alike = is_same_spelled(published, said)
        || sounds_equal(published, said)
        || ends_in_either_alif(published, said)
        || has_other_seat(published, said)
        || inflected_alike(published, said);
    // A name in two scripts; within one script sound is too coarse a key.
    let two_scripts =
        || published.key().is_ascii() != said.key().is_ascii() && similarity(published, said).kind == SimilarityKind::Sound;
    (alike && contrast(published, said).is_none()) || two_scripts()
}

/// Forms between which an editor sees no difference: Arabic case endings and a joined "and", English "who" and "whom".
fn inflected_alike(a: &Normalised, b: &Normalised) -> bool {
    const ENGLISH: &[(&str, &str)] = &[("a", "an"), ("who", "whom"), ("yes", "yeah")];
    let (a, b) = (a.key(), b.key());
    if a.is_ascii() && b.is_ascii() {
        return ENGLISH.iter().any(|(x, y)| (*x == a && *y == b) || (*x == b && *y == a));
    }
    if a.is_ascii() || b.is_ascii() {
        return false;
    }
    let without = |key: &'_ str, conjunction: char| {
        key.strip_prefix(conjunction).filter(|rest| rest.chars().count() >= 3).unwrap_or(key).to_owned()
    };
    // "So he said" for "and he said".
    let so = |a: &str, b: &str| a.starts_with('ف') && b.starts_with('و') && without(a, 'ف') == without(b, 'و');
    if so(a, b) || so(b, a) {
        return true;
    }
    let (a, b) = (without(a, 'و'), without(b, 'و'));
    a == b
        || one_case(&a, &b)
        || one_case(&b, &a)
        || one_noun_of_five(&a, &b)
        || one_hamza(&a, &b)
        || one_construct(&a, &b)
        || one_construct(&b, &a)
}

/// Whether the words differ in nothing but the seat of a hamza: سيئ and سيء. Normalised, one that has a seat is the seat.
fn one_hamza(a: &str, b: &str) -> bool {
    let seat = |c: char| matches!(c, 'ا' | 'و' | 'ي');
    let one = |x: char, y: char| x == y || (x == 'ء' && seat(y)) || (y == 'ء' && seat(x));
    // سيئ and سي; ماء and ما, which no ear tells apart.
    let doubled = |long: &str, short: &str| {
        let without = long.strip_suffix(['ي', 'ء']);
        without == Some(short) && short.ends_with(if long.ends_with('ي') { 'ي' } else { 'ا' })
    };
    let (long, other) = (a.chars().count(), b.chars().count());
    (long == other && long > 2 && a.chars().zip(b.chars()).all(|(x, y)| one(x, y))) || doubled(a, b) || doubled(b, a)
}

/// Letters of a plural before its case, at least, where a noun follows it: shorter words are verbs.
const MIN_CONSTRUCT_LETTERS: usize = 4;

/// Whether the words are a plural before the noun that it belongs to, in two cases: موظفو and موظفي.
fn one_construct(a: &str, b: &str) -> bool {
    let stem = a.strip_suffix('و').filter(|stem| stem.chars().count() >= MIN_CONSTRUCT_LETTERS);
    // يدعو calls and يدعي claims.
    stem.is_some_and(|stem| !stem.starts_with(['ي', 'ت', 'ن', 'س', 'ا']) && b.strip_suffix('ي') == Some(stem))
}

/// The nouns whose case is a letter: أبو, أبا, أبي, alone or before a pronoun; أخو and ذو.
fn one_noun_of_five(a: &str, b: &str) -> bool {
    const CASES: [[&str; 3]; 3] = [["ابو", "ابا", "ابي"], ["اخو", "اخا", "اخي"], ["ذو", "ذا", "ذي"]];
    const PRONOUNS: [&str; 7] = ["", "ه", "ها", "هم", "هما", "نا", "كم"];
    let behind = |key: &'_ str, cases: &[&str; 3]| {
        cases.iter().find_map(|case| key.strip_prefix(case)).filter(|rest| PRONOUNS.contains(rest)).map(str::to_owned)
    };
    CASES.iter().any(|cases| behind(a, cases).is_some_and(|rest| behind(b, cases) == Some(rest)))
}

/// Letters of a word before its case ending, at least.
const MIN_STEM_LETTERS: usize = 3;

/// Whether `a` is `b` in another case: ون for ين of the plural, ان for ين of the dual, with and without the alif of tanwin.
fn one_case(a: &str, b: &str) -> bool {
    let stem = |key: &'_ str, ending: &str| {
        key.strip_suffix(ending).filter(|stem| stem.chars().count() >= MIN_STEM_LETTERS).map(str::to_owned)
    };
    // The seat of a hamza follows the ending: لاجئون, لاجئين.
    let seated = |stem: String| stem.strip_suffix('و').map_or(stem.clone(), |rest| format!("{rest}ي"));
    let plural = || Some(seated(stem(a, "ون")?) == seated(stem(b, "ين")?));
    let dual = || Some(stem(a, "ان")? == stem(b, "ين")?);
    let tanwin = || Some(stem(a, "ا")? == *b);
    plural() == Some(true) || dual() == Some(true) || tanwin() == Some(true)
}
