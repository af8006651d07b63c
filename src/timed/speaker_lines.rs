//! Text by speakers, as transcription services export it: a line with a name and a time, or a time alone, and what is said below
//! it or behind it. The times are those of paragraphs, cut to whole seconds.

use std::ops::Range;

use super::lines::Lines;
use super::{FileCue, FileTurn, Form, Place, TimedText, clock};
use crate::time::{Millis, Timestamp};

/// How long the last paragraph lasts, which nothing ends.
const LAST: Millis = Millis::new(4000);
/// So many lines with times make a text one of this form.
const LEAST: usize = 3;
/// And so many in a hundred of its lines.
const SHARE: usize = 5;
/// Longer names are text.
const MOST_WORDS: usize = 6;

/// A line that says who speaks from when on.
struct Head<'a> {
    speaker: Option<&'a str>,
    time: Timestamp,
    /// Where the time stands in the line.
    place: Range<usize>,
    /// Where what is said begins, in the line.
    text: usize,
}

/// Whether a text is of this form: enough lines with times, which never fall.
pub(super) fn is_such(lines: &Lines<'_>) -> bool {
    let heads: Vec<Timestamp> = lines.iter().filter_map(|line| head(line).map(|head| head.time)).collect();
    let filled = lines.iter().filter(|line| !line.trim().is_empty()).count();
    heads.len() >= LEAST && heads.is_sorted() && heads.len() * 100 >= filled * SHARE
}

pub(super) fn read(text: &str) -> TimedText {
    let lines = Lines::of(text);
    let mut file = TimedText::new(Form::SpeakerLines);
    for at in 0..lines.len() {
        let line = lines.get(at);
        let whole = lines.range(at);
        if let Some(head) = head(line) {
            let from = whole.start;
            let place = Place {
                whole: whole.clone(),
                start: Some(from + head.place.start..from + head.place.end),
                end: None,
                text: from + head.text..whole.end,
                line: at + 1,
            };
            let said = line.get(head.text..).unwrap_or("").trim();
            let said = if said.is_empty() { Vec::new() } else { vec![said.to_owned()] };
            let turns = vec![FileTurn::of(head.speaker, said)];
            file.cues.push(FileCue { place, start: Some(head.time), turns, ..FileCue::default() });
        } else if !line.trim().is_empty() && !is_footer(line) {
            add(&mut file, line.trim(), &whole, at + 1);
        }
    }
    file.cues.retain(|cue| cue.lines().next().is_some());
    let starts: Vec<Option<Timestamp>> = file.cues.iter().map(|cue| cue.start).collect();
    for (at, cue) in file.cues.iter_mut().enumerate() {
        let next = starts.get(at + 1..).unwrap_or(&[]).iter().flatten().find(|next| Some(**next) > cue.start);
        cue.end = cue.start.map(|start| next.copied().unwrap_or(start + LAST));
    }
    file
}

/// A line of text: of the turn above it, or of nobody where it is the first.
fn add(file: &mut TimedText, line: &str, whole: &Range<usize>, number: usize) {
    if file.cues.is_empty() {
        let place = Place { whole: whole.clone(), text: whole.clone(), line: number, ..Place::default() };
        file.cues.push(FileCue { place, turns: vec![FileTurn::default()], ..FileCue::default() });
    }
    let Some(cue) = file.cues.last_mut() else { return };
    if cue.turns.iter().all(|turn| turn.lines.is_empty()) {
        cue.place.text.start = whole.start;
    }
    (cue.place.text.end, cue.place.whole.end) = (whole.end, whole.end);
    if let Some(turn) = cue.turns.last_mut() {
        turn.lines.push(line.to_owned());
    }
}

/// What the services write below a text.
fn is_footer(line: &str) -> bool {
    line.trim().starts_with("Transcribed by http")
}

/// `Name  0:05`, `Name (00:05):`, `[00:05] Name: text`, `00:05`.
fn head(line: &str) -> Option<Head<'_>> {
    let (time, place) = time(line)?;
    let before = line.get(..place.start)?.trim().trim_matches(['[', '(', '-', '–', '*']).trim();
    let (after_at, is_bracketed) = behind(line, place.end);
    let after = line.get(after_at..)?;
    let colon = after.trim_start().starts_with(':');
    let begins = after_at + after.len() - after.trim_start().trim_start_matches(':').trim_start().len();
    if before.is_empty() {
        // The name stands behind the time, or nobody is named.
        let rest = line.get(begins..)?;
        let named = rest.split_once(':').filter(|(name, _)| is_name(name));
        return match named {
            Some((name, said)) => {
                Some(Head { speaker: Some(name.trim().trim_matches('*')), time, place, text: line.len() - said.len() })
            }
            None if rest.trim().is_empty() || is_bracketed => Some(Head { speaker: None, time, place, text: begins }),
            None => None,
        };
    }
    let name = before.trim_end_matches(':').trim_matches('*').trim();
    let is_apart = line.get(..place.start)?.ends_with(['\t', '(', '[']) || line.get(..place.start)?.ends_with("  ");
    let ends = line.get(begins..)?.trim().is_empty() || colon || after.starts_with("  ");
    (is_name(name) && is_apart && ends).then_some(Head { speaker: Some(name), time, place, text: begins })
}

/// Where the bracket behind a time is over, and whether there is one.
fn behind(line: &str, at: usize) -> (usize, bool) {
    let is_bracketed = line.get(at..).is_some_and(|rest| rest.starts_with([']', ')']));
    (at + usize::from(is_bracketed), is_bracketed)
}

/// The first run of digits and colons in a line that is a time, and where it stands.
fn time(line: &str) -> Option<(Timestamp, Range<usize>)> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | ',');
    let mut from = 0;
    while let Some(at) = line.get(from..)?.find(|c: char| c.is_ascii_digit()) {
        let start = from + at;
        let length = line.get(start..)?.find(|c: char| !is_part(c)).unwrap_or(line.len() - start);
        let token = line.get(start..start + length)?.trim_end_matches([':', '.', ',']);
        if token.contains(':')
            && let Some(time) = clock::clock(token)
        {
            return Some((time, start..start + token.len()));
        }
        from = start + length;
    }
    None
}

fn is_name(name: &str) -> bool {
    let name = name.trim();
    let words = name.split_whitespace().count();
    (1..=MOST_WORDS).contains(&words) && !name.ends_with(['.', '?', '!', '؟', ',']) && name.contains(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use crate::timed::{Form, read};

    fn told(text: &str) -> Vec<(Option<u32>, Option<String>, String)> {
        let file = read(text.as_bytes(), None, None).unwrap();
        assert_eq!(file.form, Form::SpeakerLines);
        let ms = |time: Option<crate::time::Timestamp>| time.map(|time| time.as_millis());
        file.cues
            .iter()
            .map(|c| (ms(c.start), c.turns[0].speaker.clone(), c.lines().collect::<Vec<_>>().join("|")))
            .collect()
    }

    #[test]
    fn names_and_times_are_no_words_whichever_way_they_stand() {
        let expected =
            [(1000, "Amal K", "Yes: at 10:30 it rains."), (5000, "Omar", "No."), (3_610_000, "Amal K", "Well|then.")]
                .map(|(at, name, said)| (Some(at), Some(name.to_owned()), said.to_owned()));
        for text in [
            "Amal K  0:01  \nYes: at 10:30 it rains.\n\nOmar  0:05\nNo.\n\nAmal K  1:00:10\nWell\nthen.\n\nTranscribed by https://otter.ai\n",
            "Amal K (00:01):\nYes: at 10:30 it rains.\n\nOmar (00:05):\nNo.\n\nAmal K (01:00:10):\nWell\nthen.\n",
            "00:00:01 Amal K: Yes: at 10:30 it rains.\n00:00:05 Omar: No.\n01:00:10 Amal K: Well\nthen.\n",
            "Amal K    00:00:01    Yes: at 10:30 it rains.\nOmar    00:00:05    No.\nAmal K    01:00:10    Well\nthen.\n",
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn prose_with_clock_times_is_no_such_text() {
        let text =
            "The meeting began at 10:00 in the hall.\nNote: they left at 11:00.\nAt 12:00 it was over.\nThen nothing.\n";
        assert!(read(text.as_bytes(), None, None).is_err());
    }
}
