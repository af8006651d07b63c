//! What the targets share: bytes as a file, since recordings, models and catalogs are opened by their paths.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use tempfile::TempDir;

/// A directory of this process; `TMPDIR` says where.
static PLACE: LazyLock<TempDir> = LazyLock::new(|| tempfile::tempdir().expect("a directory for files that last one run"));

/// A path in this process's own directory.
pub fn path(name: &str) -> PathBuf {
    PLACE.path().join(name)
}

/// A file that holds `bytes` until the next call with the same name.
pub fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let path = path(name);
    fs::write(&path, bytes).expect("a file is written");
    path
}

/// Takes a catalog away, with what SQLite keeps beside it.
pub fn remove_catalog(path: &Path) {
    for ending in ["", "-wal", "-shm", "-journal"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        // Not every one of them is there.
        let _ = fs::remove_file(name);
    }
}
