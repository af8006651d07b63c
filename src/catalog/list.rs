//! The list of reports: all, or those that somebody looks for, a page at a time.

use rusqlite::{Connection, Row, named_params};
use serde::Serialize;

use super::sql::{first, rows};
use super::{Catalog, DbResult, Error, ReportId, ReportStatus, StoredReport, reports, status};
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
    /// How far it has come.
    pub status: ReportStatus,
    /// It was reviewed or approved, and one of its texts changed since.
    pub reopened: bool,
    /// Notes that nobody is done with.
    pub open_notes: u32,
    /// The pair is refused for no other reason than that no words were heard.
    pub nothing_heard: bool,
}

/// Which reports somebody looks for; what is not given does not matter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct ReportFilter {
    /// How far they have come.
    pub status: Option<ReportStatus>,
    /// Broadcast or published on this day or later, `YYYY-MM-DD`. Those without a date are not found by it.
    pub since: Option<String>,
    /// Broadcast or published on this day or earlier, `YYYY-MM-DD`.
    pub until: Option<String>,
    /// Their language, by its tag: `ar` finds `ar-EG` too.
    pub language: Option<String>,
    /// The programme, whatever the case of its ASCII letters.
    pub programme: Option<String>,
    /// The reporter, likewise.
    pub reporter: Option<String>,
}

/// Which part of a list is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Page {
    /// How many reports at most; `None` for all.
    pub limit: Option<usize>,
    /// How many of the newest are left out.
    pub skip: usize,
}

impl Catalog {
    /// All reports, oldest first.
    ///
    /// # Errors
    /// Those of reading.
    pub fn reports(&self) -> Result<Vec<ReportSummary>, Error> {
        self.list(&ReportFilter::default(), Page::default())
    }

    /// Of the reports that `filter` finds those of `page`, which counts from the newest. They are given oldest first.
    ///
    /// # Errors
    /// Those of reading.
    pub fn list(&self, filter: &ReportFilter, page: Page) -> Result<Vec<ReportSummary>, Error> {
        // A cross join keeps its order: SQLite does not know that a page is short, and would go through all reports to look for it.
        let sql = format!(
            "WITH page AS (SELECT r.id {FOUND} ORDER BY r.id DESC LIMIT :limit OFFSET :skip)
            SELECT {SUMMARY} FROM page p CROSS JOIN reports r ON r.id = p.id {PARTS} ORDER BY r.id"
        );
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let (limit, skip) = (page.limit.map_or(-1, number), number(page.skip));
        self.view(|t| {
            let ReportFilter { status, since, until, language, programme, reporter } = filter;
            let status = status.map(ReportStatus::name);
            let values = named_params! {
                ":status": status, ":since": since, ":until": until, ":language": language, ":programme": programme,
                ":reporter": reporter, ":limit": limit, ":skip": skip,
            };
            rows(t, &sql, values, read)
        })
    }

    /// How many reports `filter` finds.
    ///
    /// # Errors
    /// Those of reading.
    pub fn count(&self, filter: &ReportFilter) -> Result<usize, Error> {
        self.view(|t| {
            let ReportFilter { status, since, until, language, programme, reporter } = filter;
            let status = status.map(ReportStatus::name);
            let values = named_params! {
                ":status": status, ":since": since, ":until": until, ":language": language, ":programme": programme,
                ":reporter": reporter,
            };
            let found = first(t, &format!("SELECT count(*) {FOUND}"), values, |row| row.get::<_, u32>(0))?;
            Ok(found.unwrap_or(0) as usize)
        })
    }
}

/// The reports of a filter. How far one has come is only looked up when that is asked for.
const FOUND: &str = "FROM reports r
    WHERE (:since IS NULL OR r.date >= :since) AND (:until IS NULL OR r.date <= :until)
    AND (:language IS NULL OR r.language = :language OR r.language LIKE :language || '-%')
    AND (:programme IS NULL OR r.programme = :programme COLLATE NOCASE)
    AND (:reporter IS NULL OR r.reporter = :reporter COLLATE NOCASE)
    AND (:status IS NULL OR (SELECT s.status FROM report_status s WHERE s.report = r.id) = :status)";

/// The view gives people clock times; the numbers of the list come from it too, so that both always agree.
const SUMMARY: &str =
    "r.id, r.slug, r.title, r.url, r.date, r.language, r.notes, r.recording_id, r.added_unix_s, r.changed_unix_s,
    r.programme, r.reporter, r.place, r.rawi_version, o.recording, c.duration_ms, o.article_versions, o.machine_transcripts, o.corrections,
    o.pair, o.sentences, o.spoken, o.partly, o.not_spoken, o.meaning_changes, o.wording_changes, o.misheard, o.pair_reason,
    s.status, s.article_changed OR s.transcript_changed OR s.captions_changed, s.open_notes";
const PARTS: &str = "JOIN report_overview o ON o.report = r.id JOIN report_status s ON s.report = r.id
    LEFT JOIN recordings c ON c.id = r.recording_id";

pub(super) fn summary(t: &Connection, id: ReportId) -> DbResult<ReportSummary> {
    let found = rows(t, &format!("SELECT {SUMMARY} FROM reports r {PARTS} WHERE r.id = ?1"), [id], read)?.pop();
    found.ok_or_else(|| Error::NoRow { what: "report", id: id.number() }.into())
}

fn read(row: &Row<'_>) -> DbResult<ReportSummary> {
    let reason: Option<String> = row.get(27)?;
    Ok(ReportSummary {
        report: reports::read(row)?,
        recording_path: row.get(14)?,
        duration_ms: row.get(15)?,
        article_versions: row.get(16)?,
        machine_transcripts: row.get(17)?,
        corrections: row.get(18)?,
        pair: row.get(19)?,
        sentences: row.get(20)?,
        spoken: row.get(21)?,
        partly: row.get(22)?,
        not_spoken: row.get(23)?,
        meaning_changes: row.get(24)?,
        wording_changes: row.get(25)?,
        misheard: row.get(26)?,
        nothing_heard: reason.is_some_and(|r| RefusalReason::from(r) == RefusalReason::TranscriptWithoutWords),
        status: status::read_status(row, 28)?,
        reopened: row.get::<_, Option<bool>>(29)?.unwrap_or(false),
        open_notes: row.get(30)?,
    })
}
