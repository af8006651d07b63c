//! From a recording's windows to its transcript: kept in order, resumable after each window.

use std::collections::VecDeque;

use super::doubtful_windows::hear;
use super::error::Error;
use super::recognizer::{Cancelled, Recognizer, Window, WindowOptions};
use super::side_by_side::each_piece;
use super::window::{RecognizedWindow, fitting};
use super::window_edges::beginning;
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
    /// Called at the start, after each window and at the end.
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
        done.truncate(fitting(&done, windows));
        let mut ahead: VecDeque<ReadWindow> = VecDeque::new();
        let decided = done.first().map(|window| window.language.known());
        let mut language = self.options.language.clone().or_else(|| decided.clone().flatten());
        let left = windows.len() - done.len();
        let mut reader = WindowReader::new(speech);
        let longest = self.recognizer.longest_window();
        let mut unread = windows.iter().copied().enumerate().skip(done.len());
        let mut read = || {
            let Some((n, span)) = unread.next() else { return Ok(None) };
            let (heard, samples) = reader.window(span, beginning(windows, n, longest))?;
            Ok(Some(ReadWindow { span, heard, samples }))
        };
        // A run that could not tell has listened already: one that goes on hears on as it would have.
        if language.is_none() && decided.is_none() {
            while ahead.len() < LANGUAGE_WINDOWS
                && let Some(window) = read()?
            {
                ahead.push_back(window);
            }
            language = self.detect(&ahead)?;
        }
        let mut next = || ahead.pop_front().map_or_else(&mut read, |window| Ok(Some(window)));
        let is_detected = self.options.language.is_none();
        let options = WindowOptions { language: language.clone(), is_detected, ..self.options.clone() };
        let work = |recognizer: &mut dyn Recognizer, window: ReadWindow, cancelled: &Cancelled| {
            let segments = hear(recognizer, window.window(), &options, cancelled)?;
            let language = language.clone().unwrap_or_else(Language::unknown);
            Ok(RecognizedWindow { span: window.span, language, segments })
        };
        let mut report =
            |at: Timestamp, windows_done| (self.progress)(Progress { at, windows_done, windows: windows.len() });
        report(done.last().map_or(Timestamp::ZERO, |h| h.span.end()), done.len());
        let mut take = |heard: RecognizedWindow| {
            (self.keep)(done.len(), &heard).map_err(Error::Save)?;
            done.push(heard);
            report(done.last().map_or(Timestamp::ZERO, |h| h.span.end()), done.len());
            Ok(())
        };
        each_piece(&mut *self.recognizer, left, &self.cancelled, &mut next, work, &mut take)?;
        report(windows.last().map_or(Timestamp::ZERO, |w| w.end()), done.len());
        Ok(done)
    }

    /// The language that is likeliest over the first windows, each weighed by its length.
    fn detect(&mut self, ahead: &VecDeque<ReadWindow>) -> Result<Option<Language>, Error> {
        let mut weights: Vec<(Language, f32)> = Vec::new();
        let mut windows = ahead.iter();
        let work = |recognizer: &mut dyn Recognizer, window: &ReadWindow, cancelled: &Cancelled| {
            if cancelled() {
                return Err(Error::Cancelled);
            }
            Ok((window.span, recognizer.detect(window.window())?))
        };
        let mut take = |(span, told): (Span, Option<(Language, f32)>)| {
            if let Some((language, chance)) = told {
                let weight = chance * span.duration().as_seconds() as f32;
                match weights.iter_mut().find(|(known, _)| *known == language) {
                    Some((_, sum)) => *sum += weight,
                    None => weights.push((language, weight)),
                }
            }
            Ok(())
        };
        let mut next = || Ok(windows.next());
        each_piece(&mut *self.recognizer, ahead.len(), &self.cancelled, &mut next, work, &mut take)?;
        Ok(weights.into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(language, _)| language))
    }
}

/// A window that was read.
struct ReadWindow {
    span: Span,
    /// What was read for it.
    heard: Span,
    samples: Vec<f32>,
}

impl ReadWindow {
    fn window(&self) -> Window<'_> {
        Window { span: self.heard, samples: &self.samples }
    }
}
