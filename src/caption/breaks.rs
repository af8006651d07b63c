//! How bad it is to end a line or a cue between two words: the rules of the subtitling guides (break at punctuation, before
//! conjunctions and prepositions; never part an article, an adjective or a title from its noun), by closed lists of words.

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;

use super::punctuation::ends_sentence;
use super::word_classes::{
    is_abbreviation, is_adjective, is_behind_a_noun, is_conjunction, is_preposition, leans, says, word_key,
};

/// What a break between two words does to the sentence, from the best place to the worst.
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
    /// It most likely parts one phrase: a noun from its adjective or genitive, a verb from its subject.
    Phrase,
    /// It parts words that belong together.
    Torn,
}

impl Break {
    /// The cost of ending a line here, in points: two breaks for which nothing speaks (7 each) are as bad as one that parts a
    /// phrase, and nothing is worth parting words that belong together (40) but a line that fits no other way.
    pub(super) fn line_cost(self) -> f32 {
        match self {
            Self::Sentence => 0.0,
            Self::Colon => 0.5,
            Self::Clause => 1.0,
            Self::Conjunction => 3.0,
            Self::Preposition => 4.0,
            Self::Plain => 7.0,
            Self::Phrase => 14.0,
            Self::Torn => 40.0,
        }
    }

    /// The cost of ending a cue here, in points of the same scale: dearer than a line, since the first half is no longer on the
    /// screen when the second one shows.
    pub(super) fn cue_cost(self) -> f32 {
        match self {
            Self::Sentence => 0.0,
            Self::Colon => 2.0,
            Self::Clause => 4.0,
            Self::Conjunction => 9.0,
            Self::Preposition => 12.0,
            Self::Plain => 22.0,
            Self::Phrase => 36.0,
            Self::Torn => 70.0,
        }
    }
}

/// What a break between the words `left` and `right` does to the sentence. Both come with their punctuation, in the language of
/// the text; the first rule that applies decides.
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
    let (l, r) = (word_key(left), word_key(right));
    let belongs_to_next = leans(&l) || is_contraction(left) || is_number(left);
    if belongs_to_next || is_numbered(&l, right) || is_name(left, right) {
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
        return Break::Phrase;
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

/// Whether `word` is a numeral, which belongs to what it counts.
fn is_number(word: &str) -> bool {
    let numeral = |c: char| c.is_numeric() || matches!(c, '.' | ',' | '٫' | '٬' | '%' | '٪' | '$' | '£' | '€');
    word.chars().any(char::is_numeric) && word.trim_start_matches('(').chars().all(numeral)
}

/// Whether the numeral `right` names the noun in front of it: «القرار 2370», `Resolution 2370`.
fn is_numbered(left: &str, right: &str) -> bool {
    right.starts_with(char::is_numeric) && (left.starts_with("ال") || left == "resolution" || left == "page")
}

/// Whether `word` is English with an auxiliary, a negation or a genitive written on to it.
fn is_contraction(word: &str) -> bool {
    let word = word.to_lowercase().replace('’', "'");
    ["n't", "'s", "s'", "'re", "'ve", "'ll", "'m", "'d"].iter().any(|end| word.ends_with(end) && word.len() > end.len())
}

/// Whether the words are a first and a last name: two capitalised Latin words. The first word of a sentence looks the same,
/// which costs little.
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
            ("chemical", "weapons", Break::Phrase),
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
            ("قال", "وزير", Break::Phrase),
            ("said", "that", Break::Conjunction),
            ("زار", "وزير", Break::Plain),
            ("مجلس", "الأمن", Break::Phrase),
            ("القوات", "الحكومية", Break::Phrase),
            ("قوانين", "واضحة", Break::Phrase),
            ("يعمل", "بالقاهرة", Break::Preposition),
        ] {
            assert_eq!(between(left, right), expected, "{left} | {right}");
        }
    }
}
