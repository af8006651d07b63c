//! A file on its way: a draft beside its place, which it takes when it is whole. Whatever stops the process, the place holds what
//! it held before, or all that is new.
//!
//! A process that is killed leaves its draft behind. Each draft is held under a lock as long as its process lives, so a draft that
//! can be locked is abandoned: [`clear_abandoned`] removes such, and never one that somebody still writes, on this computer or
//! through a shared disk.
//!
//! ```
//! use std::io::Write;
//! use rawi::draft::{self, Draft};
//! let dir = tempfile::tempdir()?;
//! let place = dir.path().join("report.vtt");
//! let mut draft = Draft::beside(&place)?;
//! draft.write_all(b"WEBVTT\n")?;
//! assert!(!place.exists());
//! assert_eq!(draft::clear_abandoned(dir.path()), 0, "it is being written");
//! draft.take_place(&place)?;
//! assert_eq!(std::fs::read(&place)?, b"WEBVTT\n");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod abandoned;
mod write;

pub use abandoned::{abandoned, clear_abandoned};
pub use write::Draft;
