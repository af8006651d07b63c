//! FCPXML: a project whose one clip, the recording, has a marker for each cue; a gap stands for a recording without a name. All
//! times are whole frames.

use std::fmt::Write;

use super::{CueTrack, WriteOptions, markers, xml};
use crate::time::Timestamp;

pub(super) fn print(track: &CueTrack, options: &WriteOptions) -> String {
    let rate = options.frame_rate;
    let (length, per) = rate.frame();
    let last = track.cues().last().map_or(Timestamp::ZERO, |cue| cue.span().end());
    let whole = options.duration.map_or(last, |duration| last.max(Timestamp::ZERO + duration));
    let seconds = |frames: u64| match frames * u64::from(length) {
        0 => "0s".to_owned(),
        all if all % u64::from(per) == 0 => format!("{}s", all / u64::from(per)),
        all => format!("{all}/{per}s"),
    };
    let duration = seconds(rate.frames(whole).max(1));
    let title = xml::escape(options.title.as_deref().unwrap_or("rawi"));
    let format = if rate.drops() { "DF" } else { "NDF" };
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE fcpxml>\n<fcpxml version=\"1.8\">\n");
    let _ =
        writeln!(out, "<resources>\n<format id=\"r1\" frameDuration=\"{length}/{per}s\" width=\"1920\" height=\"1080\"/>");
    let clip = options.media.as_deref().map(|media| (xml::escape(media), xml::escape(&address(media))));
    if let Some((name, source)) = &clip {
        let _ = write!(out, "<asset id=\"r2\" name=\"{name}\" src=\"{source}\" start=\"0s\" duration=\"{duration}\" ");
        out.push_str("hasAudio=\"1\" audioSources=\"1\" audioChannels=\"2\"/>\n");
    }
    let _ = writeln!(out, "</resources>\n<library>\n<event name=\"{title}\">\n<project name=\"{title}\">");
    let _ = writeln!(out, "<sequence format=\"r1\" duration=\"{duration}\" tcStart=\"0s\" tcFormat=\"{format}\">\n<spine>");
    let element = if clip.is_some() { "asset-clip" } else { "gap" };
    let named = clip.map_or_else(|| "name=\"Gap\"".to_owned(), |(name, _)| format!("ref=\"r2\" name=\"{name}\""));
    let _ = writeln!(out, "<{element} {named} offset=\"0s\" start=\"0s\" duration=\"{duration}\">");
    for cue in track.cues() {
        let start = seconds(rate.frames(cue.span().start()));
        let (text, until) = (xml::escape(&markers::name(cue)), rate.timecode(cue.span().end()));
        let _ = write!(out, "<marker start=\"{start}\" duration=\"{length}/{per}s\" value=\"{text}\" ");
        let _ = writeln!(out, "note=\"until {until}\"/>");
    }
    let _ = write!(out, "</{element}>");
    out.push_str("\n</spine>\n</sequence>\n</project>\n</event>\n</library>\n</fcpxml>\n");
    out
}

/// Where the recording lies, as an address: signs that mean something in one are spelt.
fn address(media: &str) -> String {
    if media.contains("://") {
        return media.to_owned();
    }
    media.replace('%', "%25").replace(' ', "%20").replace('#', "%23").replace('?', "%3F")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::caption::{Cue, Speaker, Turn};
    use crate::text::Language;
    use crate::time::{Millis, Span};

    fn lasting(seconds: u32) -> WriteOptions {
        WriteOptions { duration: Some(Millis::new(seconds * 1000)), ..WriteOptions::default() }
    }

    #[test]
    fn times_are_whole_frames_in_fractions_of_seconds() {
        let turn = Turn { speaker: Speaker::new("Amal"), label: None, lines: vec!["a < b".to_owned()] };
        let cue = Cue::new(Span::from_millis(1001, 3000), vec![turn]).unwrap();
        let track = CueTrack::new(Language::english(), vec![cue]).unwrap();
        let ntsc = WriteOptions { frame_rate: "29.97".parse().unwrap(), ..lasting(10) };
        let text = print(&track, &ntsc);
        assert!(text.contains("frameDuration=\"1001/30000s\""), "{text}");
        assert!(text.contains("<marker start=\"30030/30000s\" duration=\"1001/30000s\" value=\"Amal: a &lt; b\""), "{text}");
        let pal = print(&track, &lasting(10));
        assert!(
            pal.contains("duration=\"10s\" tcStart=\"0s\" tcFormat=\"NDF\"") && pal.contains("<marker start=\"1s\""),
            "{pal}"
        );
    }
}
