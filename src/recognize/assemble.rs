use super::recognizer::RecognizedSegment;
use super::window::RecognizedWindow;
use super::word_times::timed;
use crate::audio::Onset;
use crate::text::Language;
use crate::time::{Millis, Span};
use crate::transcript::{Engine, Segment, Transcript, Word};

/// The transcript of all windows, in their order; each segment that the recogniser gave is one of its segments. `speech` is where the
/// signal holds speech, `onsets` where a voice sets in: word times are settled by them, so that no word lasts into a pause or begins in
/// one. Either may be empty where it is not known.
pub fn transcript(
    engine: Engine,
    heard: &[RecognizedWindow],
    duration: Millis,
    speech: Vec<Span>,
    onsets: &[Onset],
) -> Transcript {
    let mut words: Vec<Word> = Vec::new();
    let mut segments = Vec::new();
    let all: Vec<RecognizedSegment> = heard.iter().flat_map(|h| h.segments.iter().cloned()).collect();
    let mut timed = timed(&all, &speech, onsets).into_iter();
    for segment in &all {
        let first = words.len();
        words.extend(timed.by_ref().take(segment.words.len()));
        let span = words[first..].iter().filter_map(|w| w.span).reduce(Span::hull).unwrap_or(segment.span);
        segments.push(Segment { span, words: first..words.len(), speaker: None, language: segment.language.clone() });
    }
    let language = heard.iter().map(|h| h.language.clone()).next().unwrap_or_else(Language::unknown);
    Transcript::new(engine, language, Some(duration), words, segments, Some(speech))
}
