//! Files that are written when somebody approves a report.

use serde::Serialize;

use crate::catalog::{Catalog, Error, ExportStanding, ReportId, StatusDetails};

/// What became of a file of a report that was approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ApprovedFile {
    /// Where it lies.
    pub path: String,
    /// What became of it.
    pub outcome: FileOutcome,
    /// Why it was not written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FileOutcome {
    /// It was written.
    Written,
    /// The very same was there.
    Unchanged,
    /// It could not be written, or somebody else's file is there.
    Kept,
}

impl FileOutcome {
    /// Its name, as in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Unchanged => "unchanged",
            Self::Kept => "kept",
        }
    }
}

/// A file of a report, as the page shows it.
#[derive(Debug, Serialize)]
pub(super) struct FileData {
    path: String,
    format: String,
    standing: ExportStanding,
    written_unix_s: i64,
}

/// The files that were written of a report.
pub(super) fn files(catalog: &Catalog, report: ReportId, status: &StatusDetails) -> Result<Vec<FileData>, Error> {
    let exports = catalog.exports(report)?.into_iter();
    let file = |stored: crate::catalog::StoredExport| FileData {
        standing: stored.standing(status),
        path: stored.export.path,
        format: stored.export.format,
        written_unix_s: stored.written_unix_s,
    };
    Ok(exports.map(file).collect())
}
