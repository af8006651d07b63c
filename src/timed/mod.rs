//! Timed text **as it stands in a file**: captions, annotation tiers and the transcripts of recognisers, read once, here.
//!
//! [`read`] takes the bytes of any such file and gives a [`TimedText`]: its cues in the order of the file, each with its times,
//! who says what, the times of its words where the file has them, and its [`Place`]: the byte ranges of the cue, of its times
//! and of its text, so that an edit can leave everything else to the byte. What claims to be a cue and cannot be read is in
//! [`TimedText::unread`], with its line; a time line that cannot be read is never text. Nothing is repaired or left out: the
//! times of a cue may be missing, in the wrong order or overlap.
//!
//! [`crate::transcript`] makes words and segments of it, [`crate::caption`] cues that can be checked and written.
//!
//! ```
//! use rawi::timed::{self, Form};
//! let file = timed::read(b"1\n00:00:01,000 --> 00:00:02,500\nTom &amp; Jerry\n\n2\n00:00:03,000 --> soon\nBye\n", None, None)?;
//! assert_eq!(file.form, Form::Srt);
//! assert_eq!(file.cues[0].lines().collect::<Vec<_>>(), ["Tom & Jerry"]);
//! assert_eq!(&file.source[file.cues[0].place.text.clone()], b"Tom &amp; Jerry");
//! assert_eq!(file.unread[0].to_string(), "line 6: `00:00:03,000 --> soon` is no pair of times");
//! # Ok::<(), timed::Error>(())
//! ```

mod aligner_tiers;
mod annotations;
mod ass;
mod clock;
mod console;
mod ctm;
mod cuts;
mod cutting;
mod documents;
mod eaf;
mod edit;
mod editing;
mod error;
mod fields;
mod file;
mod form;
mod gentle;
mod html;
mod hyperaudio;
mod json;
mod json_cuts;
mod labels;
mod language;
mod limit;
mod lines;
mod lrc;
mod marks;
mod markup;
mod ohms;
mod otranscribe;
mod parse;
mod phrases;
mod pieces;
mod read;
mod references;
mod rolling;
mod rows;
mod sbv;
mod segments;
mod service_of;
mod services;
mod shapes;
mod sniff;
mod speaker_lines;
mod speaker_spans;
mod speaker_text;
mod spelling;
mod srt;
mod stretches;
mod table;
mod textgrid;
mod tiers;
mod times;
mod ttml;
mod ttml_cuts;
mod ttml_time;
mod vtt;
mod whisper_cpp;
mod word_lists;
mod word_times;
mod xml;
mod youtube;

pub use edit::{Edit, EditError};
pub use editing::Editing;
pub use error::Error;
pub use file::{FileCue, FileEncoding, FileTurn, FileWord, Origin, Place, TimedText, Unread};
pub use form::Form;
pub use limit::MAX_BYTES;
pub use pieces::{Piece, PieceKind};
pub use read::read;
pub use references::{begins_with_reference, resolve_references};
pub(crate) use rolling::{follows_at_once, shared_lines};
pub use sniff::sniff;
pub(crate) use stretches::{Rewriting, Stretches};
pub use tiers::{UNNAMED_TIER, WORD_TIER};

#[cfg(test)]
mod forms_tests;
#[cfg(test)]
mod services_tests;
#[cfg(test)]
mod tests;
