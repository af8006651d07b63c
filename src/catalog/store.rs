//! The open database, and the two ways to use it: a change and a view.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::error::Error;
use super::fault::{DbResult, Fault, PATIENCE, is_busy};
use super::listed_words;
use super::search_terms::Listed;

/// Told how long it has waited for another writer; says whether to wait on.
pub(super) type WaitOn = Box<dyn Fn(Duration) -> bool + Send>;

/// An open catalog: one connection to one file.
pub struct Catalog {
    pub(super) database: Connection,
    pub(super) path: PathBuf,
    pub(super) wait_on: WaitOn,
    /// There is a journal beside the file that this connection does not see.
    pub(super) unread_journal: bool,
    /// The file has this earlier layout, and the connection is to a copy of it in the current one.
    pub(super) older_layout: Option<usize>,
    /// Words that are in the list of all words.
    pub(super) listed: RefCell<Listed>,
}

/// How long to sleep where SQLite refuses at once instead of waiting.
const PAUSE: Duration = Duration::from_millis(20);

impl Catalog {
    /// Where the catalog lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Tries again as long as another one keeps the file from being used and somebody wants to wait for it.
    pub(super) fn patiently<T>(&self, mut attempt: impl FnMut() -> DbResult<T>) -> DbResult<T> {
        let begun = Instant::now();
        let mut asked = Duration::ZERO;
        loop {
            match attempt() {
                Err(Fault::Sqlite(error)) if is_busy(&error) => {}
                done => return done,
            }
            let waited = begun.elapsed();
            if waited >= asked + PATIENCE {
                asked = waited;
                if !(self.wait_on)(waited) {
                    return Err(Error::Locked { path: self.path.clone(), waited_s: waited.as_secs() }.into());
                }
            }
            std::thread::sleep(PAUSE);
        }
    }

    /// Makes one change: all of it, or, when anything goes wrong or the process dies, none of it.
    pub(super) fn change<T>(&self, change: impl FnOnce(&Transaction<'_>) -> DbResult<T>) -> Result<T, Error> {
        let attempt = || -> DbResult<T> {
            // Immediate, since a reader that turns writer half way would be refused instead of waiting.
            let begin = || Ok(Transaction::new_unchecked(&self.database, TransactionBehavior::Immediate)?);
            let transaction = self.patiently(begin)?;
            listed_words::during(&self.listed, &self.database, || {
                let made = change(&transaction)?;
                transaction.commit()?;
                Ok(made)
            })
        };
        attempt().map_err(|fault| fault.describe(&self.path))
    }

    /// Reads several things as they were at one instant.
    pub(super) fn view<T>(&self, read: impl FnOnce(&Connection) -> DbResult<T>) -> Result<T, Error> {
        let attempt = || -> DbResult<T> {
            let transaction = self.patiently(|| {
                let transaction = Transaction::new_unchecked(&self.database, TransactionBehavior::Deferred)?;
                // It begins with the first thing that is read; this stands at the beginning of the file, whatever else is damaged.
                transaction.prepare_cached("PRAGMA user_version")?.query_row([], |_| Ok(()))?;
                Ok(transaction)
            })?;
            read(&transaction)
        };
        attempt().map_err(|fault| fault.describe(&self.path))
    }
}

impl std::fmt::Debug for Catalog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Catalog").field("path", &self.path).finish_non_exhaustive()
    }
}
