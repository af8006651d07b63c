//! `Alignment` → `CueTrack`; writers and readers of caption formats; the rule check.
//!
//! A caption carries the wording that was published with the times at which it was heard. A [`CueTrack`] is ordered and never
//! overlaps; what a foreign file holds, however broken, is a [`CaptionFile`] of [`RawCue`]s, which [`lint`] examines and
//! [`fix`] repairs.
//!
//! **Text is stored in logical order without directional controls.** They are added on the way out, where a format needs
//! them (see [`Bidi`]), and taken off on the way in before anything is counted or compared.
//!
//! **Which preset when none is named:** [`Preset::default_for`] the format. The recordings are radio and podcasts, without a
//! picture, and the podcast figures are the only published ones made for that: 32 characters on two lines where the player
//! shows SubRip, 65 on one in WebVTT. The language does not change them: their 20 characters a second is also what the
//! Netflix guide allows grown-up readers of Arabic. Words a minute are never applied to Arabic, whose words are longer.

mod archive;
mod bidi;
mod build;
mod claims;
mod cue;
mod decode;
mod drift;
mod eaf;
mod error;
mod file;
mod finding;
mod fix;
mod format;
mod heard;
mod json;
mod label;
mod layout;
mod leaning;
mod lines;
mod lint;
mod measure;
mod preset;
mod read;
mod room;
mod rules;
mod script;
mod sense;
mod split;
mod srt;
mod srt_read;
mod textgrid;
mod timing;
mod ttml;
mod vtt;
mod vtt_read;
mod xml;

pub use archive::transcript_tag;
pub use bidi::Bidi;
pub use build::{CueOptions, TextSource, cues};
pub use cue::{Cue, CueKind, CueTrack, CueWord, Source, Speaker, Turn};
pub use error::Error;
pub use file::{CaptionFile, RawCue};
pub use finding::{Finding, Rule};
pub use fix::fix;
pub use format::{Format, WriteOptions, print, write};
pub use lint::lint;
pub use preset::Preset;
pub use read::{read, sniff};
pub use rules::{Audience, CueRules, LabelStyle, SoundStyle, Speed};

#[cfg(test)]
mod golden;
#[cfg(test)]
mod legal;
#[cfg(test)]
mod round_trips;
