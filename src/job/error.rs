use std::path::PathBuf;

use super::keeper::KeeperError;
use crate::{audio, recognize};

/// Why a job was not done. What was kept before stays kept.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The recording cannot be read.
    #[error(transparent)]
    Audio(#[from] audio::Error),
    /// The model cannot be loaded, or recognition failed, or was stopped on request.
    #[error(transparent)]
    Recognize(#[from] recognize::Error),
    /// The file is not what it was when it was added: what is heard in it now does not belong to that recording.
    #[error("`{}` changed since it was added: it is another recording now", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// The keeper could not give what it kept, or keep what it was given.
    #[error(transparent)]
    Keeper(KeeperError),
}
