//! `Alignment` → `CueTrack`; writers and readers of caption formats; the rule check.
//!
//! A caption carries the wording that was published with the times at which it was heard, and what was said where that means
//! something else: no caption claims what the voice does not. A [`CueTrack`] is ordered and never
//! overlaps; what a foreign file holds, however broken, is a [`CaptionFile`] of [`RawCue`]s, which [`lint`] examines;
//! [`CaptionSource`] repairs the file itself, by edits.
//!
//! **Text is stored in logical order without directional controls.** They are added on the way out, where a format needs
//! them (see [`Bidi`]), and taken off on the way in before anything is counted or compared.
//!
//! **Which preset when none is named:** [`Preset::default_for`] the format. The recordings are radio and podcasts, without a
//! picture, and the podcast figures are the only published ones made for that: 32 characters on two lines where the player
//! shows SubRip, 65 on one in WebVTT. The language does not change them: their 20 characters a second is also what the
//! Netflix guide allows grown-up readers of Arabic. Words a minute are never applied to Arabic, whose words are longer.

mod anchor;
mod as_spoken;
mod ass;
mod audacity;
mod bidi;
mod breach;
mod breaks;
mod build;
mod chapters;
mod cheapest_cuts;
mod convert;
mod cue;
mod cue_changes;
mod cue_edges;
mod cue_in_file;
mod cue_options;
mod cue_override;
mod cue_times;
mod cut_text;
mod cuts;
mod document;
mod docx;
mod drift;
mod eaf;
mod edited;
mod edl;
mod error;
mod fcpxml;
mod feed_tag;
mod file;
mod fit;
mod format;
mod id3;
mod json;
mod labels;
mod layout;
mod limits;
mod linked_words;
mod lint;
mod lrc;
mod made_cue;
mod markers;
mod measure;
mod odt;
mod ohms;
mod opposite_runs;
mod plain_text;
mod podcast_chapters;
mod podcast_html;
mod preset;
mod published;
mod punctuation;
mod read;
mod repair;
mod resync;
mod retiming;
mod rewrite;
mod row;
mod rules;
mod rules_toml;
mod said;
mod sbv;
mod seams;
mod segmentation;
mod slack;
mod sounds;
mod spoken;
mod srt;
mod table;
mod textgrid;
mod ttml;
mod unpublished;
mod utterance;
mod utterances;
mod vtt;
mod word_classes;
mod wording;
mod wordings;
mod write;
mod write_options;
mod xml;
mod zip;

pub use anchor::Anchor;
pub use bidi::Bidi;
pub use breach::{Breach, Rule};
pub use build::{cues, cues_without_article, edited_cues, edited_cues_without_article};
pub use chapters::chapters;
pub use convert::{Converted, Loss, convert};
pub use cue::{Cue, CueKind, CueTrack, Source, Speaker, Turn, Unpublished};
pub use cue_changes::{CueEdge, OverrideChange, UnchangeableCue};
pub use cue_options::{CueOptions, TextSource};
pub use cue_override::{CueOverride, Instruction, Standing};
pub use edited::{CueWord, EditedCues};
pub use error::{Error, UnknownName};
pub use feed_tag::transcript_tag;
pub use file::{CaptionFile, RawCue, Unreadable};
pub use fit::fit;
pub use format::Format;
pub use id3::{Id3Error, id3_chapters, with_id3_chapters};
pub use limits::{Audience, CueLimits, LabelStyle, SoundStyle};
pub use lint::lint;
pub use preset::Preset;
pub use read::{read, sniff};
pub use repair::{CaptionSource, Remaining, Repair, RepairError};
pub use resync::{Resynced, resync};
pub use retiming::Retiming;
pub use rules::{CueRules, ReadingSpeed};
pub use wording::Wording;
pub use wordings::{CueWordings, wordings};
pub use write::{bytes, print, write};
pub use write_options::WriteOptions;

#[cfg(test)]
mod edited_laws;
#[cfg(test)]
mod golden;
#[cfg(test)]
mod legal;
#[cfg(test)]
mod marks_for_editors;
#[cfg(test)]
mod round_trips;
