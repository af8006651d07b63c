//! `Transcript` × `Article` → [`Alignment`]: a verdict for every sentence and every stretch of audio, and no time without a
//! source.
//!
//! An article matches its recording only partly: headlines are not read, paragraphs are dropped or moved, the recording has an
//! introduction and a sign-off that the page has not, and the recogniser errs, loops and skips. So nothing is forced:
//!
//! ```text
//! word_times      when each heard word was said: the recogniser's time if it can be true, inferred, or absent
//! hallucination   loops, stock phrases: barred from anchoring anything
//! sides      both texts as numbered words
//! anchors    rare words and phrases, the heaviest chain that goes forward in both
//! gap        between anchors: dynamic programming with affine gaps, free ends, joins
//! rhythm     words in doubt between sure ones are placed by the clock
//! islands    matches too small to be believed are let go
//! moves      leftovers on both sides are searched for moved blocks
//! repeats    headline = lead; sentences that recur, by their neighbours or ambiguous
//! pair       do the two belong together at all?
//! article_times   heard, inferred within documented bounds, or absent
//! verdict    sentences        audio, holes   stretches of the recording
//! ```

mod anchors;
mod article_times;
mod audio;
mod confidence;
mod document;
mod doubtful;
mod gap;
mod hallucination;
mod holes;
mod islands;
mod likes;
mod matched;
mod matching;
mod moves;
mod pair;
mod reason;
mod repeats;
mod rhythm;
mod sides;
mod stock_phrases;
mod verdict;
mod word_times;

#[cfg(test)]
mod cases;
#[cfg(test)]
mod laws;

use std::collections::HashSet;

pub use document::*;
pub use doubtful::doubtful;
pub use matched::{Matched, Refusal};
pub use reason::{RefusalCause, RefusalReason, SharedPassages, StretchReason};
pub use word_times::word_times;

use crate::article::Article;
use crate::text::Sha256;
use crate::transcript::Transcript;
use pair::Evidence;
use sides::Sides;
use verdict::Known;
use word_times::WordTimes;

/// Aligns what was said with what was published.
///
/// Pure and deterministic; any transcript and any article are taken, and when they do not belong together the pair is refused
/// with the evidence in [`Pair::reason`] and nothing is aligned.
///
/// ```
/// use rawi::align::{SentenceStatus, align};
/// use rawi::article::{Article, Part, PartKind};
/// use rawi::text::{Language, TextRange};
/// use rawi::time::{Span, Timed};
/// use rawi::transcript::{Engine, Transcript, Word};
///
/// let text = "The council met today. Nobody read this line aloud.".to_owned();
/// let part = Part { kind: PartKind::Body, range: TextRange::new(0, text.len()).unwrap() };
/// let article = Article::from_parts(text, Language::english(), vec![part]);
/// let words = ["the", "council", "met", "today"].iter().enumerate().map(|(i, word)| Word {
///     text: word.to_string(),
///     span: Some(Span::from_millis(i as u32 * 300, i as u32 * 300 + 250)),
///     confidence: None,
///     second_pass: false,
/// });
/// let heard = Transcript::new(Engine::default(), Language::english(), None, words.collect(), Vec::new(), None);
///
/// let alignment = align(&heard, &article);
/// assert_eq!(alignment.sentences[0].status, SentenceStatus::Spoken);
/// assert_eq!(alignment.sentences[0].time, Timed::Heard(Span::from_millis(0, 1150)));
/// assert_eq!((alignment.sentences[1].status, alignment.sentences[1].time), (SentenceStatus::NotSpoken, Timed::Absent));
/// ```
pub fn align(transcript: &Transcript, article: &Article) -> Alignment {
    let made_up = hallucination::find(transcript, article);
    let times = WordTimes::of(transcript);
    let barred: Vec<bool> = made_up.iter().map(Option::is_some).collect();
    let sides = Sides::new(transcript, article, &barred, &times.close);
    let mut pairings = matching::pairings(&sides);
    let pair = Evidence::of(&sides, article, &pairings).verdict(transcript, article);
    let (mut duplicates, mut ambiguous) = (Vec::new(), HashSet::new());
    if pair.verdict == PairVerdict::Refused {
        pairings.clear();
    } else {
        ambiguous = repeats::settle(&sides, article, &mut pairings);
        duplicates = repeats::duplicates(&sides, article, &pairings);
    }
    let known = Known {
        transcript,
        article,
        sides: &sides,
        pairings: &pairings,
        duplicates: &duplicates,
        ambiguous: &ambiguous,
        made_up: &made_up,
        refused_times: &times.refused,
        heard_times: &times.close,
    };
    Alignment {
        format: FORMAT.to_owned(),
        version: VERSION,
        article: article_facts(article),
        transcript: TranscriptFacts {
            engine: transcript.engine().name.clone(),
            model: transcript.engine().model.clone(),
            words: transcript.words().len(),
            duration_ms: audio::duration(&known).as_millis(),
            second_pass: second_pass(transcript),
        },
        sentences: verdict::sentences(&known),
        audio: audio::stretches(&known, pair.verdict),
        pair,
        word_times: times.placed,
    }
}

fn second_pass(transcript: &Transcript) -> Vec<(usize, usize)> {
    let mut ranges = Vec::new();
    let mut at = 0;
    for run in transcript.words().chunk_by(|a, b| a.second_pass == b.second_pass) {
        if run.first().is_some_and(|word| word.second_pass) {
            ranges.push((at, at + run.len()));
        }
        at += run.len();
    }
    ranges
}

fn article_facts(article: &Article) -> ArticleFacts {
    let sha256 = Sha256::of(article.text().as_bytes());
    ArticleFacts { language: article.language().clone(), text: article.text().to_owned(), sha256 }
}
