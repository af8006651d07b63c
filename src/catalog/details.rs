//! A report with all that the catalog has of it: the list of reports, and one report in full.

use rusqlite::{Connection, params};
use serde::Serialize;

use super::reports::{self, COLUMNS};
use super::sql::{first, rows};
use super::{
    AlignmentId, ArticleVersion, Catalog, DbResult, Error, ReportId, StoredExport, StoredRecording, StoredReport,
    TranscriptVersion, alignments, articles, exports, history, recordings,
};
use crate::align::RefusalReason;

/// One line of the list of reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ReportSummary {
    /// The report.
    #[serde(flatten)]
    pub report: StoredReport,
    /// Where its recording lies.
    pub recording_path: Option<String>,
    /// How long the recording plays, in milliseconds.
    pub duration_ms: Option<u32>,
    /// Versions of its article.
    pub article_versions: u32,
    /// Transcripts by machines.
    pub machine_transcripts: u32,
    /// Corrections by people.
    pub corrections: u32,
    /// `matched` or `refused`; `None` before the first alignment.
    pub pair: Option<String>,
    /// Sentences of the aligned article that are no boilerplate of the page.
    pub sentences: u32,
    /// Of them, spoken.
    pub spoken: u32,
    /// Of them, spoken in part.
    pub partly: u32,
    /// Of them, not spoken.
    pub not_spoken: u32,
    /// Places of these sentences at which other words were said that change the meaning; `None` for alignments made before that was
    /// judged.
    pub meaning_changes: Option<u32>,
    /// Places that were said otherwise and mean the same.
    pub wording_changes: Option<u32>,
    /// Places that were more likely misheard.
    pub misheard: Option<u32>,
    /// The pair is refused for no other reason than that no words were heard.
    pub nothing_heard: bool,
}

/// Everything that the catalog has of one report, without the long texts.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ReportDetails {
    /// The report.
    pub summary: ReportSummary,
    /// Its recording.
    pub recording: Option<StoredRecording>,
    /// The versions of its article, oldest first.
    pub articles: Vec<ArticleVersion>,
    /// The transcripts of its recording, oldest first: the history of its corrections.
    pub transcripts: Vec<TranscriptVersion>,
    /// Its alignments, oldest first.
    pub alignments: Vec<AlignmentId>,
    /// The files that were last written of it, by path.
    pub exports: Vec<StoredExport>,
}

impl Catalog {
    /// All reports, oldest first.
    ///
    /// # Errors
    /// Those of reading.
    pub fn reports(&self) -> Result<Vec<ReportSummary>, Error> {
        self.view(|t| {
            rows(t, &format!("SELECT {COLUMNS} FROM reports ORDER BY id"), [], reports::read)?
                .into_iter()
                .map(|report| summary(t, report))
                .collect()
        })
    }

    /// Everything that the catalog has of one report.
    ///
    /// # Errors
    /// [`Error::NoRow`], and those of reading.
    pub fn details(&self, id: ReportId) -> Result<ReportDetails, Error> {
        self.view(|t| {
            let report = reports::load(t, id)?;
            let recording = report.facts.recording;
            Ok(ReportDetails {
                recording: recording.map(|r| recordings::load(t, r)).transpose()?,
                articles: articles::versions(t, id)?,
                transcripts: recording.map(|r| history::versions(t, r)).transpose()?.unwrap_or_default(),
                alignments: alignments::of_report(t, id)?,
                exports: exports::of_report(t, id)?,
                summary: summary(t, report)?,
            })
        })
    }
}

fn summary(t: &Connection, report: StoredReport) -> DbResult<ReportSummary> {
    // The view gives people clock times; the numbers of the list come from it too, so that both always agree.
    let sql =
        "SELECT o.recording, c.duration_ms, o.article_versions, o.machine_transcripts, o.corrections, o.pair, o.sentences,
        o.spoken, o.partly, o.not_spoken, o.meaning_changes, o.wording_changes, o.misheard, o.pair_reason
        FROM report_overview o LEFT JOIN recordings c ON c.id = ?2 WHERE o.report = ?1";
    let id = report.id;
    let recording = report.facts.recording;
    let found = first(t, sql, params![id, recording], |row| {
        Ok(ReportSummary {
            report,
            recording_path: row.get(0)?,
            duration_ms: row.get(1)?,
            article_versions: row.get(2)?,
            machine_transcripts: row.get(3)?,
            corrections: row.get(4)?,
            pair: row.get(5)?,
            sentences: row.get(6)?,
            spoken: row.get(7)?,
            partly: row.get(8)?,
            not_spoken: row.get(9)?,
            meaning_changes: row.get(10)?,
            wording_changes: row.get(11)?,
            misheard: row.get(12)?,
            nothing_heard: row
                .get::<_, Option<String>>(13)?
                .is_some_and(|reason| RefusalReason::from(reason) == RefusalReason::TranscriptWithoutWords),
        })
    })?;
    found.ok_or_else(|| Error::NoRow { what: "report", id: id.number() }.into())
}
