//! LRC: a line of text behind one time or several, in brackets. It ends where the next line begins.

use super::lines::Lines;
use super::{FileCue, FileTurn, FileWord, Form, Place, TimedText, clock, word_times};
use crate::time::{Delta, Millis, Timestamp};

/// How long the last line shows, which nothing ends.
const LAST: Millis = Millis::new(4000);

pub(super) fn read(text: &str) -> TimedText {
    let lines = Lines::of(text);
    let mut file = TimedText::new(Form::Lrc);
    let mut offset = Delta::ZERO;
    for at in 0..lines.len() {
        let line = lines.get(at);
        let mut rest = line.trim_start();
        let mut times: Vec<(Timestamp, std::ops::Range<usize>)> = Vec::new();
        while let Some((tag, tail)) = rest.strip_prefix('[').and_then(|r| r.split_once(']')) {
            let from = lines.range(at).start + line.len() - rest.len() + 1;
            if let Some(time) = clock::clock(tag) {
                times.push((time, from..from + tag.len()));
            } else if let Some(named) = tag.strip_prefix("la:") {
                file.language = named.trim().parse().ok();
            } else if let Some(shift) = tag.strip_prefix("offset:") {
                let earlier = shift.trim().trim_start_matches('+').parse::<i32>().unwrap_or(0);
                // A positive offset shows everything earlier.
                offset = -Delta::from_millis(i64::from(earlier));
            } else if !is_header(tag) {
                break;
            }
            rest = tail;
        }
        if times.is_empty() && claims_time(rest) {
            file.unread.push(lines.unread(at, "time"));
        }
        let end = lines.range(at).end;
        let place = Place { whole: lines.range(at), text: end - rest.len()..end, line: at + 1, ..Place::default() };
        let (text, words) = words(rest);
        file.cues.extend(times.into_iter().map(|(time, range)| FileCue {
            place: Place { start: Some(range), ..place.clone() },
            start: Some(time),
            turns: vec![FileTurn::of(None, vec![text.clone()])],
            words: words.clone(),
            ..FileCue::default()
        }));
    }
    settle(&mut file.cues, offset);
    file
}

/// Gives each line its end, moves all by the offset, and leaves out the lines without text,
/// which only end others.
fn settle(cues: &mut Vec<FileCue>, offset: Delta) {
    let mut starts: Vec<Timestamp> = cues.iter().filter_map(|cue| cue.start).collect();
    starts.sort_unstable();
    let moved = |at: Timestamp| at.saturating_shift(offset);
    cues.retain(|cue| cue.lines().any(|line| !line.trim().is_empty()));
    for cue in cues {
        let Some(start) = cue.start else { continue };
        // Two lines with the same time show together; the last of all is ended by nothing.
        let end = starts.get(starts.partition_point(|at| *at <= start)).copied().unwrap_or(start + LAST);
        (cue.start, cue.end) = (Some(moved(start)), Some(moved(end)));
        word_times::ends(&mut cue.words, Some(end));
        for word in &mut cue.words {
            word.start = word.start.map(moved);
            word.end = word.end.map(moved);
        }
    }
}

fn is_header(tag: &str) -> bool {
    tag.split_once(':').is_some_and(|(key, _)| (2..=6).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_lowercase()))
}

/// Whether a line begins with digits in brackets that are no time.
fn claims_time(line: &str) -> bool {
    let tag = line.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(tag, _)| tag);
    tag.is_some_and(|tag| tag.contains(':') && tag.starts_with(|c: char| c.is_ascii_digit() || c == '-'))
}

/// The text without `<00:01.00>` in front of words, and those times.
fn words(text: &str) -> (String, Vec<FileWord>) {
    let (mut out, mut times, mut rest) = (String::new(), Vec::new(), text.trim());
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match rest.split_once('>').and_then(|(tag, tail)| Some((clock::clock(tag)?, tail))) {
            Some((time, tail)) => {
                times.push((out.len(), time));
                rest = tail;
            }
            None => out.push('<'),
        }
    }
    out.push_str(rest);
    let words = if times.is_empty() { Vec::new() } else { word_times::starts(&out, &times) };
    (out.trim().to_owned(), words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lrc_of_others_is_read_with_repeats_offsets_and_word_times() {
        let file = read("[ti:x]\n[offset:+500]\n[00:02.00][01:00.5]<00:02.00>one <00:02.50>two\n[00:03.00]\n[0:x]no time\n");
        let ms = |time: Option<Timestamp>| time.map_or(0, Timestamp::as_millis);
        let told: Vec<_> = file.cues.iter().map(|c| (ms(c.start), ms(c.end), c.lines().collect::<String>())).collect();
        assert_eq!(told, [(1500, 2500, "one two".to_owned()), (60_000, 64_000, "one two".to_owned())]);
        assert_eq!(ms(file.cues[0].words[1].start), 2000);
        assert_eq!(file.unread[0].line, 5);
    }
}
