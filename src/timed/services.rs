//! The JSON of recognition services, each with its words in a place of its own: Amazon Transcribe, AssemblyAI, Deepgram, Google,
//! Rev AI, Speechmatics, ElevenLabs, IBM Watson, Trint, autoEdit; and those that keep the speakers apart from the words.

use super::json::Value;
use super::phrases::{self, Placed};
use super::speaker_spans::{self, SpeakerSpan};
use super::{FileWord, Form, Origin, TimedText, language};
use crate::time::Timestamp;

/// Reads a file of one of these `form`s.
pub(super) fn read(file: &Value, form: Form) -> TimedText {
    let mut out = TimedText::new(form);
    let words = match form {
        Form::Amazon => amazon(file),
        Form::AssemblyAi => plain(&uttered(file), &ASSEMBLY_AI),
        Form::Deepgram => deepgram(file),
        Form::Google => google(file),
        Form::Rev => rev(file),
        Form::Speechmatics => speechmatics(file),
        Form::ElevenLabs => eleven_labs(file),
        Form::Watson => watson(file),
        Form::Trint => plain(file.items("words"), &TRINT),
        Form::SpeechmaticsV1 => speechmatics_v1(file),
        Form::PaperEdit => paper_edit(file),
        _ => auto_edit(file),
    };
    out.cues = phrases::cues(words);
    let inner = file.any(&["results", "metadata", "job"]).unwrap_or(file);
    let channel = inner.items("channels").first().unwrap_or(inner);
    let spoken = [file, inner, channel].into_iter().find_map(|value| {
        value.any(&["language_code", "language", "detected_language", "languageCode", "lang"]).and_then(Value::text)
    });
    out.language = spoken.and_then(|name| language::named(&name));
    out.origin = Origin::default();
    out
}

/// Where a list of words has what.
#[derive(Clone, Copy)]
struct Keys {
    text: &'static [&'static str],
    start: &'static str,
    end: &'static str,
    /// Whether `end` says how long the word lasts.
    lasts: bool,
    /// Units a second.
    unit: f64,
    speaker: &'static str,
    confidence: &'static str,
}

const SECONDS: Keys = Keys {
    text: &["punctuated_word", "word", "text", "value"],
    start: "start",
    end: "end",
    lasts: false,
    unit: 1.0,
    speaker: "speaker",
    confidence: "confidence",
};
const ASSEMBLY_AI: Keys = Keys { unit: 1000.0, ..SECONDS };
const ELEVEN_LABS: Keys = Keys { speaker: "speaker_id", confidence: "probability", ..SECONDS };
const REV: Keys = Keys { start: "ts", end: "end_ts", ..SECONDS };
const TRINT: Keys = Keys { start: "time", end: "duration", lasts: true, unit: 1000.0, ..SECONDS };
const NAMED: Keys = Keys { text: &["name"], start: "time", end: "duration", lasts: true, ..SECONDS };
const AUTO_EDIT: Keys = Keys { start: "startTime", end: "endTime", ..SECONDS };

/// The words of a list; what the form says is no speech is left out.
fn plain(list: &[Value], keys: &Keys) -> Vec<Placed> {
    let is_speech = |value: &&Value| {
        let is_struck = matches!(value.get("strikethrough").map(|v| &v.data), Some(super::json::Data::Flag(true)));
        !is_struck && !matches!(value.get("type").and_then(Value::bytes), Some(b"spacing" | b"audio_event"))
    };
    list.iter().filter(is_speech).flat_map(|value| word(value, keys)).collect()
}

/// A word; what holds white space is several, whose times nobody knows.
fn word(value: &Value, keys: &Keys) -> Vec<Placed> {
    let text = value.any(keys.text).and_then(Value::text).unwrap_or_default();
    let number = |key: &str| value.get(key).and_then(Value::number).map(|number| number / keys.unit);
    let start = number(keys.start);
    let end = if keys.lasts { start.zip(number(keys.end)).map(|(start, lasts)| start + lasts) } else { number(keys.end) };
    // Some tell the logarithm.
    let logarithm = || value.get("logprob").and_then(Value::number).map(f64::exp);
    let confidence = value.get(keys.confidence).and_then(Value::number).or_else(logarithm);
    let confidence = confidence.filter(|c| (0.0..=1.0).contains(c));
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let is_one = tokens.len() == 1;
    let timed = |token: &str| FileWord {
        text: token.to_owned(),
        start: start.filter(|_| is_one).and_then(Timestamp::from_seconds),
        end: end.filter(|_| is_one).and_then(Timestamp::from_seconds),
        confidence: confidence.map(|c| c as f32),
        is_inferred: false,
    };
    let speaker = value.get(keys.speaker).and_then(name);
    tokens
        .into_iter()
        .map(|token| Placed { word: timed(token), place: value.place.clone(), speaker: speaker.clone() })
        .collect()
}

/// A speaker: a name, a label or a number.
pub(super) fn name(value: &Value) -> Option<String> {
    let number = || value.number().map(|number| format!("Speaker {number}"));
    value.text().filter(|name| !name.trim().is_empty()).or_else(number)
}

/// Puts punctuation behind the word before: it is none of its own, and has no time.
fn attach(words: &mut [Placed], mark: &Value) {
    if let (Some(last), Some(mark)) = (words.last_mut(), mark.text()) {
        last.word.text.push_str(mark.trim());
    }
}

/// Several channels, each a list, on one timeline.
fn merged(channels: Vec<Vec<Placed>>) -> Vec<Placed> {
    let mut all: Vec<Placed> = channels.into_iter().flatten().collect();
    let mut last = None;
    // A word without a time stays behind the one before it.
    let mut keyed: Vec<(Option<Timestamp>, Placed)> = Vec::with_capacity(all.len());
    for placed in all.drain(..) {
        last = placed.word.start.or(last);
        keyed.push((last, placed));
    }
    keyed.sort_by_key(|(at, _)| *at);
    keyed.into_iter().map(|(_, placed)| placed).collect()
}

fn amazon(file: &Value) -> Vec<Placed> {
    let Some(results) = file.get("results") else { return Vec::new() };
    let channels = results.get("channel_labels").map(|labels| labels.items("channels")).unwrap_or_default();
    if channels.is_empty() {
        let mut words = amazon_items(results.items("items"), None);
        // Older files have the speakers apart.
        let apart = results.get("speaker_labels").map(|labels| labels.items("segments")).unwrap_or_default();
        speaker_spans::give(
            &mut words,
            spans(apart, &Keys { start: "start_time", end: "end_time", speaker: "speaker_label", ..SECONDS }),
        );
        return words;
    }
    merged(channels.iter().map(|ch| amazon_items(ch.items("items"), ch.get("channel_label").and_then(name))).collect())
}

fn amazon_items(items: &[Value], channel: Option<String>) -> Vec<Placed> {
    let mut words: Vec<Placed> = Vec::new();
    for item in items {
        let Some(first) = item.items("alternatives").first() else { continue };
        if item.get("type").and_then(Value::bytes) == Some(b"punctuation") {
            first.get("content").into_iter().for_each(|mark| attach(&mut words, mark));
            continue;
        }
        let keys = Keys { text: &["content"], start: "start_time", end: "end_time", ..SECONDS };
        let mut found = word(first, &keys);
        let at = |key: &str| item.get(key).and_then(Value::number).and_then(Timestamp::from_seconds);
        if let [only] = &mut found[..] {
            (only.word.start, only.word.end) = (at("start_time"), at("end_time"));
        }
        for placed in &mut found {
            placed.place = item.place.clone();
            placed.speaker = item.get("speaker_label").and_then(name).or_else(|| channel.clone());
        }
        words.extend(found);
    }
    words
}

fn deepgram(file: &Value) -> Vec<Placed> {
    let channels = file.get("results").map(|results| results.items("channels")).unwrap_or_default();
    let words =
        |channel: &Value| channel.items("alternatives").first().map_or(Vec::new(), |a| plain(a.items("words"), &SECONDS));
    let mut all: Vec<Vec<Placed>> = channels.iter().map(words).collect();
    if all.len() > 1 {
        for (nth, word) in all.iter_mut().enumerate().flat_map(|(nth, words)| words.iter_mut().map(move |w| (nth, w))) {
            word.speaker = word.speaker.take().or_else(|| Some(format!("Channel {}", nth + 1)));
        }
    }
    merged(all)
}

/// Of several channels each has a transcript of its own.
fn eleven_labs(file: &Value) -> Vec<Placed> {
    match file.items("transcripts") {
        [] => plain(file.items("words"), &ELEVEN_LABS),
        channels => merged(channels.iter().map(|channel| plain(channel.items("words"), &ELEVEN_LABS)).collect()),
    }
}

/// The words of a file: in a list of their own, or within what each speaker says at a time.
pub(super) fn uttered(file: &Value) -> Vec<Value> {
    match file.items("words") {
        [] => file.items("utterances").iter().flat_map(|utterance| utterance.items("words")).cloned().collect(),
        words => words.to_vec(),
    }
}

/// With speakers told apart, the last result holds all words again.
fn google(file: &Value) -> Vec<Placed> {
    let results = file.get("response").unwrap_or(file).items("results");
    let words = |result: &Value| -> Vec<Placed> {
        let list = result.items("alternatives").first().map(|first| first.items("words")).unwrap_or_default();
        list.iter().flat_map(google_word).collect()
    };
    let last = results.last().map(words).unwrap_or_default();
    if last.iter().any(|placed| placed.speaker.is_some()) { last } else { results.iter().flat_map(words).collect() }
}

fn google_word(value: &Value) -> Vec<Placed> {
    let seconds = |value: &Value| -> Option<f64> {
        if let Some(text) = value.text() {
            return text.trim_end_matches('s').parse().ok();
        }
        let part = |key: &str| value.get(key).and_then(Value::number).unwrap_or(0.0);
        Some(part("seconds") + part("nanos") / 1e9)
    };
    let at = |keys: &[&str]| value.any(keys).and_then(seconds).and_then(Timestamp::from_seconds);
    let mut found = word(value, &SECONDS);
    if let [only] = &mut found[..] {
        (only.word.start, only.word.end) = (at(&["startTime", "startOffset"]), at(&["endTime", "endOffset"]));
        // Nought means that it was not asked for.
        only.word.confidence = only.word.confidence.filter(|c| *c > 0.0);
    }
    let speaker = value.any(&["speakerLabel", "speakerTag"]).and_then(name);
    found.iter_mut().for_each(|placed| placed.speaker.clone_from(&speaker));
    found
}

fn rev(file: &Value) -> Vec<Placed> {
    let mut words = Vec::new();
    for monologue in file.items("monologues") {
        let named = monologue.get("speaker_info").and_then(|info| info.get("display_name")).and_then(name);
        let speaker = named.or_else(|| monologue.get("speaker").and_then(name));
        for element in monologue.items("elements") {
            if element.get("type").and_then(Value::bytes) == Some(b"punct") {
                element.get("value").into_iter().for_each(|mark| attach(&mut words, mark));
            } else {
                words.extend(word(element, &REV).into_iter().map(|placed| Placed { speaker: speaker.clone(), ..placed }));
            }
        }
    }
    words
}

fn speechmatics(file: &Value) -> Vec<Placed> {
    let mut words: Vec<Placed> = Vec::new();
    for result in file.items("results") {
        let Some(first) = result.items("alternatives").first() else { continue };
        if result.get("type").and_then(Value::bytes) == Some(b"punctuation") {
            first.get("content").into_iter().for_each(|mark| attach(&mut words, mark));
            continue;
        }
        let mut found = word(first, &Keys { text: &["content"], ..SECONDS });
        let at = |key: &str| result.get(key).and_then(Value::number).and_then(Timestamp::from_seconds);
        if let [only] = &mut found[..] {
            (only.word.start, only.word.end) = (at("start_time"), at("end_time"));
        }
        for placed in &mut found {
            placed.place = result.place.clone();
            // Nobody in particular.
            placed.speaker = placed.speaker.take().filter(|speaker| speaker != "UU");
        }
        words.extend(found);
    }
    words
}

fn watson(file: &Value) -> Vec<Placed> {
    let outer = file.items("results");
    // A job that was waited for wraps its results once more.
    let inner = outer.first().map(|first| first.items("results")).filter(|inner| !inner.is_empty()).unwrap_or(outer);
    let mut words = Vec::new();
    // What was heard so far comes again when it is final.
    let is_final = |result: &&Value| !matches!(result.get("final").map(|v| &v.data), Some(super::json::Data::Flag(false)));
    for result in inner.iter().filter(is_final) {
        let Some(first) = result.items("alternatives").first() else { continue };
        let sure = first.items("word_confidence");
        for (nth, row) in first.items("timestamps").iter().enumerate() {
            let [text, start, end] = row.list() else { continue };
            let confidence = sure.get(nth).and_then(|row| row.list().get(1)).and_then(Value::number);
            let at = |value: &Value| value.number().and_then(Timestamp::from_seconds);
            let text = text.text().unwrap_or_default();
            if text.trim().is_empty() || text.starts_with('%') {
                continue;
            }
            let confidence = confidence.filter(|c| (0.0..=1.0).contains(c)).map(|c| c as f32);
            let text = text.trim().to_owned();
            let word = FileWord { text, start: at(start), end: at(end), confidence, is_inferred: false };
            words.push(Placed { word, place: row.place.clone(), speaker: None });
        }
    }
    let labels = file.get("speaker_labels").or_else(|| outer.first()?.get("speaker_labels"));
    let labels = labels.map(Value::list).unwrap_or_default();
    speaker_spans::give(&mut words, spans(labels, &Keys { start: "from", end: "to", ..SECONDS }));
    words
}

/// Punctuation has a time, and the pause behind it for its length; the speakers stand apart.
fn speechmatics_v1(file: &Value) -> Vec<Placed> {
    let mut words: Vec<Placed> = Vec::new();
    for item in file.items("words") {
        let is_mark = |text: String| !text.contains(char::is_alphanumeric);
        match item.get("name").filter(|text| text.text().is_some_and(is_mark)) {
            Some(mark) => attach(&mut words, mark),
            None => words.extend(word(item, &NAMED)),
        }
    }
    speaker_spans::give(&mut words, spans(file.items("speakers"), &Keys { speaker: "name", ..NAMED }));
    words
}

/// The speakers stand with paragraphs.
fn paper_edit(file: &Value) -> Vec<Placed> {
    let mut words = plain(file.items("words"), &SECONDS);
    speaker_spans::give(&mut words, spans(file.items("paragraphs"), &SECONDS));
    words
}

/// Who speaks when.
fn spans(list: &[Value], keys: &Keys) -> Vec<SpeakerSpan> {
    let span = |value: &Value| {
        let number = |key: &str| value.get(key).and_then(Value::number).map(|number| number / keys.unit);
        let start = number(keys.start)?;
        let end = if keys.lasts { start + number(keys.end)? } else { number(keys.end)? };
        let (start, end) = (Timestamp::from_seconds(start)?, Timestamp::from_seconds(end)?);
        Some(SpeakerSpan { start, end, speaker: name(value.get(keys.speaker)?)? })
    };
    list.iter().filter_map(span).collect()
}

/// Those of a Kaldi server, beside its words.
pub(super) fn kaldi_spans(file: &Value) -> Vec<SpeakerSpan> {
    let segments = file.get("retval").and_then(|retval| retval.get("segmentation"));
    let segments = segments.map(|segmentation| segmentation.items("segments")).unwrap_or_default();
    let span = |value: &Value| {
        let at = |key: &str| value.get(key).and_then(Value::number);
        let (start, lasts) = (at("start")?, at("duration")?);
        let speaker = name(value.get("speaker")?.any(&["@id", "id"])?)?;
        let end = Timestamp::from_seconds(start + lasts)?;
        Some(SpeakerSpan { start: Timestamp::from_seconds(start)?, end, speaker })
    };
    segments.iter().filter_map(span).collect()
}

fn auto_edit(file: &Value) -> Vec<Placed> {
    let mut words = Vec::new();
    for turn in file.items("text") {
        let speaker = turn.get("speaker").and_then(name);
        let lines = turn.items("paragraph").iter().flat_map(|paragraph| paragraph.items("line"));
        words.extend(
            lines.flat_map(|line| word(line, &AUTO_EDIT)).map(|placed| Placed { speaker: speaker.clone(), ..placed }),
        );
    }
    words
}
