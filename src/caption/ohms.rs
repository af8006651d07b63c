//! OHMS 6, the XML in which oral history archives keep an interview: the captions stand in it as WebVTT.

use std::fmt::Write;

use super::{CueTrack, WriteOptions, vtt, xml};
use crate::time::{ClockStyle, Millis, Timestamp};

/// OHMS 6: the captions as WebVTT inside the interview's record.
pub(super) fn print(track: &CueTrack, options: &WriteOptions) -> String {
    let inner = vtt::print(track, &WriteOptions { provenance: options.provenance.clone(), ..WriteOptions::default() });
    let day = options.day();
    let escape = |value: &Option<String>| value.as_deref().map_or(String::new(), xml::escape);
    let last = track.cues().last().map_or(0, |cue| cue.span().end().as_millis());
    let duration = ClockStyle::Dot.print(Timestamp::from_millis(options.duration.map_or(last, Millis::as_millis)));
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
