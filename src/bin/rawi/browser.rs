//! Opens a page in the person's browser.

use std::fs;
use std::io::Write;
use std::path::Path;

use crate::error::Failure;
use crate::opened;
use crate::ui::Ui;

/// Opens `link` by way of a file in `folder` that only this user can read: a secret in a command line can be seen by everybody.
pub(crate) fn open(link: &str, folder: &Path, ui: &Ui) -> Result<(), Failure> {
    let place = folder.join("open-review.html");
    fs::create_dir_all(folder)?;
    let _ = fs::remove_file(&place);
    let mut options = fs::File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let head = "<!DOCTYPE html><meta charset=\"utf-8\"><title>rawi</title>";
    let page = format!("{head}<meta http-equiv=\"refresh\" content=\"0;url={link}\">");
    options.open(&place)?.write_all(page.as_bytes())?;
    opened::open(&place, ui)
}
