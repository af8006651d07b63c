//! Text as language: ranges of bytes, tokens, sentences, languages, and **folding**: what makes two spellings of one word
//! meet. The original text is never changed; every result points into it by byte offsets.
//!
//! Folding lives in [`Token::folded`] only, so that search, alignment and checks can never disagree about what is equal.

mod fold;
mod language;
mod likeness;
mod range;
mod sentence;
mod token;

pub use fold::{Folded, fold};
pub use language::{Language, LanguageError};
pub use likeness::{Likeness, LikenessKind, likeness};
pub use range::TextRange;
pub use sentence::sentences;
pub use token::{Token, tokens};
