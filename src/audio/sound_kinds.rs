//! What a recording sounds like from moment to moment, for a picture of it: speech, other sound, silence.

use serde::{Deserialize, Serialize};

use super::voice_activity::{STEP_MS, VoiceActivity};
use crate::time::{Millis, Span, Timestamp};

/// What a stretch of a recording sounds like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SoundKind {
    /// Somebody speaks, alone or over a bed of music.
    Speech,
    /// Music, or another sound that goes on and is no voice.
    Music,
    /// Nothing that could be heard beside speech.
    Silence,
}

/// A mean level below this is silence, in the detector's unit of 96 dB in 255 steps: -45 dB of full scale. The jingles of the samples
/// lie above -30, what is left in the pauses of studio speech below -50.
const AUDIBLE: f32 = (96.0 - 45.0) * 255.0 / 96.0;
/// Levels are looked at over so many steps on each side: half a second.
const REACH: usize = 31;
/// Shorter ones are the edges of words and the breath between them.
const SHORTEST_MUSIC: Millis = Millis::new(1_000);

impl VoiceActivity {
    /// The recording from its start to its end in stretches that follow each other without a gap, neighbours of different kinds. Music
    /// lasts a second or more, and is told by how the voice activity detector judges it and by its level: what sounds steadily and is no
    /// music, as a machine or applause, counts as such.
    pub fn sound_kinds(&self) -> Vec<(Span, SoundKind)> {
        let end = Timestamp::ZERO + self.length();
        let levels = Levels::of(self.step_bytes().as_chunks().0);
        let mut kinds = Kinds::default();
        let mut at = Timestamp::ZERO;
        for speech in self.speech() {
            levels.tell(Span::between(at, speech.start().max(at)), &mut kinds);
            kinds.add(speech, SoundKind::Speech);
            at = speech.end();
        }
        levels.tell(Span::between(at, end.max(at)), &mut kinds);
        kinds.0
    }
}

/// Stretches in the making.
#[derive(Default)]
struct Kinds(Vec<(Span, SoundKind)>);

impl Kinds {
    fn add(&mut self, span: Span, kind: SoundKind) {
        match self.0.last_mut() {
            _ if span.is_empty() => {}
            Some((last, known)) if *known == kind => *last = last.hull(span),
            _ => self.0.push((span, kind)),
        }
    }
}

/// Sums of levels up to each step.
struct Levels(Vec<u64>);

impl Levels {
    fn of(steps: &[[u8; 2]]) -> Self {
        let sums = steps.iter().scan(0, |sum, [_, level]| {
            *sum += u64::from(*level);
            Some(*sum)
        });
        Self(std::iter::once(0).chain(sums).collect())
    }

    fn is_audible(&self, step: usize, within: &std::ops::Range<usize>) -> bool {
        let last = self.0.len() - 1;
        let from = step.saturating_sub(REACH).max(within.start).min(last);
        let to = (step + REACH).min(within.end).min(last);
        let sum = self.0.get(to).zip(self.0.get(from)).map_or(0, |(to, from)| to - from);
        to > from && sum as f32 / (to - from) as f32 >= AUDIBLE
    }

    /// Tells the music and the silence of a stretch without speech.
    fn tell(&self, span: Span, kinds: &mut Kinds) {
        let step = |at: Timestamp| (at.as_millis() / STEP_MS) as usize;
        let within = step(span.start())..step(span.end());
        let moment = |step: usize| Timestamp::from_millis(step as u32 * STEP_MS).clamp(span.start(), span.end());
        let mut at = span.start();
        let mut first = None;
        for step in within.clone().chain([within.end]) {
            let sounds = step < within.end && self.is_audible(step, &within);
            match first {
                None if sounds => first = Some(step),
                Some(start) if !sounds => {
                    let from = if start == within.start { span.start() } else { moment(start) };
                    let to = if step == within.end { span.end() } else { moment(step) };
                    if to >= from + SHORTEST_MUSIC {
                        kinds.add(Span::between(at, from), SoundKind::Silence);
                        kinds.add(Span::between(from, to), SoundKind::Music);
                        at = to;
                    }
                    first = None;
                }
                _ => {}
            }
        }
        kinds.add(Span::between(at, span.end()), SoundKind::Silence);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audio::Damage;

    /// Steps of a level in decibels.
    fn steps(decibels: f32, ms: u32) -> Vec<[u8; 2]> {
        vec![[0, ((decibels + 96.0) * 255.0 / 96.0) as u8]; (ms / STEP_MS) as usize]
    }

    fn kinds(speech: Vec<Span>, parts: &[Vec<[u8; 2]>]) -> Vec<(Span, SoundKind)> {
        let all = parts.concat();
        let length = Millis::new(all.len() as u32 * STEP_MS);
        VoiceActivity::restored(length, speech, all.as_flattened(), Damage::default()).unwrap().sound_kinds()
    }

    #[test]
    fn what_sounds_and_is_no_speech_is_music_and_the_rest_is_silence() {
        let speech = Span::from_millis(8_000, 8_640);
        let found = kinds(vec![speech], &[steps(-20.0, 4_000), steps(-70.0, 4_000), steps(-20.0, 640), steps(-70.0, 2_000)]);
        let [(music, SoundKind::Music), (gap, SoundKind::Silence), (said, SoundKind::Speech), (end, SoundKind::Silence)] =
            found[..]
        else {
            panic!("{found:?}")
        };
        assert!(music.end().as_millis().abs_diff(4_000) <= 300, "{music}");
        assert_eq!((music.start(), music.end(), said), (Timestamp::ZERO, gap.start(), speech));
        assert_eq!(end, Span::from_millis(8_640, 10_640));
    }

    #[test]
    fn a_click_is_no_music_and_nothing_at_all_is_none() {
        let found = kinds(Vec::new(), &[steps(-70.0, 3_200), steps(-10.0, 320), steps(-70.0, 3_200)]);
        assert_eq!(found, [(Span::from_millis(0, 6_720), SoundKind::Silence)]);
        assert_eq!(kinds(Vec::new(), &[]), []);
    }
}
