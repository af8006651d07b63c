//! A number, a date or a name of which a word was added or left out is another as a whole: الرابع and الرابع عشر, yesterday and the day
//! before yesterday, Sudan and South Sudan, £20 and twenty dollars, half an hour and an hour. What is told is both of them, and not the one word.

use std::ops::Range;

use super::super::document::AlignedSentence;
use super::super::word_range::WordRange;
use super::changed::Changed;
use super::kind::{Side, are_of_other_units};
use super::reading::{Heard, Reading};
use crate::text::lexicon::is_function_word;
use crate::text::{Number, Token, Unit};

/// Words of a whole, at most.
const MOST_WORDS: usize = 8;

/// The place with the words beside it that were heard as printed and are of one whole with those that were added or left out.
pub(super) fn with_its_rest(
    sentence: &AlignedSentence,
    published: &Reading,
    heard: &Heard,
    place: &Changed,
) -> Option<Changed> {
    let one_unit = |whole: &Changed| !is_of_other_unit(published, heard, whole);
    if place.words.is_empty() {
        let tokens = heard.tokens_of(&place.heard);
        let with = |tokens: Range<usize>| with_said(sentence, place, heard.words_of(&tokens)?);
        let counted = || counted_in(&heard.reading, &tokens).and_then(with).filter(|whole| !one_unit(whole));
        let halved = || halved_in(&heard.reading, &tokens).and_then(with);
        halved().or_else(|| beyond(&heard.reading, &tokens).and_then(with)).or_else(counted)
    } else if place.heard.is_empty() {
        let with = |words: Range<usize>| with_printed(sentence, place, words);
        let counted = || counted_in(published, &place.words).and_then(with).filter(|whole| !one_unit(whole));
        let halved = || halved_in(published, &place.words).and_then(with);
        halved().or_else(|| beyond(published, &place.words).and_then(with)).or_else(counted)
    } else {
        None
    }
}

/// "Half" with the article of what it halves.
fn halved_in(reading: &Reading, words: &Range<usize>) -> Option<Range<usize>> {
    let key = |at: usize| reading.tokens.get(at).map(|token| token.normalised.key());
    let halves = words.len() == 1 && key(words.start) == Some("half");
    (halves && matches!(key(words.end), Some("a" | "an"))).then_some(words.start..words.end + 1)
}

/// The number of which these words are the unit.
fn counted_in(reading: &Reading, words: &Range<usize>) -> Option<Range<usize>> {
    let of = |n: &&Number| n.unit != Unit::None && n.second.is_none() && n.tokens.end == words.end;
    let around = |all: &&Range<usize>| all.start < words.start && all.len() <= MOST_WORDS;
    let numbers = reading.numbers.iter().filter(of).map(|n| &n.tokens);
    numbers.filter(around).max_by_key(|all| all.len()).cloned()
}

/// Whether what is counted on the one side is another thing than on the other: £20, twenty dollars.
fn is_of_other_unit(published: &Reading, heard: &Heard, whole: &Changed) -> bool {
    let printed = Side { reading: published, tokens: whole.words.clone() };
    let said = Side { reading: &heard.reading, tokens: heard.tokens_of(&whole.heard) };
    are_of_other_units(&printed, &said)
}

/// The longest number, date or name that reaches beyond these words, one of which belongs to it by its sense.
fn beyond(reading: &Reading, words: &Range<usize>) -> Option<Range<usize>> {
    let run = reading.tokens.get(words.clone())?;
    let counts = |token: &Token| token.normalised.number().is_some();
    let around = |all: &&Range<usize>| all.start <= words.start && words.end <= all.end && all.len() > words.len();
    let numbers = reading.numbers.iter().filter(|n| n.second.is_none() && run.iter().any(counts)).map(|n| &n.tokens);
    let named = run.iter().any(|token| !is_function_word(&token.normalised));
    let names = reading.names.iter().filter(|name| name.certain && named).map(|name| &name.words);
    let dates = reading.dates.iter().filter(|date| date.certain && named).map(|date| &date.words);
    let places = reading.places.iter().filter(|_| named);
    let whole = numbers.chain(names).chain(dates).chain(places).filter(around).filter(|all| all.len() <= MOST_WORDS);
    whole.max_by_key(|all| all.len()).cloned()
}

/// The printed words that were heard as the rest of what was said.
fn with_said(sentence: &AlignedSentence, place: &Changed, said: Range<usize>) -> Option<Changed> {
    let linked =
        |at: &usize| same(sentence, *at).is_some_and(|heard| said.start <= heard.start() && heard.end() <= said.end);
    let first = (0..sentence.words.len()).find(linked)?;
    let last = (0..sentence.words.len()).rfind(linked)?;
    let words = first..last + 1;
    let whole = words.clone().all(|at| linked(&at)) && covered(sentence, &words) + place.heard.len() == said.len();
    whole.then_some(Changed { words, heard: said })
}

/// What was heard for the rest of what is printed.
fn with_printed(sentence: &AlignedSentence, place: &Changed, words: Range<usize>) -> Option<Changed> {
    let heard = |at: usize| same(sentence, at);
    let said = words
        .clone()
        .filter_map(heard)
        .map(|heard| heard.indices())
        .reduce(|a, b| a.start.min(b.start)..a.end.max(b.end))?;
    let whole = words.clone().all(|at| place.words.contains(&at) || heard(at).is_some());
    (whole && covered(sentence, &words) == said.len()).then_some(Changed { words, heard: said })
}

/// What was heard for a word that is the same.
fn same(sentence: &AlignedSentence, at: usize) -> Option<WordRange> {
    sentence.words.get(at).filter(|word| word.same == Some(true)).and_then(|word| word.heard)
}

/// How many words were heard for these.
fn covered(sentence: &AlignedSentence, words: &Range<usize>) -> usize {
    let same = words.clone().filter_map(|at| same(sentence, at));
    let mut heard: Vec<usize> = same.flat_map(WordRange::indices).collect();
    heard.sort_unstable();
    heard.dedup();
    heard.len()
}
