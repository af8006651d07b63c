use super::voice_activity::VoiceActivity;
use crate::time::{Millis, Span};

/// Windows for the recogniser: each at most `max` long, together holding all speech, cut at pauses.
///
/// A window begins where speech begins. When not all that follows fits, it ends at the longest pause in its second half; when
/// there is none, at the last pause that fits; and when one breath lasts longer than `max`, at its quietest moment in the
/// second half of the window. `max` below a second is taken as a second.
///
/// ```
/// use rawi::audio::{VoiceActivityDetector, VoiceActivityOptions, windows};
/// use rawi::time::Millis;
/// let silence = VoiceActivityDetector::new(VoiceActivityOptions::default()).finish();
/// assert!(windows(&silence, Millis::new(30_000)).is_empty());
/// ```
pub fn windows(map: &VoiceActivity, max: Millis) -> Vec<Span> {
    let max = max.as_millis().max(1000);
    let mut out = Vec::new();
    let mut left: std::collections::VecDeque<Span> = map.spans().iter().copied().collect();
    while let Some(&first) = left.front() {
        let start = first.start().as_millis();
        let fits = left.iter().take_while(|s| s.end().as_millis() - start <= max).count();
        if fits == 0 {
            let half = Span::from_millis(start + max / 2, start + max);
            let cut = map.weakest(half);
            out.push(Span::between(first.start(), cut));
            left[0] = Span::between(cut, first.end());
            continue;
        }
        let take = if fits == left.len() { fits } else { best_break(&left, fits, start + max / 2) };
        let last = left[take - 1];
        out.push(Span::between(first.start(), last.end()));
        left.drain(..take);
    }
    out
}

/// After how many of the first `fits` spans to cut: at the longest pause that begins at `from_ms` or later, else at the last.
fn best_break(spans: &std::collections::VecDeque<Span>, fits: usize, from_ms: u32) -> usize {
    let pause = |n: usize| spans.get(n).map_or(0, |next| (next.start() - spans[n - 1].end()).as_millis());
    (1..=fits).filter(|&n| spans[n - 1].end().as_millis() >= from_ms).max_by_key(|&n| pause(n)).unwrap_or(fits)
}

#[cfg(test)]
mod tests {
    use super::super::voice_activity::STEP_MS;
    use super::*;

    fn map(spans: &[(u32, u32)], length_ms: u32) -> VoiceActivity {
        let steps = (length_ms / STEP_MS) as usize + 1;
        quiet_at(spans, length_ms, steps..steps)
    }

    /// Loud speech with some quiet steps.
    fn quiet_at(spans: &[(u32, u32)], length_ms: u32, quiet: std::ops::Range<usize>) -> VoiceActivity {
        let spans: Vec<Span> = spans.iter().map(|&(a, b)| Span::from_millis(a, b)).collect();
        let mut steps = vec![[200, 200]; (length_ms / STEP_MS) as usize + 1];
        steps[quiet].fill([200, 20]);
        VoiceActivity::new(spans, Millis::new(length_ms), steps)
    }

    #[test]
    fn windows_end_at_the_longest_pause_of_their_second_half() {
        let map = map(&[(500, 9000), (9500, 17_000), (19_000, 24_000), (24_300, 29_000), (29_400, 40_000)], 41_000);
        let cut = windows(&map, Millis::new(30_000));
        assert_eq!(cut, [Span::from_millis(500, 17_000), Span::from_millis(19_000, 40_000)]);
    }

    #[test]
    fn one_long_breath_is_cut_at_its_quietest_moment() {
        let map = quiet_at(&[(0, 50_000)], 50_000, 1440..1460);
        let cut = windows(&map, Millis::new(30_000));
        assert_eq!(cut.len(), 2);
        assert!((23_100..23_300).contains(&cut[0].end().as_millis()), "{}", cut[0]);
        assert_eq!(cut[0].end(), cut[1].start());
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
        #[test]
        fn windows_hold_all_speech_and_none_is_too_long(
            steps in proptest::collection::vec((1u32..4000, 250u32..50_000), 1..30), max in 1000u32..40_000,
        ) {
            let (mut at, mut spans) = (0, Vec::new());
            for (pause, speech) in steps {
                spans.push((at + pause, at + pause + speech));
                at += pause + speech;
            }
            let map = map(&spans, at);
            let windows = windows(&map, Millis::new(max));
            for window in &windows {
                proptest::prop_assert!(window.duration().as_millis() <= max && !window.is_empty());
            }
            proptest::prop_assert!(windows.windows(2).all(|w| w[0].end() <= w[1].start()));
            for span in map.spans() {
                let held: u32 = windows.iter().filter_map(|w| w.intersection(*span)).map(|s| s.duration().as_millis()).sum();
                proptest::prop_assert_eq!(held, span.duration().as_millis());
            }
        }
    }
}
