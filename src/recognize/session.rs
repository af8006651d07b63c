//! From a recording's windows to its transcript: in order, resumable after each window.

use super::error::Error;
use super::recognizer::{Cancelled, Recognizer, Window, WindowOptions};
use super::window::{RecognizedWindow, fitting};
use super::window_reader::WindowReader;
use crate::audio::Speech;
use crate::text::Language;
use crate::time::{Span, Timestamp};

/// How far a run has come.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Progress {
    /// The instant up to which the recording is recognised.
    pub at: Timestamp,
    /// Windows that are finished.
    pub windows_done: usize,
    /// Windows in all.
    pub windows: usize,
}

/// A function that keeps a finished window, given its number.
pub type Keep<'a> = dyn FnMut(usize, &RecognizedWindow) -> Result<(), Box<dyn std::error::Error + Send + Sync>> + 'a;

/// One run of a recogniser over a recording.
pub struct Session<'a> {
    /// What recognises.
    pub recognizer: &'a mut dyn Recognizer,
    /// How; without a language it is detected in the first windows and then kept for the whole recording.
    pub options: WindowOptions,
    /// Whether to stop.
    pub cancelled: Cancelled,
    /// Called before each window and at the end.
    pub progress: &'a mut dyn FnMut(Progress),
    /// Called with each finished window, to keep it.
    pub keep: &'a mut Keep<'a>,
}

/// So many windows, from the first that is not done, decide the language of the whole recording: one alone may be a jingle or a foreign
/// quote.
const LANGUAGE_WINDOWS: usize = 3;

impl Session<'_> {
    /// Recognises `windows`, whose starts never step back, of the recording that `speech` plays from its start, and gives what was
    /// heard in each. `done` is what an earlier run heard: the windows at its start that are the same stretches are taken from it
    /// and not recognised again; from the first that was cut otherwise on, all are.
    ///
    /// # Errors
    /// [`Error::Audio`] when the recording cannot be read, [`Error::Save`] when a window could not be kept, and those of
    /// [`Recognizer::recognize`]. Windows that were kept before stay kept.
    pub fn run(
        &mut self,
        speech: impl Iterator<Item = Result<Speech, crate::audio::Error>>,
        windows: &[Span],
        mut done: Vec<RecognizedWindow>,
    ) -> Result<Vec<RecognizedWindow>, Error> {
        let mut reader = WindowReader::new(speech);
        done.truncate(fitting(&done, windows));
        let mut ahead: std::collections::VecDeque<(Span, Vec<f32>)> = std::collections::VecDeque::new();
        let decided = done.first().map(|window| window.language.known());
        let mut language = self.options.language.clone().or_else(|| decided.clone().flatten());
        let mut unread = windows.iter().copied().skip(done.len());
        // A run that could not tell has listened already: one that goes on hears on as it would have.
        if language.is_none() && decided.is_none() {
            for span in unread.by_ref().take(LANGUAGE_WINDOWS) {
                ahead.push_back((span, reader.samples_of(span)?));
            }
            language = self.detect(&ahead)?;
        }
        loop {
            let (span, samples) = if let Some(window) = ahead.pop_front() {
                window
            } else {
                let Some(span) = unread.next() else { break };
                (span, reader.samples_of(span)?)
            };
            self.report(done.last().map_or(span.start(), |h| h.span.end()), done.len(), windows.len());
            let options = WindowOptions { language: language.clone(), ..self.options.clone() };
            let segments = self.recognizer.recognize(Window { span, samples: &samples }, &options, &self.cancelled)?;
            let heard = RecognizedWindow { span, language: language.clone().unwrap_or_else(Language::unknown), segments };
            (self.keep)(done.len(), &heard).map_err(Error::Save)?;
            done.push(heard);
        }
        self.report(windows.last().map_or(Timestamp::ZERO, |w| w.end()), done.len(), windows.len());
        Ok(done)
    }

    fn report(&mut self, at: Timestamp, windows_done: usize, windows: usize) {
        (self.progress)(Progress { at, windows_done, windows });
    }

    /// The language that is likeliest over the first windows, each weighed by its length.
    fn detect(&mut self, ahead: &std::collections::VecDeque<(Span, Vec<f32>)>) -> Result<Option<Language>, Error> {
        let mut weights: Vec<(Language, f32)> = Vec::new();
        for (span, samples) in ahead {
            if (self.cancelled)() {
                return Err(Error::Cancelled);
            }
            let Some((language, chance)) = self.recognizer.detect(Window { span: *span, samples })? else { continue };
            let weight = chance * span.duration().as_seconds() as f32;
            match weights.iter_mut().find(|(known, _)| *known == language) {
                Some((_, sum)) => *sum += weight,
                None => weights.push((language, weight)),
            }
        }
        Ok(weights.into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(language, _)| language))
    }
}
