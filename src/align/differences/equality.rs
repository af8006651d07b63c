//! Whether some words are the others, said or written in another way: another spelling, number form, month's name, transliteration,
//! contraction, or a spelling that sounds the same. Near is not equal.

use crate::text::lexicon::{contrast, dates, is_contraction_of, names, sounds_equal};
use crate::text::{Normalised, SimilarityKind, Token, normalise, numbers, similarity};

/// Words of either side that are compared as one at most.
const MOST_WORDS: usize = 8;

/// Whether the words say the same: side by side, each alone or with its neighbours. Empty sides are never equal. `named`: the
/// published words are names.
pub(super) fn equal(published: &[Token], said: &[Token], named: bool) -> bool {
    if published.is_empty() || said.is_empty() {
        return false;
    }
    if one(published, said, named) {
        return true;
    }
    if published.len() + said.len() <= 2 || published.len().max(said.len()) > MOST_WORDS {
        return false;
    }
    (1..published.len()).any(|i| {
        (1..said.len()).any(|j| one(&published[..i], &said[..j], named) && equal(&published[i..], &said[j..], named))
    })
}

/// Whether the words as a whole are the others.
fn one(published: &[Token], said: &[Token], named: bool) -> bool {
    match (published, said) {
        ([a], [b]) => {
            let (a, b) = (&a.normalised, &b.normalised);
            equal_words(a, b)
                || (named && one_name_by_ear(published, said))
                || one_contraction(a, b)
                || of_one_entry(published, said)
        }
        ([whole], [first, second]) | ([first, second], [whole])
            if is_contraction_of(&whole.normalised, &first.normalised, &second.normalised) =>
        {
            true
        }
        _ => joined(published) == joined(said) || of_one_entry(published, said),
    }
}

/// can't and cannot.
fn one_contraction(a: &Normalised, b: &Normalised) -> bool {
    let (can, not) = (normalise("can"), normalise("not"));
    [a, b].iter().all(|word| is_contraction_of(word, &can, &not))
}

/// Names that are written otherwise and sound the same, unless a list knows them as two.
fn one_name_by_ear(published: &[Token], said: &[Token]) -> bool {
    let ([a], [b]) = (published, said) else { return false };
    let (left, right) = (names(published), names(said));
    let two = left.iter().any(|x| right.iter().any(|y| !x.may_be_same(y)));
    let (a, b) = (&a.normalised, &b.normalised);
    !two && contrast(a, b).is_none()
        && a.key().is_ascii()
        && b.key().is_ascii()
        && name_by_ear(a.key()) == name_by_ear(b.key())
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

fn joined(tokens: &[Token]) -> String {
    tokens.iter().map(|token| token.normalised.key()).collect()
}

/// Whether both sides as a whole are one number, one date or one name in the lists.
fn of_one_entry(published: &[Token], said: &[Token]) -> bool {
    one_number(published, said) || one_date(published, said) || one_name(published, said)
}

fn one_number(published: &[Token], said: &[Token]) -> bool {
    let (left, right) = (numbers(published), numbers(said));
    let whole = |n: &&crate::text::Number, tokens: &[Token]| n.tokens == (0..tokens.len());
    left.iter().filter(|n| whole(n, published)).any(|a| right.iter().filter(|n| whole(n, said)).any(|b| a.same_as(b)))
}

fn one_date(published: &[Token], said: &[Token]) -> bool {
    let (left, right) = (dates(published), dates(said));
    let ([a], [b]) = (left.as_slice(), right.as_slice()) else { return false };
    a.words == (0..published.len()) && b.words == (0..said.len()) && a.says == b.says
}

fn one_name(published: &[Token], said: &[Token]) -> bool {
    let (left, right) = (names(published), names(said));
    let ([a], [b]) = (left.as_slice(), right.as_slice()) else { return false };
    a.words == (0..published.len()) && b.words == (0..said.len()) && a.may_be_same(b)
}

/// Whether two words are one. Words that a list sets against each other never are, however near.
pub(super) fn equal_words(published: &Normalised, said: &Normalised) -> bool {
    if published == said {
        return true;
    }
    if contrast(published, said).is_some() {
        return false;
    }
    if sounds_equal(published, said) || inflected_alike(published, said) {
        return true;
    }
    // A name in two scripts; within one script sound is too coarse a key.
    published.key().is_ascii() != said.key().is_ascii() && similarity(published, said).kind == SimilarityKind::Sound
}

/// Forms between which an editor sees no difference: Arabic case endings and a joined "and", English "that" and "which".
fn inflected_alike(a: &Normalised, b: &Normalised) -> bool {
    const ENGLISH: &[(&str, &str)] =
        &[("a", "an"), ("that", "which"), ("who", "whom"), ("who", "that"), ("on", "upon"), ("yes", "yeah")];
    let (a, b) = (a.key(), b.key());
    if a.is_ascii() && b.is_ascii() {
        return ENGLISH.iter().any(|(x, y)| (*x == a && *y == b) || (*x == b && *y == a));
    }
    let forms = |key: &str| {
        let bare = key.strip_prefix('و').filter(|rest| rest.chars().count() >= 3).unwrap_or(key).to_owned();
        case_endings(&bare)
    };
    forms(a) == forms(b)
}

/// The word with one ending for all cases: ون for ين, ان for ين of the dual left as it is, no alif of tanwin.
fn case_endings(key: &str) -> String {
    match key.strip_suffix("ين").or_else(|| key.strip_suffix("ون")) {
        // The seat of a hamza follows the ending: لاجئون, لاجئين.
        Some(stem) if stem.chars().count() >= 3 => {
            format!("{}ون", stem.strip_suffix('و').map_or(stem.to_owned(), |s| format!("{s}ي")))
        }
        _ => key.strip_suffix('ا').filter(|stem| stem.chars().count() >= 3).unwrap_or(key).to_owned(),
    }
}
