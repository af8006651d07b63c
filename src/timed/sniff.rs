//! Which form a file is in, by what stands in it.

use super::clock::{TimeLine, time_line};
use super::json::{self, Value};
use super::lines::Lines;
use super::{
    Form, aligner_tiers, ass, console, ctm, documents, gentle, hyperaudio, labels, lrc, otranscribe, rows, sbv, segments,
    service_of, shapes, speaker_lines, speaker_text, table, word_lists, youtube,
};

/// This many characters of a file tell its form.
const HEAD: usize = 4000;

/// The form of `text`; `None` when it is of none that has times.
///
/// ```
/// use rawi::timed::{Form, sniff};
/// assert_eq!(sniff("WEBVTT\n"), Some(Form::Vtt));
/// assert_eq!(sniff("just words"), None);
/// ```
pub fn sniff(text: &str) -> Option<Form> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if begins_like_json(text.as_bytes()) {
        return of_json(&rows::named(documents::joined(json::parse(text.as_bytes()).ok()?)));
    }
    let head = text.get(..text.char_indices().nth(HEAD).map_or(text.len(), |(at, _)| at)).unwrap_or(text);
    if head.starts_with("WEBVTT") {
        return Some(Form::Vtt);
    }
    if head.starts_with('<') {
        return of_markup(head).or_else(|| hyperaudio::is_such(text).then_some(Form::Hyperaudio));
    }
    if head.contains("ooTextFile") && head.contains("TextGrid") {
        return Some(Form::TextGrid);
    }
    if ass::is_such(head) {
        return Some(Form::Ass);
    }
    if sbv::is_such(&Lines::of(head)) {
        return Some(Form::Sbv);
    }
    if head.starts_with('[') && console::is_such(&Lines::of(head)) {
        return Some(Form::ConsoleLines);
    }
    let has_times = |text: &str| {
        let lines = Lines::of(text);
        (0..lines.len()).any(|at| matches!(time_line(&lines, at, true), Some(TimeLine::Times { .. })))
    };
    if has_times(head) || head.len() < text.len() && has_times(text) {
        return Some(Form::Srt);
    }
    let lines = Lines::of(text);
    if head.starts_with('[') && !lrc::read(head).cues.is_empty() {
        return Some(Form::Lrc);
    }
    if !labels::read(lines.get(0)).cues.is_empty() {
        return Some(Form::Audacity);
    }
    if console::is_such(&lines) {
        return Some(Form::ConsoleLines);
    }
    if table::is_such(&lines) {
        return Some(Form::Table);
    }
    if ctm::is_such(&lines) {
        return Some(Form::Ctm);
    }
    if speaker_lines::is_such(&lines) {
        return Some(Form::SpeakerLines);
    }
    speaker_text::is_such(&lines).then_some(Form::SpeakerText)
}

/// Whether bytes begin as JSON does; `[00:01.00]` is no list.
pub(super) fn begins_like_json(bytes: &[u8]) -> bool {
    let mut rest = bytes.iter().filter(|b| !b.is_ascii_whitespace());
    match rest.next() {
        Some(b'{') => true,
        Some(b'[') => match rest.next() {
            Some(b'{' | b'[' | b'"' | b']') => true,
            // A list of numbers; behind the first number of a time stands no comma.
            Some(byte) => byte.is_ascii_digit() && rest.find(|b| !b.is_ascii_digit() && **b != b'.') == Some(&b','),
            None => false,
        },
        _ => false,
    }
}

fn of_markup(head: &str) -> Option<Form> {
    let has = |mark: &str| head.contains(mark);
    if has("<ANNOTATION_DOCUMENT") {
        Some(Form::Eaf)
    } else if has("nunncenter/ohms") {
        Some(Form::Ohms)
    } else if has("http://www.w3.org/ns/ttml") || has("http://www.w3.org/2006/") && has("ttaf1") {
        Some(if has("urn:ebu:tt:distribution") { Form::EbuTtD } else { Form::Ttml })
    } else if has("<timedtext") || has("<transcript>") && has("<text start=") {
        Some(Form::YouTube)
    } else {
        (has("<cite") || has("<time")).then_some(Form::PodcastHtml)
    }
}

/// The form of the values of a JSON file, by a conjunction of their members.
pub(super) fn of_json(values: &[Value]) -> Option<Form> {
    let first = values.first()?;
    let says = |key: &str, what: &str| first.get(key).and_then(Value::text).is_some_and(|text| text.contains(what));
    if first.get("transcription").is_some_and(|segments| matches!(segments.data, json::Data::List(_))) {
        return Some(Form::WhisperCpp);
    }
    if says("@context", "iiif.io/api/presentation") {
        return Some(Form::Iiif);
    }
    if says("type", "AnnotationPage") || says("@context", "ns/anno.jsonld") {
        return Some(Form::WebAnnotation);
    }
    if let Some(segments) = first.get("segments")
        && segments.list().iter().all(|s| s.any(&["text", "words", "body"]).is_some())
    {
        return Some(of_segments(first));
    }
    if let Some(form) = service_of::of_json(first).or_else(|| shapes::of_json(values)) {
        return Some(form);
    }
    if gentle::is_such(first) {
        return Some(Form::Gentle);
    }
    if aligner_tiers::is_such(first) {
        return Some(Form::AlignerTiers);
    }
    if otranscribe::is_such(first) {
        return Some(Form::OTranscribe);
    }
    if youtube::is_json3(first) {
        return Some(Form::YouTube);
    }
    if first.get("w").is_some() && first.get("b").is_some() {
        return Some(Form::PocketSphinx);
    }
    if first.get("fragments").is_some() {
        return Some(Form::Aeneas);
    }
    let list = word_list(values)?;
    Some(if word_lists::holds_segments(list.1) { Form::SegmentList } else { list.0 })
}

fn of_segments(file: &Value) -> Form {
    let segments = file.items("segments");
    if segments.iter().any(|s| s.get("startTime").is_some()) {
        return Form::PodcastJson;
    }
    let has_score = segments.iter().flat_map(|s| s.items("words")).any(|word| word.get("score").is_some());
    if has_score || file.get("word_segments").is_some() { Form::WhisperX } else { Form::Whisper }
}

/// The list of words, and who wrote it, as far as its place tells.
pub(super) fn word_list(values: &[Value]) -> Option<(Form, &[Value])> {
    let first = values.first()?;
    // JSON Lines: one word or segment a line.
    if values.len() > 1 && values.iter().all(|v| word_lists::is_word(v) && v.any(&segments::STARTS).is_some()) {
        return Some((Form::WordList, values));
    }
    let kaldi = first.get("retval").and_then(|r| r.get("words"));
    let vosk = first.get("result").filter(|r| !r.list().is_empty());
    let bare = Some(first).filter(|first| matches!(first.data, json::Data::List(_)));
    let found = [(Form::WordList, bare), (Form::Kaldi, kaldi), (Form::Vosk, vosk), (Form::WordList, first.get("words"))];
    let (form, list) = found.into_iter().find_map(|(form, list)| Some((form, list?)))?;
    let words = list.list();
    words.iter().all(word_lists::is_word).then_some((form, words))
}
