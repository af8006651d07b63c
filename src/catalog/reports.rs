use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};

use crate::text::Language;

use super::made::Made;
use super::sql::{first, insert, put, rows};
use super::{Catalog, DbResult, Error, RecordingId, ReportId, Slug, recordings};

/// What is known of a report when it is added or changed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ReportFacts {
    /// The title, in its own words; the slug is made from it once.
    pub title: String,
    /// Where it was published.
    pub url: Option<String>,
    /// The day of broadcast or publication, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Its language.
    pub language: Option<Language>,
    /// A person's remarks.
    pub notes: Option<String>,
    /// The programme or series that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme: Option<String>,
    /// Who reports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reporter: Option<String>,
    /// From where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Its recording.
    pub recording: Option<RecordingId>,
}

impl ReportFacts {
    /// Those of a report of which nothing but the title is known.
    #[must_use]
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// The same with the recording `recording`.
    #[must_use]
    pub fn with_recording(self, recording: RecordingId) -> Self {
        Self { recording: Some(recording), ..self }
    }

    /// The same with `day` as its day of broadcast or publication.
    ///
    /// # Errors
    /// [`Error::Value`] when `day` is not written as `2017-08-02`.
    pub fn with_date(self, day: &str) -> Result<Self, Error> {
        if is_day(day) {
            return Ok(Self { date: Some(day.to_owned()), ..self });
        }
        Err(Error::Value { what: format!("the date `{day}`"), wanted: "a day, which is written 2017-08-02" })
    }
}

/// Whether a text is written as a day; whether that month has so many days is not looked at.
fn is_day(text: &str) -> bool {
    let digits = |from: usize, until: usize| text.get(from..until).filter(|part| part.bytes().all(|b| b.is_ascii_digit()));
    let number = |from, until| digits(from, until).and_then(|part| part.parse::<u32>().ok());
    let dashed = text.len() == 10 && text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
    dashed
        && number(0, 4).is_some()
        && number(5, 7).is_some_and(|month| (1..=12).contains(&month))
        && number(8, 10).is_some_and(|day| (1..=31).contains(&day))
}

/// A report of the catalog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StoredReport {
    /// Its id.
    pub id: ReportId,
    /// Its name for the command line; stays when the title changes.
    pub slug: Slug,
    /// What is known of it.
    #[serde(flatten)]
    pub facts: ReportFacts,
    /// When it was added, in seconds since 1970.
    pub added_unix_s: i64,
    /// When its facts last changed, in seconds since 1970.
    pub changed_unix_s: i64,
    /// The version of rawi that added it; `None` when that was not recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rawi_version: Option<String>,
}

impl Catalog {
    /// Adds a report. Its slug is made from the title, with a number behind it when another report has that slug.
    ///
    /// # Errors
    /// [`Error::NoRow`] when its recording is not in the catalog, and those of every change.
    pub fn add_report(&self, new: &ReportFacts, now: i64) -> Result<ReportId, Error> {
        self.change(|t| add(t, new, &free_slug(t, &Slug::of_title(&new.title))?, (Made::here(now), now)))
    }

    /// Adds a report of a recording that has none; of two processes that do so at once, one does. Gives the report, and whether it
    /// is new.
    ///
    /// # Errors
    /// Those of [`Catalog::add_report`].
    pub fn add_first_report(&self, recording: RecordingId, new: &ReportFacts, now: i64) -> Result<(ReportId, bool), Error> {
        let sql = "SELECT id FROM reports WHERE recording_id = ?1 ORDER BY id LIMIT 1";
        self.change(|t| match first(t, sql, [recording], |row| row.get(0))? {
            Some(report) => Ok((report, false)),
            None => Ok((add(t, new, &free_slug(t, &Slug::of_title(&new.title))?, (Made::here(now), now))?, true)),
        })
    }

    /// Sets all that is known of a report; it keeps its slug.
    ///
    /// # Errors
    /// [`Error::NoRow`], and those of every change.
    pub fn update_report(&self, id: ReportId, facts: &ReportFacts, now: i64) -> Result<(), Error> {
        let sql = "UPDATE reports SET title = ?2, url = ?3, date = ?4, language = ?5, notes = ?6, recording_id = ?7,
            changed_unix_s = ?8, programme = ?9, reporter = ?10, place = ?11 WHERE id = ?1";
        self.change(|t| {
            load(t, id)?;
            facts.recording.map(|r| recordings::load(t, r)).transpose()?;
            let recording = facts.recording;
            let (url, date, language, notes) = (&facts.url, &facts.date, &facts.language, &facts.notes);
            let (programme, reporter, place) = (&facts.programme, &facts.reporter, &facts.place);
            let values = params![id, facts.title, url, date, language, notes, recording, now, programme, reporter, place];
            put(t, sql, values).map(drop)
        })
    }

    /// A report by its id.
    ///
    /// # Errors
    /// [`Error::NoRow`], and those of reading.
    pub fn report(&self, id: ReportId) -> Result<StoredReport, Error> {
        self.view(|t| load(t, id))
    }

    /// The reports of a recording, oldest first.
    ///
    /// # Errors
    /// Those of reading.
    pub fn reports_of(&self, recording: RecordingId) -> Result<Vec<StoredReport>, Error> {
        let sql = format!("SELECT {COLUMNS} FROM reports WHERE recording_id = ?1 ORDER BY id");
        self.view(|t| rows(t, &sql, [recording], read))
    }
}

pub(super) const COLUMNS: &str = "id, slug, title, url, date, language, notes, recording_id, added_unix_s, changed_unix_s,
    programme, reporter, place, rawi_version";

pub(super) fn add(t: &Connection, new: &ReportFacts, slug: &Slug, (made, changed): (Made<'_>, i64)) -> DbResult<ReportId> {
    new.recording.map(|r| recordings::load(t, r)).transpose()?;
    let values = "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13";
    let sql = format!("INSERT INTO reports ({}) VALUES ({values})", &COLUMNS[4..]);
    let recording = new.recording;
    let (url, date, language, notes) = (&new.url, &new.date, &new.language, &new.notes);
    let (programme, reporter, place) = (&new.programme, &new.reporter, &new.place);
    let (added, rawi) = (made.unix_s, made.rawi);
    let values =
        params![slug, new.title, url, date, language, notes, recording, added, changed, programme, reporter, place, rawi];
    insert(t, &sql, values).map(ReportId::new)
}

/// The reports of the same recording that were added in this second, the one of this slug first; those without a recording are known by
/// their title.
pub(super) fn same(t: &Connection, (slug, new): (&Slug, &ReportFacts), added_unix_s: i64) -> DbResult<Vec<ReportId>> {
    let sql = "SELECT id FROM reports WHERE recording_id IS ?1 AND added_unix_s = ?2 AND (?1 IS NOT NULL OR title = ?3)
        ORDER BY slug = ?4 DESC, id";
    rows(t, sql, params![new.recording, added_unix_s, new.title, slug], |row| Ok(row.get(0)?))
}

/// `wanted`, or the first of `wanted-2`, `wanted-3`, … that no report has.
pub(super) fn free_slug(t: &Connection, wanted: &Slug) -> DbResult<Slug> {
    let mut slug = wanted.clone();
    for number in 2_u64.. {
        if first(t, "SELECT 1 FROM reports WHERE slug = ?1", [&slug], |_| Ok(()))?.is_none() {
            break;
        }
        slug = wanted.numbered(number);
    }
    Ok(slug)
}

pub(super) fn load(t: &Connection, id: ReportId) -> DbResult<StoredReport> {
    let found = rows(t, &format!("SELECT {COLUMNS} FROM reports WHERE id = ?1"), [id], read)?.pop();
    found.ok_or_else(|| Error::NoRow { what: "report", id: id.number() }.into())
}

pub(super) fn read(row: &Row<'_>) -> DbResult<StoredReport> {
    let facts = ReportFacts {
        title: row.get(2)?,
        url: row.get(3)?,
        date: row.get(4)?,
        language: row.get(5)?,
        notes: row.get(6)?,
        programme: row.get(10)?,
        reporter: row.get(11)?,
        place: row.get(12)?,
        recording: row.get(7)?,
    };
    let (added_unix_s, changed_unix_s) = (row.get(8)?, row.get(9)?);
    Ok(StoredReport { id: row.get(0)?, slug: row.get(1)?, facts, added_unix_s, changed_unix_s, rawi_version: row.get(13)? })
}
