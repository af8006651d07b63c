//! What was said and when, whatever engine heard it.
//!
//! [`read`] takes a transcript in any of the forms that recognisers write, and survives what is wrong with them: broken UTF-8,
//! missing, negative or endless times, words out of order. A time that cannot be right is dropped, never mended.
//! [`write_json`] writes rawi's own form, which loses nothing.

mod corrected;
mod diff;
mod edit;
mod from_timed;
mod gather;
mod own;
mod pile_up;
mod read;
mod speaking_rate;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::text::{Language, Sha256};
use crate::time::{Millis, Span, Timestamp};

pub use corrected::corrected;
pub use edit::{print_text, read_text};
pub use own::{FORMAT, VERSION, write_json};
pub use pile_up::PileUp;
pub use read::{Error, MAX_BYTES, read};
pub use speaking_rate::{LONGEST_UNHEARD_WORD, MEAN_WORD, ROOM_FOR_A_WORD, SHORTEST_SOUND, SHORTEST_WORD, SpeakingRate};

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
    /// Who spoke, when the engine told voices apart.
    pub speaker: Option<String>,
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
}

impl Transcript {
    /// A transcript of `words` in the order in which they were spoken. Segments that do not tile the words are replaced by one
    /// that holds them all. Times that step back lose: of the words that have one, the most that can keep it keep it, so that a
    /// single wild time costs its own word only.
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
        Self { engine, language, duration, words, segments, speech }
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
}

fn one_segment(words: &[Word], duration: Option<Millis>) -> Vec<Segment> {
    if words.is_empty() {
        return Vec::new();
    }
    let whole = Span::between(Timestamp::ZERO, Timestamp::ZERO + duration.unwrap_or(Millis::ZERO));
    let span = words.iter().filter_map(|w| w.span).reduce(Span::hull).unwrap_or(whole);
    vec![Segment { span, words: 0..words.len(), speaker: None }]
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

/// The places of a longest subsequence whose keys never fall (patience sorting).
fn longest_rising<T, K: Ord>(items: &[T], key: impl Fn(&T) -> K) -> Vec<usize> {
    // `ends[n]` is the place of the smallest key that ends a run of n + 1; `before` chains each run.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(items.len());
    for (place, item) in items.iter().enumerate() {
        let own = key(item);
        let length = ends.partition_point(|end| key(&items[*end]) <= own);
        before.push(length.checked_sub(1).map(|n| ends[n]));
        if length == ends.len() { ends.push(place) } else { ends[length] = place }
    }
    let mut run = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(place) = at {
        run.push(place);
        at = before[place];
    }
    run.reverse();
    run
}

#[cfg(test)]
mod tests;
