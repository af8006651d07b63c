//! English contractions and what they stand for.

use crate::text::Normalised;

/// Contractions that are not their first word with an ending.
const IRREGULAR: &[(&str, &str, &str)] = &[
    ("cant", "can", "not"),
    ("wont", "will", "not"),
    ("shant", "shall", "not"),
    ("gonna", "going", "to"),
    ("wanna", "want", "to"),
    ("gotta", "got", "to"),
    ("cannot", "can", "not"),
    ("lets", "let", "us"),
    ("alright", "all", "right"),
];

/// Whether `contraction` is `first` and `second` in one word: don't and do not, we're and we are, gonna and going to.
///
/// ```
/// use rawi::text::{lexicon::is_contraction_of, normalise};
/// let of = |word: &str, first: &str, second: &str| is_contraction_of(&normalise(word), &normalise(first), &normalise(second));
/// assert!(of("won’t", "will", "not") && of("she's", "she", "has"));
/// assert!(!of("don't", "do", "now"));
/// ```
#[must_use]
pub fn is_contraction_of(contraction: &Normalised, first: &Normalised, second: &Normalised) -> bool {
    let (contraction, first, second) = (contraction.key(), first.key(), second.key());
    if IRREGULAR.contains(&(contraction, first, second)) {
        return true;
    }
    let Some(ending) = contraction.strip_prefix(first) else { return false };
    match second {
        "not" => ending == "nt",
        "is" | "has" => ending == "s",
        "are" => ending == "re",
        "am" => ending == "m" && first == "i",
        "have" => ending == "ve",
        "will" | "shall" => ending == "ll",
        "would" | "had" => ending == "d",
        _ => false,
    }
}
