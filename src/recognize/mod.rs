//! Speech → words, behind one trait: [`whisper`](Whisper) runs the engine on this computer, [`Replay`] plays a transcript that
//! exists already, so that everything after recognition can be tried without a model.
//!
//! The unit of work is a **window**: at most 30 s of speech, cut at pauses, decoded on its own and never fed the text of the
//! window before. One mistake can then not spread, a killed run loses at most one window, and a doubtful stretch can be heard
//! again alone.
//!
//! Times come back on the recording's own timeline: each window knows where it begins, and its times are shifted once, here.

mod replay;
mod second;
mod session;
mod whisper;
mod words;

pub use replay::Replay;
pub use second::{Take, heard_again, takes};
pub use session::{Heard, Keep, Progress, Session, transcript};
pub use whisper::{Whisper, WhisperOptions, WordTimes};

use crate::text::Language;
use crate::time::{Millis, Span};
use crate::transcript::{Engine, Word};

/// Samples per millisecond at the rate at which speech is recognised.
const SAMPLES_PER_MS: usize = 16;

/// The stretch of speech to recognise: mono, 16 kHz.
#[derive(Debug, Clone, Copy)]
pub struct Window<'a> {
    /// Where it lies in the recording.
    pub span: Span,
    /// Its samples, nominal ±1, 16 for each millisecond.
    pub samples: &'a [f32],
}

/// How a window is to be recognised.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WindowOptions {
    /// The language that is spoken; `None` lets the engine tell it for this window.
    pub language: Option<Language>,
    /// Names and terms that may occur, to spell them right. Never sentences: they would put words into the engine's mouth.
    pub prompt: Option<String>,
    /// Translate into English instead of writing down what is said.
    pub translate: bool,
}

/// What turns speech into words.
pub trait Recognizer {
    /// Which engine and model this is and how it is set: everything that changes the outcome.
    fn engine(&self) -> Engine;

    /// The longest window that it takes.
    fn longest_window(&self) -> Millis;

    /// The language spoken in a window and how sure that is, 0 to 1. `None` when the model knows one language only.
    ///
    /// # Errors
    /// [`Error::Engine`] when the engine fails.
    fn detect(&mut self, window: Window<'_>) -> Result<Option<(Language, f32)>, Error>;

    /// The words of one window, in order, their spans within the window's and on the recording's timeline.
    ///
    /// # Errors
    /// [`Error::Cancelled`] when `cancelled` said so, [`Error::Engine`] when the engine fails.
    fn recognize(
        &mut self,
        window: Window<'_>,
        options: &WindowOptions,
        cancelled: &Cancelled,
    ) -> Result<Vec<HeardSegment>, Error>;
}

/// Asked now and then: whether the person has changed their mind.
pub type Cancelled = std::sync::Arc<dyn Fn() -> bool + Send + Sync>;

/// A run of words that the engine gave as one piece.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct HeardSegment {
    /// From its first word to its last.
    pub span: Span,
    /// The segment as the engine bounds it, when it only spreads the words over that; it may hold a pause in front. `None` when
    /// each word was timed on its own.
    #[serde(default)]
    pub spread_over: Option<Span>,
    /// Its words.
    pub words: Vec<Word>,
}

/// Why recognition failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The model file could not be loaded.
    #[error("cannot load the model `{path}`: {reason}")]
    Model {
        /// The file.
        path: String,
        /// What the engine said.
        reason: String,
    },
    /// The engine failed on a window.
    #[error("the recogniser failed at {span}: {reason}")]
    Engine {
        /// Where in the recording.
        span: Span,
        /// What the engine said.
        reason: String,
    },
    /// A language that the model does not know.
    #[error("the model `{model}` does not know the language `{language}`")]
    Language {
        /// The model.
        model: String,
        /// The language that was asked for.
        language: Language,
    },
    /// A prompt that cannot be passed on.
    #[error("the prompt holds a NUL character")]
    Prompt,
    /// The recording could not be read.
    #[error("the recording could not be read to its end")]
    Audio(#[from] crate::audio::Error),
    /// What was recognised could not be kept.
    #[error("what was recognised could not be saved")]
    Save(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The person asked to stop.
    #[error("stopped on request")]
    Cancelled,
}
