//! What a downloader of videos laid beside a recording: `NAME.info.json`, and subtitles as `NAME.ar.vtt`.

use std::fs;
use std::path::{Path, PathBuf};

use rawi::catalog::{Catalog, FeedTranscript, ReportId, path_text};
use rawi::job::{self, GivenFacts};
use rawi::transcript;

use crate::error::Failure;
use crate::input::{self, What};
use crate::ui::{Ui, counted};

/// Forms of subtitles that are kept, with their types.
const SUBTITLES: [(&str, &str); 5] = [
    ("vtt", "text/vtt"),
    ("srt", "application/x-subrip"),
    ("ttml", "application/ttml+xml"),
    ("json3", "application/json"),
    ("srv3", "application/xml"),
];

/// What lies beside a recording.
#[derive(Default)]
pub(crate) struct Sidecars {
    pub(crate) told: GivenFacts,
    subtitles: Vec<(PathBuf, FeedTranscript)>,
}

impl Sidecars {
    /// Those of the recording at `path`. Subtitles count only beside an `info.json`: others may be anything.
    pub(crate) fn beside(path: &Path, ui: &Ui) -> Self {
        let (Some(stem), folder) = (path.file_stem().and_then(|stem| stem.to_str()), path.parent().unwrap_or(Path::new("")))
        else {
            return Self::default();
        };
        let info = folder.join(format!("{stem}.info.json"));
        if !info.is_file() {
            return Self::default();
        }
        let read = input::read(&info, What::Transcript).and_then(|bytes| Ok(job::info_json(&bytes)?));
        match read {
            Ok(told) => Self { told, subtitles: subtitles(folder, stem) },
            Err(failure) => {
                ui.warn(format!("{} is passed over: {}", info.display(), failure.message()));
                Self::default()
            }
        }
    }

    /// Keeps the subtitles with the report that the recording is.
    pub(crate) fn keep(&self, catalog: &Catalog, report: ReportId, now: i64, ui: &Ui) -> Result<(), Failure> {
        let mut kept = 0;
        for (path, facts) in &self.subtitles {
            let bytes = input::read(path, What::Captions)?;
            match transcript::read(&bytes, path.to_str()) {
                Ok(_) => {
                    catalog.keep_offered(report, facts, &bytes, now)?;
                    kept += 1;
                }
                Err(error) => ui.warn(format!("{} is passed over: {error}", path.display())),
            }
        }
        if kept > 0 {
            ui.say(format!(
                "{} beside it: `rawi transcript offered {report}` compares them",
                counted(kept, "subtitle file")
            ));
        }
        Ok(())
    }
}

/// `NAME.ar.vtt`, and in any language.
fn subtitles(folder: &Path, stem: &str) -> Vec<(PathBuf, FeedTranscript)> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let Ok(name) = entry.file_name().into_string() else { continue };
        let Some((tag, ending)) = name.strip_prefix(stem).and_then(|rest| rest.strip_prefix('.')?.rsplit_once('.')) else {
            continue;
        };
        let is_tag = (2..=16).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let Some((_, media_type)) = SUBTITLES.iter().find(|(known, _)| *known == ending).filter(|_| is_tag) else {
            continue;
        };
        let path = entry.path();
        let address = path_text(&std::path::absolute(&path).unwrap_or_else(|_| path.clone()));
        let facts = FeedTranscript {
            address,
            media_type: (*media_type).to_owned(),
            language: Some(tag.to_owned()),
            is_captions: true,
        };
        found.push((path, facts));
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}
