//! Text as language: ranges of bytes, tokens, sentences, languages, and **normalisation**: what makes two spellings of one word
//! meet. The original text is never changed; every result points into it by byte offsets.
//!
//! Normalisation lives in [`Token::normalised`] only, so that search, alignment and checks can never disagree about what is equal.

mod arabic;
mod english;
mod language;
mod normalise;
mod number;
mod number_arabic;
mod number_english;
mod number_grammar;
mod numeral;
mod range;
mod repetition;
mod sentence;
mod similarity;
mod sound;
mod token;
mod value;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_rates;

pub use language::{Language, LanguageError};
pub use normalise::{Normalised, normalise};
pub use number::{Form, Number, Unit, numbers};
pub use range::TextRange;
pub use repetition::{LONGEST_LOOPED_PHRASE, LONGEST_LOOPED_SENTENCE, loops};
pub use sentence::sentences;
pub use similarity::{Similarity, SimilarityKind, similarity, similarity_of_runs};
pub use sound::Sound;
pub use token::{Token, glosses, tokens};
pub use value::Value;
