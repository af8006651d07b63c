//! A recording of which there will be no bundle, and why.

use serde::{Deserialize, Serialize};

use super::key::BundleKey;
use crate::{article, audio, job, recognize};

/// What kind of failure: a store keeps those alone that will be the same the next time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FailureClass {
    /// There is nothing where the plan says, in a place that is there.
    Missing,
    /// The recording or the article is not the one that was planned.
    Changed,
    /// The recording is damaged beyond use, or empty.
    Damaged,
    /// It is no recording, or one of a kind that cannot be decoded.
    Unsupported,
    /// The article cannot be used.
    Article,
    /// The recogniser cannot do what the plan asks, as in a language that the model does not know.
    Recognizer,
    /// The program died over it again and again.
    Crashed,
}

impl FailureClass {
    /// In a word: `damaged`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Changed => "changed",
            Self::Damaged => "damaged",
            Self::Unsupported => "unsupported",
            Self::Article => "article",
            Self::Recognizer => "recognizer",
            Self::Crashed => "crashed",
        }
    }
}

/// What lies in a store in place of a bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Failure {
    /// `rawi.failure`.
    pub format: String,
    /// 1.
    pub version: u32,
    /// The name of the bundle that there is not.
    pub key: BundleKey,
    /// The recording, as the plan names it.
    pub recording: String,
    /// What kind of failure.
    pub class: FailureClass,
    /// What went wrong.
    pub message: String,
    /// When, in seconds since 1970.
    pub failed_unix_s: i64,
}

impl Failure {
    pub(super) fn new(key: BundleKey, recording: &str, (class, message): (FailureClass, String), now: i64) -> Self {
        let (format, version, recording) = ("rawi.failure".to_owned(), 1, recording.to_owned());
        Self { format, version, key, recording, class, message, failed_unix_s: now }
    }

    pub(super) fn write(&self) -> Vec<u8> {
        let mut text = serde_json::to_vec_pretty(self).unwrap_or_default();
        text.push(b'\n');
        text
    }

    /// Reads one; the reason, when it is none.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(bytes)
    }
}

/// How one attempt went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Trouble {
    /// It would go wrong the next time too.
    Lasting(FailureClass, String),
    /// Another time or place may do: the disk, the network, the memory.
    Passing(String),
    /// The run was stopped.
    Stopped,
}

pub(super) fn of_job(error: &job::Error) -> Trouble {
    let told = message(error);
    match error {
        job::Error::Audio(error) => of_recording(error),
        job::Error::Recognize(error) => of_recognition(error),
        job::Error::Changed { .. } => Trouble::Lasting(FailureClass::Changed, told),
        job::Error::Keeper(_) => Trouble::Passing(told),
    }
}

fn of_recognition(error: &recognize::Error) -> Trouble {
    match error {
        recognize::Error::Cancelled => Trouble::Stopped,
        recognize::Error::Audio(error) => of_recording(error),
        recognize::Error::Language { .. } | recognize::Error::Prompt => {
            Trouble::Lasting(FailureClass::Recognizer, message(error))
        }
        // What fails for want of memory does not on another machine; what fails on all is given up after some attempts.
        _ => Trouble::Passing(message(error)),
    }
}

pub(super) fn of_recording(error: &audio::Error) -> Trouble {
    let class = match error {
        // It was there a moment ago.
        audio::Error::Missing { .. } => return Trouble::Passing(message(error)),
        audio::Error::Empty { .. } | audio::Error::Damaged { .. } | audio::Error::NothingUsable { .. } => {
            FailureClass::Damaged
        }
        audio::Error::Read { .. } | audio::Error::Write { .. } => return Trouble::Passing(message(error)),
        _ => FailureClass::Unsupported,
    };
    Trouble::Lasting(class, message(error))
}

pub(super) fn of_article(error: &article::Error) -> Trouble {
    Trouble::Lasting(FailureClass::Article, message(error))
}

/// An error and what stands behind it, in a line.
pub(super) fn message(error: &dyn std::error::Error) -> String {
    let mut told = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        let text = next.to_string();
        if !told.ends_with(&text) {
            told = format!("{told}: {text}");
        }
        cause = next.source();
    }
    told
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::path::PathBuf;

    use super::*;
    use crate::text::Sha256;

    #[test]
    fn what_lasts_is_told_from_what_passes() {
        let path = || PathBuf::from("a.mp3");
        let lasting = |error: &audio::Error| match of_recording(error) {
            Trouble::Lasting(class, _) => Some(class.name()),
            _ => None,
        };
        assert_eq!(lasting(&audio::Error::Empty { path: path() }), Some("damaged"));
        assert_eq!(lasting(&audio::Error::Directory { path: path() }), Some("unsupported"));
        assert_eq!(lasting(&audio::Error::Missing { path: path() }), None);
        assert_eq!(lasting(&audio::Error::Protected { path: path(), scheme: "x".into() }), Some("unsupported"));
        let read = audio::Error::Read { path: path(), source: io::Error::other("the disk went away") };
        assert_eq!(of_recording(&read), Trouble::Passing("cannot read `a.mp3`: the disk went away".to_owned()));
        assert_eq!(of_job(&recognize::Error::Cancelled.into()), Trouble::Stopped);
    }

    #[test]
    fn a_failure_is_read_as_it_was_written() {
        let key: BundleKey = Sha256::of(b"x").to_string().parse().unwrap();
        let failure = Failure::new(key, "/a.mp3", (FailureClass::Unsupported, "a page".to_owned()), 7);
        assert_eq!(Failure::read(&failure.write()).unwrap(), failure);
        assert!(String::from_utf8(failure.write()).unwrap().contains("\"class\": \"unsupported\""));
    }
}
