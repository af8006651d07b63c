//! Whether a file still holds the recording that the catalog knows it as.

use std::fs;
use std::path::Path;
use std::time::UNIX_EPOCH;

use super::error::Error;
use crate::audio;
use crate::catalog::{Catalog, FileStamp, RecordingId};
use crate::text::Sha256;

/// A recording of the catalog and the hash of its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownContent {
    /// Its row.
    pub recording: RecordingId,
    /// The hash by which it is known.
    pub sha256: Sha256,
}

/// The size and the time of change of the file at `path`; `None` when there is none, or the system has no such times.
pub fn file_stamp(path: &Path) -> Option<FileStamp> {
    let facts = fs::metadata(path).ok()?;
    let modified = facts.modified().ok()?;
    // Before 1970 is as good a time as any to be compared.
    let modified_unix_ns = match modified.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_nanos()).ok()?,
        Err(before) => -i64::try_from(before.duration().as_nanos()).ok()?,
    };
    Some(FileStamp { bytes: facts.len(), modified_unix_ns })
}

/// Checks that the file at `path` still holds the recording: by its size and time of change, and where those are not as the catalog
/// saw them last, by its hash.
///
/// # Errors
/// [`Error::Changed`] when it holds something else, those of reading it, and the catalog's as [`Error::Keeper`].
pub fn check_content(catalog: &Catalog, known: KnownContent, path: &Path) -> Result<(), Error> {
    let keeper = |error: crate::catalog::Error| Error::Keeper(error.into());
    let stamp = file_stamp(path);
    if stamp.is_some() && catalog.file_stamp(known.recording).map_err(keeper)? == stamp {
        return Ok(());
    }
    if audio::content_sha256(path)? != known.sha256 {
        return Err(Error::Changed { path: path.to_owned() });
    }
    match stamp {
        Some(stamp) => catalog.set_file_stamp(known.recording, stamp).map_err(keeper),
        None => Ok(()),
    }
}
