//! Which words are known to be listed while a change is made. To ask SQLite for each word of a large import took a seventh of its time.

use std::cell::{Cell, RefCell};

use rusqlite::Connection;

use super::DbResult;
use super::search_terms::Listed;

thread_local! {
    /// Those of the catalog that this thread changes now.
    static NOW: Cell<Option<Listed>> = const { Cell::new(None) };
}

/// Makes a change with the words that are known to be listed at hand. When it fails they are forgotten, since what it listed is taken
/// back.
pub(super) fn during<T>(known: &RefCell<Listed>, t: &Connection, change: impl FnOnce() -> DbResult<T>) -> DbResult<T> {
    let mut listed = known.take();
    listed.forget_if_others_wrote(t)?;
    NOW.set(Some(listed));
    let made = change();
    let listed = NOW.take().unwrap_or_default();
    if made.is_ok() {
        known.replace(listed);
    }
    made
}

/// Lists words: those of this change where one is made, else by themselves.
pub(super) fn of_this_change<T>(list: impl FnOnce(&mut Listed) -> DbResult<T>) -> DbResult<T> {
    let now = NOW.take();
    let changing = now.is_some();
    let mut listed = now.unwrap_or_default();
    let done = list(&mut listed);
    NOW.set(changing.then_some(listed));
    done
}

/// Forgets which words are known to be listed, after a part of a change was taken back.
pub(super) fn forget() {
    NOW.with(|now| {
        if let Some(listed) = now.take() {
            now.set(Some(listed.forgetting()));
        }
    });
}
