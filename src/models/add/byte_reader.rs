//! Numbers and texts out of a file, one after the other, none longer than what is left of it.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use super::super::error::Error;

/// A file that is read from its start.
pub(super) struct ByteReader {
    file: BufReader<File>,
    path: PathBuf,
    at: u64,
    length: u64,
}

impl ByteReader {
    pub(super) fn open(path: &Path) -> Result<Self, Error> {
        let refused = |source| Error::Read { path: path.to_owned(), source };
        let file = File::open(path).map_err(refused)?;
        let length = file.metadata().map_err(refused)?.len();
        Ok(Self { file: BufReader::new(file), path: path.to_owned(), at: 0, length })
    }

    /// Where the next byte lies.
    pub(super) fn at(&self) -> u64 {
        self.at
    }

    pub(super) fn length(&self) -> u64 {
        self.length
    }

    pub(super) fn wrong(&self, what: impl Into<String>) -> Error {
        Error::Unclear { path: self.path.clone(), what: what.into() }
    }

    fn moved(&mut self, by: u64, outcome: io::Result<()>) -> Result<(), Error> {
        match outcome {
            Ok(()) => {
                self.at += by;
                Ok(())
            }
            Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => {
                Err(self.wrong(format!("it ends after {} bytes", self.length)))
            }
            Err(source) => Err(Error::Read { path: self.path.clone(), source }),
        }
    }

    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let mut bytes = [0; N];
        let outcome = self.file.read_exact(&mut bytes);
        self.moved(N as u64, outcome)?;
        Ok(bytes)
    }

    pub(super) fn u8(&mut self) -> Result<u8, Error> {
        self.array().map(u8::from_le_bytes)
    }

    pub(super) fn u16(&mut self) -> Result<u16, Error> {
        self.array().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Result<u32, Error> {
        self.array().map(u32::from_le_bytes)
    }

    pub(super) fn u64(&mut self) -> Result<u64, Error> {
        self.array().map(u64::from_le_bytes)
    }

    /// The next `count` bytes.
    pub(super) fn bytes(&mut self, count: u64) -> Result<Vec<u8>, Error> {
        if count > self.length.saturating_sub(self.at) {
            return Err(self.wrong(format!("it ends after {} bytes", self.length)));
        }
        let mut bytes = Vec::new();
        let outcome = (&mut self.file).take(count).read_to_end(&mut bytes).map(|_| ());
        self.moved(count, outcome)?;
        Ok(bytes)
    }

    /// Goes to the byte at `place`.
    pub(super) fn go_to(&mut self, place: u64) -> Result<(), Error> {
        if place > self.length {
            return Err(self.wrong(format!("it ends after {} bytes", self.length)));
        }
        // The least of seeks keeps what is buffered.
        let by = i64::try_from(i128::from(place) - i128::from(self.at)).unwrap_or(i64::MAX);
        let outcome = self.file.seek_relative(by);
        self.moved(0, outcome)?;
        self.at = place;
        Ok(())
    }

    /// Whether nothing is left.
    pub(super) fn is_at_end(&self) -> bool {
        self.at >= self.length
    }

    /// The last `count` bytes, or all, and where they begin.
    pub(super) fn tail(&mut self, count: u64) -> Result<(u64, Vec<u8>), Error> {
        let start = self.length.saturating_sub(count);
        self.go_to(start)?;
        Ok((start, self.bytes(self.length - start)?))
    }
}
