//! The name of a bundle: the same work has the same name, wherever and however often it is done.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::settings::settings_sha256;
use crate::text::{Sha256, Sha256Error};
use crate::transcript::Engine;

/// A hash of the recording, its article, the settings and the model: what a bundle is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BundleKey(Sha256);

/// Changes when bundles hold something else for the same work.
const FORM: u32 = 1;

impl BundleKey {
    /// The name of the bundle of the recording with the content `recording`, read against the article in a file of the content
    /// `article`, by the run that `engine` is the identity of (see [`Options::engine`](crate::job::Options::engine)).
    #[must_use]
    pub fn of(recording: Sha256, article: Option<Sha256>, engine: &Engine) -> Self {
        let (article, model) = (written(article), written(engine.model_sha256));
        let settings = settings_sha256(engine);
        let text =
            format!("rawi bundle {FORM}\nrecording {recording}\narticle {article}\nsettings {settings}\nmodel {model}\n");
        Self(Sha256::of(text.as_bytes()))
    }

    /// The hash itself.
    #[must_use]
    pub fn sha256(self) -> Sha256 {
        self.0
    }

    /// The name of its file in a store, below a folder of its first two digits, so that no folder holds a million files.
    pub(super) fn bundle_name(self) -> String {
        self.file(BUNDLE)
    }

    /// The name of the file that says why there is none.
    pub(super) fn failure_name(self) -> String {
        self.file(FAILURE)
    }

    /// The name of the file with what is done of it so far.
    pub(super) fn checkpoint_name(self) -> String {
        self.file(CHECKPOINT)
    }

    fn file(self, ending: &str) -> String {
        format!("{}/{self}{ending}", self.0.short(2))
    }
}

const BUNDLE: &str = ".json.gz";
const FAILURE: &str = ".failed.json";
const CHECKPOINT: &str = ".part.json";

/// What a file of a store is, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Bundle(BundleKey),
    Failure(BundleKey),
    Checkpoint(BundleKey),
}

/// What the file called `name` is, with the folders before it or without; `None` for what no run of a plan writes.
pub(super) fn named(name: &str) -> Option<Named> {
    let file = name.rsplit('/').next()?;
    let key = |ending: &str| file.strip_suffix(ending)?.parse().ok();
    let failure = || key(FAILURE).map(Named::Failure);
    key(BUNDLE).map(Named::Bundle).or_else(failure).or_else(|| key(CHECKPOINT).map(Named::Checkpoint))
}

fn written(hash: Option<Sha256>) -> String {
    hash.map_or_else(|| "none".to_owned(), |hash| hash.to_string())
}

impl fmt::Display for BundleKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for BundleKey {
    type Err = Sha256Error;

    fn from_str(text: &str) -> Result<Self, Sha256Error> {
        text.parse().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn engine(model: &[u8]) -> Engine {
        let options = vec!["beam=5".to_owned()];
        Engine { name: "whisper.cpp".into(), model: None, model_sha256: Some(Sha256::of(model)), options }
    }

    #[test]
    fn each_of_the_four_makes_another_name_and_the_same_four_the_same() {
        let (a, b) = (Sha256::of(b"a"), Sha256::of(b"b"));
        let one = BundleKey::of(a, Some(b), &engine(b"m"));
        assert_eq!(one, BundleKey::of(a, Some(b), &engine(b"m")));
        let mut set = engine(b"m");
        set.options.push("language=ar".to_owned());
        let others = [
            BundleKey::of(b, Some(b), &engine(b"m")),
            BundleKey::of(a, Some(a), &engine(b"m")),
            BundleKey::of(a, None, &engine(b"m")),
            BundleKey::of(a, Some(b), &engine(b"n")),
            BundleKey::of(a, Some(b), &set),
        ];
        assert!(others.iter().all(|other| *other != one), "{one}");
    }

    #[test]
    fn a_file_is_known_by_its_name_alone() {
        let key = BundleKey::of(Sha256::of(b"a"), None, &engine(b"m"));
        assert_eq!(key.bundle_name(), format!("{}/{key}.json.gz", &key.to_string()[..2]));
        assert_eq!(named(&key.bundle_name()), Some(Named::Bundle(key)));
        assert_eq!(named(&key.failure_name()), Some(Named::Failure(key)));
        assert_eq!(named(&format!("{key}.part.json")), Some(Named::Checkpoint(key)));
        for other in ["plan.jsonl", "", "ab/", &format!("{key}"), &format!("x{key}.json.gz"), &format!("{key}.json")] {
            assert_eq!(named(other), None, "{other}");
        }
    }
}
