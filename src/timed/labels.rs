//! Audacity's label track: start, end and text between tabs, in seconds.

use super::lines::Lines;
use super::{FileCue, FileTurn, Form, Place, TimedText};
use crate::time::Timestamp;

pub(super) fn read(text: &str) -> TimedText {
    let lines = Lines::of(text);
    let mut file = TimedText::new(Form::Audacity);
    for at in 0..lines.len() {
        let line = lines.get(at);
        // A line that begins with a backslash is the range of frequencies of the label above it.
        if line.trim().is_empty() || line.starts_with('\\') {
            continue;
        }
        match label(line, lines.range(at).start, at + 1) {
            Some(cue) => file.cues.push(cue),
            None => file.unread.push(lines.unread(at, "label")),
        }
    }
    file
}

fn label(line: &str, from: usize, number: usize) -> Option<FileCue> {
    let mut fields = line.splitn(3, '\t');
    let (start, end, text) = (fields.next()?, fields.next()?, fields.next().unwrap_or(""));
    let seconds = |field: &str| Timestamp::from_seconds(field.trim().replace(',', ".").parse().ok()?);
    let until = from + line.len();
    let place = Place {
        whole: from..until,
        start: Some(from..from + start.len()),
        end: Some(from + start.len() + 1..from + start.len() + 1 + end.len()),
        text: until - text.len()..until,
        line: number,
    };
    let turns = vec![FileTurn::of(None, vec![text.to_owned()])];
    Some(FileCue { place, start: Some(seconds(start)?), end: Some(seconds(end)?), turns, ..FileCue::default() })
}
