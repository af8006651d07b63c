//! WebVTT and SRT as transcripts: the words of the captions, the captions as segments.

use crate::text::Language;
use crate::time::{Span, Timestamp};

use super::Transcript;
use super::gather::{Gather, engine};

/// The transcript in a file of captions; `None` when no line is a caption's time line with a time that can be read. A time
/// line that cannot be read still begins a caption: its words have no time, and they are not the caption's before it.
pub(super) fn read(text: &str) -> Option<Transcript> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let vtt = text.trim_start_matches('\u{feff}').starts_with("WEBVTT");
    let lines: Vec<&str> = text.lines().collect();
    let starts: Vec<usize> = (0..lines.len()).filter(|i| is_time_line(lines[*i])).collect();
    if !starts.iter().any(|i| times(lines[*i]).is_some()) && !vtt {
        return None;
    }
    let mut gather = Gather::default();
    for (place, start) in starts.iter().enumerate() {
        let next = starts.get(place + 1).copied();
        let payload = payload(&lines, *start + 1, next, vtt);
        let first = gather.len();
        let mut speaker = None;
        let span = times(lines[*start]);
        for line in payload {
            caption_line(line, span, &mut gather, &mut speaker);
        }
        gather.close(first, span, speaker);
    }
    let header = lines.iter().take_while(|l| !l.contains("-->"));
    let language = header.filter_map(|l| l.strip_prefix("Language:")).find_map(|tag| tag.parse().ok());
    Some(gather.finish(engine(if vtt { "webvtt" } else { "subrip" }), language.unwrap_or_else(Language::unknown), None))
}

/// The lines of a caption: until a blank line, or until the number line of the next caption where blank lines are missing.
fn payload<'a>(lines: &[&'a str], from: usize, next: Option<usize>, vtt: bool) -> Vec<&'a str> {
    let to = next.unwrap_or(lines.len());
    let mut found: Vec<&str> = lines.get(from..to).unwrap_or(&[]).to_vec();
    let number = |line: &&str| !line.trim().is_empty() && line.trim().bytes().all(|b| b.is_ascii_digit());
    // SRT captions may hold blank lines; only WebVTT forbids them.
    if vtt {
        let end = found.iter().position(|l| l.trim().is_empty()).unwrap_or(found.len());
        found.truncate(end);
    } else if next.is_some() && found.last().is_some_and(number) {
        found.pop();
    }
    found
}

/// Whether something like two clock times stands around the arrow, readable or not.
fn is_time_line(line: &str) -> bool {
    let clock = |text: Option<&str>| text.is_some_and(|t| t.contains(':'));
    let broken = |(start, end): (&str, &str)| {
        clock(Some(start.trim()).filter(|s| !s.contains(' '))) && clock(end.split_whitespace().next())
    };
    times(line).is_some() || line.split_once("-->").is_some_and(broken)
}

fn times(line: &str) -> Option<Span> {
    let (start, rest) = line.split_once("-->")?;
    let end = rest.split_whitespace().next()?;
    let (start, end): (Timestamp, Timestamp) = (start.parse().ok()?, end.parse().ok()?);
    Span::new(start, end)
}

/// One line of text: tags are dropped, `<v Name>` gives the speaker, `<00:00:01.500>` gives the time from which the words
/// behind it are heard. A word's end is the next time within its caption.
fn caption_line(line: &str, span: Option<Span>, gather: &mut Gather, speaker: &mut Option<String>) {
    let karaoke = line.match_indices('<').any(|(at, _)| tag(line, at).is_some_and(|t| t.parse::<Timestamp>().is_ok()));
    if !karaoke || line.len() > LONGEST_TIMED_LINE {
        gather.untimed(&plain(line, speaker));
        return;
    }
    let mut at = span.map(Span::start);
    for (start, words) in timed_runs(line, speaker) {
        at = start.or(at);
        let end = next_time(line, start).or(span.map(Span::end));
        let heard = at.zip(end).and_then(|(start, end)| Span::new(start, end));
        let count = words.split_whitespace().count();
        for word in words.split_whitespace() {
            // Several words behind one time share a stretch; only the first one's start would be known.
            gather.word(word, heard.filter(|_| count == 1), None);
        }
    }
}

/// Longer tags are text, and word times are read only in lines that a caption can have.
const LONGEST_TAG: usize = 500;
const LONGEST_TIMED_LINE: usize = 20_000;

/// What stands between the angle brackets that open at `at`.
fn tag(line: &str, at: usize) -> Option<&str> {
    let rest = line.get(at + 1..)?;
    let end = rest.bytes().take(LONGEST_TAG).position(|b| b == b'>')?;
    rest.get(..end)
}

/// The runs of text behind each time.
fn timed_runs(line: &str, speaker: &mut Option<String>) -> Vec<(Option<Timestamp>, String)> {
    let mut runs = vec![(None, String::new())];
    for (place, piece) in line.split('<').enumerate() {
        let (tag, text) =
            if place == 0 { (None, piece) } else { piece.split_once('>').map_or((None, piece), |(t, x)| (Some(t), x)) };
        if let Some(time) = tag.and_then(|t| t.parse().ok()) {
            runs.push((Some(time), String::new()));
        } else if let Some(tag) = tag {
            note_speaker(tag, speaker);
        }
        if let Some((_, run)) = runs.last_mut() {
            run.push_str(&unescaped(text));
        }
    }
    runs.retain(|(_, run)| !run.trim().is_empty());
    runs
}

fn next_time(line: &str, after: Option<Timestamp>) -> Option<Timestamp> {
    let found = line.match_indices('<').filter_map(|(at, _)| tag(line, at)?.parse::<Timestamp>().ok());
    found.into_iter().find(|time| after.is_none_or(|after| *time > after))
}

fn plain(line: &str, speaker: &mut Option<String>) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let known = tag(rest, at).filter(|t| is_tag(t));
        match known {
            Some(tag) => {
                note_speaker(tag, speaker);
                rest = &rest[at + tag.len() + 2..];
            }
            // A "less than" of the text.
            None => {
                out.push('<');
                rest = &rest[at + 1..];
            }
        }
    }
    out.push_str(rest);
    unescaped(&out)
}

fn is_tag(tag: &str) -> bool {
    let name = tag.trim_start_matches('/').split([' ', '.']).next().unwrap_or("");
    matches!(name.to_ascii_lowercase().as_str(), "v" | "c" | "b" | "i" | "u" | "s" | "lang" | "ruby" | "rt" | "font")
}

fn note_speaker(tag: &str, speaker: &mut Option<String>) {
    let name =
        tag.strip_prefix("v ").or_else(|| tag.strip_prefix("v.").and_then(|t| t.split_once(' ')).map(|(_, name)| name));
    if let (Some(name), None) = (name, &speaker) {
        *speaker = Some(unescaped(name.trim()));
    }
}

fn unescaped(text: &str) -> String {
    // SubStation override blocks such as {\an8} stray into SRT.
    let text = match (text.find("{\\"), text.find('}')) {
        (Some(open), Some(close)) if open < close => format!("{}{}", &text[..open], &text[close + 1..]),
        _ => text.to_owned(),
    };
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", " ")
        .replace("&lrm;", "\u{200e}")
        .replace("&rlm;", "\u{200f}")
        .replace("&amp;", "&")
}
