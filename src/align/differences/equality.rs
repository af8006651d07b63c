//! Whether some words are the others, said or written in another way: another spelling, number form, month's name, transliteration,
//! contraction, or a spelling that sounds the same. Near is not equal.

use crate::text::lexicon::{contrast, dates, is_contraction_of, names, sounds_equal};
use crate::text::{Normalised, SimilarityKind, Token, numbers, similarity};

/// Whether the words say the same. Empty sides are never equal.
pub(super) fn equal(published: &[Token], said: &[Token]) -> bool {
    match (published, said) {
        ([], _) | (_, []) => false,
        ([a], [b]) => equal_words(&a.normalised, &b.normalised) || of_one_entry(published, said),
        ([whole], [first, second]) | ([first, second], [whole])
            if is_contraction_of(&whole.normalised, &first.normalised, &second.normalised) =>
        {
            true
        }
        _ => joined(published) == joined(said) || of_one_entry(published, said),
    }
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
