//! A copy of the catalog while others work with it.

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::Backup;
use serde::Serialize;

use super::fault::describe;
use super::open::connect_to_still;
use super::sql::{first, rows};
use super::{Catalog, DbResult, Error};

/// A copy that was made and read again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct BackedUp {
    /// Reports in it.
    pub reports: u64,
    /// Tables that were counted in both.
    pub tables: usize,
    /// Rows of all tables.
    pub rows: u64,
}

/// Pages that are copied at a time.
const PAGES: i32 = 4096;

impl Catalog {
    /// Copies the catalog, as it is at this instant, into the file at `target`, which is made or has nothing in it. Others may go on
    /// reading and writing. The copy is then opened anew and examined, and its rows are counted against those that were copied.
    ///
    /// # Errors
    /// [`Error::Damaged`] when what was written is not what was copied, with `target` as the path; [`Error::Full`]; and those of
    /// reading.
    pub fn back_up(&self, target: &Path) -> Result<BackedUp, Error> {
        let counted = self.view(|t| {
            // Within this transaction the connection sees one state of the file, and so does the copy that it makes.
            let counted = counts(t)?;
            let mut copy = Connection::open(target)?;
            Backup::new(t, &mut copy)?.run_to_completion(PAGES, Duration::ZERO, None)?;
            copy.close().map_err(|(_, error)| error)?;
            Ok(counted)
        })?;
        let copy = connect_to_still(target)?;
        let examine = || -> DbResult<Result<(), String>> {
            let told = first(&copy, "PRAGMA integrity_check(1)", [], |row| row.get::<_, String>(0))?.unwrap_or_default();
            if told != "ok" {
                return Ok(Err(told));
            }
            let copied = counts(&copy)?;
            let other = counted.iter().find(|table| !copied.contains(table));
            Ok(other.map_or(Ok(()), |(table, _)| Err(format!("its table {table} has other rows than the catalog's"))))
        };
        examine()
            .map_err(|fault| fault.describe(target))?
            .map_err(|detail| Error::Damaged { path: target.to_owned(), detail })?;
        let of = |name: &str| counted.iter().find(|(table, _)| table == name).map_or(0, |(_, rows)| *rows);
        let rows = counted.iter().map(|(_, rows)| rows).sum();
        copy.close().map_err(|(_, error)| describe(target, error))?;
        Ok(BackedUp { reports: of("reports"), tables: counted.len(), rows })
    }
}

/// The tables and how many rows each has.
fn counts(t: &Connection) -> DbResult<Vec<(String, u64)>> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
    let tables = rows(t, sql, [], |row| Ok(row.get::<_, String>(0)?))?;
    let mut counted = Vec::new();
    for table in tables {
        let sql = format!("SELECT count(*) FROM \"{}\"", table.replace('"', "\"\""));
        counted.push((table, first(t, &sql, [], |row| row.get(0))?.unwrap_or_default()));
    }
    Ok(counted)
}
