//! What is known of a content before it comes, and how much of it has come.

use super::error::Error;
use crate::text::Sha256;

/// What is known of the content before it comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Promise {
    /// Its exact length in bytes.
    pub(super) bytes: Option<u64>,
    pub(super) sha256: Option<Sha256>,
    /// The most bytes that are taken.
    pub(super) most_bytes: u64,
    /// Whether what a server calls a text is taken.
    pub(super) may_be_text: bool,
}

impl Promise {
    /// Whether a source of `found` bytes can be right.
    pub(super) fn check(&self, from: &str, found: u64) -> Result<(), Error> {
        match self.bytes {
            Some(expected) if found != expected => Err(Error::WrongLength { from: from.to_owned(), found, expected }),
            _ => self.check_most(from, found),
        }
    }

    /// Whether `found` bytes that have come so far are not too many.
    pub(super) fn check_most(&self, from: &str, found: u64) -> Result<(), Error> {
        match self.bytes {
            Some(expected) if found > expected => Err(Error::WrongLength { from: from.to_owned(), found, expected }),
            None if found > self.most_bytes => Err(Error::TooLong { from: from.to_owned(), found, most: self.most_bytes }),
            _ => Ok(()),
        }
    }
}

/// How far a download is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Bytes on the disk, those of earlier calls included.
    pub done: u64,
    /// Bytes in all, once they are known.
    pub total: Option<u64>,
}
