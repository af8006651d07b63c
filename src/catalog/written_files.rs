//! Which files on this computer are rawi's own.

use rusqlite::params;
use serde::Serialize;

use super::made::RAWI_VERSION;
use super::sql::{first, put};
use super::{Catalog, Error, ReportId};
use crate::text::Sha256;

/// A file that rawi wrote, or is about to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WrittenFile {
    /// Where: see [`path_text`](super::path_text).
    pub path: String,
    /// Of which report; `None` when of several, or when it is no longer in the catalog.
    pub report: Option<ReportId>,
    /// SHA-256 of what it holds.
    pub content_sha256: Sha256,
    /// SHA-256 of what stood there before, which is there still when the writing was stopped.
    pub earlier_sha256: Option<Sha256>,
    /// When, in seconds since 1970.
    pub written_unix_s: i64,
}

impl WrittenFile {
    /// Whether a file with this content is as rawi left it.
    #[must_use]
    pub fn is_content(&self, found: Sha256) -> bool {
        self.content_sha256 == found || self.earlier_sha256 == Some(found)
    }
}

impl Catalog {
    /// What rawi last wrote to `path`.
    ///
    /// # Errors
    /// Those of reading.
    pub fn written_file(&self, path: &str) -> Result<Option<WrittenFile>, Error> {
        let sql =
            "SELECT path, report_id, content_sha256, earlier_sha256, written_unix_s FROM written_files WHERE path = ?1";
        self.view(|t| {
            first(t, sql, [path], |row| {
                Ok(WrittenFile {
                    path: row.get(0)?,
                    report: row.get(1)?,
                    content_sha256: row.get(2)?,
                    earlier_sha256: row.get(3)?,
                    written_unix_s: row.get(4)?,
                })
            })
        })
    }

    /// Notes that a file is rawi's, before it is written. What was known of the path is forgotten.
    ///
    /// # Errors
    /// Those of every change.
    pub fn record_written_file(&self, file: &WrittenFile) -> Result<(), Error> {
        let sql = "INSERT OR REPLACE INTO written_files (path, report_id, content_sha256, earlier_sha256, written_unix_s,
            rawi_version) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let WrittenFile { path, report, content_sha256, earlier_sha256, written_unix_s } = file;
        self.change(|t| put(t, sql, params![path, report, content_sha256, earlier_sha256, written_unix_s, RAWI_VERSION]))?;
        Ok(())
    }

    /// The paths of all files that rawi wrote.
    ///
    /// # Errors
    /// Those of reading.
    pub fn written_paths(&self) -> Result<Vec<String>, Error> {
        self.view(|t| super::sql::rows(t, "SELECT path FROM written_files ORDER BY path", [], |row| Ok(row.get(0)?)))
    }
}
