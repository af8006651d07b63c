//! Where sense breaks: how bad it is to end a line or a cue between two words.

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;

use super::punctuation::ends_sentence;
use super::word_classes::{
    bare, is_abbreviation, is_adjective, is_behind_a_noun, is_conjunction, is_preposition, leans, says,
};

/// How bad it is to break behind a word, by the words on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Break {
    /// A sentence ends.
    Sentence,
    /// A colon or semicolon: what follows is a sentence of its own as a rule.
    Colon,
    /// A clause ends: comma, dash.
    Clause,
    /// A conjunction follows.
    Conjunction,
    /// A preposition follows.
    Preposition,
    /// Nothing is known for or against it.
    Plain,
    /// It most likely parts a noun from its adjective or its genitive, or a verb from its subject.
    Close,
    /// It parts words that belong together.
    Torn,
}

impl Break {
    /// The cost of ending a line here.
    pub(super) fn line_cost(self) -> f32 {
        match self {
            Self::Sentence => 0.0,
            Self::Colon => 0.5,
            Self::Clause => 1.0,
            Self::Conjunction => 3.0,
            Self::Preposition => 4.0,
            Self::Plain => 7.0,
            Self::Close => 14.0,
            Self::Torn => 40.0,
        }
    }

    /// The cost of ending a cue here: what a line costs, and more, for the reader loses the first half.
    pub(super) fn cue_cost(self) -> f32 {
        match self {
            Self::Sentence => 0.0,
            Self::Colon => 2.0,
            Self::Clause => 4.0,
            Self::Conjunction => 9.0,
            Self::Preposition => 12.0,
            Self::Plain => 22.0,
            Self::Close => 36.0,
            Self::Torn => 70.0,
        }
    }
}

/// What breaking between `left` and `right` would part. Both are words with their punctuation, in the language of the text.
pub(super) fn between(left: &str, right: &str) -> Break {
    if ends_sentence(left) && !is_abbreviation(left) {
        return Break::Sentence;
    }
    if left.ends_with([':', ';', '؛']) {
        return Break::Colon;
    }
    if left.ends_with([',', '،', '—', '–']) || matches!(left, "-" | "--") {
        return Break::Clause;
    }
    if !may_break(left, right) {
        return Break::Torn;
    }
    let (l, r) = (bare(left), bare(right));
    if leans(&l) || is_contraction(left) || is_number(left) || counts(&l, right) || is_name(left, right) {
        return Break::Torn;
    }
    if left.ends_with([')', ']', '»', '”']) || right.starts_with(['(', '[', '«', '“', '—', '–']) {
        return Break::Conjunction;
    }
    if is_conjunction(&r) {
        return Break::Conjunction;
    }
    if is_preposition(&r) {
        return Break::Preposition;
    }
    if r.starts_with("ال") || is_behind_a_noun(&r) || is_adjective(&l) || says(&l) {
        // «مجلس | الأمن», «القوات | الحكومية», «ناقش | المجلس»: whichever it is, it is one phrase.
        return Break::Close;
    }
    Break::Plain
}

/// Whether the line breaking rules of Unicode (UAX 14) let a line end between two words: not behind an opening bracket, not
/// in front of a closing one or of a mark. They do not know a percent sign that stands by itself.
fn may_break(left: &str, right: &str) -> bool {
    let rules = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    let at = left.len() + 1;
    let both = format!("{left} {right}");
    let closes = right.starts_with(['…', '»', '”', '%', '٪']) || left.ends_with(['«', '“', '‘']);
    !closes && rules.segment_str(&both).any(|place| place == at)
}

/// A numeral leans on what it counts.
fn is_number(word: &str) -> bool {
    let numeral = |c: char| c.is_numeric() || matches!(c, '.' | ',' | '٫' | '٬' | '%' | '٪' | '$' | '£' | '€');
    word.chars().any(char::is_numeric) && word.trim_start_matches('(').chars().all(numeral)
}

/// «القرار 2370», `Resolution 2370`: a numeral that names the noun in front of it.
fn counts(left: &str, right: &str) -> bool {
    right.starts_with(char::is_numeric) && (left.starts_with("ال") || left == "resolution" || left == "page")
}

/// English words with an auxiliary, a negation or a genitive written on to them.
fn is_contraction(word: &str) -> bool {
    let word = word.to_lowercase().replace('’', "'");
    ["n't", "'s", "s'", "'re", "'ve", "'ll", "'m", "'d"].iter().any(|end| word.ends_with(end) && word.len() > end.len())
}

/// A first and a last name: two capitalised Latin words. The first word of a sentence looks the same, which costs little.
fn is_name(left: &str, right: &str) -> bool {
    let capital = |w: &str| {
        let mut letters = w.trim_start_matches(['"', '“', '(']).chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
    };
    capital(left) && capital(right) && left.ends_with(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sense_decides_where_a_line_may_end() {
        for (left, right, expected) in [
            ("say.", "And", Break::Sentence),
            ("Dr.", "Smith", Break::Torn),
            ("house,", "the", Break::Clause),
            ("the", "house", Break::Torn),
            ("Council's", "debate", Break::Torn),
            ("don't", "know", Break::Torn),
            ("another", "attack", Break::Torn),
            ("ninety", "countries", Break::Torn),
            ("chemical", "weapons", Break::Close),
            ("story:", "Peace", Break::Colon),
            ("house", "and", Break::Conjunction),
            ("house", "of", Break::Preposition),
            ("António", "Guterres", Break::Torn),
            ("إلى", "القاهرة", Break::Torn),
            ("وفي", "القاهرة", Break::Torn),
            ("٢٣", "قتيلا", Break::Torn),
            ("القرار", "2370", Break::Torn),
            ("و", "قال", Break::Torn),
            ("(", "UNRWA", Break::Torn),
            ("نعم", "؟", Break::Torn),
            ("« نعم", "»", Break::Torn),
            ("3,5", "%", Break::Torn),
            ("لا", "يمكن", Break::Torn),
            ("الأمن،", "في", Break::Clause),
            ("القاهرة", "والمنطقة", Break::Conjunction),
            ("قال", "وزير", Break::Close),
            ("said", "that", Break::Conjunction),
            ("زار", "وزير", Break::Plain),
            ("مجلس", "الأمن", Break::Close),
            ("القوات", "الحكومية", Break::Close),
            ("قوانين", "واضحة", Break::Close),
            ("يعمل", "بالقاهرة", Break::Preposition),
        ] {
            assert_eq!(between(left, right), expected, "{left} | {right}");
        }
    }
}
