//! Whether the parts of a model file lie in it as it announces: a damaged one could make the engine ask for memory without end, or end
//! the program.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use super::error::Error;
use super::manifest::manifest;
use crate::text::Sha256;

/// The longest token of a vocabulary, in bytes, and the longest name of a tensor.
const LONGEST_NAME: u32 = 4096;
/// More tensors than the largest model has.
const MOST_TENSORS: usize = 100_000;
/// The most tokens of a vocabulary.
const MOST_TOKENS: u32 = 1_000_000;

/// Checks that the model at `path`, whose hash is `sha256`, can be given to the engine: it is a published one, or bears the name of
/// none and is whole: every token, name and tensor lies in the file, and nothing lies behind the last.
///
/// # Errors
/// [`Error::WrongHash`] for a file that bears a published model's name and is another, [`Error::Broken`] with what is wrong, and
/// [`Error::Read`].
pub fn check(path: &Path, sha256: Sha256) -> Result<(), Error> {
    if manifest().iter().any(|published| published.sha256 == sha256) {
        return Ok(());
    }
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    if let Some(named) = manifest().iter().find(|published| published.file == name) {
        return Err(Error::WrongHash { path: path.to_owned(), found: sha256, expected: named.sha256 });
    }
    walked(path, Walk::whole).map(|_| ())
}

/// A tensor of a ggml file.
pub(super) struct GgmlTensor {
    pub(super) name: String,
    /// The sizes of its dimensions, the innermost first.
    pub(super) sizes: Vec<u64>,
    /// ggml's number for how its values are stored.
    pub(super) kind: u32,
    /// Where its values begin in the file.
    pub(super) at: u64,
}

/// The tensors of the model at `path`, and where in it the first begins.
///
/// # Errors
/// Those of [`check`] but for the hash's.
pub(super) fn tensors(path: &Path) -> Result<(u64, Vec<GgmlTensor>), Error> {
    walked(path, Walk::whole)
}

/// The tokens of the model at `path`.
///
/// # Errors
/// Those of [`check`] but for the hash's.
pub(super) fn tokens(path: &Path) -> Result<Vec<Vec<u8>>, Error> {
    walked(path, Walk::tokens)
}

fn walked<T>(path: &Path, take: impl FnOnce(&mut Walk<BufReader<File>>) -> Result<T, Fault>) -> Result<T, Error> {
    let read = |source| Error::Read { path: path.to_owned(), source };
    let file = File::open(path).map_err(read)?;
    let length = file.metadata().map_err(read)?.len();
    let mut walk = Walk { file: BufReader::new(file), length, at: 0 };
    match take(&mut walk) {
        Ok(found) => Ok(found),
        Err(Fault::Wrong(what)) => Err(Error::Broken { path: path.to_owned(), what }),
        Err(Fault::Read(source)) if source.kind() == io::ErrorKind::UnexpectedEof => {
            Err(Error::Broken { path: path.to_owned(), what: format!("more than the {length} bytes that there are") })
        }
        Err(Fault::Read(source)) => Err(read(source)),
    }
}

/// Why a walk through a file ended before its end.
enum Fault {
    Read(io::Error),
    Wrong(String),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Read(error)
    }
}

/// A walk through the parts of a model file.
struct Walk<R> {
    file: R,
    length: u64,
    at: u64,
}

impl<R: Read + Seek> Walk<R> {
    /// Goes through the whole file: where the tensors begin, and all of them.
    fn whole(&mut self) -> Result<(u64, Vec<GgmlTensor>), Fault> {
        self.tokens()?;
        let (start, mut tensors) = (self.at, Vec::new());
        while self.at < self.length {
            if tensors.len() == MOST_TENSORS {
                return Err(Fault::Wrong(format!("more than {MOST_TENSORS} tensors")));
            }
            tensors.push(self.tensor()?);
        }
        Ok((start, tensors))
    }

    /// Goes over all that stands before the tensors, and gives the tokens.
    fn tokens(&mut self) -> Result<Vec<Vec<u8>>, Fault> {
        self.skip("the header", 4 + 11 * 4)?;
        let (mels, bins) = (u64::from(self.number()?), u64::from(self.number()?));
        self.skip("the filter bank", mels.saturating_mul(bins).saturating_mul(4))?;
        let tokens = self.bounded("tokens", MOST_TOKENS)?;
        (0..tokens)
            .map(|_| {
                let length = self.bounded("bytes of a token", LONGEST_NAME)?;
                self.bytes("a token", length)
            })
            .collect()
    }

    /// Goes over one tensor: its shape, name and type, then its values.
    fn tensor(&mut self) -> Result<GgmlTensor, Fault> {
        let dimensions = self.bounded("dimensions of a tensor", 4)?;
        let name = self.bounded("bytes of a tensor's name", LONGEST_NAME)?;
        let kind = self.number()?;
        let (block, bytes) = block_of(kind).ok_or_else(|| Fault::Wrong(format!("a tensor of the unknown type {kind}")))?;
        let sizes = (0..dimensions).map(|_| self.number().map(u64::from)).collect::<Result<Vec<_>, _>>()?;
        let values = sizes.iter().fold(1u64, |product, size| product.saturating_mul(*size));
        if values == 0 || sizes.first().is_some_and(|first| first % block != 0) {
            return Err(Fault::Wrong(format!("a tensor of {values} values in blocks of {block}")));
        }
        let name = String::from_utf8_lossy(&self.bytes("a tensor's name", name)?).into_owned();
        let at = self.at;
        self.skip("a tensor", (values / block).saturating_mul(bytes))?;
        Ok(GgmlTensor { name, sizes, kind, at })
    }

    /// The next `count` bytes, some thousands at most.
    fn bytes(&mut self, what: &str, count: u32) -> Result<Vec<u8>, Fault> {
        let left = self.length.saturating_sub(self.at);
        if u64::from(count) > left {
            return Err(Fault::Wrong(format!("{count} bytes of {what} where {left} are left")));
        }
        let mut bytes = vec![0; count as usize];
        self.file.read_exact(&mut bytes)?;
        self.at += u64::from(count);
        Ok(bytes)
    }

    fn number(&mut self) -> Result<u32, Fault> {
        let mut bytes = [0; 4];
        self.file.read_exact(&mut bytes)?;
        self.at += 4;
        Ok(u32::from_le_bytes(bytes))
    }

    /// A number of at most `most`.
    fn bounded(&mut self, what: &str, most: u32) -> Result<u32, Fault> {
        match self.number()? {
            number if number <= most => Ok(number),
            number => Err(Fault::Wrong(format!("{number} {what}"))),
        }
    }

    /// Goes over `bytes` bytes, which must lie in the file.
    fn skip(&mut self, what: &str, bytes: u64) -> Result<(), Fault> {
        let left = self.length.saturating_sub(self.at);
        if bytes > left {
            return Err(Fault::Wrong(format!("{bytes} bytes of {what} where {left} are left")));
        }
        self.file.seek(SeekFrom::Current(i64::try_from(bytes).unwrap_or(i64::MAX)))?;
        self.at += bytes;
        Ok(())
    }
}

/// How many values ggml stores together in a type, and in how many bytes.
fn block_of(kind: u32) -> Option<(u64, u64)> {
    Some(match kind {
        0 => (1, 4),
        1 | 30 => (1, 2),
        2 => (32, 18),
        3 => (32, 20),
        6 => (32, 22),
        7 => (32, 24),
        8 => (32, 34),
        10 => (256, 84),
        11 => (256, 110),
        12 => (256, 144),
        13 => (256, 176),
        14 => (256, 210),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(numbers: &[u32]) -> Vec<u8> {
        numbers.iter().flat_map(|n| n.to_le_bytes()).collect()
    }

    /// Header, a filter bank of two values, one token, one tensor of 32 by 2 values in four bits.
    fn model() -> Vec<u8> {
        let mut out = vec![0; 48];
        out.extend(numbers(&[2, 1, 0, 0, 1, 2]));
        out.extend(b"ab");
        out.extend(numbers(&[2, 3, 2, 32, 2]));
        out.extend(b"abc");
        out.extend([0; 36]);
        out
    }

    fn refusal(bytes: &[u8]) -> Option<String> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("m.bin");
        std::fs::write(&path, bytes).unwrap();
        check(&path, Sha256::of(bytes)).err().map(|e| e.to_string().rsplit("says that it has ").next().unwrap().to_owned())
    }

    #[test]
    fn only_a_file_whose_parts_all_lie_in_it_goes_to_the_engine() {
        assert_eq!(refusal(&model()), None);
        assert_eq!(refusal(&model()[..130]).as_deref(), Some("36 bytes of a tensor where 33 are left"));
        let spoilt = |at: usize, number: u32| {
            let mut model = model();
            model[at..at + 4].copy_from_slice(&number.to_le_bytes());
            refusal(&model).unwrap()
        };
        assert_eq!(spoilt(48, u32::MAX), "17179869180 bytes of the filter bank where 77 are left");
        assert_eq!(spoilt(64, u32::MAX), "4294967295 tokens");
        assert_eq!(spoilt(68, u32::MAX), "4294967295 bytes of a token");
        assert_eq!(spoilt(74, 9), "9 dimensions of a tensor");
        assert_eq!(spoilt(82, 99), "a tensor of the unknown type 99");
        assert_eq!(spoilt(86, 33), "a tensor of 66 values in blocks of 32");
        assert_eq!(spoilt(90, u32::MAX), "77309411310 bytes of a tensor where 36 are left");
    }

    #[test]
    fn the_shipped_model_is_whole() {
        let dir = tempfile::tempdir().unwrap();
        // A build without it has nothing to check.
        if let Ok(demo) = super::super::demonstration(dir.path()) {
            check(&demo.path, demo.facts.sha256).unwrap();
        }
    }
}
