use super::SAMPLES_PER_MS;
use super::error::Error;
use super::window_edges::{known_until, quietest};
use crate::audio::Speech;
use crate::time::{Millis, Span, Timestamp};

/// A recording that is read forward once and gives the samples of stretches.
pub(super) struct WindowReader<I> {
    speech: I,
    buffer: Vec<f32>,
    /// The frame at which the buffer begins.
    at: usize,
}

impl<I: Iterator<Item = Result<Speech, crate::audio::Error>>> WindowReader<I> {
    pub(super) fn new(speech: I) -> Self {
        Self { speech, buffer: Vec::new(), at: 0 }
    }

    /// The samples of `span`, which begins no earlier than the span before began. Shorter when the recording ends sooner.
    pub(super) fn samples_of(&mut self, span: Span) -> Result<Vec<f32>, Error> {
        let (start, end) = (frame(span.start()), frame(span.end()));
        while self.at + self.buffer.len() < end {
            let Some(block) = self.speech.next() else { break };
            self.buffer.extend_from_slice(block?.samples());
            self.forget(start);
        }
        self.forget(start);
        let until = end.saturating_sub(self.at).min(self.buffer.len());
        Ok(self.buffer.get(..until).unwrap_or(&[]).to_vec())
    }

    /// What is heard for `span`: from the quietest moment of `beginning` on, and where that lies, to the millisecond.
    pub(super) fn window(&mut self, span: Span, beginning: Span) -> Result<(Span, Vec<f32>), Error> {
        let from = beginning.start();
        let mut samples = self.samples_of(Span::between(from, span.end()))?;
        let place = |at: Timestamp| frame(at).saturating_sub(frame(from)).min(samples.len());
        let known = &samples[..place(known_until(beginning, span.end()))];
        let first = quietest(known, place(beginning.end())).unwrap_or_else(|| place(span.start()));
        samples.drain(..first);
        let start = from + Millis::new((first / SAMPLES_PER_MS) as u32);
        Ok((Span::between(start.min(span.end()), span.end()), samples))
    }

    fn forget(&mut self, before: usize) {
        let played = before.saturating_sub(self.at).min(self.buffer.len());
        self.buffer.drain(..played);
        self.at += played;
    }
}

fn frame(at: Timestamp) -> usize {
    at.as_millis() as usize * SAMPLES_PER_MS
}
