use std::fmt;
use std::io::{self, Read};
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::Digest;

use super::base64::from_base64;

/// A checksum of some content by one of the hash functions of subresource integrity. Written as lower-case hexadecimal digits, in
/// JSON too; their number, 64, 96 or 128, tells the function.
///
/// ```
/// use rawi::text::Checksum;
/// let sums = Checksum::of_integrity("sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
/// assert_eq!(sums[0].function(), "SHA-256");
/// assert!(sums[0].is_of(&mut b"abc".as_slice())?);
/// assert!(!sums[0].is_of(&mut b"abd".as_slice())?);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Checksum(Sum);

/// In the order of their strength.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Sum {
    Sha256([u8; 32]),
    Sha384([u8; 48]),
    Sha512([u8; 64]),
}

/// A text is not a [`Checksum`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a checksum has 64, 96 or 128 hexadecimal digits, and this text of {characters} characters is none")]
pub struct ChecksumError {
    /// How many characters it has.
    pub characters: usize,
}

/// So much of a content is read at a time.
const BLOCK_BYTES: usize = 64 << 10;

impl Checksum {
    /// The checksums in an `integrity` attribute that count: those by the strongest function that is named there with as many bytes as
    /// it gives. Content that has any one of them is meant. What is not understood is passed over.
    #[must_use]
    pub fn of_integrity(attribute: &str) -> Vec<Self> {
        let mut all: Vec<Self> = attribute.split_whitespace().filter_map(Self::of_expression).collect();
        if let Some(strongest) = all.iter().map(|sum| sum.bytes().len()).max() {
            all.retain(|sum| sum.bytes().len() == strongest);
        }
        all
    }

    /// One `sha384-BASE64?options`.
    fn of_expression(expression: &str) -> Option<Self> {
        let (function, rest) = expression.split_once('-')?;
        let bytes = from_base64(rest.split('?').next().unwrap_or(rest))?;
        let sum = Self::of_bytes(&bytes)?;
        (sum.function().replace('-', "").eq_ignore_ascii_case(function)).then_some(sum)
    }

    fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let sum = match bytes.len() {
            32 => Sum::Sha256(bytes.try_into().ok()?),
            48 => Sum::Sha384(bytes.try_into().ok()?),
            64 => Sum::Sha512(bytes.try_into().ok()?),
            _ => return None,
        };
        Some(Self(sum))
    }

    fn bytes(&self) -> &[u8] {
        match &self.0 {
            Sum::Sha256(bytes) => bytes,
            Sum::Sha384(bytes) => bytes,
            Sum::Sha512(bytes) => bytes,
        }
    }

    /// The name of its hash function: `SHA-256`, `SHA-384` or `SHA-512`.
    #[must_use]
    pub const fn function(&self) -> &'static str {
        match self.0 {
            Sum::Sha256(_) => "SHA-256",
            Sum::Sha384(_) => "SHA-384",
            Sum::Sha512(_) => "SHA-512",
        }
    }

    /// The checksum of all that `content` gives, by the function of this one.
    ///
    /// # Errors
    /// Those of reading.
    pub fn same_function_of(&self, content: &mut impl Read) -> io::Result<Self> {
        Ok(Self(match self.0 {
            Sum::Sha256(_) => Sum::Sha256(hashed::<sha2::Sha256>(content)?.into()),
            Sum::Sha384(_) => Sum::Sha384(hashed::<sha2::Sha384>(content)?.into()),
            Sum::Sha512(_) => Sum::Sha512(hashed::<sha2::Sha512>(content)?.into()),
        }))
    }

    /// Whether this is the checksum of all that `content` gives.
    ///
    /// # Errors
    /// Those of reading.
    pub fn is_of(&self, content: &mut impl Read) -> io::Result<bool> {
        Ok(self.same_function_of(content)? == *self)
    }
}

fn hashed<D: Digest>(content: &mut impl Read) -> io::Result<sha2::digest::Output<D>> {
    let mut digest = D::new();
    let mut block = vec![0; BLOCK_BYTES];
    loop {
        match content.read(&mut block) {
            Ok(0) => return Ok(digest.finalize()),
            Ok(got) => digest.update(block.get(..got).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

impl fmt::Display for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.bytes().iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Checksum({} {self})", self.function())
    }
}

impl FromStr for Checksum {
    type Err = ChecksumError;

    fn from_str(text: &str) -> Result<Self, ChecksumError> {
        let digit = |byte: &u8| char::from(*byte).to_digit(16);
        let byte = |pair: &[u8]| Some((digit(pair.first()?)? << 4 | digit(pair.get(1)?)?) as u8);
        let bytes: Option<Vec<u8>> = text.as_bytes().chunks(2).map(byte).collect();
        bytes.and_then(|bytes| Self::of_bytes(&bytes)).ok_or(ChecksumError { characters: text.chars().count() })
    }
}

impl TryFrom<String> for Checksum {
    type Error = ChecksumError;
    fn try_from(text: String) -> Result<Self, ChecksumError> {
        text.parse()
    }
}

impl From<Checksum> for String {
    fn from(sum: Checksum) -> String {
        sum.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // The sums of "abc", as the standard of the functions gives them.
    const SHA256: &str = "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=";
    const SHA384: &str = "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn";
    const SHA512: &str = "sha512-3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw==";

    #[test]
    fn the_strongest_function_of_an_attribute_counts_and_any_sum_by_it() {
        for (attribute, function, count) in [
            (SHA256.to_owned(), "SHA-256", 1),
            (format!("{SHA256} {SHA384}?ct=audio/mpeg"), "SHA-384", 1),
            (format!("{SHA512}\n{SHA384} {SHA256}"), "SHA-512", 1),
            (format!("sha512-AAAA {SHA384} {SHA384}"), "SHA-384", 2),
        ] {
            let sums = Checksum::of_integrity(&attribute);
            assert_eq!((sums[0].function(), sums.len()), (function, count), "{attribute}");
            assert!(sums.iter().all(|sum| sum.is_of(&mut b"abc".as_slice()).unwrap()), "{attribute}");
            assert!(!sums[0].is_of(&mut b"abcd".as_slice()).unwrap());
        }
        let mislabelled = SHA384.replace("384", "512");
        for none in ["", "sha256", "sha256-", "md5-kAFQmDzST7DWlj99KOF/cg==", "sha384-%", mislabelled.as_str()] {
            assert_eq!(Checksum::of_integrity(none), [], "{none}");
        }
    }

    #[test]
    fn a_sum_and_its_digits_are_each_other() {
        for attribute in [SHA256, SHA384, SHA512] {
            let sum = Checksum::of_integrity(attribute)[0];
            assert_eq!(sum.to_string().to_uppercase().parse(), Ok(sum));
            assert_eq!(serde_json::from_str::<Checksum>(&format!("\"{sum}\"")).unwrap(), sum);
        }
        for none in ["", "ab", "g".repeat(64).as_str(), "é".repeat(32).as_str(), "a".repeat(65).as_str()] {
            assert_eq!(none.parse::<Checksum>(), Err(ChecksumError { characters: none.chars().count() }), "{none}");
        }
    }
}
