//! The recogniser's word times, adjusted to where the signal holds speech.
//!
//! 1. **Words that whisper.cpp only spreads over a segment** (timestamp tokens). whisper.cpp 1.8.3 begins each segment inside a
//!    window where the one before ended: the pause in front is filled with the segment's first words, and all that follow come too
//!    early. So the segment's time is mapped onto the speech within it, proportions kept, pauses left out.
//! 2. **All words.** No word lasts into a pause: its time is cut back to the stretch of speech that holds most of it.
//! 3. **All words.** By attention a word lasts until the next begins, and the pause behind a word too short or too noisy
//!    to end a stretch of speech is the next word's: that one begins where a voice sets in.

use super::recognizer::RecognizedSegment;
use crate::audio::Onset;
use crate::time::{Millis, Span, Timestamp};
use crate::transcript::{PileUp, SHORTEST_SOUND, Word};

/// The end that whisper.cpp gives a segment lies at most this long before the end of its speech; what is further off is another
/// segment's speech.
const LATE_END: Millis = Millis::new(700);
/// The voice activity detector lets speech last this long after its last sound: it waits, and adds a margin. Median on the samples.
const AFTERSOUND: Millis = Millis::new(170);
/// So much speech behind a pause is a word's, whatever lies before the pause: by attention a word ends where the next begins, which is
/// known better than where it began itself. Of 100, 160 and 220 ms and the stretch that holds most of a word, this one puts the most first
/// words of people right, with both published models (base 16 of 17, tiny for English 17).
const LEAST_ATTENDED: Millis = Millis::new(160);

/// The words of `segments`, in order, with their times adjusted to `speech` and `onsets`, which are in order (see the top of this file).
/// Where the signal holds no speech, the recogniser's times are kept.
pub(super) fn timed(segments: &[RecognizedSegment], speech: &[Span], onsets: &[Onset]) -> Vec<Word> {
    let mut words = settle(segments, speech);
    begin_at_onsets(&mut words, onsets);
    words
}

fn settle(segments: &[RecognizedSegment], speech: &[Span]) -> Vec<Word> {
    let mut free_from = Timestamp::ZERO;
    let mut words = Vec::new();
    for (i, segment) in segments.iter().enumerate() {
        let Some(spread_over) = segment.spread_over else {
            words.extend(segment.words.iter().map(|w| Word { span: w.span.map(|s| attended(s, speech)), ..w.clone() }));
            continue;
        };
        let next_end = segments.get(i + 1).map(|next| next.span.end());
        let (bounds, until) = bounds(spread_over, free_from, next_end, speech);
        free_from = until;
        words.extend(mapped_onto_speech(&segment.words, spread_over, bounds, speech));
    }
    lengthen(&mut words);
    words
}

/// A voice that sets in so shortly behind the start of a word is that start: a first consonant scores low.
const FIRST_CONSONANT: Millis = Millis::new(150);

/// Lets each word within whose time a voice sets in begin there, at the strongest of several onsets. What is left of it lasts at least as
/// long as the shortest sound.
fn begin_at_onsets(words: &mut [Word], onsets: &[Onset]) {
    for word in words {
        let Some(span) = word.span else { continue };
        let latest = span.end().saturating_sub(SHORTEST_SOUND);
        let from = onsets.partition_point(|onset| onset.at <= span.start() + FIRST_CONSONANT);
        let within = onsets[from..].iter().take_while(|onset| onset.at < latest);
        if let Some(onset) = within.max_by(|a, b| a.rise.total_cmp(&b.rise)) {
            word.span = Some(Span::between(onset.at, span.end()));
        }
    }
}

/// Gives words of no length, whose attention passed in one step, [`SHORTEST_SOUND`] each: of the pause behind them, else of the longer
/// of the neighbours that they touch, which then is left with at least as much. Several at one instant share alike. Where nothing can be
/// had they stay.
fn lengthen(words: &mut [Word]) {
    let mut at = 0;
    while at < words.len() {
        let Some(instant) = words[at].span.filter(|span| span.is_empty()).map(|span| span.start()) else {
            at += 1;
            continue;
        };
        let same = |word: &&Word| word.span.is_some_and(|span| span.is_empty() && span.start() == instant);
        let run = at..at + words[at..].iter().take_while(same).count();
        at = run.end;
        let needed = Millis::new(SHORTEST_SOUND.as_millis().saturating_mul(u32::try_from(run.len()).unwrap_or(u32::MAX)));
        let before = run.start.checked_sub(1).and_then(|before| words[before].span).filter(|span| span.end() == instant);
        let behind = words.get(run.end).and_then(|word| word.span);
        let pause = behind.is_some_and(|next| next.start() >= instant + needed);
        let spare =
            |neighbour: Option<Span>| neighbour.map(Span::duration).filter(|length| *length >= needed + SHORTEST_SOUND);
        let whole = if pause || spare(behind) > spare(before) {
            if let Some(next) = behind.filter(|_| !pause) {
                words[run.end].span = Some(Span::between(next.start().max(instant + needed), next.end()));
            }
            Span::between(instant, instant + needed)
        } else if let Some(last) = before.filter(|last| spare(Some(*last)).is_some()) {
            let start = instant.saturating_sub(needed);
            words[run.start - 1].span = Some(Span::between(last.start(), start));
            Span::between(start, instant)
        } else {
            continue;
        };
        let shares = whole.shared(run.clone().map(|_| 1));
        words[run].iter_mut().zip(shares).for_each(|(word, share)| word.span = Some(share));
    }
}

/// Where a segment's words lie, and up to which instant the signal is this segment's, the detector's [`AFTERSOUND`] included: the
/// next segment begins no earlier, or its first word would be mapped into that. A segment ends where its speech does when the
/// recogniser's end lies shortly before that and the next segment goes on behind it.
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

fn mapped_onto_speech(words: &[Word], spread_over: Span, bounds: Span, speech: &[Span]) -> Vec<Word> {
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

/// The words spread over `whole` by their letters, which is what whisper.cpp does with words that it cannot time better.
fn by_letters(words: &[Word], whole: Span) -> Vec<Word> {
    let letters = |w: &Word| w.text.chars().filter(|c| c.is_alphanumeric()).count() as u64 + 1;
    let shares = whole.shared(words.iter().map(letters));
    words.iter().zip(shares).map(|(word, share)| Word { span: Some(share), ..word.clone() }).collect()
}

/// `span` cut back to the stretch of speech that holds most of it; unchanged where that is no longer than a chance overlap.
fn cut_back(span: Span, speech: &[Span]) -> Span {
    // Of two that hold as much the first: a word begins where it is heard first.
    let longest = shared(span, speech).reduce(|a, b| if b.duration() > a.duration() { b } else { a });
    longest.filter(|s| s.duration() >= SHORTEST_SOUND).unwrap_or(span)
}

/// The parts of `span` that are speech.
fn shared(span: Span, speech: &[Span]) -> impl Iterator<Item = Span> {
    let from = speech.partition_point(|s| s.end() <= span.start());
    speech[from..].iter().take_while(move |s| s.start() < span.end()).filter_map(move |s| s.intersection(span))
}

/// `span`, which begins where the word before ended, cut back to the last stretch of speech that holds at least [`LEAST_ATTENDED`] of it.
fn attended(span: Span, speech: &[Span]) -> Span {
    shared(span, speech).filter(|s| s.duration() >= LEAST_ATTENDED).last().unwrap_or_else(|| cut_back(span, speech))
}

/// The instant that is as far into the speech of `within` as `at` is into `segment`. `None` where there is too little speech
/// for that.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn word(start: u32, end: u32) -> Word {
        Word { text: "w".into(), span: Some(Span::from_millis(start, end)), confidence: None, second_pass: false }
    }

    fn settled_spans(spread_over: Option<Span>, words: &[(u32, u32)], speech: &[Span]) -> Vec<Span> {
        let words: Vec<Word> = words.iter().map(|(a, b)| word(*a, *b)).collect();
        let span = words.iter().filter_map(|w| w.span).reduce(Span::hull).unwrap();
        let segment = RecognizedSegment { span, spread_over, language: None, words };
        settle(&[segment], speech).iter().filter_map(|w| w.span).collect()
    }

    #[test]
    fn a_segment_that_whisper_begins_in_the_pause_before_it_starts_with_its_first_word() {
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
        let segment = |start, end| RecognizedSegment {
            span: Span::from_millis(start, end),
            spread_over: Some(Span::from_millis(start, end)),
            language: None,
            words: vec![word(start, end)],
        };
        let spans: Vec<_> =
            settle(&[segment(0, 4_000), segment(4_000, 6_990)], &speech).iter().filter_map(|w| w.span).collect();
        assert_eq!(spans, [Span::from_millis(0, 4_500), Span::from_millis(5_500, 6_990)]);
    }

    #[test]
    fn words_that_whisper_piled_up_share_the_segment_by_their_letters() {
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
        // By attention the end of a word is known better than its beginning.
        let spans = settled_spans(None, &[(600, 2_200), (2_200, 3_000)], &speech);
        assert_eq!(spans[0], Span::from_millis(2_000, 2_200));
        let spans = settled_spans(None, &[(600, 2_100), (2_100, 3_000)], &speech);
        assert_eq!(spans[0], Span::from_millis(600, 1_000));
    }

    #[test]
    fn a_word_of_no_length_takes_some_of_a_pause_or_of_the_longer_neighbour() {
        let speech = [Span::from_millis(0, 5_000)];
        let settled = |words: &[(u32, u32)]| settled_spans(None, words, &speech);
        let short = SHORTEST_SOUND.as_millis();
        assert_eq!(settled(&[(0, 500), (500, 500), (900, 1_200)])[1], Span::from_millis(500, 500 + short));
        let of_the_next = settled(&[(0, 200), (200, 200), (200, 900)]);
        assert_eq!(of_the_next[1..], [Span::from_millis(200, 200 + short), Span::from_millis(200 + short, 900)]);
        let of_the_last = settled(&[(0, 900), (900, 900), (900, 1_000)]);
        assert_eq!(of_the_last[..2], [Span::from_millis(0, 900 - short), Span::from_millis(900 - short, 900)]);
        // What ended long before them gives them nothing.
        let behind_a_pause = settled(&[(0, 900), (2_000, 2_000), (2_000, 2_500)]);
        assert_eq!(behind_a_pause[1..], [Span::from_millis(2_000, 2_000 + short), Span::from_millis(2_000 + short, 2_500)]);
        let two = settled(&[(0, 200), (200, 200), (200, 200), (200, 900)]);
        assert_eq!(two[1..3], [Span::from_millis(200, 200 + short), Span::from_millis(200 + short, 200 + 2 * short)]);
        assert_eq!(two[3], Span::from_millis(200 + 2 * short, 900));
        assert_eq!(settled(&[(0, 0), (0, 0), (0, 10)])[..2], [Span::from_millis(0, 0); 2], "nothing to take it from");
    }

    #[test]
    fn a_word_begins_where_a_voice_sets_in_within_its_time() {
        let onset = |at, rise| Onset { at: Timestamp::from_millis(at), rise };
        let mut words = [word(0, 500), word(500, 2_000), word(2_000, 2_400)];
        begin_at_onsets(
            &mut words,
            &[onset(120, 0.9), onset(800, 0.2), onset(1_600, 0.4), onset(1_990, 0.9), onset(2_380, 0.5)],
        );
        let spans: Vec<_> = words.iter().filter_map(|w| w.span).collect();
        assert_eq!(spans, [Span::from_millis(0, 500), Span::from_millis(1_600, 2_000), Span::from_millis(2_000, 2_400)]);
    }

    #[test]
    fn where_the_signal_has_no_speech_the_recognisers_times_stay() {
        assert_eq!(settled_spans(Some(Span::from_millis(10, 900)), &[(10, 20)], &[]), [Span::from_millis(10, 20)]);
    }
}
