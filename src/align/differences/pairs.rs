//! Which words of a run that changed stand for which: a number for a number, a day for a day, a word for its opposite or for one near
//! to it. What is left between such pairs changed by itself, so that a negation beside a misheard word is told alone.

use std::ops::Range;

use super::super::document::{AlignedSentence, Link};
use super::changed::Changed;
use super::kind::Side;
use super::reading::{Heard, Reading};
use super::refine;
use super::resemblance::Resemblance;
use crate::text::lexicon::contrast;

/// A longer run is not looked through: it is other speech.
const LONGEST_RUN: usize = 24;

/// How much speaks for two words being one place of the text: what the lists set against each other, what is one sort of thing, two
/// names, what the matcher found near, what is near in letters.
const OPPOSED: usize = 6;
const ONE_SORT: usize = 5;
const NAMED: usize = 5;
const PLACED: usize = 5;
const NEAR: usize = 4;

/// The places of a run that changed, in order.
pub(super) fn places(sentence: &AlignedSentence, published: &Reading, heard: &Heard, run: Changed) -> Vec<Changed> {
    let short = run.words.len().max(run.heard.len()) <= LONGEST_RUN;
    if !short || run.words.is_empty() || run.heard.is_empty() || run.words.len() + run.heard.len() == 2 {
        return vec![run];
    }
    if let Some(apart) = particle_apart(published, heard, &run) {
        return apart;
    }
    let most = |words: &Range<usize>, said: &Range<usize>| {
        if words.len() + said.len() == 2 { OPPOSED } else { of_several(words, said) }
    };
    let pairs = refine::chain(&run, most, |words, said| strength(sentence, published, heard, words, said));
    if pairs.is_empty() {
        return vec![run];
    }
    let rest = refine::rest(&run, &pairs).into_iter();
    let mut places: Vec<Changed> =
        rest.flat_map(|rest| particle_apart(published, heard, &rest).unwrap_or_else(|| vec![rest])).collect();
    places.extend(pairs.into_iter().map(|pair| Changed { words: pair.words, heard: pair.heard }));
    places.sort_by_key(|place| (place.words.start, place.heard.start, place.words.end, place.heard.end));
    places
}

/// An Arabic particle of negation and the verb behind it, against a verb alone: the verb's form follows the particle (لم تعد, عادت), so
/// that what was gained or lost is the particle.
fn particle_apart(published: &Reading, heard: &Heard, run: &Changed) -> Option<Vec<Changed>> {
    let said = heard.tokens_of(&run.heard);
    let leads = |reading: &Reading, at: usize| {
        let arabic = reading.tokens.get(at).is_some_and(|token| !token.normalised.key().is_ascii());
        arabic && reading.negations.iter().any(|negation| negation.word == at)
    };
    let (words, all) = (&run.words, &run.heard);
    match (words.len(), all.len(), said.len()) {
        (2, 1, 1) if leads(published, words.start) => Some(vec![
            Changed { words: words.start..words.start + 1, heard: all.start..all.start },
            Changed { words: words.start + 1..words.end, heard: all.clone() },
        ]),
        (1, 2, 2) if leads(&heard.reading, said.start) => Some(vec![
            Changed { words: words.start..words.start, heard: all.start..all.start + 1 },
            Changed { words: words.clone(), heard: all.start + 1..all.end },
        ]),
        _ => None,
    }
}

/// How much speaks for the words being one place; 0 when nothing does.
fn strength(
    sentence: &AlignedSentence,
    published: &Reading,
    heard: &Heard,
    words: &Range<usize>,
    said: &Range<usize>,
) -> usize {
    let left = Side { reading: published, tokens: words.clone() };
    let right = Side { reading: &heard.reading, tokens: heard.tokens_of(said) };
    if let Some(of_one_sort) = one_sort(&left, &right) {
        return of_one_sort;
    }
    let ([word], [token]) = (left.words(), right.words()) else { return 0 };
    if words.len() + said.len() > 2 {
        return 0;
    }
    let (a, b) = (&word.normalised, &token.normalised);
    let placed = sentence
        .words
        .get(words.start)
        .is_some_and(|w| w.heard == Some(said.clone().into()) && matches!(w.link, Link::Fuzzy | Link::Sound));
    if contrast(a, b).is_some() {
        OPPOSED
    } else if is_named(&left) && is_named(&right) {
        NAMED
    } else if placed {
        PLACED
    } else if is_near(&left, &right) {
        NEAR
    } else {
        0
    }
}

fn is_named(side: &Side) -> bool {
    side.is_introduced() || side.has_listed_name()
}

fn is_near(left: &Side, right: &Side) -> bool {
    let like = Resemblance::of(left, right);
    like.is_near() || like.is_alike_by_ear()
}

/// Whole numbers and dates of several words are taken before parts of them.
fn of_several(words: &Range<usize>, said: &Range<usize>) -> usize {
    ONE_SORT + words.len() + said.len() - 2
}

/// Both sides are one whole number, or one whole date.
fn one_sort(left: &Side, right: &Side) -> Option<usize> {
    if !left.reading.is_listed(&left.tokens) || !right.reading.is_listed(&right.tokens) {
        return None;
    }
    let dates = |side: &Side| side.reading.dates.iter().any(|d| d.certain && d.words == side.tokens);
    let numbers = |side: &Side| side.reading.numbers.iter().any(|n| n.tokens == side.tokens);
    let both = (dates(left) && dates(right)) || (numbers(left) && numbers(right));
    both.then_some(of_several(&left.tokens, &right.tokens))
}
