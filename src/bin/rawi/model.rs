//! Which model recognises, and loading it.

use std::path::{Path, PathBuf};

use rawi::models::{self, Demonstration};
use rawi::recognize::{Whisper, WhisperOptions};
use rawi::time::Millis;

use crate::error::{Failure, Hint};
use crate::ui::Ui;

/// How recognition is set.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Recognition")]
pub(crate) struct Recognition {
    /// The model: a name that `rawi models list` shows, or a ggml file [default: the demonstration model]
    #[arg(long, value_name = "NAME|PATH", env = "RAWI_MODEL", hide_env_values = true)]
    pub(crate) model: Option<PathBuf>,
    /// Hypotheses kept while decoding; 1 is fastest [default: 5]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=8))]
    pub(crate) beam: Option<u8>,
    /// Names and terms that may occur, to spell them right; never whole sentences
    #[arg(long, value_name = "TEXT")]
    pub(crate) prompt: Option<String>,
    /// Translate into English instead of writing down what is said
    #[arg(long)]
    pub(crate) translate: bool,
    /// The channel to listen to: mix, left, right or its number
    #[arg(long, default_value = "mix")]
    pub(crate) channel: rawi::audio::Channel,
    /// The audio track, counted from 1 [default: the main one]
    #[arg(long, value_name = "N")]
    pub(crate) track: Option<u32>,
    /// Threads to compute with; the outcome does not depend on it [default: all cores]
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<usize>,
}

impl Recognition {
    pub(crate) fn audio(&self) -> rawi::audio::Options {
        rawi::audio::Options { track: self.track, channel: self.channel }
    }

    /// Loads the model that was named, or the one that ships with rawi.
    pub(crate) fn load(&self, ui: &Ui) -> Result<Whisper, Failure> {
        let threads = self.threads.or_else(|| std::thread::available_parallelism().ok().map(usize::from)).unwrap_or(1);
        let options = WhisperOptions { threads, beam: usize::from(self.beam.unwrap_or(5)), ..WhisperOptions::default() };
        let Some(wish) = &self.model else {
            let demo = demonstration()?;
            ui.say("recognising with the demonstration model, which knows a small vocabulary; `rawi models list` shows better ones");
            let decode = demo.facts.decode;
            let options = WhisperOptions {
                beam: usize::from(self.beam.unwrap_or(decode.beam_size)),
                longest_window: Millis::new(decode.best_window_seconds.clamp(1, 30) * 1000),
                fit_context: decode.fit_audio_context,
                fallback: false,
                least_probability: decode.least_mean_probability,
                ..options
            };
            return Ok(Whisper::load(&demo.path, "rawi-demo", &demo.facts.sha256, options)?);
        };
        let path = find(wish)?;
        models::inspect(&path).hint("`rawi models verify` examines a model file; `rawi models pull NAME` gets it anew")?;
        let name = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Whisper::load(&path, &name, &rawi::audio::content_sha256(&path)?, options)?)
    }
}

/// The file of a model: a path, or the name of a published model that is installed.
pub(crate) fn find(wish: &Path) -> Result<PathBuf, Failure> {
    if wish.is_file() {
        return Ok(wish.to_owned());
    }
    let name = wish.to_string_lossy();
    let Ok(published) = models::find(&name) else {
        return Err(Failure::new(format!("there is no model `{name}`: no such file, and no published model of that name"))
            .hint("rawi models list"));
    };
    let places = folders()?;
    let found = places.iter().map(|folder| folder.join(&published.file)).find(|path| path.is_file());
    found.ok_or_else(|| {
        Failure::new(format!("the model `{name}` is not on this computer")).hint(format!("rawi models pull {name}"))
    })
}

/// Where models are looked for: RAWI_MODELS (one or several directories), then rawi's own.
pub(crate) fn folders() -> Result<Vec<PathBuf>, Failure> {
    let mut folders: Vec<PathBuf> = std::env::var_os("RAWI_MODELS").iter().flat_map(std::env::split_paths).collect();
    folders.push(own()?.data_dir().join("models"));
    Ok(folders)
}

/// The demonstration model, unpacked on first use.
pub(crate) fn demonstration() -> Result<Demonstration, Failure> {
    models::demonstration(&own()?.cache_dir().join("models"))
        .hint("`--model PATH` names a ggml file, as downloaded for whisper.cpp")
}

fn own() -> Result<directories::ProjectDirs, Failure> {
    directories::ProjectDirs::from("", "", "rawi").ok_or_else(|| {
        Failure::new("this user has no data directory").hint("set HOME, or name the model with `--model PATH`")
    })
}
