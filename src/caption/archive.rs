//! What archives keep: ELAN's EAF, OHMS XML, and the HTML of Podcasting 2.0.

use std::fmt::Write;

use super::textgrid::{NOBODY, WORDS, tiers};
use super::xml::{self, Node};
use super::{CaptionFile, CueTrack, Error, Format, RawCue, WriteOptions, vtt, vtt_read};
use crate::time::{ClockStyle, Millis, Timestamp};

/// The date of a file that was given none.
const NO_DATE: &str = "1970-01-01T00:00:00Z";

/// ELAN: a tier for each speaker, the words in a tier of their own.
pub(super) fn eaf(track: &CueTrack, options: &WriteOptions) -> String {
    let date = options.date.as_deref().unwrap_or(NO_DATE);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ =
        write!(out, "<ANNOTATION_DOCUMENT AUTHOR=\"rawi\" DATE=\"{}\" FORMAT=\"3.0\" VERSION=\"3.0\" ", xml::escape(date));
    out.push_str("xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" ");
    out.push_str("xsi:noNamespaceSchemaLocation=\"http://www.mpi.nl/tools/elan/EAFv3.0.xsd\">\n");
    out.push_str("<HEADER MEDIA_FILE=\"\" TIME_UNITS=\"milliseconds\">\n");
    if let Some(media) = &options.media {
        let (media, mime) = (xml::escape(media), mime(media));
        let _ =
            writeln!(out, "<MEDIA_DESCRIPTOR MEDIA_URL=\"{media}\" MIME_TYPE=\"{mime}\" RELATIVE_MEDIA_URL=\"{media}\"/>");
    }
    let tiers = tiers(track);
    let count: usize = tiers.iter().map(|(_, tier)| tier.len()).sum();
    let _ = writeln!(out, "<PROPERTY NAME=\"lastUsedAnnotationId\">{count}</PROPERTY>\n</HEADER>\n<TIME_ORDER>");
    let mut slot = 0;
    for (span, _) in tiers.iter().flat_map(|(_, tier)| tier) {
        for at in [span.start(), span.end()] {
            slot += 1;
            let _ = writeln!(out, "<TIME_SLOT TIME_SLOT_ID=\"ts{slot}\" TIME_VALUE=\"{}\"/>", at.as_millis());
        }
    }
    out.push_str("</TIME_ORDER>\n");
    let mut id = 0;
    for (name, tier) in &tiers {
        let participant =
            if name == NOBODY || name == WORDS { String::new() } else { format!(" PARTICIPANT=\"{}\"", xml::escape(name)) };
        let _ = writeln!(out, "<TIER TIER_ID=\"{}\" LINGUISTIC_TYPE_REF=\"utterance\"{participant}>", xml::escape(name));
        for (_, text) in tier {
            id += 1;
            let (a, b) = (id * 2 - 1, id * 2);
            let _ = write!(
                out,
                "<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID=\"a{id}\" TIME_SLOT_REF1=\"ts{a}\" TIME_SLOT_REF2=\"ts{b}\">"
            );
            let _ = writeln!(
                out,
                "<ANNOTATION_VALUE>{}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>",
                xml::escape(text)
            );
        }
        out.push_str("</TIER>\n");
    }
    out.push_str(
        "<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID=\"utterance\" TIME_ALIGNABLE=\"true\" GRAPHIC_REFERENCES=\"false\"/>\n",
    );
    for (name, what) in CONSTRAINTS {
        let _ = writeln!(out, "<CONSTRAINT DESCRIPTION=\"{what}\" STEREOTYPE=\"{name}\"/>");
    }
    out.push_str("</ANNOTATION_DOCUMENT>\n");
    out
}

/// The four constraints that every such file declares.
const CONSTRAINTS: [(&str, &str); 4] = [
    ("Time_Subdivision", "Time subdivision of parent annotation's time interval, no time gaps allowed within this interval"),
    (
        "Symbolic_Subdivision",
        "Symbolic subdivision of a parent annotation. Annotations refering to the same parent are ordered",
    ),
    ("Symbolic_Association", "1-1 association with a parent annotation"),
    ("Included_In", "Time alignable annotations within the parent annotation's time interval, gaps are allowed"),
];

fn mime(media: &str) -> &'static str {
    match media.rsplit('.').next().unwrap_or("").to_ascii_lowercase().as_str() {
        "wav" => "audio/x-wav",
        "mp3" => "audio/mpeg",
        "m4a" | "mp4" => "audio/mp4",
        "ogg" | "opus" => "audio/ogg",
        "flac" => "audio/flac",
        _ => "audio/*",
    }
}

pub(super) fn read_eaf(text: &str) -> Result<CaptionFile, Error> {
    let root = xml::parse(text, "EAF")?;
    let slots: std::collections::HashMap<&str, Timestamp> = root
        .all("TIME_SLOT")
        .into_iter()
        .filter_map(|slot| {
            let ms = slot.attribute("TIME_VALUE")?.parse().ok()?;
            Some((slot.attribute("TIME_SLOT_ID")?, Timestamp::from_millis(ms)))
        })
        .collect();
    let mut cues = Vec::new();
    for tier in root.all("TIER") {
        let name = tier.attribute("TIER_ID").unwrap_or("");
        if name == WORDS || tier.attribute("PARENT_REF").is_some() {
            continue;
        }
        let speaker = tier.attribute("PARTICIPANT").filter(|p| !p.is_empty()).or(Some(name).filter(|n| *n != NOBODY));
        cues.extend(tier.all("ALIGNABLE_ANNOTATION").into_iter().filter_map(|annotation| {
            let at = |key: &str| slots.get(annotation.attribute(key)?).copied();
            let text = annotation.all("ANNOTATION_VALUE").first().map(|v| v.text()).unwrap_or_default();
            Some(RawCue::voiced(
                at("TIME_SLOT_REF1")?,
                at("TIME_SLOT_REF2")?,
                speaker,
                text.lines().map(str::to_owned).collect(),
            ))
        }));
    }
    cues.sort_by_key(|cue| cue.start);
    Ok(CaptionFile::new(Format::Eaf, None, cues))
}

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
