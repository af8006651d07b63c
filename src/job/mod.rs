//! The whole job: a recording and its article in, transcript and alignment out. Captions and the check report are made of those
//! by [`crate::caption`] and by the module of reports.
//!
//! ```text
//! recording ─voice activity→ windows ─first pass→ transcript ─align→ doubtful stretches ─second pass→ transcript
//! transcript ─align→ differences ─both texts held against the sound→ transcript ─align→ Aligned
//! ```
//!
//! * **Nothing is done twice.** A [`Keeper`] is given every finished window and every transcript. A run that was stopped goes on
//!   where it was, and a run with the same model and the same [`Options`] finds its transcript and does not even load the model.
//!   [`Options::engine`] is what "the same" means.
//! * **Nothing is done by two at once.** A job claims its recording from the keeper; while another process has it, it waits, and uses
//!   that one's transcript.
//! * **Who watches and who stops it are arguments**: an [`Observer`] and a [`Cancelled`](crate::recognize::Cancelled).
//! * **A refused pair cannot be overlooked**: captions are made of [`Aligned::matched`].
//!
//! ```
//! use std::path::Path;
//!
//! use rawi::article::{self, ReadOptions};
//! use rawi::job::{Job, MemoryKeeper, Model};
//! use rawi::recognize::Replay;
//! use rawi::transcript;
//!
//! // A transcript that is played stands for a model here, and a WAV file of two seconds for a report.
//! # let dir = tempfile::tempdir()?;
//! # let recording = dir.path().join("report.wav");
//! # let spec = hound::WavSpec { channels: 1, sample_rate: 16_000, bits_per_sample: 16, sample_format: hound::SampleFormat::Int };
//! # let mut wav = hound::WavWriter::create(&recording, spec)?;
//! # (0..32_000).try_for_each(|_| wav.write_sample(0))?;
//! # wav.finalize()?;
//! let said = transcript::read(br#"{"words": [{"word": "open", "start": 0.1, "end": 0.5}]}"#, None)?;
//! let page = article::read(b"The bridge is open.", &ReadOptions::default())?;
//! let mut keeper = MemoryKeeper::default();
//! let aligned = Job::new(&recording, &mut keeper).align(&page, Model::loaded(Replay::new(said)))?;
//! let refusal = aligned.matched().unwrap_err();
//! assert_eq!(refusal.reason.to_string(), "the transcript has no words to compare", "two seconds of silence hold no speech");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#[cfg(feature = "catalog")]
mod add;
mod aligned;
#[cfg(feature = "catalog")]
mod bag;
#[cfg(feature = "catalog")]
mod catalog_keeper;
#[cfg(feature = "catalog")]
mod claim;
mod error;
mod first_pass;
#[cfg(feature = "catalog")]
mod info_json;
#[cfg(feature = "catalog")]
mod join;
#[cfg(feature = "catalog")]
mod keep_transcript;
mod keeper;
mod memory_keeper;
mod model;
mod observer;
mod options;
#[cfg(feature = "catalog")]
mod process;
#[cfg(feature = "models")]
mod published_model;
#[cfg(feature = "catalog")]
mod recording_facts;
#[cfg(feature = "catalog")]
mod recording_state;
mod run;
#[cfg(feature = "catalog")]
mod same_content;
mod second_pass;
mod transcribe;
mod witness;

#[cfg(test)]
mod tests;

#[cfg(feature = "catalog")]
pub use add::{AddedAs, Addition, GivenFacts, first_facts};
pub use aligned::Aligned;
#[cfg(feature = "catalog")]
pub use bag::{BagError, BagLabel, Bagged, write_bag};
#[cfg(feature = "catalog")]
pub use catalog_keeper::{CatalogKeeper, StoredAligned, align_stored};
#[cfg(feature = "catalog")]
pub use claim::claim_stands;
pub use error::Error;
#[cfg(feature = "catalog")]
pub use info_json::{InfoJsonError, info_json};
#[cfg(feature = "catalog")]
pub use keep_transcript::keep_transcript;
pub use keeper::{Keeper, KeeperError, Pass, Worker};
pub use memory_keeper::MemoryKeeper;
pub use model::Model;
pub use observer::{Note, Observer, Progress, Stage};
pub use options::{Options, SecondPass};
#[cfg(feature = "catalog")]
pub use process::host;
#[cfg(feature = "models")]
pub use published_model::whisper_options;
#[cfg(feature = "catalog")]
pub use recording_facts::recording_facts;
#[cfg(feature = "catalog")]
pub use recording_state::{Look, RecordingState, recording_state};
#[cfg(feature = "catalog")]
pub use same_content::{KnownContent, check_content, file_stamp};
pub use transcribe::{Job, Transcribed};
