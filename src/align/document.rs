//! The alignment as it is stored, printed as JSON and read by captions and reports.
//!
//! Times are integer milliseconds from the start of the recording, half-open; ranges are byte offsets into
//! [`ArticleFacts::text`], half-open. Readers ignore fields that they do not know.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::reason::{RefusalReason, StretchReason};
use crate::article::PartKind;
use crate::text::{Language, Sha256, TextRange};
use crate::time::{Span, Timed};
use crate::transcript::Transcript;

/// `rawi.alignment`, the value of `format`.
pub const FORMAT: &str = "rawi.alignment";
/// The version that this code writes.
pub const VERSION: u32 = 1;

/// Whether a sentence of the article was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SentenceStatus {
    /// Said as printed, or nearly.
    Spoken,
    /// Some of it was said, or it was said in other words.
    Partly,
    /// Not said.
    NotSpoken,
    /// Boilerplate of the page that nobody reads aloud, and it was not said.
    #[serde(rename = "furniture")]
    Boilerplate,
}

/// How an article word and what was heard belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Link {
    /// The same letters.
    Exact,
    /// Equal after folding.
    Variant,
    /// The same number in another form.
    Number,
    /// A name that sounds the same.
    Sound,
    /// Close in spelling.
    Fuzzy,
    /// One word against several, or several against one.
    Joined,
    /// Something else was heard in its place.
    Substituted,
    /// Nothing was heard for it.
    None,
}

/// What a stretch of the recording is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AudioStatus {
    /// Speech that is in the article.
    InArticle,
    /// Speech that the article does not have.
    NotInArticle,
    /// No speech: silence, music.
    NonSpeech,
    /// Words that the recogniser most likely made up: a loop, a stock phrase over silence.
    SuspectedHallucination,
    /// Speech for which the recogniser gave no words.
    MissingTranscript,
}

/// Whether recording and article belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PairVerdict {
    /// They do.
    Matched,
    /// They do not: nothing was aligned.
    Refused,
}

/// The article that was aligned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ArticleFacts {
    /// Language of the article.
    pub language: Language,
    /// Its text as read: every range points into it.
    pub text: String,
    /// SHA-256 of `text`.
    pub sha256: Sha256,
}

/// The transcript that was aligned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TranscriptFacts {
    /// What recognised the speech.
    pub engine: String,
    /// The model, when it has a name.
    pub model: Option<String>,
    /// How many words were heard.
    pub words: usize,
    /// How long the recording is, in milliseconds.
    pub duration_ms: u32,
    /// Which of the words were heard when a doubtful stretch was recognised a second time, as half-open index ranges, in order.
    #[serde(default)]
    pub second_pass: Vec<(usize, usize)>,
}

/// Whether they belong together, and by what evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    /// The verdict.
    pub verdict: PairVerdict,
    /// How sure, 0 to 1, that they belong together.
    pub score: f32,
    /// Why it was refused; `None` when matched.
    pub reason: Option<RefusalReason>,
}

/// One word of the article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AlignedWord {
    /// Where it stands in the text.
    pub range: TextRange,
    /// How it was matched.
    pub link: Link,
    /// When it was said, and where that time comes from.
    #[serde(flatten)]
    pub time: Timed,
    /// Which heard words, as a half-open index range into the transcript's words.
    pub heard: Option<(usize, usize)>,
    /// The chance that this link is right, 0 to 1.
    pub confidence: f32,
}

/// One sentence of the article and its verdict.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AlignedSentence {
    /// Its number: the index among the article's sentences.
    pub id: usize,
    /// Where it stands in the text.
    pub range: TextRange,
    /// The part of the page it belongs to.
    pub part: PartKind,
    /// The verdict.
    pub status: SentenceStatus,
    /// When it was said, and where that time comes from.
    #[serde(flatten)]
    pub time: Timed,
    /// The chance that the verdict is right, 0 to 1.
    pub confidence: f32,
    /// Said at another place than it is printed.
    pub moved: bool,
    /// It occurs several times, and which occurrence this is could not be told.
    pub ambiguous: bool,
    /// The id of the sentence that it repeats and with which it shares its time.
    pub duplicate_of: Option<usize>,
    /// Its words.
    pub words: Vec<AlignedWord>,
}

/// One stretch of the recording and its verdict.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AudioStretch {
    /// When.
    pub span: Span,
    /// The verdict.
    pub status: AudioStatus,
    /// Which heard words it holds, as a half-open index range.
    pub heard: (usize, usize),
    /// Why, where the verdict needs a reason.
    pub reason: Option<StretchReason>,
}

/// What was said against what was published. The `audio` stretches tile the recording.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Alignment {
    /// Always [`FORMAT`].
    pub format: String,
    /// [`VERSION`] of the writer.
    pub version: u32,
    /// The article.
    pub article: ArticleFacts,
    /// The transcript.
    pub transcript: TranscriptFacts,
    /// Whether they belong together.
    pub pair: Pair,
    /// A verdict for every sentence.
    pub sentences: Vec<AlignedSentence>,
    /// A verdict for every stretch of audio.
    pub audio: Vec<AudioStretch>,
    /// When each of the transcript's words was said, as [`super::word_times`] judged it: what captions, reports and clips go by.
    /// Kept with the verdicts, so that a later version's judgement is never mixed with theirs. Empty in documents of before this
    /// member; [`Alignment::times_of`] judges then.
    #[serde(default)]
    pub word_times: Vec<Timed>,
}

impl Alignment {
    /// When each word of `transcript`, the one that was aligned, was said: [`Alignment::word_times`], or judged now where the
    /// document does not hold one for each word.
    #[must_use]
    pub fn times_of(&self, transcript: &Transcript) -> Cow<'_, [Timed]> {
        if self.word_times.len() == transcript.words().len() {
            Cow::Borrowed(&self.word_times)
        } else {
            Cow::Owned(super::word_times(transcript))
        }
    }
}
