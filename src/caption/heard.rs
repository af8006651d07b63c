//! When each word of a transcript was heard, as far as that can be believed. Recognisers give a whole phrase one instant, and
//! captions made elsewhere time the caption and not its words: such words get places within their segment, called inferred.

use crate::time::{Span, Timed};
use crate::transcript::{Segment, Transcript};

/// This many words in a row that begin at one instant were not told apart by whoever timed them.
const BUNCH: usize = 3;

/// A time for each word and where it comes from; absent where even the segment gives none.
pub(super) fn times(transcript: &Transcript) -> Vec<Timed> {
    let words = transcript.words();
    let mut times: Vec<Timed> = words.iter().map(|w| w.span.map_or(Timed::Absent, Timed::Heard)).collect();
    let start = |i: usize| words.get(i).and_then(|w| w.span).map(|s| s.start());
    let mut from = 0;
    while from < words.len() {
        let run = (from..words.len()).take_while(|i| start(*i).is_some() && start(*i) == start(from)).count().max(1);
        if run >= BUNCH {
            times[from..from + run].fill(Timed::Absent);
        }
        from += run;
    }
    for segment in transcript.segments() {
        place(segment, transcript, &mut times);
    }
    times
}

/// Words of a segment without a time, between the neighbours that have one, or the segment's ends, shared out by letters.
fn place(segment: &Segment, transcript: &Transcript, times: &mut [Timed]) {
    let mut at = segment.words.start;
    let end = segment.words.end.min(times.len());
    while at < end {
        if !times[at].is_absent() {
            at += 1;
            continue;
        }
        let upto = (at..end).find(|i| !times[*i].is_absent()).unwrap_or(end);
        let before = if at > segment.words.start { times[at - 1].span().map(|s| s.end()) } else { None };
        let after = if upto < end { times[upto].span().map(|s| s.start()) } else { None };
        let (from, to) = (before.unwrap_or(segment.span.start()), after.unwrap_or(segment.span.end()));
        let letters = |range: std::ops::Range<usize>| -> u64 {
            transcript.words()[range].iter().map(|w| w.text.chars().count() as u64 + 1).sum()
        };
        let all = letters(at..upto).max(1);
        if to > from {
            let lasts = u64::from((to - from).as_millis());
            let instant = |n: u64| from.as_millis() + (lasts * n / all) as u32;
            for (index, time) in times.iter_mut().enumerate().take(upto).skip(at) {
                let span = Span::from_millis(instant(letters(at..index)), instant(letters(at..index + 1)));
                *time = Timed::Inferred(span);
            }
        }
        at = upto;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;
    use crate::transcript::{Engine, Word};

    #[test]
    fn words_that_all_begin_at_one_instant_are_spread_over_their_segment_and_called_inferred() {
        let word = |text: &str, span| Word { text: text.to_owned(), span, confidence: None, second_pass: false };
        let bunched = Some(Span::from_millis(900, 900));
        let words = vec![
            word("abc", bunched),
            word("abc", bunched),
            word("abc", bunched),
            word("x", Some(Span::from_millis(1300, 1400))),
        ];
        let segment = Segment { span: Span::from_millis(100, 1400), words: 0..4, speaker: None };
        let transcript = Transcript::new(Engine::default(), Language::english(), None, words, vec![segment], None);
        let found: Vec<_> =
            times(&transcript).into_iter().filter_map(|t| Some((t.span()?.start().as_millis(), t.source()))).collect();
        let inferred = "inferred";
        assert_eq!(found, [(100, inferred), (500, inferred), (900, inferred), (1300, "heard")]);
    }
}
