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
    /// How long it needs to show to be read, in milliseconds.
    pub(super) need_ms: u32,
    /// Whether a new speaker begins with it.
    pub(super) new_voice: bool,
    /// Its words, by their places in the row of all words.
    pub(super) words: Range<usize>,
    /// The text of a sound label, which has no words.
    pub(super) sound: Option<String>,
    /// When it shows; until [`settle`] has said so, when it is spoken.
    pub(super) shown: Span,
}

impl Plan {
    /// Words that are spoken during `speech`.
    pub(super) fn speech(speech: Span, need_ms: u32, new_voice: bool, words: Range<usize>) -> Self {
        Self { speech, need_ms, new_voice, words, sound: None, shown: speech }
    }

    /// A label that says what is heard during `speech`.
    pub(super) fn sound(speech: Span, need_ms: u32, text: String) -> Self {
        Self { speech, need_ms, new_voice: true, words: 0..0, sound: Some(text), shown: speech }
    }
}

/// Cues that begin at one instant will be one, which stays until the words of both are over.
fn share_ends(plans: &mut [Plan]) {
    let mut before: Option<Span> = None;
    for plan in plans {
        if let Some(before) = before.filter(|before| before.start() == plan.speech.start()) {
            plan.speech = plan.speech.hull(before);
        }
        before = Some(plan.speech);
    }
}

/// When a cue shows, in milliseconds; while it is being found, the end may lie anywhere behind the start.
#[derive(Debug, Clone, Copy)]
struct Shown {
    start: u32,
    end: u32,
}

/// Sets when each of `plans`, in order of their speech, shows. A recording of known `length` ends the last cue.
pub(super) fn settle(plans: &mut Vec<Plan>, limits: &CueLimits, length: Option<Millis>) {
    drop_crowded(plans, limits);
    share_ends(plans);
    let spoken = |plan: &Plan| Shown { start: plan.speech.start().as_millis(), end: plan.speech.end().as_millis() };
    let mut shown: Vec<Shown> = plans.iter().map(spoken).collect();
    extend_ends(plans, &mut shown, limits, length.map_or(u32::MAX, Millis::as_millis));
    pull_starts(plans, &mut shown, limits);
    close_gaps(plans, &mut shown, limits);
    for (plan, shown) in plans.iter_mut().zip(shown) {
        plan.shown = Span::from_millis(shown.start, shown.end);
    }
}

/// Sound labels that speech leaves no room for go; the others are cut to the room that there is.
fn drop_crowded(plans: &mut Vec<Plan>, limits: &CueLimits) {
    let starts: Vec<u32> = plans.iter().map(|p| p.speech.start().as_millis()).collect();
    let mut next_starts = starts.into_iter().skip(1);
    let mut speech_end = 0;
    plans.retain_mut(|plan| {
        let next = next_starts.next().unwrap_or(u32::MAX);
        let (start, end) = (plan.speech.start().as_millis(), plan.speech.end().as_millis());
        if plan.sound.is_none() {
            // The voice before it keeps the time for which its cue is to stay.
            speech_end = speech_end.max(end.saturating_add(limits.linger_ms));
            return true;
        }
        let (from, to) = (start.max(speech_end), end.min(next.saturating_sub(limits.min_gap_ms)));
        plan.speech = Span::from_millis(from.min(to), to);
        from.saturating_add(plan.need_ms) <= to
    });
}

/// Ends: late enough to be read, not into the next cue, not past what the limits allow. A cue lasts a millisecond at least.
fn extend_ends(plans: &[Plan], shown: &mut [Shown], limits: &CueLimits, recording_end: u32) {
    for index in 0..shown.len() {
        let Shown { start, end: spoken_end } = shown[index];
        let least_end = start.saturating_add(1);
        let (next, free_until) = match shown.get(index + 1) {
            Some(next) => (next.start, next.start.saturating_sub(limits.min_gap_ms).max(least_end)),
            None => (recording_end.max(spoken_end), recording_end.max(spoken_end)),
        };
        let read = start.saturating_add(plans[index].need_ms);
        let wanted = read.max(spoken_end.saturating_add(limits.linger_ms)).max(spoken_end);
        let led_out = limits.lead_out_ms.map_or(u32::MAX, |out| spoken_end.saturating_add(out));
        let longest = start.saturating_add(limits.max_duration_ms);
        let end = wanted.min(led_out.max(spoken_end)).min(free_until).min(longest);
        shown[index].end = end.max(least_end).min(next.max(least_end));
    }
}

/// Starts: a cue that still has too little time shows earlier, as far as the limits and the cue before allow.
fn pull_starts(plans: &[Plan], shown: &mut [Shown], limits: &CueLimits) {
    for index in 0..shown.len() {
        let Shown { start, end } = shown[index];
        let lacking = plans[index].need_ms.min(limits.max_duration_ms).saturating_sub(end - start);
        if lacking == 0 || limits.new_speaker_on_word && plans[index].new_voice {
            continue;
        }
        let free_from = index.checked_sub(1).map_or(0, |i| shown[i].end.saturating_add(limits.min_gap_ms));
        shown[index].start = start.saturating_sub(lacking.min(limits.lead_in_ms)).max(free_from).min(start);
    }
}

/// Gaps: what is neither the smallest gap nor an open one is closed down to the smallest.
fn close_gaps(plans: &[Plan], shown: &mut [Shown], limits: &CueLimits) {
    for index in 1..shown.len() {
        let next = shown[index].start;
        let Shown { start, end } = shown[index - 1];
        if next.saturating_sub(end) >= limits.open_gap_ms.max(limits.min_gap_ms) {
            continue;
        }
        let least_end = start.saturating_add(1);
        let closed = next.saturating_sub(limits.min_gap_ms).max(least_end).min(next.max(least_end));
        let too_long = closed - start > limits.max_duration_ms;
        if too_long && plans[index].sound.is_some() {
            // Nothing ties a label to the instant at which it begins.
            shown[index].start = end.saturating_add(limits.min_gap_ms).min(next);
            continue;
        }
        // A cue that would then show too long leaves the gap open instead, where its speech is over by then.
        let opened = next.saturating_sub(limits.open_gap_ms);
        let spoken_end = plans[index - 1].speech.end().as_millis();
        shown[index - 1].end = if too_long && opened >= spoken_end && opened > start { opened } else { closed };
    }
}
