use std::cell::RefCell;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use super::fault::{PATIENCE, describe};
use super::layout::{CURRENT, MIGRATIONS};
use super::{Catalog, DbResult, Error, Fault, search_documents};

/// The mark of a rawi catalog in the file's head (`PRAGMA application_id`): the letters `rawi`.
pub const APPLICATION_ID: i32 = 0x7261_7769;

/// Opens the file at `path`, whatever its name: SQLite takes some relative names for something else (`:memory:`, an empty one), and
/// some for addresses (`file:`), when it is asked to.
fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, Error> {
    let kind = std::fs::metadata(path).ok();
    if kind.is_some_and(|facts| !facts.is_file() && !facts.is_dir()) {
        return Err(Error::NotACatalog { path: path.to_owned(), found: "it is a device or a pipe" });
    }
    let place = if path.is_absolute() { path.to_owned() } else { Path::new(".").join(path) };
    Connection::open_with_flags(place, flags).and_then(planned_once).map_err(|e| describe(path, e))
}

/// Keeps the plan of a statement whatever its parameters are. Else SQLite plans some anew each time that they are bound, for which a
/// search took three quarters of its time.
fn planned_once(database: Connection) -> rusqlite::Result<Connection> {
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(database)
}

/// How much of the file a connection keeps in memory.
const CACHE_KIB: i64 = 24 << 10;

const READING: OpenFlags = OpenFlags::SQLITE_OPEN_READ_ONLY.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

/// Opens a file that nobody changes, to read it: nothing is written beside it, so that its directory may be read-only. What a journal
/// beside it holds is not seen.
pub(super) fn connect_to_still(path: &Path) -> Result<Connection, Error> {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut address = String::from("file:");
    for &byte in whole.as_os_str().as_encoded_bytes() {
        // Writing to a text does not fail.
        let _ = if byte.is_ascii_alphanumeric() || byte == b'/' {
            write!(address, "{}", char::from(byte))
        } else {
            write!(address, "%{byte:02X}")
        };
    }
    address.push_str("?immutable=1");
    Connection::open_with_flags(address, READING | OpenFlags::SQLITE_OPEN_URI)
        .and_then(planned_once)
        .map_err(|e| describe(path, e))
}

fn has_journal(path: &Path) -> bool {
    ["-wal", "-journal"].iter().any(|ending| {
        let mut name = OsString::from(path);
        name.push(ending);
        PathBuf::from(name).exists()
    })
}

impl Catalog {
    /// Opens the catalog at `path`, makes it when there is none (its directory must exist), and brings an older one up to
    /// date. A file of another kind and the catalog of a newer rawi are left as they are, to the byte, and so is what lies beside
    /// them.
    ///
    /// # Errors
    /// [`Error::Open`] when the file cannot be opened or made, [`Error::NotACatalog`] for a file of another kind, [`Error::Newer`]
    /// for the catalog of a newer rawi, [`Error::Locked`] when another program keeps writing for [`PATIENCE`], [`Error::ReadOnly`]
    /// and [`Error::Full`] when it has to be made or brought up to date and cannot.
    pub fn open(path: &Path) -> Result<Self, Error> {
        Self::open_patiently(path, |_| false)
    }

    /// Opens the catalog as [`Catalog::open`] does, to wait longer for other writers, now and at every change: each time that
    /// [`PATIENCE`] is over `wait_on` is told for how long it has waited, and says whether to wait on.
    ///
    /// # Errors
    /// As [`Catalog::open`]; [`Error::Locked`] once `wait_on` says no.
    pub fn open_patiently(path: &Path, wait_on: impl Fn(Duration) -> bool + Send + 'static) -> Result<Self, Error> {
        refuse_others(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let database = connect(path, flags)?;
        let wait_on = Box::new(wait_on);
        let catalog = Self {
            database,
            path: path.to_owned(),
            wait_on,
            unread_journal: false,
            older_layout: None,
            listed: RefCell::default(),
        };
        catalog.patiently(|| catalog.prepare()).map_err(|fault| fault.describe(path))?;
        Ok(catalog)
    }

    /// Opens a catalog that exists and must not be written: nothing is made, brought up to date or normalised again.
    ///
    /// # Errors
    /// As [`Catalog::open`]; [`Error::Open`] when there is no such file. Every change fails with [`Error::ReadOnly`]. So does this when
    /// a journal lies beside the file that cannot be read without writing: what it holds must not be overlooked.
    pub fn open_read_only(path: &Path) -> Result<Self, Error> {
        refuse_others(path)?;
        let catalog = Self::open_still_or_living(path)?;
        let prepared = || -> DbResult<()> {
            match known_version(&catalog.database, path)? {
                Some(CURRENT) if !catalog.unread_journal => Ok(()),
                _ => Err(Error::ReadOnly { path: path.to_owned() }.into()),
            }
        };
        prepared().map_err(|fault| fault.describe(path))?;
        Ok(catalog)
    }

    /// Opens a catalog that [`Catalog::open`] refuses since it is damaged, or has an older layout and cannot be written: for
    /// [`Catalog::check`] and [`Catalog::salvage_json_lines`]. What else is read of it may fail. It is never written.
    ///
    /// # Errors
    /// [`Error::Open`] when there is no such file, [`Error::NotACatalog`] when it is of another kind or its beginning is damaged,
    /// [`Error::Newer`].
    pub fn open_to_salvage(path: &Path) -> Result<Self, Error> {
        refuse_others(path)?;
        let catalog = Self::open_still_or_living(path)?;
        // Else a file that is shorter than it should be is not read at all. Nothing is written by this connection.
        catalog.database.pragma_update(None, "writable_schema", true).map_err(|e| describe(path, e))?;
        match known_version(&catalog.database, path) {
            Ok(Some(seen)) if seen < CURRENT => Ok(catalog.up_to_date_elsewhere(seen)),
            Ok(Some(_)) => Ok(catalog),
            Ok(None) => Err(Error::NotACatalog { path: path.to_owned(), found: "it is empty" }),
            Err(fault @ Fault::Catalog(_)) => Err(fault.describe(path)),
            // How its tables are called cannot be read; the check tells.
            Err(Fault::Sqlite(error)) => match describe(path, error) {
                Error::Damaged { .. } => Ok(catalog),
                error => Err(error),
            },
        }
    }

    /// With its journal, as one reads what others may be writing; where that needs a right to write, without.
    fn open_still_or_living(path: &Path) -> Result<Self, Error> {
        let database = connect(path, READING)?;
        let tried = database.query_row("PRAGMA user_version", [], |_| Ok(()));
        let (database, is_still) = match tried.map_err(|e| describe(path, e)) {
            Err(Error::Open { .. } | Error::ReadOnly { .. }) => (connect_to_still(path)?, true),
            _ => (database, false),
        };
        let unread_journal = is_still && has_journal(path);
        let catalog = Self {
            database,
            path: path.to_owned(),
            wait_on: Box::new(|_| false),
            unread_journal,
            older_layout: None,
            listed: RefCell::default(),
        };
        catalog.database.busy_timeout(PATIENCE).map_err(|e| describe(path, e))?;
        Ok(catalog)
    }

    /// The same with a copy that is brought up to date where the file cannot be. The copy lies in a file without a name that goes with
    /// the connection; what it cannot be made of is read as it stands.
    fn up_to_date_elsewhere(self, seen: usize) -> Self {
        let copied = || -> DbResult<Connection> {
            let mut copy = planned_once(Connection::open("")?)?;
            Backup::new(&self.database, &mut copy)?.run_to_completion(4096, Duration::ZERO, None)?;
            MIGRATIONS.iter().skip(seen).try_for_each(|migration| migration.run(&copy))?;
            search_documents::normalise_again_if_rules_changed(&copy)?;
            Ok(copy)
        };
        match copied() {
            Ok(database) => Self { database, older_layout: Some(seen), ..self },
            Err(_) => self,
        }
    }

    fn prepare(&self) -> DbResult<()> {
        let database = &self.database;
        database.busy_timeout(PATIENCE)?;
        database.set_prepared_statement_cache_capacity(64);
        // In KiB: of a catalog of years the upper levels of all trees, so that an import does not read them again and again.
        database.pragma_update(None, "cache_size", -CACHE_KIB)?;
        let seen = known_version(database, &self.path)?;
        // Outside a transaction, as SQLite wants it, and only once the file is known to be ours.
        database.pragma_update(None, "foreign_keys", true)?;
        database.pragma_update(None, "trusted_schema", false)?;
        if seen.is_none_or(|seen| seen < CURRENT) {
            self.migrate()?;
        }
        // What was reported as kept survives a power cut too.
        database.pragma_update(None, "synchronous", "full")?;
        search_documents::normalise_again_if_rules_changed(database)
    }

    fn migrate(&self) -> DbResult<()> {
        self.database.pragma_update(None, "journal_mode", "wal")?;
        let transaction = Transaction::new_unchecked(&self.database, TransactionBehavior::Immediate)?;
        // Another process may have been here while this one waited.
        let seen = known_version(&self.database, &self.path)?.unwrap_or(0);
        for migration in MIGRATIONS.iter().skip(seen) {
            migration.run(&transaction)?;
        }
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", CURRENT as i64)?;
        transaction.commit()?;
        Ok(())
    }
}

/// Refuses what is not rawi's, or from a newer rawi, before anything is opened to be written: to open a database to write may carry
/// its journal out, which changes it. What this cannot judge, opening it does.
fn refuse_others(path: &Path) -> Result<(), Error> {
    if !path.is_file() {
        return Ok(());
    }
    let judge = |seen: Connection| match known_version(&seen, path) {
        Err(Fault::Catalog(error)) => Err(error),
        _ => Ok(()),
    };
    judge(connect_to_still(path)?)?;
    // The journal of a newer rawi may hold what makes it newer.
    if has_journal(path) { judge(connect(path, READING)?) } else { Ok(()) }
}

/// How many migrations a file has seen; `None` when it is still empty.
fn known_version(database: &Connection, path: &Path) -> DbResult<Option<usize>> {
    let number = |name: &str| database.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let path = || path.to_owned();
    let (mark, version) = (number("application_id")?, number("user_version")?);
    if mark == 0 && version == 0 {
        let tables: i64 = database.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        if tables == 0 {
            return Ok(None);
        }
    }
    if mark != i64::from(APPLICATION_ID) {
        return Err(Error::NotACatalog { path: path(), found: "it is the SQLite database of another program" }.into());
    }
    match usize::try_from(version) {
        Ok(seen) if seen <= CURRENT => Ok(Some(seen)),
        _ => Err(Error::Newer { path: path(), found: version, known: CURRENT as i64 }.into()),
    }
}

/// The version of SQLite that is built in.
#[must_use]
pub fn sqlite_version() -> &'static str {
    rusqlite::version()
}
