//! The free time around a cue, by which a limit could be kept.

use super::{CueLimits, RawCue};
use crate::time::{Span, Timestamp};

/// Whether a cue could show longer.
pub(super) struct Slack {
    earlier: bool,
    later: bool,
    /// Whether it is known when its words are said.
    pub(super) speech: bool,
}

impl Slack {
    pub(super) fn around(
        before: Option<&RawCue>,
        cue: &RawCue,
        next: Option<&RawCue>,
        words: &[Span],
        limits: &CueLimits,
        end_ms: Option<u32>,
    ) -> Self {
        let ms = Timestamp::as_millis;
        let first = words.iter().map(|s| ms(s.start())).min().unwrap_or(ms(cue.start));
        let spoken = words.iter().map(|s| ms(s.end())).max();
        let touches = next.is_some_and(|next| ms(next.start).saturating_sub(ms(cue.end)) <= limits.min_gap_ms);
        let ended = next.is_none() && end_ms.is_some_and(|end| ms(cue.end) >= end);
        let lingered = limits.lead_out_ms.zip(spoken).is_some_and(|(out, spoken)| ms(cue.end) >= spoken.saturating_add(out));
        let full = ms(cue.end).saturating_sub(ms(cue.start)) >= limits.max_duration_ms;
        let later = !(touches || ended || lingered || full);
        let behind = before.is_some_and(|b| ms(cue.start).saturating_sub(ms(b.end)) <= limits.min_gap_ms);
        let voice = limits.new_speaker_on_word && cue.turns.first().is_some_and(|t| t.label.is_some());
        let led = first.saturating_sub(ms(cue.start)) >= limits.lead_in_ms || ms(cue.start) == 0;
        Self { earlier: !(behind || voice || led || full), later, speech: !words.is_empty() || !cue.words.is_empty() }
    }

    pub(super) fn is_used_up(&self) -> bool {
        !self.earlier && !self.later
    }
}
