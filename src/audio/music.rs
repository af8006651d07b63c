//! Music told from speech, by what the voice activity detector measured.
//!
//! The detector takes a jingle for speech, but with less conviction than it takes a voice, and music is louder on the whole than its
//! pauses are quiet. Measured over two seconds on the samples and on recordings of human voices in both languages: the mean score of
//! speech lies at 0.69 and above (1 in 20: 0.75), that of the jingles and of noise between 0.48 and 0.62; the level of speech varies
//! by 6 dB and more, that of the jingles by 4. Speech over a bed of music scores as speech does.

use super::voice_activity::{STEP_MS, VoiceActivity};
use crate::time::{Span, Timestamp};

/// What surrounds an instant on both sides and is looked at for it, in steps: one second.
const REACH: usize = 62;
/// Every so many steps one is judged: 128 ms.
const HOP: usize = 8;
/// A mean score below this is no voice's.
const VOICE: f32 = 0.66;
/// Nor is one below this with a level that varies less than so many decibels.
const LIKELY_VOICE: f32 = 0.78;
const STEADY_DB: f32 = 5.0;
/// Music lasts at least this long, in milliseconds; its first and last words of speech beside it are left to the speech.
const SHORTEST_MS: u32 = 1_000;
const MARGIN_MS: u32 = 320;
/// What is left between two stretches of music and is shorter than this, in milliseconds, is no speech.
const SHORTEST_SPEECH_MS: u32 = 200;

impl VoiceActivity {
    /// [`spans`](Self::spans) without what sounds like music or steady noise. For what is reported: where a recogniser gave no words,
    /// this tells whether there was anything to hear. What is recognised is cut by the spans themselves, since speech is never left
    /// out on suspicion.
    pub fn speech(&self) -> Vec<Span> {
        without_music(self.spans(), self.step_bytes().as_chunks().0)
    }
}

/// `spans` without music. `steps` are the detector's score and level.
fn without_music(spans: &[Span], steps: &[[u8; 2]]) -> Vec<Span> {
    let sums = Sums::of(steps);
    spans.iter().flat_map(|span| speech_in(*span, &sums)).collect()
}

fn speech_in(span: Span, sums: &Sums) -> Vec<Span> {
    let step = |at: Timestamp| (at.as_millis() / STEP_MS) as usize;
    let (from, to) = (step(span.start()), step(span.end()));
    // A shorter stretch tells too little of what it is.
    if to - from <= REACH {
        return vec![span];
    }
    let mut kept = Vec::new();
    let mut at = span.start();
    for (start, end) in music(from, to, sums) {
        let inner = |step: usize| Timestamp::from_millis(step as u32 * STEP_MS);
        let start = if start == from { span.start() } else { inner(start) + MARGIN };
        let end =
            if end == to { span.end() } else { Timestamp::from_millis(inner(end).as_millis().saturating_sub(MARGIN_MS)) };
        if end.as_millis() < start.as_millis() + SHORTEST_MS {
            continue;
        }
        kept.push(Span::between(at, start));
        at = end;
    }
    kept.push(Span::between(at, span.end()));
    if kept.len() > 1 {
        kept.retain(|piece| piece.duration().as_millis() >= SHORTEST_SPEECH_MS);
    }
    kept
}

const MARGIN: crate::time::Millis = crate::time::Millis::new(MARGIN_MS);

/// Runs of steps, of those from `from` to `to`, around which no voice is heard.
fn music(from: usize, to: usize, sums: &Sums) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for at in (from..to).step_by(HOP) {
        let (score, spread_db) = sums.around(at.saturating_sub(REACH).max(from), (at + REACH).min(to));
        if score >= LIKELY_VOICE || (score >= VOICE && spread_db >= STEADY_DB) {
            continue;
        }
        let end = (at + HOP).min(to);
        match runs.last_mut() {
            Some(last) if last.1 == at => last.1 = end,
            _ => runs.push((at, end)),
        }
    }
    runs
}

/// Sums of scores, levels and squares of levels up to each step.
struct Sums(Vec<[u64; 3]>);

impl Sums {
    fn of(steps: &[[u8; 2]]) -> Self {
        let mut sums = Vec::with_capacity(steps.len() + 1);
        let mut sum = [0_u64; 3];
        sums.push(sum);
        for [score, level] in steps {
            let level = u64::from(*level);
            sum = [sum[0] + u64::from(*score), sum[1] + level, sum[2] + level * level];
            sums.push(sum);
        }
        Self(sums)
    }

    /// The mean score, 0 to 1, and the standard deviation of the level, in dB, of the steps `from..to`.
    fn around(&self, from: usize, to: usize) -> (f32, f32) {
        let last = self.0.len() - 1;
        let (from, to) = (from.min(last), to.min(last));
        let count = to.saturating_sub(from).max(1) as f32;
        let mean = |which: usize| (self.0[to][which] - self.0[from][which]) as f32 / count;
        let variance = (mean(2) - mean(1) * mean(1)).max(0.0);
        (mean(0) / 255.0, variance.sqrt() * 96.0 / 255.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Steps of a voice (sure, with pauses) and of music (unsure, even), as measured.
    fn steps(voice: bool, ms: u32) -> Vec<[u8; 2]> {
        let step = |i: u32| match (voice, i % 12) {
            (true, 0..=2) => [190, 120],
            (true, _) => [230, 190],
            (false, i) => [if i % 2 == 0 { 120 } else { 165 }, 172 + (i % 5) as u8 * 4],
        };
        (0..ms / STEP_MS).map(step).collect()
    }

    #[test]
    fn a_jingle_is_cut_from_the_speech_that_follows_it() {
        let all = [steps(false, 3_200), steps(true, 9_600), steps(false, 4_800)].concat();
        let kept = without_music(&[Span::from_millis(0, 17_600)], &all);
        let [speech] = kept.as_slice() else { panic!("{kept:?}") };
        assert!((2_500..=3_200).contains(&speech.start().as_millis()), "{speech:?}");
        assert!((12_800..=13_600).contains(&speech.end().as_millis()), "{speech:?}");
    }

    #[test]
    fn speech_stays_whole() {
        let spans = [Span::from_millis(0, 640), Span::from_millis(960, 9_600)];
        assert_eq!(without_music(&spans, &steps(true, 9_600)), spans);
        assert_eq!(without_music(&[], &[]), []);
    }
}
