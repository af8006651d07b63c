//! rawi (راوي, the one who passes a story on): from a radio report and its published article to a transcript, an
//! alignment, captions and a check report.
//!
//! The library is a set of rooms; an arrow goes down only, and rooms on one floor never import each other. The table of
//! allowed imports is tested (`tests/it/architecture.rs`).
//!
//! ```text
//!  door      bin/rawi                              may import every room; imported by none
//!  ───────────────────────────────────────────────────────────────────────────────────────
//!  floor 4   report
//!  floor 3   caption   catalog
//!  floor 2   align     recognize
//!  floor 1   transcript   audio   article   models
//!  below     download                              one downloader
//!  ground    time   text                           std and the Unicode crates only
//! ```
//!
//! The one way through:
//!
//! ```text
//! report.mp3  ─audio::decode→ Pcm… ─audio::to_speech→ Speech… ─recognize→ Transcript ─┐
//! article.html ─article::read────────────────────────────────→ Article ──────────────┤
//!                                                  align::align(&Transcript, &Article) → Alignment
//!                                                    ├─ caption::cues(…) → CueTrack → .vtt .srt .ttml …
//!                                                    ├─ report::build(…) → check report (terminal, HTML, JSON)
//!                                                    └─ catalog.save(…)
//! ```
//!
//! The library prints nothing, reads no environment and knows no clock: "now", progress and cancellation are arguments.

pub mod align;
pub mod article;
#[cfg(feature = "audio")]
pub mod audio;
pub mod caption;
#[cfg(feature = "catalog")]
pub mod catalog;
#[cfg(feature = "download")]
pub mod download;
#[cfg(feature = "models")]
pub mod models;
#[cfg(feature = "recognize")]
pub mod recognize;
#[cfg(feature = "report")]
pub mod report;
pub mod text;
pub mod time;
pub mod transcript;
