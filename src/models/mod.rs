//! Model files: which ones exist, where they are installed, whether they are whole, and how to get one.
//!
//! Nothing is ever downloaded unless [`pull`] or [`fetch_stored`] is called. The facts of the published models are in `models/manifest.toml`,
//! built in. A file is known as one of them by its SHA-256 and nothing else; any other Whisper model in ggml format can be
//! used too, by its path, and [`add`] makes one of weights in other forms. [`demonstration`] gives the model that rawi ships with, where this build has one.
//!
//! Nothing here prints or asks the environment: folders are arguments, progress is a closure that is given bytes. Downloads are made by
//! [`download`](crate::download).

mod add;
mod demo;
mod error;
mod hash;
mod inspect;
mod installed;
mod manifest;
mod pick;
mod pull;
mod stored;
mod structure;

pub use add::{AddOptions, AddedModel, NewModel, Quantization, add, added_name, alignment_heads_beside, is_added};
pub use demo::{DecodeSettings, Demonstration, DemonstrationFacts, decode_beside, demonstration, demonstration_facts};
pub use error::Error;
pub use hash::sha256_remembered;
pub use inspect::{Hyperparameters, ModelFile, Weights, inspect};
pub use installed::{InstalledModel, installed, remove, verify};
pub use manifest::{ModelLanguages, PublishedModel, find, manifest};
pub use pick::{Advice, pick};
pub use pull::{PullSource, pull};
pub use stored::fetch_stored;
pub use structure::check;
