//! Why a pair was refused, and why a stretch of the recording got its verdict: facts, which people read as a sentence.
//!
//! In JSON and in the catalog a reason is its English sentence. Reading gets the facts back out of the sentence by the template that
//! wrote it, so that documents of earlier versions have their facts too; a sentence that this version does not know is kept as it
//! stands.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::Language;

/// Why recording and article do not belong together. Its `Display` is the English.
///
/// ```
/// use rawi::align::{RefusalReason, SharedPassages, RefusalCause};
/// let shared = SharedPassages::Some { words: 9, heard: 140, longest: 4 };
/// let reason = RefusalReason::TooLittleShared { shared, cause: RefusalCause::OneSubject };
/// assert_eq!(reason, RefusalReason::from(reason.to_string()));
/// assert!(reason.to_string().starts_with("only 9 of 140 heard words lie in passages that the article has"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
#[non_exhaustive]
pub enum RefusalReason {
    /// The article has no words.
    ArticleWithoutWords,
    /// Nothing was heard.
    TranscriptWithoutWords,
    /// Too few words lie in passages that both have.
    TooLittleShared {
        /// What they do share.
        shared: SharedPassages,
        /// What that is put down to.
        cause: RefusalCause,
    },
    /// The sentence of another version.
    Other(String),
}

/// What two texts that do not belong together share. Passages are runs of words of which most were met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SharedPassages {
    /// Not one passage.
    None {
        /// Words of the transcript.
        heard: usize,
        /// Words of the article, boilerplate not counted.
        printed: usize,
        /// How many words a passage has at least.
        least: usize,
    },
    /// Passages, but too few.
    Some {
        /// Words of the transcript that lie in them.
        words: usize,
        /// Words of the transcript.
        heard: usize,
        /// Words of the longest passage.
        longest: usize,
    },
}

/// What it is put down to that two texts share too little.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefusalCause {
    /// They are in two languages.
    Languages {
        /// The recording's.
        recording: Language,
        /// The article's.
        article: Language,
    },
    /// They are, at most, on one subject.
    OneSubject,
}

/// Why a stretch of the recording got its verdict. Its `Display` is the English.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
#[non_exhaustive]
pub enum StretchReason {
    /// There is speech, by the signal, and no words.
    SpeechWithoutWords {
        /// Words that the article has there and that were not heard.
        article_words: usize,
    },
    /// Nobody listened for speech, but unheard words of the article would take about as long.
    ArticleWordsFit {
        /// How many words those are.
        article_words: usize,
    },
    /// No word of the recording has a time that can be true.
    NoTimes,
    /// The recogniser gave some words times that cannot be true.
    RefusedTimes {
        /// How many words.
        words: usize,
    },
    /// The recogniser went round in a loop.
    Loop,
    /// A phrase that recognisers say over silence.
    StockPhrase,
    /// Words, but no speech under them.
    WordsOverSilence,
    /// It was said in another language than the article's.
    OtherLanguage {
        /// The language that was spoken.
        said: Language,
        /// The article's.
        article: Language,
    },
    /// The same, and sentences that were not said stand in its place: most likely its translation.
    Translated {
        /// The language that was spoken.
        said: Language,
        /// The article's.
        article: Language,
    },
    /// The sentence of another version.
    Other(String),
}

impl StretchReason {
    /// The language that was spoken, where that is the reason.
    pub fn spoken_language(&self) -> Option<&Language> {
        match self {
            Self::OtherLanguage { said, .. } | Self::Translated { said, .. } => Some(said),
            _ => None,
        }
    }
}

/// A sentence with placeholders `{}`, by which a reason is both written and read.
struct Template(&'static str);

const ARTICLE_WITHOUT_WORDS: Template = Template("the article has no words to compare");
const TRANSCRIPT_WITHOUT_WORDS: Template = Template("the transcript has no words to compare");
const NO_PASSAGE: Template =
    Template("of {} heard words and {} printed ones, not one passage of {} words or more is the same");
const FEW_IN_PASSAGES: Template =
    Template("only {} of {} heard words lie in passages that the article has; the longest of them has {} words");
const TWO_LANGUAGES: Template = Template("the recording's language is `{}`, the article's `{}`");
const ONE_SUBJECT: Template = Template("words and names in common are no more than texts on one subject share");
/// Stands between what is shared and what that is put down to.
const JOINT: &str = "; ";

const SPEECH_WITHOUT_WORDS: Template = Template("speech for which the recogniser gave no words");
const SPEECH_WITHOUT_ARTICLE_WORDS: Template =
    Template("speech for which the recogniser gave no words; the article has {} words here");
const ARTICLE_WORDS_FIT: Template = Template("no words were heard where the article has {} that would fit");
const NO_TIMES: Template = Template("no word has a time that can be believed");
const ONE_REFUSED_TIME: Template = Template("the recogniser's time of one word cannot be true");
const REFUSED_TIMES: Template = Template("the recogniser's times of {} words cannot be true");
const LOOP: Template = Template("the words repeat themselves");
const STOCK_PHRASE: Template = Template("a phrase that recognisers say over silence");
const WORDS_OVER_SILENCE: Template = Template("words where no speech is");
const OTHER_LANGUAGE: Template = Template("said in `{}`; the article is in `{}`");
const TRANSLATED: Template = Template("said in `{}`; the article has it in `{}`");

impl Template {
    /// Writes the sentence with `values` for its placeholders.
    fn write(&self, f: &mut fmt::Formatter<'_>, values: &[&dyn fmt::Display]) -> fmt::Result {
        let mut values = values.iter();
        for (number, part) in self.0.split("{}").enumerate() {
            if number > 0
                && let Some(value) = values.next()
            {
                value.fmt(f)?;
            }
            f.write_str(part)?;
        }
        Ok(())
    }

    /// What `sentence` has for the placeholders, each one word; `None` when it is another sentence.
    fn read<'t, const COUNT: usize>(&self, sentence: &'t str) -> Option<[&'t str; COUNT]> {
        let mut parts = self.0.split("{}");
        let mut rest = sentence.strip_prefix(parts.next()?)?;
        let mut values = [""; COUNT];
        let mut slots = values.iter_mut();
        for part in parts {
            let end = if part.is_empty() { rest.len() } else { rest.find(part)? };
            let value = rest.get(..end).filter(|value| !value.is_empty() && !value.contains(char::is_whitespace))?;
            *slots.next()? = value;
            rest = rest.get(end + part.len()..)?;
        }
        (rest.is_empty() && slots.next().is_none()).then_some(values)
    }

    /// The numbers that `sentence` has for the placeholders, written as rawi writes them.
    fn read_counts<const COUNT: usize>(&self, sentence: &str) -> Option<[usize; COUNT]> {
        let mut counts = [0; COUNT];
        for (count, text) in counts.iter_mut().zip(self.read::<COUNT>(sentence)?) {
            *count = text.parse().ok()?;
            if count.to_string() != text {
                return None;
            }
        }
        Some(counts)
    }

    /// The language tags that `sentence` has for both placeholders. A tag that would be written in another way is none of rawi's.
    fn read_languages(&self, sentence: &str) -> Option<[Language; 2]> {
        let language = |tag: &str| tag.parse::<Language>().ok().filter(|language| language.as_str() == tag);
        let [first, second] = self.read(sentence)?;
        Some([language(first)?, language(second)?])
    }

    fn is(&self, sentence: &str) -> bool {
        self.0 == sentence
    }
}

impl fmt::Display for RefusalReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ArticleWithoutWords => ARTICLE_WITHOUT_WORDS.write(f, &[]),
            Self::TranscriptWithoutWords => TRANSCRIPT_WITHOUT_WORDS.write(f, &[]),
            Self::TooLittleShared { shared, cause } => write!(f, "{shared}{JOINT}{cause}"),
            Self::Other(sentence) => f.write_str(sentence),
        }
    }
}

impl fmt::Display for SharedPassages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None { heard, printed, least } => NO_PASSAGE.write(f, &[heard, printed, least]),
            Self::Some { words, heard, longest } => FEW_IN_PASSAGES.write(f, &[words, heard, longest]),
        }
    }
}

impl fmt::Display for RefusalCause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Languages { recording, article } => TWO_LANGUAGES.write(f, &[recording, article]),
            Self::OneSubject => ONE_SUBJECT.write(f, &[]),
        }
    }
}

impl fmt::Display for StretchReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SpeechWithoutWords { article_words: 0 } => SPEECH_WITHOUT_WORDS.write(f, &[]),
            Self::SpeechWithoutWords { article_words } => SPEECH_WITHOUT_ARTICLE_WORDS.write(f, &[article_words]),
            Self::ArticleWordsFit { article_words } => ARTICLE_WORDS_FIT.write(f, &[article_words]),
            Self::NoTimes => NO_TIMES.write(f, &[]),
            Self::RefusedTimes { words: 1 } => ONE_REFUSED_TIME.write(f, &[]),
            Self::RefusedTimes { words } => REFUSED_TIMES.write(f, &[words]),
            Self::Loop => LOOP.write(f, &[]),
            Self::StockPhrase => STOCK_PHRASE.write(f, &[]),
            Self::WordsOverSilence => WORDS_OVER_SILENCE.write(f, &[]),
            Self::OtherLanguage { said, article } => OTHER_LANGUAGE.write(f, &[said, article]),
            Self::Translated { said, article } => TRANSLATED.write(f, &[said, article]),
            Self::Other(sentence) => f.write_str(sentence),
        }
    }
}

impl From<String> for RefusalReason {
    fn from(sentence: String) -> Self {
        if ARTICLE_WITHOUT_WORDS.is(&sentence) {
            Self::ArticleWithoutWords
        } else if TRANSCRIPT_WITHOUT_WORDS.is(&sentence) {
            Self::TranscriptWithoutWords
        } else if let Some((shared, cause)) = read_shared(&sentence) {
            Self::TooLittleShared { shared, cause }
        } else {
            Self::Other(sentence)
        }
    }
}

fn read_shared(sentence: &str) -> Option<(SharedPassages, RefusalCause)> {
    let (shared, cause) = sentence.rsplit_once(JOINT)?;
    let shared = if let Some([heard, printed, least]) = NO_PASSAGE.read_counts(shared) {
        SharedPassages::None { heard, printed, least }
    } else {
        let [words, heard, longest] = FEW_IN_PASSAGES.read_counts(shared)?;
        SharedPassages::Some { words, heard, longest }
    };
    if ONE_SUBJECT.is(cause) {
        return Some((shared, RefusalCause::OneSubject));
    }
    let [recording, article] = TWO_LANGUAGES.read_languages(cause)?;
    Some((shared, RefusalCause::Languages { recording, article }))
}

impl From<String> for StretchReason {
    fn from(sentence: String) -> Self {
        let plain = [
            (SPEECH_WITHOUT_WORDS, Self::SpeechWithoutWords { article_words: 0 }),
            (NO_TIMES, Self::NoTimes),
            (ONE_REFUSED_TIME, Self::RefusedTimes { words: 1 }),
            (LOOP, Self::Loop),
            (STOCK_PHRASE, Self::StockPhrase),
            (WORDS_OVER_SILENCE, Self::WordsOverSilence),
        ];
        if let Some((_, reason)) = plain.into_iter().find(|(template, _)| template.is(&sentence)) {
            return reason;
        }
        // Of none and of one the sentences are others.
        if let Some([article_words]) = SPEECH_WITHOUT_ARTICLE_WORDS.read_counts(&sentence).filter(|[words]| *words > 0) {
            Self::SpeechWithoutWords { article_words }
        } else if let Some([article_words]) = ARTICLE_WORDS_FIT.read_counts(&sentence) {
            Self::ArticleWordsFit { article_words }
        } else if let Some([words]) = REFUSED_TIMES.read_counts(&sentence).filter(|[words]| *words != 1) {
            Self::RefusedTimes { words }
        } else if let Some([said, article]) = OTHER_LANGUAGE.read_languages(&sentence) {
            Self::OtherLanguage { said, article }
        } else if let Some([said, article]) = TRANSLATED.read_languages(&sentence) {
            Self::Translated { said, article }
        } else {
            Self::Other(sentence)
        }
    }
}

impl From<RefusalReason> for String {
    fn from(reason: RefusalReason) -> Self {
        reason.to_string()
    }
}

impl From<StretchReason> for String {
    fn from(reason: StretchReason) -> Self {
        reason.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_reason_says_what_catalogs_of_earlier_versions_hold_and_is_read_back() {
        let shared = SharedPassages::None { heard: 140, printed: 90, least: 5 };
        let languages = RefusalCause::Languages { recording: Language::arabic(), article: Language::english() };
        let refusals = [
            (RefusalReason::ArticleWithoutWords, "the article has no words to compare"),
            (RefusalReason::TranscriptWithoutWords, "the transcript has no words to compare"),
            (
                RefusalReason::TooLittleShared { shared, cause: languages },
                "of 140 heard words and 90 printed ones, not one passage of 5 words or more is the same; \
                 the recording's language is `ar`, the article's `en`",
            ),
            (
                RefusalReason::TooLittleShared {
                    shared: SharedPassages::Some { words: 9, heard: 140, longest: 4 },
                    cause: RefusalCause::OneSubject,
                },
                "only 9 of 140 heard words lie in passages that the article has; the longest of them has 4 words; \
                 words and names in common are no more than texts on one subject share",
            ),
        ];
        for (reason, sentence) in refusals {
            assert_eq!(reason.to_string(), sentence);
            assert_eq!(RefusalReason::from(sentence.to_owned()), reason);
        }
        let stretches = [
            (StretchReason::SpeechWithoutWords { article_words: 0 }, "speech for which the recogniser gave no words"),
            (
                StretchReason::SpeechWithoutWords { article_words: 12 },
                "speech for which the recogniser gave no words; the article has 12 words here",
            ),
            (
                StretchReason::ArticleWordsFit { article_words: 31 },
                "no words were heard where the article has 31 that would fit",
            ),
            (StretchReason::NoTimes, "no word has a time that can be believed"),
            (StretchReason::RefusedTimes { words: 1 }, "the recogniser's time of one word cannot be true"),
            (StretchReason::RefusedTimes { words: 7 }, "the recogniser's times of 7 words cannot be true"),
            (StretchReason::Loop, "the words repeat themselves"),
            (StretchReason::StockPhrase, "a phrase that recognisers say over silence"),
            (StretchReason::WordsOverSilence, "words where no speech is"),
            (
                StretchReason::OtherLanguage { said: Language::english(), article: Language::arabic() },
                "said in `en`; the article is in `ar`",
            ),
            (
                StretchReason::Translated { said: Language::english(), article: Language::arabic() },
                "said in `en`; the article has it in `ar`",
            ),
        ];
        for (reason, sentence) in stretches {
            assert_eq!(reason.to_string(), sentence);
            assert_eq!(StretchReason::from(sentence.to_owned()), reason);
        }
    }

    proptest! {
        #[test]
        fn no_sentence_changes_by_being_read(
            sentence in "(only |of |said in `en`; the article (has it|is) in |the recogniser's times of |words where no speech is|; |0?[0-9]{1,3} |heard words |`ar`|\\PC{0,4}){0,8}",
        ) {
            prop_assert_eq!(RefusalReason::from(sentence.clone()).to_string(), sentence.clone());
            prop_assert_eq!(StretchReason::from(sentence.clone()).to_string(), sentence);
        }
    }
}
