//! When each cue shows: from its words, into the free time around them as far as reading needs it, and with only such gaps
//! between two cues as the rules allow.

use std::ops::Range;

use super::CueLimits;
use crate::time::{Millis, Span};

/// A cue before its final times.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    /// From its first word that has a time to the end of its last word.
    pub(super) speech: Span,
    /// How long it needs to show.
    pub(super) need_ms: u32,
    /// Whether a new speaker begins with it.
    pub(super) new_voice: bool,
    /// Its words.
    pub(super) words: Range<usize>,
    /// The text of a sound label, which has no words.
    pub(super) sound: Option<String>,
    /// When it shows.
    pub(super) shown: Span,
}

impl Plan {
    pub(super) fn speech(speech: Span, need_ms: u32, new_voice: bool, words: Range<usize>) -> Self {
        Self { speech, need_ms, new_voice, words, sound: None, shown: speech }
    }

    pub(super) fn sound(speech: Span, need_ms: u32, text: String) -> Self {
        Self { speech, need_ms, new_voice: true, words: 0..0, sound: Some(text), shown: speech }
    }
}

/// Sets when each of `plans`, in order of their speech, shows. A recording of known `length` ends the last cue.
pub(super) fn settle(plans: &mut Vec<Plan>, limits: &CueLimits, length: Option<Millis>) {
    drop_crowded(plans, limits);
    let end = length.map_or(u32::MAX, Millis::as_millis);
    let mut bounds: Vec<(u32, u32)> =
        plans.iter().map(|p| (p.speech.start().as_millis(), p.speech.end().as_millis())).collect();
    extend_ends(plans, &mut bounds, limits, end);
    pull_starts(plans, &mut bounds, limits);
    close_gaps(plans, &mut bounds, limits);
    for (plan, (start, stop)) in plans.iter_mut().zip(bounds) {
        plan.shown = Span::from_millis(start, stop);
    }
}

/// Sound labels that speech leaves no room for go, and of plans that begin at one instant only the first keeps it.
fn drop_crowded(plans: &mut Vec<Plan>, limits: &CueLimits) {
    let starts: Vec<u32> = plans.iter().map(|p| p.speech.start().as_millis()).collect();
    let mut ended = 0;
    let mut index = 0;
    plans.retain_mut(|plan| {
        let next = starts.get(index + 1).copied().unwrap_or(u32::MAX);
        index += 1;
        let (start, end) = (plan.speech.start().as_millis(), plan.speech.end().as_millis());
        if plan.sound.is_some() {
            let (from, to) = (start.max(ended), end.min(next.saturating_sub(limits.min_gap_ms)));
            plan.speech = Span::from_millis(from.min(to), to);
            return from.saturating_add(plan.need_ms) <= to;
        }
        ended = ended.max(end);
        true
    });
}

/// Ends: late enough to be read, not into the next cue, not past what the rules allow.
fn extend_ends(plans: &[Plan], bounds: &mut [(u32, u32)], limits: &CueLimits, end: u32) {
    for index in 0..bounds.len() {
        let (start, spoken) = bounds[index];
        let next = bounds.get(index + 1).map_or(end.max(spoken), |n| n.0);
        let room = if index + 1 < bounds.len() { next.saturating_sub(limits.min_gap_ms).max(start + 1) } else { next };
        let want = start.saturating_add(plans[index].need_ms).max(spoken.saturating_add(limits.linger_ms));
        let allowed = limits.lead_out_ms.map_or(u32::MAX, |out| spoken.saturating_add(out));
        let longest = start.saturating_add(limits.max_duration_ms);
        bounds[index].1 =
            want.max(spoken).min(allowed.max(spoken)).min(room).min(longest).max(start + 1).min(next.max(start + 1));
    }
}

/// Starts: a cue that still has too little time shows earlier, as far as the rules and the cue before allow.
fn pull_starts(plans: &[Plan], bounds: &mut [(u32, u32)], limits: &CueLimits) {
    for index in 0..bounds.len() {
        let (start, end) = bounds[index];
        let lacking = plans[index].need_ms.min(limits.max_duration_ms).saturating_sub(end - start);
        if lacking == 0 || limits.new_speaker_on_word && plans[index].new_voice {
            continue;
        }
        let before = index.checked_sub(1).map_or(0, |i| bounds[i].1.saturating_add(limits.min_gap_ms));
        bounds[index].0 = start.saturating_sub(lacking.min(limits.lead_in_ms)).max(before).min(start);
    }
}

/// Gaps: what is neither the smallest gap nor an open one is closed down to the smallest.
fn close_gaps(plans: &[Plan], bounds: &mut [(u32, u32)], limits: &CueLimits) {
    for index in 1..bounds.len() {
        let next = bounds[index].0;
        let (start, end) = bounds[index - 1];
        if next.saturating_sub(end) >= limits.open_gap_ms.max(limits.min_gap_ms) {
            continue;
        }
        let closed = next.saturating_sub(limits.min_gap_ms).max(start + 1).min(next.max(start + 1));
        // A cue that would then show too long leaves the gap open instead, where its speech is over by then.
        let opened = next.saturating_sub(limits.open_gap_ms);
        let spoken = plans[index - 1].speech.end().as_millis();
        let too_long = closed - start > limits.max_duration_ms;
        bounds[index - 1].1 = if too_long && opened >= spoken && opened > start { opened } else { closed };
    }
}
