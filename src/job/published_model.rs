use std::path::Path;

use super::model::Model;
use crate::models::{DecodeSettings, Error, demonstration};
use crate::recognize::{Whisper, WhisperOptions, WordTimes};
use crate::time::Millis;

/// How whisper.cpp runs a model as the model's own facts ask for, on one thread.
pub fn whisper_options(decode: &DecodeSettings) -> WhisperOptions {
    WhisperOptions {
        beam: usize::from(decode.beam_size),
        beam_below: decode.beam_below_probability,
        longest_window: Millis::new(decode.best_window_seconds.clamp(1, 30) * 1000),
        fit_context: decode.fit_audio_context,
        least_context: usize::from(decode.least_audio_context),
        fallback: decode.temperature_increment > 0.0,
        least_probability: decode.least_mean_probability,
        word_times: if decode.attention_times { WordTimes::Attention } else { WordTimes::Tokens },
        heads: decode.alignment_heads.clone(),
        ..WhisperOptions::default()
    }
}

impl Model<'static> {
    /// The demonstration model, which knows a small vocabulary; it is unpacked into the directory `cache` on first use. `threads` is
    /// at least 1, and the outcome does not depend on it.
    ///
    /// # Errors
    /// Those of [`demonstration`].
    pub fn demonstration(cache: &Path, threads: usize) -> Result<Self, Error> {
        let shipped = demonstration(cache)?;
        let options = WhisperOptions { threads, ..whisper_options(&shipped.facts.decode) };
        let (name, sha256) = ("rawi-demo", shipped.facts.sha256);
        let engine = options.engine(name, sha256);
        Ok(Model::lazy(engine, move || Whisper::load(&shipped.path, name, sha256, options)))
    }
}
