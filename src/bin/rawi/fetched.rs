//! What a person names by its address: it is fetched for the time of the run.

use std::fs;
use std::path::Path;

use rawi::download::{self, Download};
use rawi::draft::Draft;

use crate::error::{Failure, Hint};
use crate::input::What;
use crate::signals::cancelled;
use crate::spool;

/// The address that stands where a path is expected; `None` for a path.
pub(crate) fn address(path: &Path) -> Option<&str> {
    path.to_str().filter(|text| text.starts_with("https://") || text.starts_with("http://"))
}

/// What lies at `address`: as much as is read of such a file.
pub(crate) fn bytes(address: &str, what: What) -> Result<Vec<u8>, Failure> {
    let folder = spool::folder()?;
    let draft = Draft::in_folder(&folder).hint(format!("`{}` needs room for what is fetched", folder.display()))?;
    let is_stopped = cancelled();
    let fetched =
        Download::address(address).at_most(what.most_megabytes() << 20).fetch(draft.path(), &mut |_| !is_stopped());
    if let Err(error) = fetched {
        download::remove_partial(draft.path());
        return Err(Failure::from(error).about(format!("cannot fetch the {} `{address}`", what.name())))
            .hint("open it in a browser, save the page, and name that file");
    }
    Ok(fs::read(draft.path())?)
}
