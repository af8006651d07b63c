//! Where bundles lie: a directory, or something that behaves as one.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::draft::{self, Draft};

/// Where the tasks of a batch put what they make. Names have `/` between their parts.
pub trait BundleStore {
    /// What it is called, for people: a path or an address.
    fn name(&self) -> String;

    /// Whether there is something of this name.
    ///
    /// # Errors
    /// [`StoreError`].
    fn has(&self, name: &str) -> Result<bool, StoreError>;

    /// What is there, of `most` bytes at most; `None` when there is nothing.
    ///
    /// # Errors
    /// [`StoreError`], also when it is longer.
    fn read(&self, name: &str, most: u64) -> Result<Option<Vec<u8>>, StoreError>;

    /// Puts it there whole, unless there is something of this name: then it stays as it is. Whether it was put. Of two at once one does.
    ///
    /// # Errors
    /// [`StoreError`].
    fn put_if_absent(&self, name: &str, bytes: &[u8]) -> Result<bool, StoreError>;

    /// Puts it there whole, in place of what may be there.
    ///
    /// # Errors
    /// [`StoreError`].
    fn replace(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError>;

    /// Removes it, if it is there.
    ///
    /// # Errors
    /// [`StoreError`].
    fn remove(&self, name: &str) -> Result<(), StoreError>;

    /// Calls `each` with the name of everything there, in any order.
    ///
    /// # Errors
    /// [`StoreError`].
    fn list(&self, each: &mut dyn FnMut(&str)) -> Result<(), StoreError>;

    /// Removes what runs that were killed long ago left half-written; how many such files there were. By default there are none.
    fn clear_abandoned(&self) -> usize {
        0
    }
}

/// A store that did not do what was asked.
#[derive(Debug, thiserror::Error)]
#[error("cannot {doing} `{what}`")]
#[non_exhaustive]
pub struct StoreError {
    /// What was asked: `read`, `write`, `remove`, `list`.
    pub doing: &'static str,
    /// With what.
    pub what: String,
    /// Why not.
    pub source: Box<dyn std::error::Error + Send + Sync>,
}

impl StoreError {
    pub(super) fn new(
        doing: &'static str,
        what: impl Into<String>,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self { doing, what: what.into(), source: source.into() }
    }
}

/// How old a draft is that nobody can be writing.
const DRAFT_AGE: Duration = Duration::from_secs(60 * 60);

/// A directory of this computer, or one that several share.
#[derive(Debug, Clone)]
pub struct FolderStore {
    folder: PathBuf,
}

impl FolderStore {
    /// The directory `folder`; it is made when something is put there.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    fn place(&self, name: &str) -> PathBuf {
        name.split('/').fold(self.folder.clone(), |place, part| place.join(part))
    }

    /// A draft beside the place of `name`, that holds `bytes`.
    fn draft(&self, name: &str, bytes: &[u8]) -> Result<(Draft, PathBuf), StoreError> {
        let place = self.place(name);
        let attempt = || -> io::Result<Draft> {
            fs::create_dir_all(place.parent().unwrap_or(&self.folder))?;
            let mut draft = Draft::beside(&place)?;
            draft.write_all(bytes)?;
            Ok(draft)
        };
        let draft = attempt().map_err(|error| failed("write", &place, error))?;
        Ok((draft, place))
    }
}

impl BundleStore for FolderStore {
    fn name(&self) -> String {
        self.folder.display().to_string()
    }

    fn has(&self, name: &str) -> Result<bool, StoreError> {
        let place = self.place(name);
        place.try_exists().map_err(|error| failed("look for", &place, error))
    }

    fn read(&self, name: &str, most: u64) -> Result<Option<Vec<u8>>, StoreError> {
        let place = self.place(name);
        let file = match fs::File::open(&place) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed("read", &place, error)),
        };
        let mut bytes = Vec::new();
        file.take(most + 1).read_to_end(&mut bytes).map_err(|error| failed("read", &place, error))?;
        if bytes.len() as u64 > most {
            return Err(StoreError::new("read", place.display().to_string(), format!("it is longer than {most} bytes")));
        }
        Ok(Some(bytes))
    }

    fn put_if_absent(&self, name: &str, bytes: &[u8]) -> Result<bool, StoreError> {
        let (draft, place) = self.draft(name, bytes)?;
        draft.take_free_place(&place).map_err(|error| failed("write", &place, error))
    }

    fn replace(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let (draft, place) = self.draft(name, bytes)?;
        draft.take_place(&place).map_err(|error| failed("write", &place, error))
    }

    fn remove(&self, name: &str) -> Result<(), StoreError> {
        let place = self.place(name);
        match fs::remove_file(&place) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed("remove", &place, error)),
            _ => Ok(()),
        }
    }

    fn list(&self, each: &mut dyn FnMut(&str)) -> Result<(), StoreError> {
        let mut open = vec![(self.folder.clone(), String::new())];
        while let Some((folder, before)) = open.pop() {
            let entries = match fs::read_dir(&folder) {
                Ok(entries) => entries,
                // Nothing was put there yet.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(failed("list", &folder, error)),
            };
            for entry in entries {
                let entry = entry.map_err(|error| failed("list", &folder, error))?;
                let Ok(name) = entry.file_name().into_string() else { continue };
                let kind = entry.file_type().map_err(|error| failed("list", &folder, error))?;
                let name = format!("{before}{name}");
                // A link to a directory may lead in a circle.
                if kind.is_dir() {
                    open.push((entry.path(), format!("{name}/")));
                } else {
                    each(&name);
                }
            }
        }
        Ok(())
    }

    fn clear_abandoned(&self) -> usize {
        let folders = fs::read_dir(&self.folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let drafts = folders.filter(|path| path.is_dir()).flat_map(|path| draft::abandoned(&path));
        drafts.filter(|path| is_old(path) && fs::remove_file(path).is_ok()).count()
    }
}

/// Locks of another computer are not seen on every disk that several share; a draft is written within seconds.
fn is_old(path: &Path) -> bool {
    let changed = fs::metadata(path).and_then(|facts| facts.modified()).ok();
    changed.and_then(|changed| changed.elapsed().ok()).is_some_and(|age| age > DRAFT_AGE)
}

fn failed(doing: &'static str, place: &Path, error: io::Error) -> StoreError {
    // The name of a draft would say nothing.
    let source = error.raw_os_error().map_or(error, io::Error::from_raw_os_error);
    StoreError::new(doing, place.display().to_string(), source)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_stays_unless_it_is_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let store = FolderStore::new(dir.path().join("bundles"));
        let names = || {
            let mut names = Vec::new();
            store.list(&mut |name| names.push(name.to_owned())).unwrap();
            names
        };
        assert!(names().is_empty() && !store.has("ab/x").unwrap());
        assert_eq!(store.read("ab/x", 9).unwrap(), None);
        assert!(store.put_if_absent("ab/x", b"one").unwrap());
        assert!(!store.put_if_absent("ab/x", b"two").unwrap());
        assert_eq!(store.read("ab/x", 3).unwrap().unwrap(), b"one");
        assert!(
            std::error::Error::source(&store.read("ab/x", 2).unwrap_err()).unwrap().to_string().contains("longer than 2")
        );
        store.replace("ab/x", b"two").unwrap();
        assert_eq!(store.read("ab/x", 3).unwrap().unwrap(), b"two");
        assert_eq!(names(), ["ab/x"], "no draft is left");
        store.remove("ab/x").unwrap();
        store.remove("ab/x").unwrap();
        assert!(names().is_empty());
        for (name, age) in [(".rawi-a1B2c3D4.part", 7_200), (".rawi-a1B2c3D5.part", 60)] {
            let file = fs::File::create(dir.path().join("bundles/ab").join(name)).unwrap();
            file.set_modified(std::time::SystemTime::now() - Duration::from_secs(age)).unwrap();
        }
        assert_eq!(store.clear_abandoned(), 1, "the young one may be written on another computer");
    }

    #[test]
    fn of_many_at_once_one_puts_it() {
        let dir = tempfile::tempdir().unwrap();
        let store = FolderStore::new(dir.path().to_owned());
        let put = |text: &str| usize::from(store.put_if_absent("ab/x", text.as_bytes()).unwrap());
        let won: usize = std::thread::scope(|scope| {
            let runs: Vec<_> = (0..8).map(|n| scope.spawn(move || put(&n.to_string().repeat(1_000)))).collect();
            runs.into_iter().map(|run| run.join().unwrap()).sum()
        });
        assert_eq!(won, 1);
        let whole = store.read("ab/x", 1_000).unwrap().unwrap();
        assert!(whole.len() == 1_000 && whole.iter().all(|byte| *byte == whole[0]));
    }

    #[cfg(unix)]
    #[test]
    fn what_cannot_be_written_is_named() {
        let store = FolderStore::new(PathBuf::from("/proc/nothing"));
        let error = store.put_if_absent("ab/x", b"one").unwrap_err();
        assert_eq!(error.to_string(), "cannot write `/proc/nothing/ab/x`");
    }
}
