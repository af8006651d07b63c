//! What a recogniser can be asked about a window that it has heard: whether the sound holds its own words, or published ones in
//! their place.
//!
//! Measured with published base weights on recordings of people whose text is known, the sound as it is and the text edited (part of
//! `cargo bench --bench witness`); the margin is in nats:
//!
//! | English: two sonnets, a sentence of read speech, four of a novel | places | median | at least 4 |
//! |---|---|---|---|
//! | opposite or little word | 60 | 11.6 | 100 % |
//! | near in spelling | 52 | 10.2 | 94 % |
//! | unrelated word | 68 | 20.8 | 100 % |
//! | negation published that was not said | 74 | 16.6 | 100 % |
//! | said word left out of the text | 74 | 12.4 | 96 % |
//! | the recogniser's own mistakes | 9 | 0.9 | 1 of 9 |
//! | old spellings that the model never writes | 5 | 32.8 | 5 of 5 |
//!
//! Arabic news, one sentence: 9 planted differences at 6.1 and more, two of three mistakes below 2, and مما heard as ما at 8.7. So a
//! margin below 2 speaks for the published words and one of 4 and more (Arabic 5) for the heard ones, once equal words and other
//! spellings are out of the way. Twelve places of a recording of 20 s took 15 s where its recognition took 21 s, on the same busy
//! thread, both with loading the model: about 1.2 s or six per cent a place. The demonstration model prefers what it heard by 4
//! and more in nine of ten sure words. There are few mistakes in these texts, so that their figures are a hint and no rate.

use std::ops::Range;

use crate::time::{Millis, Span};
use crate::transcript::{Transcript, Word};

/// A place where the heard and a published text differ, and the sound can decide.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Doubt {
    /// The words as heard, as indices into the transcript; empty where published words would stand between two heard ones, before
    /// the word of that number.
    pub words: Range<usize>,
    /// The published words, as the article prints them; empty when the heard ones would be left out.
    pub published: String,
}

/// A window of sound, the text that was heard in it, and what is asked about that.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Inquiry {
    /// The window.
    pub span: Span,
    /// The number in the transcript of the first word that was heard in it.
    pub first_word: usize,
    /// The words of each segment of the window, in order.
    pub segments: Vec<Vec<String>>,
    /// What is asked. The words of each lie in one segment.
    pub doubts: Vec<Doubt>,
}

/// What was answered to an inquiry: the unit that is kept, so that a stopped run goes on from there.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Answers {
    /// The window.
    pub span: Span,
    /// What was asked.
    pub doubts: Vec<Doubt>,
    /// For each, ln P(text as heard) − ln P(text with the published words) in nats; `None` where the recogniser has no answer.
    pub margins: Vec<Option<f32>>,
}

/// Sound around a segment that belongs to its window, where no other word is.
const MARGIN: Millis = Millis::new(300);

/// The windows in which `doubts` about the words of `transcript` are asked, in the order of time. One window, at most `longest`,
/// serves all doubts of a segment, and of the next ones as far as they fit in it and no segment without doubt lies between. Doubts about
/// words without a time, or that go over the end of a segment, are not asked.
pub fn inquiries(transcript: &Transcript, doubts: &[Doubt], longest: Millis) -> Vec<Inquiry> {
    let mut found: Vec<Inquiry> = Vec::new();
    let mut last = None;
    for (number, segment) in transcript.segments().iter().enumerate() {
        let here: Vec<Doubt> = doubts.iter().filter(|d| lies_in(&d.words, &segment.words)).cloned().collect();
        let Some(span) = surroundings(transcript.words(), &segment.words).filter(|_| !here.is_empty()) else { continue };
        let words = transcript.words().get(segment.words.clone()).unwrap_or_default();
        let texts: Vec<String> = words.iter().map(|w| w.text.clone()).collect();
        match found.last_mut() {
            Some(open) if last.is_some_and(|last| last + 1 == number) && open.span.hull(span).duration() <= longest => {
                open.span = open.span.hull(span);
                open.segments.push(texts);
                open.doubts.extend(here);
            }
            _ if span.duration() <= longest => {
                found.push(Inquiry { span, first_word: segment.words.start, segments: vec![texts], doubts: here });
            }
            _ => continue,
        }
        last = Some(number);
    }
    found
}

fn lies_in(words: &Range<usize>, segment: &Range<usize>) -> bool {
    segment.start <= words.start && words.end <= segment.end && words.start < segment.end
}

/// From the first to the last word with a time, and some of what lies around them as far as the neighbouring words leave it.
fn surroundings(words: &[Word], range: &Range<usize>) -> Option<Span> {
    let own = words.get(range.clone())?.iter().filter_map(|w| w.span).reduce(Span::hull)?;
    let before = words.get(..range.start)?.iter().rev().find_map(|w| w.span);
    let after = words.get(range.end..)?.iter().find_map(|w| w.span);
    let start = own.start().saturating_sub(MARGIN).max(before.map_or(own.start().saturating_sub(MARGIN), Span::end));
    let end = (own.end() + MARGIN).min(after.map_or(own.end() + MARGIN, Span::start));
    Some(Span::between(start.min(own.start()), end.max(own.end())))
}

impl Inquiry {
    /// Whether `answers` are those to this inquiry.
    pub fn answered_by(&self, answers: &Answers) -> bool {
        self.span == answers.span && self.doubts == answers.doubts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;
    use crate::transcript::{Engine, Segment};

    /// Segments of three words, each word 800 ms and a pause of 200 ms.
    fn heard(segments: u32) -> Transcript {
        let span = |n: u32| Span::from_millis(n * 1_000, n * 1_000 + 800);
        let word = |n| Word { text: format!("w{n}"), span: Some(span(n)), confidence: None, second_pass: false };
        let segment = |n: u32| {
            let first = 3 * n as usize;
            Segment { span: span(3 * n).hull(span(3 * n + 2)), words: first..first + 3, speaker: None, language: None }
        };
        let words = (0..3 * segments).map(word).collect();
        let segments = (0..segments).map(segment).collect();
        Transcript::new(Engine::default(), Language::english(), None, words, segments, None)
    }

    fn doubt(words: Range<usize>) -> Doubt {
        Doubt { words, published: "x".to_owned() }
    }

    #[test]
    fn one_window_serves_all_doubts_of_a_segment_and_of_its_neighbours_while_there_is_room() {
        let doubts = [doubt(0..1), doubt(2..2), doubt(4..5), doubt(9..10)];
        let wide = inquiries(&heard(4), &doubts, Millis::new(30_000));
        let shape =
            |all: &[Inquiry]| all.iter().map(|i| (i.first_word, i.segments.len(), i.doubts.len())).collect::<Vec<_>>();
        assert_eq!(shape(&wide), [(0, 2, 3), (9, 1, 1)]);
        assert_eq!(wide[0].span, Span::from_millis(0, 6_000), "as far as the next word leaves room");
        assert_eq!(shape(&inquiries(&heard(4), &doubts, Millis::new(4_000))), [(0, 1, 2), (3, 1, 1), (9, 1, 1)]);
        assert_eq!(inquiries(&heard(4), &doubts, Millis::new(1_000)), [], "no window is cut through a segment");
    }

    #[test]
    fn what_goes_over_the_end_of_a_segment_or_has_no_time_is_not_asked() {
        assert_eq!(inquiries(&heard(2), &[doubt(2..4), doubt(6..6), doubt(7..9)], Millis::new(30_000)), []);
        let untimed = heard(1).words().iter().map(|w| Word { span: None, ..w.clone() }).collect();
        let untimed = Transcript::new(Engine::default(), Language::english(), None, untimed, Vec::new(), None);
        assert_eq!(inquiries(&untimed, &[doubt(0..1)], Millis::new(30_000)), []);
    }
}
