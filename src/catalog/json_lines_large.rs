//! Lines of the two kinds that nearly all bytes of an export are of, read without holding them in memory a second time as what they might
//! be.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::align::Alignment;

/// The members of a transcript's line, with the transcript as it stands in the line.
#[derive(Deserialize)]
pub(super) struct TranscriptLine<'a> {
    pub(super) recording: i64,
    pub(super) version: u32,
    pub(super) corrects: Option<i64>,
    pub(super) author: Option<String>,
    pub(super) note: Option<String>,
    #[serde(borrow)]
    pub(super) transcript: &'a RawValue,
    pub(super) created_unix_s: i64,
    pub(super) rawi_version: Option<String>,
}

/// The members of an alignment's line.
#[derive(Deserialize)]
pub(super) struct AlignmentLine {
    pub(super) report: i64,
    pub(super) article: i64,
    pub(super) transcript: i64,
    pub(super) alignment: Box<Alignment>,
    pub(super) created_unix_s: i64,
    pub(super) rawi_version: Option<String>,
}

/// A line of one of the two kinds that nearly all bytes of an export are of.
pub(super) enum Large<'a> {
    Transcript(TranscriptLine<'a>),
    Alignment(AlignmentLine),
}

/// Reads a line of a large kind without holding it in memory a second time as what it might be; `None` for a line of another kind.
pub(super) fn large_line(text: &str) -> serde_json::Result<Option<Large<'_>>> {
    match kind_of_line(text) {
        Some("transcript") => serde_json::from_str(text).map(Large::Transcript).map(Some),
        Some("alignment") => serde_json::from_str(text).map(Large::Alignment).map(Some),
        _ => Ok(None),
    }
}

/// The kind of a line, which rawi writes first and others may write anywhere.
fn kind_of_line(text: &str) -> Option<&str> {
    #[derive(Deserialize)]
    struct Kind<'a> {
        row: &'a str,
    }
    if let Some(rest) = text.strip_prefix("{\"row\":\"") {
        return rest.split('"').next();
    }
    serde_json::from_str::<Kind<'_>>(text).ok().map(|kind| kind.row)
}
