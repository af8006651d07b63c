//! How far a plan has come: what it wants, less what the store has.

use std::collections::{BTreeMap, BTreeSet};

use super::failure::Failure;
use super::key::{BundleKey, Named, named};
use super::plan::{Plan, PlannedRecording};
use super::store::{BundleStore, StoreError};
use super::task::MOST_FAILURE_BYTES;

/// What a store has.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Listing {
    /// Bundles.
    pub bundles: BTreeSet<BundleKey>,
    /// Recordings of which there is none, by the name that it would have.
    pub failures: BTreeSet<BundleKey>,
    /// Recordings that are begun and not done.
    pub begun: BTreeSet<BundleKey>,
}

impl Listing {
    /// Looks through `store`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn of(store: &dyn BundleStore) -> Result<Self, StoreError> {
        let mut found = Self::default();
        store.list(&mut |name| {
            match named(name) {
                Some(Named::Bundle(key)) => found.bundles.insert(key),
                Some(Named::Failure(key)) => found.failures.insert(key),
                Some(Named::Checkpoint(key)) => found.begun.insert(key),
                None => false,
            };
        })?;
        // A run that was killed between the last two steps leaves the smaller file.
        found.failures.retain(|key| !found.bundles.contains(key));
        found.begun.retain(|key| !found.bundles.contains(key) && !found.failures.contains(key));
        Ok(found)
    }

    /// Why there is no bundle of this name; `None` when nothing says so.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn failure(store: &dyn BundleStore, key: BundleKey) -> Result<Option<Failure>, StoreError> {
        let bytes = store.read(&key.failure_name(), MOST_FAILURE_BYTES)?;
        let read =
            |bytes: Vec<u8>| Failure::read(&bytes).map_err(|error| StoreError::new("read", key.failure_name(), error));
        bytes.map(read).transpose()
    }
}

/// How far one task has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct TaskStatus {
    /// Bundles that are there.
    pub done: usize,
    /// Recordings of which there will be none.
    pub failed: usize,
    /// Recordings that are begun.
    pub begun: usize,
    /// Recordings that nobody began.
    pub open: usize,
}

impl TaskStatus {
    /// Whether nothing is left to do.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.begun == 0 && self.open == 0
    }

    fn count(&mut self, line: &PlannedRecording, listing: &Listing) {
        let place = if listing.bundles.contains(&line.key) {
            &mut self.done
        } else if listing.failures.contains(&line.key) {
            &mut self.failed
        } else if listing.begun.contains(&line.key) {
            &mut self.begun
        } else {
            &mut self.open
        };
        *place += 1;
    }
}

/// How far each task of `plan` has come, by its number.
#[must_use]
pub fn task_status(plan: &Plan, listing: &Listing) -> BTreeMap<u32, TaskStatus> {
    let mut tasks: BTreeMap<u32, TaskStatus> = BTreeMap::new();
    for line in plan.recordings() {
        tasks.entry(line.task).or_default().count(line, listing);
    }
    tasks
}
