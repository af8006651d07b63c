use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::audio;
use crate::catalog::{RecordingFacts, path_text};

/// What the catalog wants to know of the recording at `path`, which is kept as an absolute path.
///
/// # Errors
/// Those of [`audio::probe`] and of decoding its first block, so that what cannot be heard is refused before it is kept.
pub fn recording_facts(path: &Path) -> Result<RecordingFacts, audio::Error> {
    let facts = audio::probe(path)?;
    // Decodes the first block: what cannot be heard later is refused now.
    audio::decode(path, &audio::Options::default())?;
    let track = facts.main_track();
    let tags = [
        ("title", &facts.tags.title),
        ("artist", &facts.tags.artist),
        ("album", &facts.tags.album),
        ("date", &facts.tags.date),
        ("language", &facts.tags.language),
        ("comment", &facts.tags.comment),
        ("url", &facts.tags.url),
    ];
    let tags: BTreeMap<String, String> =
        tags.iter().filter_map(|(k, v)| Some(((*k).to_owned(), v.as_ref()?.clone()))).collect();
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    Ok(RecordingFacts {
        sha256: audio::content_sha256(path)?,
        path: path_text(&absolute),
        bytes: fs::metadata(path).map_or(0, |m| m.len()),
        duration_ms: facts.duration().map_or(0, |d| d.as_millis()),
        container: Some(facts.container.clone()),
        codec: track.map_or_else(String::new, |t| t.codec.clone()),
        rate_hz: track.and_then(|t| t.rate_hz).unwrap_or(0),
        channels: track.and_then(|t| t.channels).unwrap_or(0),
        tags,
    })
}
