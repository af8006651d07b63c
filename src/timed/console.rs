//! What recognisers print while they work: `[00:01.000 --> 00:04.500]  text`, `[1.00s -> 4.50s] text`, a segment a line.

use std::ops::Range;

use super::lines::Lines;
use super::speaker_text::label;
use super::{FileCue, FileTurn, Form, Place, TimedText, clock};
use crate::time::Timestamp;

/// A segment and where it stands in its line.
struct Segment<'a> {
    start: (Timestamp, Range<usize>),
    end: (Timestamp, Range<usize>),
    said: &'a str,
    text: usize,
}

/// Whether half of the lines of a text, or more, are such segments.
pub(super) fn is_such(lines: &Lines<'_>) -> bool {
    let filled = lines.iter().filter(|line| !line.trim().is_empty());
    let (found, all) = filled.fold((0, 0), |(found, all), line| (found + usize::from(segment(line).is_some()), all + 1));
    found > 0 && found * 2 >= all
}

/// Lines between the segments are the program's own messages, unless they follow one that has no text yet.
pub(super) fn read(text: &str) -> TimedText {
    let lines = Lines::of(text);
    let mut file = TimedText::new(Form::ConsoleLines);
    for at in 0..lines.len() {
        let Some(segment) = segment(lines.get(at)) else { continue };
        let whole = lines.range(at);
        let moved = |range: Range<usize>| Some(whole.start + range.start..whole.start + range.end);
        let (speaker, said) =
            match label(segment.said).filter(|(name, _)| segment.said.starts_with('[') || !name.contains(' ')) {
                Some((name, said)) => (Some(name), said),
                None => (None, segment.said),
            };
        let place = Place {
            text: whole.start + segment.text..whole.end,
            start: moved(segment.start.1),
            end: moved(segment.end.1),
            line: at + 1,
            whole,
        };
        let turns = vec![FileTurn::of(speaker, vec![said.to_owned()])];
        let (start, end) = (Some(segment.start.0), Some(segment.end.0));
        file.cues.push(FileCue { place, start, end, turns, ..FileCue::default() });
    }
    file.cues.retain(|cue| cue.lines().any(|line| !line.is_empty()));
    file
}

fn segment(line: &str) -> Option<Segment<'_>> {
    let open = line.find(|c: char| !c.is_whitespace()).filter(|at| line[*at..].starts_with('['))?;
    let close = open + line.get(open..)?.find(']')?;
    let times = line.get(open + 1..close)?;
    let (arrow, length) = ["-->", "->"].iter().find_map(|arrow| Some((times.find(arrow)?, arrow.len())))?;
    let (left, right) = (times.get(..arrow)?, times.get(arrow + length..)?);
    let place = |part: &str, from: usize| {
        let at = open + 1 + from + (part.len() - part.trim_start().len());
        at..at + part.trim().len()
    };
    let start = (time(left)?, place(left, 0));
    let end = (time(right)?, place(right, arrow + length));
    let said = line.get(close + 1..)?;
    Some(Segment { start, end, text: close + 1 + (said.len() - said.trim_start().len()), said: said.trim() })
}

/// A clock time, or seconds with their sign.
fn time(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let seconds = || text.strip_suffix('s').unwrap_or(text).parse().ok().and_then(Timestamp::from_seconds);
    clock::clock(text).or_else(seconds)
}

#[cfg(test)]
mod tests {
    use crate::timed::{Form, read};

    #[test]
    fn each_line_is_a_segment_and_messages_are_none() {
        let text = "Detected language 'en' with probability 0.98\n[0.00s -> 4.50s]  Good day to you.\n[4.50s -> 9.00s] [SPEAKER_01]: At 10:30: rain.\n";
        let file = read(text.as_bytes(), None, None).unwrap();
        assert_eq!((file.form, file.cues.len()), (Form::ConsoleLines, 2));
        assert_eq!(file.cues[1].turns[0].speaker.as_deref(), Some("SPEAKER_01"));
        assert_eq!(file.cues[1].lines().collect::<String>(), "At 10:30: rain.");
        assert_eq!(&file.source[file.cues[0].place.start.clone().unwrap()], b"0.00s");
        assert_eq!(&file.source[file.cues[0].place.text.clone()], b"Good day to you.");
    }
}
