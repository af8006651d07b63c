use super::Error;
use super::damage::Damage;
use super::decode::Decoder;
use super::mixdown::Mixdown;
use super::resample::Resampler;
use crate::time::{Frames, SampleRate, Span, Timestamp};

/// Frames in every [`Speech`] block but the last: 256 ms.
const BLOCK_FRAMES: usize = 4096;
/// One block of what the recogniser hears: mono, 16 kHz, nominally within ±1. Sixteen frames are a millisecond.
#[derive(Debug, Clone, PartialEq)]
pub struct Speech {
    start: Frames,
    samples: Vec<f32>,
}

impl Speech {
    /// Frames per second of every block.
    pub const RATE: SampleRate = SampleRate::SPEECH;

    /// A block that begins at frame `start`, for tests of what listens to speech.
    #[cfg(test)]
    pub(crate) fn for_test(start: u64, samples: Vec<f32>) -> Self {
        Self { start: Frames(start), samples }
    }

    /// Place of the first frame at 16 kHz, counted from the first presented frame of the recording.
    pub fn start(&self) -> Frames {
        self.start
    }

    /// The samples, one per frame.
    pub fn samples(&self) -> &[f32] {
        &self.samples
    }

    /// The stretch of the recording that it covers, floored to milliseconds at both ends.
    pub fn span(&self) -> Span {
        let end = Frames(self.start.0 + self.samples.len() as u64);
        Span::between(self.start.at(Self::RATE), end.at(Self::RATE))
    }
}

/// Turns decoded blocks into mono at 16 kHz, listening to the channel that the decoder was opened with.
///
/// Band limited; the resampler's own delay is taken out, so that frame `n` is the sound at `n / 16` ms; the length is that of
/// the recording, `round(frames * 16000 / rate)`; blocks join without a seam. At 16 kHz samples pass unchanged. Where the channels
/// would cancel each other in the mix, the loudest is heard instead ([`Damage::cancelling`]).
pub fn to_speech(decoder: Decoder) -> SpeechStream {
    let rate = decoder.rate();
    SpeechStream { decoder, mixdown: Mixdown::default(), resampler: Resampler::to_speech(rate), start: 0, failed: false }
}

/// The iterator of [`to_speech`]: blocks of 4096 frames (256 ms), the last one shorter.
///
/// A [`Decoder`]'s error is passed on, and ends it.
pub struct SpeechStream {
    decoder: Decoder,
    mixdown: Mixdown,
    resampler: Resampler,
    start: u64,
    failed: bool,
}

impl SpeechStream {
    /// What was wrong with the recording so far; complete once the last block was given.
    pub fn damage(&self) -> Damage {
        Damage {
            cancelling: Frames(self.mixdown.frames_instead()).at(self.decoder.rate()) - Timestamp::ZERO,
            ..self.decoder.damage()
        }
    }

    /// The decoder, for its facts.
    pub fn decoder(&self) -> &Decoder {
        &self.decoder
    }
}

impl std::fmt::Debug for SpeechStream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SpeechStream").field("decoder", &self.decoder).finish_non_exhaustive()
    }
}

impl Iterator for SpeechStream {
    type Item = Result<Speech, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut mono = Vec::new();
        while self.resampler.wants_more_for(BLOCK_FRAMES) && !self.failed {
            match self.decoder.next() {
                Some(Ok(pcm)) => {
                    mono.clear();
                    self.mixdown.push(&pcm, self.decoder.channel(), &mut mono);
                    self.resampler.push(&mono);
                }
                Some(Err(e)) => {
                    self.failed = true;
                    return Some(Err(e));
                }
                None => self.resampler.end(),
            }
        }
        let samples = self.resampler.take(BLOCK_FRAMES);
        if samples.is_empty() || self.failed {
            return None;
        }
        let start = Frames(self.start);
        self.start += samples.len() as u64;
        Some(Ok(Speech { start, samples }))
    }
}
