use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use super::fault::{PATIENCE, describe};
use super::{Catalog, DbResult, Error, search_documents};

/// The mark of a rawi catalog in the file's head (`PRAGMA application_id`): the letters `rawi`.
pub const APPLICATION_ID: i32 = 0x7261_7769;

/// How the layout came to be. Only ever appended to: a catalog holds the number of those that it has seen in `user_version`.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_the_shelf.sql"),
    include_str!("migrations/0002_what_is_read.sql"),
    include_str!("migrations/0003_what_was_listened_to.sql"),
    include_str!("migrations/0004_what_the_recogniser_was_asked.sql"),
    include_str!("migrations/0005_what_differs.sql"),
    include_str!("migrations/0006_what_differs_for_people.sql"),
    include_str!("migrations/0007_who_works_on_it.sql"),
    include_str!("migrations/0008_whose_files.sql"),
    include_str!("migrations/0009_search_documents.sql"),
];

/// Opens the file at `path`, whatever its name: SQLite takes some relative names for something else (`:memory:`, an empty one), and
/// some for addresses (`file:`), when it is asked to.
fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, Error> {
    let kind = std::fs::metadata(path).ok();
    if kind.is_some_and(|facts| !facts.is_file() && !facts.is_dir()) {
        return Err(Error::NotACatalog { path: path.to_owned(), found: "it is a device or a pipe" });
    }
    let place = if path.is_absolute() { path.to_owned() } else { Path::new(".").join(path) };
    Connection::open_with_flags(place, flags).map_err(|e| describe(path, e))
}

impl Catalog {
    /// Opens the catalog at `path`, makes it when there is none (its directory must exist), and brings an older one up to
    /// date.
    ///
    /// # Errors
    /// [`Error::Open`] when the file cannot be opened or made, [`Error::NotACatalog`] for a file of another kind (which is left
    /// as it is), [`Error::Newer`] for the catalog of a newer rawi, [`Error::Locked`] when another program keeps writing for
    /// [`PATIENCE`], [`Error::ReadOnly`] and [`Error::Full`] when it has to be made or brought up to date and cannot.
    pub fn open(path: &Path) -> Result<Self, Error> {
        Self::open_patiently(path, |_| false)
    }

    /// Opens the catalog as [`Catalog::open`] does, to wait longer for other writers, now and at every change: each time that
    /// [`PATIENCE`] is over `wait_on` is told for how long it has waited, and says whether to wait on.
    ///
    /// # Errors
    /// As [`Catalog::open`]; [`Error::Locked`] once `wait_on` says no.
    pub fn open_patiently(path: &Path, wait_on: impl Fn(Duration) -> bool + Send + 'static) -> Result<Self, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let database = connect(path, flags)?;
        let catalog = Self { database, path: path.to_owned(), wait_on: Box::new(wait_on) };
        catalog.patiently(|| catalog.prepare()).map_err(|fault| fault.describe(path))?;
        Ok(catalog)
    }

    /// Opens a catalog that exists and must not be written: nothing is made, brought up to date or normalised again.
    ///
    /// # Errors
    /// As [`Catalog::open`]; [`Error::Open`] when there is no such file. Every change fails with [`Error::ReadOnly`].
    pub fn open_read_only(path: &Path) -> Result<Self, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let database = connect(path, flags)?;
        let catalog = Self { database, path: path.to_owned(), wait_on: Box::new(|_| false) };
        let prepared = || -> DbResult<()> {
            catalog.database.busy_timeout(PATIENCE)?;
            match catalog.known_version()? {
                Some(version) if version == MIGRATIONS.len() => Ok(()),
                _ => Err(Error::ReadOnly { path: path.to_owned() }.into()),
            }
        };
        prepared().map_err(|fault| fault.describe(path))?;
        Ok(catalog)
    }

    fn prepare(&self) -> DbResult<()> {
        let database = &self.database;
        database.busy_timeout(PATIENCE)?;
        database.set_prepared_statement_cache_capacity(64);
        let seen = self.known_version()?;
        // Outside a transaction, as SQLite wants it, and only once the file is known to be ours.
        database.pragma_update(None, "foreign_keys", true)?;
        database.pragma_update(None, "trusted_schema", false)?;
        if seen.is_none_or(|seen| seen < MIGRATIONS.len()) {
            self.migrate()?;
        }
        // What was reported as kept survives a power cut too.
        database.pragma_update(None, "synchronous", "full")?;
        search_documents::normalise_again_if_rules_changed(database)
    }

    /// How many migrations the file has seen; `None` when it is still empty.
    fn known_version(&self) -> DbResult<Option<usize>> {
        let number = |name: &str| self.database.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
        let path = || self.path.clone();
        let (mark, version) = (number("application_id")?, number("user_version")?);
        let tables: i64 = self.database.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        if mark == 0 && version == 0 && tables == 0 {
            return Ok(None);
        }
        if mark != i64::from(APPLICATION_ID) {
            return Err(Error::NotACatalog { path: path(), found: "it is the SQLite database of another program" }.into());
        }
        match usize::try_from(version) {
            Ok(seen) if seen <= MIGRATIONS.len() => Ok(Some(seen)),
            _ => Err(Error::Newer { path: path(), found: version, known: MIGRATIONS.len() as i64 }.into()),
        }
    }

    fn migrate(&self) -> DbResult<()> {
        self.database.pragma_update(None, "journal_mode", "wal")?;
        let transaction = Transaction::new_unchecked(&self.database, TransactionBehavior::Immediate)?;
        // Another process may have been here while this one waited.
        let seen = self.known_version()?.unwrap_or(0);
        for migration in MIGRATIONS.iter().skip(seen) {
            transaction.execute_batch(migration)?;
        }
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", MIGRATIONS.len() as i64)?;
        transaction.commit()?;
        Ok(())
    }
}
