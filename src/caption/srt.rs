//! SubRip, writing: UTF-8 without a byte-order mark, lines ended by CR LF, commas and three digits in times.

use std::fmt::Write;

use super::{CueTrack, WriteOptions, bidi};
use crate::time::ClockStyle;
use crate::timed::begins_with_reference;

pub(super) fn print(track: &CueTrack, options: &WriteOptions) -> String {
    let mut out = String::new();
    if options.bom {
        out.push('\u{feff}');
    }
    for (index, cue) in track.cues().iter().enumerate() {
        let (start, end) = (ClockStyle::Comma.print(cue.span().start()), ClockStyle::Comma.print(cue.span().end()));
        let _ = write!(out, "{}\r\n{start} --> {end}\r\n", index + 1);
        for line in cue.shown() {
            let _ = write!(out, "{}\r\n", bidi::for_srt(&legible(&line), track.is_right_to_left(cue), options.bidi));
        }
        out.push_str("\r\n");
    }
    out
}

/// `line` with look-alikes for what a player would take for a tag, a character reference or a time: there is no escape in
/// SubRip.
pub(super) fn legible(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for (at, c) in line.char_indices() {
        let rest = line.get(at..).unwrap_or("");
        let next = rest.chars().nth(1);
        match c {
            '<' if next.is_some_and(|n| n.is_alphabetic() || matches!(n, '/' | '!' | '?' | '{')) => out.push('‹'),
            '{' if matches!(next, Some('\\')) => out.push('('),
            '&' if begins_with_reference(rest) => out.push('＆'),
            _ => out.push(c),
        }
    }
    out.replace("-->", "→")
}
