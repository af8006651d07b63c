//! What was said, in the transcript's wording.

use super::utterance::{Atom, Departure, Edges, Utterance};
use super::{CueOptions, Source, Speaker, punctuation};
use crate::text::Language;
use crate::time::{Span, Timed};
use crate::transcript::Transcript;

/// Milliseconds of a pause between two words at which an utterance ends.
const PAUSE_MS: u32 = 1200;

/// Heard words that are shown as they were heard; each list has one entry for each word.
pub(super) struct SpokenWords<'a> {
    pub(super) transcript: &'a Transcript,
    pub(super) times: &'a [Timed],
    /// Which are shown.
    pub(super) free: &'a [bool],
    /// Which the article has, said elsewhere or in other words; `None` where there is no article.
    pub(super) published: Option<&'a [bool]>,
}

/// The free words as utterances: cut at the ends of sentences, at pauses, at changes of voice and where words in between are not
/// free.
pub(super) fn utterances(said: &SpokenWords<'_>, options: &CueOptions) -> Vec<Utterance> {
    let SpokenWords { transcript, times, free, published } = *said;
    let words = transcript.words();
    let mut found = Vec::new();
    let mut open: Option<Utterance> = None;
    for segment in transcript.segments() {
        let language = segment.language.as_ref();
        let speaker = segment.speaker.as_deref().and_then(Speaker::new).or_else(|| options.narrator.clone());
        for index in segment.words.clone() {
            let Some(word) = words.get(index).filter(|_| free.get(index) == Some(&true)) else {
                found.extend(open.take());
                continue;
            };
            let time = times.get(index).copied().unwrap_or_default();
            if open
                .as_ref()
                .is_some_and(|u| u.speaker != speaker || u.language.as_ref() != language || is_over(u, time.span()))
            {
                found.extend(open.take());
            }
            let utterance = open.get_or_insert_with(|| begun(speaker.clone(), language.cloned(), index));
            utterance.heard.end = index + 1;
            let unpublished = published.is_some_and(|published| published.get(index) != Some(&true));
            let said = Departure::Said { place: utterance.heard.start, word: index, published: None };
            let departures = if unpublished { vec![said] } else { Vec::new() };
            let atoms = word.text.split_whitespace().filter_map(|chunk| Atom::new(chunk, time));
            utterance.atoms.extend(atoms.map(|atom| Atom { departures: departures.clone(), ..atom }));
        }
    }
    found.extend(open);
    found.retain(|u| !u.atoms.is_empty());
    found
}

/// An utterance without words that will begin with the word at `index`.
fn begun(speaker: Option<Speaker>, language: Option<Language>, index: usize) -> Utterance {
    let heard = index..index;
    let edges = Edges::WHOLE;
    Utterance { atoms: Vec::new(), speaker, source: Source::Spoken, language, sentence: None, heard, edges }
}

/// Whether an utterance is over before a word heard at `next`.
fn is_over(utterance: &Utterance, next: Option<Span>) -> bool {
    let Some(last) = utterance.atoms.last() else { return false };
    let pause = match (last.time.span(), next) {
        (Some(a), Some(b)) => (b.start() - a.end()).as_millis(),
        _ => 0,
    };
    pause >= PAUSE_MS || punctuation::ends_sentence(&last.text)
}
