//! SBV: a line with two times and a comma between them, and the text below it up to a blank line.

use super::lines::Lines;
use super::{FileCue, FileTurn, Form, Place, TimedText, clock};

/// Whether a text is of this form: it begins with a line of two times.
pub(super) fn is_such(lines: &Lines<'_>) -> bool {
    let first = (0..lines.len()).find(|at| !lines.get(*at).trim().is_empty());
    first.and_then(|at| head(lines, at)).is_some()
}

pub(super) fn read(text: &str) -> TimedText {
    let lines = Lines::of(text);
    let mut file = TimedText::new(Form::Sbv);
    let mut is_inside = false;
    for at in 0..lines.len() {
        let line = lines.get(at);
        if let Some(cue) = head(&lines, at) {
            file.cues.push(cue);
            is_inside = true;
        } else if line.trim().is_empty() {
            is_inside = false;
        } else if let Some(cue) = file.cues.last_mut().filter(|_| is_inside) {
            let range = lines.range(at);
            if cue.turns.is_empty() {
                cue.turns.push(FileTurn::default());
                cue.place.text.start = range.start;
            }
            (cue.place.text.end, cue.place.whole.end) = (range.end, range.end);
            if let Some(turn) = cue.turns.last_mut() {
                turn.lines.push(line.trim().to_owned());
            }
        } else {
            file.unread.push(lines.unread(at, "pair of times"));
        }
    }
    file
}

/// Which of three lines begins a cue whatever stands before.
pub(super) fn begins_cue(lines: [&str; 3]) -> Option<usize> {
    times(lines[0]).map(|_| 0)
}

/// `0:00:01.000,0:00:02.500`: the two clock times as they are written.
fn times(line: &str) -> Option<(&str, &str)> {
    let (start, end) = line.split_once(',')?;
    let is_clock = |text: &str| text.contains(':') && text.contains('.') && !text.contains(',');
    let has_both = is_clock(start) && is_clock(end) && clock::clock(start).is_some() && clock::clock(end).is_some();
    has_both.then_some((start, end))
}

/// A line of two times, as a cue without text.
fn head(lines: &Lines<'_>, at: usize) -> Option<FileCue> {
    let (line, from) = (lines.get(at), lines.range(at).start);
    let (start, end) = times(line)?;
    let (begins, ends) = (clock::clock(start)?, clock::clock(end)?);
    let until = from + line.len();
    let place = Place {
        whole: from..until,
        start: Some(from..from + start.len()),
        end: Some(from + start.len() + 1..until),
        text: until..until,
        line: at + 1,
    };
    Some(FileCue { place, start: Some(begins), end: Some(ends), ..FileCue::default() })
}

#[cfg(test)]
mod tests {
    use crate::timed::{Form, read};

    #[test]
    fn times_stand_above_their_text() {
        let text = "0:00:01.000,0:00:02.500\nGood, day\nto you\n\n0:00:03.000,soon\nBye\n\n1:00:00.000,1:00:01.000\nWell.\n";
        let file = read(text.as_bytes(), None, None).unwrap();
        let ms = |time: Option<crate::time::Timestamp>| time.map(|time| time.as_millis());
        let told: Vec<_> =
            file.cues.iter().map(|c| (ms(c.start), ms(c.end), c.lines().collect::<Vec<_>>().join("|"))).collect();
        assert_eq!(file.form, Form::Sbv);
        assert_eq!(told[0], (Some(1000), Some(2500), "Good, day|to you".to_owned()));
        assert_eq!(told[1], (Some(3_600_000), Some(3_601_000), "Well.".to_owned()));
        assert_eq!(file.unread.iter().map(|unread| unread.line).collect::<Vec<_>>(), [5, 6]);
        assert_eq!(&text[file.cues[0].place.text.clone()], "Good, day\nto you");
    }
}
