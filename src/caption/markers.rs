//! Markers for audio editors: Reaper's and Audition's lists, Pro Tools' session text. A marker has the time of a cue and its text
//! on one line, with the speaker in front.

use std::fmt::Write;

use super::{Cue, CueTrack, Speaker, WriteOptions, measure, table};
use crate::time::{Frames, SampleRate, Timestamp};

/// Reaper's list of regions, in minutes and seconds: the ruler of the project must count in these too.
pub(super) fn reaper(track: &CueTrack) -> String {
    let mut out = String::from("#,Name,Start,End,Length\n");
    for (index, cue) in track.cues().iter().enumerate() {
        let (start, end) = (cue.span().start(), cue.span().end());
        let length = Timestamp::ZERO + cue.span().duration();
        let _ = write!(out, "R{},{}", index + 1, table::quoted(&name(cue)));
        let _ = writeln!(out, ",{},{},{}", long(start), long(end), long(length));
    }
    out
}

/// Audition's list of markers, which has tabs between its columns in spite of its ending.
pub(super) fn audition(track: &CueTrack) -> String {
    let mut out = String::from("Name\tStart\tDuration\tTime Format\tType\tDescription\n");
    for (index, cue) in track.cues().iter().enumerate() {
        let length = Timestamp::ZERO + cue.span().duration();
        let (start, name) = (short(cue.span().start()), name(cue).replace('\t', " "));
        let _ = writeln!(out, "Marker {:02}\t{start}\t{}\tdecimal\tCue\t{name}", index + 1, short(length));
    }
    out
}

/// The rate in which Pro Tools' text counts samples.
const SAMPLES: u32 = 48_000;

/// The part of Pro Tools' session text that lists its markers.
pub(super) fn pro_tools(track: &CueTrack, options: &WriteOptions) -> String {
    let rate = options.frame_rate;
    let title = options.title.as_deref().map_or_else(|| "rawi".to_owned(), one_field);
    let drop = if rate.drops() { " Drop" } else { "" };
    let mut out = format!("SESSION NAME:\t{title}\nSAMPLE RATE:\t{SAMPLES}.000000\nBIT DEPTH:\t24-bit\n");
    let start = if rate.drops() { "00:00:00;00" } else { "00:00:00:00" };
    let _ = writeln!(out, "SESSION START TIMECODE:\t{start}");
    let _ = writeln!(out, "TIMECODE FORMAT:\t{}{drop} Frame", rate.name().trim_end_matches("df"));
    out.push_str("# OF AUDIO TRACKS:\t0\n# OF AUDIO CLIPS:\t0\n# OF AUDIO FILES:\t0\n\n\nM A R K E R S  L I S T I N G\n");
    out.push_str("#   \tLOCATION     \tTIME REFERENCE    \tUNITS    \tNAME                             \tCOMMENTS\n");
    let samples = SampleRate::new(SAMPLES).unwrap_or(SampleRate::SPEECH);
    for (index, cue) in track.cues().iter().enumerate() {
        let at = cue.span().start();
        let (code, place) = (rate.timecode(at), Frames::before(at, samples).0);
        let speaker = cue.speaker().map_or_else(String::new, |speaker| one_field(speaker.name()));
        let text = one_field(&cue.text());
        let _ = writeln!(out, "{:<4}\t{code:<13}\t{place:<18}\tSamples  \t{text:<33}\t{speaker}", index + 1);
    }
    out
}

/// The text of a cue on one line, its speaker in front.
pub(super) fn name(cue: &Cue) -> String {
    let turn = |turn: &super::Turn| match &turn.speaker {
        Some(speaker) => format!("{}: {}", Speaker::name(speaker), turn.lines.join(" ")),
        None => turn.lines.join(" "),
    };
    measure::one_line(&cue.turns().iter().map(turn).collect::<Vec<_>>().join(" – "))
}

fn one_field(text: &str) -> String {
    measure::one_line(text).replace('\t', " ")
}

/// `1:02:03.456`
fn long(at: Timestamp) -> String {
    let ms = at.as_millis();
    format!("{}:{:02}:{:02}.{:03}", ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000)
}

/// `2:03.456`, with hours only where there are any.
fn short(at: Timestamp) -> String {
    let ms = at.as_millis();
    if ms >= 3_600_000 { long(at) } else { format!("{}:{:02}.{:03}", ms / 60_000, ms / 1000 % 60, ms % 1000) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::caption::{Format, Turn, print};
    use crate::text::Language;
    use crate::time::Span;

    fn track() -> CueTrack {
        let turn = |name: &str, line: &str| Turn { speaker: Speaker::new(name), label: None, lines: vec![line.to_owned()] };
        let cue = |a, b, turns| Cue::new(Span::from_millis(a, b), turns).unwrap();
        let cues = vec![
            cue(1_500, 2_000, vec![turn("Amal", "He said \"no\", twice.")]),
            cue(3_723_004, 3_724_004, vec![turn("", "Yes.\tWell."), turn("Omar", "No.")]),
        ];
        CueTrack::new(Language::english(), cues).unwrap()
    }

    #[test]
    fn each_editor_has_its_own_list() {
        let options = WriteOptions { title: Some("A report".to_owned()), ..WriteOptions::default() };
        let reaper = print(&track(), Format::Reaper, &options);
        assert_eq!(
            reaper,
            "#,Name,Start,End,Length\n\
             R1,\"Amal: He said \"\"no\"\", twice.\",0:00:01.500,0:00:02.000,0:00:00.500\n\
             R2,Yes. Well. – Omar: No.,1:02:03.004,1:02:04.004,0:00:01.000\n"
        );
        let audition = print(&track(), Format::Audition, &options);
        assert_eq!(
            audition,
            "Name\tStart\tDuration\tTime Format\tType\tDescription\n\
             Marker 01\t0:01.500\t0:00.500\tdecimal\tCue\tAmal: He said \"no\", twice.\n\
             Marker 02\t1:02:03.004\t0:01.000\tdecimal\tCue\tYes. Well. – Omar: No.\n"
        );
        let pro_tools = print(&track(), Format::ProTools, &options);
        assert!(pro_tools.contains("\nTIMECODE FORMAT:\t25 Frame\n"), "{pro_tools}");
        assert!(pro_tools.contains("\n1   \t00:00:01:13  \t72000             \tSamples  \tHe said \"no\", twice."));
        let drop = WriteOptions { frame_rate: "29.97df".parse().unwrap(), ..WriteOptions::default() };
        assert!(print(&track(), Format::ProTools, &drop).contains("TIMECODE FORMAT:\t29.97 Drop Frame\n"));
    }
}
