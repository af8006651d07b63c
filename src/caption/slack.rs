//! The free time around a cue, by which a limit could be kept.

use super::CueLimits;
use super::cue_in_file::CueInFile;
use crate::time::{Span, Timestamp};

/// Whether a cue could show longer.
pub(super) struct Slack {
    earlier: bool,
    later: bool,
    /// Whether it is known when its words are said.
    pub(super) speech_known: bool,
}

impl Slack {
    /// The free time around a cue whose words are said during `words`, in a recording that ends at `end_ms`.
    pub(super) fn around(place: CueInFile<'_>, words: &[Span], limits: &CueLimits, end_ms: Option<u32>) -> Self {
        let cue = place.cue;
        let (start, end) = (cue.start.as_millis(), cue.end.as_millis());
        let is_longest = end.saturating_sub(start) >= limits.max_duration_ms;
        Self {
            earlier: !is_longest && can_begin_earlier(place, words, limits),
            later: !is_longest && can_end_later(place, words, limits, end_ms),
            speech_known: !words.is_empty() || !cue.words.is_empty(),
        }
    }

    /// Whether the cue could show neither earlier nor later.
    pub(super) fn is_used_up(&self) -> bool {
        !self.earlier && !self.later
    }
}

fn can_begin_earlier(place: CueInFile<'_>, words: &[Span], limits: &CueLimits) -> bool {
    let start = place.cue.start.as_millis();
    let first_word = words.iter().map(|span| span.start().as_millis()).min().unwrap_or(start);
    let touches = place.before.is_some_and(|b| start.saturating_sub(b.end.as_millis()) <= limits.min_gap_ms);
    let new_speaker = place.cue.turns.first().is_some_and(|turn| turn.label.is_some());
    let leads_in = first_word.saturating_sub(start) >= limits.lead_in_ms || place.cue.start == Timestamp::ZERO;
    !(touches || leads_in || limits.new_speaker_on_word && new_speaker)
}

fn can_end_later(place: CueInFile<'_>, words: &[Span], limits: &CueLimits, end_ms: Option<u32>) -> bool {
    let end = place.cue.end.as_millis();
    let last_word = words.iter().map(|span| span.end().as_millis()).max();
    let touches = place.next.is_some_and(|next| next.start.as_millis().saturating_sub(end) <= limits.min_gap_ms);
    let recording_ends = place.next.is_none() && end_ms.is_some_and(|recording| end >= recording);
    let leads_out = limits.lead_out_ms.zip(last_word).is_some_and(|(out, word)| end >= word.saturating_add(out));
    !(touches || recording_ends || leads_out)
}
