//! EBU-TT-D and IMSC Text: one tree, two ways to declare it. Direction is marked on every paragraph and every span, because
//! processors disagree about anything less, and never by control characters.

use std::fmt::Write;

use super::xml::{self, Child, Node};
use super::{CaptionFile, CueTrack, Error, Format, RawCue, WriteOptions, bidi, vtt, vtt_read};
use crate::text::Language;
use crate::time::{ClockStyle, Timestamp};

pub(super) fn print(track: &CueTrack, format: Format, _options: &WriteOptions) -> String {
    let right_to_left = track.language().is_right_to_left();
    let mut out = head(track.language(), format == Format::EbuTtD, right_to_left);
    for (index, cue) in track.cues().iter().enumerate() {
        let id = vtt::identifier(index + 1, cue).replace(' ', ".");
        let (start, end) = (ClockStyle::Dot.print(cue.span().start()), ClockStyle::Dot.print(cue.span().end()));
        let style = if right_to_left { "paragraph rtl" } else { "paragraph" };
        let _ = write!(out, "<p xml:id=\"c{id}\" region=\"bottom\" style=\"{style}\" begin=\"{start}\" end=\"{end}\">");
        let lines: Vec<String> = cue.shown().iter().map(|line| spans(line, right_to_left)).collect();
        let _ = writeln!(out, "{}</p>", lines.join("<br/>"));
    }
    out.push_str("</div></body>\n</tt>\n");
    out
}

fn head(language: &Language, ebu: bool, right_to_left: bool) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tt xmlns=\"http://www.w3.org/ns/ttml\"");
    for (prefix, name) in [("ttp", "parameter"), ("tts", "styling"), ("ttm", "metadata")] {
        let _ = write!(out, " xmlns:{prefix}=\"http://www.w3.org/ns/ttml#{name}\"");
    }
    out.push_str(" xmlns:itts=\"http://www.w3.org/ns/ttml/profile/imsc1#styling\"");
    out.push_str(" xmlns:ebuttm=\"urn:ebu:tt:metadata\" xmlns:ebutts=\"urn:ebu:tt:style\" ttp:timeBase=\"media\"");
    if !ebu {
        out.push_str(" ttp:contentProfiles=\"http://www.w3.org/ns/ttml/profile/imsc1.1/text\"");
    }
    let _ = writeln!(out, " ttp:cellResolution=\"32 15\" xml:lang=\"{language}\">\n<head>");
    if ebu {
        out.push_str("<metadata><ebuttm:documentMetadata>");
        for standard in ["urn:ebu:tt:distribution:2018-04", "http://www.w3.org/ns/ttml/profile/imsc1/text"] {
            let _ = write!(out, "<ebuttm:conformsToStandard>{standard}</ebuttm:conformsToStandard>");
        }
        out.push_str("</ebuttm:documentMetadata></metadata>\n");
    }
    out.push_str("<styling>\n<style xml:id=\"paragraph\" tts:fontFamily=\"proportionalSansSerif\" tts:fontSize=\"100%\" ");
    out.push_str(
        "tts:lineHeight=\"120%\" tts:textAlign=\"center\" ebutts:linePadding=\"0.5c\" itts:fillLineGap=\"true\"/>\n",
    );
    out.push_str("<style xml:id=\"text\" tts:color=\"#FFFFFFFF\" tts:backgroundColor=\"#000000FF\"/>\n");
    let used = |direction: &str| {
        format!("<style xml:id=\"{direction}\" tts:direction=\"{direction}\" tts:unicodeBidi=\"embed\"/>\n")
    };
    if right_to_left {
        out.push_str(&used("rtl"));
        out.push_str(&used("ltr"));
    }
    let mode = if right_to_left { " tts:writingMode=\"rltb\"" } else { "" };
    let _ = write!(out, "</styling>\n<layout>\n<region xml:id=\"bottom\" tts:origin=\"10% 10%\" tts:extent=\"80% 80%\" ");
    let _ = write!(out, "tts:displayAlign=\"after\"{mode}/>\n</layout>\n</head>\n<body><div>\n");
    out
}

/// A line as spans: what runs against it and ends in a mark of no direction has one of its own.
fn spans(line: &str, right_to_left: bool) -> String {
    if !right_to_left {
        return format!("<span style=\"text\">{}</span>", xml::escape(line));
    }
    let runs = bidi::runs(line, true);
    let span = |(range, against): &(std::ops::Range<usize>, bool)| {
        let direction = if *against { "ltr" } else { "rtl" };
        format!("<span style=\"text {direction}\">{}</span>", xml::escape(line.get(range.clone()).unwrap_or("")))
    };
    runs.iter().map(span).collect()
}

pub(super) fn read(text: &str, format: Format) -> Result<CaptionFile, Error> {
    let root = xml::parse(text, "TTML")?;
    if root.name != "tt" {
        return Err(Error::Malformed { format: "TTML", problem: format!("its root is `{}`, expected `tt`", root.name) });
    }
    let clock = Clock::of(&root);
    let cues = root.all("p").into_iter().filter_map(|p| cue(p, &clock)).collect();
    Ok(CaptionFile::new(format, root.attribute("lang").and_then(|tag| tag.parse().ok()), cues))
}

fn cue(p: &Node, clock: &Clock) -> Option<RawCue> {
    let start = clock.read(p.attribute("begin")?)?;
    let end = match (p.attribute("end"), p.attribute("dur")) {
        (Some(end), _) => clock.read(end)?,
        (None, Some(lasts)) => start + crate::time::Millis::new(clock.read(lasts)?.as_millis()),
        (None, None) => start,
    };
    let mut lines = vec![String::new()];
    text_of(p, &mut lines);
    let mut cue = RawCue::of(start, end, lines);
    vtt_read::identified(&mut cue, &p.attribute("id").unwrap_or("").trim_start_matches('c').replace('.', " "));
    Some(cue)
}

/// The text of an element by lines. White space around line breaks in the file is none of the text's.
fn text_of(node: &Node, lines: &mut Vec<String>) {
    for child in &node.children {
        match child {
            Child::Text(text) => {
                if let Some(line) = lines.last_mut().filter(|_| !(text.contains('\n') && text.trim().is_empty())) {
                    line.push_str(&text.replace('\n', " "));
                }
            }
            Child::Node(inner) if inner.name == "br" => lines.push(String::new()),
            Child::Node(inner) if inner.name == "metadata" => {}
            Child::Node(inner) => text_of(inner, lines),
        }
    }
}

/// How the times of a document are counted.
struct Clock {
    frames: f64,
    ticks: f64,
}

impl Clock {
    fn of(root: &Node) -> Self {
        let number = |name: &str| root.attribute(name).and_then(|v| v.parse::<f64>().ok()).filter(|v| *v > 0.0);
        let share = root.attribute("frameRateMultiplier").and_then(|m| {
            let (a, b) = m.split_once([' ', ':'])?;
            Some(a.trim().parse::<f64>().ok()? / b.trim().parse::<f64>().ok()?)
        });
        let frames = number("frameRate").unwrap_or(30.0) * share.filter(|s| s.is_finite() && *s > 0.0).unwrap_or(1.0);
        Self { frames, ticks: number("tickRate").unwrap_or(1.0) }
    }

    /// A clock time, with frames or decimals, or an offset such as `1.5s`, `300f`, `20000t`.
    fn read(&self, text: &str) -> Option<Timestamp> {
        let text = text.trim();
        if text.contains(':') {
            if let [h, m, s, f] = text.split(':').collect::<Vec<_>>()[..] {
                let whole: Timestamp = format!("{h}:{m}:{s}").parse().ok()?;
                return Timestamp::from_seconds(whole.as_seconds() + f.parse::<f64>().ok()? / self.frames);
            }
            return text.parse().ok();
        }
        let at = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let number: f64 = text[..at].parse().ok()?;
        let unit = match &text[at..] {
            "h" => 3600.0,
            "m" => 60.0,
            "s" => 1.0,
            "ms" => 0.001,
            "f" => 1.0 / self.frames,
            "t" => 1.0 / self.ticks,
            _ => return None,
        };
        Timestamp::from_seconds(number * unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_other_writers_are_read() {
        let text = "<tt xmlns='http://www.w3.org/ns/ttml' xmlns:ttp='p' ttp:frameRate='25' ttp:tickRate='1000' xml:lang='ar-EG'><body><div>\n<p begin='1.5s' dur='50f'>نعم<br/>\n<span>و &amp; &#x644;ا</span></p><p begin='00:00:05:05' end='6000t'/></div></body></tt>";
        let file = read(text, Format::Imsc).unwrap();
        let times: Vec<_> = file.cues.iter().map(|c| (c.start.as_millis(), c.end.as_millis())).collect();
        assert_eq!(times, [(1500, 3500), (5200, 6000)]);
        assert_eq!(file.cues[0].shown(), ["نعم", "و & لا"]);
        assert_eq!(file.language, Some(Language::arabic()));
    }

    #[test]
    fn what_runs_against_the_line_gets_a_span_of_its_own() {
        let line = spans("لغة C++ هنا", true);
        assert_eq!(
            line,
            "<span style=\"text rtl\">لغة </span><span style=\"text ltr\">C++</span><span style=\"text rtl\"> هنا</span>"
        );
    }
}
