use crate::text::Language;
use crate::time::Span;

/// Why recognition failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The model file could not be loaded.
    #[error("cannot load the model `{path}`: {reason}")]
    Model {
        /// The file.
        path: String,
        /// What the recogniser said.
        reason: String,
    },
    /// The recogniser failed on a window.
    #[error("the recogniser failed at {span}: {reason}")]
    Recognizer {
        /// Where in the recording.
        span: Span,
        /// What the recogniser said.
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
