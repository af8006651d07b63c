//! `Transcript` × `Article` → [`Alignment`]: a verdict for every sentence and every stretch of audio, and no time without a
//! source.
//!
//! An article matches its recording only partly: headlines are not read, paragraphs are dropped or moved, the recording has an
//! introduction and a sign-off that the page has not, and the recogniser errs, loops and skips. So nothing is forced:
//!
//! ```text
//! word_times          when each heard word was said: the recogniser's time if it can be true, inferred, or absent
//! hallucination       loops and stock phrases: barred from anchoring anything
//! tokenised_pair      both texts as numbered words
//! matching            which words belong together:
//!   anchors             rare words and phrases, the heaviest chain that goes forward in both
//!   block_alignment     between anchors: dynamic programming with affine gaps, free ends, joins
//!   duration_model      words in doubt between sure ones are placed by the clock
//!   weak_matches        matches too weak to be believed are dropped
//!   transpositions      what is left over in both texts is searched for passages said elsewhere than printed
//! pair_verdict        do the two belong together at all?
//! repeats             headline = lead; sentences that recur, by their neighbours or ambiguous
//! sentence_verdicts   whether each sentence was said, when (article_times), and how sure that is (confidence)
//! audio_stretches     what each stretch of the recording is; untranscribed_gaps judges those without words
//! differences         which words were said as printed, and in what the others differ
//! ```
//!
//! The verdicts on sentences and stretches are made from `verdict_inputs`; `article_positions` gives the article words that lie
//! opposite a place of the recording.

mod anchors;
mod article_positions;
mod article_times;
mod audio_stretches;
mod block;
mod block_alignment;
mod confidence;
mod costs;
mod differences;
mod document;
mod doubtful;
mod duration_model;
mod hallucination;
mod match_run;
mod matched;
mod matching;
mod other_figures;
mod other_language;
mod pair_verdict;
mod questions;
mod reason;
mod repeats;
mod sentence_verdicts;
mod similarity;
mod stock_phrases;
mod tokenised_pair;
mod transpositions;
mod untranscribed_gaps;
mod verdict_inputs;
mod weak_matches;
mod word_marks;
mod word_match;
mod word_range;
mod word_times;

#[cfg(test)]
mod cases;
#[cfg(test)]
mod figures;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod more_cases;

use std::collections::HashSet;

pub use document::*;
pub use doubtful::doubtful;
pub use matched::{Matched, Refusal};
pub use questions::{Question, questions};
pub use reason::{RefusalCause, RefusalReason, SharedPassages, StretchReason};
pub use word_range::WordRange;
pub use word_times::word_times;

use crate::article::Article;
use crate::text::Sha256;
use crate::time::Timestamp;
use crate::transcript::Transcript;
use article_positions::ArticlePositions;
use pair_verdict::Evidence;
use tokenised_pair::TokenisedPair;
use verdict_inputs::VerdictInputs;
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
#[must_use]
pub fn align(transcript: &Transcript, article: &Article) -> Alignment {
    let made_up = hallucination::find(transcript, article);
    let times = WordTimes::of(transcript);
    let sounds = sounds(transcript);
    let languages = other_language::by_segment(transcript, article);
    let mut barred = other_language::barred(transcript, article, &languages);
    for ((barred, made_up), sound) in barred.iter_mut().zip(&made_up).zip(&sounds) {
        *barred |= made_up.is_some() || *sound;
    }
    let texts = TokenisedPair::new(transcript, article, &barred, &times.close);
    let mut matches = matching::matches(&texts);
    let pair = Evidence::of(&texts, article, &matches).verdict(transcript, article);
    let (mut duplicates, mut ambiguous) = (Vec::new(), HashSet::new());
    if pair.verdict == PairVerdict::Refused {
        matches.clear();
    } else {
        ambiguous = repeats::place_recurring(&texts, article, &mut matches);
        duplicates = repeats::duplicates(&texts, article, &matches);
    }
    let inputs = VerdictInputs {
        transcript,
        article,
        texts: &texts,
        ranges: &repeats::sentence_ranges(article),
        matches: &matches,
        duplicates: &duplicates,
        ambiguous: &ambiguous,
        made_up: &made_up,
        sounds: &sounds,
        languages: &languages,
        refused_times: &times.refused,
        heard_times: &times.close,
    };
    let mut sentences = sentence_verdicts::sentences(&inputs);
    let positions = ArticlePositions::of(&inputs);
    let mut audio = audio_stretches::stretches(&inputs, &positions, pair.verdict);
    if pair.verdict == PairVerdict::Matched {
        other_language::pair_translations(&inputs, &positions, &mut audio, &mut sentences);
    }
    let mut alignment = Alignment {
        format: FORMAT.to_owned(),
        version: VERSION,
        article: article_facts(article),
        transcript: transcript_facts(transcript, audio_stretches::duration(&inputs)),
        sentences,
        audio,
        pair,
        word_times: times.placed,
        judgement: 0,
    };
    alignment.judge(transcript);
    alignment
}

/// For each of the transcript's words, whether it notes a sound and was not said.
fn sounds(transcript: &Transcript) -> Vec<bool> {
    let mut found = vec![false; transcript.words().len()];
    for event in transcript.sounds() {
        found.get_mut(event.words).into_iter().for_each(|words| words.fill(true));
    }
    found
}

fn transcript_facts(transcript: &Transcript, end: Timestamp) -> TranscriptFacts {
    TranscriptFacts {
        engine: transcript.engine().name.clone(),
        model: transcript.engine().model.clone(),
        words: transcript.words().len(),
        duration_ms: end.as_millis(),
        second_pass: second_pass(transcript),
    }
}

/// The runs of words that were heard in the second pass.
fn second_pass(transcript: &Transcript) -> Vec<WordRange> {
    let mut ranges = Vec::new();
    let mut at = 0;
    for run in transcript.words().chunk_by(|a, b| a.second_pass == b.second_pass) {
        if run.first().is_some_and(|word| word.second_pass) {
            ranges.push(WordRange::new(at, at + run.len()));
        }
        at += run.len();
    }
    ranges
}

fn article_facts(article: &Article) -> ArticleFacts {
    let sha256 = Sha256::of(article.text().as_bytes());
    ArticleFacts { language: article.language().clone(), text: article.text().to_owned(), sha256 }
}
