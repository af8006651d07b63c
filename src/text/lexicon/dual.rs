//! The Arabic dual, which counts two without a word of number: سنتان and سنتين are two years, as 2 سنة is.

use super::clitics::without_clitics;
use crate::text::Token;

/// Letters of the singular, at least.
const MIN_LETTERS: usize = 3;
/// Two, as it stands beside what it counts.
const TWO: [&str; 7] = ["2", "اثنان", "اثنين", "اثنتان", "اثنتين", "اثنا", "اتنين"];
/// Words that are one where they are counted.
const ONE: [(&str, &str); 2] = [("عام", "سنه"), ("اعوام", "سنوات")];

/// Plurals of other letters than their singular.
const OTHER_PLURALS: [(&str, &str); 1] = [("نسا", "امراه")];

/// Whether both sides count two of one thing: a dual, a dual with its number, the number with the noun. Years are one thing by either
/// of their names.
///
/// ```
/// use rawi::text::{lexicon::counts_two_alike, tokens};
/// let alike = |a: &str, b: &str| counts_two_alike(&tokens(a), &tokens(b));
/// assert!(alike("سنتين", "2 سنة") && alike("عامان", "سنتان") && alike("رجلان", "رجلين اثنين"));
/// assert!(!alike("سنتين", "3 سنوات") && !alike("سنتين", "شهرين") && !alike("سنة", "سنتين"));
/// ```
#[must_use]
pub fn counts_two_alike(a: &[Token], b: &[Token]) -> bool {
    if a.len().max(b.len()) > 2 || ends_in_no_dual(a) && ends_in_no_dual(b) {
        return false;
    }
    let (a, b) = (two_of(a), two_of(b));
    a.iter().any(|thing| b.contains(thing))
}

/// Whether the one word is the other's dual: رجلان and رجل.
pub(crate) fn is_dual_of(dual: &Token, noun: &Token) -> bool {
    let things = singulars(dual.normalised.key());
    let (dual, noun) = (dual.normalised.key(), noun.normalised.key());
    let bare = |form: &str| form.strip_prefix("ال").unwrap_or(form).to_owned();
    dual != noun && without_clitics(noun).iter().any(|form| things.contains(&bare(form)))
}

/// Whether the dual counts what the noun is a plural of, as far as its consonants tell: جنديان and جنود, سنتين and سنوات.
pub(crate) fn is_counted_otherwise(dual: &Token, noun: &Token) -> bool {
    let key = noun.normalised.key();
    let key = OTHER_PLURALS.iter().find(|(plural, _)| *plural == key).map_or(key, |(_, singular)| *singular);
    let plural = consonants(&one_name(key.strip_prefix("ال").unwrap_or(key)));
    !plural.is_empty() && singulars(dual.normalised.key()).iter().any(|thing| consonants(thing) == plural)
}

/// No word of these can be a dual: most words are none, and need not be parted.
fn ends_in_no_dual(words: &[Token]) -> bool {
    !words.iter().any(|word| word.normalised.key().ends_with("ان") || word.normalised.key().ends_with("ين"))
}

/// The things of which the words count two; empty when they count none.
fn two_of(words: &[Token]) -> Vec<String> {
    let is_two = |word: &Token| without_clitics(word.normalised.key()).iter().any(|form| TWO.contains(&form.as_str()));
    match words {
        [word] => singulars(word.normalised.key()),
        [two, thing] | [thing, two] if is_two(two) && !is_two(thing) => {
            let key = thing.normalised.key();
            let named = key.strip_prefix("ال").unwrap_or(key);
            singulars(key).into_iter().chain([one_name(named)]).collect()
        }
        _ => Vec::new(),
    }
}

/// What a word can be the dual of, without the article.
fn singulars(key: &str) -> Vec<String> {
    let mut found = Vec::new();
    for form in without_clitics(key) {
        let form = form.strip_prefix("ال").unwrap_or(&form);
        let Some(stem) = form.strip_suffix("ان").or_else(|| form.strip_suffix("ين")) else { continue };
        let long = |stem: &str| stem.chars().count() >= MIN_LETTERS;
        if let Some(stem) = stem.strip_suffix('ت').map(|stem| format!("{stem}ه")).filter(|stem| long(stem)) {
            found.push(one_name(&stem));
        }
        if long(stem) {
            found.push(one_name(stem));
        }
    }
    found
}

fn one_name(noun: &str) -> String {
    ONE.iter().find(|(other, _)| *other == noun).map_or(noun, |(_, name)| name).to_owned()
}

/// The letters that a plural keeps.
fn consonants(key: &str) -> String {
    let key = key.strip_prefix("ال").unwrap_or(key);
    key.chars().filter(|c| !matches!(c, 'ا' | 'و' | 'ي' | 'ه' | 'ت' | 'ء')).collect()
}
