//! CMX 3600 edit decision lists: an event for each cue, with a locator that has its text.

use std::fmt::Write;

use super::{CueTrack, WriteOptions, markers, measure};

/// Names of reels have at most eight letters; this one stands for none.
const NO_REEL: &str = "AX";

pub(super) fn print(track: &CueTrack, options: &WriteOptions) -> String {
    let rate = options.frame_rate;
    let title = options.title.as_deref().map_or_else(|| "rawi".to_owned(), measure::one_line);
    let count = if rate.drops() { "DROP FRAME" } else { "NON-DROP FRAME" };
    let mut out = format!("TITLE: {title}\r\nFCM: {count}\r\n\r\n");
    let mut free = 0;
    for (index, cue) in track.cues().iter().enumerate() {
        // Every event lasts a frame at least, and none begins before the one in front of it is over.
        let start = rate.frames(cue.span().start()).max(free);
        let end = rate.frames(cue.span().end()).max(start + 1);
        free = end;
        let (from, until) = (rate.timecode_of(start), rate.timecode_of(end));
        let _ = write!(out, "{:03}  {NO_REEL:<8} A     C        {from} {until} {from} {until}\r\n", index + 1);
        if let Some(media) = &options.media {
            let _ = write!(out, "* FROM CLIP NAME:  {}\r\n", measure::one_line(media));
        }
        let _ = write!(out, "* LOC: {from} GREEN   {}\r\n", markers::name(cue));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::caption::{Cue, Turn};
    use crate::text::Language;
    use crate::time::Span;

    #[test]
    fn events_last_a_frame_and_do_not_overlap() {
        let cue = |a, b| Cue::new(Span::from_millis(a, b), vec![Turn::of(vec!["x".to_owned()])]).unwrap();
        let track = CueTrack::new(Language::english(), vec![cue(1000, 1010), cue(1010, 1020), cue(2000, 3000)]).unwrap();
        let text = print(&track, &WriteOptions { media: Some("a.wav".to_owned()), ..WriteOptions::default() });
        let events: Vec<&str> = text.lines().filter(|line| line.starts_with("00")).collect();
        assert_eq!(
            events,
            [
                "001  AX       A     C        00:00:01:00 00:00:01:01 00:00:01:00 00:00:01:01",
                "002  AX       A     C        00:00:01:01 00:00:01:02 00:00:01:01 00:00:01:02",
                "003  AX       A     C        00:00:02:00 00:00:03:00 00:00:02:00 00:00:03:00",
            ]
        );
        assert!(text.contains("* FROM CLIP NAME:  a.wav\r\n* LOC: 00:00:02:00 GREEN   x\r\n"), "{text}");
    }
}
