use super::error::Error;
use super::recognizer::{Cancelled, RecognizedSegment, Recognizer, Window, WindowOptions};
use crate::text::Language;
use crate::time::{Millis, Span, Timestamp};
use crate::transcript::{Engine, Transcript, Word};

/// A recogniser without a model: it plays a transcript that exists already, window by window, as if it were being recognised.
///
/// Whatever stands behind recognition (windows, both passes, resuming, alignment, captions) can be tried and tested with it in
/// milliseconds. It hears what the transcript has and nothing of the sound, so it is no measure of recognition.
///
/// ```
/// use rawi::recognize::{Recognizer, Replay, Window, WindowOptions};
/// use rawi::time::Span;
/// let heard = rawi::transcript::read(b"1\n00:00:01,000 --> 00:00:02,000\nGood evening.\n", None)?;
/// let window = Window { span: Span::from_millis(0, 30_000), samples: &[] };
/// let never = std::sync::Arc::new(|| false);
/// let segments = Replay::new(heard).recognize(window, &WindowOptions::default(), &(never as _))?;
/// assert_eq!(segments[0].words[1].text, "evening.");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Replay {
    transcript: Transcript,
}

impl Replay {
    /// Its longest window, which is whisper's.
    pub const LONGEST_WINDOW: Millis = Millis::new(30_000);

    /// Plays `transcript`.
    pub fn new(transcript: Transcript) -> Self {
        Self { transcript }
    }

    /// Each word with the instant that decides in which window it is: its own start, or that of the last word before it that has one.
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
        Self::LONGEST_WINDOW
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
        Ok(if words.is_empty() {
            Vec::new()
        } else {
            vec![RecognizedSegment { span, spread_over: None, language: None, words }]
        })
    }
}
