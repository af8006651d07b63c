//! SubRip: whatever players read. A cue begins at a line with two times; the digits in front of it are its number.

use super::clock::{TimeLine, frame_rate, is_time_line, time_line};
use super::lines::Lines;
use super::marks::is_mark;
use super::markup::{self, Tags};
use super::{FileCue, Form, Place, TimedText};

pub(super) fn read(text: &str) -> TimedText {
    let lines = Lines::of(text);
    let opens = |index: usize| index == 0 || is_number(lines.get(index - 1)) || lines.get(index - 1).trim().is_empty();
    let heads: Vec<(usize, TimeLine)> =
        (0..lines.len()).filter_map(|at| Some((at, time_line(&lines, at, opens(at))?))).collect();
    let rate = frame_rate(heads.iter().map(|(_, head)| head));
    let mut file = TimedText::new(Form::Srt);
    for (place, (index, head)) in heads.iter().enumerate() {
        let stop = match heads.get(place + 1) {
            // The number of the next cue is the line in front of its times.
            Some((next, _)) if *next > index + 1 && is_number(lines.get(next - 1)) => next - 1,
            Some((next, _)) => *next,
            None => lines.len(),
        };
        let mut cue = place_of(&lines, *index, stop);
        if !head.give(&mut cue, lines.range(*index).start, rate) {
            file.unread.push(lines.unread(*index, "pair of times"));
        }
        let body = (index + 1..stop).map(|at| lines.get(at)).take(body_length(&lines, index + 1, stop));
        let said = markup::read(body, Tags::Players, (cue.start, cue.end));
        (cue.turns, cue.words, cue.marked) = (said.turns, said.words, said.marked);
        file.cues.push(cue);
    }
    file
}

/// How many lines of the text between two time lines there are without the blank ones at its end.
fn body_length(lines: &Lines<'_>, from: usize, to: usize) -> usize {
    (from..to).rev().find(|at| !lines.get(*at).trim().is_empty()).map_or(0, |last| last + 1 - from)
}

fn place_of(lines: &Lines<'_>, index: usize, stop: usize) -> FileCue {
    let has_number = index > 0 && is_number(lines.get(index - 1));
    let text = lines.span(index + 1..index + 1 + body_length(lines, index + 1, stop), lines.range(index).end);
    let from = lines.range(if has_number { index - 1 } else { index }).start;
    let id = has_number.then(|| lines.get(index - 1).trim().to_owned());
    let place = Place { whole: from..text.end, text, line: index + 1, ..Place::default() };
    FileCue { place, id, ..FileCue::default() }
}

/// Whether a line is the number of a cue, in the digits of any script.
fn is_number(line: &str) -> bool {
    let mut letters = line.chars().filter(|c| !c.is_whitespace() && !is_mark(*c)).peekable();
    letters.peek().is_some() && letters.all(char::is_numeric)
}

/// Which of three lines, one below the other, begins a cue whatever stands before: its times, or the number above them, behind a
/// blank line.
pub(super) fn begins_cue([first, second, third]: [&str; 3]) -> Option<usize> {
    if !is_time_line(third) {
        None
    } else if second.trim().is_empty() {
        Some(2)
    } else {
        (first.trim().is_empty() && is_number(second)).then_some(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Timestamp;

    #[test]
    fn what_players_forgive_is_read() {
        let text = "1\r\n00:01,5 --> 00:03.250 X1:0 X2:9\r\n<i>نعم</i> {\\an8}هنا\r\n\r\n2\r\n100:00:00,000 --> 100:00:01,000\r\n\r\n12\r\n\r\n00:00:05,000 --> 00:00:04,000\r\nx < y & <q>";
        let file = read(text);
        let ms = |time: Option<Timestamp>| time.map_or(0, Timestamp::as_millis);
        let times: Vec<_> = file.cues.iter().map(|c| (ms(c.start), ms(c.end))).collect();
        assert_eq!(times, [(1500, 3250), (360_000_000, 360_001_000), (5000, 4000)]);
        let lines = |index: usize| file.cues[index].lines().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(lines(0), ["نعم هنا"]);
        assert_eq!(lines(1), ["", "12"], "a text of digits is kept, and the blank line is there to be found");
        assert_eq!(lines(2), ["x < y & <q>"]);
        let place = &file.cues[0].place;
        assert_eq!(&text[place.start.clone().unwrap()], "00:01,5");
        assert_eq!(&text[place.end.clone().unwrap()], "00:03.250");
        assert_eq!(&text[place.text.clone()], "<i>نعم</i> {\\an8}هنا");
        assert_eq!((place.whole.start, place.line), (0, 2));
    }
}
