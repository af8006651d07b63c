//! The figures that a preset or a user sets for captions, before anything has checked them.

use serde::Deserialize;

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
    /// `MUSIC PLAYS`; a script without capitals gets brackets.
    Capitals,
    /// `[music]`
    Brackets,
    /// `(music)`
    Parentheses,
}

/// Who reads: adults and children have limits of reading speed of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// Adult readers.
    #[default]
    Adult,
    /// Children; a preset without figures for them keeps the adults'.
    Child,
}

/// Limits of captions as somebody wishes them; [`super::CueRules::try_new`] checks each against the range that stands with it.
///
/// Lengths are in characters as a reader sees them (grapheme clusters; tatweel and directional controls do not count), times
/// in milliseconds. `None` limits nothing. A preset is where to begin:
///
/// ```
/// use rawi::caption::{CueRules, Preset};
/// let mut limits = Preset::NetflixAr.rules().limits().clone();
/// limits.max_line_chars = 38;
/// let rules = CueRules::try_new(limits).unwrap();
/// assert_eq!((rules.limits().max_line_chars, rules.limits().max_lines), (38, 2));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CueLimits {
    /// The name that people are shown: that of the preset, or one of the user's own.
    pub name: String,
    /// Characters of the longest line, 8 to 200. Longer text is broken into lines; only a single word may be longer.
    pub max_line_chars: usize,
    /// Lines of one cue, 1 to 4. More text makes more cues.
    pub max_lines: usize,
    /// Characters of one cue over all its lines, 8 or more.
    pub max_cue_chars: Option<usize>,
    /// Length of the shorter of two lines as a share of the longer, in percent, 0 to 100. Less counts as a fault of layout.
    pub min_line_share: Option<u32>,
    /// Reading speed in characters a second, 1 to 200. A cue that is faster shows longer where free time allows.
    pub max_cps: Option<f32>,
    /// The same for children; `None` for the adults' figure.
    pub max_cps_child: Option<f32>,
    /// Reading speed in words a minute, 10 to 2000: for English only, where it takes the place of `max_cps`.
    pub max_wpm: Option<f32>,
    /// The same for children; `None` for the adults' figure.
    pub max_wpm_child: Option<f32>,
    /// Shortest time that a cue shows, at most `max_duration_ms`.
    pub min_duration_ms: u32,
    /// Longest time that a cue shows, 1000 or more.
    pub max_duration_ms: u32,
    /// Shortest gap between two cues. A gap between this and `open_gap_ms` is closed down to it.
    pub min_gap_ms: u32,
    /// Shortest gap that may stay open, `min_gap_ms` or more.
    pub open_gap_ms: u32,
    /// How much earlier than its first word a cue may show, when its text needs the time.
    pub lead_in_ms: u32,
    /// Whether a new speaker's cue never shows before the first word, whatever `lead_in_ms` is.
    pub new_speaker_on_word: bool,
    /// How long after its last word a cue may still show; `None` for as long as the next one leaves room.
    pub lead_out_ms: Option<u32>,
    /// How long after its last word a cue shows when nothing follows.
    pub linger_ms: u32,
    /// Reading time added for each speaker's label.
    pub label_time_ms: u32,
    /// How names are shown.
    pub label: LabelStyle,
    /// How sounds are shown.
    pub sound: SoundStyle,
    /// Whether the sounds that the recogniser noted (music, applause) get a label.
    pub label_sounds: bool,
    /// Who reads.
    pub audience: Audience,
}
