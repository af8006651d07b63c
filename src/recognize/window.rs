use super::recognizer::RecognizedSegment;
use crate::text::Language;
use crate::time::Span;

/// What was heard in one window: the unit that is kept, so that a stopped run goes on from there.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct RecognizedWindow {
    /// The window.
    pub span: Span,
    /// The language it was recognised in.
    pub language: Language,
    /// Its segments.
    pub segments: Vec<RecognizedSegment>,
}

/// How many of the windows at the start of `done`, which an earlier run heard, are the same stretches as those of `windows`: only they
/// can be taken over.
pub fn fitting(done: &[RecognizedWindow], windows: &[Span]) -> usize {
    done.iter().zip(windows).take_while(|(done, window)| done.span == **window).count()
}
