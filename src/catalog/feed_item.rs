use serde::{Deserialize, Serialize};

use super::{FeedItemId, ReportId};
use crate::text::Checksum;

/// A transcript that a feed offers with an item.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FeedTranscript {
    /// Where it lies.
    pub address: String,
    /// Its type as the feed says, in lower case: `text/vtt`.
    pub media_type: String,
    /// Its language, by its tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// It has times, whatever its type.
    #[serde(default)]
    pub is_captions: bool,
}

/// One item of a feed: an episode, as the feed tells of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct FeedItem {
    /// What it is known by within its feed.
    pub key: String,
    /// The feed gave no identity, and the key was made of what it gave.
    pub is_derived: bool,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// The day of publication, `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Where its recording lies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enclosure: Option<String>,
    /// The type of the recording, as the feed says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// Where other copies of the recording lie, the likeliest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alternates: Vec<String>,
    /// Of copies of which the feed tells it, where they lie and a checksum of their bytes; of a place with several any one. What differs is
    /// not taken.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub integrity: Vec<(String, Checksum)>,
    /// How long it plays by the feed, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_ms: Option<u32>,
    /// Who reports or presents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reporter: Option<String>,
    /// From where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// What the feed says about it, as HTML or text: the show notes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its subjects in the feed's words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Where its chapters lie.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chapters: Option<String>,
    /// Transcripts that are offered with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub transcripts: Vec<FeedTranscript>,
}

/// What became of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeedItemState {
    /// Its recording was not fetched yet.
    New,
    /// Its recording is in the catalog; its page or a transcript could not be had yet.
    Partly,
    /// It is in the catalog with all that the feed offers.
    Kept,
    /// Its recording could not be fetched or read.
    Failed,
    /// The feed names no recording.
    NoMedia,
}

/// An item of the catalog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StoredFeedItem {
    /// Its id.
    pub id: FeedItemId,
    /// What the feed says of it.
    pub item: FeedItem,
    /// What became of it.
    pub state: FeedItemState,
    /// The report that it is; the newest, when its recording was uploaded anew.
    pub report: Option<ReportId>,
    /// Why it, or a part of it, could not be fetched.
    pub failure: Option<String>,
    /// How often it was tried in vain.
    pub attempts: u32,
    /// The path at which its recording was to lie when its download began.
    pub file: Option<String>,
    /// When it was first seen, in seconds since 1970.
    pub first_seen_unix_s: i64,
}

/// What became of an item that was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeedItemOutcome<'a> {
    /// It is this report, with all that the feed offers, or with what is not to be had for the reason.
    Kept(ReportId, Option<&'a str>),
    /// It is this report; a part of it could not be had for the reason, and is tried again.
    Partly(ReportId, &'a str),
    /// It is this report; a part of it is not to be had now, and no try was made for it.
    Waiting(ReportId, &'a str),
    /// It could not be had.
    Failed(&'a str),
    /// It has no recording, also not on its page.
    NoMedia(&'a str),
}

/// What is new in a feed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct MergedItems {
    /// Items that were not known, in the feed's order.
    pub new: Vec<FeedItem>,
    /// How many were known.
    pub known: usize,
    /// How many of the known have their recording at another address now.
    pub moved: usize,
    /// Titles of new items that are probably those of known ones: same title and same day under another identity, and about as long.
    pub probably_known: Vec<String>,
}

/// A content that an item's recording had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FeedEdition {
    /// Its number, from 1.
    pub number: u32,
    /// The report that it is.
    pub report: Option<ReportId>,
    /// SHA-256 of its content.
    pub content_sha256: crate::text::Sha256,
    /// When it was fetched, in seconds since 1970.
    pub fetched_unix_s: i64,
}
