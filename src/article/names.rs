//! The names that an article prints, for a recogniser that is to spell them right. Names and nothing else: a sentence of the
//! article would put its words into the recogniser's mouth.

use std::collections::HashSet;

use super::attribution::is_title;
use super::sentence::Sentence;
use crate::text::Token;

/// Names given, at most: a recogniser's prompt holds some 200 tokens, and a name takes three to eight.
const MAX_NAMES: usize = 24;
/// Words of a name, at most: longer runs of capitals are titles or shouted text.
const MAX_WORDS: usize = 5;

/// The names in the order in which they are printed first, each once: who is quoted, runs of capitalised words that do not begin
/// a sentence, what stands behind a form of address («السيد خان»), and words of another script than their neighbours'.
pub(super) fn of(text: &str, sentences: &[Sentence]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for sentence in sentences {
        found.extend(sentence.speaker.map(|name| name.of(text).to_owned()));
        let words: Vec<&str> = sentence.tokens.iter().map(|t| t.range.of(text)).collect();
        let foreign = foreign_to(&words);
        let mut at = 0;
        while at < words.len() {
            let length = words[at..].iter().take_while(|w| is_capitalised(w) || foreign(w)).count();
            let run = joined_run(text, &sentence.tokens[at..at + length]);
            // A sentence begins with a capital whatever its first word is.
            let skip = usize::from(at == 0 && !words.first().is_some_and(|w| foreign(w)));
            if run > skip && run <= MAX_WORDS && words[at + skip..at + run].iter().any(|w| w.chars().count() > 1) {
                found.push(words[at + skip..at + run].join(" "));
            }
            if is_title(words[at]) && at + 1 < words.len() && run == 0 {
                found.push(words[at + 1].to_owned());
            }
            at += run.max(1);
        }
    }
    let mut seen = HashSet::new();
    found.retain(|name| seen.insert(name.to_lowercase()));
    found.truncate(MAX_NAMES);
    found
}

/// How many of the tokens follow each other with nothing but a space or a hyphen between.
fn joined_run(text: &str, tokens: &[Token]) -> usize {
    let apart = |pair: &[Token]| {
        let between = text.get(pair[0].range.end()..pair[1].range.start()).unwrap_or(",");
        !between.chars().all(|c| c == ' ' || c == '-' || c == '\u{a0}')
    };
    tokens.windows(2).position(apart).map_or(tokens.len(), |end| end + 1)
}

fn is_capitalised(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Whether a word is in Latin letters while its sentence mostly is not.
fn foreign_to(words: &[&str]) -> impl Fn(&str) -> bool + use<> {
    let latin = |w: &str| w.chars().any(|c| c.is_ascii_alphabetic());
    let mostly_other = words.iter().filter(|w| latin(w)).count() * 2 < words.len();
    move |word: &str| mostly_other && latin(word)
}

#[cfg(test)]
mod tests {
    use crate::article::{ReadOptions, read};

    fn names(text: &str) -> Vec<String> {
        read(text.as_bytes(), &ReadOptions::default()).unwrap().names()
    }

    #[test]
    fn english_names_are_found_and_the_first_word_of_a_sentence_is_none() {
        let text = "Heavy rain fell on Port Sudan on Monday. Doctors of the Red Crescent met Amina Al-Hassan there. I left.";
        assert_eq!(names(text), ["Port Sudan", "Monday", "Red Crescent", "Amina Al-Hassan"]);
    }

    #[test]
    fn arabic_names_come_from_titles_quotes_and_latin_letters() {
        let text = "وصل السيد خان إلى المدينة صباح اليوم مع فريق من العاملين في منظمة UNRWA الدولية.\n\n\
            وأضافت ليلى نصار:\n\n\"وصلنا ليلا. كان الطريق مقطوعا والبرد شديدا.\"";
        assert_eq!(names(text), ["خان", "UNRWA", "ليلى نصار"]);
    }

    #[test]
    fn no_sentence_gets_into_a_prompt() {
        let shouted = "THE COUNCIL MET TODAY AND VOTED FOR PEACE. It was late.";
        assert!(names(shouted).is_empty());
        assert!(names("قال إن الوضع صعب في المدينة.").is_empty());
    }
}
