//! Audacity's label track: one line a cue, in seconds with six decimals.

use std::fmt::Write;

use super::CueTrack;

/// Audacity's label track: start, end and text between tabs.
pub(super) fn print(track: &CueTrack) -> String {
    let mut out = String::new();
    for cue in track.cues() {
        let (start, end) = (cue.span().start().as_seconds(), cue.span().end().as_seconds());
        let text = cue.shown().join(" ").replace(['\t', '\n'], " ");
        // A text that begins with a backslash would be read as a frequency range.
        let _ = writeln!(out, "{start:.6}\t{end:.6}\t{}", text.trim_start_matches('\\'));
    }
    out
}
