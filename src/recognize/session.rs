//! From a recording's windows to its transcript: in order, resumable after each window.

use super::{Cancelled, Error, HeardSegment, Recognizer, SAMPLES_PER_MS, Window, WindowOptions};
use crate::audio::Speech;
use crate::text::Language;
use crate::time::{Millis, Span, Timestamp};
use crate::transcript::{Segment, Transcript, Word};

/// What was heard in one window: the unit that is kept, so that a stopped run goes on from there.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Heard {
    /// The window.
    pub span: Span,
    /// The language it was recognised in.
    pub language: Language,
    /// Its segments.
    pub segments: Vec<HeardSegment>,
}

/// How far a run has come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// The instant up to which the recording is recognised.
    pub at: Timestamp,
    /// Windows that are finished.
    pub windows_done: usize,
    /// Windows in all.
    pub windows: usize,
}

/// What keeps a finished window, given its number.
pub type Keep<'a> = dyn FnMut(usize, &Heard) -> Result<(), Box<dyn std::error::Error + Send + Sync>> + 'a;

/// One run of a recogniser over a recording.
pub struct Session<'a> {
    /// What recognises.
    pub recognizer: &'a mut dyn Recognizer,
    /// How; without a language it is told from the first windows and then kept for the whole recording.
    pub options: WindowOptions,
    /// Whether to stop.
    pub cancelled: Cancelled,
    /// Called before each window and at the end.
    pub progress: &'a mut dyn FnMut(Progress),
    /// Called with each finished window, to keep it.
    pub keep: &'a mut Keep<'a>,
}

/// How many windows are listened to before the language is decided.
const LANGUAGE_WINDOWS: usize = 3;

impl Session<'_> {
    /// Recognises `windows`, whose starts never step back, of the recording that `speech` plays from its start. The first
    /// `done.len()` windows are taken from `done`, where an earlier run left off.
    ///
    /// # Errors
    /// [`Error::Audio`] when the recording cannot be read, [`Error::Save`] when a window could not be kept, and those of
    /// [`Recognizer::recognize`]. Windows that were kept before stay kept.
    pub fn run(
        &mut self,
        speech: impl Iterator<Item = Result<Speech, crate::audio::Error>>,
        windows: &[Span],
        mut done: Vec<Heard>,
    ) -> Result<Vec<Heard>, Error> {
        let mut tape = Tape::new(speech);
        done.truncate(windows.len());
        let mut ahead: std::collections::VecDeque<(Span, Vec<f32>)> = std::collections::VecDeque::new();
        let mut language = self.options.language.clone().or_else(|| done.first().map(|h| h.language.clone()));
        let mut unread = windows.iter().copied().skip(done.len());
        if language.is_none() {
            for span in unread.by_ref().take(LANGUAGE_WINDOWS) {
                ahead.push_back((span, tape.cut(span)?));
            }
            language = self.detect(&ahead)?;
        }
        while let Some((span, samples)) = match ahead.pop_front() {
            Some(window) => Some(window),
            None => unread.next().map(|span| tape.cut(span).map(|samples| (span, samples))).transpose()?,
        } {
            self.tell(done.last().map_or(span.start(), |h| h.span.end()), done.len(), windows.len());
            let options = WindowOptions { language: language.clone(), ..self.options.clone() };
            let segments = self.recognizer.recognize(Window { span, samples: &samples }, &options, &self.cancelled)?;
            let heard = Heard { span, language: language.clone().unwrap_or_else(Language::unknown), segments };
            (self.keep)(done.len(), &heard).map_err(Error::Save)?;
            done.push(heard);
        }
        self.tell(windows.last().map_or(Timestamp::ZERO, |w| w.end()), done.len(), windows.len());
        Ok(done)
    }

    fn tell(&mut self, at: Timestamp, windows_done: usize, windows: usize) {
        (self.progress)(Progress { at, windows_done, windows });
    }

    /// The language that the first windows agree on best, longer ones counting more.
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

/// A recording that plays forward once and gives out stretches of itself.
struct Tape<I> {
    speech: I,
    buffer: Vec<f32>,
    /// The frame at which the buffer begins.
    at: usize,
}

impl<I: Iterator<Item = Result<Speech, crate::audio::Error>>> Tape<I> {
    fn new(speech: I) -> Self {
        Self { speech, buffer: Vec::new(), at: 0 }
    }

    /// The samples of `span`, which begins no earlier than the span before began. Shorter when the recording ends sooner.
    fn cut(&mut self, span: Span) -> Result<Vec<f32>, Error> {
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

    fn forget(&mut self, before: usize) {
        let played = before.saturating_sub(self.at).min(self.buffer.len());
        self.buffer.drain(..played);
        self.at += played;
    }
}

fn frame(at: Timestamp) -> usize {
    at.as_millis() as usize * SAMPLES_PER_MS
}

/// The transcript of all windows. `speech` is where the signal holds speech; word times are settled by it (see [`settle`]).
pub fn transcript(engine: crate::transcript::Engine, heard: &[Heard], duration: Millis, speech: Vec<Span>) -> Transcript {
    let mut words: Vec<Word> = Vec::new();
    let mut segments = Vec::new();
    for segment in heard.iter().flat_map(|h| &h.segments) {
        let first = words.len();
        words.extend(settle(&segment.words, &speech));
        let span = words[first..].iter().filter_map(|w| w.span).reduce(Span::hull).unwrap_or(segment.span);
        segments.push(Segment { span, words: first..words.len(), speaker: None });
    }
    let language = heard.iter().map(|h| h.language.clone()).next().unwrap_or_else(Language::unknown);
    Transcript::new(engine, language, Some(duration), words, segments, Some(speech))
}

/// The engine lets a word last until the next begins, and lets the first of a window begin with the window: pauses vanish.
/// The signal knows better: a word's time is cut back to the stretch of speech that holds most of it.
pub(super) fn settle(words: &[Word], speech: &[Span]) -> Vec<Word> {
    let settled = |span: Span| {
        let from = speech.partition_point(|s| s.end() <= span.start());
        let shared = speech[from..].iter().take_while(|s| s.start() < span.end()).filter_map(|s| s.intersection(span));
        // Of two that hold as much the first: a word begins where it is heard first.
        let longest = shared.reduce(|a, b| if b.duration() > a.duration() { b } else { a });
        longest.filter(|s| s.duration() >= SHORTEST_WORD).unwrap_or(span)
    };
    words.iter().map(|word| Word { span: word.span.map(settled), ..word.clone() }).collect()
}

/// No word is shorter than this; a smaller overlap with speech is chance.
const SHORTEST_WORD: Millis = Millis::new(40);

#[cfg(test)]
mod tests {
    use super::*;

    fn word(start: u32, end: u32) -> Word {
        Word { text: "w".into(), span: Some(Span::from_millis(start, end)), confidence: None, second_pass: false }
    }

    #[test]
    fn a_word_that_lasts_through_a_pause_is_cut_back_to_the_speech_that_holds_it() {
        let speech = [Span::from_millis(500, 1_000), Span::from_millis(2_000, 3_000)];
        let settled = settle(&[word(0, 900), word(900, 2_100), word(2_100, 2_300)], &speech);
        let spans: Vec<_> = settled.iter().filter_map(|w| w.span).collect();
        assert_eq!(spans, [Span::from_millis(500, 900), Span::from_millis(900, 1_000), Span::from_millis(2_100, 2_300)]);
    }

    #[test]
    fn a_word_where_the_signal_has_no_speech_keeps_the_engines_time() {
        assert_eq!(settle(&[word(10, 20)], &[]), [word(10, 20)]);
    }
}
