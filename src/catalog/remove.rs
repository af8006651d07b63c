use rusqlite::{Connection, params};
use serde::Serialize;

use super::sql::{first, put};
use super::{Catalog, DbResult, Error, RecordingId, ReportId, Slug, StoredRecording, recordings, reports};

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
    /// has that recording.
    ///
    /// # Errors
    /// [`Error::NoRow`], and those of every change.
    pub fn remove_report(&self, report: ReportId) -> Result<Removal, Error> {
        self.change(|t| {
            let removal = plan(t, report)?;
            put(t, "DELETE FROM reports WHERE id = ?1", [report])?;
            if let Some(recording) = &removal.recording {
                put(t, "DELETE FROM recordings WHERE id = ?1", [recording.id])?;
            }
            Ok(removal)
        })
    }
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
