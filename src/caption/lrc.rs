//! LRC, the lyrics of music players: one line a cue, in hundredths of a second.

use std::fmt::Write;

use super::{Cue, CueTrack, WriteOptions, measure};
use crate::time::{Millis, Timestamp};

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
