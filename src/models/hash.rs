use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

use super::error::Error;
use crate::draft::Draft;
use crate::text::{Sha256, Sha256Hasher};

/// The SHA-256 of the model at `path`, taken from `cache` when it was computed before and the file's length and time of change
/// are still the same: reading a published model lasts seconds. A cache that cannot be read or written costs time only.
///
/// # Errors
/// [`Error::Read`] when the file cannot be read.
pub fn sha256_remembered(path: &Path, cache: &Path) -> Result<Sha256, Error> {
    let whole = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let key = fs::metadata(&whole).ok().and_then(|f| {
        let changed = f.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?.as_nanos();
        Some(format!("{} {} {changed}", whole.display(), f.len()))
    });
    let Some(key) = key else { return sha256_of(path) };
    let list = cache.join("model-hashes.json");
    let mut known: BTreeMap<String, Sha256> =
        fs::read(&list).ok().and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default();
    if let Some(hash) = known.get(&key) {
        return Ok(*hash);
    }
    let hash = sha256_of(path)?;
    // The hashes of earlier contents of the same file are of no more use.
    known.retain(|k, _| !k.starts_with(&format!("{} ", whole.display())));
    known.insert(key, hash);
    let _ = remember(&list, &known);
    Ok(hash)
}

fn remember(list: &Path, known: &BTreeMap<String, Sha256>) -> io::Result<()> {
    let Some(folder) = list.parent() else { return Ok(()) };
    fs::create_dir_all(folder)?;
    let mut draft = Draft::in_folder(folder)?;
    serde_json::to_writer(&mut draft, known)?;
    draft.take_place(list)
}

/// The SHA-256 of a file, streamed.
pub(super) fn sha256_of(path: &Path) -> Result<Sha256, Error> {
    let refused = |source: io::Error| Error::Read { path: path.to_owned(), source };
    let mut file = fs::File::open(path).map_err(refused)?;
    let mut hash = Sha256Hasher::default();
    let mut block = vec![0; 256 * 1024];
    loop {
        match file.read(&mut block) {
            Ok(0) => return Ok(hash.finish()),
            Ok(n) => hash.update(&block[..n]),
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(refused(e)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_remembered_until_the_file_changes() {
        let dir = tempfile::tempdir().unwrap();
        let (model, cache) = (dir.path().join("m.bin"), dir.path().join("cache"));
        fs::write(&model, b"one").unwrap();
        let first = sha256_remembered(&model, &cache).unwrap();
        assert_eq!(first, sha256_of(&model).unwrap());
        let list = cache.join("model-hashes.json");
        let other = Sha256::of(b"another");
        let spoilt = fs::read_to_string(&list).unwrap().replace(&first.to_string(), &other.to_string());
        fs::write(&list, spoilt).unwrap();
        assert_eq!(sha256_remembered(&model, &cache).unwrap(), other, "it is not read again");
        fs::write(&model, b"three").unwrap();
        assert_eq!(sha256_remembered(&model, &cache).unwrap(), sha256_of(&model).unwrap());
        fs::write(&list, b"{ spoilt").unwrap();
        assert_eq!(sha256_remembered(&model, &cache).unwrap(), sha256_of(&model).unwrap());
    }
}
