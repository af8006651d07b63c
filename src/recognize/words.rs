//! Tokens → words. A token is a run of **bytes**: in Arabic one can end inside a letter, so bytes are joined first and become
//! text only as whole words.

use crate::time::{Span, Timestamp};

/// One text token as the recogniser gave it, times in the recording's own timeline.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    /// Its bytes, perhaps part of a letter.
    pub(super) bytes: Vec<u8>,
    /// The recogniser's probability, 0 to 1.
    pub(super) probability: f32,
    /// When it was heard, by the recogniser's chosen method.
    pub(super) span: Option<Span>,
}

/// A word made of whole tokens.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SpokenWord {
    pub(super) text: String,
    pub(super) span: Option<Span>,
    /// The lowest probability among its tokens.
    pub(super) probability: f32,
}

/// A sign of music is a word of its own: it joins no other.
const MUSIC: [char; 4] = ['♪', '♫', '♩', '♬'];

/// Joins tokens to words. A word begins at white space; in scripts that print none, at each token that begins a letter.
/// Signs that stand alone join the word before them, opening ones the word after.
pub(super) fn words(pieces: &[Piece]) -> Vec<SpokenWord> {
    let mut groups: Vec<Group> = Vec::new();
    for piece in pieces {
        let begins = piece.bytes.first().is_some_and(u8::is_ascii_whitespace);
        match groups.last_mut() {
            Some(group) if !begins && !group.splits_before(piece) => group.push(piece),
            _ => groups.push(Group::of(piece)),
        }
    }
    let mut words: Vec<SpokenWord> = Vec::new();
    let mut opening: Option<SpokenWord> = None;
    for mut word in groups.iter().filter_map(Group::word) {
        if word.text.chars().any(|c| c.is_alphanumeric() || MUSIC.contains(&c)) {
            if let Some(open) = opening.take() {
                word.text.insert_str(0, &open.text);
            }
            words.push(word);
        } else if word.text.ends_with(['«', '(', '[', '“', '‘', '¿', '¡']) {
            opening = Some(word);
        } else if let Some(before) = words.last_mut() {
            before.text.push_str(&word.text);
        }
    }
    words
}

#[derive(Default)]
struct Group {
    bytes: Vec<u8>,
    probability: f32,
    start: Option<Timestamp>,
    end: Option<Timestamp>,
}

impl Group {
    fn of(piece: &Piece) -> Self {
        let mut group = Self { probability: 1.0, ..Self::default() };
        group.push(piece);
        group
    }

    fn push(&mut self, piece: &Piece) {
        self.bytes.extend_from_slice(&piece.bytes);
        // Commas and stops are guessed from the melody of a sentence; they say nothing of the word.
        if std::str::from_utf8(&piece.bytes).is_ok_and(|t| !t.chars().any(char::is_alphanumeric)) {
            return;
        }
        self.probability = self.probability.min(piece.probability);
        if let Some(span) = piece.span {
            self.start = Some(self.start.map_or(span.start(), |at| at.min(span.start())));
            self.end = Some(self.end.map_or(span.end(), |at| at.max(span.end())));
        }
    }

    /// Chinese, Japanese, Thai and their like print no spaces: there each token that begins a letter begins a word.
    fn splits_before(&self, piece: &Piece) -> bool {
        let Ok(so_far) = std::str::from_utf8(&self.bytes) else { return false };
        let next = String::from_utf8_lossy(&piece.bytes);
        so_far.chars().next_back().is_some_and(unspaced) && next.chars().next().is_some_and(unspaced)
    }

    fn word(&self) -> Option<SpokenWord> {
        let text = String::from_utf8_lossy(&self.bytes).trim().replace('\u{FFFD}', "");
        let span = self.start.zip(self.end).map(|(start, end)| Span::between(start, end));
        (!text.is_empty()).then_some(SpokenWord { text, span, probability: self.probability })
    }
}

fn unspaced(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(bytes: &[u8], start: u32, end: u32) -> Piece {
        Piece { bytes: bytes.to_vec(), probability: 0.9, span: Some(Span::from_millis(start, end)) }
    }

    fn texts(pieces: &[Piece]) -> Vec<String> {
        words(pieces).into_iter().map(|w| w.text).collect()
    }

    #[test]
    fn a_letter_split_over_two_tokens_comes_out_whole() {
        let word = " السلام".as_bytes();
        for cut in 1..word.len() {
            let pieces = [piece(&word[..cut], 0, 100), piece(&word[cut..], 100, 400)];
            let joined = words(&pieces);
            assert_eq!(joined.len(), 1, "cut at byte {cut}");
            assert_eq!(joined[0].text, "السلام");
        }
    }

    #[test]
    fn a_word_takes_its_times_from_its_first_and_last_letters_and_its_doubt_from_the_worst() {
        let mut doubtful = piece("cil".as_bytes(), 300, 450);
        doubtful.probability = 0.4;
        let mut stop = piece(b".", 450, 900);
        stop.probability = 0.1;
        let joined = words(&[piece(b" coun", 120, 300), doubtful, stop]);
        assert_eq!(
            joined,
            [SpokenWord { text: "council.".into(), span: Some(Span::from_millis(120, 450)), probability: 0.4 }]
        );
    }

    #[test]
    fn signs_that_stand_alone_join_a_neighbour() {
        let pieces =
            [piece(" «".as_bytes(), 0, 1), piece(" نعم".as_bytes(), 1, 2), piece(" !".as_bytes(), 2, 3), piece(b" -", 3, 4)];
        assert_eq!(texts(&pieces), ["«نعم!-"]);
    }

    #[test]
    fn signs_of_music_stay_by_themselves() {
        let pieces = [
            piece(b" before", 0, 1),
            piece(" ♪".as_bytes(), 1, 2),
            piece(" [".as_bytes(), 2, 3),
            piece(b"Music", 3, 4),
            piece(b"]", 4, 5),
        ];
        assert_eq!(texts(&pieces), ["before", "♪", "[Music]"]);
    }

    #[test]
    fn scripts_without_spaces_are_cut_at_tokens() {
        assert_eq!(texts(&[piece("安全".as_bytes(), 0, 1), piece("理事会".as_bytes(), 1, 2)]), ["安全", "理事会"]);
    }

    #[test]
    fn nothing_but_broken_bytes_gives_no_word() {
        assert_eq!(texts(&[piece(&[0xd8], 0, 1), piece(b"  ", 1, 2)]), Vec::<String>::new());
    }
}
