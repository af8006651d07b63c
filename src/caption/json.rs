//! The JSON forms: Podcasting 2.0, that of whisper and its kin, and W3C Web Annotations alone or in a IIIF manifest.

use serde_json::{Value, json};

use super::{Cue, CueTrack, Format, WriteOptions, unpublished};
use crate::time::{Millis, Span, Timed, Timestamp};

/// The canvas and media address where none is given.
const NOWHERE: &str = "urn:rawi:recording";

pub(super) fn print(track: &CueTrack, format: Format, options: &WriteOptions) -> String {
    let value = match format {
        Format::PodcastJson => podcast(track, options),
        Format::WhisperJson => whisper(track),
        Format::Iiif => manifest(track, options),
        _ => page(track, options.media.as_deref().unwrap_or(NOWHERE), "urn:rawi:captions"),
    };
    let mut text = serde_json::to_string_pretty(&value).unwrap_or_default();
    text.push('\n');
    text
}

fn seconds(at: Timestamp) -> f64 {
    at.as_seconds()
}

/// The pieces of a cue that one person says, with the name.
fn pieces(cue: &Cue) -> impl Iterator<Item = (Option<&str>, String)> {
    cue.turns().iter().map(|turn| (turn.speaker.as_ref().map(super::Speaker::name), turn.lines.join("\n")))
}

fn podcast(track: &CueTrack, options: &WriteOptions) -> Value {
    let mut segments = Vec::new();
    for cue in track.cues() {
        if options.words && !cue.words().is_empty() && cue.words().iter().all(|w| w.span().is_some_and(|s| !s.is_empty())) {
            let chunks =
                cue.turns().iter().flat_map(|t| t.lines.iter().flat_map(move |l| l.split_whitespace().map(move |c| (t, c))));
            for ((turn, body), word) in chunks.zip(cue.words()) {
                let speaker = turn.speaker.as_ref().map(super::Speaker::name);
                segments.extend(word.span().map(|span| segment(span, body, speaker)));
            }
            continue;
        }
        let first = segments.len();
        segments.extend(pieces(cue).map(|(speaker, body)| segment(cue.span(), &body, speaker)));
        tell(segments.get_mut(first), cue);
    }
    json!({ "version": "1.0.0", "segments": segments })
}

/// Tells in the first piece of a cue where the cue says something else than the article, and its language where it has one of its
/// own: members that other readers pass over.
fn tell(piece: Option<&mut Value>, cue: &Cue) {
    let Some(map) = piece.and_then(Value::as_object_mut) else { return };
    map.extend(unpublished::as_json(cue).map(|places| ("unpublished".to_owned(), places)));
    map.extend(cue.language().map(|language| ("language".to_owned(), language.as_str().into())));
}

fn segment(span: Span, body: &str, speaker: Option<&str>) -> Value {
    let mut value = json!({ "startTime": seconds(span.start()), "endTime": seconds(span.end()), "body": body });
    if let (Some(name), Some(map)) = (speaker, value.as_object_mut()) {
        map.insert("speaker".to_owned(), name.into());
    }
    value
}

fn whisper(track: &CueTrack) -> Value {
    let mut segments: Vec<Value> = Vec::new();
    for cue in track.cues() {
        let first = segments.len();
        for (speaker, text) in pieces(cue) {
            let mut value = json!({
                "id": segments.len(), "start": seconds(cue.span().start()), "end": seconds(cue.span().end()), "text": text });
            if let Some(map) = value.as_object_mut() {
                speaker.map(|name| map.insert("speaker".to_owned(), name.into()));
                if cue.turns().len() == 1 && !cue.words().is_empty() {
                    map.insert("words".to_owned(), words(cue));
                }
            }
            segments.push(value);
        }
        tell(segments.get_mut(first), cue);
    }
    let text = track.cues().iter().map(Cue::text).collect::<Vec<_>>().join(" ");
    json!({ "text": text, "language": track.language().as_str(), "segments": segments })
}

/// The words of a cue; a word without a time has no times, as whisperX writes it.
fn words(cue: &Cue) -> Value {
    let chunks: Vec<&str> = cue.lines().flat_map(str::split_whitespace).collect();
    let word = |(text, time): (&&str, &Timed)| match time.span() {
        Some(span) => json!({ "word": text, "start": seconds(span.start()), "end": seconds(span.end()),
            "timing": time.source() }),
        None => json!({ "word": text, "timing": time.source() }),
    };
    chunks.iter().zip(cue.words()).map(word).collect()
}

fn page(track: &CueTrack, target: &str, id: &str) -> Value {
    let items: Vec<Value> = track
        .cues()
        .iter()
        .enumerate()
        .flat_map(|(index, cue)| {
            let place = format!("{target}#t={:.3},{:.3}", seconds(cue.span().start()), seconds(cue.span().end()));
            let language = track.language().as_str();
            pieces(cue).enumerate().map(move |(part, (speaker, text))| {
            let mut body = json!({ "type": "TextualBody", "value": text, "format": "text/plain", "language": language });
            if let (Some(name), Some(map)) = (speaker, body.as_object_mut()) {
                map.insert("creator".to_owned(), json!({ "type": "Person", "name": name }));
            }
            let id = format!("{id}/{}{}", index + 1, if part > 0 { format!("-{part}") } else { String::new() });
            json!({ "id": id, "type": "Annotation", "motivation": "supplementing", "body": body, "target": place.clone() })
        }).collect::<Vec<_>>()
        })
        .collect();
    json!({ "@context": "http://www.w3.org/ns/anno.jsonld", "id": id, "type": "AnnotationPage", "items": items })
}

fn manifest(track: &CueTrack, options: &WriteOptions) -> Value {
    let media = options.media.as_deref().unwrap_or(NOWHERE);
    let base = media.split('#').next().unwrap_or(media);
    let canvas = format!("{base}/canvas");
    let last = track.cues().last().map_or(0.0, |cue| seconds(cue.span().end()));
    let duration = options.duration.map_or(last, Millis::as_seconds).max(0.001);
    let language = track.language().as_str();
    let mut captions = page(track, &canvas, &format!("{base}/captions"));
    if let Some(map) = captions.as_object_mut() {
        map.remove("@context");
    }
    let painting = json!({ "id": format!("{base}/painting"), "type": "Annotation", "motivation": "painting", "target": canvas,
        "body": { "id": media, "type": "Sound", "duration": duration } });
    let mut pages = vec![captions];
    pages.extend(options.vtt.as_ref().map(|vtt| {
        json!({ "id": format!("{base}/vtt"), "type": "AnnotationPage", "items": [{
            "id": format!("{base}/vtt/1"), "type": "Annotation", "motivation": "supplementing", "target": canvas,
            "body": { "id": vtt, "type": "Text", "format": "text/vtt", "language": language,
                "label": { "en": ["Captions in WebVTT"] } } }] })
    }));
    json!({
        "@context": "http://iiif.io/api/presentation/3/context.json",
        "id": format!("{base}/manifest.json"), "type": "Manifest",
        "label": { language: [options.title.as_deref().unwrap_or("recording")] },
        "items": [{ "id": canvas, "type": "Canvas", "duration": duration,
            "items": [{ "id": format!("{base}/page"), "type": "AnnotationPage", "items": [painting] }],
            "annotations": pages }] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_cut_in_two_and_raw_controls_are_borne() {
        let mut bytes = b"{\"transcription\":[{\"offsets\":{\"from\":0,\"to\":900},\"text\":\" a\x01b ".to_vec();
        bytes.extend([0xd9]);
        bytes.extend(b"\"}]}");
        let file = super::super::read(&bytes, None, None).unwrap();
        assert_eq!(file.cues[0].shown(), ["a b \u{fffd}"]);
    }

    #[test]
    fn a_manifest_points_at_the_web_vtt_where_that_has_an_address() {
        let vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\nYes.\n";
        let track = super::super::read(vtt.as_bytes(), None, None).unwrap().track();
        let address = Some("https://example.org/a.vtt".to_owned());
        let text = print(&track, Format::Iiif, &WriteOptions { vtt: address.clone(), ..WriteOptions::default() });
        let value: Value = serde_json::from_str(&text).unwrap();
        let annotation = &value["items"][0]["annotations"][1]["items"][0];
        assert_eq!(annotation["motivation"], "supplementing");
        assert_eq!(annotation["target"], value["items"][0]["id"]);
        assert_eq!(annotation["body"]["id"].as_str(), address.as_deref());
        assert_eq!(annotation["body"]["format"], "text/vtt");
        assert_eq!(
            crate::caption::read(text.as_bytes(), Some(Format::Iiif), None).unwrap().cues.len(),
            1,
            "the file is no cue"
        );
        assert!(!print(&track, Format::Iiif, &WriteOptions::default()).contains("text/vtt"));
    }

    #[test]
    fn words_without_times_stay_without() {
        let text = r#"{"segments":[{"start":0.5,"end":2,"text":" in 2017","speaker":"S1","words":[{"word":"in","start":0.5,"end":0.7},{"word":"2017"}]}]}"#;
        let cue = crate::caption::read(text.as_bytes(), Some(Format::WhisperJson), None).unwrap().track().cues()[0].clone();
        assert_eq!(cue.words()[1], Timed::Absent);
        assert_eq!(cue.speaker().unwrap().name(), "S1");
    }
}
