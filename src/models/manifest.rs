use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::text::{Sha256, nearest};

/// The languages that a model understands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ModelLanguages {
    /// English only.
    #[serde(rename = "en")]
    English,
    /// All that Whisper knows, Arabic and English among them.
    #[serde(rename = "many")]
    Many,
}

impl ModelLanguages {
    /// Whether a recording in `language` (a code as `ar`, or `None` when it is to be detected) can be recognised.
    #[must_use]
    pub fn understand(self, language: Option<&str>) -> bool {
        self == ModelLanguages::Many || language.is_some_and(|l| l == "en" || l.starts_with("en-"))
    }
}

/// A published model's facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PublishedModel {
    /// Its name, as `small-q5_1`.
    pub name: String,
    /// Its file's name, as `ggml-small-q5_1.bin`.
    pub file: String,
    /// Its length in bytes, exactly.
    pub bytes: u64,
    /// The SHA-256 of its content.
    pub sha256: Sha256,
    /// What it understands.
    pub languages: ModelLanguages,
    /// Memory that it takes to run, in millions of bytes.
    pub memory_mb: u64,
    /// Where it is published.
    #[serde(default)]
    pub address: String,
    /// The licence that it is published under.
    #[serde(default)]
    pub licence: String,
}

#[derive(Deserialize)]
struct Manifest {
    address: String,
    licence: String,
    model: Vec<PublishedModel>,
}

/// The published models, small ones first within each size.
///
/// ```
/// let base = rawi::models::find("base").unwrap();
/// assert_eq!((base.file.as_str(), base.bytes), ("ggml-base.bin", 147_951_465));
/// ```
#[must_use]
pub fn manifest() -> &'static [PublishedModel] {
    static MODELS: LazyLock<Vec<PublishedModel>> = LazyLock::new(|| {
        // Built in and tested: a mistake in it cannot reach a user.
        let parsed = toml::from_str::<Manifest>(include_str!("../../models/manifest.toml"));
        let Ok(Manifest { address, licence, mut model }) = parsed else { return Vec::new() };
        for published in &mut model {
            published.address = format!("{address}{}", published.file);
            published.licence.clone_from(&licence);
        }
        model
    });
    &MODELS
}

/// The published model of this name, or of this file name.
///
/// # Errors
/// [`Error::UnknownName`](super::Error::UnknownName).
pub fn find(name: &str) -> Result<&'static PublishedModel, super::Error> {
    let wanted = |m: &&PublishedModel| m.name == name || m.file == name;
    manifest().iter().find(wanted).ok_or_else(|| super::Error::UnknownName {
        name: name.to_owned(),
        nearest: nearest(name, manifest().iter().map(|published| published.name.as_str())),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_model_of_the_manifest_has_sound_facts() {
        assert_eq!(manifest().len(), 29);
        for m in manifest() {
            assert!(m.memory_mb * 1_000_000 > m.bytes, "{}", m.name);
            assert_eq!(m.file, format!("ggml-{}.bin", m.name));
            assert_eq!(m.languages == ModelLanguages::English, m.name.contains(".en"));
            assert!(m.address.starts_with("https://") && m.address.ends_with(&m.file));
        }
        let mut hashes: Vec<_> = manifest().iter().map(|m| &m.sha256).collect();
        hashes.sort();
        hashes.dedup();
        assert_eq!(hashes.len(), 29);
    }

    #[test]
    fn an_unknown_name_is_an_error() {
        assert_eq!(find("huge").unwrap_err().to_string(), "no published model is called `huge`");
    }
}
