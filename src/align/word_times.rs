//! When each word of a transcript was said, as far as that can be believed: the one judgement from which sentences, captions,
//! reports and clips take their times.
//!
//! A recogniser's time is refused when it cannot be true: the word would last longer than anybody draws it out, or begin
//! outside its own segment, or it is piled up with others at one moment. A refused word and a word without a time are **placed**
//! within their segment, in the gap between the neighbours that have a time, which they share by their letters. Such a time is called
//! inferred and is never further off than that gap is long. Where the segment leaves no such gap, a word has no time.
//!
//! A segment may be half a minute long, and a place in it is enough to lay out captions, not to say when a printed word was said.
//! For that only **close** times are taken: of a segment of which the recogniser timed no word, all words when it lasts at most
//! [`LONGEST_SHARED`], the first and the last when it lasts at most [`LONGEST_EDGED`].

use std::ops::Range;

use crate::time::{Millis, Span, Timed};
use crate::transcript::{PileUp, Segment, SpeakingRate, Transcript, Word};

/// A segment with no word times that lasts at most this is shared among its words by letters; no word is then further off than
/// this.
const LONGEST_SHARED: Millis = Millis::new(10_000);
/// One that lasts at most this times its first word, which begins with it, and its last, which ends with it.
const LONGEST_EDGED: Millis = Millis::new(30_000);
/// A word that begins this much before its segment or behind it has a time that cannot be true.
const OUTSIDE_ITS_SEGMENT: Millis = Millis::new(500);

/// The time of each word of `transcript`, in order: heard when the recogniser's can be true, else inferred from its segment and
/// its neighbours, else absent. [`super::Alignment::word_times`] holds the same for the transcript that was aligned.
///
/// ```
/// use rawi::time::Timed;
/// let json = br#"{"segments": [{"start": 0, "end": 12, "text": "it is open", "words": [
///     {"word": "it", "start": 0.1, "end": 0.3}, {"word": "is", "start": 0.3, "end": 7.3}, {"word": "open", "start": 7.4, "end": 8}]}]}"#;
/// let times = rawi::align::word_times(&rawi::transcript::read(json, None)?);
/// assert!(times[0].is_heard() && times[2].is_heard());
/// assert!(times[1].is_inferred(), "nobody says `is` for seven seconds");
/// # Ok::<(), rawi::transcript::Error>(())
/// ```
#[must_use]
pub fn word_times(transcript: &Transcript) -> Vec<Timed> {
    WordTimes::of(transcript).placed
}

/// The judgement on the times of a transcript's words; one entry for each word in all three.
#[derive(Debug, Default)]
pub(super) struct WordTimes {
    /// Whether the recogniser gave a time that cannot be true.
    pub(super) refused: Vec<bool>,
    /// The times that are close enough for a printed word.
    pub(super) close: Vec<Timed>,
    /// The same, and a place within its segment for each word that has none.
    pub(super) placed: Vec<Timed>,
}

impl WordTimes {
    pub(super) fn of(transcript: &Transcript) -> Self {
        let refused = refused(transcript);
        let believed = |(word, refused): (&Word, &bool)| word.span.filter(|_| !refused).map_or(Timed::Absent, Timed::Heard);
        let mut close: Vec<Timed> = transcript.words().iter().zip(&refused).map(believed).collect();
        for segment in transcript.segments() {
            share_untimed(transcript, segment, &mut close);
        }
        let mut placed = close.clone();
        for segment in transcript.segments() {
            place_within(transcript, segment, &mut placed);
        }
        Self { refused, close, placed }
    }
}

/// Which words have a time that cannot be true.
fn refused(transcript: &Transcript) -> Vec<bool> {
    let words = transcript.words();
    let too_long = |word: &Word| word.span.is_some_and(|s| s.duration() > SpeakingRate::LONGEST.of_word(&word.text));
    let mut refused: Vec<bool> = words.iter().map(too_long).collect();
    for segment in transcript.segments() {
        let early = segment.span.start().saturating_sub(OUTSIDE_ITS_SEGMENT);
        let late = segment.span.end().saturating_add(OUTSIDE_ITS_SEGMENT);
        for w in segment.words.clone() {
            if let (Some(span), Some(slot)) = (words.get(w).and_then(|w| w.span), refused.get_mut(w)) {
                *slot |= span.start() < early || span.start() > late;
            }
        }
    }
    for pile_up in [PileUp::FASTER_THAN_SPEECH, PileUp::AT_ONE_INSTANT] {
        for run in pile_up.runs(words) {
            refused[run].fill(true);
        }
    }
    refused
}

/// Times of a segment of which the recogniser timed no word: a caption made elsewhere.
fn share_untimed(transcript: &Transcript, segment: &Segment, times: &mut [Timed]) {
    let range = segment.words.clone();
    let (Some(words), Some(times)) = (transcript.words().get(range.clone()), times.get_mut(range)) else { return };
    if segment.span.is_empty() || segment.span.duration() > LONGEST_EDGED || words.iter().any(|w| w.span.is_some()) {
        return;
    }
    if segment.span.duration() <= LONGEST_SHARED {
        let letters = words.iter().map(|word| word.text.chars().count().max(1) as u64);
        for (time, span) in times.iter_mut().zip(segment.span.shared(letters)) {
            *time = Timed::Inferred(span);
        }
    } else if let ([first, .., last], [first_time, .., last_time]) = (words, times) {
        let lasts = |word: &Word| SpeakingRate::FLUENT.of_letters(word.text.chars().count().max(1));
        let (start, end) = (segment.span.start(), segment.span.end());
        *first_time = Timed::Inferred(Span::between(start, start + lasts(first)));
        *last_time = Timed::Inferred(Span::between(end.saturating_sub(lasts(last)), end));
    }
}

/// Gives each run of words of a segment that have no time a place between the neighbours that have one, or the segment's ends.
fn place_within(transcript: &Transcript, segment: &Segment, times: &mut [Timed]) {
    let words = segment.words.start..segment.words.end.min(times.len());
    let mut at = words.start;
    while at < words.end {
        let end = (at..words.end).find(|w| !times[*w].is_absent()).unwrap_or(words.end);
        if end > at {
            let before = times[words.start..at].last().and_then(|time| time.span());
            let after = times[end..words.end].first().and_then(|time| time.span());
            let from = before.map_or(segment.span.start(), Span::end);
            let to = after.map_or(segment.span.end(), Span::start);
            if let Some(gap) = Span::new(from, to).filter(|gap| !gap.is_empty()) {
                place_in_gap(transcript, at..end, gap, times);
            }
        }
        at = end.max(at + 1);
    }
}

fn place_in_gap(transcript: &Transcript, words: Range<usize>, gap: Span, times: &mut [Timed]) {
    // One more than its letters, for the breath between words.
    let weights = transcript.words()[words.clone()].iter().map(|word| word.text.chars().count() as u64 + 1);
    for (time, span) in times[words].iter_mut().zip(gap.shared(weights)) {
        *time = Timed::Inferred(span);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;
    use crate::transcript::Engine;

    fn word(text: &str, span: Option<(u32, u32)>) -> Word {
        let span = span.map(|(start, end)| Span::from_millis(start, end));
        Word { text: text.to_owned(), span, confidence: None, second_pass: false }
    }

    fn times(words: Vec<Word>, segment: (u32, u32)) -> Vec<Timed> {
        let segment =
            Segment { span: Span::from_millis(segment.0, segment.1), words: 0..words.len(), speaker: None, language: None };
        word_times(&Transcript::new(Engine::default(), Language::english(), None, words, vec![segment], None))
    }

    #[test]
    fn words_that_all_begin_at_one_instant_are_spread_over_their_segment_and_called_inferred() {
        let bunched = || word("abc", Some((900, 900)));
        let found = times(vec![bunched(), bunched(), bunched(), word("x", Some((1300, 1400)))], (100, 1400));
        let starts: Vec<_> = found.iter().map(|t| (t.span().unwrap().start().as_millis(), t.source())).collect();
        assert_eq!(starts, [(100, "inferred"), (500, "inferred"), (900, "inferred"), (1300, "heard")]);
    }

    #[test]
    fn a_word_that_lasts_seven_seconds_is_placed_between_its_neighbours_and_called_inferred() {
        let words = vec![word("it", Some((100, 300))), word("is", Some((300, 7_300))), word("open", Some((7_400, 8_000)))];
        let heard = |start, end| Timed::Heard(Span::from_millis(start, end));
        let found = times(words, (0, 9_000));
        assert_eq!(found, [heard(100, 300), Timed::Inferred(Span::from_millis(300, 7_400)), heard(7_400, 8_000)]);
    }

    #[test]
    fn where_the_segment_leaves_no_gap_a_refused_word_has_no_time() {
        let words = vec![word("it", Some((0, 200))), word("is", Some((3_000, 3_200)))];
        assert_eq!(times(words, (3_000, 5_000)), [Timed::Absent, Timed::Heard(Span::from_millis(3_000, 3_200))]);
    }
}
