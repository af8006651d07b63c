//! Text as language: ranges of bytes, tokens, sentences, languages, and **folding**: what makes two spellings of one word
//! meet. The original text is never changed; every result points into it by byte offsets.
//!
//! Folding lives in [`Token::folded`] only, so that search, alignment and checks can never disagree about what is equal.

mod arabic;
mod english;
mod fold;
mod language;
mod likeness;
mod number;
mod number_arabic;
mod number_english;
mod number_grammar;
mod numeral;
mod range;
mod sentence;
mod sound;
mod token;
mod value;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_rates;

pub use fold::{Folded, fold};
pub use language::{Language, LanguageError};
pub use likeness::{Likeness, LikenessKind, likeness, likeness_of, likeness_of_runs};
pub use number::{Form, Number, Unit, numbers};
pub use range::TextRange;
pub use sentence::sentences;
pub use sound::Sound;
pub use token::{Token, glosses, tokens};
pub use value::Value;
