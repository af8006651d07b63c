//! How far a report has come: by what the catalog holds, and by what people decided.

use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};

use super::made::RAWI_VERSION;
use super::sql::{first, from_name, insert, name, rows};
use super::{Catalog, DbResult, Error, ReportId, cue_settings, reports};
use crate::text::Sha256;

/// How far a report has come. The first three are told by what the catalog holds of it, the others are people's decisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportStatus {
    /// Its recording is not transcribed.
    New,
    /// There is a transcript.
    Transcribed,
    /// The transcript that is shown is aligned with the newest version of the article, or the pair was refused.
    Aligned,
    /// A person has gone through it, and neither text changed since.
    Reviewed,
    /// A person has approved it, and neither text changed since.
    Approved,
}

impl ReportStatus {
    /// All, from the first to the last.
    pub const ALL: [Self; 5] = [Self::New, Self::Transcribed, Self::Aligned, Self::Reviewed, Self::Approved];

    /// Its name, as in the catalog and in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Transcribed => "transcribed",
            Self::Aligned => "aligned",
            Self::Reviewed => "reviewed",
            Self::Approved => "approved",
        }
    }
}

/// What a person decides about a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// What was decided before does not hold any more.
    Open,
    /// It was gone through.
    Reviewed,
    /// It may be published as it is.
    Approved,
}

/// A decision, by whom and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct StoredDecision {
    /// What was decided.
    pub decision: Decision,
    /// By whom.
    pub author: Option<String>,
    /// What they want to say about it.
    pub note: Option<String>,
    /// SHA-256 of the article's text that it is about; `None` when there was no article.
    pub article_sha256: Option<Sha256>,
    /// SHA-256 of the transcript's words, times and segments that it is about; `None` when there was no transcript.
    pub transcript_sha256: Option<Sha256>,
    /// SHA-256 of what people had set about the captions; `None` when nothing was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub captions_sha256: Option<Sha256>,
    /// When, in seconds since 1970.
    pub decided_unix_s: i64,
    /// The version of rawi that kept it; `None` when that was not recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rawi_version: Option<String>,
}

impl StoredDecision {
    /// Whether the other is the same decision, also where only one of them tells by which rawi it was kept.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let Self { decision, author, note, article_sha256, transcript_sha256, captions_sha256, decided_unix_s, .. } = self;
        (decision, author, note, decided_unix_s) == (&other.decision, &other.author, &other.note, &other.decided_unix_s)
            && (article_sha256, transcript_sha256, captions_sha256)
                == (&other.article_sha256, &other.transcript_sha256, &other.captions_sha256)
    }
}

/// What a decision was about and is another now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangedText {
    /// There is another version of the article.
    Article,
    /// Another transcript or correction is shown.
    Transcript,
    /// Something else is set by hand about the captions.
    Captions,
}

/// How far a report has come, and how it came there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StatusDetails {
    /// How far it has come.
    pub status: ReportStatus,
    /// What changed since the last decision, so that this holds no more.
    pub changed: Vec<ChangedText>,
    /// All decisions, oldest first.
    pub decisions: Vec<StoredDecision>,
}

impl Catalog {
    /// How far a report has come.
    ///
    /// # Errors
    /// [`Error::NoRow`], and those of reading.
    pub fn status(&self, report: ReportId) -> Result<StatusDetails, Error> {
        self.view(|t| load(t, report))
    }

    /// Keeps what `author` decided about a report as it is now. Once its article, its transcript or what is set about its captions
    /// changes, the decision does not hold any more. Texts of nothing but white space are none.
    ///
    /// # Errors
    /// [`Error::NoRow`]; [`Error::Undecidable`] when there is no transcript that could be reviewed or approved; and those of every
    /// change.
    pub fn decide(
        &self,
        report: ReportId,
        decision: Decision,
        author: Option<&str>,
        note: Option<&str>,
        now: i64,
    ) -> Result<StatusDetails, Error> {
        self.change(|t| {
            let slug = reports::load(t, report)?.slug;
            let (article_sha256, transcript_sha256) = texts(t, report)?;
            if decision != Decision::Open && transcript_sha256.is_none() {
                return Err(Error::Undecidable { report: slug }.into());
            }
            let said = |text: Option<&str>| text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
            let (author, note) = (said(author), said(note));
            let captions_sha256 = cue_settings::digest(t, report)?;
            add(
                t,
                report,
                &StoredDecision {
                    decision,
                    author,
                    note,
                    article_sha256,
                    transcript_sha256,
                    captions_sha256,
                    decided_unix_s: now,
                    rawi_version: Some(RAWI_VERSION.to_owned()),
                },
            )?;
            load(t, report)
        })
    }
}

pub(super) fn load(t: &Connection, report: ReportId) -> DbResult<StatusDetails> {
    let sql = "SELECT status, article_changed, transcript_changed, captions_changed FROM report_status WHERE report = ?1";
    let found = rows(t, sql, [report], |row| {
        let changed = [(1, ChangedText::Article), (2, ChangedText::Transcript), (3, ChangedText::Captions)];
        let is = |column| Ok::<_, rusqlite::Error>(row.get::<_, Option<bool>>(column)?.unwrap_or(false));
        let mut told = Vec::new();
        for (column, text) in changed {
            told.extend(is(column)?.then_some(text));
        }
        Ok((read_status(row, 0)?, told))
    })?
    .pop();
    let (status, changed) = found.ok_or(Error::NoRow { what: "report", id: report.number() })?;
    Ok(StatusDetails { status, changed, decisions: decisions(t, report)? })
}

/// The status in a column of a row.
pub(super) fn read_status(row: &Row<'_>, column: usize) -> DbResult<ReportStatus> {
    from_name("the status of a report", &row.get::<_, String>(column)?)
}

/// The hashes of the texts that a decision of this moment is about.
fn texts(t: &Connection, report: ReportId) -> DbResult<(Option<Sha256>, Option<Sha256>)> {
    let sql = "SELECT (SELECT text_sha256 FROM newest_articles a WHERE a.report_id = r.id),
        (SELECT content_sha256 FROM shown_transcripts t WHERE t.recording_id = r.recording_id) FROM reports r WHERE r.id = ?1";
    Ok(first(t, sql, [report], |row| Ok((row.get(0)?, row.get(1)?)))?.unwrap_or_default())
}

pub(super) fn add(t: &Connection, report: ReportId, made: &StoredDecision) -> DbResult<()> {
    let sql =
        "INSERT INTO report_decisions (report_id, decision, author, note, article_sha256, transcript_sha256, captions_sha256,
        decided_unix_s, rawi_version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let StoredDecision { author, note, article_sha256, transcript_sha256, captions_sha256, .. } = made;
    let (decision, at, rawi) = (name(&made.decision)?, made.decided_unix_s, &made.rawi_version);
    let values = params![report, decision, author, note, article_sha256, transcript_sha256, captions_sha256, at, rawi];
    insert(t, sql, values).map(drop)
}

pub(super) fn decisions(t: &Connection, report: ReportId) -> DbResult<Vec<StoredDecision>> {
    let sql =
        "SELECT decision, author, note, article_sha256, transcript_sha256, captions_sha256, decided_unix_s, rawi_version
        FROM report_decisions WHERE report_id = ?1 ORDER BY id";
    rows(t, sql, [report], |row| {
        Ok(StoredDecision {
            decision: from_name("a decision", &row.get::<_, String>(0)?)?,
            author: row.get(1)?,
            note: row.get(2)?,
            article_sha256: row.get(3)?,
            transcript_sha256: row.get(4)?,
            captions_sha256: row.get(5)?,
            decided_unix_s: row.get(6)?,
            rawi_version: row.get(7)?,
        })
    })
}
