//! What is to be added, in whichever of the known forms: its tensors by name, and the facts that stand beside them.

use std::collections::HashMap;
use std::fs;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::super::error::Error;
use super::naming::{Naming, openai};
use super::role::Role;
use super::tensor::StoredTensor;
use super::{ctranslate2, safetensors, torch};

/// The longest file of facts; those of models are a few kilobytes, an index of shards some hundreds.
const LONGEST_FACTS: u64 = 16 << 20;

/// A model that was trained or published, as it lies on the disk.
pub(super) struct Checkpoint {
    path: PathBuf,
    tensors: HashMap<String, StoredTensor>,
    naming: Naming,
    /// Heads of the encoder and of the decoder, where it tells.
    pub(super) heads: Option<(u64, u64)>,
    /// The decoder's heads that follow the sound, as (layer, head).
    pub(super) alignment_heads: Vec<(u32, u32)>,
    /// The folder that may tell the vocabulary.
    pub(super) folder: PathBuf,
}

#[derive(Deserialize)]
struct Config {
    model_type: Option<String>,
    encoder_attention_heads: Option<u64>,
    decoder_attention_heads: Option<u64>,
}

#[derive(Deserialize, Default)]
struct Generation {
    #[serde(default)]
    alignment_heads: Option<Vec<(u32, u32)>>,
}

#[derive(Deserialize)]
struct Index {
    weight_map: HashMap<String, String>,
}

impl Checkpoint {
    /// Opens the folder or file at `path`.
    pub(super) fn open(path: &Path) -> Result<Self, Error> {
        match path.file_name().and_then(|name| name.to_str()) {
            _ if path.is_dir() => Self::in_folder(path),
            // A folder's own file stands for the folder, without which it could not be understood.
            Some("model.safetensors" | "pytorch_model.bin" | "model.bin") if beside(path, "config.json").is_file() => {
                Self::in_folder(path.parent().unwrap_or(Path::new(".")))
            }
            _ => Self::of_torch(path),
        }
    }

    fn in_folder(folder: &Path) -> Result<Self, Error> {
        let there = |name: &str| folder.join(name).is_file();
        if there("adapter_config.json") {
            return Err(Error::Unclear {
                path: folder.to_owned(),
                what: "an adapter, which only changes another model: merge the two first".to_owned(),
            });
        }
        if there("model.bin") {
            return Self::of_ctranslate2(folder);
        }
        for form in [SAFETENSORS, PYTORCH] {
            if there(form.index) || there(form.whole) {
                return Self::of_hugging_face(folder, form);
            }
        }
        Err(Error::Incomplete {
            path: folder.to_owned(),
            missing: format!(
                "its weights: `{}` or `{}` of a Hugging Face model, or `model.bin` of a CTranslate2 one",
                SAFETENSORS.whole, PYTORCH.whole
            ),
        })
    }

    fn of_hugging_face(folder: &Path, form: Form) -> Result<Self, Error> {
        let config: Config = facts(folder, "config.json")?;
        if let Some(other) = config.model_type.filter(|kind| kind != "whisper") {
            return Err(Error::Unclear {
                path: folder.to_owned(),
                what: format!("a model of the type `{other}`, expected `whisper`"),
            });
        }
        let generation: Generation = if folder.join("generation_config.json").is_file() {
            facts(folder, "generation_config.json")?
        } else {
            Generation::default()
        };
        let mut tensors = HashMap::new();
        for file in form.files(folder)? {
            tensors.extend((form.read)(&file)?);
        }
        // Some are saved without the outer layer's name.
        if !tensors.keys().any(|name| name.starts_with("model.")) {
            tensors = tensors.into_iter().map(|(name, tensor)| (format!("model.{name}"), tensor)).collect();
        }
        Ok(Self {
            path: folder.to_owned(),
            tensors,
            naming: Naming::HuggingFace,
            heads: config.encoder_attention_heads.zip(config.decoder_attention_heads),
            alignment_heads: generation.alignment_heads.unwrap_or_default(),
            folder: folder.to_owned(),
        })
    }

    fn of_ctranslate2(folder: &Path) -> Result<Self, Error> {
        let generation: Generation = facts(folder, "config.json")?;
        let tensors = ctranslate2::tensors(&folder.join("model.bin"))?;
        let heads = |side: &str| -> Result<Option<u64>, Error> {
            let stored = tensors.get(&format!("{side}/num_heads")).map(|stored| stored.all(1)).transpose()?;
            Ok(stored.and_then(|numbers| numbers.first().map(|number| *number as u64)))
        };
        let (encoder, decoder) = (heads("encoder")?, heads("decoder")?);
        let heads = encoder.map(|encoder| (encoder, decoder.unwrap_or(encoder)));
        Ok(Self {
            path: folder.to_owned(),
            tensors,
            naming: Naming::CTranslate2,
            heads,
            alignment_heads: generation.alignment_heads.unwrap_or_default(),
            folder: folder.to_owned(),
        })
    }

    fn of_torch(path: &Path) -> Result<Self, Error> {
        let torch::Checkpoint { tensors, heads } = torch::checkpoint(path)?;
        Ok(Self {
            path: path.to_owned(),
            tensors,
            naming: Naming::OpenAi,
            heads,
            alignment_heads: Vec::new(),
            folder: beside(path, ""),
        })
    }

    /// Where it lies.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it has the weight.
    pub(super) fn has(&self, role: Role) -> bool {
        self.tensors.contains_key(&self.naming.of(role).tensor)
    }

    /// The weight: the tensor that holds it, which of that's rows it is, and its shape.
    ///
    /// # Errors
    /// [`Error::Incomplete`] when it is not there.
    pub(super) fn weight(&self, role: Role) -> Result<Weight<'_>, Error> {
        let name = self.naming.of(role);
        let tensor = self.tensors.get(&name.tensor).ok_or_else(|| {
            let missing = format!("the tensor `{}`, which is {}", name.tensor, openai(role));
            Error::Incomplete { path: self.path.clone(), missing }
        })?;
        let (part, parts) = name.part;
        let mut shape = tensor.shape.clone();
        let all = shape.first().copied().unwrap_or(1);
        let rows = all / parts * part..all / parts * (part + 1);
        if parts > 1
            && let Some(first) = shape.first_mut()
        {
            *first = rows.end - rows.start;
        }
        Ok(Weight { tensor, rows, shape, name: name.tensor })
    }
}

/// Where a weight lies.
pub(super) struct Weight<'a> {
    pub(super) tensor: &'a StoredTensor,
    pub(super) rows: Range<u64>,
    pub(super) shape: Vec<u64>,
    pub(super) name: String,
}

/// A form of a Hugging Face folder's weights: in one file or in several that an index names.
#[derive(Clone, Copy)]
struct Form {
    whole: &'static str,
    index: &'static str,
    read: fn(&Path) -> Result<HashMap<String, StoredTensor>, Error>,
}

const SAFETENSORS: Form =
    Form { whole: "model.safetensors", index: "model.safetensors.index.json", read: safetensors::tensors };
const PYTORCH: Form = Form {
    whole: "pytorch_model.bin",
    index: "pytorch_model.bin.index.json",
    read: |path| Ok(torch::checkpoint(path)?.tensors),
};

impl Form {
    fn files(self, folder: &Path) -> Result<Vec<PathBuf>, Error> {
        if folder.join(self.whole).is_file() {
            return Ok(vec![folder.join(self.whole)]);
        }
        let index: Index = facts(folder, self.index)?;
        let mut names: Vec<String> = index.weight_map.into_values().collect();
        names.sort_unstable();
        names.dedup();
        for name in &names {
            // An index names files of its own folder.
            let mut parts = Path::new(name).components();
            let plain = matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None));
            if !plain || !folder.join(name).is_file() {
                return Err(Error::Incomplete {
                    path: folder.to_owned(),
                    missing: format!("`{name}`, which `{}` names", self.index),
                });
            }
        }
        Ok(names.into_iter().map(|name| folder.join(name)).collect())
    }
}

fn beside(path: &Path, name: &str) -> PathBuf {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")).join(name)
}

/// The file of JSON called `name` in `folder`.
fn facts<T: DeserializeOwned>(folder: &Path, name: &str) -> Result<T, Error> {
    let path = folder.join(name);
    let refused = |source| Error::Read { path: path.clone(), source };
    if !path.is_file() {
        return Err(Error::Incomplete { path: folder.to_owned(), missing: format!("`{name}`") });
    }
    if fs::metadata(&path).map_err(refused)?.len() > LONGEST_FACTS {
        return Err(Error::Unclear { path: path.clone(), what: "more than 16 MB of JSON".to_owned() });
    }
    let text = fs::read(&path).map_err(refused)?;
    serde_json::from_slice(&text).map_err(|e| Error::Unclear { path: path.clone(), what: e.to_string() })
}
