//! The open database, and the two ways to use it: a change and a view.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::error::Error;
use super::fault::DbResult;

/// An open catalog: one connection to one file.
#[derive(Debug)]
pub struct Catalog {
    pub(super) database: Connection,
    pub(super) path: PathBuf,
}

impl Catalog {
    /// Where the catalog lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Makes one change: all of it, or, when anything goes wrong or the process dies, none of it.
    pub(super) fn change<T>(&self, change: impl FnOnce(&Transaction<'_>) -> DbResult<T>) -> Result<T, Error> {
        let attempt = || -> DbResult<T> {
            // Immediate, since a reader that turns writer half way would be refused instead of waiting.
            let transaction = Transaction::new_unchecked(&self.database, TransactionBehavior::Immediate)?;
            let made = change(&transaction)?;
            transaction.commit()?;
            Ok(made)
        };
        attempt().map_err(|fault| fault.describe(&self.path))
    }

    /// Reads several things as they were at one instant.
    pub(super) fn view<T>(&self, read: impl FnOnce(&Connection) -> DbResult<T>) -> Result<T, Error> {
        let attempt = || -> DbResult<T> {
            let transaction = Transaction::new_unchecked(&self.database, TransactionBehavior::Deferred)?;
            read(&transaction)
        };
        attempt().map_err(|fault| fault.describe(&self.path))
    }
}
