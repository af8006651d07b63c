//! Rawi's own directories, and where models are looked for.

use std::path::{Path, PathBuf};

use crate::error::Failure;

/// The name by which the model at `path` is found, when it lies in one of the folders.
pub(crate) fn name_of(path: &Path) -> Option<&str> {
    path.file_stem()?.to_str()?.strip_prefix("ggml-")
}

/// Where models are looked for: RAWI_MODELS (one or several directories), then rawi's own.
pub(crate) fn folders() -> Result<Vec<PathBuf>, Failure> {
    let mut folders: Vec<PathBuf> = std::env::var_os("RAWI_MODELS").iter().flat_map(std::env::split_paths).collect();
    folders.push(own()?.data_dir().join("models"));
    Ok(folders)
}

/// Rawi's own directory for what can be made again.
pub(crate) fn cache() -> Result<PathBuf, Failure> {
    Ok(own()?.cache_dir().to_owned())
}

fn own() -> Result<directories::ProjectDirs, Failure> {
    directories::ProjectDirs::from("", "", "rawi").ok_or_else(|| {
        Failure::new("this user has no data directory").hint("set HOME, or name the model with `--model PATH`")
    })
}
