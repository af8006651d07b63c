//! Plain text without times, for people to read; it cannot be read back as captions.

use super::{Cue, CueTrack};

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
        out.push_str(match last {
            None => "",
            Some(_) if new || sound => "\n\n",
            Some(_) => " ",
        });
        out.push_str(&cue.turns().iter().map(|t| t.shown().join(" ")).collect::<Vec<_>>().join("\n"));
        last = Some(cue);
    }
    out.push('\n');
    out
}
