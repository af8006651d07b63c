//! What was seen of recordings' files when their content was last hashed.

use rusqlite::params;

use super::sql::{first, put};
use super::{Catalog, Error, RecordingId};

/// What tells, without reading it, that a file is very likely as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileStamp {
    /// Its size in bytes.
    pub bytes: u64,
    /// When it was last changed, in nanoseconds since 1970.
    pub modified_unix_ns: i64,
}

impl Catalog {
    /// The stamp of a recording's file when its content was last found to be the recording's.
    ///
    /// # Errors
    /// Those of reading.
    pub fn file_stamp(&self, recording: RecordingId) -> Result<Option<FileStamp>, Error> {
        let sql = "SELECT bytes, modified_unix_ns FROM recording_files WHERE recording_id = ?1";
        self.view(|t| {
            first(t, sql, [recording], |row| {
                let bytes = row.get::<_, i64>(0)?.try_into().unwrap_or(0);
                Ok(FileStamp { bytes, modified_unix_ns: row.get(1)? })
            })
        })
    }

    /// Notes the stamp of a recording's file, whose content was found to be the recording's.
    ///
    /// # Errors
    /// Those of every change.
    pub fn set_file_stamp(&self, recording: RecordingId, stamp: FileStamp) -> Result<(), Error> {
        let sql = "INSERT OR REPLACE INTO recording_files (recording_id, bytes, modified_unix_ns) VALUES (?1, ?2, ?3)";
        let bytes = i64::try_from(stamp.bytes).unwrap_or(i64::MAX);
        self.change(|t| put(t, sql, params![recording, bytes, stamp.modified_unix_ns]))?;
        Ok(())
    }
}
