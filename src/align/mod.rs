//! `Transcript` × `Article` → [`Alignment`]: a verdict for every sentence and every stretch of audio, and no time without a
//! source.

mod document;

pub use document::*;
