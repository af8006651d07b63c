use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::Error;
use crate::text::{Sha256, Sha256Hasher};

/// The SHA-256 of a file's bytes, how a recording is known again after it moved.
/// Streamed, in 64 KiB of memory.
///
/// # Errors
/// [`Error::Missing`], [`Error::Directory`] or [`Error::Read`].
pub fn content_sha256(path: &Path) -> Result<Sha256, Error> {
    let read = |source: io::Error| super::open::open_error(path, source);
    let mut file = File::open(path).map_err(read)?;
    if file.metadata().map_err(read)?.is_dir() {
        return Err(Error::Directory { path: path.to_owned() });
    }
    let mut hash = Sha256Hasher::default();
    let mut block = vec![0; 64 * 1024];
    loop {
        match file.read(&mut block) {
            Ok(0) => break,
            Ok(n) => hash.update(&block[..n]),
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(read(e)),
        }
    }
    Ok(hash.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_known_bytes_is_the_published_one() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("abc");
        std::fs::write(&path, "abc").unwrap();
        // FIPS 180-2, appendix B.1.
        assert_eq!(
            content_sha256(&path).unwrap().to_string(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert!(matches!(content_sha256(dir.path()), Err(Error::Directory { .. })));
        assert!(matches!(content_sha256(&dir.path().join("none")), Err(Error::Missing { .. })));
    }
}
