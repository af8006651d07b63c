//! Advanced SubStation Alpha: one `Dialogue:` line for each voice of a cue, in hundredths of a second.

use std::fmt::Write;

use super::{CueTrack, WriteOptions, bidi, measure};
use crate::time::Timestamp;

/// What a style says, in the order in which ASS 4+ names it.
const STYLE_FIELDS: &str = "Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, \
    Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, \
    Encoding";
/// White with a black edge, at the bottom in the middle. The encoding −1 lets libass find the direction of each line.
const STYLE: &str = "Default,Arial,54,&H00FFFFFF,&H000000FF,&H00000000,&H80000000,0,0,0,0,100,100,0,0,1,3,0,2,96,96,54,-1";

pub(super) fn print(track: &CueTrack, options: &WriteOptions) -> String {
    let mut out = String::from("[Script Info]\n; written by rawi\n");
    if let Some(title) = &options.title {
        let _ = writeln!(out, "Title: {}", measure::one_line(title));
    }
    out.push_str("ScriptType: v4.00+\nPlayResX: 1920\nPlayResY: 1080\nWrapStyle: 2\nScaledBorderAndShadow: yes\n");
    let _ = writeln!(out, "Language: {}\n\n[V4+ Styles]\nFormat: {STYLE_FIELDS}\nStyle: {STYLE}", track.language());
    out.push_str("\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n");
    for cue in track.cues() {
        let right_to_left = track.is_right_to_left(cue);
        let (start, end) = (hundredths(cue.span().start()), hundredths(cue.span().end()));
        for turn in cue.turns() {
            // A comma would end the field.
            let name = turn.speaker.as_ref().map_or_else(String::new, |speaker| speaker.name().replace(',', ";"));
            let lines = turn.lines.iter().map(|line| bidi::for_srt(&legible(line), right_to_left, options.bidi));
            let text = lines.collect::<Vec<_>>().join("\\N");
            let _ = writeln!(out, "Dialogue: 0,{start},{end},Default,{name},0,0,0,,{text}");
        }
    }
    out
}

/// `1:02:03.45`, rounded so that cues that touch still do.
fn hundredths(at: Timestamp) -> String {
    let all = (u64::from(at.as_millis()) + 5) / 10;
    format!("{}:{:02}:{:02}.{:02}", all / 360_000, all / 6000 % 60, all / 100 % 60, all % 100)
}

/// A brace opens a tag unless a backslash stands before it; a backslash that would begin an escape has a look-alike.
fn legible(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '{' => out.push_str("\\{"),
            '\\' if letters.peek().is_some_and(|next| matches!(next, 'N' | 'n' | 'h' | '{')) => out.push('＼'),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::caption::{Bidi, Cue, Speaker, Turn};
    use crate::text::Language;
    use crate::time::Span;

    #[test]
    fn braces_commas_and_touching_cues_come_through() {
        let turn = |name: &str, line: &str| Turn { speaker: Speaker::new(name), label: None, lines: vec![line.to_owned()] };
        let cue = |a, b, turns| Cue::new(Span::from_millis(a, b), turns).unwrap();
        let two = vec![turn("Amal, of the north", "a {b} c, d"), turn("Omar", r"C:\New")];
        let track =
            CueTrack::new(Language::english(), vec![cue(5, 1995, two), cue(1995, 3_600_004, vec![turn("", "x")])]).unwrap();
        let text = print(&track, &WriteOptions::default());
        assert!(
            text.contains("Dialogue: 0,0:00:00.01,0:00:02.00,Default,Amal; of the north,0,0,0,,a \\{b} c, d\n"),
            "{text}"
        );
        assert!(text.contains("Dialogue: 0,0:00:02.00,1:00:00.00,Default,,0,0,0,,x\n"));
        let back = crate::caption::read(text.as_bytes(), None, None).unwrap().track();
        assert_eq!(back.cues()[0].lines().collect::<Vec<_>>(), ["a {b} c, d", "C:＼New"]);
        assert_eq!(back.cues()[0].turns().len(), 2);
    }

    #[test]
    fn arabic_lines_are_marked_as_in_subrip() {
        let turn = Turn::of(vec!["قال غوتيريش إن الوضع خطير.".to_owned()]);
        let cue = Cue::new(Span::from_millis(0, 900), vec![turn]).unwrap();
        let track = CueTrack::new(Language::arabic(), vec![cue]).unwrap();
        assert!(print(&track, &WriteOptions::default()).contains("\u{202b}قال"));
        assert!(!print(&track, &WriteOptions { bidi: Bidi::None, ..WriteOptions::default() }).contains('\u{202b}'));
    }
}
