//! Whose caret is where at this moment: short leases, so that a program that ends without a word is forgotten by itself.

use rusqlite::params;

use super::sql::{put, rows};
use super::{Catalog, Error, ReportId, reports};

/// Somebody's caret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presence {
    /// In which report.
    pub report: ReportId,
    /// Whose.
    pub author: String,
    /// In which segment of its transcript.
    pub segment: u32,
    /// From when on, in seconds since 1970, it counts no more.
    pub until_unix_s: i64,
}

impl Catalog {
    /// Keeps that the caret of whoever it is stands where it does until the lease ends; where it stood before in the report is forgotten,
    /// and so is everybody's lease that ended before `now`, in seconds since 1970.
    ///
    /// # Errors
    /// [`Error::NoRow`] when there is no such report, and those of every change.
    pub fn keep_presence(&self, presence: &Presence, now: i64) -> Result<(), Error> {
        let Presence { report, author, segment, until_unix_s } = presence;
        let sql = "INSERT OR REPLACE INTO presences (report_id, author, segment, until_unix_s) VALUES (?1, ?2, ?3, ?4)";
        self.change(|t| {
            reports::load(t, *report)?;
            put(t, "DELETE FROM presences WHERE until_unix_s <= ?1", [now])?;
            put(t, sql, params![report, author, segment, until_unix_s]).map(drop)
        })
    }

    /// Forgets where in a report the caret of `author` stands. Nothing is done where it stands nowhere.
    ///
    /// # Errors
    /// Those of every change.
    pub fn end_presence(&self, report: ReportId, author: &str) -> Result<(), Error> {
        let sql = "DELETE FROM presences WHERE report_id = ?1 AND author = ?2";
        self.change(|t| put(t, sql, params![report, author]).map(drop))
    }

    /// Whose carets stand where at `now`, in seconds since 1970, by report and name.
    ///
    /// # Errors
    /// Those of reading.
    pub fn presences(&self, now: i64) -> Result<Vec<Presence>, Error> {
        let sql = "SELECT report_id, author, segment, until_unix_s FROM presences WHERE until_unix_s > ?1
            ORDER BY report_id, author";
        self.view(|t| {
            rows(t, sql, [now], |row| {
                Ok(Presence { report: row.get(0)?, author: row.get(1)?, segment: row.get(2)?, until_unix_s: row.get(3)? })
            })
        })
    }
}
