use super::voice_activity::VoiceActivity;
use super::weak_speech::with_weak_speech;
use crate::time::{Millis, Span};

/// A pause is one of the longest where none is longer within so many hundredths of the longest window.
const REACH: u32 = 67;
/// What a window costs, in milliseconds of the pauses at which it is cut: a window more is made where its pauses are longer by this.
const COST_MS: u32 = 1_500;
/// A pause that is longer than this is as good to cut at.
const LONG_PAUSE_MS: u32 = 1_000;
/// A window that is shorter than the longest divided by this costs up to twice as much: a word is heard worse with little of what is
/// said around it, and computing takes hardly less.
const SHORT: u32 = 2;

/// Windows for the recogniser: each at most `max` long, together holding all speech, cut at pauses.
///
/// A window begins where speech begins, weak speech beside what the detector is sure of with it. Speech that fits is one window. Of more, the longest pauses part it: those than which there is
/// none longer within two thirds of `max` before or behind. What lies between two of them is cut, where it does not fit, into few windows at long
/// pauses; a short window at either end of the recording joins the one beside it where both fit. So the same speech is cut at the same
/// pauses whatever is put before it or cut off, from the first of the longest pauses on. One breath that lasts longer than `max` is cut at its quietest moment in the second half of the
/// window. `max` below a second is taken as a second.
///
/// ```
/// use rawi::audio::{VoiceActivityDetector, VoiceActivityOptions, windows};
/// use rawi::time::Millis;
/// let silence = VoiceActivityDetector::new(VoiceActivityOptions::default()).finish();
/// assert!(windows(&silence, Millis::new(30_000)).is_empty());
/// ```
pub fn windows(map: &VoiceActivity, max: Millis) -> Vec<Span> {
    let max = max.as_millis().max(1000);
    let breaths = breaths(map, max);
    let Some(all) = hull(&breaths) else { return Vec::new() };
    if all.duration().as_millis() <= max {
        return vec![all];
    }
    let mut out = Vec::new();
    let mut from = 0;
    let reach = (u64::from(max) * u64::from(REACH) / 100) as u32;
    for to in (1..breaths.len()).filter(|&n| is_longest(&breaths, n, reach)).chain([breaths.len()]) {
        out.extend(few(&breaths[from..to], max));
        from = to;
    }
    join(&mut out, 0, max);
    let last = out.len().saturating_sub(2);
    join(&mut out, last, max);
    out
}

/// Makes one of windows `n` and `n + 1` where they fit into one and the outer of them, at the start or at the end of all, is short.
fn join(windows: &mut Vec<Span>, n: usize, max: u32) {
    let Some(&[one, other]) = windows.get(n..n + 2) else { return };
    let short = |window: Span| window.duration().as_millis() < max / SHORT;
    if one.hull(other).duration().as_millis() <= max && (n == 0 && short(one) || n + 2 == windows.len() && short(other)) {
        windows.splice(n..n + 2, [one.hull(other)]);
    }
}

fn hull(breaths: &[Span]) -> Option<Span> {
    Some(breaths.first()?.hull(*breaths.last()?))
}

/// Stretches of speech that each fit into a window.
fn breaths(map: &VoiceActivity, max: u32) -> Vec<Span> {
    let mut out = Vec::new();
    for span in with_weak_speech(map) {
        let mut left = span;
        while left.duration().as_millis() > max {
            let start = left.start().as_millis();
            let cut = map.weakest(Span::from_millis(start + max / 2, start + max));
            out.push(Span::between(left.start(), cut));
            left = Span::between(cut, left.end());
        }
        out.push(left);
    }
    out
}

/// The length of the pause before breath `n`.
fn pause(breaths: &[Span], n: usize) -> u32 {
    (breaths[n].start() - breaths[n - 1].end()).as_millis()
}

/// Whether the pause before breath `n` is the longest of those that no more than `reach` parts from it; the first of equal ones is.
fn is_longest(breaths: &[Span], n: usize, reach: u32) -> bool {
    let this = pause(breaths, n);
    let near = |from: usize, to: usize| (breaths[to - 1].end() - breaths[from].start()).as_millis() <= reach;
    let mut before = (1..n).rev().take_while(|&m| near(m, n));
    let mut behind = (n + 1..breaths.len()).take_while(|&m| near(n, m));
    before.all(|m| pause(breaths, m) < this) && behind.all(|m| pause(breaths, m) <= this)
}

/// All of `breaths` in windows of at most `max`: of all ways to cut them the cheapest.
fn few(breaths: &[Span], max: u32) -> Vec<Span> {
    // Of the first `n` breaths: the cost of their windows, and where the last one begins.
    let mut best: Vec<(i64, usize)> = vec![(0, 0)];
    for n in 1..=breaths.len() {
        let gain = if n < breaths.len() { pause(breaths, n).min(LONG_PAUSE_MS) } else { 0 };
        let length = |from: usize| (breaths[n - 1].end() - breaths[from].start()).as_millis();
        let missing = |from: usize| f64::from((max / SHORT).saturating_sub(length(from))) / f64::from(max / SHORT);
        let cost = |from: usize| COST_MS + (f64::from(COST_MS) * missing(from)) as u32;
        let starts = (0..n).rev().take_while(|&from| length(from) <= max);
        let ways = starts.map(|from| (best[from].0 + i64::from(cost(from)) - i64::from(gain), from));
        best.push(ways.min().unwrap_or((i64::MAX, n - 1)));
    }
    let mut out = Vec::new();
    let mut to = breaths.len();
    while to > 0 {
        let from = best[to].1;
        out.extend(hull(&breaths[from..to]));
        to = from;
    }
    out.reverse();
    out
}

#[cfg(test)]
mod tests {
    use super::super::voice_activity::STEP_MS;
    use super::*;
    use crate::time::Timestamp;

    fn map(spans: &[(u32, u32)], length_ms: u32) -> VoiceActivity {
        let steps = (length_ms / STEP_MS) as usize + 1;
        quiet_at(spans, length_ms, steps..steps)
    }

    /// Loud speech with some quiet steps.
    fn quiet_at(spans: &[(u32, u32)], length_ms: u32, quiet: std::ops::Range<usize>) -> VoiceActivity {
        let spans: Vec<Span> = spans.iter().map(|&(a, b)| Span::from_millis(a, b)).collect();
        let step = |at: Timestamp| (at.as_millis() / STEP_MS) as usize;
        let mut steps = vec![[20, 200]; (length_ms / STEP_MS) as usize + 1];
        spans.iter().for_each(|span| steps[step(span.start())..step(span.end())].fill([200, 200]));
        steps[quiet].fill([200, 20]);
        VoiceActivity::new(spans, Millis::new(length_ms), steps)
    }

    #[test]
    fn windows_end_at_the_longest_pauses() {
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

    #[test]
    fn an_extract_is_cut_as_the_whole_is_from_the_first_of_its_longest_pauses_on() {
        // Breaths of 2 to 6 s, pauses of 250 to 1,200 ms.
        let (mut at, mut spans) = (0, Vec::new());
        for n in 0..120 {
            let start = at + 250 + n * n * 7_919 % 947;
            at = start + 2_000 + n * n * 30_011 % 4_001;
            spans.push((start, at));
        }
        let max = Millis::new(29_700);
        let whole = windows(&map(&spans, at), max);
        for first in 1..60 {
            let breaths: Vec<Span> = spans[first..].iter().map(|&(a, b)| Span::from_millis(a, b)).collect();
            let within = Span::from_millis(spans[first].0, spans[first].0 + REACH * 29_700 / 100);
            let known = |&n: &usize| !within.contains(breaths[n - 1].end()) && is_longest(&breaths, n, REACH * 29_700 / 100);
            let from = breaths[(1..breaths.len()).find(known).unwrap()].start();
            let extract = windows(&map(&spans[first..], at), max);
            let behind = |all: &[Span]| all.iter().copied().filter(|w| w.start() >= from).collect::<Vec<_>>();
            assert_eq!(behind(&extract), behind(&whole), "from breath {first}");
            assert!(behind(&extract).len() + 5 >= extract.len(), "from breath {first}");
        }
    }

    #[test]
    fn what_does_not_fit_between_two_longest_pauses_is_cut_at_few_long_ones() {
        let breaths: Vec<Span> =
            [(0, 9_000), (9_300, 19_000), (19_900, 29_000), (29_250, 40_000)].map(|(a, b)| Span::from_millis(a, b)).to_vec();
        assert_eq!(few(&breaths, 30_000), [Span::from_millis(0, 19_000), Span::from_millis(19_900, 40_000)]);
        assert_eq!(few(&breaths, 10_800), breaths);
    }

    #[test]
    fn a_short_window_at_either_end_joins_the_one_beside_it_where_it_fits() {
        let spans = [(0, 2_000), (4_000, 20_000), (20_300, 29_500), (33_000, 50_000), (53_000, 54_000)];
        let cut = windows(&map(&spans, 60_000), Millis::new(30_000));
        assert_eq!(cut, [(0, 29_500), (33_000, 54_000)].map(|(a, b)| Span::from_millis(a, b)));
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
