//! How changes are made and what the engine's refusals mean.

use rusqlite::{Connection, ErrorCode, OptionalExtension, Row, Transaction, TransactionBehavior};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::open::PATIENCE;
use super::{Catalog, Cause, Error};
use crate::time::{Span, Timestamp};

/// What can go wrong within the room: the engine's refusal, which still lacks the path, or an error that is told as it is.
#[derive(Debug)]
pub(super) enum Fault {
    Engine(rusqlite::Error),
    Told(Error),
}

pub(super) type Kept<T> = Result<T, Fault>;

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Engine(error)
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Told(error)
    }
}

impl Catalog {
    /// Makes one change: all of it, or, when anything goes wrong or the process dies, none of it.
    pub(super) fn change<T>(&self, change: impl FnOnce(&Transaction<'_>) -> Kept<T>) -> Result<T, Error> {
        let attempt = || -> Kept<T> {
            // Immediate, since a reader that turns writer half way would be refused instead of waiting.
            let transaction = Transaction::new_unchecked(&self.database, TransactionBehavior::Immediate)?;
            let made = change(&transaction)?;
            transaction.commit()?;
            Ok(made)
        };
        attempt().map_err(|fault| self.told(fault))
    }

    /// Reads several things as they were at one instant.
    pub(super) fn view<T>(&self, read: impl FnOnce(&Connection) -> Kept<T>) -> Result<T, Error> {
        let attempt = || -> Kept<T> {
            let transaction = Transaction::new_unchecked(&self.database, TransactionBehavior::Deferred)?;
            read(&transaction)
        };
        attempt().map_err(|fault| self.told(fault))
    }

    fn told(&self, fault: Fault) -> Error {
        match fault {
            Fault::Told(error) => error,
            Fault::Engine(error) => told(&self.path, error),
        }
    }
}

/// The engine's refusal in the room's own words.
pub(super) fn told(path: &std::path::Path, error: rusqlite::Error) -> Error {
    let path = path.to_owned();
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Locked { path, waited_s: PATIENCE.as_secs() },
        Some(ErrorCode::ReadOnly) => Error::ReadOnly { path },
        Some(ErrorCode::DiskFull) => Error::Full { path },
        Some(ErrorCode::DatabaseCorrupt) => Error::Damaged { path, detail: error.to_string() },
        Some(ErrorCode::NotADatabase) => Error::NotACatalog { path, found: "it is no SQLite database" },
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => Error::Open { path, source: error.into() },
        _ => Error::Database { path, source: error.into() },
    }
}

/// Runs a query prepared once and collects its rows.
pub(super) fn rows<T>(
    database: &Connection,
    sql: &str,
    parameters: impl rusqlite::Params,
    mut row: impl FnMut(&Row<'_>) -> Kept<T>,
) -> Kept<Vec<T>> {
    let mut statement = database.prepare_cached(sql)?;
    let mut found = statement.query(parameters)?;
    let mut all = Vec::new();
    while let Some(next) = found.next()? {
        all.push(row(next)?);
    }
    Ok(all)
}

/// The first row of a query, if it has one.
pub(super) fn first<T>(
    database: &Connection,
    sql: &str,
    parameters: impl rusqlite::Params,
    row: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
) -> Kept<Option<T>> {
    Ok(database.prepare_cached(sql)?.query_row(parameters, row).optional()?)
}

/// Makes one statement's change.
pub(super) fn put(database: &Connection, sql: &str, parameters: impl rusqlite::Params) -> Kept<usize> {
    Ok(database.prepare_cached(sql)?.execute(parameters)?)
}

/// Makes one statement's change and gives the id of the row it made.
pub(super) fn insert(database: &Connection, sql: &str, parameters: impl rusqlite::Params) -> Kept<i64> {
    Ok(database.prepare_cached(sql)?.insert(parameters)?)
}

/// A value as JSON text.
pub(super) fn json(value: &impl Serialize) -> Kept<String> {
    serde_json::to_string(value).map_err(|e| unreadable("a value to be kept", e))
}

/// A value from JSON text.
pub(super) fn from_json<T: DeserializeOwned>(what: &str, text: &str) -> Kept<T> {
    serde_json::from_str(text).map_err(|e| unreadable(what, e))
}

/// The name under which an enum's variant goes in JSON, which is also its name in a column.
pub(super) fn name(value: &impl Serialize) -> Kept<String> {
    Ok(json(value)?.trim_matches('"').to_owned())
}

/// The variant of a name; see [`name`].
pub(super) fn from_name<T: DeserializeOwned>(what: &str, name: &str) -> Kept<T> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).map_err(|e| unreadable(what, e))
}

pub(super) fn unreadable(what: &str, source: impl Into<Cause>) -> Fault {
    Fault::Told(Error::Unreadable { what: what.to_owned(), source: source.into() })
}

/// A span from two columns that are null together.
pub(super) fn span(start_ms: Option<u32>, end_ms: Option<u32>) -> Option<Span> {
    Some(Span::between(Timestamp::from_millis(start_ms?), Timestamp::from_millis(end_ms?)))
}

/// Both ends of a span that may be absent.
pub(super) fn ends(span: Option<Span>) -> (Option<u32>, Option<u32>) {
    (span.map(|s| s.start().as_millis()), span.map(|s| s.end().as_millis()))
}

/// A column that counts or indexes something in memory.
pub(super) fn count(row: &Row<'_>, column: usize) -> rusqlite::Result<usize> {
    Ok(row.get::<_, u32>(column)? as usize)
}
