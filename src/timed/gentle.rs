//! Gentle: a text, and which of its letters each word is that was looked for in the sound.

use super::json::Value;
use super::phrases::{self, Placed};
use super::{FileWord, Form, TimedText};
use crate::time::Timestamp;

/// Whether a file is of this form.
pub(super) fn is_such(file: &Value) -> bool {
    file.get("transcript").and_then(Value::bytes).is_some()
        && file.items("words").iter().any(|word| word.get("case").is_some())
}

/// The words of the text with their punctuation. What was heard and is not in the text is left out; what was not found has no time.
pub(super) fn read(file: &Value) -> TimedText {
    let mut out = TimedText::new(Form::Gentle);
    let text = file.get("transcript").and_then(Value::text).unwrap_or_default();
    let found: Vec<Found> = file.items("words").iter().filter_map(Found::of).collect();
    let (mut words, mut next, mut at, mut place) = (Vec::new(), 0, 0, 0..0);
    for run in text.split_inclusive(char::is_whitespace) {
        let until = at + run.chars().count();
        let mut word = FileWord::untimed(run.trim());
        // A token can hold several: they are one word from the first to the last.
        while let Some(part) = found.get(next).filter(|part| part.from < until) {
            place = part.place.clone();
            if word.start.is_none() {
                word.start = part.start;
            }
            word.end = part.end.or(word.end);
            next += 1;
        }
        at = until;
        if !word.text.is_empty() {
            words.push(Placed { word, place: place.clone(), speaker: None });
        }
    }
    out.cues = phrases::cues(words);
    out
}

/// A word that was looked for, by its first letter in the text.
struct Found {
    from: usize,
    start: Option<Timestamp>,
    end: Option<Timestamp>,
    place: std::ops::Range<usize>,
}

impl Found {
    fn of(value: &Value) -> Option<Self> {
        let from = value.get("startOffset").and_then(Value::number)?;
        let at = |key: &str| value.get(key).and_then(Value::number).and_then(Timestamp::from_seconds);
        Some(Self { from: from as usize, start: at("start"), end: at("end"), place: value.place.clone() })
    }
}

#[cfg(test)]
mod tests {
    use crate::timed::{Form, read};

    #[test]
    fn punctuation_is_of_the_text_and_what_was_not_found_has_no_time() {
        let text = r#"{"transcript":"Good, day-to you.","words":[{"case":"success","word":"Good","start":1.0,"end":1.2,"startOffset":0,"endOffset":4},{"case":"not-found-in-transcript","word":"uh","start":1.3,"end":1.4},{"case":"success","word":"day","start":1.5,"end":1.7,"startOffset":6,"endOffset":9},{"case":"success","word":"to","start":1.7,"end":1.8,"startOffset":10,"endOffset":12},{"case":"not-found-in-audio","word":"you","startOffset":13,"endOffset":16}]}"#;
        let file = read(text.as_bytes(), None, None).unwrap();
        assert_eq!(file.form, Form::Gentle);
        let ms = |time: Option<crate::time::Timestamp>| time.map(|time| time.as_millis());
        let words: Vec<_> = file.cues[0].words.iter().map(|w| (w.text.as_str(), ms(w.start), ms(w.end))).collect();
        assert_eq!(words, [("Good,", Some(1000), Some(1200)), ("day-to", Some(1500), Some(1800)), ("you.", None, None)]);
    }
}
