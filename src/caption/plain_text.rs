//! Plain text without times, for people to read; it cannot be read back as captions. What was said and is not in the article
//! stands between braces.

use super::{Cue, CueTrack, Speaker, Turn, unpublished};

/// Sentences of one speaker run on; a new speaker, a sound and a pause of this length begin a paragraph.
const PARAGRAPH_MS: u32 = 2000;

/// Plain text, in paragraphs, names in front of each turn.
pub(super) fn print(track: &CueTrack) -> String {
    let mut out = String::new();
    let mut last: Option<&Cue> = None;
    for cue in track.cues() {
        let pause = last.map_or(0, |l| (cue.span().start() - l.span().end()).as_millis());
        let new = cue.turns().len() > 1 || cue.turns().iter().any(|t| t.label.is_some()) || pause >= PARAGRAPH_MS;
        let sound = last.is_some_and(|l| l.kind() != cue.kind());
        let other_voice = last.is_some_and(|l| voice(l.turns().last()) != voice(cue.turns().first()));
        out.push_str(match last {
            None => "",
            Some(_) if new || sound || other_voice => "\n\n",
            Some(_) => " ",
        });
        out.push_str(&marked(cue));
        last = Some(cue);
    }
    out.push('\n');
    out
}

/// The turns of a cue, with braces around what the article does not have so.
fn marked(cue: &Cue) -> String {
    let [turn] = cue.turns() else {
        return cue.turns().iter().map(|turn| turn.shown().join(" ")).collect::<Vec<_>>().join("\n");
    };
    let words = turn.label.iter().cloned().chain(unpublished::in_braces(cue));
    words.collect::<Vec<_>>().join(" ")
}

/// The name of whoever has a turn.
fn voice(turn: Option<&Turn>) -> Option<&str> {
    turn?.speaker.as_ref().map(Speaker::name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;
    use crate::time::Span;

    #[test]
    fn what_another_voice_says_is_another_paragraph() {
        let cue = |n: u32, name: &str, line: &str| {
            let turn = Turn { speaker: Speaker::new(name), label: None, lines: vec![line.to_owned()] };
            Cue::new(Span::from_millis(n * 1000, n * 1000 + 1000), vec![turn]).unwrap()
        };
        let cues = vec![cue(0, "Amal", "We stay."), cue(1, "Amal", "It is cold."), cue(2, "", "She left in May.")];
        let text = print(&CueTrack::new(Language::english(), cues).unwrap());
        assert_eq!(text, "We stay. It is cold.\n\nShe left in May.\n");
    }
}
