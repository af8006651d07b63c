//! YouTube's own forms: json3, and the XML of `timedtext` in its two shapes. Lines stay on the screen while the next one is said,
//! so a word ends where the next begins.

use std::ops::Range;

use super::json::Value;
use super::phrases::{self, Placed};
use super::references::resolve_references;
use super::xml::{self, Child, Dialect, Node};
use super::{Error, FileCue, FileTurn, FileWord, Form, Place, TimedText};
use crate::time::{Millis, Timestamp};

/// The longest that a word lasts of which only the beginning is told.
const LONGEST: Millis = Millis::new(1_500);

/// A line that shows, in pieces that have a time each.
struct Event {
    start: Option<Timestamp>,
    lasts: Option<Millis>,
    pieces: Vec<Piece>,
    place: Range<usize>,
}

struct Piece {
    text: String,
    start: Option<Timestamp>,
    confidence: Option<f32>,
}

pub(super) fn is_json3(file: &Value) -> bool {
    file.items("events").iter().any(|event| event.get("segs").is_some())
}

/// json3: `events[]` in milliseconds, with `segs[]`.
pub(super) fn read_json(file: &Value) -> TimedText {
    let event = |event: &Value| {
        let number = |value: &Value, key: &str| value.get(key).and_then(Value::number);
        let start = number(event, "tStartMs").unwrap_or(0.0);
        let piece = |seg: &Value| Piece {
            text: seg.get("utf8").and_then(Value::text).unwrap_or_default(),
            start: Timestamp::from_seconds((start + number(seg, "tOffsetMs").unwrap_or(0.0)) / 1000.0),
            // Of 255; nought where nobody asked.
            confidence: number(seg, "acAsrConf").filter(|c| *c > 0.0 && *c <= 255.0).map(|c| (c / 255.0) as f32),
        };
        Event {
            start: Timestamp::from_seconds(start / 1000.0),
            lasts: number(event, "dDurationMs").and_then(millis),
            pieces: event.items("segs").iter().map(piece).collect(),
            place: event.place.clone(),
        }
    };
    text_of(file.items("events").iter().map(event).collect())
}

/// `<timedtext><body><p t d><s t>`, in milliseconds, or `<transcript><text start dur>`, in seconds.
pub(super) fn read_xml(text: &str) -> Result<TimedText, Error> {
    let root = xml::parse(text, "YouTube", Dialect::Xml)?;
    let paragraphs = root.all("p");
    let events = if paragraphs.is_empty() {
        root.all("text").into_iter().map(|node| event(node, ("start", "dur", 1.0))).collect()
    } else {
        paragraphs.into_iter().map(|node| event(node, ("t", "d", 1000.0))).collect()
    };
    Ok(text_of(events))
}

fn event(node: &Node, (start, lasts, unit): (&str, &str, f64)) -> Event {
    let number = |node: &Node, key: &str| node.attribute(key).and_then(|value| value.trim().parse::<f64>().ok());
    let begins = number(node, start).unwrap_or(0.0);
    let mut parts: Vec<(String, Option<f64>)> = Vec::new();
    for child in &node.children {
        match (child, parts.last_mut()) {
            // A reference ends a run of text, and no word.
            (Child::Text(text, _), Some((last, None))) => last.push_str(text),
            (Child::Text(text, _), _) => parts.push((text.clone(), None)),
            (Child::Node(inside), _) => parts.push((inside.text(), Some(number(inside, "t").unwrap_or(0.0)))),
        }
    }
    let piece = |(text, offset): (String, Option<f64>)| Piece {
        // Escaped twice in the older shape.
        text: resolve_references(&text),
        start: Timestamp::from_seconds((begins + offset.unwrap_or(0.0)) / unit),
        confidence: None,
    };
    Event {
        start: Timestamp::from_seconds(begins / unit),
        lasts: number(node, lasts).and_then(|lasts| millis(lasts / unit * 1000.0)),
        pieces: parts.into_iter().map(piece).collect(),
        place: node.range.clone(),
    }
}

fn millis(number: f64) -> Option<Millis> {
    Timestamp::from_seconds(number / 1000.0).map(|end| end - Timestamp::ZERO)
}

/// Pieces of one word each are words with times; else each event is a caption.
fn text_of(events: Vec<Event>) -> TimedText {
    let mut out = TimedText::new(Form::YouTube);
    let count = |piece: &Piece| piece.text.split_whitespace().count();
    let all = || events.iter().flat_map(|event| &event.pieces);
    let (one, several) = (all().filter(|p| count(p) == 1).count(), all().filter(|p| count(p) > 1).count());
    out.cues = if one > several { words(events) } else { events.into_iter().filter_map(caption).collect() };
    out
}

fn caption(event: Event) -> Option<FileCue> {
    let text: String = event.pieces.iter().map(|piece| piece.text.as_str()).collect();
    let lines: Vec<String> = text.trim().split('\n').map(|line| line.trim().to_owned()).collect();
    if text.trim().is_empty() {
        return None;
    }
    let end = event.start.zip(event.lasts).map(|(start, lasts)| start + lasts);
    let place = Place { whole: event.place.clone(), text: event.place, ..Place::default() };
    Some(FileCue { place, start: event.start, end, turns: vec![FileTurn::of(None, lines)], ..FileCue::default() })
}

fn words(events: Vec<Event>) -> Vec<FileCue> {
    let mut found: Vec<Placed> = Vec::new();
    for event in events {
        for piece in event.pieces {
            let is_one = piece.text.split_whitespace().count() == 1;
            for text in piece.text.split_whitespace() {
                let start = piece.start.filter(|_| is_one);
                let confidence = piece.confidence;
                let word = FileWord { text: text.to_owned(), start, end: None, confidence, is_inferred: false };
                found.push(Placed { word, place: event.place.clone(), speaker: None });
            }
        }
    }
    let mut next: Option<Timestamp> = None;
    for placed in found.iter_mut().rev() {
        let Some(start) = placed.word.start else { continue };
        let longest = start + LONGEST;
        placed.word.end = Some(next.filter(|next| *next > start).map_or(longest, |next| next.min(longest)));
        next = Some(start);
    }
    phrases::cues(found)
}

#[cfg(test)]
mod tests {
    use crate::timed::{Form, read};

    fn told(text: &str) -> Vec<(String, Option<u32>, Option<u32>)> {
        let file = read(text.as_bytes(), None, None).unwrap();
        assert_eq!(file.form, Form::YouTube);
        let ms = |time: Option<crate::time::Timestamp>| time.map(|time| time.as_millis());
        let cue = |cue: &crate::timed::FileCue| match cue.words.is_empty() {
            true => vec![(cue.lines().collect::<Vec<_>>().join("|"), ms(cue.start), ms(cue.end))],
            false => cue.words.iter().map(|w| (w.text.clone(), ms(w.start), ms(w.end))).collect(),
        };
        file.cues.iter().flat_map(cue).collect()
    }

    #[test]
    fn words_stand_once_and_end_where_the_next_begins() {
        let words = [("one", 1000, 1400), ("two", 1400, 2900)].map(|(w, a, b)| (w.to_owned(), Some(a), Some(b)));
        let json = r#"{"wireMagic":"pb3","events":[{"tStartMs":0,"dDurationMs":9000,"id":1},{"tStartMs":1000,"dDurationMs":4000,"segs":[{"utf8":"one"},{"utf8":" two","tOffsetMs":400}]},{"tStartMs":2000,"aAppend":1,"segs":[{"utf8":"\n"}]}]}"#;
        let xml = r#"<?xml version="1.0"?><timedtext format="3"><body><p t="1000" d="4000"><s>one</s><s t="400"> two</s></p><p t="2000" a="1">&#10;</p></body></timedtext>"#;
        assert_eq!((told(json), told(xml)), (words.to_vec(), words.to_vec()));
    }

    #[test]
    fn captions_of_several_words_are_segments() {
        let caption = [("It's one|two".to_owned(), Some(1000), Some(3500))];
        let json = r#"{"events":[{"tStartMs":1000,"dDurationMs":2500,"segs":[{"utf8":"It's one\ntwo"}]}]}"#;
        let xml = r#"<?xml version="1.0"?><transcript><text start="1" dur="2.5">It&amp;#39;s one
two</text></transcript>"#;
        assert_eq!((told(json), told(xml)), (caption.to_vec(), caption.to_vec()));
    }
}
