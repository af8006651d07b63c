//! What was published with a report, as it came: its page, and transcripts of others.

use rusqlite::{Connection, params};
use serde::Serialize;

use super::made::Made;
use super::packed::{deflated, inflated};
use super::sql::{put, rows};
use super::{Catalog, DbResult, Error, FeedTranscript, ReportId};
use crate::text::Sha256;

/// A page as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StoredPage {
    /// Where it lay.
    pub address: String,
    /// Its bytes.
    pub content: Vec<u8>,
    /// When it was fetched, in seconds since 1970.
    pub fetched_unix_s: i64,
    /// The version of rawi that fetched it; `None` when that was not recorded.
    pub rawi_version: Option<String>,
}

/// A transcript that is published with a report, as it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct OfferedTranscript {
    /// Where it lay, and what its feed says of it.
    #[serde(flatten)]
    pub facts: FeedTranscript,
    /// Its bytes.
    #[serde(skip)]
    pub content: Vec<u8>,
    /// When it was fetched, in seconds since 1970.
    pub fetched_unix_s: i64,
    /// The version of rawi that fetched it; `None` when that was not recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rawi_version: Option<String>,
}

impl Catalog {
    /// Keeps the page of a report as it came, once.
    ///
    /// # Errors
    /// Those of every change.
    pub fn keep_page(&self, report: ReportId, address: &str, content: &[u8], now: i64) -> Result<(), Error> {
        self.change(|t| add_page(t, report, (address, content), Made::here(now)))
    }

    /// The newest page of a report.
    ///
    /// # Errors
    /// [`Error::Unreadable`], and those of reading.
    pub fn page(&self, report: ReportId) -> Result<Option<StoredPage>, Error> {
        self.view(|t| Ok(pages(t, report)?.pop()))
    }

    /// Keeps a transcript that is published with a report as it came, once.
    ///
    /// # Errors
    /// Those of every change.
    pub fn keep_offered(&self, report: ReportId, facts: &FeedTranscript, content: &[u8], now: i64) -> Result<(), Error> {
        self.change(|t| add_offered(t, report, (facts, content), Made::here(now)))
    }

    /// The transcripts that are published with a report, oldest first.
    ///
    /// # Errors
    /// [`Error::Unreadable`], and those of reading.
    pub fn offered(&self, report: ReportId) -> Result<Vec<OfferedTranscript>, Error> {
        self.view(|t| offered(t, report))
    }
}

pub(super) fn add_page(t: &Connection, report: ReportId, (address, content): (&str, &[u8]), made: Made<'_>) -> DbResult<()> {
    let sql = "INSERT OR IGNORE INTO pages (report_id, address, content_sha256, content, fetched_unix_s, rawi_version)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let (hash, packed) = (Sha256::of(content), deflated(content));
    put(t, sql, params![report, address, hash, packed, made.unix_s, made.rawi]).map(drop)
}

pub(super) fn pages(t: &Connection, report: ReportId) -> DbResult<Vec<StoredPage>> {
    let sql = "SELECT address, content, fetched_unix_s, rawi_version FROM pages WHERE report_id = ?1 ORDER BY id";
    rows(t, sql, [report], |row| {
        let content = inflated(&format!("the page of report {report}"), &row.get::<_, Vec<u8>>(1)?)?;
        Ok(StoredPage { address: row.get(0)?, content, fetched_unix_s: row.get(2)?, rawi_version: row.get(3)? })
    })
}

pub(super) fn add_offered(
    t: &Connection,
    report: ReportId,
    (facts, content): (&FeedTranscript, &[u8]),
    made: Made<'_>,
) -> DbResult<()> {
    let sql = "INSERT OR IGNORE INTO offered_transcripts
        (report_id, address, media_type, language, is_captions, content_sha256, content, fetched_unix_s,
        rawi_version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let FeedTranscript { address, media_type, language, is_captions } = facts;
    let (hash, packed) = (Sha256::of(content), deflated(content));
    put(t, sql, params![report, address, media_type, language, is_captions, hash, packed, made.unix_s, made.rawi]).map(drop)
}

pub(super) fn offered(t: &Connection, report: ReportId) -> DbResult<Vec<OfferedTranscript>> {
    let sql = "SELECT address, media_type, language, is_captions, content, fetched_unix_s, rawi_version
        FROM offered_transcripts WHERE report_id = ?1 ORDER BY id";
    rows(t, sql, [report], |row| {
        let content = inflated(&format!("a transcript that is published with report {report}"), &row.get::<_, Vec<u8>>(4)?)?;
        let facts = FeedTranscript {
            address: row.get(0)?,
            media_type: row.get(1)?,
            language: row.get(2)?,
            is_captions: row.get(3)?,
        };
        Ok(OfferedTranscript { facts, content, fetched_unix_s: row.get(5)?, rawi_version: row.get(6)? })
    })
}
