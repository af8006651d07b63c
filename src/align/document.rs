//! The alignment as it is stored, printed as JSON and read by captions and reports.
//!
//! Times are integer milliseconds from the start of the recording, half-open; ranges are byte offsets into
//! [`ArticleFacts::text`], half-open. Readers ignore fields that they do not know.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::reason::{RefusalReason, StretchReason};
use super::word_range::WordRange;
use crate::article::PartKind;
use crate::text::{Language, Sha256, TextRange};
use crate::time::{Span, TimeSource, Timed};
use crate::transcript::Transcript;

/// `rawi.alignment`, the value of `format`.
pub const FORMAT: &str = "rawi.alignment";
/// The version that this code writes.
pub const VERSION: u32 = 1;
/// The version of the judgement of differences that this code makes.
pub const JUDGEMENT: u32 = 7;

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
    /// Equal after normalisation.
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

/// In what two wordings differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DifferenceKind {
    /// A negation gained or lost, as a word or as an affix: not, without, لم, il-, -less, اللا.
    Negation,
    /// Another number: value, unit, scale or sign.
    Number,
    /// Another day, month or time of day.
    Date,
    /// Another person, place, organisation or nationality.
    Name,
    /// Words that exclude each other: approved and rejected, soft and hard, أكد and نفى.
    Opposite,
    /// Other words.
    Wording,
    /// Words that the article does not have.
    Added,
    /// Words that were left out.
    Omitted,
}

/// What a difference weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// It changes what is claimed.
    Meaning,
    /// Said otherwise, and heard well.
    Wording,
    /// More likely the recogniser's mistake than the speaker's word. Never in a transcript that a person corrected.
    Hearing,
}

/// Words of the article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedWords {
    /// Where they stand in the text, from the first word to the last.
    pub range: TextRange,
    /// They as printed, with what stands between them.
    pub text: String,
}

/// Words of the transcript.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaidWords {
    /// Which of the transcript's words; never empty.
    pub words: WordRange,
    /// They as the transcript has them, spaces between, without the punctuation around them.
    pub text: String,
}

/// One place where what was said and what was published differ. At least one of the two is there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// What was published; `None` when words were added.
    pub published: Option<PublishedWords>,
    /// What was said; `None` when words were left out.
    pub said: Option<SaidWords>,
    /// Where it is in the article: the start of what was published, or the byte offset at which the added words were said.
    pub at: usize,
    /// In what they differ.
    pub kind: DifferenceKind,
    /// What that weighs.
    pub weight: Weight,
    /// The chance, 0 to 1, that this was said otherwise than it was published, and not only misheard.
    pub confidence: f32,
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
    /// Which of the words were heard when a doubtful stretch was recognised a second time, in order.
    #[serde(default)]
    pub second_pass: Vec<WordRange>,
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
#[serde(try_from = "WordMembers")]
pub struct AlignedWord {
    /// Where it stands in the text.
    pub range: TextRange,
    /// How it was matched.
    pub link: Link,
    /// When it was said, and where that time comes from.
    #[serde(flatten)]
    pub time: Timed,
    /// Which of the transcript's words were heard for it.
    pub heard: Option<WordRange>,
    /// The chance that this link is right, 0 to 1.
    pub confidence: f32,
    /// Whether that very word was said, its spelling, number form and transliteration aside: true when it was, false when another
    /// was (one of [`AlignedSentence::differences`] says which), `None` when nothing was said for it. The link only places the
    /// word; this judges it.
    pub same: Option<bool>,
}

/// Speech in another language in the place of sentences that were not said: most likely what they translate. Inferred from the
/// place and the number of words; nobody compared what the two say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Translation {
    /// The language that was spoken.
    pub language: Language,
    /// Which of the transcript's words were said in it.
    pub heard: WordRange,
    /// When they were said.
    pub span: Span,
}

impl Translation {
    /// Why what was said is not compared with the sentence: `said in en; the article has it in ar`, for an article in the language
    /// `article`.
    #[must_use]
    pub fn reason(&self, article: &Language) -> StretchReason {
        StretchReason::Translated { said: self.language.clone(), article: article.clone() }
    }
}

/// One sentence of the article and its verdict.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "SentenceMembers")]
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
    /// It occurs several times, and it could not be decided which occurrence was said.
    pub ambiguous: bool,
    /// The id of the sentence that it repeats and with which it shares its time.
    pub duplicate_of: Option<usize>,
    /// Its words.
    pub words: Vec<AlignedWord>,
    /// Where what was said for it differs from it, in order. Everything that shows differences reads this list. Empty for a sentence
    /// that repeats another ([`AlignedSentence::duplicate_of`]): what was said stands there.
    pub differences: Vec<Difference>,
    /// What was said in another language where this sentence, which was not said itself, most likely gives the translation; the same
    /// for each of several sentences that translate it together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub translation: Option<Translation>,
}

/// One stretch of the recording and its verdict.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AudioStretch {
    /// When.
    pub span: Span,
    /// The verdict.
    pub status: AudioStatus,
    /// Which of the transcript's words it holds.
    pub heard: WordRange,
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
    /// By which version of the judgement [`AlignedWord::same`] and [`AlignedSentence::differences`] were filled: [`JUDGEMENT`] of the
    /// writer, 0 in documents of before those members. [`Alignment::judge`] fills them.
    #[serde(default)]
    pub judgement: u32,
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

/// A word as its members stand in JSON. They are read one by one: where serde flattens a time, it first holds every word as what it might be,
/// which took a third of the time of reading a catalog's export.
#[derive(Deserialize)]
struct WordMembers {
    range: TextRange,
    link: Link,
    timing: TimeSource,
    span: Option<Span>,
    heard: Option<WordRange>,
    confidence: f32,
    #[serde(default)]
    same: Option<bool>,
}

impl TryFrom<WordMembers> for AlignedWord {
    type Error = String;

    fn try_from(members: WordMembers) -> Result<Self, String> {
        let WordMembers { range, link, timing, span, heard, confidence, same } = members;
        Ok(Self { range, link, time: Timed::of_members(timing, span)?, heard, confidence, same })
    }
}

/// A sentence likewise.
#[derive(Deserialize)]
struct SentenceMembers {
    id: usize,
    range: TextRange,
    part: PartKind,
    status: SentenceStatus,
    timing: TimeSource,
    span: Option<Span>,
    confidence: f32,
    moved: bool,
    ambiguous: bool,
    duplicate_of: Option<usize>,
    words: Vec<AlignedWord>,
    #[serde(default)]
    differences: Vec<Difference>,
    #[serde(default)]
    translation: Option<Translation>,
}

impl TryFrom<SentenceMembers> for AlignedSentence {
    type Error = String;

    fn try_from(members: SentenceMembers) -> Result<Self, String> {
        let SentenceMembers { id, range, part, status, timing, span, confidence, moved, ambiguous, .. } = members;
        let SentenceMembers { duplicate_of, words, differences, translation, .. } = members;
        let time = Timed::of_members(timing, span)?;
        Ok(Self {
            id,
            range,
            part,
            status,
            time,
            confidence,
            moved,
            ambiguous,
            duplicate_of,
            words,
            differences,
            translation,
        })
    }
}
