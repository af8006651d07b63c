use std::io;

use crate::{catalog, job};

/// Why the review page could not be served.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No port could be had.
    #[error("the page cannot be served at 127.0.0.1:{port}")]
    Port {
        /// The port that was asked for; 0 for any.
        port: u16,
        /// What the system said.
        source: io::Error,
    },
    /// The system gave no chance for the link's secret, no thread, or no network.
    #[error("the page cannot be served: {doing}")]
    System {
        /// What was tried.
        doing: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// The catalog cannot be used.
    #[error(transparent)]
    Catalog(#[from] catalog::Error),
    /// A report cannot be aligned.
    #[error(transparent)]
    Job(#[from] job::Error),
}
