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
    /// The keeper could not give what it kept, or keep what it was given.
    #[error(transparent)]
    Keeper(KeeperError),
}
