use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};

use super::shelf::{first, insert, put, rows};
use super::{
    AlignmentId, ArticleVersion, Catalog, Error, ExportRecord, Kept, Recording, RecordingId, ReportId, TranscriptVersion,
    alignments, articles, exports, history, recordings, slug,
};

/// What is known of a report when it is added or changed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NewReport {
    /// The title, in its own words; the slug is made from it once.
    pub title: String,
    /// Where it was published.
    pub url: Option<String>,
    /// The day of broadcast or publication, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Its language, as a tag (`ar`).
    pub language: Option<String>,
    /// A person's remarks.
    pub notes: Option<String>,
    /// Its recording.
    pub recording: Option<RecordingId>,
}

/// A report on the shelf.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Its id.
    pub id: ReportId,
    /// Its name for the command line; stays when the title changes.
    pub slug: String,
    /// What is known of it.
    #[serde(flatten)]
    pub facts: NewReport,
    /// When it was added, in seconds since 1970.
    pub added_unix_s: i64,
    /// When its facts last changed, in seconds since 1970.
    pub changed_unix_s: i64,
}

/// One line of the list of reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportSummary {
    /// The report.
    #[serde(flatten)]
    pub report: Report,
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
    /// Sentences of the aligned article that are no page furniture.
    pub sentences: u32,
    /// Of them, spoken.
    pub spoken: u32,
    /// Of them, spoken in part.
    pub partly: u32,
    /// Of them, not spoken.
    pub not_spoken: u32,
}

/// Everything on the shelf of one report, without the long texts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportDetails {
    /// The report.
    pub summary: ReportSummary,
    /// Its recording.
    pub recording: Option<Recording>,
    /// The versions of its article, oldest first.
    pub articles: Vec<ArticleVersion>,
    /// The transcripts of its recording, oldest first: the history of its corrections.
    pub transcripts: Vec<TranscriptVersion>,
    /// Its alignments, oldest first.
    pub alignments: Vec<AlignmentId>,
    /// The files that were last written of it, by path.
    pub exports: Vec<ExportRecord>,
}

impl Catalog {
    /// Adds a report. Its slug is made from the title, with a number behind it when another report has that slug.
    ///
    /// # Errors
    /// [`Error::NoRow`] when its recording is not in the catalog, and those of every change.
    pub fn add_report(&self, new: &NewReport, now: i64) -> Result<ReportId, Error> {
        self.change(|t| add(t, new, &free_slug(t, &slug(&new.title))?, now, now))
    }

    /// Sets all that is known of a report; it keeps its slug.
    ///
    /// # Errors
    /// [`Error::NoRow`], and those of every change.
    pub fn update_report(&self, id: ReportId, facts: &NewReport, now: i64) -> Result<(), Error> {
        let sql = "UPDATE reports SET title = ?2, url = ?3, date = ?4, language = ?5, notes = ?6, recording_id = ?7,
            changed_unix_s = ?8 WHERE id = ?1";
        self.change(|t| {
            load(t, id)?;
            facts.recording.map(|r| recordings::load(t, r)).transpose()?;
            let recording = facts.recording.map(|r| r.0);
            let (url, date, language, notes) = (&facts.url, &facts.date, &facts.language, &facts.notes);
            put(t, sql, params![id.0, facts.title, url, date, language, notes, recording, now])?;
            Ok(())
        })
    }

    /// A report by its id.
    ///
    /// # Errors
    /// [`Error::NoRow`], and those of reading.
    pub fn report(&self, id: ReportId) -> Result<Report, Error> {
        self.view(|t| load(t, id))
    }

    /// The reports of a recording, oldest first.
    ///
    /// # Errors
    /// Those of reading.
    pub fn reports_of(&self, recording: RecordingId) -> Result<Vec<Report>, Error> {
        let sql = format!("SELECT {COLUMNS} FROM reports WHERE recording_id = ?1 ORDER BY id");
        self.view(|t| rows(t, &sql, [recording.0], read))
    }

    /// All reports, oldest first.
    ///
    /// # Errors
    /// Those of reading.
    pub fn reports(&self) -> Result<Vec<ReportSummary>, Error> {
        self.view(|t| {
            rows(t, &format!("SELECT {COLUMNS} FROM reports ORDER BY id"), [], read)?
                .into_iter()
                .map(|report| summary(t, report))
                .collect()
        })
    }

    /// Everything on the shelf of one report.
    ///
    /// # Errors
    /// [`Error::NoRow`], and those of reading.
    pub fn details(&self, id: ReportId) -> Result<ReportDetails, Error> {
        self.view(|t| {
            let report = load(t, id)?;
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

pub(super) const COLUMNS: &str = "id, slug, title, url, date, language, notes, recording_id, added_unix_s, changed_unix_s";

pub(super) fn add(t: &Connection, new: &NewReport, slug: &str, added: i64, changed: i64) -> Kept<ReportId> {
    new.recording.map(|r| recordings::load(t, r)).transpose()?;
    let sql = format!("INSERT INTO reports ({}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", &COLUMNS[4..]);
    let recording = new.recording.map(|r| r.0);
    let (url, date, language, notes) = (&new.url, &new.date, &new.language, &new.notes);
    insert(t, &sql, params![slug, new.title, url, date, language, notes, recording, added, changed]).map(ReportId)
}

/// The report of the same recording that was added in this second; one without a recording is known by its title.
pub(super) fn same(t: &Connection, new: &NewReport, added_unix_s: i64) -> Kept<Option<ReportId>> {
    let sql = "SELECT id FROM reports WHERE recording_id IS ?1 AND added_unix_s = ?2 AND (?1 IS NOT NULL OR title = ?3)";
    first(t, sql, params![new.recording.map(|r| r.0), added_unix_s, new.title], |row| row.get(0).map(ReportId))
}

/// `wanted`, or the first of `wanted-2`, `wanted-3`, … that no report has.
pub(super) fn free_slug(t: &Connection, wanted: &str) -> Kept<String> {
    let mut slug = wanted.to_owned();
    for number in 2_u64.. {
        if first(t, "SELECT 1 FROM reports WHERE slug = ?1", [&slug], |_| Ok(()))?.is_none() {
            break;
        }
        slug = format!("{wanted}-{number}");
    }
    Ok(slug)
}

pub(super) fn load(t: &Connection, id: ReportId) -> Kept<Report> {
    let found = rows(t, &format!("SELECT {COLUMNS} FROM reports WHERE id = ?1"), [id.0], read)?.pop();
    found.ok_or_else(|| Error::NoRow { what: "report", id: id.0 }.into())
}

pub(super) fn read(row: &Row<'_>) -> Kept<Report> {
    let facts = NewReport {
        title: row.get(2)?,
        url: row.get(3)?,
        date: row.get(4)?,
        language: row.get(5)?,
        notes: row.get(6)?,
        recording: row.get::<_, Option<i64>>(7)?.map(RecordingId),
    };
    let (added_unix_s, changed_unix_s) = (row.get(8)?, row.get(9)?);
    Ok(Report { id: ReportId(row.get(0)?), slug: row.get(1)?, facts, added_unix_s, changed_unix_s })
}

fn summary(t: &Connection, report: Report) -> Kept<ReportSummary> {
    // The view gives people clock times; the numbers of the list come from it too, so that both always agree.
    let sql =
        "SELECT o.recording, c.duration_ms, o.article_versions, o.machine_transcripts, o.corrections, o.pair, o.sentences,
        o.spoken, o.partly, o.not_spoken
        FROM report_overview o LEFT JOIN recordings c ON c.id = ?2 WHERE o.report = ?1";
    let id = report.id;
    let recording = report.facts.recording.map(|r| r.0);
    let found = first(t, sql, params![id.0, recording], |row| {
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
        })
    })?;
    found.ok_or_else(|| Error::NoRow { what: "report", id: id.0 }.into())
}
