//! Where a voice sets in within a stretch of speech.

use super::voice_activity::{STEP_MS, VoiceActivity};
use crate::time::Timestamp;

/// An instant at which a voice sets in behind a lull: the start of a word, most likely.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Onset {
    /// When, to the detector's step of 16 ms.
    pub at: Timestamp,
    /// By how much the detector's score, 0 to 1, is higher behind it than before it: 0.2 and more.
    pub rise: f32,
}

/// Smaller rises come about within words. Of 0.15 to 0.25 this one, with the two lengths below, put the most word starts of people right;
/// see [`WordTimes`](crate::recognize::WordTimes).
const LEAST_RISE: f32 = 0.2;
/// The lull is looked at for so many steps, 128 ms, and the voice behind it for so many, 64 ms.
const BEFORE: usize = 8;
const BEHIND: usize = 4;

impl VoiceActivity {
    /// The onsets of the recording, in order. Pauses too short to end a stretch of speech, and those in which noise keeps the detector's
    /// score up, end in one.
    ///
    /// ```
    /// use rawi::audio::{VoiceActivityDetector, VoiceActivityOptions};
    ///
    /// let silence = VoiceActivityDetector::new(VoiceActivityOptions::default()).finish();
    /// assert_eq!(silence.onsets(), []);
    /// ```
    pub fn onsets(&self) -> Vec<Onset> {
        let scores: Vec<f32> = self.scores().map(|score| f32::from(score) / 255.0).collect();
        let mean = |scores: &[f32]| scores.iter().sum::<f32>() / scores.len() as f32;
        let rises: Vec<f32> = scores
            .windows(BEFORE + BEHIND)
            .map(|around| {
                let (before, behind) = around.split_at(BEFORE);
                mean(behind) - mean(before)
            })
            .collect();
        let peaks = rises.windows(3).enumerate().filter(|(_, r)| r[1] >= LEAST_RISE && r[1] >= r[0] && r[1] > r[2]);
        peaks
            .map(|(step, r)| Onset { at: Timestamp::from_millis((step + 1 + BEFORE) as u32 * STEP_MS), rise: r[1] })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Millis;

    fn onsets(runs: &[(u8, usize)]) -> Vec<u32> {
        let steps: Vec<[u8; 2]> = runs.iter().flat_map(|(score, count)| vec![[*score, 100]; *count]).collect();
        let length = Millis::new(steps.len() as u32 * STEP_MS);
        VoiceActivity::new(Vec::new(), length, steps).onsets().iter().map(|o| o.at.as_millis()).collect()
    }

    #[test]
    fn a_voice_sets_in_where_the_score_rises_behind_a_lull() {
        assert_eq!(onsets(&[(200, 30), (80, 10), (200, 30)]), [40 * STEP_MS]);
        assert_eq!(onsets(&[(80, 30), (200, 20), (100, 12), (220, 20)]), [30 * STEP_MS, 62 * STEP_MS]);
    }

    #[test]
    fn what_stays_or_falls_or_rises_a_little_is_none() {
        assert!(onsets(&[(200, 60)]).is_empty() && onsets(&[(200, 30), (80, 30)]).is_empty());
        assert!(onsets(&[(100, 30), (140, 30)]).is_empty());
        assert!(onsets(&[(200, 2)]).is_empty() && onsets(&[]).is_empty());
    }
}
