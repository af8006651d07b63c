//! The chapters of Podcasting 2.0: a list of starts and titles in JSON.

use serde_json::{Value, json};

use super::{CueTrack, WriteOptions};

pub(super) fn print(track: &CueTrack, options: &WriteOptions) -> String {
    let chapters: Vec<Value> = track
        .cues()
        .iter()
        .map(|cue| {
            let (start, end) = (cue.span().start().as_seconds(), cue.span().end().as_seconds());
            json!({ "startTime": start, "endTime": end, "title": cue.text() })
        })
        .collect();
    let mut file = json!({ "version": "1.2.0", "chapters": chapters });
    if let (Some(title), Some(map)) = (&options.title, file.as_object_mut()) {
        map.insert("title".to_owned(), title.as_str().into());
    }
    let mut text = serde_json::to_string_pretty(&file).unwrap_or_default();
    text.push('\n');
    text
}
