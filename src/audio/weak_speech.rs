//! Speech beside speech that is too weak for the detector: a voice in a noisy room scores a little above the noise until it is raised. A
//! recogniser hears it well, so its windows hold it.
//!
//! Of the 18 recordings of people that `scripts/real-voices` hears, this finds 1.4 s at the start of the one in a noisy room, five words
//! of its 64 that were lost before, from eight milliseconds behind where they are said to begin; and pauses of half a second and one
//! second in it that are "uh" and "the". In the others it finds nothing, but for one pause of a sonnet.

use super::voice_activity::{STEP_MS, VoiceActivity, smoothed};
use crate::time::{Millis, Span, Timestamp};

/// The detector's smoothed score, 0 to 1, from which on a step may be weak speech. The noise of rooms reaches 0.27 in those recordings.
const WEAK: f32 = 0.3;
/// So many steps, 320 ms, may lie between two that belong together: the score of a weak voice flickers.
const GAP: usize = 20;
/// Fewer steps, 400 ms, are a sound that dies away, or a breath.
const LEAST: usize = 25;

/// The stretches with speech, each with the weak speech before and behind it, in order and apart from each other.
pub(super) fn with_weak_speech(map: &VoiceActivity) -> Vec<Span> {
    let scores = smoothed(&map.scores().collect::<Vec<u8>>());
    let mut found: Vec<Span> = Vec::new();
    for (n, &span) in map.spans().iter().enumerate() {
        let before = found.last().map_or(Timestamp::ZERO, |last| last.end()).min(span.start());
        let behind = map.spans().get(n + 1).map_or(Timestamp::ZERO + map.length(), |next| next.start()).max(span.end());
        let earlier = reach(scores[map.step(before)..map.step(span.start())].iter().rev());
        let later = reach(scores[map.step(span.end())..map.step(behind)].iter());
        let start = span.start().saturating_sub(earlier).max(before);
        found.push(Span::between(start, (span.end() + later).min(behind)));
    }
    found
}

/// How long weak speech goes on by `scores`, the next of which is the first.
fn reach<'a>(scores: impl Iterator<Item = &'a f32>) -> Millis {
    let mut steps = 0;
    for (n, score) in scores.enumerate() {
        if n - steps > GAP {
            break;
        }
        if *score >= WEAK {
            steps = n + 1;
        }
    }
    Millis::new(if steps < LEAST { 0 } else { steps as u32 * STEP_MS })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten seconds with speech from 4 to 6 s and the scores, 0 to 255, of the steps in some places.
    fn found(places: &[(std::ops::Range<usize>, u8)]) -> Vec<Span> {
        let mut steps = vec![[50, 100]; 625];
        steps[250..375].fill([240, 200]);
        places.iter().for_each(|(at, score)| steps[at.clone()].fill([*score, 100]));
        with_weak_speech(&VoiceActivity::new(vec![Span::from_millis(4_000, 6_000)], Millis::new(10_000), steps))
    }

    #[test]
    fn a_weak_voice_before_and_behind_belongs_to_the_speech() {
        assert_eq!(found(&[]), [Span::from_millis(4_000, 6_000)]);
        // It flickers.
        assert_eq!(found(&[(150..180, 110), (190..230, 110)]), [Span::from_millis(2_400, 6_000)]);
        assert_eq!(found(&[(385..425, 110)]), [Span::from_millis(4_000, 6_800)]);
    }

    #[test]
    fn what_is_apart_from_it_or_short_or_no_louder_than_a_room_does_not() {
        let alone = [Span::from_millis(4_000, 6_000)];
        for place in [(150..225, 110), (235..250, 110), (150..250, 70), (400..500, 110)] {
            assert_eq!(found(std::slice::from_ref(&place)), alone, "{place:?}");
        }
    }

    #[test]
    fn of_two_stretches_with_a_weak_voice_between_them_none_reaches_into_the_other() {
        let steps = vec![[110, 100]; 625];
        let spans = vec![Span::from_millis(1_008, 2_000), Span::from_millis(4_000, 6_000)];
        let all = with_weak_speech(&VoiceActivity::new(spans, Millis::new(10_000), steps));
        assert_eq!(all, [Span::from_millis(0, 4_000), Span::from_millis(4_000, 10_000)]);
    }
}
