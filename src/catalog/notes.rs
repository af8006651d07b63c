//! What people note on a report, on a sentence of its article or on a moment of its recording.

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use super::made::RAWI_VERSION;
use super::sql::{first, insert, put, rows};
use super::{ArticleId, Catalog, DbResult, Error, NoteId, ReportId, articles, reports};

/// What somebody wants to note.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct NewNote {
    /// What is noted.
    pub text: String,
    /// On which sentence of the newest version of the article, counted from 0.
    pub sentence: Option<usize>,
    /// On which moment of the recording, in milliseconds.
    pub at_ms: Option<u32>,
    /// By whom.
    pub author: Option<String>,
}

impl NewNote {
    /// A note on the whole report.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

/// A note of the catalog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct StoredNote {
    /// Its id; 0 of one that is not in this catalog yet.
    #[serde(default = "unkept", skip_serializing_if = "is_unkept")]
    pub id: NoteId,
    /// Which sentence of the newest version of the article it is on; `None` when it is on none, or on one that is there no more.
    pub sentence: Option<usize>,
    /// That sentence as it was when the note was made.
    pub quote: Option<String>,
    /// The moment of the recording that it is on, in milliseconds.
    pub at_ms: Option<u32>,
    /// What is noted.
    pub text: String,
    /// By whom.
    pub author: Option<String>,
    /// When, in seconds since 1970.
    pub created_unix_s: i64,
    /// Who is done with it.
    pub done_by: Option<String>,
    /// Since when, in seconds since 1970; `None` while it is open.
    pub done_unix_s: Option<i64>,
    /// The version of rawi that kept it; `None` when that was not recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rawi_version: Option<String>,
}

const fn unkept() -> NoteId {
    NoteId::new(0)
}

fn is_unkept(id: &NoteId) -> bool {
    *id == unkept()
}

/// A note as its row has it.
pub(super) struct NoteRow {
    pub(super) article: Option<ArticleId>,
    pub(super) note: StoredNote,
}

impl Catalog {
    /// Keeps a note on a report.
    ///
    /// # Errors
    /// [`Error::NoRow`] when there is no such report or it has no article with that sentence, [`Error::Value`] when nothing is noted,
    /// and those of every change.
    pub fn add_note(&self, report: ReportId, new: &NewNote, now: i64) -> Result<NoteId, Error> {
        let text = new.text.trim();
        if text.is_empty() {
            return Err(Error::Value { what: "an empty text".to_owned(), wanted: "a note" });
        }
        self.change(|t| {
            reports::load(t, report)?;
            let place = new.sentence.map(|number| sentence(t, report, number)).transpose()?;
            let (article, quote) = place.unzip();
            let author = new.author.as_deref().map(str::trim).filter(|author| !author.is_empty()).map(str::to_owned);
            let (text, sentence, at_ms) = (text.to_owned(), new.sentence, new.at_ms);
            let id = unkept();
            let note = StoredNote {
                id,
                sentence,
                quote,
                at_ms,
                text,
                author,
                created_unix_s: now,
                done_by: None,
                done_unix_s: None,
                rawi_version: Some(RAWI_VERSION.to_owned()),
            };
            add(t, report, &NoteRow { article, note })
        })
    }

    /// The notes on a report, oldest first. One on a sentence of an earlier version of the article is on the same sentence of the newest,
    /// if that has it.
    ///
    /// # Errors
    /// Those of reading.
    pub fn notes(&self, report: ReportId) -> Result<Vec<StoredNote>, Error> {
        self.view(|t| {
            let newest = articles::newest(t, report)?;
            let mut found = of_report(t, report)?;
            if found.iter().any(|row| row.note.sentence.is_some() && row.article != newest) {
                let article = newest.map(|id| articles::load(t, id)).transpose()?;
                for row in found.iter_mut().filter(|row| row.article != newest) {
                    let quote = row.note.quote.as_deref();
                    row.note.sentence = article.as_ref().and_then(|article| {
                        let same = |s: &crate::article::Sentence| Some(s.range.of(article.text()).trim()) == quote;
                        article.sentences().iter().position(same)
                    });
                }
            }
            Ok(found.into_iter().map(|row| row.note).collect())
        })
    }

    /// Notes that somebody is done with a note.
    ///
    /// # Errors
    /// [`Error::NoRow`], and those of every change.
    pub fn finish_note(&self, id: NoteId, by: Option<&str>, now: i64) -> Result<(), Error> {
        let sql = "UPDATE notes SET done_by = ?2, done_unix_s = ?3 WHERE id = ?1";
        self.change(|t| match put(t, sql, params![id, by, now])? {
            0 => Err(Error::NoRow { what: "note", id: id.number() }.into()),
            _ => Ok(()),
        })
    }
}

/// A sentence of the newest version of a report's article.
fn sentence(t: &Connection, report: ReportId, number: usize) -> DbResult<(ArticleId, String)> {
    let missing = || Error::NoRow { what: "sentence", id: i64::try_from(number).unwrap_or(i64::MAX) };
    let id = articles::newest(t, report)?.ok_or_else(missing)?;
    let article = articles::load(t, id)?;
    let sentence = article.sentences().get(number).ok_or_else(missing)?;
    Ok((id, sentence.range.of(article.text()).trim().to_owned()))
}

pub(super) fn add(t: &Connection, report: ReportId, row: &NoteRow) -> DbResult<NoteId> {
    let sql = "INSERT INTO notes (report_id, article_id, sentence, quote, at_ms, text, author, created_unix_s, done_by, done_unix_s,
        rawi_version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    let NoteRow { article, note } = row;
    let sentence = note.sentence.and_then(|number| i64::try_from(number).ok());
    let (made, done) = (note.created_unix_s, note.done_unix_s);
    let StoredNote { quote, at_ms, text, author, done_by, rawi_version, .. } = note;
    let values = params![report, article, sentence, quote, at_ms, text, author, made, done_by, done, rawi_version];
    insert(t, sql, values).map(NoteId::new)
}

pub(super) fn of_report(t: &Connection, report: ReportId) -> DbResult<Vec<NoteRow>> {
    let sql =
        "SELECT id, article_id, sentence, quote, at_ms, text, author, created_unix_s, done_by, done_unix_s, rawi_version
        FROM notes WHERE report_id = ?1 ORDER BY id";
    rows(t, sql, [report], |row| {
        let note = StoredNote {
            id: row.get(0)?,
            sentence: row.get::<_, Option<u32>>(2)?.map(|number| number as usize),
            quote: row.get(3)?,
            at_ms: row.get(4)?,
            text: row.get(5)?,
            author: row.get(6)?,
            created_unix_s: row.get(7)?,
            done_by: row.get(8)?,
            done_unix_s: row.get(9)?,
            rawi_version: row.get(10)?,
        };
        Ok(NoteRow { article: row.get(1)?, note })
    })
}

/// Whether a report has this very note.
pub(super) fn is_there(t: &Connection, report: ReportId, note: &StoredNote) -> DbResult<bool> {
    let sql = "SELECT 1 FROM notes WHERE report_id = ?1 AND text = ?2 AND created_unix_s = ?3 AND author IS ?4";
    Ok(first(t, sql, params![report, note.text, note.created_unix_s, note.author], |_| Ok(()))?.is_some())
}

/// Notes that somebody elsewhere is done with a note that is open here.
pub(super) fn finish_known(t: &Connection, report: ReportId, note: &StoredNote) -> DbResult<()> {
    let sql = "UPDATE notes SET done_by = ?5, done_unix_s = ?6 WHERE report_id = ?1 AND text = ?2 AND created_unix_s = ?3
        AND author IS ?4 AND done_unix_s IS NULL AND ?6 IS NOT NULL";
    put(t, sql, params![report, note.text, note.created_unix_s, note.author, note.done_by, note.done_unix_s]).map(drop)
}
