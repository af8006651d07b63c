//! What a plan names, opened on this computer: files, and what lies at an address.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rawi::batch::{Input, InputError, Inputs, ObjectBundles};
use rawi::catalog::path_of_text;
use rawi::download::{self, Download};
use rawi::draft::Draft;
use rawi::recognize::Cancelled;

use crate::error::Failure;
use crate::fetched;
use crate::input::{self, What};
use crate::spool;
use crate::store::kept_path;

/// Opens what a plan names; paths that are not whole count from `root`.
pub(crate) struct PlannedInputs {
    pub(crate) root: PathBuf,
    pub(crate) cancelled: Cancelled,
}

/// Paths that lie below `root`, where one is given, count from there in a plan; others are whole. Addresses stay as they are.
pub(crate) fn reference(path: &Path, root: Option<&Path>) -> Result<String, Failure> {
    if fetched::address(path).or(fetched::object(path)).is_some() {
        return Ok(path.display().to_string());
    }
    let whole = kept_path(path);
    let Some(root) = root else { return Ok(whole) };
    let root = std::path::absolute(root)?;
    let below = path_of_text(&whole).strip_prefix(&root).ok().and_then(|below| below.to_str().map(str::to_owned));
    Ok(below.unwrap_or(whole))
}

impl PlannedInputs {
    fn path(&self, reference: &str) -> PathBuf {
        self.root.join(path_of_text(reference))
    }

    /// Fetches what lies at `address`.
    fn fetch(&self, address: &str, download: Download) -> Result<Draft, InputError> {
        let failed = |error: io::Error| InputError::Unreachable(format!("`{address}` cannot be kept here: {error}"));
        let folder = spool::folder().map_err(|failure| InputError::Unreachable(failure.told()))?;
        let first = Draft::in_folder(&folder).map_err(failed)?;
        let fetched = download.fetch(first.path(), &mut |_| !(self.cancelled)());
        if let Err(error) = fetched {
            download::remove_partial(first.path());
            return Err(match error {
                download::Error::Status { status: 404 | 410, .. } => InputError::Missing(address.to_owned()),
                download::Error::Stopped { .. } => InputError::Stopped,
                error => InputError::Unreachable(error.to_string()),
            });
        }
        // A draft is safe from others as long as it is open, and what was fetched has taken the place of the one that is.
        let mut kept = Draft::in_folder(&folder).map_err(failed)?;
        File::open(first.path()).and_then(|mut fetched| io::copy(&mut fetched, &mut kept)).map_err(failed)?;
        Ok(kept)
    }

    /// Fetches what lies at `address` in a store of objects.
    fn fetch_object(&self, address: &str, most: u64) -> Result<Draft, InputError> {
        let folder = spool::folder().map_err(|failure| InputError::Unreachable(failure.told()))?;
        let unkept = |error: io::Error| InputError::Unreachable(format!("`{address}` cannot be kept here: {error}"));
        let mut draft = Draft::in_folder(&folder).map_err(unkept)?;
        match ObjectBundles::fetch(address, most, &mut draft, &|| !(self.cancelled)()) {
            Ok(Some(_)) => Ok(draft),
            Ok(None) if (self.cancelled)() => Err(InputError::Stopped),
            Ok(None) => Err(InputError::Missing(address.to_owned())),
            Err(error) => Err(InputError::Unreachable(Failure::from(error).told())),
        }
    }
}

impl Inputs for PlannedInputs {
    fn recording(&mut self, reference: &str) -> Result<Input, InputError> {
        if let Some(address) = fetched::object(Path::new(reference)) {
            return Ok(Input::passing(self.fetch_object(address, u64::MAX)?, address.to_owned()));
        }
        if let Some(address) = fetched::address(Path::new(reference)) {
            let draft = self.fetch(address, Download::address(address).no_text())?;
            return Ok(Input::passing(draft, address.to_owned()));
        }
        let path = self.path(reference);
        is_there(&path)?;
        let origin = kept_path(&path);
        Ok(Input::file(path, origin))
    }

    fn article(&mut self, reference: &str) -> Result<Vec<u8>, InputError> {
        let unread = |failure: Failure| InputError::Unreachable(failure.told());
        if let Some(address) = fetched::object(Path::new(reference)) {
            let draft = self.fetch_object(address, What::Article.most_megabytes() << 20)?;
            return fs::read(draft.path()).map_err(|error| InputError::Unreachable(error.to_string()));
        }
        if let Some(address) = fetched::address(Path::new(reference)) {
            let most = What::Article.most_megabytes() << 20;
            let draft = self.fetch(address, Download::address(address).at_most(most))?;
            return fs::read(draft.path()).map_err(|error| InputError::Unreachable(error.to_string()));
        }
        let path = self.path(reference);
        is_there(&path)?;
        input::read(&path, What::Article).map_err(unread)
    }
}

/// What is not there will not come where its directory is; else a disk may be missing.
fn is_there(path: &Path) -> Result<(), InputError> {
    let shown = || path.display().to_string();
    match fs::metadata(path) {
        Ok(facts) if facts.is_file() => Ok(()),
        Ok(_) => Err(InputError::Missing(format!("{}, but a directory or a device", shown()))),
        Err(error) if error.kind() == io::ErrorKind::NotFound && path.parent().is_some_and(Path::is_dir) => {
            Err(InputError::Missing(shown()))
        }
        Err(error) => Err(InputError::Unreachable(format!("`{}` cannot be reached: {error}", shown()))),
    }
}
