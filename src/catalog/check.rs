use serde::Serialize;

use super::sql::{first, put, rows};
use super::{Catalog, DbResult, Error, Fault, RecordingId};

/// Something that [`Catalog::check`] found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "finding", rename_all = "snake_case")]
pub enum CatalogFinding {
    /// The file itself is damaged.
    Damaged {
        /// What SQLite says of it.
        detail: String,
    },
    /// A row that points to a row which is not there.
    Dangling {
        /// The table of the row.
        table: String,
        /// The table that it points to.
        parent: String,
    },
    /// The index of words does not agree with the texts.
    SearchIndex,
    /// A recording that no report has. It does no harm.
    UnusedRecording {
        /// The recording.
        recording: RecordingId,
        /// Its path.
        path: String,
    },
    /// A transcription that was stopped and can go on.
    UnfinishedTranscription {
        /// The recording.
        recording: RecordingId,
        /// How many windows are kept.
        windows: u32,
    },
}

impl Catalog {
    /// Examines the whole file. Whether each recording still lies at its path is the caller's to see, by
    /// [`Catalog::recordings`] and [`Catalog::relink_recording`].
    ///
    /// # Errors
    /// Those of reading; damage is a finding.
    pub fn check(&self) -> Result<Vec<CatalogFinding>, Error> {
        let mut findings = self.view(|t| {
            let mut findings: Vec<CatalogFinding> =
                rows(t, "PRAGMA integrity_check(20)", [], |row| Ok(row.get::<_, String>(0)?))?
                    .into_iter()
                    .filter(|detail| detail != "ok")
                    .map(|detail| CatalogFinding::Damaged { detail })
                    .collect();
            findings.extend(rows(t, "PRAGMA foreign_key_check", [], |row| {
                Ok(CatalogFinding::Dangling { table: row.get(0)?, parent: row.get(2)? })
            })?);
            let sql = "SELECT id, path FROM recordings WHERE id NOT IN
                (SELECT recording_id FROM reports WHERE recording_id IS NOT NULL) ORDER BY id";
            findings.extend(rows(t, sql, [], |row| {
                Ok(CatalogFinding::UnusedRecording { recording: row.get(0)?, path: row.get(1)? })
            })?);
            let sql = "SELECT recording_id, count(*) FROM transcription_windows GROUP BY recording_id ORDER BY recording_id";
            findings.extend(rows(t, sql, [], |row| {
                Ok(CatalogFinding::UnfinishedTranscription { recording: row.get(0)?, windows: row.get(1)? })
            })?);
            Ok(findings)
        })?;
        // FTS5 examines itself by a command that is spelt as an insertion.
        let examined = self.change(|t| {
            match put(t, "INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)", []) {
                Ok(_) => Ok(true),
                Err(Fault::Sqlite(e)) if e.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseCorrupt) => Ok(false),
                Err(fault) => Err(fault),
            }
        })?;
        if !examined {
            findings.push(CatalogFinding::SearchIndex);
        }
        Ok(findings)
    }

    /// The version of SQLite that is built in.
    ///
    /// # Errors
    /// Those of reading.
    pub fn engine_version(&self) -> Result<String, Error> {
        self.view(|t| DbResult::Ok(first(t, "SELECT sqlite_version()", [], |row| row.get(0))?.unwrap_or_default()))
    }
}
