//! Whether there is time for words that were not heard: what a recogniser leaves out was said, and took its time; what a speaker
//! leaves out takes none.

use crate::transcript::{Transcript, Word};

/// Letters for which a word takes time besides those that it has.
const BESIDES: f32 = 1.5;
/// Words of which the pace is known, at least.
const MIN_WORDS: usize = 8;

/// From so much of the time that words take on, there was time for them.
const ROOM: f32 = 0.6;
/// … where a pause stands in any case, from so much of it.
const ROOM_BESIDE_A_PAUSE: f32 = 0.8;
/// What the time between two words may be told too short by, in milliseconds. Of the ends that a recogniser gives to words nine in ten
/// are within 162 ms of the sound, of the starts within 126; of ten times between an end and a start nine lack no more than this.
const UNSURE_MS: f32 = 160.0;
/// A word may well be spoken so much slower than most.
const SLOWER: f32 = 1.35;
/// A pause between sentences, or before what is quoted, and one within a sentence, in milliseconds, at most.
const PAUSE_MS: f32 = 800.0;
const SHORT_PAUSE_MS: f32 = 300.0;
/// Of the pauses between sentences one in so many is shorter than the one that is taken for the shortest.
const SHORTEST_OF: usize = 10;
/// Pauses of which the shortest is known, at least.
const MIN_PAUSES: usize = 5;

/// What pause may stand beside words that were not heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pause {
    None,
    /// At a comma.
    Short,
    /// At a colon, or before or behind what is quoted.
    Long,
    /// At the edge of a sentence, where one does.
    Sentence,
}

impl Pause {
    /// By what is printed before and behind some words within a sentence.
    pub(super) fn printed(before: &str, behind: &str) -> Self {
        let marks = || before.chars().chain(behind.chars());
        if marks().any(|c| matches!(c, ':' | '.' | '!' | '?' | '؟' | '…' | '"' | '“' | '”' | '«' | '»' | '—' | '–'))
        {
            Self::Long
        } else if marks().any(|c| matches!(c, ',' | '،' | ';' | '؛' | '(' | ')')) {
            Self::Short
        } else {
            Self::None
        }
    }
}

/// How fast a recording is spoken.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pace {
    /// Milliseconds of a letter; `None` where the words have no times.
    letter_ms: Option<f32>,
    /// Milliseconds of the shortest pauses between sentences; 0 where too few are known.
    pause_ms: f32,
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
            return Self { letter_ms: None, pause_ms: 0.0 };
        }
        let middle = all.len() / 2;
        let (_, median, _) = all.select_nth_unstable_by(middle, f32::total_cmp);
        Self { letter_ms: Some(*median), pause_ms: shortest_pause(transcript.words()) }
    }

    /// Whether nothing was heard before the word `at` for as long as `unheard` takes.
    pub(super) fn has_gap(self, transcript: &Transcript, at: usize, unheard: &str) -> bool {
        let words = transcript.words();
        let end = |before: usize| Some(words.get(before)?.span?.end().as_millis());
        let gap = || Some(words.get(at)?.span?.start().as_millis().saturating_sub(end(at.checked_sub(1)?)?));
        self.letter_ms.zip(gap()).is_some_and(|(letter, gap)| gap as f32 >= letter * weight(unheard))
    }

    /// Whether there was time for `unheard` between the heard words before and behind `at`; `None` where no times tell it: where it may
    /// be a `pause`, or lacks less than times err by.
    pub(super) fn time_for(self, transcript: &Transcript, at: usize, unheard: &str, pause: Pause) -> Option<bool> {
        let letter = self.letter_ms?;
        let words = transcript.words();
        let before = at.checked_sub(1).and_then(|before| words.get(before));
        let behind = words.get(at)?;
        let from = before.map_or(Some(0), |word| Some(word.span?.end().as_millis()))?;
        let between = behind.span?.start().as_millis().saturating_sub(from) as f32;
        let left = between + before.into_iter().chain([behind]).map(|word| excess(word, letter)).sum::<f32>();
        let takes = letter * weight(unheard);
        let lacks = |pause: f32, room: f32| {
            let at_most = (pause + room * takes).min(pause + takes - UNSURE_MS);
            left + further(words, at, letter) < at_most
        };
        if lacks(0.0, ROOM) || (pause == Pause::Sentence && lacks(self.pause_ms, ROOM_BESIDE_A_PAUSE)) {
            return Some(false);
        }
        if left < ROOM * takes || (pause == Pause::Sentence && left < self.pause_ms + ROOM_BESIDE_A_PAUSE * takes) {
            return None;
        }
        let at_most = match pause {
            Pause::None => return Some(true),
            Pause::Short => SHORT_PAUSE_MS,
            Pause::Long | Pause::Sentence => PAUSE_MS,
        };
        (left - at_most >= takes).then_some(true)
    }
}

/// The shortest of the pauses behind words that end a sentence, but for one in ten.
fn shortest_pause(words: &[Word]) -> f32 {
    let pause = |pair: &[Word]| {
        let [last, first] = pair else { return None };
        let ends = last.text.trim_end_matches(['"', '”', '»']).ends_with(['.', '!', '?', '؟', '…']);
        let (from, to) = (last.span?.end().as_millis(), first.span?.start().as_millis());
        ends.then(|| to.saturating_sub(from) as f32)
    };
    let mut all: Vec<f32> = words.windows(2).filter_map(pause).collect();
    let shortest = all.len() / SHORTEST_OF;
    if all.len() < MIN_PAUSES { 0.0 } else { *all.select_nth_unstable_by(shortest, f32::total_cmp).1 }
}

/// How much longer than words may well last those do that are once removed from the words before and behind `at`, with no pause
/// between: the time of words that a recogniser leaves out may go to any word of the phrase.
fn further(words: &[Word], at: usize, letter_ms: f32) -> f32 {
    let joined = |first: usize| {
        let span = |at: usize| words.get(at).and_then(|word| word.span);
        let pause = span(first).zip(span(first + 1)).map(|(a, b)| b.start().as_millis().saturating_sub(a.end().as_millis()));
        pause.is_some_and(|pause| (pause as f32) < UNSURE_MS)
    };
    let before = at.checked_sub(2).filter(|before| joined(*before));
    let behind = Some(at + 1).filter(|_| joined(at));
    let once_removed = before.into_iter().chain(behind).filter_map(|at| words.get(at));
    once_removed.map(|word| excess(word, letter_ms)).sum()
}

/// How much longer a word lasts than words may well at this pace, in milliseconds.
fn excess(word: &Word, letter_ms: f32) -> f32 {
    let long = word.span.map_or(0, |span| span.end().as_millis().saturating_sub(span.start().as_millis())) as f32;
    (long - SLOWER * letter_ms * weight(&word.text)).max(0.0)
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
        let time = |transcript: &Transcript, edge: bool| {
            let pause = if edge { Pause::Sentence } else { Pause::None };
            Pace::of(transcript).time_for(transcript, 5, "never", pause)
        };
        let close = spoken(&words);
        assert_eq!((time(&close, false), time(&close, true)), (Some(false), Some(false)));
        for word in &mut words[5..] {
            (word.1, word.2) = (word.1 + 350, word.2 + 350);
        }
        let apart = spoken(&words);
        assert_eq!((time(&apart, false), time(&apart, true)), (Some(true), None), "at an edge it may be a pause");
        let longer: Vec<_> = words.iter().enumerate().map(|(n, w)| (w.0, w.1, w.2 + if n == 4 { 350 } else { 0 })).collect();
        assert_eq!(time(&spoken(&longer), false), Some(true), "a recogniser that leaves no gaps stretches the word before");
        assert_eq!(Pace::of(&spoken(&words[..3])).time_for(&close, 1, "never", Pause::None), None, "too few words");
    }

    #[test]
    fn what_word_times_cannot_tell_is_left_open() {
        let words: Vec<(&str, u32, u32)> = (0..10).map(|n| ("council", n * 500, n * 500 + 460)).collect();
        let time = |words: &[(&str, u32, u32)], unheard: &str| {
            let transcript = spoken(words);
            Pace::of(&transcript).time_for(&transcript, 5, unheard, Pause::None)
        };
        assert_eq!([time(&words, "a"), time(&words, "never")], [None, Some(false)], "times err by as much as \"a\" takes");
        // The word behind the next one lasts longer than words do, and what follows is later.
        let longer = |pause: u32| -> Vec<(&str, u32, u32)> {
            let later = |n: u32| if n < 6 { (0, 0) } else { (pause + if n > 6 { 350 } else { 0 }, pause + 350) };
            (0..10).map(|n| ("council", n * 500 + later(n).0, n * 500 + 460 + later(n).1)).collect()
        };
        assert_eq!(time(&longer(0), "never"), None, "its time went to another word of the phrase");
        assert_eq!(time(&longer(400), "never"), Some(false), "beyond a pause another phrase begins");
    }

    #[test]
    fn between_sentences_a_word_takes_time_besides_the_pause() {
        let sentence = |n: u32| [("the", n * 1500, n * 1500 + 200), ("council.", n * 1500 + 220, n * 1500 + 700)];
        let words: Vec<(&str, u32, u32)> = (0..12).flat_map(sentence).collect();
        let time = |words: &[(&str, u32, u32)]| {
            let transcript = spoken(words);
            Pace::of(&transcript).time_for(&transcript, 12, "again", Pause::Sentence)
        };
        assert_eq!(time(&words), Some(false), "there was a pause, as always");
        let later = |(n, word): (usize, &(&'static str, u32, u32))| {
            let by = if n < 12 { 0 } else { 350 };
            (word.0, word.1 + by, word.2 + by)
        };
        assert_eq!(time(&words.iter().enumerate().map(later).collect::<Vec<_>>()), None);
    }

    #[test]
    fn where_marks_are_printed_a_pause_may_stand() {
        let of = |before, behind| Pause::printed(before, behind);
        assert_eq!(
            [of(" ", " "), of("، ", " "), of(": \"", " "), of(" ", "؛ ")],
            [Pause::None, Pause::Short, Pause::Long, Pause::Short]
        );
    }
}
