//! A table for spreadsheets: start, end, speaker and text of each cue, with commas between and quotation marks where they are needed.

use super::{CueTrack, Speaker, WriteOptions};
use crate::time::ClockStyle;

pub(super) fn print(track: &CueTrack, options: &WriteOptions) -> String {
    // Spreadsheets take a file without the mark for one in an old encoding.
    let mut out = String::from(if options.bom { "\u{feff}" } else { "" });
    out.push_str("start,end,speaker,text\r\n");
    for cue in track.cues() {
        let times = [cue.span().start(), cue.span().end()].map(|at| ClockStyle::Dot.print(at));
        for turn in cue.turns() {
            let speaker = turn.speaker.as_ref().map_or("", Speaker::name);
            let row = [&times[0], &times[1], &quoted(speaker), &quoted(&turn.lines.join("\n"))];
            out.push_str(&row.map(String::as_str).join(","));
            out.push_str("\r\n");
        }
    }
    out
}

/// A field; in quotation marks where it holds what would end it.
pub(super) fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r', ';', '\t']) || text.trim() != text {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
