//! Where two catalogs that were merged did not agree: kept until a person settles it.

use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};

use super::sql::{from_name, json, name, put, rows};
use super::{Catalog, DbResult, Error, ReportId};
use crate::text::Sha256;

/// In what two catalogs did not agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MergeConflictKind {
    /// One address, or one episode of a feed, with two recordings. Both stand.
    SameIdOtherBytes,
    /// One recording, report or feed of which they tell other facts. What was here stays.
    OtherFacts,
    /// Each has a version of an article that the other does not know. Both are kept; the one that was shown here is shown.
    TwoArticles,
    /// Each has a correction that the other does not know. Both are kept where they are versions; the one that was shown here is shown.
    /// Of two changes of one segment the one that was here stays.
    TwoCorrections,
    /// Each reviewed or approved it, or took that back. Both decisions are kept; the one that counted here counts.
    ReviewStates,
    /// Each decided otherwise on a finding. Both decisions are kept; the one that counted here counts.
    FindingDecisions,
    /// Each set the same of a caption otherwise. What was here stays.
    Captions,
    /// Removed in one of them. It is not brought back where nobody worked on it since, and never removed by a merge.
    Removed,
}

impl MergeConflictKind {
    /// Its name in JSON, with spaces.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::SameIdOtherBytes => "one address, two recordings",
            Self::OtherFacts => "other facts",
            Self::TwoArticles => "two articles",
            Self::TwoCorrections => "two corrections",
            Self::ReviewStates => "other review",
            Self::FindingDecisions => "other decision on a finding",
            Self::Captions => "other captions",
            Self::Removed => "removed in one of them",
        }
    }
}

/// One place in which two catalogs did not agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MergeConflict {
    /// In what.
    pub kind: MergeConflictKind,
    /// What it is about: the slug of a report, the hash of a recording, the address of a feed.
    pub subject: String,
    /// What of that.
    pub what: String,
    /// What was here.
    pub ours: Option<String>,
    /// What the other one had.
    pub theirs: Option<String>,
    /// Whose it was there, where that is known.
    pub author: Option<String>,
    /// The file of the other catalog.
    pub source: String,
}

impl MergeConflict {
    /// What makes it the same conflict when the catalogs are merged again, whatever the other file is called by then.
    pub(super) fn key(&self) -> DbResult<Sha256> {
        let Self { kind, subject, what, theirs, author, .. } = self;
        Ok(Sha256::of(json(&(kind, subject, what, theirs, author))?.as_bytes()))
    }
}

/// A conflict of the catalog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StoredMergeConflict {
    /// Its number.
    pub id: i64,
    /// The report that it is about, if it is about one.
    pub report: Option<ReportId>,
    /// The conflict.
    #[serde(flatten)]
    pub conflict: MergeConflict,
    /// When it was found, in seconds since 1970.
    pub found_unix_s: i64,
    /// Who settled it.
    pub settled_by: Option<String>,
    /// When, in seconds since 1970; `None` while it is open.
    pub settled_unix_s: Option<i64>,
    #[serde(skip)]
    pub(super) key: Sha256,
}

const SELECT: &str = "SELECT id, report_id, kind, subject, what, ours, theirs, author, source, found_unix_s, settled_by,
    settled_unix_s, conflict_key FROM merge_conflicts";

impl Catalog {
    /// Where catalogs that were merged into this one did not agree with it, oldest first; those that are settled too.
    ///
    /// # Errors
    /// Those of reading.
    pub fn merge_conflicts(&self) -> Result<Vec<StoredMergeConflict>, Error> {
        self.view(|t| rows(t, &format!("{SELECT} ORDER BY id"), [], read))
    }

    /// Notes that `by` settled a conflict.
    ///
    /// # Errors
    /// [`Error::NoRow`], and those of every change.
    pub fn settle_merge_conflict(&self, id: i64, by: &str, now: i64) -> Result<(), Error> {
        let sql = "UPDATE merge_conflicts SET settled_by = ?2, settled_unix_s = ?3 WHERE id = ?1";
        self.change(|t| match put(t, sql, params![id, by, now])? {
            0 => Err(Error::NoRow { what: "conflict", id }.into()),
            _ => Ok(()),
        })
    }
}

/// Those of a report, or those of no report.
pub(super) fn of_report(t: &Connection, report: Option<ReportId>) -> DbResult<Vec<StoredMergeConflict>> {
    rows(t, &format!("{SELECT} WHERE report_id IS ?1 ORDER BY id"), [report], read)
}

/// Keeps a conflict, once; whether it is new.
pub(super) fn add(
    t: &Connection,
    (report, key): (Option<ReportId>, Sha256),
    conflict: &MergeConflict,
    (found, settled): (i64, Option<(String, i64)>),
) -> DbResult<bool> {
    let sql =
        "INSERT OR IGNORE INTO merge_conflicts (conflict_key, report_id, kind, subject, what, ours, theirs, author, source,
        found_unix_s, settled_by, settled_unix_s) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
    let MergeConflict { kind, subject, what, ours, theirs, author, source } = conflict;
    let (by, at) = settled.unzip();
    let values = params![key, report, name(kind)?, subject, what, ours, theirs, author, source, found, by, at];
    Ok(put(t, sql, values)? > 0)
}

fn read(row: &Row<'_>) -> DbResult<StoredMergeConflict> {
    let conflict = MergeConflict {
        kind: from_name("a kind of conflict", &row.get::<_, String>(2)?)?,
        subject: row.get(3)?,
        what: row.get(4)?,
        ours: row.get(5)?,
        theirs: row.get(6)?,
        author: row.get(7)?,
        source: row.get(8)?,
    };
    Ok(StoredMergeConflict {
        id: row.get(0)?,
        report: row.get(1)?,
        conflict,
        found_unix_s: row.get(9)?,
        settled_by: row.get(10)?,
        settled_unix_s: row.get(11)?,
        key: row.get(12)?,
    })
}
