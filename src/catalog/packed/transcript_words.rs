//! The words of a transcript: their texts as a list in JSON, which any program can read, and all else packed.

use super::super::fault::{DbResult, unreadable};
use super::columns::{Reader, Writer, deflated, inflated};
use super::confidences;
use crate::time::{Span, Timestamp};
use crate::transcript::Word;

const HAS_SPAN: u8 = 1;
const HAS_CONFIDENCE: u8 = 2;
const SECOND_PASS: u8 = 4;

fn marks(word: &Word) -> u8 {
    let mark = |is: bool, mark| if is { mark } else { 0 };
    mark(word.span.is_some(), HAS_SPAN)
        | mark(word.confidence.is_some(), HAS_CONFIDENCE)
        | mark(word.second_pass, SECOND_PASS)
}

/// All but the texts.
pub(in super::super) fn pack_words(words: &[Word]) -> Vec<u8> {
    let mut out = Writer::default();
    out.count(words.len());
    words.iter().for_each(|word| out.byte(marks(word)));
    let spans: Vec<Span> = words.iter().filter_map(|word| word.span).collect();
    let mut before = 0;
    for span in &spans {
        out.step(before, u64::from(span.start().as_millis()));
        before = u64::from(span.end().as_millis());
    }
    spans.iter().for_each(|span| out.number(u64::from(span.duration().as_millis())));
    let given: Vec<f32> = words.iter().filter_map(|word| word.confidence).collect();
    confidences::write(&given, &mut out);
    deflated(&out.0)
}

/// The words, of their texts and the rest. `what` names them in errors.
pub(in super::super) fn unpack_words(what: &str, texts: Vec<String>, value: &[u8]) -> DbResult<Vec<Word>> {
    let bytes = inflated(what, value)?;
    let mut from = Reader::new(what, &bytes);
    let count = from.count()?;
    if count != texts.len() {
        return Err(unreadable(what, format!("it has {} words and the facts of {count}", texts.len())));
    }
    let marks: Vec<u8> = (0..count).map(|_| from.byte()).collect::<DbResult<_>>()?;
    let having = |mark: u8| marks.iter().filter(|marks| **marks & mark != 0).count();
    let mut spans = read_spans(having(HAS_SPAN), &mut from)?.into_iter();
    let mut confidences = confidences::read(having(HAS_CONFIDENCE), &mut from)?.into_iter();
    let word = |(text, marks): (String, &u8)| Word {
        text,
        span: if marks & HAS_SPAN == 0 { None } else { spans.next() },
        confidence: if marks & HAS_CONFIDENCE == 0 { None } else { confidences.next() },
        second_pass: marks & SECOND_PASS != 0,
    };
    Ok(texts.into_iter().zip(&marks).map(word).collect())
}

/// Starts count from the end before them, and the lengths follow all starts: so they are read in two rounds.
fn read_spans(count: usize, from: &mut Reader<'_>) -> DbResult<Vec<Span>> {
    let gaps: Vec<u64> = (0..count).map(|_| from.step(0)).collect::<DbResult<_>>()?;
    let mut before = 0_u64;
    let mut spans = Vec::with_capacity(count);
    for gap in gaps {
        let start = u32::try_from(before.wrapping_add(gap)).map_err(|_| from.wrong("a word begins too late"))?;
        let end = start.checked_add(from.small()?).ok_or_else(|| from.wrong("a word ends too late"))?;
        spans.push(Span::between(Timestamp::from_millis(start), Timestamp::from_millis(end)));
        before = u64::from(end);
    }
    Ok(spans)
}
