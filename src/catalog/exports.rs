use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use crate::text::Sha256;

use super::made::Made;
use super::sql::{put, rows};
use super::{AlignmentId, Catalog, DbResult, Error, ReportId, ReportStatus, StatusDetails, reports};

/// A file that was written from an alignment: what it was made of and what it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ExportFacts {
    /// The alignment that it was made from; `None` when that is no longer in the catalog, or when none was used.
    pub alignment: Option<AlignmentId>,
    /// Where it was written.
    pub path: String,
    /// The format: `vtt`.
    pub format: String,
    /// The preset: `netflix-ar`.
    pub preset: String,
    /// All else that changes the outcome, in one canonical spelling of the caller's.
    pub options: String,
    /// SHA-256 of what was written.
    pub content_sha256: Sha256,
    /// At which of the report's decisions it was written, counted from 1; `None` when it was asked for by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval: Option<u32>,
}

impl ExportFacts {
    /// Those of a file of `format` that was written to `path` with this content; alignment, preset and options are set when there
    /// are any.
    ///
    /// # Errors
    /// [`Error::Value`] when the path or the format is empty.
    pub fn new(path: impl Into<String>, format: impl Into<String>, content_sha256: Sha256) -> Result<Self, Error> {
        let (path, format) = (path.into(), format.into());
        if path.is_empty() || format.is_empty() {
            let what = if path.is_empty() { "an empty path" } else { "an empty format" };
            return Err(Error::Value { what: what.to_owned(), wanted: "what a written file has" });
        }
        Ok(Self {
            alignment: None,
            path,
            format,
            preset: String::new(),
            options: String::new(),
            content_sha256,
            approval: None,
        })
    }
}

/// An export and when it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct StoredExport {
    /// What was written.
    #[serde(flatten)]
    pub export: ExportFacts,
    /// When, in seconds since 1970.
    pub written_unix_s: i64,
    /// The version of rawi that wrote it; `None` when that was not recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rawi_version: Option<String>,
}

/// Whether a file that was written is what people approved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ExportStanding {
    /// It was written at the approval that holds.
    Approved,
    /// It was written at an approval that does not hold any more: the report was changed, opened again or approved anew since.
    Outdated,
    /// It was asked for by itself.
    Unapproved,
}

impl StoredExport {
    /// Whether this is what people approved, by the status of its report.
    #[must_use]
    pub fn standing(&self, status: &StatusDetails) -> ExportStanding {
        match self.export.approval {
            None => ExportStanding::Unapproved,
            Some(number) if status.status == ReportStatus::Approved && number as usize == status.decisions.len() => {
                ExportStanding::Approved
            }
            Some(_) => ExportStanding::Outdated,
        }
    }
}

impl Catalog {
    /// Notes what was written to a path; what lay there before is forgotten.
    ///
    /// # Errors
    /// [`Error::NoRow`] when there is no such report, and those of every change.
    pub fn record_export(&self, report: ReportId, export: &ExportFacts, now: i64) -> Result<(), Error> {
        self.change(|t| {
            reports::load(t, report)?;
            add(t, report, export, Made::here(now))
        })
    }

    /// The files that were last written of a report, by path.
    ///
    /// # Errors
    /// Those of reading.
    pub fn exports(&self, report: ReportId) -> Result<Vec<StoredExport>, Error> {
        self.view(|t| of_report(t, report))
    }

    /// What was last written to `path` for this report. The file is up to date when the alignment, format, preset and options
    /// are those of now and the file on the disk still has the same hash.
    ///
    /// # Errors
    /// Those of reading.
    pub fn export_at(&self, report: ReportId, path: &str) -> Result<Option<StoredExport>, Error> {
        let all = self.view(|t| of_report(t, report))?;
        Ok(all.into_iter().find(|record| record.export.path == path))
    }
}

pub(super) fn add(t: &Connection, report: ReportId, export: &ExportFacts, made: Made<'_>) -> DbResult<()> {
    let sql = "INSERT OR REPLACE INTO exports
        (report_id, alignment_id, path, format, preset, options, content_sha256, approval, written_unix_s,
        rawi_version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    let ExportFacts { alignment, path, format, preset, options, content_sha256, approval } = export;
    let Made { unix_s, rawi } = made;
    put(t, sql, params![report, alignment, path, format, preset, options, content_sha256, approval, unix_s, rawi]).map(drop)
}

pub(super) fn of_report(t: &Connection, report: ReportId) -> DbResult<Vec<StoredExport>> {
    let sql = "SELECT alignment_id, path, format, preset, options, content_sha256, approval, written_unix_s, rawi_version
        FROM exports WHERE report_id = ?1 ORDER BY path";
    rows(t, sql, [report], |row| {
        let export = ExportFacts {
            alignment: row.get(0)?,
            path: row.get(1)?,
            format: row.get(2)?,
            preset: row.get(3)?,
            options: row.get(4)?,
            content_sha256: row.get(5)?,
            approval: row.get(6)?,
        };
        Ok(StoredExport { export, written_unix_s: row.get(7)?, rawi_version: row.get(8)? })
    })
}
