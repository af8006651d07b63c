//! A model that lies in a store of objects, kept on this computer.

use std::fs::{self, File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::error::Error;
use super::hash::sha256_remembered;
use crate::download::{self, Download, PieceError, PieceFacts, Pieces, Progress};
use crate::draft::Draft;
use crate::text::Sha256;

/// Where a copy came from, beside it.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Origin {
    address: String,
    bytes: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mark: Option<String>,
    sha256: Sha256,
}

const ORIGIN: &str = "origin.json";
/// Facts beside a model are a table of a few lines.
const MOST_FACTS_BYTES: u64 = 64 << 10;
/// How often it is looked whether another process is done.
const LOOK_AGAIN: Duration = Duration::from_millis(200);

/// The model that `pieces` reads, as a file below `cache`: the copy that is there while the store has the same one (by its length and its
/// mark) and the copy still has the SHA-256 that it came with, or else a new one. `facts` reads what stands beside the model, a file of its name that
/// ends in `.toml`, if there is any. A copy that broke off is gone on with; of several processes at once one fetches, and the others wait.
/// `progress` counts bytes, and stops it by answering `false`.
///
/// # Errors
/// [`Error::Download`], [`Error::Read`] and [`Error::Write`].
pub fn fetch_stored(
    pieces: &mut dyn Pieces,
    facts: &mut dyn Pieces,
    cache: &Path,
    progress: &mut dyn FnMut(Progress) -> bool,
) -> Result<PathBuf, Error> {
    let address = pieces.name().to_owned();
    let folder = cache.join("models").join(Sha256::of(address.as_bytes()).short(16));
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| Error::Write { path, source }
    };
    fs::create_dir_all(&folder).map_err(failed(&folder))?;
    let _lock = locked(&folder.join("lock"), progress)?;
    let path = folder.join(file_name(&address));
    let unread = |error: PieceError, from: &str| error.of_download(from, Progress { done: 0, total: None });
    let PieceFacts { total, mark } = pieces.facts().map_err(|error| unread(error, &address))?;
    fetch_facts(facts, &path)?;
    let origin_path = folder.join(ORIGIN);
    let origin = fs::read(&origin_path).ok().and_then(|text| serde_json::from_slice::<Origin>(&text).ok());
    if let Some(known) = origin {
        let there = fs::metadata(&path).is_ok_and(|facts| facts.len() == total);
        if there && (known.bytes, &known.mark) == (total, &mark) && sha256_remembered(&path, cache)? == known.sha256 {
            return Ok(path);
        }
    }
    let sha256 = Download::address(&address).at_most(total).fetch_pieces(pieces, &path, progress)?;
    let bytes = fs::metadata(&path).map_err(failed(&path))?.len();
    // One that was replaced in between is asked for once more the next time.
    let origin = Origin { address, bytes, mark, sha256 };
    let text = serde_json::to_vec_pretty(&origin).unwrap_or_default();
    let written = Draft::beside(&origin_path).and_then(|mut draft| {
        draft.write_all(&text)?;
        draft.take_place(&origin_path)
    });
    written.map_err(failed(&origin_path))?;
    Ok(path)
}

/// The file that only one process holds at a time. Where a disk knows no locks, several may fetch at once.
fn locked(path: &Path, progress: &mut dyn FnMut(Progress) -> bool) -> Result<Option<File>, Error> {
    let file = File::options().create(true).truncate(false).write(true).open(path);
    let file = file.map_err(|source| Error::Write { path: path.to_owned(), source })?;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::WouldBlock) if progress(Progress { done: 0, total: None }) => std::thread::sleep(LOOK_AGAIN),
            Err(TryLockError::WouldBlock) => return Err(download::Error::Stopped { done: 0, total: None }.into()),
            Err(TryLockError::Error(_)) => return Ok(None),
        }
    }
}

/// Keeps what stands beside the model in its store as it is there now, or nothing.
fn fetch_facts(facts: &mut dyn Pieces, model: &Path) -> Result<(), Error> {
    let target = model.with_extension("toml");
    let name = facts.name().to_owned();
    match facts.facts() {
        Ok(_) => {
            Download::address(&name).at_most(MOST_FACTS_BYTES).fetch_pieces(facts, &target, &mut |_| true)?;
        }
        // Most models have none, and who may not list a store is told that of what is not there.
        Err(PieceError::Missing | PieceError::Refused(_)) => match fs::remove_file(&target) {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                return Err(Error::Write { path: target, source });
            }
            _ => {}
        },
        Err(error) => return Err(error.of_download(&name, Progress { done: 0, total: None }).into()),
    }
    Ok(())
}

/// The last part of an address, by which the model is known.
fn file_name(address: &str) -> String {
    let last = address.rsplit('/').find(|part| !part.is_empty()).unwrap_or_default();
    let safe = |c: char| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' };
    let name: String = last.chars().map(safe).take(120).collect();
    let name = name.trim_matches('.').to_owned();
    // Its own record of where it came from, and its lock, have other names.
    if name.is_empty() || name == ORIGIN || name == "lock" { "model.bin".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::download::Piece;

    /// What lies at an address of a store, and how many pieces of it were read.
    struct Object {
        address: &'static str,
        content: Option<&'static str>,
        read: usize,
    }

    impl Object {
        fn at(address: &'static str, content: Option<&'static str>) -> Self {
            Self { address, content, read: 0 }
        }
    }

    impl Pieces for Object {
        fn name(&self) -> &str {
            self.address
        }

        fn facts(&mut self) -> Result<PieceFacts, PieceError> {
            let content = self.content.ok_or(PieceError::Missing)?;
            Ok(PieceFacts { total: content.len() as u64, mark: Some(format!("\"{content}\"")) })
        }

        fn piece(&mut self, from: u64, _: Option<&str>) -> Result<Piece, PieceError> {
            self.read += 1;
            let PieceFacts { total, mark } = self.facts()?;
            let bytes = self.content.unwrap_or_default().bytes().skip(from as usize).take(4).collect();
            Ok(Piece { bytes, total, mark })
        }
    }

    const MODEL: &str = "s3://newsroom/models/ggml-ours.bin";
    const FACTS: &str = "s3://newsroom/models/ggml-ours.toml";

    #[test]
    fn a_model_is_fetched_once_and_anew_when_the_store_has_another_or_the_copy_is_spoilt() {
        let cache = tempfile::tempdir().unwrap();
        let get = |model: &mut Object, facts: Option<&'static str>| {
            fetch_stored(model, &mut Object::at(FACTS, facts), cache.path(), &mut |_| true)
        };
        let mut model = Object::at(MODEL, Some("first weights"));
        let path = get(&mut model, Some("[decode]")).unwrap();
        assert_eq!((path.file_name().unwrap().to_str(), model.read), (Some("ggml-ours.bin"), 4));
        assert_eq!(fs::read_to_string(path.with_extension("toml")).unwrap(), "[decode]");
        assert_eq!((get(&mut model, None).unwrap(), model.read), (path.clone(), 4), "it is there already");
        assert!(!path.with_extension("toml").exists(), "what the store has no more is no more beside the copy");
        fs::write(&path, "FIRST weights").unwrap();
        assert_eq!((get(&mut model, None).unwrap(), model.read), (path.clone(), 8));
        assert_eq!(fs::read_to_string(&path).unwrap(), "first weights");
        let mut other = Object::at(MODEL, Some("other weights"));
        assert_eq!(get(&mut other, None).unwrap(), path);
        assert_eq!(fs::read_to_string(&path).unwrap(), "other weights");
        let elsewhere = get(&mut Object::at("s3://other/ggml-ours.bin", Some("third")), None).unwrap();
        assert_ne!(elsewhere, path, "models of one name from two places are two");
    }

    #[test]
    fn nothing_is_kept_of_a_model_that_is_not_there_and_a_stopped_one_goes_on() {
        let cache = tempfile::tempdir().unwrap();
        let none = || Object::at(FACTS, None);
        let missing = fetch_stored(&mut Object::at(MODEL, None), &mut none(), cache.path(), &mut |_| true).unwrap_err();
        assert!(matches!(missing, Error::Download(download::Error::Status { status: 404, .. })), "{missing}");
        let mut model = Object::at(MODEL, Some("first weights"));
        let stopped = fetch_stored(&mut model, &mut none(), cache.path(), &mut |at| at.done < 8).unwrap_err();
        assert!(matches!(stopped, Error::Download(download::Error::Stopped { done: 8, .. })), "{stopped}");
        let path = fetch_stored(&mut model, &mut none(), cache.path(), &mut |_| true).unwrap();
        assert_eq!((fs::read_to_string(path).unwrap().as_str(), model.read), ("first weights", 4));
    }

    #[test]
    fn while_one_process_fetches_another_waits_or_stops() {
        let cache = tempfile::tempdir().unwrap();
        let folder = cache.path().join("models").join(Sha256::of(MODEL.as_bytes()).short(16));
        fs::create_dir_all(&folder).unwrap();
        let held = locked(&folder.join("lock"), &mut |_| true).unwrap().unwrap();
        let mut model = Object::at(MODEL, Some("first weights"));
        let mut asked = 0;
        let mut twice = |_| {
            asked += 1;
            asked < 2
        };
        let stopped = fetch_stored(&mut model, &mut Object::at(FACTS, None), cache.path(), &mut twice).unwrap_err();
        assert!(matches!(stopped, Error::Download(download::Error::Stopped { .. })) && model.read == 0, "{stopped}");
        drop(held);
        assert!(fetch_stored(&mut model, &mut Object::at(FACTS, None), cache.path(), &mut |_| true).is_ok());
    }

    #[test]
    fn a_copy_is_named_after_its_address_and_stays_in_its_folder() {
        for (address, name) in [
            (MODEL, "ggml-ours.bin"),
            ("az://c/نموذج.bin", "_____.bin"),
            ("s3://b/..", "model.bin"),
            ("s3://b/lock", "model.bin"),
            ("s3://b/a\\b.bin", "a_b.bin"),
        ] {
            assert_eq!(file_name(address), name, "{address}");
        }
    }
}
