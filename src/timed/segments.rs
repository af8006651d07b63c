//! JSON segments with start, end and text: openai-whisper, whisperX and faster-whisper, Podcasting 2.0, and lists of segments.

use super::json::Value;
use super::tiers::attach;
use super::{FileCue, FileTurn, FileWord, Form, Origin, Place, TimedText, language};
use crate::time::Timestamp;

/// `segments[]` in seconds, with `words[]` when word times were asked for, in each segment or all at the top.
pub(super) fn read(file: &Value, form: Form) -> TimedText {
    let mut out = TimedText::new(form);
    out.cues = file.items("segments").iter().filter_map(segment).collect();
    give_words(&mut out.cues, file.items("words"));
    out.language = file.get("language").and_then(Value::text).and_then(|name| language::named(&name));
    let duration = file.get("duration").and_then(Value::number).and_then(Timestamp::from_seconds);
    out.origin = Origin { duration: duration.map(|end| end - Timestamp::ZERO), ..Origin::default() };
    out
}

/// A bare list of segments.
pub(super) fn read_list(segments: &[Value]) -> TimedText {
    let mut out = TimedText::new(Form::SegmentList);
    out.cues = segments.iter().filter_map(segment).collect();
    out
}

pub(super) const STARTS: [&str; 6] = ["startTime", "start", "start_sec", "start_time", "begin", "from"];
pub(super) const ENDS: [&str; 6] = ["endTime", "end", "end_sec", "end_time", "stop", "to"];

/// A segment: its text without times where they cannot be read.
fn segment(segment: &Value) -> Option<FileCue> {
    let text = segment.any(&["body", "text", "transcript"]);
    let (start, end) = (segment.any(&STARTS), segment.any(&ENDS));
    let words = words(segment);
    let printed = text.and_then(Value::printed).filter(|text| !text.trim().is_empty());
    let printed = printed.or_else(|| Some(words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ")))?;
    let lines = printed.trim().split('\n').map(|line| line.trim().to_owned()).collect();
    let speaker = segment.get("speaker").and_then(Value::text);
    let place = Place {
        whole: segment.place.clone(),
        start: start.map(|value| value.place.clone()),
        end: end.map(|value| value.place.clone()),
        text: text.map_or(segment.place.end..segment.place.end, |value| value.place.clone()),
        line: 0,
    };
    Some(FileCue {
        place,
        start: start.and_then(seconds),
        end: end.and_then(seconds),
        turns: vec![FileTurn::of(speaker.as_deref(), lines)],
        words,
        ..FileCue::default()
    })
}

/// The words of a segment. whisperX leaves out times and scores of words that it could not align.
fn words(segment: &Value) -> Vec<FileWord> {
    segment.items("words").iter().flat_map(|value| word(value, 1.0)).collect()
}

/// A word, its times in so many units a second; what holds white space is several, whose times nobody knows.
pub(super) fn word(value: &Value, unit: f64) -> Vec<FileWord> {
    let text = value.any(&["punct", "word", "text"]).and_then(Value::text).unwrap_or_default();
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let [token] = tokens[..] else { return tokens.into_iter().map(FileWord::untimed).collect() };
    let at = |value: &Value| Timestamp::from_seconds(value.number()? / unit);
    let confidence = value.any(&["probability", "score", "confidence", "conf"]).and_then(Value::number);
    vec![FileWord {
        text: token.to_owned(),
        start: value.any(&STARTS).and_then(at),
        end: value.any(&ENDS).and_then(at),
        confidence: confidence.filter(|c| (0.0..=1.0).contains(c)).map(|c| c as f32),
        is_inferred: value.get("timing").and_then(Value::bytes) == Some(b"inferred".as_slice()),
    }]
}

/// The words of a list of their own, to the segments within whose time they are said.
fn give_words(cues: &mut [FileCue], list: &[Value]) {
    let words: Vec<FileWord> = list.iter().flat_map(|value| word(value, 1.0)).collect();
    let mut from = 0;
    for cue in cues.iter_mut().filter(|cue| cue.words.is_empty()) {
        let rest = words.get(from..).unwrap_or(&[]);
        let inside = rest.iter().take_while(|word| word.start.zip(cue.end).is_none_or(|(start, end)| start < end));
        let inside: Vec<&FileWord> = inside.collect();
        from += inside.len();
        attach(cue, &inside);
    }
}

fn seconds(value: &Value) -> Option<Timestamp> {
    Timestamp::from_seconds(value.number()?)
}
