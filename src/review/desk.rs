//! A thread with a catalog of its own, on which requests are answered one after the other.

use std::path::Path;
use std::sync::mpsc;
use std::thread;

use tokio::sync::oneshot;

use super::Error;
use crate::catalog::Catalog;

type Task = Box<dyn FnOnce(&Catalog) + Send>;

/// Where tasks for the thread are left. The thread ends when the last of them is gone.
#[derive(Debug, Clone)]
pub(super) struct Desk {
    tasks: mpsc::Sender<Task>,
}

/// The thread is not there any more: the server is stopping.
#[derive(Debug, thiserror::Error)]
#[error("the server is stopping")]
pub(super) struct Stopping;

impl Desk {
    pub(super) fn open(path: &Path, name: &'static str) -> Result<(Self, thread::JoinHandle<()>), Error> {
        let catalog = Catalog::open(path)?;
        let (tasks, waiting) = mpsc::channel::<Task>();
        let work = move || {
            for task in waiting {
                task(&catalog);
            }
        };
        let thread = thread::Builder::new().name(name.to_owned()).spawn(work);
        let thread = thread.map_err(|source| Error::System { doing: "a thread for the catalog", source })?;
        Ok((Self { tasks }, thread))
    }

    /// Does something on the thread.
    pub(super) async fn ask<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Catalog) -> T + Send + 'static,
    ) -> Result<T, Stopping> {
        let (answer, answered) = oneshot::channel();
        // Who asked may have gone away.
        let task = move |catalog: &Catalog| drop(answer.send(work(catalog)));
        self.tasks.send(Box::new(task)).map_err(|_| Stopping)?;
        answered.await.map_err(|_| Stopping)
    }
}
