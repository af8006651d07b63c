//! Words, the segments that tile them, and what recognised them.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::rising::longest_rising;
use super::witness::Witness;
use crate::text::{Language, Sha256};
use crate::time::{Millis, Span, Timestamp};

/// One heard word.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Word {
    /// As the engine spelt it, without the spaces around it, with its punctuation.
    pub text: String,
    /// When it was heard; `None` when the engine gave no usable time for it (it is never made up).
    pub span: Option<Span>,
    /// How sure the engine was, 0 to 1; `None` when it did not say.
    pub confidence: Option<f32>,
    /// Heard when a doubtful stretch was recognised a second time.
    #[serde(default)]
    pub second_pass: bool,
}

/// A run of words that the engine gave as one piece (a caption, a phrase).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Segment {
    /// When.
    pub span: Span,
    /// Which words, as indices into [`Transcript::words`].
    pub words: Range<usize>,
    /// Who spoke, when the engine distinguished voices.
    pub speaker: Option<String>,
    /// The language that is spoken, where it is another than [`Transcript::language`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
}

/// What recognised the speech: enough to do it again.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Engine {
    /// `whisper.cpp 1.8.3`, `whisperX`, `subrip`; what made the words.
    pub name: String,
    /// The model's name, when it has one.
    pub model: Option<String>,
    /// SHA-256 of the model file.
    pub model_sha256: Option<Sha256>,
    /// Options that change the outcome, as `key=value`, sorted.
    pub options: Vec<String>,
}

/// Everything heard in one recording: words in the order in which they were spoken, and segments that tile them.
#[derive(Debug, Clone, PartialEq)]
pub struct Transcript {
    engine: Engine,
    language: Language,
    duration: Option<Millis>,
    words: Vec<Word>,
    segments: Vec<Segment>,
    speech: Option<Vec<Span>>,
    witnesses: Vec<Witness>,
}

impl Transcript {
    /// A transcript of `words` in the order in which they were spoken. Segments that do not tile the words are replaced by one
    /// that holds them all. Where times step back, some are dropped: as few as leave the others in order, so that a single wild
    /// time is lost by its own word only.
    pub fn new(
        engine: Engine,
        language: Language,
        duration: Option<Millis>,
        mut words: Vec<Word>,
        segments: Vec<Segment>,
        speech: Option<Vec<Span>>,
    ) -> Self {
        drop_times_that_step_back(&mut words);
        let tiled = segments.iter().try_fold(0, |at, s| (s.words.start == at && s.words.end >= at).then_some(s.words.end));
        let segments = if tiled == Some(words.len()) { segments } else { one_segment(&words, duration) };
        Self { engine, language, duration, words, segments, speech, witnesses: Vec::new() }
    }

    /// The same, made by `engine`.
    #[must_use]
    pub fn with_engine(self, engine: Engine) -> Self {
        Self { engine, ..self }
    }

    /// The transcript with what its recogniser answered. Answers without a finite margin, and those about words that are not there,
    /// are dropped.
    #[must_use]
    pub fn with_witnesses(mut self, mut witnesses: Vec<Witness>) -> Self {
        let count = self.words.len();
        let asked = |w: &Witness| !w.words.is_empty() || !w.published.is_empty();
        let there = |w: &Witness| w.words.start <= w.words.end && w.words.end <= count && asked(w);
        witnesses.retain(|w| w.margin.is_finite() && there(w));
        witnesses.sort_by_key(|w| (w.words.start, w.words.end));
        self.witnesses = witnesses;
        self
    }

    /// The same with the language that is spoken and the length of the recording, each where the transcript itself says none.
    #[must_use]
    pub fn or_known(self, language: Option<&Language>, duration: Option<Millis>) -> Self {
        let own = self.language.known();
        let language = own.or_else(|| language.cloned()).unwrap_or_else(Language::unknown);
        Self { language, duration: self.duration.or(duration), ..self }
    }

    /// When its last word or segment ends; `None` where nothing has a time.
    #[must_use]
    pub fn end(&self) -> Option<Timestamp> {
        let words = self.words.iter().filter_map(|word| Some(word.span?.end()));
        words.chain(self.segments.iter().map(|segment| segment.span.end())).max()
    }

    /// The same words, with the speech that was found in the recording of `other`.
    pub(super) fn with_speech_of(self, other: &Self) -> Self {
        Self { speech: other.speech.clone(), ..self }
    }

    /// What recognised it.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The language that was given or detected; `und` when not known.
    pub fn language(&self) -> &Language {
        &self.language
    }

    /// How long the recording is, when that is known.
    pub fn duration(&self) -> Option<Millis> {
        self.duration
    }

    /// The words in order. Spans that are present never step back: each starts no earlier than the one before.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// The segments in order; each word belongs to exactly one.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Where the recording holds speech, by signal and not by the recogniser; `None` when nobody listened for it.
    pub fn speech(&self) -> Option<&[Span]> {
        self.speech.as_deref()
    }

    /// The recogniser's answer about exactly these heard and published words.
    pub fn witness(&self, words: &Range<usize>, published: &str) -> Option<&Witness> {
        let from = self.witnesses.partition_point(|w| w.words.start < words.start);
        let here = self.witnesses[from..].iter().take_while(|w| w.words.start == words.start);
        here.into_iter().find(|w| w.words == *words && w.published == published)
    }

    /// The recogniser's answers where it was asked for the heard and for the published text, in the order of the words. Empty when it
    /// was never asked, and in a transcript that a person corrected.
    pub fn witnesses(&self) -> &[Witness] {
        &self.witnesses
    }
}

fn one_segment(words: &[Word], duration: Option<Millis>) -> Vec<Segment> {
    if words.is_empty() {
        return Vec::new();
    }
    let whole = Span::between(Timestamp::ZERO, Timestamp::ZERO + duration.unwrap_or(Millis::ZERO));
    let span = words.iter().filter_map(|w| w.span).reduce(Span::hull).unwrap_or(whole);
    vec![Segment { span, words: 0..words.len(), speaker: None, language: None }]
}

/// Drops the times outside a longest run of starts that never step back.
fn drop_times_that_step_back(words: &mut [Word]) {
    let starts: Vec<(usize, Timestamp)> = words.iter().enumerate().filter_map(|(i, w)| Some((i, w.span?.start()))).collect();
    if starts.is_sorted_by_key(|(_, start)| *start) {
        return;
    }
    let mut kept = vec![false; starts.len()];
    for place in longest_rising(&starts, |(_, start)| *start) {
        kept[place] = true;
    }
    for ((index, _), keep) in starts.iter().zip(kept) {
        if !keep && let Some(word) = words.get_mut(*index) {
            word.span = None;
        }
    }
}
