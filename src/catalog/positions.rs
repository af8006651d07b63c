//! Where people left off.

use std::collections::BTreeMap;

use rusqlite::params;

use super::sql::{put, rows};
use super::{Catalog, Error, ReportId, reports};
use crate::time::Timestamp;

impl Catalog {
    /// Keeps where in its recording `author` left off with a report. The place before is forgotten.
    ///
    /// # Errors
    /// [`Error::NoRow`] when there is no such report, and those of every change.
    pub fn keep_position(&self, report: ReportId, author: &str, at: Timestamp, now: i64) -> Result<(), Error> {
        let sql = "INSERT OR REPLACE INTO positions (report_id, author, at_ms, left_unix_s) VALUES (?1, ?2, ?3, ?4)";
        self.change(|t| {
            reports::load(t, report)?;
            put(t, sql, params![report, author, at.as_millis(), now]).map(drop)
        })
    }

    /// Where people left off with a report, by their names.
    ///
    /// # Errors
    /// Those of reading.
    pub fn positions(&self, report: ReportId) -> Result<BTreeMap<String, Timestamp>, Error> {
        let sql = "SELECT author, at_ms FROM positions WHERE report_id = ?1";
        self.view(|t| {
            let all = rows(t, sql, [report], |row| Ok((row.get(0)?, Timestamp::from_millis(row.get(1)?))))?;
            Ok(all.into_iter().collect())
        })
    }
}
