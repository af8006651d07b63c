use super::damage::Damage;
use crate::time::{Millis, Span, Timestamp};

/// The detector's step, and the resolution of everything here: 16 ms.
pub(super) const STEP_MS: u32 = 16;

/// Where a recording holds speech, and what else is known once it was decoded from start to end: its counted length, and what was
/// damaged.
#[derive(Debug, Clone, PartialEq)]
pub struct VoiceActivity {
    spans: Vec<Span>,
    length: Millis,
    /// For each step the detector's score, 0 to 255 for 0 to 1, and the loudness, 0 to 255 for -96 dB and below to 0 dB.
    steps: Vec<[u8; 2]>,
    damage: Damage,
}

impl VoiceActivity {
    pub(super) fn new(spans: Vec<Span>, length: Millis, steps: Vec<[u8; 2]>) -> Self {
        Self { spans, length, steps, damage: Damage::default() }
    }

    /// The same with [`SpeechStream::damage`](super::SpeechStream::damage) as it was at the end of the recording.
    #[must_use]
    pub fn with_damage(self, damage: Damage) -> Self {
        Self { damage, ..self }
    }

    /// What was found before, from its parts as they were kept: the counted length, the stretches with speech, and
    /// [`step_bytes`](Self::step_bytes). `None` when they do not belong together.
    pub fn restored(length: Millis, spans: Vec<Span>, step_bytes: &[u8], damage: Damage) -> Option<Self> {
        let (steps, odd) = step_bytes.as_chunks::<2>();
        // The length is floored to a millisecond: the recording may end up to one later.
        let (least, most) = (length.as_millis().div_ceil(STEP_MS), length.as_millis() / STEP_MS + 1);
        let fits = u32::try_from(steps.len()).is_ok_and(|count| (least..=most).contains(&count)) && odd.is_empty();
        let inside = spans.last().is_none_or(|last| last.end() <= Timestamp::ZERO + length);
        let apart = spans.windows(2).all(|pair| pair[0].end() <= pair[1].start());
        (fits && inside && apart).then(|| Self { spans, length, steps: steps.to_vec(), damage })
    }

    /// The stretches that hold speech, in order, apart from each other.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// Length of the recording: the decoder's count, floored to the millisecond.
    pub fn length(&self) -> Millis {
        self.length
    }

    /// What was damaged in the recording.
    pub fn damage(&self) -> Damage {
        self.damage
    }

    /// What the detector measured, to be kept and given to [`restored`](Self::restored): two bytes for each 16 ms, 0.4 MB an hour.
    pub fn step_bytes(&self) -> &[u8] {
        self.steps.as_flattened()
    }

    /// The detector's scores, 0 to 255 for 0 to 1, one for each step.
    pub(super) fn scores(&self) -> impl Iterator<Item = u8> {
        self.steps.iter().map(|[score, _]| *score)
    }

    /// The step in which an instant lies, at most one behind the last.
    pub(super) fn step(&self, at: Timestamp) -> usize {
        ((at.as_millis() / STEP_MS) as usize).min(self.steps.len())
    }

    /// The instant within `span` that is least like the middle of a word: the middle of the quietest 208 ms by score and loudness.
    pub(super) fn weakest(&self, span: Span) -> Timestamp {
        const REACH: usize = 6;
        let cost = |i: usize| -> u32 {
            let around = i.saturating_sub(REACH)..(i + REACH + 1).min(self.steps.len());
            self.steps[around].iter().map(|[score, level]| u32::from(*score) + u32::from(*level)).sum()
        };
        let quietest = (self.step(span.start())..self.step(span.end())).min_by_key(|&i| cost(i));
        quietest.map_or(span.end(), |i| Timestamp::from_millis(i as u32 * STEP_MS + STEP_MS / 2))
    }
}

/// The mean of five scores, 80 ms: single steps flicker.
pub(super) fn smoothed(scores: &[u8]) -> Vec<f32> {
    (0..scores.len())
        .map(|i| {
            let around = &scores[i.saturating_sub(2)..(i + 3).min(scores.len())];
            around.iter().map(|&s| f32::from(s)).sum::<f32>() / (255.0 * around.len() as f32)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_comes_back_and_what_does_not_belong_together_is_refused() {
        let spans = vec![Span::from_millis(100, 300), Span::from_millis(400, 995)];
        let damage = Damage { packets: 2, ..Damage::default() };
        let found = VoiceActivity::new(spans.clone(), Millis::new(1_000), vec![[9, 200]; 63]).with_damage(damage);
        let restored = |length, spans, bytes: &[u8]| VoiceActivity::restored(Millis::new(length), spans, bytes, damage);
        assert_eq!(restored(1_000, spans.clone(), found.step_bytes()), Some(found.clone()));
        assert_eq!(restored(1_000, spans.clone(), &found.step_bytes()[1..]), None, "half a step");
        assert_eq!(restored(1_000, spans.clone(), &[0; 2 * 60]), None, "too few steps");
        assert_eq!(restored(990, spans.clone(), found.step_bytes()), None, "speech behind the end");
        let backwards = spans.into_iter().rev().collect();
        assert_eq!(restored(1_000, backwards, found.step_bytes()), None);
        assert!(restored(0, Vec::new(), &[]).is_some());
    }
}
