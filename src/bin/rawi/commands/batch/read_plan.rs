//! The plan in a file, with errors that name it and the code for a scheduler.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use rawi::batch::{Plan, PlanError};

use crate::error::{Exit, Failure, Hint};

/// The plan at `path`; of many tasks only the recordings of `only`, where that is named.
pub(super) fn read(path: &Path, only: Option<u32>) -> Result<Plan, Failure> {
    Plan::read(open(path)?, only).map_err(|error| refused(error, path))
}

fn open(path: &Path) -> Result<BufReader<File>, Failure> {
    let unread = |error: std::io::Error| Failure::from(error).about(format!("cannot read the plan `{}`", path.display()));
    let file = File::open(path).map_err(unread).hint("`rawi batch plan` writes one");
    file.map(BufReader::new).map_err(|failure| failure.exiting(Exit::TryAgain))
}

fn refused(error: PlanError, path: &Path) -> Failure {
    let exit = if matches!(error, PlanError::Read(_)) { Exit::TryAgain } else { Exit::Usage };
    let hint = match error {
        PlanError::NoTask { .. } => {
            "the array has more tasks than the plan: its last index is one less than the plan's tasks"
        }
        PlanError::Newer { .. } => "use the rawi that wrote it, or a newer one",
        _ => "`rawi batch plan` writes it anew; what was made by it stays",
    };
    Failure::from(error).about(format!("cannot use the plan `{}`", path.display())).hint(hint).exiting(exit)
}
