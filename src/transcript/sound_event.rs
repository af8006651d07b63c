//! What a recogniser writes about sounds.

use std::ops::Range;

use serde::Serialize;

use super::{Segment, Transcript, Word};
use crate::text::{TextRange, normalise, sound_notes};
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

/// What a note says that was heard, as far as recognisers write it often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    /// Music or song.
    Music,
    /// Applause.
    Applause,
    /// Laughter.
    Laughter,
    /// Nothing: silence.
    Silence,
    /// Anything else.
    Other,
}

/// Words that name a kind of sound, normalised.
const NAMED: [(NoteKind, &[&str]); 3] = [
    (NoteKind::Music, &["music", "musical", "موسيقي", "موسيقا"]),
    (NoteKind::Applause, &["applause", "applauding", "applauds", "clapping", "تصفيق"]),
    (NoteKind::Laughter, &["laughter", "laughing", "laughs", "ضحك", "ضحكات"]),
];
/// Words that stand beside them and change nothing.
const BESIDE: [&str; 3] = ["playing", "plays", "audience"];
/// Notes that say that nothing was heard.
const NOTHING: [&str; 5] = ["blank audio", "silence", "no audio", "صمت", "لا صوت"];

impl SoundEvent {
    /// What was heard, told by the first word of the note that names a sound; signs of music alone are music.
    pub fn kind(&self) -> NoteKind {
        let words = self.keys();
        match words.iter().find_map(|word| named(word)) {
            Some(kind) => kind,
            None if words.is_empty() => NoteKind::Music,
            None if NOTHING.contains(&words.join(" ").as_str()) => NoteKind::Silence,
            None => NoteKind::Other,
        }
    }

    /// Whether the note says nothing but its kind: `[Music playing]`, and not `[Music fades]`.
    pub fn is_plain(&self) -> bool {
        let kind = self.kind();
        let adds_nothing = |word: &String| named(word) == Some(kind) || BESIDE.contains(&word.as_str());
        kind == NoteKind::Silence || self.keys().iter().all(adds_nothing)
    }

    /// Its words as they are compared.
    fn keys(&self) -> Vec<String> {
        let words = self.text.split(|c: char| c == '_' || !(c.is_alphanumeric() || is_mark(c)));
        words.filter(|word| !word.is_empty()).map(|word| normalise(word).key().to_owned()).collect()
    }
}

fn named(word: &str) -> Option<NoteKind> {
    NAMED.iter().find(|(_, words)| words.contains(&word)).map(|(kind, _)| *kind)
}

/// An Arabic vowel sign, which belongs to its word.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{64b}'..='\u{652}' | '\u{670}')
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
    use super::NoteKind;
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
    fn a_note_tells_its_kind_and_whether_it_says_more() {
        for (note, kind, is_plain) in [
            ("[Music]", NoteKind::Music, true),
            ("♪", NoteKind::Music, true),
            ("(music playing)", NoteKind::Music, true),
            ("[MUSIC FADES]", NoteKind::Music, false),
            ("[upbeat music]", NoteKind::Music, false),
            ("[موسيقى]", NoteKind::Music, true),
            ("[موسيقى هادئة]", NoteKind::Music, false),
            ("(audience applauds)", NoteKind::Applause, true),
            ("(تصفيق)", NoteKind::Applause, true),
            ("*laughs*", NoteKind::Laughter, true),
            ("[BLANK_AUDIO]", NoteKind::Silence, true),
            ("[لا صوت]", NoteKind::Silence, true),
            ("[no music]", NoteKind::Music, false),
            ("(bell rings)", NoteKind::Other, false),
        ] {
            let [sound] = read_text(note).sounds().try_into().unwrap();
            assert_eq!((sound.kind(), sound.is_plain()), (kind, is_plain), "{note}");
        }
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
