//! LRC, the lyrics of music players: one line a cue, in hundredths of a second.

use std::fmt::Write;

use super::{CaptionFile, Cue, CueTrack, Format, RawCue, WriteOptions, measure};
use crate::time::{Delta, Millis, Timestamp};

/// LRC: hundredths, no end times, so an empty line stands where the text ends and a pause begins.
pub(super) fn print(track: &CueTrack, options: &WriteOptions) -> String {
    let mut out = String::new();
    if let Some(title) = &options.title {
        let _ = writeln!(out, "[ti:{}]", measure::one_line(title).replace([']', '['], " "));
    }
    if let Some(ms) = options.duration.map(Millis::as_millis) {
        let _ = writeln!(out, "[length:{}:{:02}]", ms / 60_000, ms / 1000 % 60);
    }
    let _ = writeln!(out, "[la:{}]\n[re:rawi]", track.language());
    for (index, cue) in track.cues().iter().enumerate() {
        let _ = writeln!(out, "[{}]{}", centis(cue.span().start()), lrc_text(cue, options.words));
        let next = track.cues().get(index + 1).map(|n| n.span().start().as_millis() / 10);
        let (start, end) = (cue.span().start().as_millis() / 10, cue.span().end().as_millis() / 10);
        // An end within the hundredth of the start would take the text away.
        if end > start && next.is_none_or(|next| next > end) {
            let _ = writeln!(out, "[{}]", centis(cue.span().end()));
        }
    }
    out
}

fn centis(at: Timestamp) -> String {
    let ms = at.as_millis();
    format!("{:02}:{:02}.{:02}", ms / 60_000, ms / 1000 % 60, ms / 10 % 100)
}

fn lrc_text(cue: &Cue, words: bool) -> String {
    // A text that begins like a time would be read as one.
    let plain = cue.shown().join(" ").replace('[', "(").replace(']', ")");
    if !words || cue.words().is_empty() || cue.turns().iter().any(|t| t.label.is_some()) {
        return plain;
    }
    let timed = plain.split_whitespace().zip(cue.words()).map(|(chunk, word)| match word.span() {
        Some(span) => format!("<{}>{chunk}", centis(span.start())),
        None => chunk.to_owned(),
    });
    timed.collect::<Vec<_>>().join(" ")
}

pub(super) fn read(text: &str) -> CaptionFile {
    let mut lines: Vec<(Timestamp, String)> = Vec::new();
    let mut language = None;
    let mut offset = Delta::ZERO;
    for line in text.trim_start_matches('\u{feff}').lines() {
        let mut rest = line.trim();
        let mut times = Vec::new();
        while let Some((tag, tail)) = rest.strip_prefix('[').and_then(|r| r.split_once(']')) {
            if let Ok(at) = tag.parse::<Timestamp>() {
                times.push(at);
            } else if let Some(tag) = tag.strip_prefix("la:") {
                language = tag.trim().parse().ok();
            } else if let Some(shift) = tag.strip_prefix("offset:") {
                let earlier = shift.trim().trim_start_matches('+').parse::<i32>().unwrap_or(0);
                // A positive offset shows everything earlier.
                offset = -Delta::from_millis(i64::from(earlier));
            } else if !is_header(tag) {
                break;
            }
            rest = tail;
        }
        lines.extend(times.into_iter().map(|at| (at, without_word_times(rest))));
    }
    lines.sort_by_key(|(at, _)| *at);
    let ends: Vec<Timestamp> = lines.iter().skip(1).map(|(at, _)| *at).collect();
    let cues =
        lines.into_iter().enumerate().filter(|(_, (_, text))| !measure::is_blank(text)).map(|(index, (start, text))| {
            let end = ends.get(index).copied().unwrap_or(start + Millis::new(4000));
            RawCue::of(start.saturating_shift(offset), end.saturating_shift(offset), vec![text])
        });
    CaptionFile::new(Format::Lrc, language, cues.collect())
}

fn is_header(tag: &str) -> bool {
    tag.split_once(':').is_some_and(|(key, _)| (2..=6).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_lowercase()))
}

fn without_word_times(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match rest.find('>').filter(|end| rest[1..*end].parse::<Timestamp>().is_ok()) {
            Some(end) => rest = &rest[end + 1..],
            None => {
                out.push('<');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lrc_of_others_is_read_with_repeats_offsets_and_word_times() {
        let file = read("[ti:x]\n[offset:+500]\n[00:02.00][01:00.5]<00:02.00>one <00:02.50>two\n[00:03.00]\nno time\n");
        let read: Vec<_> = file.cues.iter().map(|c| (c.start.as_millis(), c.end.as_millis(), c.shown().join(" "))).collect();
        assert_eq!(read, [(1500, 2500, "one two".to_owned()), (60_000, 64_000, "one two".to_owned())]);
    }
}
