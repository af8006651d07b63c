//! Contractions and what they stand for: English ones, and the Arabic سـ of what will be, which is سوف.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::{Normalised, Token};

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
    ("twas", "it", "was"),
    ("tis", "it", "is"),
    ("yall", "you", "all"),
    ("yknow", "you", "know"),
];

/// Contractions whose letters are another word when the mark is left out. The others are written without it, too.
const WORDS_WITHOUT_MARK: &[&str] = &["were", "well", "ill", "id", "hell", "shell", "wed", "shed", "whore"];

/// Whether a word that is spelled as a contraction can be one.
fn may_be_contracted(word: &Normalised) -> bool {
    word.has_apostrophe() || !WORDS_WITHOUT_MARK.contains(&word.key())
}

/// Whether `contraction` is `first` and `second` in one word: don't and do not, we're and we are, gonna and going to, سيعود and سوف يعود.
///
/// ```
/// use rawi::text::{lexicon::is_contraction_of, normalise};
/// let of = |word: &str, first: &str, second: &str| is_contraction_of(&normalise(word), &normalise(first), &normalise(second));
/// assert!(of("won’t", "will", "not") && of("she's", "she", "has") && of("وسيعود", "وسوف", "يعود"));
/// assert!(!of("don't", "do", "now") && !of("يعود", "سوف", "يعود"));
/// assert!(of("we're", "we", "are") && !of("were", "we", "are") && of("dont", "do", "not"));
/// ```
#[must_use]
pub fn is_contraction_of(contraction: &Normalised, first: &Normalised, second: &Normalised) -> bool {
    if !may_be_contracted(contraction) {
        return false;
    }
    let (contraction, first, second) = (contraction.key(), first.key(), second.key());
    if IRREGULAR.contains(&(contraction, first, second)) {
        return true;
    }
    if let Some(before) = first.strip_suffix("سوف") {
        let will = contraction.strip_prefix(before).and_then(|rest| rest.strip_prefix('س'));
        return matches!(before, "" | "و" | "ف") && will == Some(second);
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

/// Verbs that take an ending n't.
#[rustfmt::skip]
const DENIED: &[&str] = &[
    "is", "are", "was", "were", "do", "does", "did", "have", "has", "had", "would", "could", "should", "need", "must", "might", "ought", "dare",
];
/// Words before the other endings of contractions.
#[rustfmt::skip]
const SUBJECTS: &[&str] = &["i", "you", "he", "she", "it", "we", "they", "that", "this", "there", "who", "what", "where", "when", "how", "why", "here"];
/// Each such ending and what it stands for.
const ENDINGS: &[(&str, &[&str])] = &[
    ("s", &["is", "has"]),
    ("re", &["are"]),
    ("ll", &["will"]),
    ("ve", &["have"]),
    ("d", &["would", "had", "did"]),
    ("m", &["am"]),
];
/// Contractions of several readings, or of three words.
const FURTHER: &[(&str, &str)] = &[("aint", "is not|are not|am not|has not|have not")];

/// Every contraction of English with its readings in full.
static IN_FULL: LazyLock<HashMap<String, Vec<Vec<String>>>> = LazyLock::new(|| {
    let mut all: HashMap<String, Vec<Vec<String>>> = HashMap::new();
    let mut add = |contraction: String, full: &str| {
        all.entry(contraction).or_default().push(full.split(' ').map(str::to_owned).collect());
    };
    for (contraction, first, second) in IRREGULAR {
        add((*contraction).to_owned(), &format!("{first} {second}"));
    }
    for (contraction, readings) in FURTHER {
        readings.split('|').for_each(|full| add((*contraction).to_owned(), full));
    }
    for verb in DENIED {
        add(format!("{verb}nt"), &format!("{verb} not"));
        add(format!("{verb}ntve"), &format!("{verb} not have"));
        add(format!("{verb}ve"), &format!("{verb} have"));
    }
    for subject in SUBJECTS {
        // I'm, and nobody else; without the mark I's would be the verb.
        let fits = |ending: &str| match ending {
            "m" => *subject == "i",
            "s" | "re" => *subject != "i",
            _ => true,
        };
        for (ending, readings) in ENDINGS.iter().filter(|(ending, _)| fits(ending)) {
            readings.iter().for_each(|verb| add(format!("{subject}{ending}"), &format!("{subject} {verb}")));
        }
    }
    all
});

/// Words of a clause with a contraction, at most.
const MOST_WORDS: usize = 6;
/// What begins the one that is asked about, between the verb and its "not".
#[rustfmt::skip]
const ASKED: &[&str] = &[
    "i", "you", "he", "she", "it", "we", "they", "that", "this", "these", "those", "there", "the", "a", "an", "my", "your", "his", "her", "its", "our", "their", "some",
    "any", "anyone", "everyone", "people",
];

/// Whether both are one clause of English with a contraction in it: it's not and it isn't, won't they and will they not. A clause of
/// which no word is a contraction is none.
///
/// ```
/// use rawi::text::{lexicon::are_contracted_alike, tokens};
/// let alike = |a: &str, b: &str| are_contracted_alike(&tokens(a), &tokens(b));
/// assert!(alike("It's not", "It isn't"));
/// assert!(alike("Won't they", "Will they not"));
/// assert!(alike("couldn't the army", "could the army not"));
/// assert!(!alike("Won't they", "Will they"));
/// assert!(!alike("didn't say to", "did say not to"));
/// assert!(!alike("it is", "it is"));
/// assert!(alike("we'll not", "we will not") && !alike("well not", "we will not"));
/// ```
#[must_use]
pub fn are_contracted_alike(a: &[Token], b: &[Token]) -> bool {
    let contracted = |token: &Token| readings(token).is_some();
    if a.len().max(b.len()) > MOST_WORDS || !a.iter().chain(b).any(contracted) {
        return false;
    }
    let (a, b) = (in_full(a), in_full(b));
    a.iter().any(|left| b.iter().any(|right| left == right || is_asked(left, right) || is_asked(right, left)))
}

/// What a contraction stands for.
fn readings(token: &Token) -> Option<&'static Vec<Vec<String>>> {
    IN_FULL.get(token.normalised.key()).filter(|_| may_be_contracted(&token.normalised))
}

/// Every way to say the words in full.
fn in_full(tokens: &[Token]) -> Vec<Vec<&str>> {
    let mut ways: Vec<Vec<&str>> = vec![Vec::new()];
    for token in tokens {
        let key = token.normalised.key();
        let full = readings(token).into_iter().flatten().map(|words| words.iter().map(String::as_str).collect());
        let readings: Vec<Vec<&str>> = std::iter::once(vec![key]).chain(full).collect();
        ways = ways.iter().flat_map(|way| readings.iter().map(move |reading| [&way[..], &reading[..]].concat())).collect();
    }
    ways
}

/// Whether the first asks what the second does, with its "not" before the one who is asked about: will not they, will they not.
fn is_asked(early: &[&str], late: &[&str]) -> bool {
    let (Some(first), Some(last)) = (early.iter().position(|w| *w == "not"), late.iter().position(|w| *w == "not")) else {
        return false;
    };
    let begins = early.get(first + 1).is_some_and(|word| ASKED.contains(word));
    let rest = |words: &[&str], at: usize| {
        words.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, w)| (*w).to_owned()).collect::<Vec<_>>()
    };
    first > 0 && first < last && begins && rest(early, first) == rest(late, last)
}
