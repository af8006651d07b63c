//! The catalog, or one report of it, as JSON Lines that lose nothing: the lines themselves, which `rawi export` writes and
//! `rawi import` reads.
//!
//! The first line is `{"format":"rawi.catalog","version":1}`. Each line after it is an object with `row` (`recording`,
//! `report`, `article`, `transcript`, `alignment`, `export`, `decision`, `note`, `change`, `settlement`, `finding_decision`, `page`,
//! `offered_transcript`, `feed`, `feed_item`, `bundle`,
//! `cue_edit`, `conflict`, `removal`) and the members of that row. A line refers to an earlier one by
//! its number among the lines of that kind, counted from 1, so that the same catalog gives the same bytes whatever its ids are.
//! Finished windows of a transcription that was stopped, and the search index, are not written: both are made again.

use serde::{Deserialize, Serialize};

use super::{
    ArticleSource, CueChange, FeedItem, FeedItemState, FeedSettings, FeedTranscript, FindingDecision, MergeConflict,
    RecordingFacts, RemovedReport, Slug, StoredDecision, StoredExport, StoredNote, StoredOperation,
};
use crate::align::Alignment;
use crate::article::{Facts, PartKind};
use crate::text::{Language, Sha256, TextRange};

/// The value of `format` in the first line.
pub const JSON_LINES_FORMAT: &str = "rawi.catalog";
/// The version that this code writes.
pub const JSON_LINES_VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
pub(super) struct Head {
    pub(super) format: String,
    pub(super) version: u32,
}

/// One line after the first. Numbers count the lines of the kind that they refer to, from 1.
#[derive(Serialize, Deserialize)]
#[serde(tag = "row", rename_all = "snake_case")]
pub(super) enum Line {
    Recording {
        #[serde(flatten)]
        facts: RecordingFacts,
        added_unix_s: i64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rawi_version: Option<String>,
    },
    Report {
        slug: Slug,
        title: String,
        url: Option<String>,
        date: Option<String>,
        language: Option<Language>,
        notes: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        programme: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reporter: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<String>,
        recording: Option<i64>,
        added_unix_s: i64,
        changed_unix_s: i64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rawi_version: Option<String>,
    },
    Article {
        report: i64,
        version: u32,
        language: Language,
        text: String,
        parts: Vec<(PartKind, TextRange)>,
        facts: Facts,
        source: Option<ArticleSource>,
        added_unix_s: i64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rawi_version: Option<String>,
    },
    Transcript {
        recording: i64,
        version: u32,
        corrects: Option<i64>,
        author: Option<String>,
        note: Option<String>,
        transcript: serde_json::Value,
        created_unix_s: i64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rawi_version: Option<String>,
    },
    Alignment {
        report: i64,
        article: i64,
        transcript: i64,
        alignment: Box<Alignment>,
        created_unix_s: i64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rawi_version: Option<String>,
    },
    /// A file that was written; the alignment is that with this number.
    Export {
        report: i64,
        #[serde(flatten)]
        kept: StoredExport,
    },
    Decision {
        report: i64,
        #[serde(flatten)]
        made: StoredDecision,
    },
    Note {
        report: i64,
        article: Option<i64>,
        #[serde(flatten)]
        note: StoredNote,
    },
    /// A change of a segment; its transcript is that with this number, and `undoes` is the number of an earlier line of this kind.
    Change(StoredOperation),
    /// Which transcript holds the changes of which other, up to which.
    Settlement {
        transcript: i64,
        base: i64,
        last_change: i64,
    },
    /// A transcript that another computer made, and the name of the bundle that brought it.
    Bundle {
        key: Sha256,
        recording: i64,
        transcript: i64,
        program: String,
        host: Option<String>,
        made_unix_s: i64,
        took_ms: u64,
        imported_unix_s: i64,
    },
    /// A step about captions; `undoes` is the number of an earlier line of this kind.
    CueEdit {
        report: i64,
        key: String,
        undoes: Option<i64>,
        author: String,
        changes: Vec<CueChange>,
        done_unix_s: i64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rawi_version: Option<String>,
    },
    FindingDecision {
        report: i64,
        #[serde(flatten)]
        decision: FindingDecision,
        decided_unix_s: i64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rawi_version: Option<String>,
    },
    /// The page of a report as it came.
    Page {
        report: i64,
        address: String,
        #[serde(flatten)]
        content: Content,
        fetched_unix_s: i64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rawi_version: Option<String>,
    },
    /// A transcript that is published with a report, as it came.
    OfferedTranscript {
        report: i64,
        #[serde(flatten)]
        facts: FeedTranscript,
        #[serde(flatten)]
        content: Content,
        fetched_unix_s: i64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rawi_version: Option<String>,
    },
    Feed {
        name: Slug,
        address: String,
        settings: FeedSettings,
        title: Option<String>,
        added_unix_s: i64,
    },
    FeedItem {
        feed: i64,
        item: Box<FeedItem>,
        state: FeedItemState,
        report: Option<i64>,
        failure: Option<String>,
        attempts: u32,
        file: Option<String>,
        first_seen_unix_s: i64,
        /// Where its recording lay, and since when.
        addresses: Vec<(String, i64)>,
        editions: Vec<LineEdition>,
    },
    /// Where two catalogs that were merged did not agree.
    Conflict {
        report: Option<i64>,
        key: Sha256,
        #[serde(flatten)]
        conflict: MergeConflict,
        found_unix_s: i64,
        settled_by: Option<String>,
        settled_unix_s: Option<i64>,
    },
    /// A report that was removed.
    Removal {
        #[serde(flatten)]
        removed: RemovedReport,
        removed_unix_s: i64,
    },
}

/// A content that an item's recording had.
#[derive(Serialize, Deserialize)]
pub(super) struct LineEdition {
    pub(super) report: Option<i64>,
    pub(super) content_sha256: Sha256,
    pub(super) fetched_unix_s: i64,
}

/// Bytes as they came: as text when they are UTF-8, else in hexadecimal.
#[derive(Serialize, Deserialize)]
pub(super) enum Content {
    #[serde(rename = "content")]
    Text(String),
    #[serde(rename = "content_hex")]
    Hex(String),
}

impl Content {
    pub(super) fn of(bytes: Vec<u8>) -> Self {
        match String::from_utf8(bytes) {
            Ok(text) => Self::Text(text),
            Err(other) => Self::Hex(other.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect()),
        }
    }

    /// The bytes; `None` when they are not written as they should be.
    pub(super) fn bytes(self) -> Option<Vec<u8>> {
        match self {
            Self::Text(text) => Some(text.into_bytes()),
            Self::Hex(hex) if hex.len() % 2 == 0 && hex.bytes().all(|b| b.is_ascii_hexdigit()) => {
                (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok()).collect()
            }
            Self::Hex(_) => None,
        }
    }
}
