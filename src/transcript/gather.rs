use crate::text::Language;
use crate::time::{Millis, Span, Timestamp};

use super::{Engine, Segment, Transcript, Word};

/// Collects words and segments so that the segments tile the words.
#[derive(Default)]
pub(super) struct Gather {
    words: Vec<Word>,
    segments: Vec<Segment>,
}

/// Words without segments are cut at pauses of this length,
const PAUSE: Millis = Millis::new(800);
/// and at the end of a sentence, or at the latest after this many words.
const LONGEST: usize = 30;

/// Marks that players need to lay Arabic out, and editors leave behind: no part of any word.
fn is_directional(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

impl Gather {
    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    pub(super) fn word(&mut self, text: &str, span: Option<Span>, confidence: Option<f64>) {
        let text: String = text.chars().filter(|c| !is_directional(*c)).collect();
        let text = text.trim_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}');
        let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        if text.is_empty() {
            return;
        }
        let confidence = confidence.filter(|c| (0.0..=1.0).contains(c)).map(|c| c as f32);
        self.words.push(Word { text, span, confidence, second_pass: false });
    }

    /// A word as it is.
    pub(super) fn push(&mut self, word: Word) {
        self.words.push(word);
    }

    /// The words of `text` without times of their own.
    pub(super) fn untimed(&mut self, text: &str) {
        for word in text.split_whitespace() {
            self.word(word, None, None);
        }
    }

    /// Closes the segment that began at word `first`. Without a usable span of its own it takes that of its words, or stands
    /// empty where the segment before it ended. A segment without words is left out.
    pub(super) fn close(&mut self, first: usize, span: Option<Span>, speaker: Option<String>) {
        if first >= self.words.len() {
            return;
        }
        let heard = self.words.get(first..).unwrap_or(&[]).iter().filter_map(|w| w.span).reduce(Span::hull);
        let last = self.segments.last().map_or(Timestamp::ZERO, |s| s.span.end());
        let span = span.or(heard).unwrap_or(Span::between(last, last));
        let speaker = speaker.map(|s| s.trim().to_owned()).filter(|s| !s.is_empty());
        self.segments.push(Segment { span, words: first..self.words.len(), speaker });
    }

    /// Cuts words that came without segments at pauses and ends of sentences.
    pub(super) fn cut(&mut self) {
        let mut first = 0;
        let mut cuts = Vec::new();
        for (index, pair) in self.words.windows(2).enumerate() {
            let [word, next] = pair else { continue };
            let pause = word.span.zip(next.span).is_some_and(|(a, b)| b.start() - a.end() >= PAUSE);
            let stop = word.text.ends_with(['.', '!', '?', '؟', '۔']);
            if pause || stop || index + 1 - first >= LONGEST {
                first = index + 1;
                cuts.push(first);
            }
        }
        cuts.push(self.words.len());
        let mut from = 0;
        for to in cuts {
            let span = self.words.get(from..to).unwrap_or(&[]).iter().filter_map(|w| w.span).reduce(Span::hull);
            let last = self.segments.last().map_or(Timestamp::ZERO, |s| s.span.end());
            if to > from {
                self.segments.push(Segment {
                    span: span.unwrap_or(Span::between(last, last)),
                    words: from..to,
                    speaker: None,
                });
            }
            from = to;
        }
    }

    pub(super) fn finish(mut self, engine: Engine, language: Language, duration: Option<Millis>) -> Transcript {
        if self.segments.is_empty() {
            self.cut();
        }
        Transcript::new(engine, language, duration, self.words, self.segments, None)
    }
}

/// An engine that is known by name only.
pub(super) fn engine(name: &str) -> Engine {
    Engine { name: name.to_owned(), ..Engine::default() }
}

/// A span of seconds; `None` when either end is missing, impossible, or they are in the wrong order.
pub(super) fn seconds(start: Option<f64>, end: Option<f64>) -> Option<Span> {
    Span::new(Timestamp::from_seconds(start?)?, Timestamp::from_seconds(end?)?)
}
