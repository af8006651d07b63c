use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use super::sql::{first, put, rows};
use super::{Catalog, DbResult, Error, RecordingId, ReportId, Slug, StoredRecording, recordings, reports};
use crate::text::Sha256;

/// What leaves the catalog with a report. The recording's file is never touched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Removal {
    /// The report.
    pub report: ReportId,
    /// Its slug.
    pub slug: Slug,
    /// Versions of its article.
    pub articles: u32,
    /// Alignments.
    pub alignments: u32,
    /// Its recording's row, with all below; `None` when another report has the same recording, and then that all stays.
    pub recording: Option<StoredRecording>,
    /// Transcripts by machines.
    pub transcripts: u32,
    /// Corrections by people: they cannot be made again.
    pub corrections: u32,
}

impl Catalog {
    /// What [`Catalog::remove_report`] would take away.
    ///
    /// # Errors
    /// [`Error::NoRow`], and those of reading.
    pub fn removal(&self, report: ReportId) -> Result<Removal, Error> {
        self.view(|t| plan(t, report))
    }

    /// Removes a report with its articles and alignments, and its recording's row with its transcripts when no other report
    /// has that recording. That it was removed at `now`, in seconds since 1970, is kept: a catalog that still has it does not bring it
    /// back by [`Catalog::merge`], unless somebody worked on it there since.
    ///
    /// # Errors
    /// [`Error::NoRow`], and those of every change.
    pub fn remove_report(&self, report: ReportId, now: i64) -> Result<Removal, Error> {
        self.change(|t| {
            let removal = plan(t, report)?;
            note(t, &removed(t, report)?, now)?;
            put(t, "DELETE FROM reports WHERE id = ?1", [report])?;
            if let Some(recording) = &removal.recording {
                put(t, "DELETE FROM recordings WHERE id = ?1", [recording.id])?;
            }
            Ok(removal)
        })
    }
}

/// A report that was removed: enough to know it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RemovedReport {
    /// Its slug.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// SHA-256 of its recording; `None` when it had none.
    pub recording_sha256: Option<Sha256>,
    /// When it had been added, in seconds since 1970.
    pub added_unix_s: i64,
}

/// What will be known of a report that is removed.
pub(super) fn removed(t: &Connection, id: ReportId) -> DbResult<RemovedReport> {
    let report = reports::load(t, id)?;
    let recording = report.facts.recording.map(|r| recordings::load(t, r)).transpose()?;
    let recording_sha256 = recording.map(|recording| recording.facts.sha256);
    Ok(RemovedReport { slug: report.slug, title: report.facts.title, recording_sha256, added_unix_s: report.added_unix_s })
}

/// Keeps that a report was removed.
pub(super) fn note(t: &Connection, removed: &RemovedReport, now: i64) -> DbResult<()> {
    let sql = "INSERT INTO removed_reports (slug, title, recording_sha256, added_unix_s, removed_unix_s)
        SELECT ?1, ?2, ?3, ?4, ?5 WHERE NOT EXISTS (SELECT 1 FROM removed_reports
        WHERE recording_sha256 IS ?3 AND added_unix_s = ?4 AND slug = ?1 AND removed_unix_s = ?5)";
    let RemovedReport { slug, title, recording_sha256, added_unix_s } = removed;
    put(t, sql, params![slug, title, recording_sha256, added_unix_s, now]).map(drop)
}

/// When this report was last removed here; one without a recording is known by its title.
pub(super) fn removed_at(t: &Connection, report: &RemovedReport) -> DbResult<Option<i64>> {
    let sql = "SELECT max(removed_unix_s) FROM removed_reports WHERE recording_sha256 IS ?1 AND added_unix_s = ?2
        AND (?1 IS NOT NULL OR title = ?3)";
    let RemovedReport { recording_sha256, title, added_unix_s, .. } = report;
    Ok(first(t, sql, params![recording_sha256, added_unix_s, title], |row| row.get(0))?.flatten())
}

/// The reports that were removed, in that order, and when.
pub(super) fn all_removed(t: &Connection) -> DbResult<Vec<(RemovedReport, i64)>> {
    let sql = "SELECT slug, title, recording_sha256, added_unix_s, removed_unix_s FROM removed_reports ORDER BY id";
    rows(t, sql, [], |row| {
        let removed = RemovedReport {
            slug: row.get(0)?,
            title: row.get(1)?,
            recording_sha256: row.get(2)?,
            added_unix_s: row.get(3)?,
        };
        Ok((removed, row.get(4)?))
    })
}

/// An id that no row has.
const NONE: i64 = -1;

fn plan(t: &Connection, id: ReportId) -> DbResult<Removal> {
    let report = reports::load(t, id)?;
    let recording = report.facts.recording.map_or(NONE, RecordingId::number);
    let count = |sql: &str, key: i64| DbResult::Ok(first(t, sql, [key], |row| row.get::<_, u32>(0))?.unwrap_or(0));
    let sql = "SELECT count(*) FROM reports WHERE recording_id = ?1 AND id <> ?2";
    let shared = first(t, sql, params![recording, id], |row| row.get::<_, u32>(0))?.unwrap_or(0) > 0;
    // Nothing is counted below a recording that stays.
    let going = if shared { NONE } else { recording };
    Ok(Removal {
        report: id,
        slug: report.slug,
        articles: count("SELECT count(*) FROM articles WHERE report_id = ?1", id.number())?,
        alignments: count("SELECT count(*) FROM alignments WHERE report_id = ?1", id.number())?,
        recording: report.facts.recording.filter(|_| !shared).map(|r| recordings::load(t, r)).transpose()?,
        transcripts: count("SELECT count(*) FROM transcripts WHERE recording_id = ?1 AND origin = 'machine'", going)?,
        corrections: count("SELECT count(*) FROM transcripts WHERE recording_id = ?1 AND origin = 'person'", going)?,
    })
}
