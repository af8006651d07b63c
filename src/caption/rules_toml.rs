//! A user's own limits, as TOML that starts from a preset.

use serde::Deserialize;

use super::{Audience, CueLimits, CueRules, Error, LabelStyle, Preset, SoundStyle};

impl CueRules {
    /// A user's own limits: `base` names the preset to start from (`podcast-srt` when absent), every other key is a field of
    /// [`CueLimits`].
    ///
    /// # Errors
    /// [`Error::PresetToml`] for what is not TOML or has an unknown key, [`Error::UnknownName`], [`Error::PresetValue`] for
    /// a figure outside its range.
    pub fn from_toml(text: &str) -> Result<Self, Error> {
        let own: OwnLimits = toml::from_str(text).map_err(|error| Error::PresetToml(Box::new(error)))?;
        let base = own.base.as_deref().map_or(Ok(Preset::PodcastSrt), str::parse)?;
        Self::try_new(own.over(base.rules().limits()))
    }
}

/// What a user's TOML may say.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnLimits {
    base: Option<String>,
    name: Option<String>,
    max_line_chars: Option<usize>,
    max_lines: Option<usize>,
    max_cue_chars: Option<usize>,
    min_line_share: Option<u32>,
    max_cps: Option<f32>,
    max_cps_child: Option<f32>,
    max_wpm: Option<f32>,
    max_wpm_child: Option<f32>,
    min_duration_ms: Option<u32>,
    max_duration_ms: Option<u32>,
    min_gap_ms: Option<u32>,
    open_gap_ms: Option<u32>,
    lead_in_ms: Option<u32>,
    new_speaker_on_word: Option<bool>,
    lead_out_ms: Option<u32>,
    linger_ms: Option<u32>,
    label_time_ms: Option<u32>,
    label: Option<LabelStyle>,
    sound: Option<SoundStyle>,
    label_sounds: Option<bool>,
    audience: Option<Audience>,
}

impl OwnLimits {
    fn over(self, base: &CueLimits) -> CueLimits {
        CueLimits {
            name: self.name.unwrap_or_else(|| format!("own (from {})", base.name)),
            max_line_chars: self.max_line_chars.unwrap_or(base.max_line_chars),
            max_lines: self.max_lines.unwrap_or(base.max_lines),
            max_cue_chars: self.max_cue_chars.or(base.max_cue_chars),
            min_line_share: self.min_line_share.or(base.min_line_share),
            max_cps: self.max_cps.or(base.max_cps),
            max_cps_child: self.max_cps_child.or(base.max_cps_child),
            max_wpm: self.max_wpm.or(base.max_wpm),
            max_wpm_child: self.max_wpm_child.or(base.max_wpm_child),
            min_duration_ms: self.min_duration_ms.unwrap_or(base.min_duration_ms),
            max_duration_ms: self.max_duration_ms.unwrap_or(base.max_duration_ms),
            min_gap_ms: self.min_gap_ms.unwrap_or(base.min_gap_ms),
            open_gap_ms: self.open_gap_ms.unwrap_or(base.open_gap_ms),
            lead_in_ms: self.lead_in_ms.unwrap_or(base.lead_in_ms),
            new_speaker_on_word: self.new_speaker_on_word.unwrap_or(base.new_speaker_on_word),
            lead_out_ms: self.lead_out_ms.or(base.lead_out_ms),
            linger_ms: self.linger_ms.unwrap_or(base.linger_ms),
            label_time_ms: self.label_time_ms.unwrap_or(base.label_time_ms),
            label: self.label.unwrap_or(base.label),
            sound: self.sound.unwrap_or(base.sound),
            label_sounds: self.label_sounds.unwrap_or(base.label_sounds),
            audience: self.audience.unwrap_or(base.audience),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_rules_out_of_range_are_refused_by_field() {
        for (toml, field) in [
            ("max_line_chars = 3", "max_line_chars"),
            ("max_lines = 9", "max_lines"),
            ("max_cps = 0.0", "max_cps"),
            ("max_wpm = nan", "max_wpm"),
            ("min_duration_ms = 9000", "max_duration_ms"),
            ("open_gap_ms = 1\nmin_gap_ms = 2", "open_gap_ms"),
            ("min_line_share = 101", "min_line_share"),
        ] {
            let message = CueRules::from_toml(toml).unwrap_err().to_string();
            assert!(message.starts_with(&format!("preset value {field} is")), "{message}");
        }
        assert!(matches!(CueRules::from_toml("colour = 'red'"), Err(Error::PresetToml(_))));
        assert!(matches!(CueRules::from_toml("base = 'cinema'"), Err(Error::UnknownName(_))));
    }
}
