//! Lists of words with times, as recognisers other than Whisper write them: Kaldi servers, PocketSphinx, Leopard, Vosk, Gentle,
//! and tools that exchange `{"words": [{"text", "start", "end"}]}`.

use super::json::Value;
use super::phrases::{self, Placed};
use super::services::{kaldi_spans, name};
use super::{Error, FileCue, FileTurn, FileWord, Form, Place, TimedText, language, segments, speaker_spans, times};
use crate::time::Timestamp;

/// The words of `list`, cut into phrases. `file` is what the list stands in.
///
/// # Errors
/// [`Error::Malformed`] when their times are those of words in no unit.
pub(super) fn read(list: &[Value], file: Option<&Value>, form: Form) -> Result<TimedText, Error> {
    let mut out = TimedText::new(form);
    let known = times::pairs(list, &segments::STARTS, &segments::ENDS);
    let unit = times::unit(&known);
    let lasting = known.iter().filter(|(start, end)| end > start).count();
    if unit.is_none() && lasting >= segments::TELLING {
        let last = known.iter().map(|(_, end)| *end).fold(0.0, f64::max);
        let problem = format!("its {} words, which end at {last}, last as long as words do in no unit of time", known.len());
        return Err(Error::Malformed { form: "list of words", problem });
    }
    let unit = unit.unwrap_or(1.0);
    let placed = |value: &Value| {
        let place = value.place.clone();
        segments::word(value, unit)
            .into_iter()
            .map(|word| Placed { word, place: place.clone(), speaker: value.any(&["speaker", "speaker_id"]).and_then(name) })
            .collect::<Vec<_>>()
    };
    let mut words: Vec<Placed> = list.iter().flat_map(placed).collect();
    speaker_spans::give(&mut words, file.map(kaldi_spans).unwrap_or_default());
    out.cues = phrases::cues(words);
    let spoken = file.and_then(|file| file.any(&["language", "language_code"])).and_then(Value::text);
    out.language = spoken.and_then(|name| language::named(&name));
    Ok(out)
}

/// Whether a value has the text of a word.
pub(super) fn is_word(value: &Value) -> bool {
    value.any(&segments::TEXTS).and_then(Value::bytes).is_some()
}

/// Whether a list of texts with times holds segments and no words: one that holds white space is no word, and a few stray ones
/// are told from a list of sentences by their number.
pub(super) fn holds_segments(list: &[Value]) -> bool {
    let count =
        |value: &Value| value.any(&segments::TEXTS).and_then(Value::text).map_or(0, |text| text.split_whitespace().count());
    let several = list.iter().filter(|value| count(value) > 1).count();
    several * 2 >= list.len().max(1)
}

/// One object a line: `b` begin and `d` duration in seconds, `t` the text, `w` its words. `<sil>`, `<s>` and `[NOISE]` are no
/// words, and `to(3)` is the third pronunciation of "to".
pub(super) fn pocketsphinx(values: &[Value]) -> TimedText {
    let mut out = TimedText::new(Form::PocketSphinx);
    let mut offset = 0.0;
    for utterance in values {
        let words = utterance.items("w").iter().filter_map(|word| sphinx_word(word, offset)).collect::<Vec<_>>();
        let (start, end) = from_duration(utterance, offset);
        let line = words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
        let text = utterance.get("t").map_or(utterance.place.end..utterance.place.end, |text| text.place.clone());
        let begin = utterance.get("b").map(|begin| begin.place.clone());
        out.cues.push(FileCue {
            place: Place { whole: utterance.place.clone(), start: begin, text, ..Place::default() },
            start,
            end,
            turns: vec![FileTurn::of(None, vec![line])],
            words,
            ..FileCue::default()
        });
        // Decoding several files into one output starts each at zero; they follow each other.
        if values.len() > 1 && !rises(values) {
            offset += begin_of(utterance) + number(utterance, "d").unwrap_or(0.0).max(0.0);
        }
    }
    out
}

fn sphinx_word(word: &Value, offset: f64) -> Option<FileWord> {
    let text = word.get("t").and_then(Value::text).unwrap_or_default();
    let spoken = text.split_once('(').map_or(text.as_str(), |(spoken, _)| spoken).trim();
    if spoken.is_empty() || text.starts_with(['<', '[']) || text.starts_with("++") {
        return None;
    }
    let (start, end) = from_duration(word, offset);
    let confidence = number(word, "p").filter(|p| (0.0..=1.0).contains(p)).map(|p| p as f32);
    Some(FileWord { text: spoken.to_owned(), start, end, confidence, is_inferred: false })
}

fn number(piece: &Value, key: &str) -> Option<f64> {
    piece.get(key).and_then(Value::number)
}

fn begin_of(piece: &Value) -> f64 {
    number(piece, "b").unwrap_or(0.0)
}

/// Whether the utterances stand on one timeline.
fn rises(values: &[Value]) -> bool {
    values.windows(2).all(|pair| begin_of(&pair[1]) >= begin_of(&pair[0]))
}

fn from_duration(piece: &Value, offset: f64) -> (Option<Timestamp>, Option<Timestamp>) {
    let start = number(piece, "b").map(|begin| offset + begin);
    let end = start.zip(number(piece, "d")).map(|(start, lasts)| start + lasts);
    (start.and_then(Timestamp::from_seconds), end.and_then(Timestamp::from_seconds))
}

/// aeneas: `fragments[]` with `begin`, `end` (seconds, as strings) and `lines`; segments without word times.
pub(super) fn aeneas(fragments: &[Value]) -> TimedText {
    let mut out = TimedText::new(Form::Aeneas);
    for fragment in fragments {
        let lines: Vec<String> = fragment.items("lines").iter().filter_map(Value::text).collect();
        let (begin, end) = (fragment.get("begin"), fragment.get("end"));
        let text = fragment.get("lines").map_or(fragment.place.end..fragment.place.end, |lines| lines.place.clone());
        let at = |value: Option<&Value>| value.and_then(Value::number).and_then(Timestamp::from_seconds);
        let place = |value: Option<&Value>| value.map(|value| value.place.clone());
        out.cues.push(FileCue {
            place: Place { whole: fragment.place.clone(), start: place(begin), end: place(end), text, line: 0 },
            start: at(begin),
            end: at(end),
            turns: vec![FileTurn::of(None, lines)],
            ..FileCue::default()
        });
        let named = fragment.get("language").and_then(Value::text);
        out.language = out.language.or_else(|| named.and_then(|name| language::named(&name)));
    }
    out
}
