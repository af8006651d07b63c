//! How a task comes to the recordings and articles that its plan names.

use std::path::{Path, PathBuf};

use crate::draft::Draft;

/// Opens what a plan names: paths, addresses.
pub trait Inputs {
    /// The recording that is called `reference`, as a file of this computer.
    ///
    /// # Errors
    /// [`InputError`].
    fn recording(&mut self, reference: &str) -> Result<Input, InputError>;

    /// The bytes of the article that is called `reference`.
    ///
    /// # Errors
    /// [`InputError`].
    fn article(&mut self, reference: &str) -> Result<Vec<u8>, InputError>;
}

/// A file of this computer, for as long as this value lives.
#[derive(Debug)]
pub struct Input {
    path: PathBuf,
    origin: String,
    /// It was brought here for this run only.
    _passing: Option<Draft>,
}

impl Input {
    /// A file that stays at `path`, which is called `origin` wherever the outcome goes.
    #[must_use]
    pub fn file(path: PathBuf, origin: String) -> Self {
        Self { path, origin, _passing: None }
    }

    /// A copy of what lies at `origin`, that goes with this value.
    #[must_use]
    pub fn passing(draft: Draft, origin: String) -> Self {
        Self { path: draft.path().to_owned(), origin, _passing: Some(draft) }
    }

    /// Where it can be read.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where it lies, for those who come later.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }
}

/// Why an input could not be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InputError {
    /// The place is there, and nothing is in it: it will not come.
    #[error("there is nothing at `{0}`")]
    Missing(String),
    /// The place cannot be reached now: a disk that is not mounted, a network that is down.
    #[error("{0}")]
    Unreachable(String),
    /// The run was stopped while it came.
    #[error("stopped on request")]
    Stopped,
}
