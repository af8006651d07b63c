//! Errors on their way out of a transaction.

use std::path::Path;
use std::time::Duration;

use rusqlite::ErrorCode;

use super::error::{Cause, Error};

/// How long a change waits for another writer before it gives up with [`Error::Locked`], or asks whether to wait on.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// What goes wrong inside the room.
#[derive(Debug)]
pub(super) enum Fault {
    /// SQLite's own error, which does not know the catalog's path; [`describe`] adds it.
    Sqlite(rusqlite::Error),
    /// An error that is complete already.
    Catalog(Error),
}

/// The result of a step inside a transaction.
pub(super) type DbResult<T> = Result<T, Fault>;

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Catalog(error)
    }
}

impl Fault {
    /// The room's error, with `path` as the catalog that it happened to.
    pub(super) fn describe(self, path: &Path) -> Error {
        match self {
            Self::Catalog(error) => error,
            Self::Sqlite(error) => describe(path, error),
        }
    }
}

/// SQLite's error as one of the room's, with the path of the catalog.
pub(super) fn describe(path: &Path, error: rusqlite::Error) -> Error {
    if let rusqlite::Error::FromSqlConversionFailure(column, _, source) = error {
        return Error::Unreadable { what: format!("column {} of a row", column + 1), source };
    }
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

/// Whether another one keeps the file from being used just now.
pub(super) fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}

/// What is stored under `what` cannot be read back.
pub(super) fn unreadable(what: &str, source: impl Into<Cause>) -> Fault {
    Fault::Catalog(Error::Unreadable { what: what.to_owned(), source: source.into() })
}
