use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::Digest;

/// Bytes of a SHA-256.
const BYTES: usize = 32;

/// The SHA-256 of some content: what makes two files the same file, wherever they lie. Written as 64 lower-case hexadecimal
/// digits, in JSON too; read in either case.
///
/// ```
/// use rawi::text::Sha256;
/// let abc: Sha256 = "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD".parse()?;
/// assert_eq!(Sha256::of(b"abc"), abc);
/// assert_eq!(abc.to_string(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
/// let wrong = "ba7816".parse::<Sha256>().unwrap_err();
/// assert_eq!(wrong.to_string(), "a SHA-256 has 64 hexadecimal digits, and this has 6 characters");
/// # Ok::<(), rawi::text::Sha256Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Sha256([u8; BYTES]);

/// Why a text is not a SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Sha256Error {
    /// It has another length.
    #[error("a SHA-256 has 64 hexadecimal digits, and this has {found} characters")]
    Length {
        /// How many characters it has.
        found: usize,
    },
    /// It has the right length, and a character that is no hexadecimal digit.
    #[error("a SHA-256 has hexadecimal digits only, and character {at} of this is {found:?}")]
    Digit {
        /// The first such character.
        found: char,
        /// Where it stands, counted from 1.
        at: usize,
    },
}

impl Sha256 {
    /// The hash of `content`.
    #[must_use]
    pub fn of(content: &[u8]) -> Self {
        Self(sha2::Sha256::digest(content).into())
    }

    /// The first `digits` hexadecimal digits, to distinguish files in a name or a line for a person; all 64 at most.
    #[must_use]
    pub fn short(&self, digits: usize) -> String {
        self.to_string().chars().take(digits).collect()
    }
}

/// A [`Sha256`] in the making, of content that comes piece by piece.
///
/// ```
/// use rawi::text::{Sha256, Sha256Hasher};
/// let mut hasher = Sha256Hasher::default();
/// hasher.update(b"a");
/// hasher.update(b"bc");
/// assert_eq!(hasher.finish(), Sha256::of(b"abc"));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Sha256Hasher(sha2::Sha256);

impl Sha256Hasher {
    /// Takes the next piece.
    pub fn update(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// The hash of all pieces.
    #[must_use]
    pub fn finish(self) -> Sha256 {
        Sha256(self.0.finalize().into())
    }
}

/// A SHA-512 in the making, of content that comes piece by piece: archives ask for it besides the other.
///
/// ```
/// use rawi::text::Sha512Hasher;
/// let mut hasher = Sha512Hasher::default();
/// hasher.update(b"abc");
/// assert!(hasher.finish().starts_with("ddaf35a193617abacc417349ae204131"));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Sha512Hasher(sha2::Sha512);

impl Sha512Hasher {
    /// Takes the next piece.
    pub fn update(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// The hash of all pieces, as 128 lower-case hexadecimal digits.
    #[must_use]
    pub fn finish(self) -> String {
        self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl fmt::Display for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sha256({self})")
    }
}

impl FromStr for Sha256 {
    type Err = Sha256Error;

    fn from_str(text: &str) -> Result<Self, Sha256Error> {
        let found = text.chars().count();
        if found != 2 * BYTES {
            return Err(Sha256Error::Length { found });
        }
        let mut bytes = [0; BYTES];
        for (index, character) in text.chars().enumerate() {
            let digit = character.to_digit(16).ok_or(Sha256Error::Digit { found: character, at: index + 1 })?;
            bytes[index / 2] = bytes[index / 2] << 4 | digit as u8;
        }
        Ok(Self(bytes))
    }
}

impl TryFrom<String> for Sha256 {
    type Error = Sha256Error;
    fn try_from(text: String) -> Result<Self, Sha256Error> {
        text.parse()
    }
}

impl From<Sha256> for String {
    fn from(hash: Sha256) -> String {
        hash.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_hash_is_refused_with_the_character_that_is_wrong() {
        let almost = format!("{}g", "a".repeat(63));
        assert_eq!(almost.parse::<Sha256>(), Err(Sha256Error::Digit { found: 'g', at: 64 }));
        let arabic = "١".repeat(64);
        assert_eq!(arabic.parse::<Sha256>(), Err(Sha256Error::Digit { found: '١', at: 1 }));
        assert_eq!("".parse::<Sha256>(), Err(Sha256Error::Length { found: 0 }));
        assert!(serde_json::from_str::<Sha256>("\"abc\"").is_err());
    }

    #[test]
    fn text_and_hash_are_each_other() {
        let hash = Sha256::of("راوي".as_bytes());
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert_eq!(serde_json::to_string(&hash).unwrap(), format!("\"{hash}\""));
        assert_eq!(hash.short(12), &hash.to_string()[..12]);
    }
}
