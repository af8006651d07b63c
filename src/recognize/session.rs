//! From a recording's windows to its transcript: in order, resumable after each window.

use super::{Cancelled, Error, HeardSegment, Recognizer, SAMPLES_PER_MS, Window, WindowOptions};
use crate::audio::Speech;
use crate::text::Language;
use crate::time::{Millis, Span, Timestamp};
use crate::transcript::{PileUp, SHORTEST_SOUND, Segment, Transcript, Word};

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
    let all: Vec<HeardSegment> = heard.iter().flat_map(|h| h.segments.iter().cloned()).collect();
    let mut timed = settle(&all, &speech).into_iter();
    for segment in &all {
        let first = words.len();
        words.extend(timed.by_ref().take(segment.words.len()));
        let span = words[first..].iter().filter_map(|w| w.span).reduce(Span::hull).unwrap_or(segment.span);
        segments.push(Segment { span, words: first..words.len(), speaker: None });
    }
    let language = heard.iter().map(|h| h.language.clone()).next().unwrap_or_else(Language::unknown);
    Transcript::new(engine, language, Some(duration), words, segments, Some(speech))
}

/// Word times by the engine, settled by the signal, in two steps.
///
/// Where the engine only spreads a segment's words: whisper.cpp 1.8.3 begins each segment inside a window where the one before ended and spreads the words over it: the pause in
/// front is filled with the first words, and all that follow come too early. So what the engine says of the segment's time is
/// laid over the speech in it ([`over_speech`]), which takes the pauses out and keeps the proportions. Then no word lasts into
/// a pause: its time is cut back to the stretch of speech that holds most of it.
pub(super) fn settle(segments: &[HeardSegment], speech: &[Span]) -> Vec<Word> {
    let mut free_from = Timestamp::ZERO;
    let mut words = Vec::new();
    for (i, segment) in segments.iter().enumerate() {
        let Some(spread_over) = segment.spread_over else {
            words.extend(segment.words.iter().map(|w| Word { span: w.span.map(|s| cut_back(s, speech)), ..w.clone() }));
            continue;
        };
        let next_end = segments.get(i + 1).map(|next| next.span.end());
        let (bounds, until) = bounds(spread_over, free_from, next_end, speech);
        free_from = until;
        words.extend(laid_over(&segment.words, spread_over, bounds, speech));
    }
    words
}

/// A segment ends where its speech does, when the engine's end lies shortly before that and the next segment goes on behind it.
/// Where the segment before was lengthened so, this one begins later: the second value is the instant up to which the signal is
/// this segment's, the detector's last moments included, or the next one's first word would be laid into them.
fn bounds(segment: Span, free_from: Timestamp, next_end: Option<Timestamp>, speech: &[Span]) -> (Span, Timestamp) {
    let start = segment.start().max(free_from).min(segment.end());
    let last = speech.get(speech.partition_point(|s| s.end() < segment.end())).filter(|s| s.start() < segment.end());
    let end = last.map(|s| s.end()).filter(|end| {
        let near = (*end - segment.end()) <= LATE_END;
        near && next_end.is_none_or(|next| next > *end + SHORTEST_SOUND)
    });
    // What the detector adds behind the last sound is no speech.
    let until = end.unwrap_or(segment.end());
    (Span::between(start, until.saturating_sub(AFTERSOUND).max(segment.end())), until)
}

fn laid_over(words: &[Word], spread_over: Span, bounds: Span, speech: &[Span]) -> Vec<Word> {
    let within: Vec<Span> = speech.iter().filter_map(|s| s.intersection(bounds)).collect();
    let spread =
        if !PileUp::AT_ONE_INSTANT.runs(words).is_empty() { by_letters(words, spread_over) } else { words.to_vec() };
    let laid = |span: Span| {
        let point = |at| over_speech(at, spread_over, &within);
        let moved = point(span.start()).zip(point(span.end())).map_or(span, |(start, end)| Span::between(start, end));
        cut_back(moved, speech)
    };
    spread.into_iter().map(|word| Word { span: word.span.map(laid), ..word }).collect()
}

/// The words spread over `whole` by their letters, which is what the engine does with words that it has no better hold on.
fn by_letters(words: &[Word], whole: Span) -> Vec<Word> {
    let letters = |w: &Word| w.text.chars().filter(|c| c.is_alphanumeric()).count() as u64 + 1;
    let shares = whole.shared(words.iter().map(letters));
    words.iter().zip(shares).map(|(word, share)| Word { span: Some(share), ..word.clone() }).collect()
}

/// Cut back to the stretch of speech that holds most of it.
fn cut_back(span: Span, speech: &[Span]) -> Span {
    let from = speech.partition_point(|s| s.end() <= span.start());
    let shared = speech[from..].iter().take_while(|s| s.start() < span.end()).filter_map(|s| s.intersection(span));
    // Of two that hold as much the first: a word begins where it is heard first.
    let longest = shared.reduce(|a, b| if b.duration() > a.duration() { b } else { a });
    longest.filter(|s| s.duration() >= SHORTEST_SOUND).unwrap_or(span)
}

/// The instant that is as far into the speech of `within` as `at` is into `segment`. `None` where there is too little speech
/// to tell.
fn over_speech(at: Timestamp, segment: Span, within: &[Span]) -> Option<Timestamp> {
    let total: u64 = within.iter().map(|s| u64::from(s.duration().as_millis())).sum();
    let length = u64::from(segment.duration().as_millis());
    if length == 0 || total < length / 4 {
        return None;
    }
    let mut left = u64::from((at - segment.start()).as_millis()) * total / length;
    for stretch in within {
        let here = u64::from(stretch.duration().as_millis());
        if left <= here {
            return Some(stretch.start() + Millis::new(u32::try_from(left).ok()?));
        }
        left -= here;
    }
    within.last().map(|s| s.end())
}

/// An engine's end of a segment comes at most so much before the end of its speech,
const LATE_END: Millis = Millis::new(700);
/// and the speech detector ends so much after the last sound (median on the samples; it waits, and adds a margin).
const AFTERSOUND: Millis = Millis::new(170);

#[cfg(test)]
mod tests {
    use super::*;

    fn word(start: u32, end: u32) -> Word {
        Word { text: "w".into(), span: Some(Span::from_millis(start, end)), confidence: None, second_pass: false }
    }

    fn settled_spans(spread_over: Option<Span>, words: &[(u32, u32)], speech: &[Span]) -> Vec<Span> {
        let words: Vec<Word> = words.iter().map(|(a, b)| word(*a, *b)).collect();
        let span = words.iter().filter_map(|w| w.span).reduce(Span::hull).unwrap();
        let segment = HeardSegment { span, spread_over, words };
        settle(&[segment], speech).iter().filter_map(|w| w.span).collect()
    }

    #[test]
    fn a_segment_that_the_engine_begins_in_the_pause_before_it_starts_with_its_first_word() {
        let speech = [Span::from_millis(0, 1_000), Span::from_millis(3_000, 5_000)];
        let spans =
            settled_spans(Some(Span::from_millis(1_000, 5_000)), &[(1_000, 2_000), (2_000, 3_000), (3_000, 5_000)], &speech);
        assert_eq!(
            spans,
            [Span::from_millis(3_000, 3_500), Span::from_millis(3_500, 4_000), Span::from_millis(4_000, 5_000)]
        );
    }

    #[test]
    fn a_segment_that_ends_shortly_before_its_speech_does_is_lengthened_and_the_next_begins_later() {
        let speech = [Span::from_millis(0, 4_670), Span::from_millis(5_500, 7_000)];
        let segment = |start, end| HeardSegment {
            span: Span::from_millis(start, end),
            spread_over: Some(Span::from_millis(start, end)),
            words: vec![word(start, end)],
        };
        let spans: Vec<_> =
            settle(&[segment(0, 4_000), segment(4_000, 6_990)], &speech).iter().filter_map(|w| w.span).collect();
        assert_eq!(spans, [Span::from_millis(0, 4_500), Span::from_millis(5_500, 6_990)]);
    }

    #[test]
    fn words_that_the_engine_piled_up_share_the_segment_by_their_letters() {
        let piled = [(2_000, 2_000), (2_000, 2_000), (2_000, 2_100), (2_100, 4_000)];
        let spans = settled_spans(Some(Span::from_millis(2_000, 4_000)), &piled, &[Span::from_millis(2_000, 4_000)]);
        let quarters =
            [(2_000, 2_500), (2_500, 3_000), (3_000, 3_500), (3_500, 4_000)].map(|(a, b)| Span::from_millis(a, b));
        assert_eq!(spans, quarters);
    }

    #[test]
    fn no_word_lasts_into_a_pause() {
        let speech = [Span::from_millis(500, 1_000), Span::from_millis(2_000, 3_000)];
        let spans = settled_spans(None, &[(500, 1_300), (1_300, 3_000)], &speech);
        assert_eq!(spans, [Span::from_millis(500, 1_000), Span::from_millis(2_000, 3_000)]);
    }

    #[test]
    fn where_the_signal_has_no_speech_the_engines_times_stay() {
        assert_eq!(settled_spans(Some(Span::from_millis(10, 900)), &[(10, 20)], &[]), [Span::from_millis(10, 20)]);
    }
}
