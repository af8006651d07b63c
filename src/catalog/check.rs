use std::path::Path;

use rusqlite::Connection;
use serde::Serialize;

use super::sql::{first, put, rows};
use super::{Catalog, DbResult, Error, Fault, RecordingId, layout};

/// Something that [`Catalog::check`] found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "finding", rename_all = "snake_case")]
#[non_exhaustive]
pub enum CatalogFinding {
    /// The file itself is damaged.
    Damaged {
        /// What SQLite says of it.
        detail: String,
    },
    /// A table or a view that every catalog has is not there.
    MissingTable {
        /// Its name.
        table: String,
    },
    /// The file cannot be written, so that the index of words cannot be examined.
    ReadOnly,
    /// A journal lies beside the file, as a process leaves it that was killed, and cannot be read where nothing may be written: what
    /// was kept last is not seen.
    UnreadJournal,
    /// The file has the layout of an older rawi, and could not be brought up to date.
    OlderLayout {
        /// Its number.
        version: usize,
        /// That of this rawi.
        current: usize,
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
    /// A document is not the one that was kept, or cannot be read.
    ChangedDocument {
        /// `article`, `transcript`, `alignment`, `page` or `offered_transcript`.
        document: &'static str,
        /// Its id.
        id: i64,
    },
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

impl CatalogFinding {
    /// Whether something that was kept may be lost.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        matches!(
            self,
            Self::Damaged { .. } | Self::MissingTable { .. } | Self::Dangling { .. } | Self::ChangedDocument { .. }
        )
    }
}

type Part = fn(&Connection) -> DbResult<Vec<CatalogFinding>>;

/// What is examined, each by itself: where one part cannot be read, the others are.
const PARTS: [Part; 5] = [integrity, tables, references, unused_recordings, unfinished_transcriptions];

impl Catalog {
    /// Examines the whole file. Whether each recording still lies at its path is the caller's to see, by
    /// [`Catalog::recordings`] and [`Catalog::relink_recording`].
    ///
    /// # Errors
    /// Those of reading; damage is a finding.
    pub fn check(&self) -> Result<Vec<CatalogFinding>, Error> {
        let mut findings = Vec::new();
        for part in PARTS {
            match self.view(|t| Ok(found(part(t)))) {
                Ok(part) => findings.extend(part.map_err(|fault| fault.describe(&self.path))?),
                // Not even the list of tables.
                Err(Error::Damaged { detail, .. }) => findings.push(CatalogFinding::Damaged { detail }),
                Err(error) => return Err(error),
            }
        }
        findings.extend(self.older_layout.map(|version| CatalogFinding::OlderLayout { version, current: layout::CURRENT }));
        findings.extend(self.examine_search_index()?);
        findings.extend(self.unread_journal.then_some(CatalogFinding::UnreadJournal));
        dedup(&mut findings);
        Ok(findings)
    }

    fn examine_search_index(&self) -> Result<Option<CatalogFinding>, Error> {
        // FTS5 examines itself by a command that is spelt as an insertion.
        let examined = self.change(|t| {
            match put(t, "INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)", []) {
                Ok(_) => Ok(None),
                Err(fault) if fault.is_damage() => Ok(Some(CatalogFinding::SearchIndex)),
                Err(fault) => Err(fault),
            }
        });
        match examined {
            Err(Error::ReadOnly { .. }) => Ok(Some(CatalogFinding::ReadOnly)),
            Err(Error::Damaged { detail, .. }) => Ok(Some(CatalogFinding::Damaged { detail })),
            examined => examined,
        }
    }

    /// The version of SQLite by which this catalog is read.
    ///
    /// # Errors
    /// Those of reading.
    pub fn engine_version(&self) -> Result<String, Error> {
        self.view(|t| DbResult::Ok(first(t, "SELECT sqlite_version()", [], |row| row.get(0))?.unwrap_or_default()))
    }

    /// Whether the journal of the catalog at `path` is missing beside the index that goes with it. When somebody copied or removed
    /// some of the three files, what was kept last is lost; a process that was killed as it closed the catalog leaves the same, and
    /// nothing is lost then. To be asked before the catalog is opened, which begins a new journal.
    #[must_use]
    pub fn lacks_journal(path: &Path) -> bool {
        let beside = |ending: &str| {
            let mut name = path.as_os_str().to_owned();
            name.push(ending);
            Path::new(&name).exists()
        };
        path.exists() && beside("-shm") && !beside("-wal")
    }
}

/// Damage that stops a part is what is found of it.
fn found(part: DbResult<Vec<CatalogFinding>>) -> Result<Vec<CatalogFinding>, Fault> {
    match part {
        Err(fault) if fault.is_damage() => Ok(vec![CatalogFinding::Damaged { detail: fault.told() }]),
        part => part,
    }
}

/// One damaged place is met by several parts.
fn dedup(findings: &mut Vec<CatalogFinding>) {
    let mut seen: Vec<CatalogFinding> = Vec::new();
    findings.retain(|finding| {
        let new = !seen.contains(finding);
        if new {
            seen.push(finding.clone());
        }
        new
    });
}

fn integrity(t: &Connection) -> DbResult<Vec<CatalogFinding>> {
    let told = rows(t, "PRAGMA integrity_check(20)", [], |row| Ok(row.get::<_, String>(0)?))?;
    let damage = told.into_iter().filter(|detail| detail != "ok");
    Ok(damage.map(|detail| CatalogFinding::Damaged { detail }).collect())
}

/// What a whole catalog has and this one has not.
fn tables(t: &Connection) -> DbResult<Vec<CatalogFinding>> {
    let version: usize = first(t, "PRAGMA user_version", [], |row| row.get::<_, u32>(0))?.unwrap_or(0) as usize;
    if version != layout::CURRENT {
        return Ok(vec![CatalogFinding::OlderLayout { version, current: layout::CURRENT }]);
    }
    let names = |t: &Connection| {
        rows(t, "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') ORDER BY name", [], |row| {
            Ok(row.get::<_, String>(0)?)
        })
    };
    let here = names(t)?;
    let missing = names(&layout::empty()?)?.into_iter().filter(|name| !here.contains(name));
    Ok(missing.map(|table| CatalogFinding::MissingTable { table }).collect())
}

fn references(t: &Connection) -> DbResult<Vec<CatalogFinding>> {
    rows(t, "PRAGMA foreign_key_check", [], |row| Ok(CatalogFinding::Dangling { table: row.get(0)?, parent: row.get(2)? }))
}

fn unused_recordings(t: &Connection) -> DbResult<Vec<CatalogFinding>> {
    let sql = "SELECT id, path FROM recordings WHERE id NOT IN
        (SELECT recording_id FROM reports WHERE recording_id IS NOT NULL) ORDER BY id";
    rows(t, sql, [], |row| Ok(CatalogFinding::UnusedRecording { recording: row.get(0)?, path: row.get(1)? }))
}

fn unfinished_transcriptions(t: &Connection) -> DbResult<Vec<CatalogFinding>> {
    let sql = "SELECT recording_id, count(*) FROM transcription_windows GROUP BY recording_id ORDER BY recording_id";
    rows(t, sql, [], |row| Ok(CatalogFinding::UnfinishedTranscription { recording: row.get(0)?, windows: row.get(1)? }))
}
