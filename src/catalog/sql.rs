//! Statements, and columns whose values need a form of their own.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::fault::{DbResult, unreadable};
use super::slug::Slug;
use crate::text::{Language, Sha256};
use crate::time::{Span, Timestamp};

/// Runs a query prepared once and collects its rows.
pub(super) fn rows<T>(
    database: &Connection,
    sql: &str,
    parameters: impl rusqlite::Params,
    mut row: impl FnMut(&Row<'_>) -> DbResult<T>,
) -> DbResult<Vec<T>> {
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
) -> DbResult<Option<T>> {
    Ok(database.prepare_cached(sql)?.query_row(parameters, row).optional()?)
}

/// Makes one statement's change.
pub(super) fn put(database: &Connection, sql: &str, parameters: impl rusqlite::Params) -> DbResult<usize> {
    Ok(database.prepare_cached(sql)?.execute(parameters)?)
}

/// Makes one statement's change and gives the id of the row it made.
pub(super) fn insert(database: &Connection, sql: &str, parameters: impl rusqlite::Params) -> DbResult<i64> {
    Ok(database.prepare_cached(sql)?.insert(parameters)?)
}

/// A value as JSON text.
pub(super) fn json(value: &impl Serialize) -> DbResult<String> {
    serde_json::to_string(value).map_err(|e| unreadable("a value to be kept", e))
}

/// A value from JSON text.
pub(super) fn from_json<T: DeserializeOwned>(what: &str, text: &str) -> DbResult<T> {
    serde_json::from_str(text).map_err(|e| unreadable(what, e))
}

/// The name under which an enum's variant goes in JSON, which is also its name in a column.
pub(super) fn name(value: &impl Serialize) -> DbResult<String> {
    Ok(json(value)?.trim_matches('"').to_owned())
}

/// The variant of a name; see [`name`].
pub(super) fn from_name<T: DeserializeOwned>(what: &str, name: &str) -> DbResult<T> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).map_err(|e| unreadable(what, e))
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

impl ToSql for Sha256 {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.to_string()))
    }
}

impl FromSql for Sha256 {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_str()?.parse().map_err(FromSqlError::other)
    }
}

impl ToSql for Language {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.as_str()))
    }
}

impl FromSql for Language {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_str()?.parse().map_err(FromSqlError::other)
    }
}

impl ToSql for Slug {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.as_str()))
    }
}

impl FromSql for Slug {
    /// A row that another program wrote may hold any text; one that is no slug is read as the title of one, so that the
    /// report can still be found, mended and removed, and no path is ever made from what stands there.
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let text = value.as_str()?;
        Ok(text.parse().unwrap_or_else(|_| Self::of_title(text)))
    }
}
