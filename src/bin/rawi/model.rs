//! Which model recognises, and loading it.

use std::path::PathBuf;

use rawi::audio::content_sha256;
use rawi::recognize::{Whisper, WhisperOptions};

use rawi::time::Millis;

use crate::error::{Failure, Hint};

/// How recognition is set.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Recognition")]
pub(crate) struct Recognition {
    /// The model: a name that `rawi models list` shows, or a ggml file
    #[arg(long, value_name = "NAME|PATH", env = "RAWI_MODEL", hide_env_values = true)]
    pub(crate) model: Option<PathBuf>,
    /// Hypotheses kept while decoding; 1 is fastest
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u8).range(1..=8))]
    pub(crate) beam: u8,
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

    pub(crate) fn load(&self, _ui: &crate::ui::Ui) -> Result<Whisper, Failure> {
        let path = self.model.clone().ok_or_else(|| {
            Failure::new("no model was named").hint("`--model PATH` names a ggml file, as downloaded for whisper.cpp")
        })?;
        if !path.is_file() {
            return Err(Failure::new(format!("there is no model at `{}`", path.display()))
                .hint("`--model PATH` names a ggml file, as downloaded for whisper.cpp"));
        }
        let threads = self.threads.or_else(|| std::thread::available_parallelism().ok().map(usize::from)).unwrap_or(1);
        let name = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        let mut options = WhisperOptions { threads, beam: usize::from(self.beam), ..WhisperOptions::default() };
        if name.starts_with("rawi-demo") {
            options = WhisperOptions { longest_window: Millis::new(11_500), fit_context: true, fallback: false, ..options };
        }
        Whisper::load(&path, &name, &content_sha256(&path)?, options)
            .hint("the file must be a Whisper model in whisper.cpp's ggml format, complete")
    }
}
