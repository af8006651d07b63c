//! EBU-TT-D, IMSC Text and DFXP, the first TTML: one tree, three ways to declare it. Direction is marked on every paragraph and every span, because
//! processors disagree about anything less, and never by control characters.

use std::fmt::Write;

use super::{Cue, CueKind, CueTrack, Format, Turn, WriteOptions, opposite_runs, unpublished, vtt, xml};
use crate::text::Language;
use crate::time::ClockStyle;

pub(super) fn print(track: &CueTrack, format: Format, _options: &WriteOptions) -> String {
    let agents = agents(track);
    let both = track.cues().iter().any(|cue| track.is_right_to_left(cue));
    let mut out = head(track.language(), format, both, &agents);
    for (index, cue) in track.cues().iter().enumerate() {
        let id = vtt::identifier(index + 1, cue).replace(' ', ".");
        let (start, end) = (ClockStyle::Dot.print(cue.span().start()), ClockStyle::Dot.print(cue.span().end()));
        let right_to_left = track.is_right_to_left(cue);
        let style = if right_to_left { "paragraph rtl" } else { "paragraph" };
        let _ = write!(out, "<p xml:id=\"c{id}\" region=\"bottom\" style=\"{style}\" begin=\"{start}\" end=\"{end}\"");
        // One voice is the paragraph's; of several each has its own spans.
        let alone = cue.turns().len() == 1;
        let whole = cue.turns().first().filter(|_| alone).map_or_else(String::new, |turn| agent_of(turn, &agents));
        if let Some(language) = cue.language() {
            let _ = write!(out, " xml:lang=\"{language}\"");
        }
        let _ = write!(out, "{whole} ttm:role=\"{}\">", role(cue));
        let lines = cue.turns().iter().flat_map(|turn| {
            let own = if alone { String::new() } else { agent_of(turn, &agents) };
            turn.shown().into_iter().map(move |line| spans(&line, right_to_left, &own))
        });
        let notes: Vec<String> = unpublished::notes(cue).collect();
        // Players of the first TTML show whatever text stands in a paragraph.
        if !notes.is_empty() && format != Format::Dfxp {
            let _ = write!(out, "<metadata><ttm:desc>{}</ttm:desc></metadata>", xml::escape(&notes.join("; ")));
        }
        let _ = writeln!(out, "{}</p>", lines.collect::<Vec<_>>().join("<br/>"));
    }
    out.push_str("</div></body>\n</tt>\n");
    out
}

/// The names of all who speak, in the order in which they first do.
fn agents(track: &CueTrack) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for speaker in track.cues().iter().flat_map(Cue::turns).filter_map(|turn| turn.speaker.as_ref()) {
        if !names.contains(&speaker.name()) {
            names.push(speaker.name());
        }
    }
    names
}

/// The attribute that says who has this turn, or nothing.
fn agent_of(turn: &Turn, agents: &[&str]) -> String {
    let speaker = turn.speaker.as_ref();
    let number = speaker.and_then(|speaker| agents.iter().position(|name| *name == speaker.name()));
    number.map_or_else(String::new, |at| format!(" ttm:agent=\"speaker{}\"", at + 1))
}

fn role(cue: &Cue) -> &'static str {
    match cue.kind() {
        CueKind::Speech => "dialog",
        CueKind::Sound if cue.lines().any(|line| line.contains(['♪', '♫'])) => "music",
        CueKind::Sound => "sound",
    }
}

/// What the document says of itself and of who speaks in it, or nothing.
fn metadata(ebu: bool, agents: &[&str]) -> String {
    let mut out = String::new();
    if ebu {
        out.push_str("<ebuttm:documentMetadata>");
        for standard in ["urn:ebu:tt:distribution:2018-04", "http://www.w3.org/ns/ttml/profile/imsc1/text"] {
            let _ = write!(out, "<ebuttm:conformsToStandard>{standard}</ebuttm:conformsToStandard>");
        }
        out.push_str("</ebuttm:documentMetadata>");
    }
    for (at, name) in agents.iter().enumerate() {
        let _ = write!(out, "\n<ttm:agent xml:id=\"speaker{}\" type=\"person\">", at + 1);
        let _ = write!(out, "<ttm:name type=\"full\">{}</ttm:name></ttm:agent>", xml::escape(name));
    }
    if out.is_empty() { out } else { format!("<metadata>{out}</metadata>\n") }
}

fn head(language: &Language, format: Format, both_directions: bool, agents: &[&str]) -> String {
    let right_to_left = language.is_right_to_left();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tt xmlns=\"http://www.w3.org/ns/ttml\"");
    for (prefix, name) in [("ttp", "parameter"), ("tts", "styling"), ("ttm", "metadata")] {
        let _ = write!(out, " xmlns:{prefix}=\"http://www.w3.org/ns/ttml#{name}\"");
    }
    if format != Format::Dfxp {
        out.push_str(" xmlns:itts=\"http://www.w3.org/ns/ttml/profile/imsc1#styling\"");
        out.push_str(" xmlns:ebuttm=\"urn:ebu:tt:metadata\" xmlns:ebutts=\"urn:ebu:tt:style\"");
    }
    out.push_str(" ttp:timeBase=\"media\"");
    match format {
        Format::EbuTtD => {}
        Format::Dfxp => out.push_str(" ttp:profile=\"http://www.w3.org/ns/ttml/profile/dfxp-presentation\""),
        _ => out.push_str(" ttp:contentProfiles=\"http://www.w3.org/ns/ttml/profile/imsc1.1/text\""),
    }
    let _ = writeln!(out, " ttp:cellResolution=\"32 15\" xml:lang=\"{language}\">\n<head>");
    out.push_str(&metadata(format == Format::EbuTtD, agents));
    out.push_str("<styling>\n<style xml:id=\"paragraph\" tts:fontFamily=\"proportionalSansSerif\" tts:fontSize=\"100%\" ");
    let own = " ebutts:linePadding=\"0.5c\" itts:fillLineGap=\"true\"";
    let own = if format == Format::Dfxp { "" } else { own };
    let _ = writeln!(out, "tts:lineHeight=\"120%\" tts:textAlign=\"center\"{own}/>");
    out.push_str("<style xml:id=\"text\" tts:color=\"#FFFFFFFF\" tts:backgroundColor=\"#000000FF\"/>\n");
    let used = |direction: &str| {
        format!("<style xml:id=\"{direction}\" tts:direction=\"{direction}\" tts:unicodeBidi=\"embed\"/>\n")
    };
    if both_directions {
        out.push_str(&used("rtl"));
        out.push_str(&used("ltr"));
    }
    let mode = if right_to_left { " tts:writingMode=\"rltb\"" } else { "" };
    let _ = write!(out, "</styling>\n<layout>\n<region xml:id=\"bottom\" tts:origin=\"10% 10%\" tts:extent=\"80% 80%\" ");
    let _ = write!(out, "tts:displayAlign=\"after\"{mode}/>\n</layout>\n</head>\n<body><div>\n");
    out
}

/// A line as spans: what runs against it and ends in a mark of no direction has one of its own.
fn spans(line: &str, right_to_left: bool, voice: &str) -> String {
    if !right_to_left {
        return format!("<span style=\"text\"{voice}>{}</span>", xml::escape(line));
    }
    let runs = opposite_runs::runs(line, true);
    let span = |(range, against): &(std::ops::Range<usize>, bool)| {
        let direction = if *against { "ltr" } else { "rtl" };
        format!("<span style=\"text {direction}\"{voice}>{}</span>", xml::escape(line.get(range.clone()).unwrap_or("")))
    };
    runs.iter().map(span).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::caption::Speaker;

    #[test]
    fn who_speaks_and_what_only_sounds_is_told_and_read_again() {
        let turn = |name: &str, label: Option<&str>, line: &str| Turn {
            speaker: Speaker::new(name),
            label: label.map(str::to_owned),
            lines: vec![line.to_owned()],
        };
        let at = |n: u32| crate::time::Span::from_millis(n * 1000, n * 1000 + 900);
        let cues = vec![
            Cue::new(at(0), vec![turn("Dr. Amal Haddad", Some("AMAL HADDAD:"), "Note: it rains.")]).unwrap(),
            Cue::new(at(1), vec![turn("Dr. Amal Haddad", None, "Yes."), turn("Omar", Some("[Omar]"), "No.")]).unwrap(),
            Cue::new(at(2), vec![turn("", None, "♪ a tune ♪")]).unwrap().with_kind(CueKind::Sound),
        ];
        let track = CueTrack::new(Language::english(), cues).unwrap();
        for format in [Format::EbuTtD, Format::Imsc, Format::Dfxp] {
            let text = print(&track, format, &WriteOptions::default());
            assert_eq!(text.matches("<ttm:agent ").count(), 2, "{text}");
            assert!(text.contains("ttm:agent=\"speaker1\" ttm:role=\"dialog\"><span style=\"text\">AMAL HADDAD: Note"));
            assert!(text.contains("<span style=\"text\" ttm:agent=\"speaker2\">[Omar] No.</span>"));
            assert!(text.contains("ttm:role=\"music\""));
            assert_eq!(crate::caption::read(text.as_bytes(), Some(format), None).unwrap().track(), track);
        }
    }

    #[test]
    fn what_runs_against_the_line_gets_a_span_of_its_own() {
        let line = spans("لغة C++ هنا", true, "");
        assert_eq!(
            line,
            "<span style=\"text rtl\">لغة </span><span style=\"text ltr\">C++</span><span style=\"text rtl\"> هنا</span>"
        );
    }
}
