//! Where bundles lie.

use std::path::Path;

use rawi::batch::{BundleStore, FolderStore, ObjectBundles};

use crate::addresses::{CREDENTIALS, object};
use crate::error::{Exit, Failure, Hint};

/// The store that a person names: a directory, or a place in a store of objects.
pub(crate) fn opened(place: &Path) -> Result<Box<dyn BundleStore>, Failure> {
    if let Some(address) = object(place) {
        return Ok(Box::new(ObjectBundles::open(address).hint(CREDENTIALS)?));
    }
    if place.exists() && !place.is_dir() {
        return Err(Failure::new(format!("`{}` is a file, and a directory for bundles was expected", place.display()))
            .hint("name another place with `--out`"));
    }
    Ok(Box::new(FolderStore::new(place.to_owned())))
}

/// The same, for a run that puts bundles there: of a store of objects it makes sure that of two tasks at once one puts.
pub(super) fn opened_to_write(place: &Path) -> Result<Box<dyn BundleStore>, Failure> {
    if let Some(address) = object(place) {
        let store = ObjectBundles::open(address).hint(CREDENTIALS).map_err(|failure| failure.exiting(Exit::Usage))?;
        let keeps = store.keeps_what_is_there().hint(CREDENTIALS).map_err(|failure| failure.exiting(Exit::TryAgain))?;
        if !keeps {
            let why = "it puts what is there already: of two tasks at once both would be kept";
            return Err(Failure::new(format!("cannot use `{address}`: {why}"))
                .hint("the store needs conditional writes (If-None-Match); bundles can lie in a directory too")
                .exiting(Exit::Usage));
        }
        return Ok(Box::new(store));
    }
    opened(place).map_err(|failure| failure.exiting(Exit::Usage))
}
