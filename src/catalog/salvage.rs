//! What can still be read of a damaged catalog.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use serde::Serialize;

use super::fault::{DbResult, Fault};

/// Something that cannot be read any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Lost {
    /// What it is: `recording`, `transcript`, `report`, `article`, `alignment`, the list of one of these,
    /// what belongs to one, or the `journal`.
    pub what: &'static str,
    /// Its id, or that of the row whose list it is; `None` for the list of all.
    pub id: Option<i64>,
    /// What the database says of it.
    pub why: String,
}

/// What was saved of a catalog.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Salvaged {
    /// Recordings that could be read.
    pub recordings: usize,
    /// Reports that could be read.
    pub reports: usize,
    /// Transcripts and corrections that could be read.
    pub transcripts: usize,
    /// Versions of articles that could be read.
    pub articles: usize,
    /// Alignments that could be read.
    pub alignments: usize,
    /// What could not be read. Nothing, of a catalog that is whole.
    pub lost: Vec<Lost>,
}

impl Salvaged {
    /// Whether not a row could be read.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.recordings + self.reports + self.transcripts + self.articles + self.alignments == 0
    }
}

/// What happens when a row cannot be read.
pub(super) enum Reading {
    /// It is an error.
    Strict,
    /// It is noted as lost, and the rest is read.
    Salvaging(Salvage),
}

/// A reading that goes on where something is lost.
#[derive(Default)]
pub(super) struct Salvage {
    pub(super) lost: Vec<Lost>,
    /// The rows of tables whose lists are damaged, once they were looked for.
    rows: BTreeMap<&'static str, Vec<Row>>,
}

/// A row's id and whose it is.
struct Row {
    id: i64,
    owner: Option<i64>,
}

/// How the ids of a table's rows are listed.
pub(super) struct List {
    /// The list's name when it cannot be read.
    pub(super) what: &'static str,
    pub(super) table: &'static str,
    /// The column that says whose a row is, where somebody's rows are listed and not all.
    pub(super) owner: Option<&'static str>,
    pub(super) order: &'static str,
}

/// After so many ids in a row that have no row, or none that can be read, the search one by one ends: no damaged page holds more.
const MOST_MISSED: u32 = 10_000;

impl Reading {
    /// What `read` gave; `None` when it is lost.
    pub(super) fn row<T>(&mut self, (what, id): (&'static str, i64), read: DbResult<T>) -> DbResult<Option<T>> {
        match (read, self) {
            (Ok(value), _) => Ok(Some(value)),
            (Err(fault), Self::Salvaging(salvage)) if fault.is_damage() => {
                salvage.lost.push(Lost { what, id: Some(id), why: fault.told() });
                Ok(None)
            }
            (Err(fault), _) => Err(fault),
        }
    }

    /// Notes that something is lost by another loss, if there was one.
    pub(super) fn lose(&mut self, what: &'static str, id: i64, why: &str) {
        if let Self::Salvaging(salvage) = self
            && !salvage.lost.is_empty()
        {
            salvage.lost.push(Lost { what, id: Some(id), why: why.to_owned() });
        }
    }

    /// The ids of the rows of a list that are `owner`'s, in its order. Of a damaged one: those of all rows that can be found.
    pub(super) fn ids(&mut self, t: &Connection, list: &List, owner: Option<i64>) -> DbResult<Vec<i64>> {
        let List { what, table, order, .. } = list;
        let mut found = Vec::new();
        let owned = list.owner.map_or_else(|| "?1 IS NULL".to_owned(), |column| format!("{column} = ?1"));
        let sql = format!("SELECT id FROM {table} WHERE {owned} ORDER BY {order}");
        let listed = walk(t, &sql, owner, |row| {
            found.push(row.get(0)?);
            Ok(())
        });
        let (fault, salvage) = match (listed, self) {
            (Ok(()), _) => return Ok(found),
            (Err(fault), Self::Salvaging(salvage)) if fault.is_damage() => (fault, salvage),
            (Err(fault), _) => return Err(fault),
        };
        let rows = salvage.rows.entry(*table).or_insert_with(|| rows_one_by_one(t, list));
        let known: BTreeSet<i64> = found.iter().copied().collect();
        found.extend(rows.iter().filter(|row| row.owner == owner && !known.contains(&row.id)).map(|row| row.id));
        salvage.lost.push(Lost { what, id: owner, why: fault.told() });
        Ok(found)
    }
}

/// All rows of a table that any way leads to: from its beginning, from its end, and each id in between by itself, since what lies
/// behind a damaged page is often whole.
fn rows_one_by_one(t: &Connection, list: &List) -> Vec<Row> {
    let (table, owner) = (list.table, list.owner.unwrap_or("NULL"));
    let mut found: BTreeMap<i64, Option<i64>> = BTreeMap::new();
    let mut take = |sql: &str, id: Option<i64>| {
        let mut last = None;
        // Where it ends is where the damage begins.
        let _ = walk(t, sql, id, |row| {
            last = Some(row.get(0)?);
            found.insert(row.get(0)?, row.get(1)?);
            Ok(())
        });
        last
    };
    let all = format!("SELECT id, {owner} FROM {table} NOT INDEXED WHERE ?1 IS NULL ORDER BY id");
    let from_start = take(&all, None).unwrap_or(0);
    let from_end = take(&format!("{all} DESC"), None).unwrap_or(i64::MAX);
    let one = format!("SELECT id, {owner} FROM {table} NOT INDEXED WHERE id = ?1");
    let mut missed = 0;
    for id in from_start + 1..from_end {
        missed = if take(&one, Some(id)).is_some() { 0 } else { missed + 1 };
        if missed > MOST_MISSED {
            break;
        }
    }
    found.into_iter().map(|(id, owner)| Row { id, owner }).collect()
}

/// Gives the rows of a query to `each`, as far as it comes.
fn walk(
    t: &Connection,
    sql: &str,
    parameter: Option<i64>,
    mut each: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<()>,
) -> DbResult<()> {
    let mut statement = t.prepare_cached(sql)?;
    let mut rows = statement.query([parameter])?;
    while let Some(row) = rows.next()? {
        each(row)?;
    }
    Ok(())
}

impl Fault {
    /// Whether what is stored cannot be read, rather than the system or another program being in the way.
    pub(super) fn is_damage(&self) -> bool {
        use super::Error;
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase, SystemIoFailure, Unknown};
        match self {
            Self::Sqlite(
                rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::IntegralValueOutOfRange(..)
                | rusqlite::Error::Utf8Error(..)
                | rusqlite::Error::SqlInputError { .. },
            ) => true,
            Self::Sqlite(error) => {
                matches!(error.sqlite_error_code(), Some(DatabaseCorrupt | NotADatabase | SystemIoFailure | Unknown))
            }
            Self::Catalog(error) => {
                matches!(error, Error::Unreadable { .. } | Error::NoRow { .. } | Error::Damaged { .. } | Error::Value { .. })
            }
        }
    }

    /// In words, with the causes.
    pub(super) fn told(&self) -> String {
        let error: &dyn std::error::Error = match self {
            Self::Sqlite(error) => error,
            Self::Catalog(error) => error,
        };
        let mut told = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            let text = error.to_string();
            if !told.ends_with(&text) {
                told.push_str(": ");
                told.push_str(&text);
            }
            cause = error.source();
        }
        told
    }
}
