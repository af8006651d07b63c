//! The catalog: one SQLite file that keeps reports, recordings, articles, transcripts, alignments and corrections, each with
//! where it comes from, and finds every sentence again.
//!
//! * **Nothing that a person or an engine made is overwritten.** A changed article and a correction are new versions.
//! * **One change, one transaction.** Killed at any instant, the file opens again as it was before or after a change, never
//!   between. The journal is a write-ahead log, so that others read while one writes; a second writer waits
//!   for [`PATIENCE`] and then fails with [`Error::Locked`].
//! * **The layout has a version**, kept in `user_version`. An older file is brought up to date when it is opened, in one
//!   transaction; a newer one is refused. `SCHEMA.md` beside this file documents the layout and the views for the sqlite3 shell.
//! * **Status is told by the facts and decided by people**: new, transcribed, aligned; reviewed, approved ([`Catalog::decide`]). What
//!   was decided holds for the texts of that moment, and no longer once one of them changes.
//! * **Search normalises words with the aligner's own code** ([`crate::text::tokens`]), so that «مجلس الأمن» finds «مجلس الامن».
//!
//! Only the database is touched here: whether a recording still lies at its path is for the caller to see. The time of a
//! change is an argument, in seconds since 1970 (`now`).
//!
//! ```
//! use rawi::article;
//! use rawi::catalog::{Catalog, ReportFacts};
//!
//! let dir = tempfile::tempdir()?;
//! let catalog = Catalog::open(&dir.path().join("rawi.db"))?;
//! let report = catalog.add_report(&ReportFacts::new("Aid reaches the valley"), 0)?;
//! let page = article::read(b"Three convoys crossed the bridge.", &article::ReadOptions::default())?;
//! catalog.attach_article(report, &page, None, 0)?;
//! assert_eq!(catalog.find_report("aid-re")?, report);
//! let hits = catalog.search("\"crossed the\" OR canal", 10)?;
//! assert_eq!(hits[0].snippet.text, "Three convoys crossed the bridge.");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod alignments;
mod articles;
mod back_up;
mod bundles;
mod check;
mod check_documents;
mod claims;
mod contested;
mod cue_edits;
mod cue_settings;
mod details;
mod earlier_layout;
mod error;
mod exports;
mod fault;
mod feed_item;
mod feed_items;
mod feeds;
mod find;
mod finding_decisions;
mod history;
mod hit;
mod ids;
mod json_lines;
mod json_lines_changes;
mod json_lines_export;
mod json_lines_feeds;
mod json_lines_import;
mod json_lines_places;
mod json_lines_read;
mod json_lines_transcripts;
mod layout;
mod list;
mod listed_words;
mod made;
mod merge;
mod merge_conflicts;
mod merge_feeds;
mod merge_rules;
mod notes;
mod open;
mod packed;
mod pages;
mod path_text;
mod positions;
mod presences;
mod provenance;
mod query;
mod query_error;
mod query_parser;
mod recording_files;
mod recordings;
mod remove;
mod reports;
mod review_operations;
mod salvage;
mod search;
mod search_count;
mod search_documents;
mod search_filter;
mod search_rows;
mod search_terms;
mod search_text;
mod slug;
mod sql;
mod statistics;
mod status;
mod store;
mod transcripts;
mod voice_activity;
mod windows;
mod witnesses;
mod words;
mod written_files;

#[cfg(test)]
mod tests;

pub use alignments::StoredAlignment;
pub use articles::{ArticleSource, ArticleVersion, Attached};
pub use back_up::BackedUp;
pub use bundles::{BundleTaken, MadeBy, NewBundle};
pub use check::CatalogFinding;
pub use claims::{Claim, Claimant};
pub use cue_edits::{CueChange, CueEdit, CueEdited, StoredCueEdit};
pub use cue_settings::{CueSetting, CueSettingKind, StoredCueSetting};
pub use details::ReportDetails;
pub use error::Error;
pub use exports::{ExportFacts, ExportStanding, StoredExport};
pub use fault::PATIENCE;
pub use feed_item::{FeedEdition, FeedItem, FeedItemOutcome, FeedItemState, FeedTranscript, MergedItems, StoredFeedItem};
pub use feeds::{FeedMarks, FeedSettings, StoredFeed};
pub use finding_decisions::{FindingDecided, FindingDecision, FindingVerdict, StoredFindingDecision};
pub use history::{Correction, Origin, TranscriptVersion};
pub use hit::{Hit, HitKind, SearchDocument, SearchText, Snippet};
pub use ids::{AlignmentId, ArticleId, FeedId, FeedItemId, NoteId, RecordingId, ReportId, TranscriptId};
pub use json_lines::{JSON_LINES_FORMAT, JSON_LINES_VERSION};
pub use json_lines_places::Imported;
pub use list::{Page, ReportFilter, ReportSummary};
pub use merge::{Merged, NotMerged};
pub use merge_conflicts::{MergeConflict, MergeConflictKind, StoredMergeConflict};
pub use notes::{NewNote, StoredNote};
pub use open::{APPLICATION_ID, sqlite_version};
pub use pages::{OfferedTranscript, StoredPage};
pub use path_text::{path_of_text, path_text};
pub use presences::Presence;
pub use provenance::Provenance;
pub use recording_files::FileStamp;
pub use recordings::{RecordingFacts, StoredRecording};
pub use remove::{Removal, RemovedReport};
pub use reports::{ReportFacts, StoredReport};
pub use review_operations::{Operated, Operation, OperationKind, Parts, StoredOperation};
pub use salvage::{Lost, Salvaged};
pub use search_count::{CountBy, SearchCount};
pub use search_filter::{SearchFilter, SearchVerdict};
pub use slug::{Slug, SlugError, SlugFault};
pub use statistics::{CatalogStatistics, StatisticsShare, TableBytes};
pub use status::{ChangedText, Decision, ReportStatus, StatusDetails, StoredDecision};
pub use store::Catalog;
pub use voice_activity::StoredVoiceActivity;
pub use windows::{StoredWindow, WindowRun};
pub use written_files::WrittenFile;

use fault::{DbResult, Fault};
