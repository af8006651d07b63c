//! The HTML transcript of Podcasting 2.0: name, time and text of each paragraph.

use std::fmt::Write;

use super::xml::{self, Node};
use super::{CaptionFile, CueTrack, Error, Format, RawCue, WriteOptions};
use crate::time::{ClockStyle, Millis, Timestamp};

/// The HTML transcript of Podcasting 2.0: name, time and text of each paragraph, as a page of its own.
pub(super) fn print(track: &CueTrack, options: &WriteOptions) -> String {
    let direction = if track.language().is_right_to_left() { "rtl" } else { "ltr" };
    let title = options.title.as_deref().map_or_else(|| "Transcript".to_owned(), xml::escape);
    let mut out =
        format!("<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{direction}\">\n<head><meta charset=\"utf-8\">", track.language());
    let _ = writeln!(out, "<title>{title}</title></head>\n<body>");
    for cue in track.cues() {
        for turn in cue.turns() {
            if let Some(speaker) = &turn.speaker {
                let _ = writeln!(out, "<cite><bdi>{}</bdi>:</cite>", xml::escape(speaker.name()));
            }
            let at = cue.span().start();
            let ms = at.as_millis();
            let machine = format!("PT{}H{}M{}.{:03}S", ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000);
            let lines = turn.lines.iter().map(|line| xml::escape(line)).collect::<Vec<_>>().join("<br>");
            let _ = writeln!(out, "<time datetime=\"{machine}\">{}</time>\n<p>{lines}</p>", ClockStyle::Seconds.print(at));
        }
    }
    out.push_str("</body>\n</html>\n");
    out
}

pub(super) fn read(text: &str) -> Result<CaptionFile, Error> {
    // Void elements closed, the rest of such pages is XML already.
    let body = text.find("<body").map_or(text, |at| &text[at..]).replace("<br>", "<br/>").replace("</html>", "");
    let root = xml::parse(&format!("<html>{body}</html>"), "transcript HTML")?;
    let language = text.find("lang=\"").and_then(|at| text[at + 6..].split('"').next()?.parse().ok());
    let (mut cues, mut speaker, mut at): (Vec<RawCue>, Option<String>, Option<Timestamp>) = (Vec::new(), None, None);
    for node in root.all("body").first().map(|b| b.nodes().collect::<Vec<_>>()).unwrap_or_default() {
        match node.name.as_str() {
            "cite" => speaker = Some(node.text().trim().trim_end_matches(':').to_owned()),
            "time" => at = node.attribute("datetime").and_then(iso).or_else(|| node.text().parse().ok()),
            "p" => {
                if let Some(start) = at {
                    cues.push(RawCue::voiced(start, start, speaker.as_deref(), html_lines(node)));
                }
                speaker = None;
            }
            _ => {}
        }
    }
    let ends: Vec<Timestamp> = cues.iter().skip(1).map(|cue| cue.start).collect();
    for (index, cue) in cues.iter_mut().enumerate() {
        let later = ends.get(index..).unwrap_or(&[]).iter().find(|end| **end > cue.start);
        cue.end = later.copied().unwrap_or(cue.start + Millis::new(4000));
    }
    Ok(CaptionFile::new(Format::PodcastHtml, language, cues))
}

fn html_lines(node: &Node) -> Vec<String> {
    let mut lines = vec![String::new()];
    for child in &node.children {
        match child {
            xml::Child::Node(inner) if inner.name == "br" => lines.push(String::new()),
            xml::Child::Node(inner) => lines.last_mut().into_iter().for_each(|line| line.push_str(&inner.text())),
            xml::Child::Text(text) => lines.last_mut().into_iter().for_each(|line| line.push_str(text)),
        }
    }
    lines
}

/// `PT1H2M3.004S`.
fn iso(text: &str) -> Option<Timestamp> {
    text.strip_prefix("PT")?.strip_suffix('S')?.replace(['H', 'M'], ":").parse().ok()
}
