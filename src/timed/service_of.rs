//! Which service wrote a JSON file.

use super::Form;
use super::json::Value;
use super::services::uttered;
use super::times;

/// Which service wrote a file, by a conjunction of its members.
pub(super) fn of_json(first: &Value) -> Option<Form> {
    let results = first.get("results");
    let has = |value: &Value, keys: &[&str]| keys.iter().all(|key| value.get(key).is_some());
    let list = results.map(Value::list).unwrap_or_default();
    let alternative = |value: &Value, key: &str| value.items("alternatives").first().is_some_and(|a| a.get(key).is_some());
    let words = first.items("words");
    let inner = list.first().map(|first| first.items("results")).filter(|inner| !inner.is_empty()).unwrap_or(list);
    let google = first.get("response").unwrap_or(first).items("results");
    Some(match () {
        () if results.is_some_and(|r| r.items("items").iter().any(|i| has(i, &["type", "alternatives"]))) => Form::Amazon,
        () if results.is_some_and(|r| r.items("channels").iter().any(|c| alternative(c, "words"))) => Form::Deepgram,
        () if list.iter().any(|r| r.get("type").is_some() && alternative(r, "content")) => Form::Speechmatics,
        () if inner.iter().any(|r| alternative(r, "timestamps")) => Form::Watson,
        () if google.iter().any(|r| alternative(r, "words")) => Form::Google,
        () if first.items("monologues").iter().any(|m| m.get("elements").is_some()) => Form::Rev,
        () if is_eleven_labs(first) || first.items("transcripts").iter().any(is_eleven_labs) => Form::ElevenLabs,
        () if words.iter().any(|w| has(w, &["time", "duration", "value"])) => Form::Trint,
        () if words.iter().any(|w| has(w, &["time", "duration", "name"])) => Form::SpeechmaticsV1,
        () if !words.is_empty() && first.items("paragraphs").iter().any(|p| has(p, &["start", "end", "speaker"])) => {
            Form::PaperEdit
        }
        () if first.items("text").iter().any(|turn| turn.get("paragraph").is_some()) => Form::AutoEdit,
        () if is_assembly_ai(first) => Form::AssemblyAi,
        () => return None,
    })
}

fn is_eleven_labs(file: &Value) -> bool {
    file.get("language_probability").is_some() && file.items("words").iter().any(|word| word.get("type").is_some())
}

fn is_assembly_ai(file: &Value) -> bool {
    let marks = ["audio_url", "audio_duration", "acoustic_model"];
    let words = uttered(file);
    marks.iter().any(|key| file.get(key).is_some())
        && times::unit(&times::pairs(&words, &["start"], &["end"])) == Some(1000.0)
}
