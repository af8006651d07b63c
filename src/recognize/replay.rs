use super::error::Error;
use super::recognizer::{Cancelled, RecognizedSegment, Recognizer, Window, WindowOptions};
use crate::text::Language;
use crate::time::{Millis, Span, Timestamp};
use crate::transcript::{Engine, Transcript, Word};

/// Plays a transcript that exists already, window by window, as if it were being recognised.
#[derive(Debug, Clone)]
pub struct Replay {
    transcript: Transcript,
    longest_window: Millis,
}

impl Replay {
    /// Plays `transcript` in windows of at most 30 s.
    pub fn new(transcript: Transcript) -> Self {
        Self { transcript, longest_window: Millis::new(30_000) }
    }

    /// Each word with the instant that decides its window: its own start, or that of the last word before it that has one.
    fn placed(&self) -> impl Iterator<Item = (Timestamp, &Word)> {
        self.transcript.segments().iter().flat_map(|segment| {
            let mut at = segment.span.start();
            self.transcript.words().get(segment.words.clone()).unwrap_or(&[]).iter().map(move |word| {
                at = word.span.map_or(at, Span::start);
                (at, word)
            })
        })
    }
}

impl Recognizer for Replay {
    fn engine(&self) -> Engine {
        self.transcript.engine().clone()
    }

    fn longest_window(&self) -> Millis {
        self.longest_window
    }

    fn detect(&mut self, _window: Window<'_>) -> Result<Option<(Language, f32)>, Error> {
        let known = *self.transcript.language() != Language::unknown();
        Ok(known.then(|| (self.transcript.language().clone(), 1.0)))
    }

    fn recognize(
        &mut self,
        window: Window<'_>,
        _: &WindowOptions,
        cancelled: &Cancelled,
    ) -> Result<Vec<RecognizedSegment>, Error> {
        if cancelled() {
            return Err(Error::Cancelled);
        }
        let words: Vec<Word> =
            self.placed().filter(|(at, _)| window.span.contains(*at)).map(|(_, word)| word.clone()).collect();
        let span = words.iter().filter_map(|w| w.span).reduce(Span::hull).unwrap_or(window.span);
        Ok(if words.is_empty() { Vec::new() } else { vec![RecognizedSegment { span, spread_over: None, words }] })
    }
}
