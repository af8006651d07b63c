//! Words that a recogniser gave one moment because it could not time them.

use std::ops::Range;

use super::Word;
use crate::time::Millis;

/// When words are piled up: so many in a row that begin within so short a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PileUp {
    /// Words in a row, at least 2.
    words: usize,
    /// From the start of the first to the start of the last it is less than this.
    within: Millis,
}

impl PileUp {
    /// Words that the engine gave one and the same instant, as over music, where its loud start is taken for the start of all of them.
    /// Two in a row happen in fluent speech, where a clitic and its word share a step of the engine's clock.
    pub const AT_ONE_INSTANT: Self = Self { words: 3, within: Millis::new(1) };

    /// Words that nobody can have said that fast: 20 a second.
    pub const FASTER_THAN_SPEECH: Self = Self { words: 5, within: Millis::new(250) };

    /// The runs of `words` that are piled up, as long as they go, in order, never overlapping.
    pub fn runs(self, words: &[Word]) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        let start = |word: &Word| word.span.map(|span| span.start());
        for (at, row) in words.windows(self.words).enumerate() {
            let ends = row.first().and_then(start).zip(row.last().and_then(start));
            if ends.is_none_or(|(first, last)| last - first >= self.within) {
                continue;
            }
            match runs.last_mut() {
                Some(run) if run.end >= at => run.end = at + row.len(),
                _ => runs.push(at..at + row.len()),
            }
        }
        runs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Span;

    fn words(starts: &[Option<u32>]) -> Vec<Word> {
        let word = |start: &Option<u32>| Word {
            text: "w".into(),
            span: start.map(|ms| Span::from_millis(ms, ms + 10)),
            confidence: None,
            second_pass: false,
        };
        starts.iter().map(word).collect()
    }

    fn ends(pile_up: PileUp, words: &[Word]) -> Vec<(usize, usize)> {
        pile_up.runs(words).into_iter().map(|run| (run.start, run.end)).collect()
    }

    #[test]
    fn three_words_at_one_instant_are_a_pile_and_two_are_not() {
        let heard = words(&[Some(0), Some(900), Some(900), Some(1_000), Some(1_000), Some(1_000), Some(1_000), Some(1_001)]);
        assert_eq!(ends(PileUp::AT_ONE_INSTANT, &heard), [(3, 7)]);
    }

    #[test]
    fn five_words_in_a_quarter_of_a_second_are_a_pile() {
        let heard = words(&[Some(0), Some(60), Some(120), Some(180), Some(240), Some(600)]);
        assert_eq!(ends(PileUp::FASTER_THAN_SPEECH, &heard), [(0, 5)]);
        let slower = words(&[Some(0), Some(60), Some(120), Some(180), Some(250), Some(600)]);
        assert_eq!(ends(PileUp::FASTER_THAN_SPEECH, &slower), []);
        assert_eq!(ends(PileUp::FASTER_THAN_SPEECH, &words(&[None; 6])), []);
    }
}
