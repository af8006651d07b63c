//! One task of a plan, wherever it runs: it knows the plan and the store, and nothing else.

use std::path::Path;
use std::time::{Duration, Instant};

use super::bundle::{MOST_BYTES, is_same_outcome};
use super::checkpoint::CheckpointKeeper;
use super::failure::{Failure, FailureClass, Trouble};
use super::inputs::Inputs;
use super::plan::{Plan, PlannedRecording};
use super::store::{BundleStore, StoreError};
use super::work::{Bench, Halt, LoadModel, open};
use crate::job::{self, Observer};
use crate::recognize::{self, Cancelled};

/// How a recording of a task ended.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ended {
    /// Its bundle is there now.
    Made,
    /// Another task made the bundle in the meantime: the same one, or not.
    MadeTwice {
        /// Whether both have the same outcome.
        equal: bool,
    },
    /// Its bundle was there before.
    Found,
    /// There is none and will be none.
    Failed {
        /// What kind of failure.
        class: FailureClass,
        /// What went wrong.
        message: String,
        /// Whether an earlier run found out.
        before: bool,
    },
    /// It did not work this time, and may the next.
    Postponed(String),
    /// The run was stopped in it; what is done of it is kept.
    Stopped,
}

/// Watches a task.
pub trait TaskObserver {
    /// The recording `number` of the task, from 0, is opened; `path` is where it is read.
    fn begins<'b>(&'b mut self, number: usize, line: &PlannedRecording, path: &'b Path) -> Box<dyn Observer + 'b>;

    /// It ended after so long.
    fn ended(&mut self, number: usize, line: &PlannedRecording, ended: &Ended, took: Duration);
}

/// What became of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct TaskSummary {
    /// Bundles that were made now.
    pub made: usize,
    /// Bundles that were there before, or came from another task meanwhile.
    pub found: usize,
    /// Recordings of which there will be no bundle.
    pub failed: usize,
    /// Recordings that may work the next time.
    pub postponed: usize,
    /// Recordings that were not come to, or not done, since the run was stopped.
    pub left: usize,
}

impl TaskSummary {
    fn count(&mut self, ended: &Ended) {
        match ended {
            Ended::Made => self.made += 1,
            Ended::MadeTwice { .. } | Ended::Found => self.found += 1,
            Ended::Failed { .. } => self.failed += 1,
            Ended::Postponed(_) => self.postponed += 1,
            Ended::Stopped => self.left += 1,
        }
    }
}

/// Why a task could not go on. What was done stays done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TaskError {
    /// The store cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The model cannot be loaded.
    #[error(transparent)]
    Model(recognize::Error),
}

/// A task at work.
pub struct TaskRun<'a> {
    bench: Bench<'a>,
    inputs: &'a mut dyn Inputs,
    now: &'a dyn Fn() -> i64,
    again: bool,
}

impl<'a> TaskRun<'a> {
    /// The recordings of `plan`, which was read for one task, into `store`. `load` loads the plan's model, once, when it is needed; `now`
    /// tells the time in seconds since 1970; `cancelled` is asked now and then whether to stop.
    pub fn new(
        plan: &'a Plan,
        store: &'a dyn BundleStore,
        inputs: &'a mut dyn Inputs,
        load: LoadModel<'a>,
        cancelled: Cancelled,
        now: &'a dyn Fn() -> i64,
    ) -> Self {
        let bench = Bench { plan, store, load, recognizer: None, cancelled, host: job::host() };
        Self { bench, inputs, now, again: false }
    }

    /// Sets whether what failed before is tried again.
    #[must_use]
    pub fn again(self, again: bool) -> Self {
        Self { again, ..self }
    }

    /// Does what is not done yet, recording by recording.
    ///
    /// # Errors
    /// [`TaskError`] when no recording can be done any more.
    pub fn run(&mut self, observer: &mut dyn TaskObserver) -> Result<TaskSummary, TaskError> {
        let mut summary = TaskSummary::default();
        let plan = self.bench.plan;
        self.bench.store.clear_abandoned();
        for (number, line) in plan.recordings().iter().enumerate() {
            if (self.bench.cancelled)() {
                summary.left += 1;
                continue;
            }
            let begun = Instant::now();
            let ended = self.one(number, line, observer)?;
            summary.count(&ended);
            observer.ended(number, line, &ended, begun.elapsed());
        }
        Ok(summary)
    }

    fn one(&mut self, number: usize, line: &PlannedRecording, observer: &mut dyn TaskObserver) -> Result<Ended, TaskError> {
        if let Some(before) = self.before(line)? {
            return Ok(before);
        }
        let made = open(line, self.inputs).and_then(|opened| {
            let path = opened.input.path().to_owned();
            let mut watching = observer.begins(number, line, &path);
            let bundle = self.bench.make(line, opened, &mut *watching, self.now)?;
            bundle.write().map_err(|error| Trouble::Lasting(FailureClass::Recognizer, error.to_string()).into())
        });
        match made {
            Ok(bytes) => self.publish(line, &bytes),
            Err(Halt::Trouble(Trouble::Lasting(class, message))) => self.give_up(line, class, message),
            Err(Halt::Trouble(Trouble::Passing(message))) => Ok(Ended::Postponed(message)),
            Err(Halt::Trouble(Trouble::Stopped)) => Ok(Ended::Stopped),
            Err(Halt::Store(error)) => Err(error.into()),
            Err(Halt::Model(error)) => Err(TaskError::Model(error)),
        }
    }

    /// What an earlier run made of it.
    fn before(&self, line: &PlannedRecording) -> Result<Option<Ended>, TaskError> {
        let store = self.bench.store;
        if store.has(&line.key.bundle_name())? {
            return Ok(Some(Ended::Found));
        }
        let Some(bytes) = store.read(&line.key.failure_name(), MOST_FAILURE_BYTES)? else { return Ok(None) };
        if self.again {
            store.remove(&line.key.failure_name())?;
            CheckpointKeeper::remove(store, line.key)?;
            return Ok(None);
        }
        Ok(Failure::read(&bytes).ok().map(|Failure { class, message, .. }| Ended::Failed { class, message, before: true }))
    }

    fn publish(&self, line: &PlannedRecording, bytes: &[u8]) -> Result<Ended, TaskError> {
        let (store, name) = (self.bench.store, line.key.bundle_name());
        let ended = if store.put_if_absent(&name, bytes)? {
            Ended::Made
        } else {
            let other = store.read(&name, MOST_BYTES)?.unwrap_or_default();
            Ended::MadeTwice { equal: is_same_outcome(bytes, &other) }
        };
        CheckpointKeeper::remove(store, line.key)?;
        Ok(ended)
    }

    fn give_up(&self, line: &PlannedRecording, class: FailureClass, message: String) -> Result<Ended, TaskError> {
        let store = self.bench.store;
        let failure = Failure::new(line.key, &line.entry.recording, (class, message.clone()), (self.now)());
        // Of two that found out at once one tells.
        store.put_if_absent(&line.key.failure_name(), &failure.write())?;
        CheckpointKeeper::remove(store, line.key)?;
        Ok(Ended::Failed { class, message, before: false })
    }
}

/// A failure is a few lines.
pub(super) const MOST_FAILURE_BYTES: u64 = 1 << 20;

impl std::fmt::Debug for TaskRun<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TaskRun")
            .field("store", &self.bench.store.name())
            .field("again", &self.again)
            .finish_non_exhaustive()
    }
}
