//! WebVTT: blocks between blank lines, as its parser takes them, with the habits of others borne (header lines, `<br>`, commas in
//! times). A block is a cue when its first line or its second is a time line; notes, styles and regions are passed over.

use super::clock::{TimeLine, frame_rate, is_time_line, time_line};
use super::lines::Lines;
use super::markup::{self, Tags};
use super::{FileCue, Form, Place, TimedText};
use crate::text::Language;

pub(super) fn read(text: &str) -> TimedText {
    let lines = Lines::of(text);
    let heads = heads(&lines);
    let rate = frame_rate(heads.iter().map(|head| &head.times));
    let mut file = TimedText::new(Form::Vtt);
    file.language = language(&lines);
    for (place, head) in heads.iter().enumerate() {
        let next = heads.get(place + 1).map_or(lines.len(), |next| next.at - usize::from(next.has_id));
        let from = head.at + 1;
        let stop = (from..next).find(|at| lines.get(*at).is_empty()).unwrap_or(next);
        let text = lines.span(from..stop, lines.range(head.at).end);
        let begins = lines.range(head.at - usize::from(head.has_id)).start;
        let place = Place { whole: begins..text.end, text, line: head.at + 1, ..Place::default() };
        let id = head.has_id.then(|| lines.get(head.at - 1).to_owned());
        let mut cue = FileCue { place, id, ..FileCue::default() };
        if !head.times.give(&mut cue, lines.range(head.at).start, rate) {
            file.unread.push(lines.unread(head.at, "pair of times"));
        }
        let body = (from..stop).map(|at| lines.get(at));
        let said = markup::read(body, Tags::All, (cue.start, cue.end));
        (cue.turns, cue.words, cue.marked) = (said.turns, said.words, said.marked);
        file.cues.push(cue);
    }
    file
}

/// The time line of a cue.
struct Head {
    at: usize,
    /// The line before is its identifier.
    has_id: bool,
    times: TimeLine,
}

fn heads(lines: &Lines<'_>) -> Vec<Head> {
    let mut found: Vec<Head> = Vec::new();
    // How many lines of the block came before: a blank line or a time line begins a new one.
    let mut before = 0;
    let mut is_note = false;
    for at in 0..lines.len() {
        let line = lines.get(at);
        if line.is_empty() {
            (before, is_note) = (0, false);
            continue;
        }
        if before == 0 {
            is_note = is_other_block(line);
        }
        let opens = before < 2 && !(is_note && before == 0);
        match time_line(lines, at, opens) {
            // A time line whose times can be read begins a cue anywhere: the text of a cue may hold no arrow.
            Some(times) if opens || (!is_note && matches!(times, TimeLine::Times { .. })) => {
                found.push(Head { at, has_id: before == 1 && !is_note, times });
                before = 2;
                is_note = false;
            }
            _ => before += 1,
        }
    }
    found
}

/// Which of three lines, one below the other, begins a cue whatever stands before: its times, or the name above them, behind an
/// empty line.
pub(super) fn begins_cue([first, second, third]: [&str; 3]) -> Option<usize> {
    let is_name = |line: &str| !line.is_empty() && !line.contains(['>', '＞']) && !is_other_block(line);
    if !is_time_line(third) {
        None
    } else if second.is_empty() {
        Some(2)
    } else {
        (first.is_empty() && is_name(second)).then_some(1)
    }
}

fn is_other_block(line: &str) -> bool {
    ["NOTE", "STYLE", "REGION", "WEBVTT"].iter().any(|kind| begins_with_word(line, kind))
}

fn begins_with_word(line: &str, word: &str) -> bool {
    line.strip_prefix(word).is_some_and(|rest| rest.chars().next().is_none_or(char::is_whitespace))
}

/// The language of a `Language:` header line, which is no part of WebVTT and common.
fn language(lines: &Lines<'_>) -> Option<Language> {
    let header = lines.iter().take_while(|line| !line.is_empty());
    header.filter_map(|line| line.strip_prefix("Language:")).find_map(|tag| tag.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_that_are_no_cues_are_passed_over() {
        let text = "WEBVTT - x\r\nKind: captions\r\nLanguage: ar\r\n\r\nNOTE 00:00.500 --> 00:00.900 removed\r\nb\r\n\r\nSTYLE\r\n::cue { }\r\n\r\nREGION\r\nid:r\r\n\r\nintro --> no time\r\n00:01.000 --> 100:00:02.000 align:start\r\n<v مي>نعم\r\n \r\nثم\r\n\r\nwords alone\r\n\r\n00:03.000 --> x\r\nlost\r\n";
        let file = read(text);
        assert_eq!(file.language, Some(Language::arabic()));
        assert_eq!(file.cues.len(), 2);
        assert_eq!(file.cues[0].lines().collect::<Vec<_>>(), ["نعم", " ", "ثم"], "only an empty line ends a cue");
        assert_eq!(file.cues[0].end.unwrap().as_millis(), 360_002_000);
        assert_eq!(file.cues[0].id.as_deref(), Some("intro --> no time"));
        assert_eq!((file.cues[1].start, file.cues[1].lines().next()), (None, Some("lost")));
        assert_eq!(file.unread.iter().map(|u| u.line).collect::<Vec<_>>(), [22]);
    }
}
