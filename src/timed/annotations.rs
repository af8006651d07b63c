//! W3C Web Annotations, alone or in a IIIF Presentation 3 manifest: a text for a stretch of a recording.

use super::json::Value;
use super::{FileCue, FileTurn, Form, Place, TimedText};
use crate::time::Timestamp;

pub(super) fn read(file: &Value, form: Form) -> TimedText {
    let mut out = TimedText::new(form);
    let found = annotations(file);
    let tag = found.first().and_then(|first| first.get("body")?.get("language")?.text());
    out.language = tag.and_then(|tag| tag.parse().ok());
    out.cues = found.into_iter().filter_map(cue).collect();
    out
}

/// The annotations of a page, or of the canvases of a manifest.
fn annotations(file: &Value) -> Vec<&Value> {
    if file.get("type").and_then(Value::bytes) == Some(b"AnnotationPage".as_slice()) {
        return file.items("items").iter().collect();
    }
    let pages = file.items("items").iter().flat_map(|canvas| canvas.items("annotations"));
    pages.flat_map(|page| page.items("items")).collect()
}

/// What an annotation says of a stretch; `None` when it says no text, as one that points at a file.
fn cue(annotation: &Value) -> Option<FileCue> {
    let target = annotation.get("target")?;
    let target = if target.bytes().is_some() { target } else { target.any(&["id", "source"])? };
    let text = target.text()?;
    let body = annotation.get("body")?;
    let value = body.get("value")?;
    let speaker = body.get("creator").and_then(|creator| creator.get("name")).and_then(Value::text);
    let times = text.split_once("#t=").and_then(|(before, times)| Some((before.len() + 3, times.split_once(',')?)));
    let at = |text: &str| Timestamp::from_seconds(text.trim_start_matches("npt:").parse().ok()?);
    let mut place = Place { whole: annotation.place.clone(), text: value.place.clone(), ..Place::default() };
    let (mut start, mut end) = (None, None);
    if let Some((from, (begins, ends))) = times {
        let from = target.place.start + from;
        // Places hold only where the address is written without escapes.
        if target.place.len() == text.len() {
            place.start = Some(from..from + begins.len());
            place.end = Some(from + begins.len() + 1..from + begins.len() + 1 + ends.len());
        }
        (start, end) = (at(begins), at(ends));
    }
    let lines = value.printed()?.trim().split('\n').map(|line| line.trim().to_owned()).collect();
    Some(FileCue { place, start, end, turns: vec![FileTurn::of(speaker.as_deref(), lines)], ..FileCue::default() })
}
