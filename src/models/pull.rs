use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::Error;
use super::hash::sha256_of;
use super::manifest::PublishedModel;
use crate::download::{Download, Progress};

/// Where a model is fetched from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum PullSource {
    /// Its published address.
    #[default]
    Published,
    /// A mirror: the folder's address, to which the file name is added.
    Mirror(String),
    /// A folder, as on a USB stick.
    Folder(PathBuf),
}

/// Gets `model` into `folder`, which is made if need be, and gives its path. A file that is already there and right is kept.
/// What comes is checked against the published length and SHA-256; a download that broke off goes on where it was. `progress`
/// counts bytes, and stops the download by answering `false`.
///
/// # Errors
/// [`Error::Missing`] or [`Error::CutShort`] for a folder that lacks the file or has half of it, [`Error::Write`] when `folder`
/// cannot be made, and [`Error::Download`].
pub fn pull(
    model: &PublishedModel,
    folder: &Path,
    source: &PullSource,
    progress: &mut dyn FnMut(Progress) -> bool,
) -> Result<PathBuf, Error> {
    let target = folder.join(&model.file);
    let there = fs::metadata(&target).is_ok_and(|facts| facts.len() == model.bytes);
    if there && sha256_of(&target)? == model.sha256 {
        return Ok(target);
    }
    let download = match source {
        PullSource::Published => Download::address(&model.address),
        PullSource::Mirror(base) => Download::address(&format!("{}/{}", base.trim_end_matches('/'), model.file)),
        PullSource::Folder(from) => from_folder(&from.join(&model.file), model)?,
    };
    fs::create_dir_all(folder).map_err(|source| Error::Write { path: folder.to_owned(), source })?;
    download.exactly(model.bytes, model.sha256).fetch(&target, progress)?;
    Ok(target)
}

fn from_folder(path: &Path, model: &PublishedModel) -> Result<Download, Error> {
    let facts = fs::metadata(path).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => Error::Missing { path: path.to_owned() },
        _ => Error::Read { path: path.to_owned(), source },
    })?;
    if facts.len() != model.bytes {
        return Err(Error::CutShort { path: path.to_owned(), bytes: facts.len(), expected: model.bytes });
    }
    Ok(Download::file(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models::ModelLanguages;
    use crate::text::Sha256;

    const CONTENT: &[u8] = b"a model of few words";

    fn model() -> PublishedModel {
        PublishedModel {
            name: "test".to_owned(),
            file: "ggml-test.bin".to_owned(),
            bytes: CONTENT.len() as u64,
            sha256: Sha256::of(CONTENT),
            languages: ModelLanguages::Many,
            memory_mb: 1,
            address: String::new(),
            licence: String::new(),
        }
    }

    #[test]
    fn a_folder_serves_as_well_as_a_server() {
        let (stick, dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let source = PullSource::Folder(stick.path().to_owned());
        let pulled = || pull(&model(), &dir.path().join("models"), &source, &mut |_| true);
        assert!(matches!(pulled(), Err(Error::Missing { .. })));
        fs::write(stick.path().join("ggml-test.bin"), "short").unwrap();
        assert!(matches!(pulled(), Err(Error::CutShort { bytes: 5, .. })));
        fs::write(stick.path().join("ggml-test.bin"), CONTENT.to_ascii_uppercase()).unwrap();
        let wrong = pulled().unwrap_err().to_string();
        assert!(wrong.contains("has the wrong content: SHA-256 "), "{wrong}");
        fs::write(stick.path().join("ggml-test.bin"), CONTENT).unwrap();
        assert_eq!(fs::read(pulled().unwrap()).unwrap(), CONTENT);
    }

    #[test]
    fn a_model_that_is_there_is_not_fetched_again_and_a_mirror_is_asked_for_its_file() {
        let dir = tempfile::tempdir().unwrap();
        let nobody = PullSource::Mirror("http://127.0.0.1:1/models/".to_owned());
        let refused = pull(&model(), dir.path(), &nobody, &mut |_| true).unwrap_err().to_string();
        assert_eq!(refused, "the download from http://127.0.0.1:1/models/ggml-test.bin broke off after 0 of 20 bytes");
        fs::write(dir.path().join("ggml-test.bin"), CONTENT).unwrap();
        assert!(pull(&model(), dir.path(), &nobody, &mut |_| false).is_ok());
    }
}
