//! What can still be read of a damaged catalog.

use std::collections::BTreeSet;

use rusqlite::Connection;
use serde::Serialize;

use super::fault::{DbResult, Fault};

/// Something that cannot be read any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Lost {
    /// What it is: `recording`, `transcript`, `report`, `article`, `alignment`, the list of one of these, or what belongs to one.
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
    Salvaging(Vec<Lost>),
}

/// How the ids of a table's rows are listed.
pub(super) struct List {
    /// The list's name when it cannot be read.
    pub(super) what: &'static str,
    pub(super) table: &'static str,
    /// The condition by which rows belong to the owner `?1`.
    pub(super) owned: &'static str,
    pub(super) order: &'static str,
}

impl Reading {
    /// What `read` gave; `None` when it is lost.
    pub(super) fn row<T>(&mut self, (what, id): (&'static str, i64), read: DbResult<T>) -> DbResult<Option<T>> {
        match (read, self) {
            (Ok(value), _) => Ok(Some(value)),
            (Err(fault), Self::Salvaging(lost)) if fault.is_damage() => {
                lost.push(Lost { what, id: Some(id), why: fault.told() });
                Ok(None)
            }
            (Err(fault), _) => Err(fault),
        }
    }

    /// Notes that something is lost by another loss, if there was one.
    pub(super) fn lose(&mut self, what: &'static str, id: i64, why: &str) {
        if let Self::Salvaging(lost) = self
            && !lost.is_empty()
        {
            lost.push(Lost { what, id: Some(id), why: why.to_owned() });
        }
    }

    /// The ids of the rows of a list that belong to `owner`, in its order. Of one that is damaged: those that any way through the
    /// table leads to, since an index and both ends of a table may be whole where its middle is not.
    pub(super) fn ids(&mut self, t: &Connection, list: &List, owner: Option<i64>) -> DbResult<Vec<i64>> {
        let List { what, table, owned, order } = list;
        let listed = format!("SELECT id FROM {table} WHERE {owned} ORDER BY {order}");
        let mut found = Vec::new();
        let (fault, lost) = match (walk(t, &listed, owner, &mut found), self) {
            (Ok(()), _) => return Ok(found),
            (Err(fault), Self::Salvaging(lost)) if fault.is_damage() => (fault, lost),
            (Err(fault), _) => return Err(fault),
        };
        let mut more = Vec::new();
        for order in ["id", "id DESC"] {
            let by_rows = format!("SELECT id FROM {table} NOT INDEXED WHERE {owned} ORDER BY {order}");
            // Where it ends is where the damage begins.
            let _ = walk(t, &by_rows, owner, &mut more);
        }
        let known: BTreeSet<i64> = found.iter().copied().collect();
        let more: BTreeSet<i64> = more.into_iter().filter(|id| !known.contains(id)).collect();
        found.extend(more);
        lost.push(Lost { what, id: owner, why: fault.told() });
        Ok(found)
    }
}

/// Adds the ids that a query gives, as far as it comes.
fn walk(t: &Connection, sql: &str, owner: Option<i64>, found: &mut Vec<i64>) -> DbResult<()> {
    let mut statement = t.prepare_cached(sql)?;
    let mut rows = statement.query([owner])?;
    while let Some(row) = rows.next()? {
        found.push(row.get(0)?);
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
