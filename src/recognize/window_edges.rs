//! The sample at which a window begins. The voice activity detector goes by steps of 16 ms from the recording's first sample, so that its
//! edges lie elsewhere in the sound when something is put before the recording or cut off. Recognisers write homophones otherwise when a
//! window begins some milliseconds earlier. So a window begins at the quietest moment beside that edge: it belongs to the sound and
//! moves with it.
//!
//! Three sonnets (`scripts/voices/offsets.py`, base weights, greedy) behind silence: with the detector's edges 0.9 to 2.3 % of the words were
//! others than without, of seven lengths; with the quietest moment none, of three. Of 561 English words of people 50 are wrong instead
//! of 49, of 125 Arabic ones 99 instead of 95. Looked for from 200 ms before to 96 ms behind the edge, and so at a window's end too: 50
//! and 100.

use super::SAMPLES_PER_MS;
use crate::time::{Millis, Span, Timestamp};

/// The quietest moment is looked for so long before the edge.
const BEFORE: Millis = Millis::new(100);
/// And so long behind it: a third of what the detector puts before a voice ([`VoiceActivityOptions::pad`](crate::audio::VoiceActivityOptions)).
const BEHIND: Millis = Millis::new(32);
/// Where that is silence without any noise, its end is looked for so long behind the edge.
const SILENT_BEHIND: Millis = Millis::new(96);
/// A moment lasts so many samples: a period of the hum of the mains.
const MOMENT: usize = 20 * SAMPLES_PER_MS;

/// Where window `n` of `windows` may begin, so that it lasts no longer than `longest` and does not reach into the window before it. One
/// that follows close upon the window before, or overlaps it, begins where it does.
pub(super) fn beginning(windows: &[Span], n: usize, longest: Millis) -> Span {
    let window = windows[n];
    let room = longest.as_millis().saturating_sub(window.duration().as_millis());
    let from = window.start().saturating_sub(BEFORE.min(Millis::new(room)));
    match n.checked_sub(1).map(|before| windows[before].end()) {
        // Between the two nothing is to be left out.
        Some(before) if before + BEHIND > window.start() => Span::between(window.start(), window.start()),
        before => Span::between(from.max(before.unwrap_or(Timestamp::ZERO)), (window.start() + BEHIND).min(window.end())),
    }
}

/// How far the sound has to be known to find the quietest moment of `beginning`, of a window that ends at `end`.
pub(super) fn known_until(beginning: Span, end: Timestamp) -> Timestamp {
    if beginning.is_empty() { beginning.end() } else { (beginning.end() + (SILENT_BEHIND - BEHIND)).min(end) }
}

/// The middle of the last of the quietest moments of the first `within` samples; where it ends them, and what follows is as quiet to the
/// last bit, of the last moment that is. `None` where all samples are as quiet.
pub(super) fn quietest(samples: &[f32], within: usize) -> Option<usize> {
    // Whole numbers, so that what is as quiet is equal.
    let powers = samples.iter().map(|s| ((s.clamp(-1.0, 1.0) * 32_768.0).round() as i64).pow(2));
    let sums: Vec<i64> = std::iter::once(0)
        .chain(powers.scan(0, |sum, power| {
            *sum += power;
            Some(*sum)
        }))
        .collect();
    let power = |from: usize| sums[from + MOMENT] - sums[from];
    let starts = sums.len().saturating_sub(MOMENT);
    let inner = (within + 1).saturating_sub(MOMENT).min(starts);
    let least = (0..inner).map(power).min()?;
    let last = (0..inner).rev().find(|&from| power(from) == least)?;
    let reach = if last + 1 == inner { (last..starts).take_while(|&from| power(from) == least).last()? } else { last };
    let all = reach + 1 == starts && (0..starts).all(|from| power(from) == least);
    (!all).then_some(reach + MOMENT / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: u32, to: u32) -> Span {
        Span::from_millis(from, to)
    }

    #[test]
    fn a_window_begins_in_the_pause_before_it_and_not_in_the_window_before() {
        let windows = [span(50, 9_000), span(9_300, 20_000), span(20_000, 30_000), span(30_060, 33_000)];
        let begins = |n| beginning(&windows, n, Millis::new(29_700));
        assert_eq!([0, 1, 2, 3].map(begins), [span(0, 82), span(9_200, 9_332), span(20_000, 20_000), span(30_000, 30_092)]);
    }

    #[test]
    fn no_window_becomes_longer_than_the_longest_and_one_that_overlaps_stays() {
        assert_eq!(beginning(&[span(1_000, 30_660)], 0, Millis::new(29_700)), span(960, 1_032));
        assert_eq!(beginning(&[span(1_000, 30_700)], 0, Millis::new(29_700)), span(1_000, 1_032));
        let begins = beginning(&[span(1_000, 9_000), span(3_000, 7_000)], 1, Millis::new(29_700));
        assert_eq!((begins, known_until(begins, span(0, 7_000).end())), (span(3_000, 3_000), span(0, 3_000).end()));
    }

    #[test]
    fn the_quietest_moment_moves_with_the_sound() {
        let mut sound = vec![0.5; 3_000];
        sound[1_000..1_400].fill(0.01);
        sound[1_030..1_350].fill(0.001);
        for shift in [0, 1, 5, 77] {
            assert_eq!(quietest(&sound[shift..], 2_000), Some(1_190 - shift));
        }
        sound[1_000..1_400].fill(0.0);
        assert_eq!(quietest(&sound, 2_000), Some(1_240), "the last");
    }

    #[test]
    fn of_silence_without_noise_the_end_is_found() {
        let mut sound = vec![0.0; 3_000];
        assert_eq!([quietest(&sound, 2_000), quietest(&[], 0), quietest(&sound, 100)], [None; 3]);
        sound[2_500..].fill(0.3);
        assert_eq!(quietest(&sound, 2_000), Some(2_340));
    }
}
