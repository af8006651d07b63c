use std::fs;
use std::path::{Path, PathBuf};

use super::add::remove_facts;
use super::error::Error;
use super::hash::sha256_of;
use super::inspect::{ModelFile, inspect};
use super::manifest::{PublishedModel, manifest};
use crate::download::remove_partial;

/// A model file in one of the folders that were searched.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct InstalledModel {
    /// Where it is.
    pub path: PathBuf,
    /// The published model whose name and length it has. Only [`verify`] proves it.
    pub published: Option<&'static PublishedModel>,
    /// What its header says.
    pub file: ModelFile,
}

/// The Whisper models in `folders`, in their order and then by file name. Files of another kind, half downloads and folders
/// that are not there are passed over.
#[must_use]
pub fn installed(folders: &[PathBuf]) -> Vec<InstalledModel> {
    let mut out = Vec::new();
    for folder in folders {
        let mut paths: Vec<PathBuf> =
            fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
        paths.sort();
        for path in paths.into_iter().filter(|p| p.extension().is_some_and(|e| e == "bin")) {
            let Ok(file) = inspect(&path) else { continue };
            let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
            let published = manifest().iter().find(|m| m.file == name && m.bytes == file.bytes);
            out.push(InstalledModel { path, published, file });
        }
    }
    out
}

/// Reads the whole file and finds which published model it is: by its content, whatever its name. `None` for a sound model
/// that is not published, such as one of one's own making.
///
/// # Errors
/// Those of [`inspect`]; for a file that bears a published model's name, [`Error::CutShort`] or [`Error::WrongHash`].
pub fn verify(path: &Path) -> Result<Option<&'static PublishedModel>, Error> {
    let file = inspect(path)?;
    let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
    let named = manifest().iter().find(|m| m.file == name);
    if let Some(named) = named.filter(|named| file.bytes < named.bytes) {
        return Err(Error::CutShort { path: path.to_owned(), bytes: file.bytes, expected: named.bytes });
    }
    let found = sha256_of(path)?;
    match (manifest().iter().find(|m| m.sha256 == found), named) {
        (Some(published), _) => Ok(Some(published)),
        (None, Some(named)) => Err(Error::WrongHash { path: path.to_owned(), found, expected: named.sha256 }),
        (None, None) => Ok(None),
    }
}

/// Deletes a model file, and what an unfinished download of it or its adding left beside it. Files of another kind are not touched.
///
/// # Errors
/// [`Error::Missing`], [`Error::OtherKind`] or [`Error::Write`].
pub fn remove(path: &Path) -> Result<(), Error> {
    // A damaged or half model may go; a file of another kind may not.
    if let Err(e @ (Error::Missing { .. } | Error::OtherKind { .. } | Error::Read { .. })) = inspect(path) {
        return Err(e);
    }
    fs::remove_file(path).map_err(|source| Error::Write { path: path.to_owned(), source })?;
    remove_partial(path);
    remove_facts(path);
    Ok(())
}
