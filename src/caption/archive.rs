//! What archives keep: OHMS XML, and the HTML of Podcasting 2.0.

use std::fmt::Write;

use super::xml::{self, Node};
use super::{CaptionFile, CueTrack, Error, Format, RawCue, WriteOptions, vtt, vtt_read};
use crate::time::{ClockStyle, Millis, Timestamp};

/// The date of a file that was given none.
pub(super) const NO_DATE: &str = "1970-01-01T00:00:00Z";

/// OHMS 6: the captions as WebVTT inside the interview's record.
pub(super) fn ohms(track: &CueTrack, options: &WriteOptions) -> String {
    let inner = vtt::print(track, &WriteOptions { provenance: options.provenance.clone(), ..WriteOptions::default() });
    let day = options.date.as_deref().unwrap_or(NO_DATE).get(..10).unwrap_or("1970-01-01");
    let escape = |value: &Option<String>| value.as_deref().map_or(String::new(), xml::escape);
    let last = track.cues().last().map_or(0, |cue| cue.span().end().as_millis());
    let duration = ClockStyle::Dot.print(Timestamp::from_millis(options.duration_ms.unwrap_or(last)));
    let title = escape(&options.title);
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ROOT xmlns=\"https://www.weareavp.com/nunncenter/ohms\">\n",
    );
    let _ = writeln!(
        out,
        "<record id=\"1\" dt=\"{day}\">\n<version>6.0</version>\n<date value=\"{day}\" format=\"yyyy-mm-dd\"/>"
    );
    let _ = writeln!(
        out,
        "<title>{title}</title>\n<duration>{}</duration>\n<repository/>",
        duration.get(..8).unwrap_or("00:00:00")
    );
    let _ = writeln!(
        out,
        "<media_url>{}</media_url>\n<language>{}</language>\n<index/>",
        escape(&options.media),
        track.language()
    );
    let _ = writeln!(out, "<vtt_transcript><![CDATA[{}]]></vtt_transcript>", cdata(&inner));
    out.push_str("<vtt_transcript_alt/>\n<rights/>\n<fmt>audio</fmt>\n</record>\n</ROOT>\n");
    out
}

/// Text for a CDATA section, which may not hold its own end.
fn cdata(text: &str) -> String {
    let legal: String = text.chars().filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
    legal.replace("]]>", "]]]]><![CDATA[>")
}

pub(super) fn read_ohms(text: &str) -> Result<CaptionFile, Error> {
    let root = xml::parse(text, "OHMS")?;
    let transcript = root.all("vtt_transcript").first().map(|node| node.text()).filter(|text| !text.trim().is_empty());
    let language = root.all("language").first().and_then(|node| node.text().parse().ok());
    let transcript =
        transcript.ok_or_else(|| Error::Malformed { format: "OHMS", problem: "it has no `vtt_transcript`".to_owned() })?;
    let inner = vtt_read::read(&transcript);
    Ok(CaptionFile { format: Some(Format::Ohms), language: language.or(inner.language), cues: inner.cues })
}

/// The HTML transcript of Podcasting 2.0: name, time and text of each paragraph, as a page of its own.
pub(super) fn podcast_html(track: &CueTrack, options: &WriteOptions) -> String {
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

pub(super) fn read_podcast_html(text: &str) -> Result<CaptionFile, Error> {
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

/// The line of a feed that points to a transcript: `url` is where it lies, the kind is that of `format`.
///
/// ```
/// use rawi::caption::{Format, transcript_tag};
/// use rawi::text::Language;
/// let tag = transcript_tag("https://example.org/a.vtt", Format::Vtt, &Language::arabic()).unwrap();
/// assert_eq!(tag, r#"<podcast:transcript url="https://example.org/a.vtt" type="text/vtt" language="ar" rel="captions"/>"#);
/// ```
///
/// `None` for a format that feeds do not know.
pub fn transcript_tag(url: &str, format: Format, language: &crate::text::Language) -> Option<String> {
    let (kind, timed) = match format {
        Format::Vtt => ("text/vtt", true),
        Format::Srt => ("application/x-subrip", true),
        Format::PodcastJson => ("application/json", true),
        Format::PodcastHtml => ("text/html", false),
        Format::Text => ("text/plain", false),
        _ => return None,
    };
    let rel = if timed { " rel=\"captions\"" } else { "" };
    Some(format!("<podcast:transcript url=\"{}\" type=\"{kind}\" language=\"{language}\"{rel}/>", xml::escape(url)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oddities_of_ohms_are_borne() {
        let text = "<?xml version=\"1.0\"?><ROOT xmlns=\"https://www.weareavp.com/nunncenter/ohms\"><record><language>en</language><vtt_transcript><![CDATA[WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v A B>One<br>two ]]]]><![CDATA[> x\n\n00:00:05.000 --> 00:00:00.000\nEnd\n]]></vtt_transcript></record></ROOT>";
        let file = read_ohms(text).unwrap();
        assert_eq!(file.cues[0].shown(), ["One", "two ]]> x"]);
        let track = file.track();
        assert_eq!(track.cues()[1].span().end().as_millis(), 9000, "a last cue without an end gets one");
    }
}
