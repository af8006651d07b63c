use earshot::Detector;

use super::Error;
use super::speech::Speech;
use crate::time::{Millis, Span, Timestamp};

/// The detector's step: 16 ms.
const STEP_FRAMES: usize = 256;
const STEP_MS: u32 = 16;

/// When a stretch counts as speech.
///
/// The detector gives a score from 0 to 1 every 16 ms. Speech begins where the smoothed score reaches `enter` and ends where
/// it falls below `leave`; the distance between the two keeps a weak syllable from ending it. Then, in this order: pauses
/// shorter than `min_pause` are closed, speech shorter than `min_speech` is dropped, and what stays is widened by `pad` on
/// both sides, because a first consonant scores low.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct VoiceActivityOptions {
    /// Score that begins speech, 0 to 1; useful 0.4 to 0.8. Default: 0.5.
    pub enter: f32,
    /// Score below which it ends, at most `enter`. Default: 0.35.
    pub leave: f32,
    /// Shorter speech is dropped: clicks, coughs, a sung syllable. Default: 200 ms.
    pub min_speech: Millis,
    /// Shorter pauses are closed: the stop before a plosive. Default: 240 ms.
    pub min_pause: Millis,
    /// Added on both sides, as far as the neighbour allows. Default: 96 ms.
    pub pad: Millis,
}

impl Default for VoiceActivityOptions {
    fn default() -> Self {
        Self { enter: 0.5, leave: 0.35, min_speech: Millis::new(200), min_pause: Millis::new(240), pad: Millis::new(96) }
    }
}

/// Finds speech in blocks as they come: [`push`](Self::push) each, then [`finish`](Self::finish).
///
/// Memory: two bytes for each 16 ms, 1.3 MB for three hours.
pub struct VoiceActivityDetector {
    options: VoiceActivityOptions,
    detector: Box<Detector>,
    rest: Vec<f32>,
    /// Detector's score, 0 to 255 for 0 to 1.
    scores: Vec<u8>,
    /// Loudness, 0 to 255 for -96 dB and below to 0 dB.
    levels: Vec<u8>,
    frames: u64,
}

/// Where a recording holds speech.
#[derive(Debug, Clone, PartialEq)]
pub struct VoiceActivity {
    spans: Vec<Span>,
    length: Millis,
    scores: Vec<u8>,
    levels: Vec<u8>,
}

impl VoiceActivityDetector {
    /// A detector at the start of a recording.
    pub fn new(options: VoiceActivityOptions) -> Self {
        let detector = Detector::default_boxed();
        Self { options, detector, rest: Vec::new(), scores: Vec::new(), levels: Vec::new(), frames: 0 }
    }

    /// Listens to the next block.
    pub fn push(&mut self, speech: &Speech) {
        self.push_samples(speech.samples());
    }

    fn push_samples(&mut self, samples: &[f32]) {
        self.frames += samples.len() as u64;
        self.rest.extend_from_slice(samples);
        let whole = self.rest.len() / STEP_FRAMES * STEP_FRAMES;
        let rest = self.rest.split_off(whole);
        let steps = std::mem::replace(&mut self.rest, rest);
        steps.chunks_exact(STEP_FRAMES).for_each(|step| self.listen(step));
    }

    fn listen(&mut self, step: &[f32]) {
        let clipped: Vec<f32> = step.iter().map(|s| if s.is_finite() { s.clamp(-1.0, 1.0) } else { 0.0 }).collect();
        let score = self.detector.predict_f32(&clipped);
        self.scores.push((score.clamp(0.0, 1.0) * 255.0) as u8);
        let power = clipped.iter().map(|s| s * s).sum::<f32>() / STEP_FRAMES as f32;
        let decibels = 10.0 * power.max(1e-12).log10();
        self.levels.push(((decibels + 96.0).clamp(0.0, 96.0) * (255.0 / 96.0)) as u8);
    }

    /// The recording is over.
    pub fn finish(mut self) -> VoiceActivity {
        if !self.rest.is_empty() {
            let mut last = std::mem::take(&mut self.rest);
            last.resize(STEP_FRAMES, 0.0);
            self.listen(&last);
        }
        let length = Millis::new(u32::try_from(self.frames / 16).unwrap_or(u32::MAX));
        let spans = spans(&smoothed(&self.scores), &self.options, length);
        VoiceActivity { spans, length, scores: self.scores, levels: self.levels }
    }
}

impl std::fmt::Debug for VoiceActivityDetector {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("VoiceActivityDetector")
            .field("options", &self.options)
            .field("frames", &self.frames)
            .finish_non_exhaustive()
    }
}

impl VoiceActivity {
    /// The stretches that hold speech, in order, apart from each other.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// Length of the recording.
    pub fn length(&self) -> Millis {
        self.length
    }

    /// All speech together.
    pub fn speech(&self) -> Millis {
        self.spans.iter().fold(Millis::ZERO, |sum, span| sum + span.duration())
    }

    /// The part of `span` that holds speech, 0 to 1; 0 for an empty one.
    pub fn share(&self, span: Span) -> f64 {
        if span.is_empty() { 0.0 } else { span.covered_by(&self.spans).as_seconds() / span.duration().as_seconds() }
    }

    /// The mean score of the detector in `span`, 0 to 1; `None` beyond the recording.
    pub fn mean_score(&self, span: Span) -> Option<f32> {
        let steps = self.scores.get(steps_of(span))?;
        let sum: u32 = steps.iter().map(|&s| u32::from(s)).sum();
        (!steps.is_empty()).then(|| sum as f32 / steps.len() as f32 / 255.0)
    }

    /// The instant within `span` that is least like the middle of a word: the quietest fifth of a second by score and level.
    fn weakest(&self, span: Span) -> Timestamp {
        const REACH: usize = 6;
        let steps = steps_of(span);
        let cost = |i: usize| -> u32 {
            let around = i.saturating_sub(REACH)..(i + REACH + 1).min(self.scores.len());
            around.map(|j| u32::from(self.scores[j]) + u32::from(self.levels[j])).sum()
        };
        let inner = steps.start.min(self.scores.len())..steps.end.min(self.scores.len());
        let best = inner.min_by_key(|&i| cost(i));
        best.map_or(span.end(), |i| Timestamp::from_millis(i as u32 * STEP_MS + STEP_MS / 2))
    }
}

fn steps_of(span: Span) -> std::ops::Range<usize> {
    (span.start().as_millis() / STEP_MS) as usize..(span.end().as_millis() / STEP_MS) as usize
}

/// The mean of five scores, 80 ms: single steps flicker.
fn smoothed(scores: &[u8]) -> Vec<f32> {
    (0..scores.len())
        .map(|i| {
            let around = &scores[i.saturating_sub(2)..(i + 3).min(scores.len())];
            around.iter().map(|&s| f32::from(s)).sum::<f32>() / (255.0 * around.len() as f32)
        })
        .collect()
}

fn spans(scores: &[f32], options: &VoiceActivityOptions, length: Millis) -> Vec<Span> {
    let mut raw: Vec<(u32, u32)> = Vec::new();
    let mut speaking = false;
    for (step, &score) in (0u32..).zip(scores) {
        speaking = score >= if speaking { options.leave } else { options.enter };
        if !speaking {
            continue;
        }
        let (start, end) = (step * STEP_MS, (step + 1) * STEP_MS);
        match raw.last_mut() {
            Some(last) if start - last.1 < options.min_pause.as_millis().max(1) => last.1 = end,
            _ => raw.push((start, end)),
        }
    }
    raw.retain(|(start, end)| end - start >= options.min_speech.as_millis());
    let pad = options.pad.as_millis();
    let mut out: Vec<Span> = Vec::new();
    for (i, &(start, end)) in raw.iter().enumerate() {
        let before = i.checked_sub(1).map_or(0, |p| raw[p].1);
        let after = raw.get(i + 1).map_or(length.as_millis(), |next| next.0);
        let start = start - pad.min(start.saturating_sub(before) / 2);
        let end = (end + pad.min(after.saturating_sub(end) / 2)).min(length.as_millis());
        out.push(Span::from_millis(start, end.max(start)));
    }
    out
}

/// Finds the speech of a whole recording.
///
/// # Errors
/// The first error of the blocks.
pub fn voice_activity(
    speech: impl Iterator<Item = Result<Speech, Error>>,
    options: VoiceActivityOptions,
) -> Result<VoiceActivity, Error> {
    let mut activity = VoiceActivityDetector::new(options);
    for block in speech {
        activity.push(&block?);
    }
    Ok(activity.finish())
}

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
    let mut left: std::collections::VecDeque<Span> = map.spans.iter().copied().collect();
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
    use super::*;

    fn map(spans: &[(u32, u32)], length_ms: u32) -> VoiceActivity {
        let steps = (length_ms / STEP_MS) as usize + 1;
        let spans: Vec<Span> = spans.iter().map(|&(a, b)| Span::from_millis(a, b)).collect();
        VoiceActivity { spans, length: Millis::new(length_ms), scores: vec![200; steps], levels: vec![200; steps] }
    }

    #[test]
    fn windows_end_at_the_longest_pause_of_their_second_half() {
        let map = map(&[(500, 9000), (9500, 17_000), (19_000, 24_000), (24_300, 29_000), (29_400, 40_000)], 41_000);
        let cut = windows(&map, Millis::new(30_000));
        assert_eq!(cut, [Span::from_millis(500, 17_000), Span::from_millis(19_000, 40_000)]);
    }

    #[test]
    fn one_long_breath_is_cut_at_its_quietest_moment() {
        let mut map = map(&[(0, 50_000)], 50_000);
        for step in 1440..1460 {
            map.levels[step] = 20;
        }
        let cut = windows(&map, Millis::new(30_000));
        assert_eq!(cut.len(), 2);
        assert!((23_100..23_300).contains(&cut[0].end().as_millis()), "{}", cut[0]);
        assert_eq!(cut[0].end(), cut[1].start());
    }

    #[test]
    fn short_bursts_go_and_short_pauses_close() {
        let options = VoiceActivityOptions { pad: Millis::ZERO, ..VoiceActivityOptions::default() };
        let mut scores = vec![0.0; 200];
        scores[10..14].fill(0.9);
        scores[60..90].fill(0.9);
        scores[95..130].fill(0.4);
        scores[98] = 0.9;
        let found = spans(&scores, &options, Millis::new(3200));
        assert_eq!(found, [Span::from_millis(960, 2080)]);
    }

    #[test]
    fn silence_and_noise_hold_no_speech() {
        let mut activity = VoiceActivityDetector::new(VoiceActivityOptions::default());
        activity.push_samples(&vec![0.0; 80_000]);
        let mut seed = 7u32;
        let noise: Vec<f32> = (0..80_000)
            .map(|_| {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                ((seed >> 8) as f32 / 8_388_608.0 - 1.0) * 0.1
            })
            .collect();
        activity.push_samples(&noise);
        let map = activity.finish();
        assert_eq!(map.spans(), []);
        assert_eq!(map.length(), Millis::new(10_000));
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
