//! Lists of words with times, as recognisers other than Whisper write them: Kaldi servers, PocketSphinx, Leopard, Vosk,
//! Gentle, and tools that exchange `{"words": [{"text", "start", "end"}]}`.

use crate::time::{Span, Timestamp};

use super::gather::{Gather, engine, seconds};
use super::json::Value;
use super::read::language;
use super::{Transcript, gather};

/// The transcript in `values`, or `None` when no list of words is found.
pub(super) fn read(values: &[Value]) -> Option<Transcript> {
    let first = values.first()?;
    if first.get("w").is_some() && first.get("b").is_some() {
        return Some(pocketsphinx(values));
    }
    if let Some(fragments) = first.get("fragments") {
        return Some(sync_map(fragments.list()));
    }
    let (name, words) = find(first)?;
    let mut gather = Gather::default();
    for word in words {
        one(word, &mut gather);
    }
    let spoken = first.any(&["language", "language_code"]).and_then(Value::text);
    Some(gather.finish(engine(name), language(spoken), None))
}

/// The list, and who wrote it, as far as its place tells.
fn find(file: &Value) -> Option<(&'static str, &[Value])> {
    if let Value::List(words) = file {
        return words.iter().all(is_word).then_some(("word list", words));
    }
    let kaldi = file.get("retval").and_then(|r| r.get("words"));
    let vosk = file.get("result").filter(|r| !r.list().is_empty());
    let found = [("kaldi", kaldi), ("vosk", vosk), ("word list", file.get("words"))];
    let (name, list) = found.into_iter().find_map(|(name, list)| Some((name, list?)))?;
    let words = list.list();
    words.iter().all(is_word).then_some((name, words))
}

fn is_word(value: &Value) -> bool {
    value.any(&["punct", "word", "text"]).and_then(Value::bytes).is_some()
}

fn one(word: &Value, gather: &mut Gather) {
    // A Kaldi server gives the word as heard and the word with its punctuation and capitals.
    let text = word.any(&["punct", "word", "text"]).and_then(Value::text).unwrap_or_default();
    let number = |keys: &[&str]| word.any(keys).and_then(Value::number);
    let start = number(&["start", "start_sec", "start_time", "begin"]);
    let span = seconds(start, number(&["end", "end_sec", "end_time"]));
    gather.word(&text, span, number(&["confidence", "conf", "probability", "score"]));
}

/// One object a line: `b` begin and `d` duration in seconds, `t` the text, `w` its words. `<sil>`, `<s>` and `[NOISE]` are no
/// words, and `to(3)` is the third pronunciation of "to".
fn pocketsphinx(values: &[Value]) -> Transcript {
    let mut gather = Gather::default();
    let mut offset = 0.0;
    for utterance in values {
        let first = gather.len();
        for word in utterance.get("w").map(Value::list).unwrap_or_default() {
            let text = word.get("t").and_then(Value::text).unwrap_or_default();
            if text.starts_with(['<', '[']) || text.starts_with("++") {
                continue;
            }
            let spoken = text.split_once('(').map_or(text.as_str(), |(spoken, _)| spoken);
            gather.word(spoken, duration_span(word, offset), word.get("p").and_then(Value::number));
        }
        gather.close(first, duration_span(utterance, offset), None);
        // Decoding several files into one output starts each at zero; they follow each other.
        if values.len() > 1 && !rises(values) {
            offset += end_of(utterance);
        }
    }
    gather.finish(gather::engine("pocketsphinx"), language(None), None)
}

fn begin_of(piece: &Value) -> f64 {
    piece.get("b").and_then(Value::number).unwrap_or(0.0)
}

fn end_of(piece: &Value) -> f64 {
    begin_of(piece) + piece.get("d").and_then(Value::number).unwrap_or(0.0).max(0.0)
}

/// Whether the utterances stand on one timeline.
fn rises(values: &[Value]) -> bool {
    values.windows(2).all(|pair| begin_of(&pair[1]) >= begin_of(&pair[0]))
}

fn duration_span(piece: &Value, offset: f64) -> Option<Span> {
    let start = piece.get("b").and_then(Value::number)?;
    let length = piece.get("d").and_then(Value::number)?;
    seconds(Some(offset + start), Some(offset + start + length))
}

/// aeneas: `fragments[]` with `begin`, `end` (seconds, as strings) and `lines`; segments without word times.
fn sync_map(fragments: &[Value]) -> Transcript {
    let mut gather = Gather::default();
    let mut spoken = None;
    for fragment in fragments {
        let first = gather.len();
        for line in fragment.get("lines").map(Value::list).unwrap_or_default() {
            gather.untimed(&line.text().unwrap_or_default());
        }
        let end = |key: &str| fragment.get(key).and_then(Value::number).and_then(Timestamp::from_seconds);
        gather.close(first, end("begin").zip(end("end")).and_then(|(b, e)| Span::new(b, e)), None);
        spoken = spoken.or_else(|| fragment.get("language").and_then(Value::text));
    }
    gather.finish(gather::engine("aeneas"), language(spoken), None)
}
