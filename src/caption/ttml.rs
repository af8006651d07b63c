//! EBU-TT-D and IMSC Text: one tree, two ways to declare it. Direction is marked on every paragraph and every span, because
//! processors disagree about anything less, and never by control characters.

use std::collections::HashMap;
use std::fmt::Write;

use super::xml::{self, Child, Node};
use super::{
    CaptionFile, Cue, CueKind, CueTrack, Error, Format, RawCue, Speaker, Turn, WriteOptions, bidi, measure, vtt, vtt_read,
};
use crate::text::Language;
use crate::time::{ClockStyle, Timestamp};

pub(super) fn print(track: &CueTrack, format: Format, _options: &WriteOptions) -> String {
    let right_to_left = track.language().is_right_to_left();
    let agents = agents(track);
    let mut out = head(track.language(), format == Format::EbuTtD, &agents);
    for (index, cue) in track.cues().iter().enumerate() {
        let id = vtt::identifier(index + 1, cue).replace(' ', ".");
        let (start, end) = (ClockStyle::Dot.print(cue.span().start()), ClockStyle::Dot.print(cue.span().end()));
        let style = if right_to_left { "paragraph rtl" } else { "paragraph" };
        let _ = write!(out, "<p xml:id=\"c{id}\" region=\"bottom\" style=\"{style}\" begin=\"{start}\" end=\"{end}\"");
        // One voice is the paragraph's; of several each has its own spans.
        let alone = cue.turns().len() == 1;
        let whole = cue.turns().first().filter(|_| alone).map_or_else(String::new, |turn| agent_of(turn, &agents));
        let _ = write!(out, "{whole} ttm:role=\"{}\">", role(cue));
        let lines = cue.turns().iter().flat_map(|turn| {
            let own = if alone { String::new() } else { agent_of(turn, &agents) };
            turn.shown().into_iter().map(move |line| spans(&line, right_to_left, &own))
        });
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

fn head(language: &Language, ebu: bool, agents: &[&str]) -> String {
    let right_to_left = language.is_right_to_left();
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
    out.push_str(&metadata(ebu, agents));
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
fn spans(line: &str, right_to_left: bool, voice: &str) -> String {
    if !right_to_left {
        return format!("<span style=\"text\"{voice}>{}</span>", xml::escape(line));
    }
    let runs = bidi::runs(line, true);
    let span = |(range, against): &(std::ops::Range<usize>, bool)| {
        let direction = if *against { "ltr" } else { "rtl" };
        format!("<span style=\"text {direction}\"{voice}>{}</span>", xml::escape(line.get(range.clone()).unwrap_or("")))
    };
    runs.iter().map(span).collect()
}

pub(super) fn read(text: &str, format: Format) -> Result<CaptionFile, Error> {
    let root = xml::parse(text, "TTML")?;
    if root.name != "tt" {
        return Err(Error::Malformed { format: "TTML", problem: format!("its root is `{}`, expected `tt`", root.name) });
    }
    let clock = Clock::of(&root);
    let named = |agent: &Node| Some((agent.attribute("id")?.to_owned(), Speaker::new(&agent.all("name").first()?.text())?));
    let agents: Agents = root.all("agent").into_iter().filter_map(named).collect();
    let cues = root.all("p").into_iter().filter_map(|p| cue(p, &clock, &agents)).collect();
    Ok(CaptionFile::new(format, root.attribute("lang").and_then(|tag| tag.parse().ok()), cues))
}

/// Who speaks, by the identifiers of the document.
type Agents = HashMap<String, Speaker>;

fn cue(p: &Node, clock: &Clock, agents: &Agents) -> Option<RawCue> {
    let start = clock.read(p.attribute("begin")?)?;
    let end = match (p.attribute("end"), p.attribute("dur")) {
        (Some(end), _) => clock.read(end)?,
        (None, Some(lasts)) => start + crate::time::Millis::new(clock.read(lasts)?.as_millis()),
        (None, None) => start,
    };
    let mut turns = vec![Turn::of(vec![String::new()])];
    text_of(p, None, agents, &mut turns);
    turns.iter_mut().for_each(unlabel);
    let mut cue = RawCue { start, end, turns, ..RawCue::default() };
    if p.attribute("role").is_some_and(|role| role.split_whitespace().any(|r| matches!(r, "sound" | "music"))) {
        cue.kind = CueKind::Sound;
    }
    vtt_read::identified(&mut cue, &p.attribute("id").unwrap_or("").trim_start_matches('c').replace('.', " "));
    Some(cue)
}

/// The text of an element by turns and lines; whoever has the element has what is inside, unless that says otherwise. White
/// space around line breaks in the file is none of the text's.
fn text_of(node: &Node, voice: Option<&Speaker>, agents: &Agents, turns: &mut Vec<Turn>) {
    let named = node.attribute("agent").and_then(|ids| agents.get(ids.split_whitespace().next()?));
    let voice = named.or(voice);
    for child in &node.children {
        match child {
            Child::Text(text) if text.contains('\n') && text.trim().is_empty() => {}
            Child::Text(text) => {
                if !text.trim().is_empty() {
                    heard_from(voice, turns);
                }
                if let Some(line) = turns.last_mut().and_then(|turn| turn.lines.last_mut()) {
                    line.push_str(&text.replace('\n', " "));
                }
            }
            Child::Node(inner) if inner.name == "br" => {
                turns.last_mut().into_iter().for_each(|turn| turn.lines.push(String::new()));
            }
            Child::Node(inner) if inner.name == "metadata" => {}
            Child::Node(inner) => text_of(inner, voice, agents, turns),
        }
    }
}

/// A new turn, where another speaks than before.
fn heard_from(voice: Option<&Speaker>, turns: &mut Vec<Turn>) {
    let Some(last) = turns.last_mut().filter(|last| last.speaker.as_ref() != voice) else { return };
    if last.lines.iter().all(|line| measure::is_blank(line)) {
        last.speaker = voice.cloned();
        return;
    }
    if last.lines.last().is_some_and(|line| measure::is_blank(line)) {
        last.lines.pop();
    }
    turns.push(Turn { speaker: voice.cloned(), label: None, lines: vec![String::new()] });
}

/// Takes the name of the speaker, in any style of label, off the first line: it is shown there and no part of what was said.
fn unlabel(turn: &mut Turn) {
    let (Some(speaker), Some(first)) = (&turn.speaker, turn.lines.first()) else { return };
    let ends = |(at, _): &(usize, &str)| first.get(at + 1..).is_some_and(|rest| rest.starts_with(' '));
    let Some((at, _)) = first.match_indices([':', ']', ')']).find(ends) else { return };
    let (label, rest) = first.split_at(at + 1);
    let shown = label.trim_matches(['[', ']', '(', ')', ':']).to_lowercase();
    if !measure::is_blank(&shown) && speaker.name().to_lowercase().contains(&shown) {
        let (label, rest) = (label.to_owned(), rest.trim_start().to_owned());
        turn.label = Some(label);
        turn.lines[0] = rest;
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
        for format in [Format::EbuTtD, Format::Imsc] {
            let text = print(&track, format, &WriteOptions::default());
            assert_eq!(text.matches("<ttm:agent ").count(), 2, "{text}");
            assert!(text.contains("ttm:agent=\"speaker1\" ttm:role=\"dialog\"><span style=\"text\">AMAL HADDAD: Note"));
            assert!(text.contains("<span style=\"text\" ttm:agent=\"speaker2\">[Omar] No.</span>"));
            assert!(text.contains("ttm:role=\"music\""));
            assert_eq!(read(&text, format).unwrap().track(), track);
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
