//! A transcript as people print it: paragraphs of one voice with the time at which each begins, and remarks where what was said is
//! not what was published.

use super::{Cue, CueTrack, Speaker, Turn, unpublished};
use crate::time::Timestamp;

/// A pause of this length begins a paragraph.
const PAUSE_MS: u32 = 2000;
/// A paragraph of one voice is ended behind the first sentence that goes beyond so many letters.
const LONG: usize = 600;

/// What one voice says.
pub(super) struct Paragraph {
    pub(super) at: Timestamp,
    pub(super) speaker: Option<String>,
    pub(super) pieces: Vec<Piece>,
}

/// Words, and what there is to remark on them.
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) remark: Option<String>,
}

/// The paragraphs of a track.
pub(super) fn paragraphs(track: &CueTrack) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut last: Option<&Cue> = None;
    for cue in track.cues() {
        let pause = last.map_or(0, |last| (cue.span().start() - last.span().end()).as_millis());
        let is_other = pause >= PAUSE_MS || last.is_some_and(|last| last.kind() != cue.kind());
        let mut pieces = pieces(cue).into_iter();
        for (index, turn) in cue.turns().iter().enumerate() {
            let words = turn.lines.iter().flat_map(|line| line.split_whitespace()).count();
            let own = take(&mut pieces, words);
            let speaker = turn.speaker.as_ref().map(|speaker| Speaker::name(speaker).to_owned());
            let goes_on = |open: &&mut Paragraph| !(index == 0 && is_other) && open.speaker == speaker && !is_full(open);
            match paragraphs.last_mut().filter(goes_on) {
                Some(open) => open.pieces.extend(own),
                None => paragraphs.push(Paragraph { at: cue.span().start(), speaker, pieces: own }),
            }
        }
        last = Some(cue);
    }
    paragraphs.iter_mut().for_each(join);
    paragraphs
}

fn is_full(paragraph: &Paragraph) -> bool {
    let letters: usize = paragraph.pieces.iter().map(|piece| piece.text.len() + 1).sum();
    let ends = paragraph.pieces.last().is_some_and(|piece| super::punctuation::ends_sentence(&piece.text));
    ends && letters > LONG
}

/// Each word of a cue as a piece, several that share a remark as one; a remark without words has an empty piece.
fn pieces(cue: &Cue) -> Vec<(usize, Piece)> {
    let words: Vec<&str> =
        cue.turns().iter().flat_map(|turn: &Turn| &turn.lines).flat_map(|l| l.split_whitespace()).collect();
    let mut pieces = Vec::new();
    let mut at = 0;
    let plain = |from: usize, until: usize, pieces: &mut Vec<(usize, Piece)>| {
        for word in words.get(from..until).unwrap_or(&[]) {
            pieces.push((1, Piece { text: (*word).to_owned(), remark: None }));
        }
    };
    for place in cue.unpublished() {
        let (start, end) = (place.words.start.max(at), place.words.end.max(at));
        plain(at, start, &mut pieces);
        let text = words.get(start..end).unwrap_or(&[]).join(" ");
        pieces.push((end - start, Piece { text, remark: Some(unpublished::note(cue, place)) }));
        at = end;
    }
    plain(at, words.len(), &mut pieces);
    pieces
}

/// The pieces of the next so many words.
fn take(pieces: &mut impl Iterator<Item = (usize, Piece)>, mut words: usize) -> Vec<Piece> {
    let mut taken = Vec::new();
    while words > 0 {
        let Some((count, piece)) = pieces.next() else { break };
        words = words.saturating_sub(count);
        taken.push(piece);
    }
    taken
}

/// Words without a remark run together.
fn join(paragraph: &mut Paragraph) {
    let mut joined: Vec<Piece> = Vec::new();
    for piece in std::mem::take(&mut paragraph.pieces) {
        match joined.last_mut() {
            Some(Piece { text, remark: None }) if piece.remark.is_none() => {
                text.push(' ');
                text.push_str(&piece.text);
            }
            _ => joined.push(piece),
        }
    }
    paragraph.pieces = joined;
}

/// `text` with a blank in front, unless it is the first of its paragraph or has no letters.
pub(super) fn spaced(index: usize, text: &str) -> String {
    if index == 0 || text.is_empty() { text.to_owned() } else { format!(" {text}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::caption::Unpublished;
    use crate::text::Language;
    use crate::time::Span;

    #[test]
    fn one_voice_is_a_paragraph_and_what_differs_is_remarked() {
        let cue = |n: u32, name: &str, line: &str| {
            let turn = Turn { speaker: Speaker::new(name), label: None, lines: vec![line.to_owned()] };
            Cue::new(Span::from_millis(n * 1000, n * 1000 + 1000), vec![turn]).unwrap()
        };
        let said = Unpublished { words: 1..3, published: Some("may".to_owned()), heard: 0..0 };
        let left_out = Unpublished { words: 3..3, published: Some("here".to_owned()), heard: 0..0 };
        let cues = vec![
            cue(0, "Amal", "We must not stay.").with_unpublished(vec![said, left_out]),
            cue(1, "Amal", "It is cold."),
            cue(2, "Omar", "Yes."),
            cue(5, "Omar", "Well."),
        ];
        let made = paragraphs(&CueTrack::new(Language::english(), cues).unwrap());
        let told: Vec<_> = made.iter().map(|p| (p.at.as_millis(), p.speaker.as_deref(), p.pieces.len())).collect();
        assert_eq!(told, [(0, Some("Amal"), 4), (2000, Some("Omar"), 1), (5000, Some("Omar"), 1)]);
        let pieces: Vec<_> = made[0].pieces.iter().map(|p| (p.text.as_str(), p.remark.as_deref())).collect();
        assert_eq!(
            pieces,
            [
                ("We", None),
                ("must not", Some("said: must not; published: may")),
                ("", Some("published, not said: here")),
                ("stay. It is cold.", None)
            ]
        );
    }
}
