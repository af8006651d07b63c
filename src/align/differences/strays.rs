//! Words that were linked to a sentence which was not said, and begin or end what was said of the sentence beside it: a headline shares
//! its first words with the lead ("The Security Council meets"), and where the lead differs in its next ones they were linked to the
//! headline.

use super::super::document::{AlignedSentence, AlignedWord, Alignment, Link, SentenceStatus};
use super::super::word_range::WordRange;
use crate::time::Timed;

/// Words between those that were linked to the sentence, at most: they are one run.
const BETWEEN: usize = 2;

/// Takes such links away, so that what was heard stands in the sentence that was said.
pub(super) fn release(alignment: &mut Alignment) {
    let stray: Vec<bool> = (0..alignment.sentences.len()).map(|at| is_stray(&alignment.sentences, at)).collect();
    for (sentence, _) in alignment.sentences.iter_mut().zip(stray).filter(|(_, stray)| *stray) {
        for word in sentence.words.iter_mut().filter(|word| word.heard.is_some()) {
            (word.heard, word.link, word.time, word.same) = (None, Link::None, Timed::Absent, None);
        }
    }
}

/// Whether a sentence was not said and all that was heard for it touches what was heard for another, whose words at that border were
/// not heard.
fn is_stray(sentences: &[AlignedSentence], at: usize) -> bool {
    let sentence = &sentences[at];
    if sentence.status != SentenceStatus::NotSpoken || sentence.duplicate_of.is_some() {
        return false;
    }
    let linked = || sentence.words.iter().filter_map(|word| word.heard);
    let Some(heard) = linked().reduce(WordRange::hull).filter(|heard| heard.len() <= linked().count() + BETWEEN) else {
        return false;
    };
    let said = |at: usize| {
        let near = sentences.get(at).filter(|near| near.status != SentenceStatus::NotSpoken && near.duplicate_of.is_none());
        near.map_or(&[][..], |near| near.words.as_slice())
    };
    let behind = first_linked(said(at + 1).iter()).is_some_and(|(unheard, next)| unheard && next.start() == heard.end());
    let before = at.checked_sub(1).and_then(|before| first_linked(said(before).iter().rev()));
    behind || before.is_some_and(|(unheard, last)| unheard && last.end() == heard.start())
}

/// What was heard for the first of the words that has a link, and whether words without one stand before it.
fn first_linked<'a>(mut words: impl Iterator<Item = &'a AlignedWord>) -> Option<(bool, WordRange)> {
    let first = words.next()?;
    match first.heard {
        Some(heard) => Some((false, heard)),
        None => words.find_map(|word| word.heard).map(|heard| (true, heard)),
    }
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
