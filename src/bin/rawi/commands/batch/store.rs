//! Where bundles lie.

use std::path::Path;

use rawi::batch::{BundleStore, FolderStore};

use crate::error::Failure;

/// The store that a person names: a directory.
pub(crate) fn opened(place: &Path) -> Result<Box<dyn BundleStore>, Failure> {
    if place.exists() && !place.is_dir() {
        return Err(Failure::new(format!("`{}` is a file, and a directory for bundles was expected", place.display()))
            .hint("name another place with `--out`"));
    }
    Ok(Box::new(FolderStore::new(place.to_owned())))
}
