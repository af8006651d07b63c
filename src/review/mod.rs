//! The review page: a person corrects, decides on findings and approves in a browser on this computer, with the sound.
//!
//! [`serve`] serves one page and its data on the loopback address until it is told to stop. Nothing leaves this computer, and no other
//! page in the same browser and no other user of the computer can read or change anything: the link holds a secret of 128 random
//! bits, and requests of another host or origin are refused before they are looked at (`guard.rs`).
//!
//! * **What was heard stays as it is.** A correction is a change of one segment, kept with the revision that it was made from; of two
//!   people who change the same, the second is told and both texts are kept apart; different words are merged. Undoing is another
//!   change. Cut and joined, segments stay runs of the words that were heard, and keep their times.
//! * **The words of an edited segment keep their times** ([`crate::transcript::reworded`]), and [`settle`] makes of all changes the
//!   corrected version that every command uses. Nothing is recognised again.
//! * **What is set by hand in captions is an instruction about words** ([`cue_overrides`]): made anew, captions take it again.
//! * **A decision hangs on what its finding says** ([`crate::report::Report::with_decisions`]), and [`checked`] is the check report
//!   with them.
//! * **The sound lies on the timeline of the words**: the recording itself where browsers seek in it exactly, else a WAV file made of it
//!   once.
//!
//! # Why this server
//!
//! axum 0.8 on tokio with one thread: 18 crates more, all MIT or Apache-2.0, of which hyper is the one HTTP parser here that is attacked
//! every day. tiny_http would be 5 crates; but it holds a stream of events back until its buffer is full, stops only between requests,
//! and has not been released since 2022. The runtime stays in `server.rs`: [`serve`] blocks, and no public signature names it. SQLite
//! lives on threads of its own (`desk.rs`).

mod api;
mod api_changes;
mod api_cues;
mod approved_file;
mod arranged;
mod assets;
mod captions;
mod changes;
#[cfg(test)]
mod changes_tests;
mod checked;
mod corrections;
mod cue_overrides;
mod cues_data;
mod desk;
mod error;
mod events;
mod guard;
mod history;
mod media;
mod peaks;
mod report_data;
mod report_words;
mod secrets;
mod server;
mod shared;
mod sound;
mod speakers;
mod watch;
mod work_list;

pub use approved_file::{ApprovedFile, FileOutcome};
pub use changes::name_speaker;
pub use checked::checked;
pub use corrections::settle;
pub use cue_overrides::cue_overrides;
pub use error::Error;
pub use server::serve;
pub use shared::Options;
pub use speakers::suggested_speakers;
