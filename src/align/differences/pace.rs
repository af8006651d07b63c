//! Whether there is time for words that were not heard: what a recogniser leaves out was said, and took its time; what a speaker
//! leaves out takes none.

use crate::transcript::{Transcript, Word};

/// Letters for which a word takes time besides those that it has.
const BESIDES: f32 = 1.5;
/// Words of which the pace is known, at least.
const MIN_WORDS: usize = 8;

/// From so much of the time that words take on, there was time for them.
const ROOM: f32 = 0.6;
/// A pause between sentences, in milliseconds.
const PAUSE_MS: f32 = 800.0;

/// How fast a recording is spoken.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pace {
    /// Milliseconds of a letter; `None` where the words have no times.
    letter_ms: Option<f32>,
}

impl Pace {
    /// The median of all words with a time.
    pub(super) fn of(transcript: &Transcript) -> Self {
        let of_word = |word: &Word| {
            let span = word.span?;
            let long = span.end().as_millis().saturating_sub(span.start().as_millis());
            (long > 0).then(|| long as f32 / weight(&word.text))
        };
        let mut all: Vec<f32> = transcript.words().iter().filter_map(of_word).collect();
        if all.len() < MIN_WORDS {
            return Self { letter_ms: None };
        }
        let middle = all.len() / 2;
        let (_, median, _) = all.select_nth_unstable_by(middle, f32::total_cmp);
        Self { letter_ms: Some(*median) }
    }

    /// Whether there was time for `unheard` between the heard words before and behind `at`; `None` where no times tell it, or where a
    /// pause may stand there, as at the `edge` of a sentence.
    pub(super) fn time_for(self, transcript: &Transcript, at: usize, unheard: &str, edge: bool) -> Option<bool> {
        let letter = self.letter_ms?;
        let words = transcript.words();
        let before = at.checked_sub(1).and_then(|before| words.get(before));
        let behind = words.get(at)?;
        let from = before.map_or(Some(0), |word| Some(word.span?.end().as_millis()))?;
        let between = behind.span?.start().as_millis().saturating_sub(from) as f32;
        let left = between + before.into_iter().chain([behind]).map(|word| excess(word, letter)).sum::<f32>();
        let takes = letter * weight(unheard);
        if left < ROOM * takes {
            return Some(false);
        }
        (!edge || left - PAUSE_MS >= takes).then_some(true)
    }
}

/// How much longer a word lasts than it takes to say, in milliseconds.
fn excess(word: &Word, letter_ms: f32) -> f32 {
    let long = word.span.map_or(0, |span| span.end().as_millis().saturating_sub(span.start().as_millis())) as f32;
    // A word may well be spoken a third slower than most.
    (long - 1.35 * letter_ms * weight(&word.text)).max(0.0)
}

fn weight(text: &str) -> f32 {
    BESIDES + text.chars().filter(|c| c.is_alphanumeric()).count() as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;
    use crate::time::Span;
    use crate::transcript::Engine;

    fn spoken(at: &[(&str, u32, u32)]) -> Transcript {
        let word = |(text, from, to): &(&str, u32, u32)| Word {
            text: (*text).to_owned(),
            span: Some(Span::from_millis(*from, *to)),
            confidence: None,
            second_pass: false,
        };
        Transcript::new(Engine::default(), Language::unknown(), None, at.iter().map(word).collect(), Vec::new(), None)
    }

    #[test]
    fn a_word_that_was_said_leaves_its_time() {
        let mut words: Vec<(&str, u32, u32)> = (0..10).map(|n| ("council", n * 500, n * 500 + 460)).collect();
        let time = |transcript: &Transcript, edge| Pace::of(transcript).time_for(transcript, 5, "never", edge);
        let close = spoken(&words);
        assert_eq!((time(&close, false), time(&close, true)), (Some(false), Some(false)));
        for word in &mut words[5..] {
            (word.1, word.2) = (word.1 + 350, word.2 + 350);
        }
        let apart = spoken(&words);
        assert_eq!((time(&apart, false), time(&apart, true)), (Some(true), None), "at an edge it may be a pause");
        let longer: Vec<_> = words.iter().enumerate().map(|(n, w)| (w.0, w.1, w.2 + if n == 4 { 350 } else { 0 })).collect();
        assert_eq!(time(&spoken(&longer), false), Some(true), "a recogniser that leaves no gaps stretches the word before");
        assert_eq!(Pace::of(&spoken(&words[..3])).time_for(&close, 1, "never", false), None, "too few words");
    }
}
