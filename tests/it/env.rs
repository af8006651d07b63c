//! A hermetic place to run the program in: an empty directory, no environment but what is set here.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::required::skip;

/// An empty directory with a catalog of its own.
pub(crate) struct Place {
    dir: TempDir,
}

/// What a run of the program left: exit code and both streams, with the directory's own path written as `[PLACE]`.
pub(crate) struct Outcome {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Place {
    pub(crate) fn new() -> Self {
        Self { dir: TempDir::new().unwrap() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    /// Copies a file of the project's samples here.
    pub(crate) fn sample(&self, name: &str) -> PathBuf {
        let to = self.path(Path::new(name).file_name().unwrap().to_str().unwrap());
        fs::copy(root().join("samples").join(name), &to).unwrap();
        to
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rawi"));
        command.args(args).current_dir(self.dir.path()).env_clear().stdin(Stdio::null());
        command.env("RAWI_CATALOG", self.path("catalog.db")).env("HOME", self.dir.path());
        // The engine's threads wait for each other, and tests run side by side: one each is fastest.
        command
            .env("RAWI_PATIENCE", "5")
            .env("RAWI_THREADS", "1")
            .env("XDG_CACHE_HOME", cache())
            .env("RAWI_NOW", "1500000000")
            .env("RAWI_AUTHOR", "Mai")
            .env("TZ", "UTC");
        command
    }

    pub(crate) fn rawi(&self, args: &[&str]) -> Outcome {
        let output = self.command(args).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(self.dir.path().to_str().unwrap(), "[PLACE]");
        Outcome { code: output.status.code(), stdout: text(&output.stdout), stderr: text(&output.stderr) }
    }
}

impl Outcome {
    /// All of it, for a snapshot.
    pub(crate) fn shown(&self) -> String {
        format!(
            "exit {}\n--- stdout\n{}--- stderr\n{}",
            self.code.map_or("by signal".into(), |c| c.to_string()),
            self.stdout,
            self.stderr
        )
    }

    /// A run that must have succeeded: what it printed.
    pub(crate) fn done(self) -> String {
        assert_eq!(self.code, Some(0), "{}", self.shown());
        self.stdout
    }

    /// The result as JSON, whatever the exit code.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|e| panic!("not JSON ({e}): {}", self.shown()))
    }
}

/// The project's directory.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Where the demonstration model is unpacked: once for all tests.
pub(crate) fn cache() -> PathBuf {
    root().join("target/test-cache")
}

/// Whether this checkout has the model that recognition is tested with.
pub(crate) fn has_demonstration_model() -> bool {
    let there = root().join("models/rawi-demo.toml").exists();
    if !there {
        skip("no demonstration model in this checkout");
    }
    there
}

/// A transcript as whisper.cpp writes it, of words half a second apart.
pub(crate) fn spoken(text: &str, language: &str) -> String {
    let words: Vec<_> = text
        .split_whitespace()
        .enumerate()
        .map(|(i, word)| {
            let start = i as f64 * 0.5;
            serde_json::json!({ "word": format!(" {word}"), "start": start, "end": start + 0.45, "probability": 0.9 })
        })
        .collect();
    let end = words.len() as f64 * 0.5;
    serde_json::json!({
        "text": text, "language": language,
        "segments": [{ "id": 0, "start": 0.0, "end": end, "text": text, "words": words }],
    })
    .to_string()
}
