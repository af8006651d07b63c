//! A file shown in the program that the system has for it.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::error::Failure;
use crate::ui::Ui;

/// The program that opens any file.
const OPENER: &str = if cfg!(target_os = "macos") {
    "open"
} else if cfg!(windows) {
    "explorer"
} else {
    "xdg-open"
};

/// Opens a file, and does not wait until it is closed. Where nothing can open it that is told, and no failure: it was written.
pub(crate) fn open(file: &Path, ui: &Ui) -> Result<(), Failure> {
    let whole = std::path::absolute(file)?;
    let started = Command::new(OPENER).arg(&whole).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    if started.is_err() {
        ui.warn(format!("there is no `{OPENER}` here to open `{}`", whole.display()));
    }
    Ok(())
}
