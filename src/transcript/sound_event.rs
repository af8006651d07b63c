//! What a recogniser writes about sounds.

use std::ops::Range;

use serde::Serialize;

use super::{Segment, Transcript, Word};
use crate::text::{TextRange, sound_notes};
use crate::time::Span;

/// A sound that the recogniser noted between the words: `[Music]`, `(bell dings)`, `♪`. It stands among the transcript's words, but
/// nobody said it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SoundEvent {
    /// Which of [`Transcript::words`] make the note; never empty.
    pub words: Range<usize>,
    /// When, as far as its words have times.
    pub span: Option<Span>,
    /// The note as it was written.
    pub text: String,
}

impl Transcript {
    /// The sounds that the recogniser noted among the words, in order: `[Music]`, `(bell dings)`, `♪`. Their words are no words
    /// that were said. A note never goes from one segment into the next.
    pub fn sounds(&self) -> Vec<SoundEvent> {
        let of_segment = |segment: &Segment| {
            let words = self.words().get(segment.words.clone()).unwrap_or(&[]);
            notes(words).into_iter().map(|note| event(words, note, segment.words.start)).collect::<Vec<_>>()
        };
        self.segments().iter().flat_map(of_segment).collect()
    }
}

fn event(words: &[Word], note: Range<usize>, first: usize) -> SoundEvent {
    let inside = words.get(note.clone()).unwrap_or(&[]);
    let text = inside.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
    let span = inside.iter().filter_map(|word| word.span).reduce(Span::hull);
    SoundEvent { words: first + note.start..first + note.end, span, text }
}

/// The runs of words that are notes: outside a note they have signs only.
fn notes(words: &[Word]) -> Vec<Range<usize>> {
    if !words.iter().any(|word| word.text.contains(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | ',' | '،'))) {
        return Vec::new();
    }
    let mut text = String::new();
    let mut places = Vec::with_capacity(words.len());
    for word in words {
        let start = text.len();
        text.push_str(&word.text);
        places.push(start..text.len());
        text.push(' ');
    }
    let mut found: Vec<Range<usize>> = Vec::new();
    for note in sound_notes(&text) {
        let within = |place: &Range<usize>| is_within(&text, place, note);
        let Some(start) = places.iter().position(within) else { continue };
        let length = places.get(start..).unwrap_or(&[]).iter().take_while(|place| within(place)).count();
        found.push(start..start + length);
    }
    found
}

/// Whether the word at `place` touches `note`, and has no letter or digit outside it.
fn is_within(text: &str, place: &Range<usize>, note: TextRange) -> bool {
    let touches = place.start < note.end() && note.start() < place.end;
    let outside =
        [place.start..note.start().clamp(place.start, place.end), note.end().clamp(place.start, place.end)..place.end];
    touches && outside.into_iter().all(|part| text.get(part).is_some_and(|part| !part.chars().any(char::is_alphanumeric)))
}

#[cfg(test)]
mod tests {
    use crate::transcript::{read, read_text};

    fn noted(text: &str) -> Vec<(std::ops::Range<usize>, String)> {
        read_text(text).sounds().into_iter().map(|sound| (sound.words, sound.text)).collect()
    }

    #[test]
    fn notes_of_sounds_are_told_from_words() {
        assert_eq!(
            noted("[Music]\nGood morning. (bell dings) This is the news."),
            [(0..1, "[Music]".to_owned()), (3..5, "(bell dings)".to_owned()),]
        );
        assert_eq!(noted("♪\nأهلا بكم [موسيقى]،"), [(0..1, "♪".to_owned()), (3..4, "[موسيقى]،".to_owned())]);
        assert_eq!(noted("He said(laughs) no, and the agency (UNHCR) too."), []);
    }

    #[test]
    fn a_sound_has_the_time_of_its_words_and_stands_in_the_json() {
        let file = br#"{"words": [{"word": "*applause*", "start": 1.0, "end": 2.5}, {"word": "Thanks", "start": 3.0, "end": 3.4}]}"#;
        let heard = read(file, None).unwrap();
        let [sound] = heard.sounds().try_into().unwrap();
        assert_eq!(sound.span.map(|span| span.to_string()).as_deref(), Some("0:01.000\u{2013}0:02.500"));
        let mut json = Vec::new();
        crate::transcript::write_json(&heard, &mut json).unwrap();
        let value: serde_json::Value = serde_json::from_slice(&json).unwrap();
        assert_eq!(value["sounds"][0]["text"], "*applause*");
        assert_eq!(read(&json, None).unwrap(), heard);
    }
}
