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

    /// Makes one change: all of it, or, when anything goes wrong or the process dies, none of it. Within [`together`](Self::together) it is a
    /// part of that change, which can go wrong by itself.
    pub(super) fn change<T>(&self, change: impl FnOnce(&Connection) -> DbResult<T>) -> Result<T, Error> {
        let is_part = !self.database.is_autocommit();
        let made = if is_part { part(&self.database, change) } else { self.whole(change) };
        made.map_err(|fault| fault.describe(&self.path))
    }

    fn whole<T>(&self, change: impl FnOnce(&Connection) -> DbResult<T>) -> DbResult<T> {
        let transaction = self.begin()?;
        listed_words::during(&self.listed, &self.database, || {
            let made = change(&transaction)?;
            transaction.commit()?;
            Ok(made)
        })
    }

    fn begin(&self) -> DbResult<Transaction<'_>> {
        // Immediate, since a reader that turns writer half way would be refused instead of waiting.
        self.patiently(|| Ok(Transaction::new_unchecked(&self.database, TransactionBehavior::Immediate)?))
    }

    /// Makes all that `changes` does with this catalog one change: all of it, or, when it fails or the process dies, none of it. It is written
    /// through to the disk once, which is most of what a small change costs. No other process can write meanwhile.
    ///
    /// # Errors
    /// What `changes` gives, and those of every change.
    ///
    /// ```
    /// use rawi::catalog::{Catalog, Error, ReportFacts, ReportFilter};
    /// let dir = tempfile::tempdir()?;
    /// let catalog = Catalog::open(&dir.path().join("catalog.db"))?;
    /// let failed: Result<(), Error> = catalog.together(|| {
    ///     catalog.add_report(&ReportFacts::new("Aid reaches the valley"), 0)?;
    ///     catalog.find_report("another one").map(drop)
    /// });
    /// assert!(failed.is_err());
    /// assert_eq!(catalog.count(&ReportFilter::default())?, 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn together<T, E: From<Error>>(&self, changes: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        if !self.database.is_autocommit() {
            return changes();
        }
        let told = |fault: Fault| E::from(fault.describe(&self.path));
        let transaction = self.begin().map_err(told)?;
        let made = listed_words::during(&self.listed, &self.database, || Ok(changes())).map_err(told)?;
        let kept = made.and_then(|made| match transaction.commit() {
            Ok(()) => Ok(made),
            Err(error) => Err(told(error.into())),
        });
        if kept.is_err() {
            // What was listed is taken back.
            self.listed.take();
        }
        kept
    }

    /// Reads several things as they were at one instant.
    pub(super) fn view<T>(&self, read: impl FnOnce(&Connection) -> DbResult<T>) -> Result<T, Error> {
        let attempt = || -> DbResult<T> {
            if !self.database.is_autocommit() {
                return read(&self.database);
            }
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

/// A change within a change that is being made.
fn part<T>(database: &Connection, change: impl FnOnce(&Connection) -> DbResult<T>) -> DbResult<T> {
    database.execute_batch("SAVEPOINT part")?;
    match change(database) {
        Ok(made) => {
            database.execute_batch("RELEASE part")?;
            Ok(made)
        }
        Err(fault) => {
            database.execute_batch("ROLLBACK TO part; RELEASE part")?;
            listed_words::forget();
            Err(fault)
        }
    }
}

impl std::fmt::Debug for Catalog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Catalog").field("path", &self.path).finish_non_exhaustive()
    }
}
