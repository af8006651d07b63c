use earshot::Detector;

use super::Error;
use super::options::Options;
use super::speech::Speech;
use super::voice_activity::{STEP_MS, VoiceActivity, smoothed};
use crate::time::{Frames, Millis, SampleRate, Span, Timestamp};

/// The detector's step: 16 ms.
const STEP_FRAMES: usize = 256;

/// When a stretch counts as speech.
///
/// The detector gives a score from 0 to 1 every 16 ms. Speech begins where the smoothed score reaches `enter` and ends where
/// it falls below `leave`; the distance between the two keeps a weak syllable from ending it. Then, in this order: pauses
/// shorter than `min_pause` are closed, speech shorter than `min_speech` is dropped, and what stays is widened by `pad` on
/// both sides, because a first consonant scores low.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
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

/// The library that listens, with the version that `Cargo.lock` has.
const DETECTOR: &str = "earshot 1.2.2";

/// What the outcome of listening depends on besides the recording, as one line: the track and channel, the options, the
/// detector, and the version of rawi, whose decoding may have changed. What was found under another line must be found again.
pub fn listening_identity(audio: &Options, detection: &VoiceActivityOptions) -> String {
    let Options { track, channel } = audio;
    let track = track.map_or("default".to_owned(), |number| number.to_string());
    let VoiceActivityOptions { enter, leave, min_speech, min_pause, pad } = detection;
    let [min_speech, min_pause, pad] = [min_speech, min_pause, pad].map(|length| length.as_millis());
    format!(
        "rawi {}, {DETECTOR}, track={track} channel={channel} enter={enter} leave={leave} min_speech_ms={min_speech} \
        min_pause_ms={min_pause} pad_ms={pad}",
        env!("CARGO_PKG_VERSION")
    )
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
        let length = Frames(self.frames).at(SampleRate::SPEECH) - Timestamp::ZERO;
        let spans = spans(&smoothed(&self.scores), &self.options, length);
        let steps = self.scores.into_iter().zip(self.levels).map(|(score, level)| [score, level]).collect();
        VoiceActivity::new(spans, length, steps)
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

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn another_channel_or_threshold_is_another_listening_and_the_detector_is_the_one_that_is_built_in() {
        let default = listening_identity(&Options::default(), &VoiceActivityOptions::default());
        let left = Options { channel: crate::audio::Channel::Left, ..Options::default() };
        let strict = VoiceActivityOptions { enter: 0.7, ..VoiceActivityOptions::default() };
        assert_ne!(listening_identity(&left, &VoiceActivityOptions::default()), default);
        assert_ne!(listening_identity(&Options::default(), &strict), default);
        let lock = include_str!("../../Cargo.lock");
        let (name, version) = DETECTOR.split_once(' ').unwrap();
        assert!(lock.contains(&format!("name = \"{name}\"\nversion = \"{version}\"\n")), "{DETECTOR} is not in Cargo.lock");
    }
}
