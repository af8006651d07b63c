use super::error::Error;
use super::inquiry::Inquiry;
use crate::text::Language;
use crate::time::{Millis, Span};
use crate::transcript::{Engine, Word};

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
#[non_exhaustive]
pub struct WindowOptions {
    /// The language that is spoken; `None` lets the recogniser detect it for this window.
    pub language: Option<Language>,
    /// Names and terms that may occur, to spell them right. Never sentences: the recogniser would write them without
    /// having heard them.
    pub prompt: Option<String>,
    /// Translate into English instead of writing down what is said.
    pub translate: bool,
    /// Other languages that may be spoken in between, as in a sound-bite: a window is parted where the language changes, and each
    /// stretch is recognised in its own. Default: none.
    pub also: Vec<Language>,
    /// Whether `language` was found out and not told: a window that is heard badly may then be in another.
    pub is_detected: bool,
    /// Whether a recogniser that looks at no more than the window, to be faster, is to look at as much as it was trained on: short windows
    /// that were heard badly are heard better so. Default: no.
    pub whole_context: bool,
    /// Where the recording holds speech; `None` where that is not known. Windows are parted in its pauses, and by it what was heard is
    /// judged: of doubtful words where next to nothing is speech none are kept.
    pub speech: Option<Vec<Span>>,
}

impl WindowOptions {
    /// Where the recording holds speech, in order; nowhere where that is not known.
    pub(super) fn speech(&self) -> &[Span] {
        self.speech.as_deref().unwrap_or_default()
    }
}

/// What turns speech into words.
pub trait Recognizer {
    /// Which recogniser and model this is and how it is set: everything that changes the outcome.
    fn engine(&self) -> Engine;

    /// The longest window that it can recognise.
    fn longest_window(&self) -> Millis;

    /// Others of the same for `pieces` of work that do not need each other, each on a thread of its own: what they hear is what this
    /// one hears. By default none, and none where one alone is as fast.
    fn side_by_side(&mut self, pieces: usize) -> Vec<Box<dyn Recognizer + Send>> {
        let _ = pieces;
        Vec::new()
    }

    /// Whether a word begins where a voice sets in within the time that is given for it, since that time begins where the word before
    /// ended: so it is with the attention of heads that follow the sound. By default no.
    fn begins_at_onsets(&self) -> bool {
        false
    }

    /// The language spoken in a window and how sure that is, 0 to 1. `None` when it cannot tell.
    ///
    /// # Errors
    /// [`Error::Recognizer`] when the recogniser fails.
    fn detect(&mut self, window: Window<'_>) -> Result<Option<(Language, f32)>, Error>;

    /// How likely each of `among` is spoken in a window, 0 to 1, together 1. By default by what [`detect`](Self::detect) tells.
    ///
    /// # Errors
    /// [`Error::Recognizer`] when the recogniser fails, [`Error::Language`] when it does not know one.
    fn chances(&mut self, window: Window<'_>, among: &[Language]) -> Result<Vec<f32>, Error> {
        let even = 1.0 / among.len().max(1) as f32;
        let told = self.detect(window)?.filter(|(language, _)| among.contains(language));
        let Some((told, chance)) = told else { return Ok(vec![even; among.len()]) };
        let others = (1.0 - chance) / among.len().saturating_sub(1).max(1) as f32;
        Ok(among.iter().map(|language| if *language == told { chance } else { others }).collect())
    }

    /// The words of one window, in order, their spans within the window's and on the recording's timeline.
    ///
    /// # Errors
    /// [`Error::Cancelled`] when `cancelled` said so, [`Error::Recognizer`] when the recogniser fails.
    fn recognize(
        &mut self,
        window: Window<'_>,
        options: &WindowOptions,
        cancelled: &Cancelled,
    ) -> Result<Vec<RecognizedSegment>, Error>;

    /// For each doubt of `inquiry`, how much likelier the sound of its window makes the text as heard than the text with the published
    /// words: ln P(heard) − ln P(published), in nats. `None` where the recogniser has no answer; by default everywhere.
    ///
    /// # Errors
    /// [`Error::Cancelled`] when `cancelled` said so, [`Error::Recognizer`] when the recogniser fails.
    fn weigh(
        &mut self,
        window: Window<'_>,
        inquiry: &Inquiry,
        options: &WindowOptions,
        cancelled: &Cancelled,
    ) -> Result<Vec<Option<f32>>, Error> {
        let _ = (window, options, cancelled);
        Ok(vec![None; inquiry.doubts.len()])
    }
}

/// One that is lent, to be used for another recording after this.
impl<R: Recognizer + ?Sized> Recognizer for &mut R {
    fn engine(&self) -> Engine {
        (**self).engine()
    }

    fn longest_window(&self) -> Millis {
        (**self).longest_window()
    }

    fn begins_at_onsets(&self) -> bool {
        (**self).begins_at_onsets()
    }

    fn side_by_side(&mut self, pieces: usize) -> Vec<Box<dyn Recognizer + Send>> {
        (**self).side_by_side(pieces)
    }

    fn detect(&mut self, window: Window<'_>) -> Result<Option<(Language, f32)>, Error> {
        (**self).detect(window)
    }

    fn chances(&mut self, window: Window<'_>, among: &[Language]) -> Result<Vec<f32>, Error> {
        (**self).chances(window, among)
    }

    fn recognize(
        &mut self,
        window: Window<'_>,
        options: &WindowOptions,
        cancelled: &Cancelled,
    ) -> Result<Vec<RecognizedSegment>, Error> {
        (**self).recognize(window, options, cancelled)
    }

    fn weigh(
        &mut self,
        window: Window<'_>,
        inquiry: &Inquiry,
        options: &WindowOptions,
        cancelled: &Cancelled,
    ) -> Result<Vec<Option<f32>>, Error> {
        (**self).weigh(window, inquiry, options, cancelled)
    }
}

/// Asked now and then: whether to stop.
pub type Cancelled = std::sync::Arc<dyn Fn() -> bool + Send + Sync>;

/// A run of words that the recogniser gave as one piece.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct RecognizedSegment {
    /// From its first word to its last.
    pub span: Span,
    /// The segment's bounds by the recogniser, when it only spread the words over them; they may include a pause before the words.
    /// `None` when each word was timed on its own.
    #[serde(default)]
    pub spread_over: Option<Span>,
    /// The language it was recognised in, where that is another than its window's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// Its words.
    pub words: Vec<Word>,
}
