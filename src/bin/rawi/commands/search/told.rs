//! Hits as lines, as JSON and as a table.

use std::fmt::Write as _;
use std::io::Write;

use rawi::catalog::{Catalog, Hit, HitKind, SearchText, path_of_text};
use rawi::time::Timestamp;
use serde::Serialize;

use super::args::Args;
use super::csv;
use crate::error::Failure;
use crate::store::print_json;
use crate::terminal::shown;
use crate::ui::Ui;

/// How long a clip is when the end of what was said is not known, in milliseconds.
const CLIP_MS: u32 = 10_000;

/// A hit with what stands around it and how to hear it.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    hit: &'a Hit,
    /// Where a player begins, as a media fragment (<https://www.w3.org/TR/media-frags/>).
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
    /// The command that cuts it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    clip: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    before: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    behind: Vec<String>,
}

pub(super) fn tell(args: &Args, catalog: &Catalog, hits: &[Hit], ui: &Ui) -> Result<(), Failure> {
    let mut all = Vec::new();
    for hit in hits {
        let around = hit.documents.first().filter(|_| args.context > 0);
        let around = around.map(|document| catalog.around(*document, args.context)).transpose()?;
        let (before, behind) = around.unwrap_or_default();
        all.push(Told { hit, link: link(hit), clip: clip(hit), before, behind });
    }
    if args.json {
        return print_json(&all, ui);
    }
    if args.csv {
        return Ok(table(&all, &mut ui.out())?);
    }
    let mut out = ui.painted();
    for told in &all {
        lines(told, args.links, ui.is_terminal(), &mut out)?;
    }
    if let Some(clip) = all.iter().find_map(|told| told.clip.as_deref()).filter(|_| !args.links) {
        ui.say(format!("to hear the first that was said: {clip}"));
    }
    Ok(())
}

fn lines(told: &Told<'_>, links: bool, colour: bool, out: &mut impl Write) -> std::io::Result<()> {
    let hit = told.hit;
    let at = hit.at().map_or("-".to_owned(), |at| at.to_string());
    let around = |line: &String| format!("{:>42}{}", "", shown(line).replace('\n', " "));
    for line in &told.before {
        writeln!(out, "{}", around(line))?;
    }
    // The text last: right-to-left text would turn what stands after it around.
    writeln!(out, "{:>3}  {at:>11}  {:<9}  {:<11}  {}", hit.report, kind(hit), heard_in(hit), marked(hit, colour))?;
    for line in &told.behind {
        writeln!(out, "{}", around(line))?;
    }
    for line in [&told.clip, &told.link].into_iter().flatten().filter(|_| links) {
        writeln!(out, "     {line}")?;
    }
    Ok(())
}

fn table(all: &[Told<'_>], out: &mut impl Write) -> std::io::Result<()> {
    let header = ["report", "slug", "title", "found", "in", "at", "at_ms", "speaker", "text", "recording", "link"];
    csv::row(out, &header)?;
    for told in all {
        let hit = told.hit;
        let (report, at) = (hit.report.to_string(), hit.at().map(|at| at.to_string()).unwrap_or_default());
        let at_ms = hit.at_ms.map(|ms| ms.to_string()).unwrap_or_default();
        let texts: Vec<&str> = hit.found_in.iter().map(|text| text.name()).collect();
        let (recording, link) = (hit.recording.as_deref().unwrap_or(""), told.link.as_deref().unwrap_or(""));
        let speaker = hit.speaker.as_deref().unwrap_or("");
        let (slug, texts) = (hit.slug.to_string(), texts.join(" "));
        let row = [&report, &slug, &hit.title, kind(hit), &texts, &at, &at_ms, speaker, &hit.snippet.text, recording, link];
        csv::row(out, &row)?;
    }
    Ok(())
}

fn kind(hit: &Hit) -> &'static str {
    match hit.kind {
        HitKind::Said => "said",
        HitKind::Published => "published",
        HitKind::Both => "both",
    }
}

/// In which transcript it was found: the corrected one, where it is in both.
fn heard_in(hit: &Hit) -> &'static str {
    let has = |text| hit.found_in.contains(&text);
    match (has(SearchText::Corrected), has(SearchText::Machine)) {
        (true, _) => "corrected",
        (false, true) => "machine",
        (false, false) => "-",
    }
}

fn clip(hit: &Hit) -> Option<String> {
    let from = hit.at_ms.filter(|_| hit.recording.is_some())?;
    let to = hit.until_ms.filter(|until| *until > from).unwrap_or(from.saturating_add(CLIP_MS));
    let [from, to] = [from, to].map(Timestamp::from_millis);
    Some(format!("rawi clip {} --from {from} --to {to} -o clip.wav", hit.report))
}

fn link(hit: &Hit) -> Option<String> {
    let (path, at) = (path_of_text(hit.recording.as_deref()?), hit.at_ms?);
    let mut address = "file://".to_owned();
    for &byte in path.as_os_str().as_encoded_bytes() {
        // Writing to a text does not fail.
        let _ = if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'_' | b'~') {
            write!(address, "{}", char::from(byte))
        } else {
            write!(address, "%{byte:02X}")
        };
    }
    Some(format!("{address}#t={}.{:03}", at / 1000, at % 1000))
}

fn marked(hit: &Hit, colour: bool) -> String {
    let text = &hit.snippet.text;
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for range in hit.snippet.matches.iter().filter(|_| colour) {
        out.push_str(&shown(text.get(at..range.start()).unwrap_or("")));
        out.push_str("\u{1b}[1m");
        out.push_str(&shown(range.of(text)));
        out.push_str("\u{1b}[0m");
        at = range.end();
    }
    out.push_str(&shown(text.get(at..).unwrap_or("")));
    out.replace('\n', " ")
}
