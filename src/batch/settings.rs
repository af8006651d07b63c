//! How the recordings of a plan are transcribed.

use serde::{Deserialize, Serialize};

use crate::audio::{self, Channel};
use crate::job::{self, SecondPass};
use crate::text::{Language, Sha256};
use crate::transcript::Engine;

/// How all recordings of a plan are transcribed. With the engine it is everything that changes an outcome but the recording, its
/// article and its language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PlanSettings {
    /// Hypotheses kept while decoding; `None` as the model's own facts ask for.
    pub beam: Option<u8>,
    /// Names and terms that may occur, to spell them right.
    pub prompt: Option<String>,
    /// Translate into English instead of writing down what is said.
    pub translate: bool,
    /// Whether doubtful stretches are heard a second time.
    pub second_pass: PlannedSecondPass,
    /// The channel to listen to.
    #[serde(with = "channel_text")]
    pub channel: Channel,
    /// The audio track, counted from 1; `None` for the main one.
    pub track: Option<u32>,
}

/// [`SecondPass`] as a plan writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PlannedSecondPass {
    /// Never.
    Off,
    /// Where there is an article.
    #[default]
    On,
    /// The same, with the names that the article prints as a prompt.
    WithNames,
}

impl PlanSettings {
    /// As a job wants them, for a recording in `language` with others in between.
    #[must_use]
    pub fn options(&self, language: Option<Language>, also: Vec<Language>) -> job::Options {
        let mut audio = audio::Options::default();
        (audio.track, audio.channel) = (self.track, self.channel);
        let second_pass = match self.second_pass {
            PlannedSecondPass::Off => SecondPass::Off,
            PlannedSecondPass::On => SecondPass::On,
            PlannedSecondPass::WithNames => SecondPass::WithNames,
        };
        let (prompt, translate) = (self.prompt.clone(), self.translate);
        job::Options { audio, language, also, prompt, translate, second_pass }
    }
}

/// The hash of everything that changes what `engine` hears, but for the model: which engine and how it is set. What the model is
/// called is no part of it, since the same weights lie under other names on other machines.
pub(super) fn settings_sha256(engine: &Engine) -> Sha256 {
    let mut text = engine.name.clone();
    for option in &engine.options {
        text.push('\n');
        text.push_str(option);
    }
    Sha256::of(text.as_bytes())
}

mod channel_text {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::audio::Channel;

    pub(super) fn serialize<S: Serializer>(channel: &Channel, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(channel)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Channel, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read_as_they_were_written_and_a_slip_is_told() {
        let mut settings = PlanSettings { beam: Some(1), second_pass: PlannedSecondPass::WithNames, ..Default::default() };
        settings.channel = Channel::Nth(3);
        let text = serde_json::to_string(&settings).unwrap();
        assert_eq!(serde_json::from_str::<PlanSettings>(&text).unwrap(), settings);
        assert!(text.contains(r#""second_pass":"with_names","channel":"3""#), "{text}");
        let refused =
            |from: &str, to: &str| serde_json::from_str::<PlanSettings>(&text.replace(from, to)).unwrap_err().to_string();
        assert!(refused(r#""3""#, r#""0""#).starts_with("no channel `0`"));
        assert!(refused("\"beam\"", "\"beem\"").starts_with("unknown field `beem`"));
        let options = settings.options(Some(Language::arabic()), Vec::new());
        assert_eq!((options.second_pass, options.audio.channel), (SecondPass::WithNames, Channel::Nth(3)));
    }

    #[test]
    fn the_name_of_a_model_changes_no_hash_and_every_option_does() {
        let engine = |name: &str, options: &[&str]| Engine {
            name: "whisper.cpp 1".to_owned(),
            model: Some(name.to_owned()),
            model_sha256: None,
            options: options.iter().map(|o| (*o).to_owned()).collect(),
        };
        let one = settings_sha256(&engine("small", &["beam=5"]));
        assert_eq!(one, settings_sha256(&engine("ggml-small", &["beam=5"])));
        for other in [engine("small", &["beam=1"]), engine("small", &[]), engine("small", &["beam=5", "language=ar"])] {
            assert_ne!(one, settings_sha256(&other));
        }
    }
}
