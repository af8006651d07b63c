//! What a plan names, opened on this computer: files, and what lies at an address.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rawi::batch::{Input, InputError, Inputs, ObjectBundles};
use rawi::catalog::path_of_text;
use rawi::download::{self, Download};
use rawi::draft::Draft;
use rawi::recognize::Cancelled;

use crate::addresses;
use crate::error::Failure;
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
    if addresses::address(path).or(addresses::object(path)).is_some() {
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

    /// Fetches what is named by an address, also in a store of objects: `most` bytes of it at most, which may be a text or not. `None` for
    /// the path of a file.
    fn fetched(&self, reference: &str, most: u64, may_be_text: bool) -> Result<Option<(Draft, String)>, InputError> {
        let path = Path::new(reference);
        let is_object = addresses::object(path).is_some();
        let Some(address) = addresses::object(path).or(addresses::address(path)) else { return Ok(None) };
        let unkept = |error: io::Error| InputError::Unreachable(format!("`{address}` cannot be kept here: {error}"));
        let folder = spool::folder().map_err(|failure| InputError::Unreachable(failure.told()))?;
        let mut draft = Draft::in_folder(&folder).map_err(unkept)?;
        let go_on = || !(self.cancelled)();
        if is_object {
            match ObjectBundles::fetch(address, most, &mut draft, &go_on) {
                Ok(Some(_)) => {}
                Ok(None) if (self.cancelled)() => return Err(InputError::Stopped),
                Ok(None) => return Err(InputError::Missing(address.to_owned())),
                Err(error) => return Err(InputError::Unreachable(Failure::from(error).told())),
            }
            return Ok(Some((draft, address.to_owned())));
        }
        let download = Download::address(address).at_most(most);
        let download = if may_be_text { download } else { download.no_text() };
        if let Err(error) = download.fetch(draft.path(), &mut |_| go_on()) {
            download::remove_partial(draft.path());
            return Err(match error {
                download::Error::Status { status: 404 | 410, .. } => InputError::Missing(address.to_owned()),
                download::Error::Stopped { .. } => InputError::Stopped,
                error => InputError::Unreachable(error.to_string()),
            });
        }
        // A draft is safe from others as long as it is open, and what was fetched has taken the place of the one that is.
        let mut kept = Draft::in_folder(&folder).map_err(unkept)?;
        File::open(draft.path()).and_then(|mut fetched| io::copy(&mut fetched, &mut kept)).map_err(unkept)?;
        Ok(Some((kept, address.to_owned())))
    }
}

/// The most bytes of a recording that are fetched from an address.
const MOST_RECORDING_BYTES: u64 = 4 << 30;

impl Inputs for PlannedInputs {
    fn recording(&mut self, reference: &str) -> Result<Input, InputError> {
        // What a store holds was put there on purpose, however large.
        let most = if addresses::object(Path::new(reference)).is_some() { u64::MAX } else { MOST_RECORDING_BYTES };
        if let Some((draft, address)) = self.fetched(reference, most, false)? {
            return Ok(Input::passing(draft, address));
        }
        let path = self.path(reference);
        is_there(&path)?;
        let origin = kept_path(&path);
        Ok(Input::file(path, origin))
    }

    fn article(&mut self, reference: &str) -> Result<Vec<u8>, InputError> {
        let unread = |failure: Failure| InputError::Unreachable(failure.told());
        if let Some((draft, _)) = self.fetched(reference, What::Article.most_megabytes() << 20, true)? {
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
