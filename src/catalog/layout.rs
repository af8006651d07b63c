//! How the layout of the file came to be.

use rusqlite::Connection;

use super::DbResult;

/// Only ever appended to: a catalog holds the number of those that it has seen in `user_version`.
pub(super) const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_the_shelf.sql"),
    include_str!("migrations/0002_what_is_read.sql"),
    include_str!("migrations/0003_what_was_listened_to.sql"),
    include_str!("migrations/0004_what_the_recogniser_was_asked.sql"),
    include_str!("migrations/0005_what_differs.sql"),
    include_str!("migrations/0006_what_differs_for_people.sql"),
    include_str!("migrations/0007_who_works_on_it.sql"),
    include_str!("migrations/0008_whose_files.sql"),
    include_str!("migrations/0009_search_documents.sql"),
    include_str!("migrations/0010_channels_that_cancel.sql"),
    include_str!("migrations/0011_status_and_notes.sql"),
    include_str!("migrations/0012_languages_of_segments.sql"),
    include_str!("migrations/0013_what_people_decide.sql"),
];

/// The number of the layout that this code reads and writes.
pub(super) const CURRENT: usize = MIGRATIONS.len();

/// A catalog of the current layout with nothing in it, in memory.
pub(super) fn empty() -> DbResult<Connection> {
    let database = Connection::open_in_memory()?;
    for migration in MIGRATIONS {
        database.execute_batch(migration)?;
    }
    Ok(database)
}
