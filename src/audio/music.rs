//! Music distinguished from speech, by what the voice activity detector measured.
//!
//! The detector scores a jingle as speech, but lower than a voice, and the level of music varies less. Measured over two seconds on the samples and on recordings of human voices in both languages: the mean score of
//! speech lies at 0.69 and above (1 in 20: 0.75), that of the jingles and of noise between 0.48 and 0.62; the level of speech varies
//! by 6 dB and more, that of the jingles by 4. Speech over a bed of music scores as speech does.

use std::ops::Range;

use super::voice_activity::{STEP_MS, VoiceActivity};
use crate::time::{Millis, Span, Timestamp};

/// So many steps before and behind an instant are looked at to judge it: one second each.
const REACH: usize = 62;
/// One of so many steps is judged: every 128 ms.
const HOP: usize = 8;
/// A mean score below this is no voice's.
const VOICE: f32 = 0.66;
/// Nor is one below this with a level that varies less than so many decibels.
const LIKELY_VOICE: f32 = 0.78;
const STEADY_DB: f32 = 5.0;
/// Music lasts at least this long without a margin on each side, which is left to the speech beside it.
const SHORTEST: Millis = Millis::new(1_000);
const MARGIN: Millis = Millis::new(320);
/// What is left between two stretches of music and is shorter than this is no speech.
const SHORTEST_SPEECH: Millis = Millis::new(200);

impl VoiceActivity {
    /// [`spans`](Self::spans) without what sounds like music or steady noise. For what is reported: where a recogniser gave no words,
    /// it says whether there was anything to hear. What is recognised is cut by the spans themselves, since speech is never left
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
    let steps = step(span.start())..step(span.end());
    // A shorter stretch does not show what it is.
    if steps.len() <= REACH {
        return vec![span];
    }
    let mut kept = Vec::new();
    let mut at = span.start();
    for run in music(&steps, sums) {
        let inner = |step: usize| Timestamp::from_millis(step as u32 * STEP_MS);
        let start = if run.start == steps.start { span.start() } else { inner(run.start) + MARGIN };
        let end = if run.end == steps.end { span.end() } else { inner(run.end).saturating_sub(MARGIN) };
        if end < start + SHORTEST {
            continue;
        }
        kept.push(Span::between(at, start));
        at = end;
    }
    kept.push(Span::between(at, span.end()));
    if kept.len() > 1 {
        kept.retain(|piece| piece.duration() >= SHORTEST_SPEECH);
    }
    kept
}

/// The runs of `steps` around which no voice is heard.
fn music(steps: &Range<usize>, sums: &Sums) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for at in steps.clone().step_by(HOP) {
        let (score, spread_db) = sums.of_steps(at.saturating_sub(REACH).max(steps.start)..(at + REACH).min(steps.end));
        if score >= LIKELY_VOICE || (score >= VOICE && spread_db >= STEADY_DB) {
            continue;
        }
        let end = (at + HOP).min(steps.end);
        match runs.last_mut() {
            Some(last) if last.end == at => last.end = end,
            _ => runs.push(at..end),
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

    /// The mean score, 0 to 1, and the standard deviation of the level, in dB, of these steps.
    fn of_steps(&self, steps: Range<usize>) -> (f32, f32) {
        let last = self.0.len() - 1;
        let (from, to) = (steps.start.min(last), steps.end.min(last));
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
