//! The HTML transcript of Podcasting 2.0: name, time and text of each paragraph.

use std::fmt::Write;

use super::{CueTrack, WriteOptions, unpublished, xml};
use crate::time::ClockStyle;

/// The HTML transcript of Podcasting 2.0: name, time and text of each paragraph, as a page of its own.
pub(super) fn print(track: &CueTrack, options: &WriteOptions) -> String {
    let direction = track.language().direction();
    let title = options.title.as_deref().map_or_else(|| "Transcript".to_owned(), xml::escape);
    let mut out =
        format!("<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{direction}\">\n<head><meta charset=\"utf-8\">", track.language());
    let _ = writeln!(out, "<title>{title}</title></head>\n<body>");
    for cue in track.cues() {
        let notes = unpublished::notes(cue).collect::<Vec<_>>().join("; ");
        let note =
            if notes.is_empty() { notes } else { format!(" class=\"unpublished\" title=\"{}\"", xml::escape(&notes)) };
        let own = cue
            .language()
            .map_or_else(String::new, |language| format!(" lang=\"{language}\" dir=\"{}\"", language.direction()));
        for turn in cue.turns() {
            if let Some(speaker) = &turn.speaker {
                let _ = writeln!(out, "<cite><bdi>{}</bdi>:</cite>", xml::escape(speaker.name()));
            }
            let at = cue.span().start();
            let ms = at.as_millis();
            let machine = format!("PT{}H{}M{}.{:03}S", ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000);
            let lines = turn.lines.iter().map(|line| xml::escape(line)).collect::<Vec<_>>().join("<br>");
            let _ = writeln!(
                out,
                "<time datetime=\"{machine}\">{}</time>\n<p{own}{note}>{lines}</p>",
                ClockStyle::Seconds.print(at)
            );
        }
    }
    out.push_str("</body>\n</html>\n");
    out
}
