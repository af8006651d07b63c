//! Text as language: byte ranges, tokens, sentences, numbers, languages, and **normalisation**, which makes the spellings of one
//! word equal. The original text is never changed; every result points into it by byte offsets.
//!
//! Words are compared by [`Token::normalised`] and nothing else, so that search, alignment and checks agree on what is equal.

mod arabic;
mod base64;
mod character;
mod checksum;
mod encoding;
mod english;
mod language;
pub mod lexicon;
mod nearest;
mod normalise;
mod number;
mod numeral;
mod range;
mod repetition;
mod sentence;
mod sha256;
mod similarity;
mod sound;
mod stage_direction;
mod stem;
mod token;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_rates;

#[cfg(feature = "models")]
pub(crate) use base64::from_base64;
#[cfg(feature = "catalog")]
pub(crate) use character::digit;
pub use checksum::{Checksum, ChecksumError};
pub use encoding::{Decoded, EncodingError, decode, encode};
pub(crate) use encoding::{decode_owned, is_read_as_utf8};
pub use language::{Language, LanguageError};
#[cfg(feature = "catalog")]
pub(crate) use nearest::edits;
pub use nearest::nearest;
pub use normalise::{Normalised, normalise};
pub use number::{Number, Second, numbers};
pub use numeral::{Form, Unit, Value};
pub use range::{RangeError, TextRange};
pub use repetition::{LONGEST_LOOPED_PHRASE, LONGEST_LOOPED_SENTENCE, loops};
pub use sentence::sentences;
pub use sha256::{Sha256, Sha256Error, Sha256Hasher, Sha512Hasher};
pub use similarity::{Similarity, SimilarityKind, similarity};
pub use sound::Sound;
pub use stage_direction::{sound_notes, stage_directions};
pub use stem::search_stem;
#[cfg(feature = "catalog")]
pub(crate) use token::tokens_by;
pub use token::{Token, tokens};
