use serde::Deserialize;

use super::Error;
use crate::text::Language;

/// How a speaker's name stands in front of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabelStyle {
    /// `NAME:`; scripts without capitals get brackets.
    Capitals,
    /// `Name:`
    Colon,
    /// `[Name]`
    Brackets,
    /// `(Name)`
    Parentheses,
}

/// How sound and music are described.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SoundStyle {
    /// `MUSIC PLAYS`; scripts without capitals get brackets.
    Capitals,
    /// `[music]`
    Brackets,
    /// `(music)`
    Parentheses,
}

/// Who reads: the speeds differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// Grown-up readers.
    #[default]
    Adult,
    /// Children; a preset without figures for them keeps the grown-ups'.
    Child,
}

/// The limits that captions keep. All lengths are in characters as a reader sees them (grapheme clusters; tatweel and
/// directional controls do not count), all times in milliseconds. `None` where a source gives no figure: then nothing is
/// limited.
///
/// A user's own set is TOML that names a preset to start from and changes some fields:
///
/// ```
/// use rawi::caption::CueRules;
/// let rules = CueRules::from_toml("base = 'netflix-ar'\nmax_line_chars = 38\n").unwrap();
/// assert_eq!((rules.max_line_chars, rules.max_lines), (38, 2));
/// assert!(CueRules::from_toml("max_line_chars = 0").unwrap_err().to_string().contains("max_line_chars is 0"));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct CueRules {
    /// What it is called: the preset's name, or a user's.
    pub name: String,
    /// Longest line, 8 to 200 characters.
    pub max_line_chars: usize,
    /// Most lines of a cue, 1 to 4.
    pub max_lines: usize,
    /// Longest text of a cue over all its lines.
    pub max_cue_chars: Option<usize>,
    /// The shorter of two lines has at least this share of the longer one, in percent.
    pub min_line_share: Option<u32>,
    /// Fastest reading speed, in characters a second.
    pub max_cps: Option<f32>,
    /// The same for children.
    pub max_cps_child: Option<f32>,
    /// Fastest reading speed in words a minute: for English only, where it takes the place of `max_cps`.
    pub max_wpm: Option<f32>,
    /// The same for children.
    pub max_wpm_child: Option<f32>,
    /// Shortest time on the screen.
    pub min_duration_ms: u32,
    /// Longest time on the screen.
    pub max_duration_ms: u32,
    /// Shortest gap between two cues. Anything between this and `open_gap_ms` is closed down to it.
    pub min_gap_ms: u32,
    /// From here on a gap may stay open.
    pub open_gap_ms: u32,
    /// How much earlier than its first word a cue may show, when its text needs the time.
    pub lead_in_ms: u32,
    /// Whether a new speaker's cue shows only on the word.
    pub new_speaker_on_word: bool,
    /// How long after its last word a cue may still show; `None` for as long as the next one leaves room.
    pub lead_out_ms: Option<u32>,
    /// How long after its last word a cue shows when nothing follows.
    pub linger_ms: u32,
    /// Added to the reading time for each speaker's label.
    pub label_time_ms: u32,
    /// How names are shown.
    pub label: LabelStyle,
    /// How sounds are shown.
    pub sound: SoundStyle,
    /// Who reads.
    pub audience: Audience,
}

impl CueRules {
    pub(super) fn checked(self) -> Result<Self, Error> {
        let bad = |field, found: String, expected| Err(Error::PresetValue { field, found, expected });
        if !(8..=200).contains(&self.max_line_chars) {
            return bad("max_line_chars", self.max_line_chars.to_string(), "8 to 200");
        }
        if !(1..=4).contains(&self.max_lines) {
            return bad("max_lines", self.max_lines.to_string(), "1 to 4");
        }
        if self.min_line_share.is_some_and(|share| share > 100) {
            return bad("min_line_share", format!("{:?}", self.min_line_share), "0 to 100");
        }
        for (field, speed) in [("max_cps", self.max_cps), ("max_cps_child", self.max_cps_child)] {
            if speed.is_some_and(|s| !(1.0..=200.0).contains(&s)) {
                return bad(field, format!("{speed:?}"), "1 to 200");
            }
        }
        for (field, speed) in [("max_wpm", self.max_wpm), ("max_wpm_child", self.max_wpm_child)] {
            if speed.is_some_and(|s| !(10.0..=2000.0).contains(&s)) {
                return bad(field, format!("{speed:?}"), "10 to 2000");
            }
        }
        if self.max_duration_ms < 1000 || self.min_duration_ms > self.max_duration_ms {
            return bad("max_duration_ms", self.max_duration_ms.to_string(), "1000 or more, and not below min_duration_ms");
        }
        if self.open_gap_ms < self.min_gap_ms {
            return bad("open_gap_ms", self.open_gap_ms.to_string(), "min_gap_ms or more");
        }
        Ok(self)
    }

    /// The reading speed that holds for `language`: words a minute for English where the preset has them, else characters a
    /// second. `None` where the preset limits neither.
    pub fn speed(&self, language: &Language) -> Option<Speed> {
        let child = self.audience == Audience::Child;
        let pick = |adult: Option<f32>, young: Option<f32>| if child { young.or(adult) } else { adult };
        let words = pick(self.max_wpm, self.max_wpm_child).filter(|_| language.as_str() == "en");
        words.map(Speed::WordsPerMinute).or_else(|| pick(self.max_cps, self.max_cps_child).map(Speed::CharsPerSecond))
    }

    /// The least time in which `chars` characters and `words` words of `language` may be shown, with `labels` names before
    /// them: by reading speed and by the shortest duration, whichever is longer.
    pub(super) fn reading_ms(&self, language: &Language, chars: usize, words: usize, labels: usize) -> u32 {
        let by_speed = match self.speed(language) {
            Some(Speed::CharsPerSecond(cps)) => chars as f32 * 1000.0 / cps,
            Some(Speed::WordsPerMinute(wpm)) => words as f32 * 60_000.0 / wpm,
            None => 0.0,
        };
        // A speed that is met exactly must not fail by a rounded millisecond.
        let by_speed = by_speed.ceil() as u32;
        let labels = u32::try_from(labels).unwrap_or(u32::MAX).saturating_mul(self.label_time_ms);
        by_speed.saturating_add(labels).max(self.min_duration_ms)
    }
}

/// A limit of reading speed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Speed {
    /// Characters a second.
    CharsPerSecond(f32),
    /// Words a minute.
    WordsPerMinute(f32),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::caption::Preset;

    #[test]
    fn words_a_minute_are_never_applied_to_arabic() {
        let bbc = Preset::Bbc.rules();
        assert_eq!(bbc.speed(&Language::english()), Some(Speed::WordsPerMinute(180.0)));
        assert_eq!(bbc.speed(&Language::arabic()), Some(Speed::CharsPerSecond(15.0)));
        assert_eq!(Preset::Dcmp.rules().speed(&Language::arabic()), None);
    }

    #[test]
    fn children_read_by_their_own_figures_where_there_are_any() {
        let child = |preset: Preset| CueRules { audience: Audience::Child, ..preset.rules() }.speed(&Language::arabic());
        assert_eq!(child(Preset::NetflixAr), Some(Speed::CharsPerSecond(17.0)));
        assert_eq!(child(Preset::Ted), Some(Speed::CharsPerSecond(21.0)));
    }
}
