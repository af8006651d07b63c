//! WebVTT, writing. Plain cues carry one voice span each; with word times a timestamp stands in front of each word. A note in front
//! of a cue tells whoever edits where it says something else than the article.

use std::fmt::Write;

use super::{Cue, CueKind, CueTrack, Turn, WriteOptions, bidi, measure, unpublished};
use crate::time::{ClockStyle, Timed, Timestamp};

pub(super) fn print(track: &CueTrack, options: &WriteOptions) -> String {
    let mut out = String::new();
    if options.bom {
        out.push('\u{feff}');
    }
    out.push_str("WEBVTT\n");
    if let Some(note) = &options.provenance {
        let note = note.lines().map(measure::one_line).filter(|line| !measure::is_blank(line)).collect::<Vec<_>>();
        if !note.is_empty() {
            let _ = write!(out, "\nNOTE\n{}\n", note.join("\n").replace("-->", "->"));
        }
    }
    if options.style {
        out.push_str("\nSTYLE\n::cue(v) { color: white; }\n");
    }
    for (index, cue) in track.cues().iter().enumerate() {
        let id = identifier(index + 1, cue);
        for note in unpublished::notes(cue) {
            let _ = write!(out, "\nNOTE {}\n", note.replace("-->", "->"));
        }
        let (start, end) = (ClockStyle::Dot.print(cue.span().start()), ClockStyle::Dot.print(cue.span().end()));
        let _ = write!(out, "\n{id}\n{start} --> {end}\n{}\n", payload(cue, track.is_right_to_left(cue), options.words));
    }
    out
}

/// The cue's number and what is known of its wording: `12 published s7 s8`, `13 spoken`, `14 sound`, with `speaker-inferred`
/// behind it when the name comes from the article only.
pub(super) fn identifier(number: usize, cue: &Cue) -> String {
    let mut id = number.to_string();
    if let Some(source) = cue.source().as_str() {
        let _ = write!(id, " {source}");
    }
    if cue.kind() == CueKind::Sound {
        id.push_str(" sound");
    }
    for sentence in cue.sentences() {
        let _ = write!(id, " s{sentence}");
    }
    if cue.speaker().is_some_and(super::Speaker::is_inferred) {
        id.push_str(" speaker-inferred");
    }
    id
}

fn payload(cue: &Cue, right_to_left: bool, karaoke: bool) -> String {
    let mut words = cue.words().iter();
    let mut last = cue.span().start();
    let mut parts = Vec::new();
    for turn in cue.turns() {
        let mut body = Vec::new();
        for line in &turn.lines {
            let text =
                if karaoke && !cue.words().is_empty() { timed(line, cue, &mut words, &mut last) } else { escape(line) };
            // A mark goes by the letters of the line, not by those of the tags.
            let marked = bidi::for_vtt(line, right_to_left);
            let mark = marked.strip_suffix(line.as_str()).unwrap_or("");
            body.push(format!("{mark}{text}"));
        }
        let body = body.join("\n");
        let body = cue.language().map_or(body.clone(), |language| format!("<lang {language}>{body}</lang>"));
        parts.push(voiced(turn, &body, cue.turns().len() > 1));
    }
    parts.join("\n")
}

fn voiced(turn: &Turn, body: &str, close: bool) -> String {
    match &turn.speaker {
        // The end tag may go only where the voice is the whole cue.
        Some(speaker) if close => format!("<v {}>{body}</v>", annotation(speaker.name())),
        Some(speaker) => format!("<v {}>{body}", annotation(speaker.name())),
        None => body.to_owned(),
    }
}

/// A line with a timestamp in front of each word that was heard strictly within the cue and strictly after the one before.
fn timed<'a>(line: &str, cue: &Cue, words: &mut impl Iterator<Item = &'a Timed>, last: &mut Timestamp) -> String {
    let mut out = String::new();
    for (index, chunk) in line.split_whitespace().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        let at = words.next().and_then(|w| w.span()).map(|s| s.start());
        if let Some(at) = at.filter(|at| *at > *last && *at < cue.span().end()) {
            let _ = write!(out, "<{}>", ClockStyle::Dot.print(at));
            *last = at;
        }
        out.push_str(&escape(chunk));
    }
    out
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn annotation(name: &str) -> String {
    name.replace('&', "&amp;").replace('>', "&gt;")
}
