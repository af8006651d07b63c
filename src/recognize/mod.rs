//! Speech → words, behind one trait, [`Recognizer`]: [`Whisper`] runs whisper.cpp on this computer, [`Replay`] plays a transcript
//! that exists already, so that everything after recognition can be tried without a model.
//!
//! The unit of work is a **window**: at most 30 s of speech, cut at pauses, decoded on its own and never fed the text of the
//! window before. One mistake can then not spread, a run that is killed loses at most one window, and a doubtful stretch can be
//! recognised again alone.
//!
//! [`Session::run`] recognises the windows of a recording, several at once where the recogniser can, and hands each finished one out,
//! in order, to be kept; [`transcript`] makes one transcript of them. Where that came out empty, looping or doubtful,
//! [`second_pass_windows`] gives what to recognise again and [`merge_second_pass`] puts the better words in place.
//!
//! Where a published word and the heard one may both have been said, [`InquirySession`] asks the recogniser for both: see
//! [`Recognizer::weigh`].
//!
//! Times come back on the recording's own timeline: each window knows where it begins, and its times are shifted once, here.

mod assemble;
mod doubtful_windows;
mod engine_facts;
mod error;
mod evidence;
mod graphics_cards;
mod heard_speech;
mod in_place;
mod inquiry;
mod inquiry_session;
mod languages;
mod products;
mod products_backend;
mod recognizer;
mod replay;
mod second_pass;
mod second_pass_windows;
mod session;
mod side_by_side;
mod vocabulary;
mod whisper;
mod whisper_asked;
mod whisper_heads;
mod whisper_languages;
mod whisper_opened;
mod whisper_options;
mod whisper_segments;
mod whisper_witness;
mod window;
mod window_edges;
mod window_reader;
mod word_times;
mod words;

pub use assemble::transcript;
pub use engine_facts::{EngineFacts, engine_facts};
pub use error::Error;
pub use graphics_cards::graphics_cards;
pub use heard_speech::speech_with_words;
pub use inquiry::{Answers, Doubt, Inquiry, inquiries};
pub use inquiry_session::{InquirySession, KeepAnswers};
pub use products_backend::int8_possible;
pub use recognizer::{Cancelled, RecognizedSegment, Recognizer, Window, WindowOptions};
pub use replay::Replay;
pub use second_pass::merge_second_pass;
pub use second_pass_windows::{SecondPassWindow, second_pass_windows};
pub use session::{Keep, Progress, Session};
pub use whisper::{Whisper, computes_with};
pub use whisper_options::{WhisperOptions, WordTimes};
pub use window::{RecognizedWindow, fitting};

/// Samples per millisecond at the rate at which speech is recognised.
const SAMPLES_PER_MS: usize = 16;

#[cfg(test)]
mod tests;
