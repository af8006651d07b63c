use crate::text::Language;
use crate::time::{Millis, Span, Timestamp};

use super::{Engine, Segment, Transcript, Word};

/// Collects words and segments so that the segments tile the words.
#[derive(Default)]
pub(super) struct Gather {
    words: Vec<Word>,
    segments: Vec<Segment>,
}

/// Direction marks: players need them to lay Arabic out, editors leave them behind, and they are no part of a word.
fn is_directional(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

impl Gather {
    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// Adds a word without control characters and the spaces around it; none when nothing is left.
    pub(super) fn word(&mut self, text: &str, span: Option<Span>, confidence: Option<f32>) {
        let text: String = text.chars().filter(|c| !is_directional(*c)).collect();
        let text = text.trim_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}');
        let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        if text.is_empty() {
            return;
        }
        self.words.push(Word { text, span, confidence, second_pass: false });
    }

    /// Adds a word as it is.
    pub(super) fn push(&mut self, word: Word) {
        self.words.push(word);
    }

    /// Adds the words of `text` without times of their own.
    pub(super) fn untimed(&mut self, text: &str) {
        for word in text.split_whitespace() {
            self.word(word, None, None);
        }
    }

    /// Closes the segment that began at word `first`. Without a usable span of its own it has that of its words, or an
    /// empty one where the segment before it ended. A segment without words is left out.
    pub(super) fn close(&mut self, first: usize, span: Option<Span>, speaker: Option<String>) {
        self.close_in(first, span, speaker, None);
    }

    /// The same for a segment in a language of its own.
    pub(super) fn close_in(
        &mut self,
        first: usize,
        span: Option<Span>,
        speaker: Option<String>,
        language: Option<Language>,
    ) {
        if first >= self.words.len() {
            return;
        }
        let heard = self.words.get(first..).unwrap_or(&[]).iter().filter_map(|w| w.span).reduce(Span::hull);
        let last = self.segments.last().map_or(Timestamp::ZERO, |s| s.span.end());
        let span = span.or(heard).unwrap_or(Span::between(last, last));
        let speaker = speaker.map(|s| s.trim().to_owned()).filter(|s| !s.is_empty());
        self.segments.push(Segment { span, words: first..self.words.len(), speaker, language });
    }

    pub(super) fn finish(self, engine: Engine, language: Language, duration: Option<Millis>) -> Transcript {
        Transcript::new(engine, language, duration, self.words, self.segments, None)
    }
}

/// An engine that is known by name only.
pub(super) fn engine(name: &str) -> Engine {
    Engine { name: name.to_owned(), ..Engine::default() }
}
