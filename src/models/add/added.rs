use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::super::error::Error;
use super::super::manifest::manifest;
use super::new_model::NewModel;
use super::quantize::Quantization;
use crate::draft::Draft;
use crate::text::Sha256;

/// A model that was added.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct AddedModel {
    /// The ggml file.
    pub path: PathBuf,
    /// Its SHA-256.
    pub sha256: Sha256,
}

/// What stands beside an added model.
#[derive(Serialize, Deserialize)]
struct Facts {
    added: Added,
}

#[derive(Serialize, Deserialize)]
struct Added {
    /// The name of the folder or file that it was made of.
    from: String,
    /// The decoder's heads that follow the sound, as (layer, head), where the model told them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    alignment_heads: Vec<(u32, u32)>,
}

/// The name for a model that is made of the folder or file at `from`: that one's own, with `quantization` behind it.
///
/// ```
/// use std::path::Path;
/// use rawi::models::{Quantization, added_name};
/// assert_eq!(added_name(Path::new("work/whisper-small-ar/"), None), "whisper-small-ar");
/// assert_eq!(added_name(Path::new("ggml-tiny ar.bin"), Some(Quantization::Q5_1)), "tiny-ar-q5_1");
/// ```
#[must_use]
pub fn added_name(from: &Path, quantization: Option<Quantization>) -> String {
    let own = fs::canonicalize(from).unwrap_or_else(|_| from.to_owned());
    let is_model_file = |name: &&str| !matches!(*name, "model.safetensors" | "model.bin" | "pytorch_model.bin");
    let file = own.file_name().and_then(|name| name.to_str()).filter(is_model_file);
    let folder = || own.parent().and_then(Path::file_name).and_then(|name| name.to_str());
    let name = file.or_else(folder).unwrap_or("model");
    let stem = [".bin", ".pt", ".pth", ".safetensors"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    let stem = stem.strip_prefix("ggml-").unwrap_or(stem);
    let plain = |c: char| if c.is_alphanumeric() || matches!(c, '.' | '_' | '-') { c } else { '-' };
    let name: String = stem.chars().map(plain).collect();
    match quantization {
        Some(quantization) if !name.ends_with(quantization.name()) => format!("{name}-{}", quantization.name()),
        _ => name,
    }
}

/// Puts `model`, made of `from`, into `folder` under `name`, where `--model` finds it. `progress` is told how many bytes are
/// written, and says whether to go on.
///
/// # Errors
/// [`Error::NameTaken`] for a published model's name or one that is there, [`Error::BadName`] for one that is no file's, and those
/// of [`NewModel::write`].
pub fn add(
    model: &NewModel,
    from: &Path,
    folder: &Path,
    name: &str,
    progress: &mut dyn FnMut(u64) -> bool,
) -> Result<AddedModel, Error> {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
    if name.is_empty() || name.starts_with('.') || !name.chars().all(plain) {
        return Err(Error::BadName { name: name.to_owned() });
    }
    let path = folder.join(format!("ggml-{name}.bin"));
    if path.exists() || manifest().iter().any(|published| published.name == name) {
        return Err(Error::NameTaken { name: name.to_owned() });
    }
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| Error::Write { path, source }
    };
    fs::create_dir_all(folder).map_err(failed(folder))?;
    let from = from.file_name().unwrap_or(from.as_os_str()).to_string_lossy().into_owned();
    let facts = Facts { added: Added { from, alignment_heads: model.alignment_heads().to_vec() } };
    let text = toml::to_string(&facts).unwrap_or_default();
    let beside = path.with_extension("toml");
    let written = Draft::beside(&beside).and_then(|mut draft| {
        draft.write_all(text.as_bytes())?;
        draft.take_place(&beside)
    });
    written.map_err(failed(&beside))?;
    match model.write(&path, progress) {
        Ok(sha256) => Ok(AddedModel { path, sha256 }),
        Err(e) => {
            // Facts of a model that is not there do no harm.
            let _ = fs::remove_file(&beside);
            Err(e)
        }
    }
}

/// Whether [`add`] put the model at `path` there.
#[must_use]
pub fn is_added(path: &Path) -> bool {
    facts(path).is_some()
}

/// The decoder's heads that follow the sound, as (layer, head), of the model at `path`, where it was added and told them.
#[must_use]
pub fn alignment_heads_beside(path: &Path) -> Vec<(u32, u32)> {
    facts(path).map(|facts| facts.added.alignment_heads).unwrap_or_default()
}

fn facts(path: &Path) -> Option<Facts> {
    toml::from_str(&fs::read_to_string(path.with_extension("toml")).ok()?).ok()
}

/// Removes what [`add`] put beside the model at `path`, if it did.
pub(in super::super) fn remove_facts(path: &Path) {
    if is_added(path) {
        // Facts of a model that is not there do no harm.
        let _ = fs::remove_file(path.with_extension("toml"));
    }
}
