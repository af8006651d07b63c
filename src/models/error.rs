use std::io;
use std::path::PathBuf;

use crate::download;
use crate::text::Sha256;

/// Why a model could not be fetched, found or trusted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No published model has this name.
    #[error("no published model is called `{name}`{}", meant(*nearest))]
    UnknownName {
        /// The name asked for.
        name: String,
        /// The name that is nearest to it.
        nearest: Option<&'static str>,
    },
    /// There is no file at this path.
    #[error("no model at {path}", path = path.display())]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The file is not a Whisper model in ggml format.
    #[error("{path} is not a Whisper model in ggml format: it looks like {looks_like}", path = path.display())]
    OtherKind {
        /// The file.
        path: PathBuf,
        /// What its first bytes look like.
        looks_like: &'static str,
    },
    /// The file ends before its header or weights are complete.
    #[error("the model file {path} is cut short: {bytes} bytes, expected {expected}", path = path.display())]
    CutShort {
        /// The file.
        path: PathBuf,
        /// Its length.
        bytes: u64,
        /// What it should be at least, or exactly for a published one.
        expected: u64,
    },
    /// The facts beside a model say something that they cannot mean.
    #[error("{path} does not say how to run the model: {reason}", path = path.display())]
    Decode {
        /// The file of facts.
        path: PathBuf,
        /// What is wrong in it.
        reason: String,
    },
    /// The header holds numbers that no model has.
    #[error("the model file {path} is damaged: its header says {what}", path = path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The impossible value, as "0 mel bands".
        what: String,
    },
    /// What the file announces does not lie in it.
    #[error("the model file {path} is damaged: it says that it has {what}", path = path.display())]
    Broken {
        /// The file.
        path: PathBuf,
        /// The impossible or missing part, as "9 dimensions of a tensor".
        what: String,
    },
    /// Something of a model that is to be added is not there.
    #[error("{path} lacks {missing}", path = path.display())]
    Incomplete {
        /// The folder or file.
        path: PathBuf,
        /// What it lacks.
        missing: String,
    },
    /// A tensor of a model that is to be added has another shape than the model's other tensors ask for.
    #[error("in {path} `{tensor}` has the shape {found}, expected {expected}", path = path.display())]
    Shape {
        /// The folder or file.
        path: PathBuf,
        /// The tensor's name there.
        tensor: String,
        /// Its shape, as `51865 × 512`.
        found: String,
        /// The shape that it should have.
        expected: String,
    },
    /// What a file of a model that is to be added says cannot be understood, or is no Whisper model.
    #[error("{path} cannot be made into a model: {what}", path = path.display())]
    Unclear {
        /// The folder or file.
        path: PathBuf,
        /// What was found, and what was expected.
        what: String,
    },
    /// Weights that have few bits already cannot be given other few bits.
    #[error("the weights of {path} are quantised already", path = path.display())]
    Quantized {
        /// The model.
        path: PathBuf,
    },
    /// A model of this name is there, or published.
    #[error("there is a model called `{name}` already")]
    NameTaken {
        /// The name.
        name: String,
    },
    /// The name cannot be a model's.
    #[error("`{name}` cannot be a model's name, which has letters, digits, `.`, `_` and `-`")]
    BadName {
        /// The name.
        name: String,
    },
    /// The person asked to stop.
    #[error("stopped on request")]
    Stopped,
    /// The content is not that of the model that it should be.
    #[error("{path} has the wrong content: SHA-256 {found}, expected {expected}", path = path.display())]
    WrongHash {
        /// The file.
        path: PathBuf,
        /// The hash of what is there.
        found: Sha256,
        /// The published hash.
        expected: Sha256,
    },
    /// The packed model that this build holds is damaged.
    #[error("the demonstration model inside this build of rawi cannot be unpacked: {what}")]
    DamagedPack {
        /// What is wrong with it.
        what: String,
    },
    /// The download failed.
    #[error(transparent)]
    Download(#[from] download::Error),
    /// A file could not be read.
    #[error("cannot read {path}", path = path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// A file could not be written.
    #[error("cannot write {path}", path = path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// This build was made without the demonstration model.
    #[error("this build of rawi has no demonstration model")]
    NoDemonstration,
}

/// The nearest name, as a question.
fn meant(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |near| format!("; did you mean {near}?"))
}
