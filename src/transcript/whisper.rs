//! The JSON of whisper.cpp (`-oj`, `-ojf`), openai-whisper and whisperX.

use crate::time::{Span, Timestamp};

use super::gather::{Gather, engine, seconds};
use super::json::Value;
use super::read::language;
use super::{Engine, Transcript};

/// whisper.cpp: `transcription[]` with `offsets` in milliseconds and, with `-ojf`, `tokens[]`.
pub(super) fn cpp(file: &Value) -> Transcript {
    let segments = file.get("transcription").map(Value::list).unwrap_or_default();
    let mut gather = Gather::default();
    if is_word_by_word(segments) {
        word_by_word(segments, &mut gather);
    } else {
        for segment in segments {
            let first = gather.len();
            let tokens = segment.get("tokens").map(Value::list).unwrap_or_default();
            if tokens.is_empty() {
                gather.untimed(&segment.get("text").and_then(Value::text).unwrap_or_default());
            } else {
                join_tokens(tokens, &mut gather);
            }
            gather.close(first, offsets(segment), speaker(segment));
        }
    }
    let params = file.get("params");
    let spoken = file.get("result").and_then(|r| r.get("language")).or(params.and_then(|p| p.get("language")));
    let model = params.and_then(|p| p.get("model")).and_then(Value::text);
    let model = model.or_else(|| file.get("model").and_then(|m| m.get("type")).and_then(Value::text));
    let engine = Engine { model, ..engine("whisper.cpp") };
    gather.finish(engine, language(spoken.and_then(Value::text)), None)
}

fn speaker(segment: &Value) -> Option<String> {
    // Stereo diarisation writes `(speaker ?)` when it could not tell.
    segment.get("speaker").and_then(Value::text).filter(|s| s != "?")
}

/// `offsets{from,to}` in milliseconds, or else `timestamps{from,to}` as clock times.
fn offsets(piece: &Value) -> Option<Span> {
    let end = |key: &str| {
        let number = piece.get("offsets").and_then(|o| o.get(key)).and_then(Value::number);
        let clock = || piece.get("timestamps").and_then(|t| t.get(key))?.text()?.parse().ok();
        number.and_then(|ms| Timestamp::from_seconds(ms / 1000.0)).or_else(clock)
    };
    Span::new(end("from")?, end("to")?)
}

/// With `-ml 1` each segment is one word or a piece of one, and its time is that word's.
fn is_word_by_word(segments: &[Value]) -> bool {
    let one = |s: &&Value| s.get("text").and_then(Value::text).is_some_and(|t| t.split_whitespace().count() <= 1);
    segments.len() >= 5 && segments.iter().all(|s| one(&s))
}

fn word_by_word(segments: &[Value], gather: &mut Gather) {
    let pieces = segments.iter().map(|s| Piece {
        bytes: s.get("text").and_then(Value::bytes).unwrap_or_default(),
        span: offsets(s),
        confidence: None,
    });
    join(pieces, gather);
}

/// Tokens are pieces of words: a piece that begins with a space begins a word. Special tokens are left out.
fn join_tokens(tokens: &[Value], gather: &mut Gather) {
    let spoken = tokens.iter().filter_map(|token| {
        let bytes = token.get("text").and_then(Value::bytes)?;
        let special =
            bytes.starts_with(b"[_") && bytes.ends_with(b"]") || bytes.starts_with(b"<|") && bytes.ends_with(b"|>");
        let confidence = token.get("p").and_then(Value::number);
        (!special).then(|| Piece { bytes, span: offsets(token), confidence })
    });
    join(spoken, gather);
}

struct Piece<'a> {
    bytes: &'a [u8],
    span: Option<Span>,
    confidence: Option<f64>,
}

/// A word in the making. Its bytes become text only when it is whole: in Arabic a piece can end inside a letter.
#[derive(Default)]
struct Unfinished {
    bytes: Vec<u8>,
    span: Option<Span>,
    untimed: bool,
    confidence: f64,
    pieces: f64,
}

impl Unfinished {
    fn add(&mut self, piece: &Piece<'_>) {
        self.bytes.extend_from_slice(piece.bytes);
        // Punctuation is given the silence after the word; the word ends with its last letter.
        let letters = piece.bytes.iter().any(|b| b.is_ascii_alphanumeric() || *b >= 0x80);
        if !letters {
            return;
        }
        match piece.span {
            Some(span) => self.span = Some(self.span.map_or(span, |own| own.hull(span))),
            None => self.untimed = true,
        }
        if let Some(p) = piece.confidence {
            self.confidence += p;
            self.pieces += 1.0;
        }
    }

    fn finish(self, gather: &mut Gather) {
        let span = self.span.filter(|_| !self.untimed);
        let confidence = (self.pieces > 0.0).then(|| self.confidence / self.pieces);
        let text = String::from_utf8_lossy(&self.bytes);
        // A piece can hold several words in languages that print no space before them.
        if text.split_whitespace().count() > 1 {
            gather.untimed(&text);
        } else {
            gather.word(&text, span, confidence);
        }
    }
}

/// Joins pieces to words. A word's confidence is the mean of its pieces'.
fn join<'a>(pieces: impl Iterator<Item = Piece<'a>>, gather: &mut Gather) {
    let mut word = Unfinished::default();
    for piece in pieces {
        if piece.bytes.first().is_some_and(u8::is_ascii_whitespace) && !word.bytes.is_empty() {
            std::mem::take(&mut word).finish(gather);
        }
        word.add(&piece);
    }
    word.finish(gather);
}

/// openai-whisper and whisperX: `segments[]` in seconds, with `words[]` when word times were asked for. whisperX leaves out
/// times and scores of words that it could not align.
pub(super) fn python(file: &Value) -> Transcript {
    let mut gather = Gather::default();
    let mut whisperx = file.get("word_segments").is_some();
    for segment in file.get("segments").map(Value::list).unwrap_or_default() {
        let first = gather.len();
        let words = segment.get("words").map(Value::list).unwrap_or_default();
        for word in words {
            let text = word.any(&["word", "text"]).and_then(Value::text).unwrap_or_default();
            whisperx |= word.get("score").is_some();
            let confidence = word.any(&["probability", "score", "confidence"]).and_then(Value::number);
            gather.word(&text, span(word), confidence);
        }
        if gather.len() == first {
            gather.untimed(&segment.get("text").and_then(Value::text).unwrap_or_default());
        }
        gather.close(first, span(segment), segment.get("speaker").and_then(Value::text));
    }
    let spoken = file.get("language").and_then(Value::text);
    let duration = file.get("duration").and_then(Value::number).and_then(Timestamp::from_seconds);
    let name = if whisperx { "whisperX" } else { "openai-whisper" };
    gather.finish(engine(name), language(spoken), duration.map(|d| d - Timestamp::ZERO))
}

fn span(timed: &Value) -> Option<Span> {
    let number = |key: &str| timed.get(key).and_then(Value::number);
    seconds(number("start"), number("end"))
}
