//! The JSON of whisper.cpp: `-oj` with segments, `-ojf` with tokens too, `-ml 1` with a segment for each word.

use std::ops::Range;

use super::json::Value;
use super::phrases::{self, Placed};
use super::{FileCue, FileTurn, FileWord, Form, Origin, Place, TimedText, clock, language};
use crate::time::Timestamp;

/// `transcription[]` with `offsets` in milliseconds and, with `-ojf`, `tokens[]`.
pub(super) fn read(file: &Value) -> TimedText {
    let mut out = TimedText::new(Form::WhisperCpp);
    let segments = file.items("transcription");
    out.cues = if is_word_by_word(segments) {
        phrases::cues(join(segments.iter().map(|segment| Piece::of(segment, None))))
    } else {
        segments.iter().map(segment).collect()
    };
    let params = file.get("params");
    let spoken = file.get("result").and_then(|r| r.get("language")).or(params.and_then(|p| p.get("language")));
    out.language = spoken.and_then(Value::text).and_then(|name| language::named(&name));
    let model = params.and_then(|p| p.get("model")).and_then(Value::text);
    let model = model.or_else(|| file.get("model").and_then(|m| m.get("type")).and_then(Value::text));
    out.origin = Origin { model, duration: None };
    out
}

fn segment(segment: &Value) -> FileCue {
    let text = segment.get("text");
    let printed = text.and_then(Value::printed).unwrap_or_default();
    // Stereo diarisation writes `(speaker ?)` when it could not tell.
    let speaker = segment.get("speaker").and_then(Value::text).filter(|s| s != "?");
    let words: Vec<FileWord> = join(tokens(segment.items("tokens"))).into_iter().map(|placed| placed.word).collect();
    let (start, end) = (offset(segment, "from"), offset(segment, "to"));
    let place = Place {
        whole: segment.place.clone(),
        start: start.clone().map(|(_, place)| place),
        end: end.clone().map(|(_, place)| place),
        text: text.map_or(segment.place.end..segment.place.end, |text| text.place.clone()),
        line: 0,
    };
    let lines = printed.trim().split('\n').map(|line| line.trim().to_owned()).collect();
    FileCue {
        place,
        start: start.map(|(at, _)| at),
        end: end.map(|(at, _)| at),
        turns: vec![FileTurn::of(speaker.as_deref(), lines)],
        words,
        ..FileCue::default()
    }
}

/// One end of a piece: `offsets{from,to}` in milliseconds, or else `timestamps{from,to}` as clock times.
fn offset(piece: &Value, key: &str) -> Option<(Timestamp, Range<usize>)> {
    let number = piece.get("offsets").and_then(|offsets| offsets.get(key));
    let ms = |value: &Value| Some((Timestamp::from_seconds(value.number()? / 1000.0)?, value.place.clone()));
    let clock = || {
        let value = piece.get("timestamps")?.get(key)?;
        Some((clock::clock(&value.text()?)?, value.place.clone()))
    };
    number.and_then(ms).or_else(clock)
}

/// With `-ml 1` each segment is one word or a piece of one, and its time is that word's.
fn is_word_by_word(segments: &[Value]) -> bool {
    let one = |s: &Value| s.get("text").and_then(Value::text).is_some_and(|t| t.split_whitespace().count() <= 1);
    segments.len() >= 5 && segments.iter().all(one)
}

/// Tokens are pieces of words: a piece that begins with a space begins a word. Special tokens are left out.
fn tokens(tokens: &[Value]) -> impl Iterator<Item = Piece<'_>> {
    tokens.iter().filter_map(|token| {
        let bytes = token.get("text").and_then(Value::bytes)?;
        let special =
            bytes.starts_with(b"[_") && bytes.ends_with(b"]") || bytes.starts_with(b"<|") && bytes.ends_with(b"|>");
        (!special).then(|| Piece::of(token, token.get("p").and_then(Value::number)))
    })
}

struct Piece<'a> {
    bytes: &'a [u8],
    start: Option<Timestamp>,
    end: Option<Timestamp>,
    confidence: Option<f64>,
    place: Range<usize>,
}

impl<'a> Piece<'a> {
    fn of(value: &'a Value, confidence: Option<f64>) -> Self {
        let bytes = value.get("text").and_then(Value::bytes).unwrap_or_default();
        let at = |key: &str| offset(value, key).map(|(at, _)| at);
        Self { bytes, start: at("from"), end: at("to"), confidence, place: value.place.clone() }
    }
}

/// A word in the making. Its bytes become text only when it is whole: in Arabic a piece can end inside a letter.
#[derive(Default)]
struct Unfinished {
    bytes: Vec<u8>,
    start: Option<Timestamp>,
    end: Option<Timestamp>,
    untimed: bool,
    confidence: f64,
    pieces: f64,
    place: Option<Range<usize>>,
}

impl Unfinished {
    fn add(&mut self, piece: &Piece<'_>) {
        self.bytes.extend_from_slice(piece.bytes);
        let begins = self.place.as_ref().map_or(piece.place.start, |place| place.start);
        self.place = Some(begins..piece.place.end);
        // Punctuation is given the silence after the word; the word ends with its last letter.
        let letters = piece.bytes.iter().any(|b| b.is_ascii_alphanumeric() || *b >= 0x80);
        if !letters {
            return;
        }
        match (piece.start, piece.end) {
            (Some(start), Some(end)) if start <= end => {
                self.start = Some(self.start.map_or(start, |own| own.min(start)));
                self.end = self.end.max(Some(end));
            }
            _ => self.untimed = true,
        }
        if let Some(p) = piece.confidence {
            self.confidence += p;
            self.pieces += 1.0;
        }
    }

    fn finish(self) -> Vec<Placed> {
        let confidence = (self.pieces > 0.0).then(|| self.confidence / self.pieces);
        let confidence = confidence.filter(|c| (0.0..=1.0).contains(c)).map(|c| c as f32);
        let text = String::from_utf8_lossy(&self.bytes);
        let place = self.place.unwrap_or(0..0);
        let tokens: Vec<&str> = text.split_whitespace().collect();
        let word = match tokens[..] {
            [token] if !self.untimed => {
                FileWord { text: token.to_owned(), start: self.start, end: self.end, confidence, is_inferred: false }
            }
            [token] => FileWord { confidence, ..FileWord::untimed(token) },
            // A piece can hold several words in languages that print no space before them.
            _ => {
                return tokens
                    .into_iter()
                    .map(|token| Placed { word: FileWord::untimed(token), place: place.clone(), speaker: None })
                    .collect();
            }
        };
        vec![Placed { word, place, speaker: None }]
    }
}

/// Joins pieces to words. A word's confidence is the mean of its pieces'.
fn join<'a>(pieces: impl Iterator<Item = Piece<'a>>) -> Vec<Placed> {
    let mut words = Vec::new();
    let mut word = Unfinished::default();
    for piece in pieces {
        if piece.bytes.first().is_some_and(u8::is_ascii_whitespace) && !word.bytes.is_empty() {
            words.extend(std::mem::take(&mut word).finish());
        }
        word.add(&piece);
    }
    words.extend(word.finish());
    words
}
