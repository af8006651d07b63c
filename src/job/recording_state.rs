//! Whether a recording's file is there and as it was.

use std::fs;

use super::same_content::file_stamp;
use crate::audio;
use crate::catalog::{FileStamp, StoredRecording};

/// What was found where a recording was last seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RecordingState {
    /// It is there, as far as was looked.
    There,
    /// Nothing but a transcript of it was ever here.
    TranscriptOnly,
    /// There is no file.
    Missing,
    /// There is a file with another content.
    Changed,
    /// There is a file of its length that was changed since its content was last read; whether the content is the same was not looked at.
    Touched,
    /// There is a file that cannot be read.
    Unreadable,
}

/// How closely to look at a recording's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// At its size and, where that was kept, its time of change: see [`Catalog::file_stamp`](crate::catalog::Catalog::file_stamp).
    Stamp(Option<FileStamp>),
    /// At every byte of it.
    Content,
}

/// Looks at the file of a recording. Nothing is written, and nothing is noted in the catalog.
pub fn recording_state(recording: &StoredRecording, look: Look) -> RecordingState {
    if recording.facts.is_transcript_only() {
        return RecordingState::TranscriptOnly;
    }
    let (file, known) = (recording.file(), recording.facts.bytes);
    let Some(facts) = fs::metadata(&file).ok().filter(fs::Metadata::is_file) else { return RecordingState::Missing };
    if known > 0 && facts.len() != known {
        return RecordingState::Changed;
    }
    match look {
        Look::Stamp(Some(stamp)) if file_stamp(&file).is_some_and(|here| here != stamp) => RecordingState::Touched,
        Look::Stamp(_) => RecordingState::There,
        Look::Content => match audio::content_sha256(&file) {
            Ok(found) if found == recording.facts.sha256 => RecordingState::There,
            Ok(_) => RecordingState::Changed,
            Err(_) => RecordingState::Unreadable,
        },
    }
}
