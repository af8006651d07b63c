//! Questions that deny: "won't they" is said as "will they not", with the one who is asked about between the verb and its "not". Both
//! are one piece, so that the words between are not judged by themselves.

use std::ops::Range;

use super::places::{Piece, replace};
use super::reading::{Heard, Reading};
use crate::text::Token;
use crate::text::lexicon::are_contracted_alike;

/// Words between the verb and its "not", at most.
const MOST_BETWEEN: usize = 4;

/// Makes one piece of what was heard for each such question, where one side contracts it and the other does not.
pub(super) fn join(pieces: &mut Vec<Piece>, published: &Reading, heard: &Heard) {
    let may_be = |verb: &usize| {
        is_negated(&published.tokens, *verb) || (verb + 2..verb + 2 + MOST_BETWEEN).any(|at| is_not(&published.tokens, at))
    };
    for verb in (0..published.tokens.len().saturating_sub(1)).filter(may_be) {
        let Some(subject) = pieces.iter().find_map(|piece| linked(piece, verb + 1)) else { continue };
        let said = heard.tokens_of(&subject).start;
        let found = question(&published.tokens, verb, &heard.reading.tokens, said).and_then(|(words, said)| {
            let said = heard.words_of(&said)?;
            Some((words, said))
        });
        if let Some((words, said)) = found {
            replace(pieces, &words, said);
        }
    }
}

/// What was heard for one article word alone.
fn linked(piece: &Piece, word: usize) -> Option<Range<usize>> {
    match piece {
        Piece::Linked(of, heard) if *of == (word..word + 1) => Some(heard.clone()),
        _ => None,
    }
}

fn is_not(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| token.normalised.key() == "not")
}

fn is_negated(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| token.normalised.key().ends_with("nt"))
}

/// The words on both sides of a question whose verb is the printed `verb`, and whose subject was said from `subject` on.
fn question(printed: &[Token], verb: usize, said: &[Token], subject: usize) -> Option<(Range<usize>, Range<usize>)> {
    let first = subject.checked_sub(1)?;
    (1..=MOST_BETWEEN).find_map(|between| {
        let (short, long) = (between + 1, between + 2);
        let (words, said_words) = if is_negated(printed, verb) && is_not(said, first + long - 1) {
            (verb..verb + short, first..first + long)
        } else if is_negated(said, first) && is_not(printed, verb + long - 1) {
            (verb..verb + long, first..first + short)
        } else {
            return None;
        };
        are_contracted_alike(printed.get(words.clone())?, said.get(said_words.clone())?).then_some((words, said_words))
    })
}
