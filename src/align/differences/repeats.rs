//! Words that a speaker says again, as people do who begin a phrase anew: "the the council", "they will they will meet". They are
//! part of what was said of the article's words, and no editor wants to be told of them.

use std::ops::Range;

use super::super::document::AlignedSentence;
use super::changed::Changed;
use super::reading::Heard;
use super::refine::Equal;

/// Words that are begun anew, at most.
const MOST_WORDS: usize = 4;

/// The equal words beside what was added, with it, when it only says again what stands directly before or behind it.
pub(super) fn of_neighbour(sentence: &AlignedSentence, added: &Changed, heard: &Heard) -> Option<Equal> {
    let long = added.heard.len();
    if !added.words.is_empty() || long == 0 || long > MOST_WORDS {
        return None;
    }
    let again = |words: Range<usize>| is_again(heard, &added.heard, &words);
    let equal = |word: Option<usize>| {
        let word = word.and_then(|at| Some((at, sentence.words.get(at).filter(|w| w.same == Some(true))?.heard?)));
        word.map(|(at, heard)| (at, heard.indices()))
    };
    let behind = equal(Some(added.words.end)).filter(|(_, next)| next.start == added.heard.end);
    let next = added.heard.end..added.heard.end + long;
    let anew = || again(next.clone()) || is_begun(heard, &added.heard, &next);
    if let Some((at, next)) = behind.filter(|_| anew()) {
        return Some(Equal { words: at..sharing(sentence, at), heard: added.heard.start..next.end });
    }
    let before = equal(added.words.start.checked_sub(1)).filter(|(_, last)| last.end == added.heard.start);
    let (at, last) = before.filter(|_| added.heard.start >= long && again(added.heard.start - long..added.heard.start))?;
    let first = sentence.words.iter().position(|w| w.heard == sentence.words[at].heard).unwrap_or(at);
    Some(Equal { words: first..at + 1, heard: last.start..added.heard.end })
}

/// Whether the same is heard in both places.
pub(super) fn is_again(heard: &Heard, first: &Range<usize>, second: &Range<usize>) -> bool {
    let tokens = |words: &Range<usize>| heard.reading.tokens.get(heard.tokens_of(words)).unwrap_or(&[]);
    let keys = |words| tokens(words).iter().map(|token| token.normalised.key());
    !tokens(first).is_empty() && keys(first).eq(keys(second))
}

/// Arabic particles that are written with the next word, and stand alone where a speaker stops behind them.
const PARTICLES: [&str; 6] = ["و", "ف", "ب", "ل", "ك", "ال"];

/// Whether only the particle was said with which the next word begins: "و، وهناك".
fn is_begun(heard: &Heard, first: &Range<usize>, second: &Range<usize>) -> bool {
    let tokens = |words: &Range<usize>| heard.reading.tokens.get(heard.tokens_of(words)).unwrap_or(&[]);
    let ([particle], [next, ..]) = (tokens(first), tokens(second)) else { return false };
    let (particle, next) = (particle.normalised.key(), next.normalised.key());
    PARTICLES.contains(&particle) && next != particle && next.starts_with(particle)
}

/// One past the words that share what was heard for the word at `at`.
fn sharing(sentence: &AlignedSentence, at: usize) -> usize {
    let heard = sentence.words.get(at).and_then(|w| w.heard);
    sentence.words.iter().rposition(|w| w.heard == heard).map_or(at + 1, |last| last + 1)
}
