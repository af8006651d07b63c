//! What a run was started with, and what every request can use.

use std::collections::HashSet;
use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use super::ApprovedFile;
use super::desk::Desk;
use super::events::Hub;
use super::secrets::Secrets;
use crate::catalog::ReportId;
use crate::text::Sha256;

/// What the page is served of, and to whom.
#[non_exhaustive]
pub struct Options {
    /// The catalog's file.
    pub catalog: PathBuf,
    /// The folder in which sound that browsers can play, and the picture of the sound, are kept; it is made when there is something
    /// to keep. What lies there can be made again.
    pub sounds: PathBuf,
    /// The port on the loopback address; 0, the default, lets the system pick one.
    pub port: u16,
    /// In whose name things are done, until the page is told another.
    pub author: String,
    /// The report that the page opens with; `None`, the default, is the list of all.
    pub report: Option<ReportId>,
    /// Gives the seconds since 1970.
    pub now: Arc<dyn Fn() -> i64 + Send + Sync>,
    /// Writes the files of a report that was approved just now, at its decision of this number, counted from 1; why nothing could be.
    /// The default writes none.
    pub write_files: Arc<WriteFiles>,
}

/// Writes the files of a report at a decision.
type WriteFiles = dyn Fn(ReportId, u32) -> Result<Vec<ApprovedFile>, String> + Send + Sync;

impl Options {
    /// Those of the catalog at `catalog`, with what is made of recordings in the folder `sounds`, in the name of `author`; `now` gives
    /// the seconds since 1970.
    #[must_use]
    pub fn new(catalog: PathBuf, sounds: PathBuf, author: String, now: Arc<dyn Fn() -> i64 + Send + Sync>) -> Self {
        let write_files: Arc<WriteFiles> = Arc::new(|_, _| Ok(Vec::new()));
        Self { catalog, sounds, port: 0, author, report: None, now, write_files }
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { catalog, sounds, port, author, report, .. } = self;
        f.debug_struct("Options")
            .field("catalog", catalog)
            .field("sounds", sounds)
            .field("port", port)
            .field("author", author)
            .field("report", report)
            .finish_non_exhaustive()
    }
}

/// What every request can use.
#[derive(Clone)]
pub(super) struct Shared(pub(super) Arc<Inside>);

pub(super) struct Inside {
    pub(super) options: Options,
    pub(super) secrets: Secrets,
    /// Where changes are kept: answers at once.
    pub(super) changes: Desk,
    /// Where reports are aligned: may take a while.
    pub(super) aligning: Desk,
    pub(super) hub: Hub,
    /// Whose sound is being made.
    pub(super) making: Arc<Mutex<HashSet<Sha256>>>,
}

impl std::ops::Deref for Shared {
    type Target = Inside;

    fn deref(&self) -> &Inside {
        &self.0
    }
}
