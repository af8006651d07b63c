//! The limits that captions keep, each within its range, and what follows from them for a text.

use std::fmt::Display;
use std::ops::RangeInclusive;

use super::{Audience, CueLimits, Error};
use crate::text::Language;

/// No text of fewer characters is worth a line or a cue of its own.
const MIN_CHARS: usize = 8;
/// Below a second for the longest cue, hardly a word can be shown.
const MIN_LONGEST_MS: u32 = 1000;

/// The limits that captions keep: [`CueLimits`] of which each figure is known to be within its range.
///
/// [`super::Preset::rules`] gives those of a published guide. A user's own set is TOML that names a preset to start from and
/// changes some fields:
///
/// ```
/// use rawi::caption::CueRules;
/// let rules = CueRules::from_toml("base = 'netflix-ar'\nmax_line_chars = 38\n").unwrap();
/// assert_eq!((rules.limits().max_line_chars, rules.limits().max_lines), (38, 2));
/// assert!(CueRules::from_toml("max_line_chars = 0").unwrap_err().to_string().contains("max_line_chars is 0"));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct CueRules {
    limits: CueLimits,
}

impl CueRules {
    /// Rules of these limits.
    ///
    /// # Errors
    /// [`Error::PresetValue`] names the first figure that is outside its range, and the range.
    pub fn try_new(limits: CueLimits) -> Result<Self, Error> {
        within("max_line_chars", Some(limits.max_line_chars), MIN_CHARS..=200)?;
        within("max_lines", Some(limits.max_lines), 1..=4)?;
        at_least("max_cue_chars", limits.max_cue_chars, MIN_CHARS, "")?;
        within("min_line_share", limits.min_line_share, 0..=100)?;
        within("max_cps", limits.max_cps, 1.0..=200.0)?;
        within("max_cps_child", limits.max_cps_child, 1.0..=200.0)?;
        within("max_wpm", limits.max_wpm, 10.0..=2000.0)?;
        within("max_wpm_child", limits.max_wpm_child, 10.0..=2000.0)?;
        at_least("max_duration_ms", Some(limits.max_duration_ms), MIN_LONGEST_MS, "")?;
        at_least("max_duration_ms", Some(limits.max_duration_ms), limits.min_duration_ms, ", which is min_duration_ms")?;
        at_least("open_gap_ms", Some(limits.open_gap_ms), limits.min_gap_ms, ", which is min_gap_ms")?;
        Ok(Self { limits })
    }

    /// Rules of limits that stand in this room's source and that a test has checked.
    pub(super) const fn of_guide(limits: CueLimits) -> Self {
        Self { limits }
    }

    /// The figures.
    #[must_use]
    pub const fn limits(&self) -> &CueLimits {
        &self.limits
    }

    /// The reading speed that holds for `language`: words a minute for English where the preset has them, else characters a
    /// second. `None` where the preset limits neither.
    #[must_use]
    pub fn reading_speed(&self, language: &Language) -> Option<ReadingSpeed> {
        let child = self.limits.audience == Audience::Child;
        let pick = |adult: Option<f32>, young: Option<f32>| if child { young.or(adult) } else { adult };
        let words = pick(self.limits.max_wpm, self.limits.max_wpm_child).filter(|_| language.as_str() == "en");
        words
            .map(ReadingSpeed::WordsPerMinute)
            .or_else(|| pick(self.limits.max_cps, self.limits.max_cps_child).map(ReadingSpeed::CharsPerSecond))
    }

    /// The least time in which `chars` characters and `words` words of `language` may be shown, with `labels` names before
    /// them: by reading speed and by the shortest duration, whichever is longer.
    pub(super) fn reading_ms(&self, language: &Language, chars: usize, words: usize, labels: usize) -> u32 {
        let by_speed = match self.reading_speed(language) {
            Some(ReadingSpeed::CharsPerSecond(cps)) => chars as f32 * 1000.0 / cps,
            Some(ReadingSpeed::WordsPerMinute(wpm)) => words as f32 * 60_000.0 / wpm,
            None => 0.0,
        };
        // A speed that is met exactly must not fail by a rounded millisecond.
        let by_speed = by_speed.ceil() as u32;
        let labels = u32::try_from(labels).unwrap_or(u32::MAX).saturating_mul(self.limits.label_time_ms);
        by_speed.saturating_add(labels).max(self.limits.min_duration_ms)
    }
}

/// Refuses a value outside `range`, and one that is no number.
fn within<T: PartialOrd + Display>(field: &'static str, value: Option<T>, range: RangeInclusive<T>) -> Result<(), Error> {
    match value.filter(|value| !range.contains(value)) {
        None => Ok(()),
        Some(found) => {
            let expected = format!("{} to {}", range.start(), range.end());
            Err(Error::PresetValue { field, found: found.to_string(), expected })
        }
    }
}

/// Refuses a value below `least`; `which` says where that figure comes from.
fn at_least<T: PartialOrd + Display>(field: &'static str, value: Option<T>, least: T, which: &str) -> Result<(), Error> {
    match value.filter(|value| *value < least) {
        None => Ok(()),
        Some(found) => {
            Err(Error::PresetValue { field, found: found.to_string(), expected: format!("{least} or more{which}") })
        }
    }
}

/// A limit of reading speed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ReadingSpeed {
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
        assert_eq!(bbc.reading_speed(&Language::english()), Some(ReadingSpeed::WordsPerMinute(180.0)));
        assert_eq!(bbc.reading_speed(&Language::arabic()), Some(ReadingSpeed::CharsPerSecond(15.0)));
        assert_eq!(Preset::Dcmp.rules().reading_speed(&Language::arabic()), None);
    }

    #[test]
    fn children_read_by_their_own_figures_where_there_are_any() {
        let child = |preset: Preset| {
            let limits = CueLimits { audience: Audience::Child, ..preset.rules().limits().clone() };
            CueRules::try_new(limits).unwrap().reading_speed(&Language::arabic())
        };
        assert_eq!(child(Preset::NetflixAr), Some(ReadingSpeed::CharsPerSecond(17.0)));
        assert_eq!(child(Preset::Ted), Some(ReadingSpeed::CharsPerSecond(21.0)));
    }

    #[test]
    fn a_figure_out_of_range_is_refused_with_what_was_found_and_what_may_be() {
        let refused = |change: fn(&mut CueLimits)| {
            let mut limits = Preset::PodcastSrt.rules().limits().clone();
            change(&mut limits);
            CueRules::try_new(limits).unwrap_err().to_string()
        };
        assert_eq!(refused(|l| l.max_line_chars = 3), "preset value max_line_chars is 3, expected 8 to 200");
        assert_eq!(refused(|l| l.max_cue_chars = Some(0)), "preset value max_cue_chars is 0, expected 8 or more");
        assert_eq!(refused(|l| l.min_line_share = Some(101)), "preset value min_line_share is 101, expected 0 to 100");
        assert_eq!(refused(|l| l.max_wpm = Some(f32::NAN)), "preset value max_wpm is NaN, expected 10 to 2000");
        assert_eq!(
            refused(|l| l.min_duration_ms = 9000),
            "preset value max_duration_ms is 7000, expected 9000 or more, which is min_duration_ms"
        );
        assert_eq!(
            refused(|l| l.min_gap_ms = 300),
            "preset value open_gap_ms is 250, expected 300 or more, which is min_gap_ms"
        );
    }
}
