//! How the layout of the file came to be.

use rusqlite::Connection;

use super::{DbResult, earlier_layout};

/// One step from a layout to the next.
pub(super) struct Migration {
    /// Statements, and those that come after what SQL cannot say.
    sql: &'static str,
    between: Option<(Step, &'static str)>,
}

type Step = fn(&Connection) -> DbResult<()>;

impl Migration {
    const fn new(sql: &'static str) -> Self {
        Self { sql, between: None }
    }

    pub(super) fn run(&self, database: &Connection) -> DbResult<()> {
        database.execute_batch(self.sql)?;
        if let Some((step, rest)) = self.between {
            step(database)?;
            database.execute_batch(rest)?;
        }
        Ok(())
    }
}

/// Only ever appended to: a catalog holds the number of those that it has seen in `user_version`.
pub(super) const MIGRATIONS: &[Migration] = &[
    Migration::new(include_str!("migrations/0001_the_shelf.sql")),
    Migration::new(include_str!("migrations/0002_what_is_read.sql")),
    Migration::new(include_str!("migrations/0003_what_was_listened_to.sql")),
    Migration::new(include_str!("migrations/0004_what_the_recogniser_was_asked.sql")),
    Migration::new(include_str!("migrations/0005_what_differs.sql")),
    Migration::new(include_str!("migrations/0006_what_differs_for_people.sql")),
    Migration::new(include_str!("migrations/0007_who_works_on_it.sql")),
    Migration::new(include_str!("migrations/0008_whose_files.sql")),
    Migration::new(include_str!("migrations/0009_search_documents.sql")),
    Migration::new(include_str!("migrations/0010_channels_that_cancel.sql")),
    Migration::new(include_str!("migrations/0011_status_and_notes.sql")),
    Migration::new(include_str!("migrations/0012_languages_of_segments.sql")),
    Migration::new(include_str!("migrations/0013_what_people_decide.sql")),
    Migration {
        sql: include_str!("migrations/0014_packed_words.sql"),
        between: Some((earlier_layout::pack, include_str!("migrations/0014_packed_words_filled.sql"))),
    },
    Migration::new(include_str!("migrations/0015_feeds.sql")),
    Migration::new(include_str!("migrations/0016_bundles.sql")),
    Migration::new(include_str!("migrations/0017_what_people_set_in_captions.sql")),
    Migration::new(include_str!("migrations/0018_forms_of_words.sql")),
    Migration::new(include_str!("migrations/0019_merged_catalogs.sql")),
    Migration::new(include_str!("migrations/0020_segments_cut_and_joined.sql")),
    Migration::new(include_str!("migrations/0021_where_people_left_off.sql")),
    Migration::new(include_str!("migrations/0022_which_rawi.sql")),
    Migration::new(include_str!("migrations/0023_how_often_feeds_are_asked.sql")),
    Migration::new(include_str!("migrations/0024_who_is_where.sql")),
];

/// The number of the layout that this code reads and writes.
pub(super) const CURRENT: usize = MIGRATIONS.len();

/// A catalog of the current layout with nothing in it, in memory.
pub(super) fn empty() -> DbResult<Connection> {
    let database = Connection::open_in_memory()?;
    MIGRATIONS.iter().try_for_each(|migration| migration.run(&database))?;
    Ok(database)
}
