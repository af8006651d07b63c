//! Words that were linked to a sentence which was not said, and begin or end what was said of the sentence beside it: a headline shares
//! its first words with the lead ("The Security Council meets"), and where the lead differs in its next ones they were linked to the
//! headline.

use super::super::document::{AlignedSentence, AlignedWord, Alignment, Link, SentenceStatus};
use super::super::word_range::WordRange;
use crate::text::normalise;
use crate::time::Timed;

/// Words between those that were linked to the sentence, at most: they are one run.
const BETWEEN: usize = 2;

/// Takes such links away, so that what was heard stands in the sentence that was said.
pub(super) fn release(alignment: &mut Alignment) {
    let text = &alignment.article.text;
    let stray: Vec<bool> = (0..alignment.sentences.len()).map(|at| is_stray(text, &alignment.sentences, at)).collect();
    for (sentence, _) in alignment.sentences.iter_mut().zip(stray).filter(|(_, stray)| *stray) {
        for word in sentence.words.iter_mut().filter(|word| word.heard.is_some()) {
            (word.heard, word.link, word.time, word.same) = (None, Link::None, Timed::Absent, None);
        }
    }
}

/// Whether a sentence was not said and all that was heard for it touches what was heard for another, whose words at that border were
/// not heard and have one of its words among them: without one, nothing tells that these were read.
fn is_stray(text: &str, sentences: &[AlignedSentence], at: usize) -> bool {
    let sentence = &sentences[at];
    if sentence.status != SentenceStatus::NotSpoken || sentence.duplicate_of.is_some() {
        return false;
    }
    let linked = || sentence.words.iter().filter(|word| word.heard.is_some());
    let heard = linked().filter_map(|word| word.heard).reduce(WordRange::hull);
    let Some(heard) = heard.filter(|heard| heard.len() <= linked().count() + BETWEEN) else { return false };
    let shared = |unheard: &[&AlignedWord]| {
        let read = |word: &AlignedWord| normalise(word.range.of(text));
        let own: Vec<_> = linked().map(read).collect();
        unheard.iter().any(|word| own.contains(&read(word)))
    };
    let said = |at: usize| {
        let near = sentences.get(at).filter(|near| near.status != SentenceStatus::NotSpoken && near.duplicate_of.is_none());
        near.map_or(&[][..], |near| near.words.as_slice())
    };
    let behind = first_linked(said(at + 1).iter());
    let before = at.checked_sub(1).and_then(|before| first_linked(said(before).iter().rev()));
    behind.is_some_and(|(unheard, next)| next.start() == heard.end() && shared(&unheard))
        || before.is_some_and(|(unheard, last)| last.end() == heard.start() && shared(&unheard))
}

/// What was heard for the first of the words that has a link, and the words without one before it.
fn first_linked<'a>(words: impl Iterator<Item = &'a AlignedWord>) -> Option<(Vec<&'a AlignedWord>, WordRange)> {
    let mut unheard = Vec::new();
    for word in words {
        match word.heard {
            Some(heard) => return Some((unheard, heard)),
            None => unheard.push(word),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::tests::told_of;
    use crate::align::{DifferenceKind, Weight};

    #[test]
    fn what_was_said_of_a_lead_is_not_linked_to_the_headline_that_begins_like_it() {
        let headline =
            "Security Council discusses drones in the coming week and the secretary general calls for binding rules";
        let rest =
            "held an open session on Tuesday to look at how armed groups use drones against power stations and food stores";
        let page = format!(
            "{headline}\n\nThe Human Rights Council {rest}.\n\nMembers heard reports of attacks on three continents."
        );
        let said = format!("The Security Council {rest}. Members heard reports of attacks on three continents.");
        let told = told_of(&page, &said);
        assert!(
            told.iter().any(|(_, _, kind, weight)| (*kind, *weight) == (DifferenceKind::Name, Weight::Meaning)),
            "{told:?}"
        );
    }
}
