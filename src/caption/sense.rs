//! Where sense breaks: how bad it is to end a line or a cue between two words. The closed lists stand in for grammar, which a
//! program does not have: words of these lists lean on the word behind them.

use super::script::ends_sentence;
use crate::text::fold;

/// How bad it is to break behind a word, by the words on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Break {
    /// A sentence ends.
    Sentence,
    /// A clause ends: comma, colon, dash.
    Clause,
    /// A conjunction follows.
    Conjunction,
    /// A preposition follows.
    Preposition,
    /// Nothing is known for or against it.
    Plain,
    /// It parts words that belong together.
    Torn,
}

impl Break {
    /// The cost of ending a line here.
    pub(super) fn line_cost(self) -> f32 {
        match self {
            Self::Sentence => 0.0,
            Self::Clause => 1.0,
            Self::Conjunction => 3.0,
            Self::Preposition => 4.0,
            Self::Plain => 7.0,
            Self::Torn => 30.0,
        }
    }

    /// The cost of ending a cue here: what a line costs, and more, for the reader loses the first half.
    pub(super) fn cue_cost(self) -> f32 {
        match self {
            Self::Sentence => 0.0,
            Self::Clause => 4.0,
            Self::Conjunction => 9.0,
            Self::Preposition => 12.0,
            Self::Plain => 18.0,
            Self::Torn => 55.0,
        }
    }
}

/// What breaking between `left` and `right` would part. Both are words with their punctuation, in the language of the text.
pub(super) fn between(left: &str, right: &str) -> Break {
    if ends_sentence(left) && !is_abbreviation(left) {
        return Break::Sentence;
    }
    if left.ends_with([',', ';', ':', '،', '؛', '—', '–']) || matches!(left, "-" | "--") {
        return Break::Clause;
    }
    if closes(right) || opens(left) {
        return Break::Torn;
    }
    let (l, r) = (bare(left), bare(right));
    if leans(&l, left) || titled(&l) || names(left, right) {
        return Break::Torn;
    }
    if left.ends_with([')', ']', '»', '”']) || right.starts_with(['(', '[', '«', '“', '—', '–']) {
        return Break::Conjunction;
    }
    if CONJUNCTIONS.contains(&r.as_str()) || joined_conjunction(&r) {
        return Break::Conjunction;
    }
    if PREPOSITIONS.contains(&r.as_str()) {
        return Break::Preposition;
    }
    Break::Plain
}

/// The letters of a word as they are listed: lower case, without marks and punctuation, with all forms of alef made one.
fn bare(word: &str) -> String {
    fold(word).key().to_owned()
}

/// Marks that must not begin a line.
fn closes(word: &str) -> bool {
    let first = word.chars().next();
    first.is_some_and(|c| {
        matches!(c, '،' | '؛' | '؟' | '.' | '!' | '…' | ',' | ';' | ':' | '?' | ')' | ']' | '»' | '”' | '%' | '٪')
    })
}

/// Marks that must not end a line.
fn opens(word: &str) -> bool {
    word.ends_with(['(', '[', '«', '“', '‘'])
}

/// Whether a word leans on the next one: it is in a list, it is a numeral, or it is the free-standing «و».
fn leans(bare: &str, word: &str) -> bool {
    let numeral = |c: char| c.is_numeric() || matches!(c, '.' | ',' | '٫' | '٬' | '%' | '٪');
    LEANING.contains(&bare) || bare == "و" || (!word.is_empty() && word.chars().all(numeral))
}

fn titled(bare: &str) -> bool {
    TITLES.contains(&bare)
}

/// A first and a last name: two capitalised Latin words. The first word of a sentence looks the same, which costs little.
fn names(left: &str, right: &str) -> bool {
    let capital = |w: &str| {
        let mut letters = w.trim_start_matches(['"', '“', '(']).chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
    };
    capital(left) && capital(right) && left.ends_with(char::is_alphabetic)
}

fn is_abbreviation(word: &str) -> bool {
    matches!(
        word,
        "Mr." | "Mrs." | "Ms." | "Dr." | "Prof." | "St." | "Gen." | "Sen." | "Rep." | "U.S." | "U.N." | "e.g." | "i.e."
    )
}

/// Words that begin with the conjunction «و» and are long enough for it not to be their own letter.
fn joined_conjunction(bare: &str) -> bool {
    bare.starts_with('و') && bare.chars().count() > 4
}

const CONJUNCTIONS: &[&str] = &[
    "and",
    "but",
    "or",
    "nor",
    "so",
    "yet",
    "because",
    "although",
    "though",
    "while",
    "when",
    "where",
    "if",
    "unless",
    "until",
    "since",
    "which",
    "who",
    "that",
    "whereas",
    "after",
    "before",
    "او",
    "ام",
    "ثم",
    "بل",
    "حيث",
    "بينما",
    "عندما",
    "حين",
    "اذا",
];

const PREPOSITIONS: &[&str] = &[
    "in", "on", "at", "by", "for", "from", "of", "to", "with", "without", "within", "into", "onto", "over", "under",
    "about", "against", "between", "among", "through", "during", "across", "behind", "near", "like", "as", "than", "في",
    "من", "الي", "علي", "عن", "مع", "بين", "حتي", "منذ", "خلال", "ضد", "حول", "لدي", "عند", "قبل", "بعد", "ان", "الذي",
    "التي",
];

/// Articles, prepositions, conjunctions, pronouns, auxiliaries, negations, particles, numerals in words, vocatives and
/// demonstratives.
const LEANING: &[&str] = &[
    "a",
    "an",
    "the",
    "this",
    "these",
    "those",
    "my",
    "your",
    "his",
    "her",
    "its",
    "our",
    "their",
    "some",
    "any",
    "every",
    "each",
    "no",
    "in",
    "on",
    "at",
    "by",
    "for",
    "from",
    "of",
    "to",
    "with",
    "without",
    "within",
    "into",
    "onto",
    "over",
    "under",
    "about",
    "against",
    "between",
    "among",
    "through",
    "during",
    "across",
    "behind",
    "near",
    "like",
    "as",
    "than",
    "and",
    "but",
    "or",
    "nor",
    "because",
    "although",
    "though",
    "while",
    "when",
    "where",
    "if",
    "unless",
    "until",
    "since",
    "which",
    "who",
    "that",
    "i",
    "you",
    "he",
    "she",
    "we",
    "they",
    "am",
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "has",
    "have",
    "had",
    "do",
    "does",
    "did",
    "will",
    "would",
    "shall",
    "should",
    "can",
    "could",
    "may",
    "might",
    "must",
    "not",
    "never",
    "very",
    "في",
    "من",
    "الي",
    "علي",
    "عن",
    "مع",
    "بين",
    "حتي",
    "منذ",
    "خلال",
    "ضد",
    "حول",
    "لدي",
    "عند",
    "ان",
    "لان",
    "لكن",
    "كي",
    "لن",
    "لم",
    "لا",
    "ما",
    "قد",
    "سوف",
    "يا",
    "الا",
    "سوي",
    "غير",
    "الذي",
    "التي",
    "الذين",
    "هذا",
    "هذه",
    "ذلك",
    "تلك",
    "كل",
    "بعض",
    "اي",
    "كما",
    "قبل",
    "بعد",
    "او",
    "ثم",
];

const TITLES: &[&str] =
    &["mr", "mrs", "ms", "dr", "prof", "president", "secretary", "general", "السيد", "السيده", "الدكتور", "الامين"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_folded_as_words_are() {
        for word in CONJUNCTIONS.iter().chain(PREPOSITIONS).chain(LEANING).chain(TITLES) {
            assert_eq!(&bare(word), word, "the list holds a form that no folded word has");
        }
    }

    #[test]
    fn sense_decides_where_a_line_may_end() {
        assert_eq!(between("say.", "And"), Break::Sentence);
        assert_eq!(between("Dr.", "Smith"), Break::Torn);
        assert_eq!(between("house,", "the"), Break::Clause);
        assert_eq!(between("the", "house"), Break::Torn);
        assert_eq!(between("house", "and"), Break::Conjunction);
        assert_eq!(between("house", "of"), Break::Preposition);
        assert_eq!(between("António", "Guterres"), Break::Torn);
        assert_eq!(between("إلى", "القاهرة"), Break::Torn);
        assert_eq!(between("٢٣", "قتيلا"), Break::Torn);
        assert_eq!(between("و", "قال"), Break::Torn);
        assert_eq!(between("الأمن،", "في"), Break::Clause);
        assert_eq!(between("القاهرة", "والمنطقة"), Break::Conjunction);
    }
}
