//! SBV, YouTube's form of SubViewer: two times on a line, and the text below.

use std::fmt::Write;

use super::CueTrack;
use crate::time::Timestamp;

pub(super) fn print(track: &CueTrack) -> String {
    let mut out = String::new();
    for cue in track.cues() {
        let _ = writeln!(out, "{},{}", clock(cue.span().start()), clock(cue.span().end()));
        for line in cue.shown() {
            let _ = writeln!(out, "{}", legible(&line));
        }
        out.push('\n');
    }
    out
}

fn clock(at: Timestamp) -> String {
    let ms = at.as_millis();
    format!("{}:{:02}:{:02}.{:03}", ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000)
}

/// A line that would be read as the times of another cue has a look-alike for its comma.
fn legible(line: &str) -> String {
    let is_times = |(a, b): (&str, &str)| [a, b].iter().all(|half| half.contains(':') && half.contains('.'));
    if line.split_once(',').is_some_and(is_times) { line.replacen(',', "，", 1) } else { line.to_owned() }
}
