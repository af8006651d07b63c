//! A heard word of several parts ("68a%.", "hard-wom") whose parts were linked to words in two places. It stands in one of them: in the
//! one that it is equal to, or the first. Two sentences share it where each is equal to its part ("end.Start").

use std::ops::Range;

use super::super::document::{AlignedSentence, Link};
use super::places::Piece;
use crate::time::Timed;

/// A piece with a link: its sentence, and which of its pieces it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Owner {
    sentence: usize,
    piece: usize,
}

/// Takes the links of such words but one. `equal` judges article words of a sentence and heard words.
pub(super) fn part(
    sentences: &mut [AlignedSentence],
    pieces: &mut [Vec<Piece>],
    words: usize,
    equal: impl Fn(usize, &Range<usize>, &Range<usize>) -> bool,
) {
    let mut owners: Vec<Option<Owner>> = vec![None; words];
    for sentence in 0..pieces.len() {
        if sentences.get(sentence).is_none_or(|s| s.duplicate_of.is_some()) {
            continue;
        }
        let mut piece = 0;
        while let Some(one) = pieces[sentence].get(piece) {
            let here = Owner { sentence, piece };
            piece += 1;
            let Piece::Linked(of, heard) = one.clone() else { continue };
            let own = owners.get(heard.clone()).unwrap_or(&[]);
            let Some(owner) = own.iter().flatten().next().copied() else {
                owners.get_mut(heard).unwrap_or_default().fill(Some(here));
                continue;
            };
            let is_equal = equal(sentence, &of, &heard);
            let other = match pieces.get(owner.sentence).and_then(|all| all.get(owner.piece)) {
                Some(Piece::Linked(of, heard)) => equal(owner.sentence, of, heard),
                _ => false,
            };
            if is_equal && other && owner.sentence != sentence {
                continue;
            }
            let (loser, winner) = if is_equal && !other { (owner, here) } else { (here, owner) };
            let kept = match &pieces[winner.sentence][winner.piece] {
                Piece::Linked(_, heard) => heard.clone(),
                _ => continue,
            };
            if winner == here {
                owners.get_mut(heard).unwrap_or_default().fill(Some(here));
            }
            let grown = unlink(&mut sentences[loser.sentence], &mut pieces[loser.sentence], loser.piece, &kept);
            for owner in owners.iter_mut().flatten().filter(|o| o.sentence == loser.sentence && o.piece > loser.piece) {
                owner.piece += grown;
            }
            if loser.sentence == sentence {
                piece += grown;
            }
        }
    }
}

/// Makes of a piece article words for which nothing was heard, and loose what was heard for them apart from `kept`. Returns how many
/// pieces more there are.
fn unlink(sentence: &mut AlignedSentence, pieces: &mut Vec<Piece>, at: usize, kept: &Range<usize>) -> usize {
    let Some(Piece::Linked(words, heard)) = pieces.get(at).cloned() else { return 0 };
    for word in sentence.words.get_mut(words.clone()).unwrap_or_default() {
        (word.heard, word.link, word.time, word.same) = (None, Link::None, Timed::Absent, None);
    }
    let before = heard.start..kept.start.min(heard.end);
    let behind = kept.end.max(heard.start)..heard.end;
    let loose = |range: Range<usize>| Some(range).filter(|range| !range.is_empty()).map(Piece::Loose);
    let mut parts: Vec<Piece> = loose(before).into_iter().chain(words.map(Piece::Unheard)).collect();
    parts.extend(loose(behind));
    let grown = parts.len() - 1;
    pieces.splice(at..=at, parts);
    grown
}

#[cfg(test)]
mod tests {
    use super::super::tests::told_of;

    /// Each is judged by the laws of an alignment: no heard word is told twice.
    #[test]
    fn a_word_of_two_parts_is_told_in_one_place() {
        let lead = "The vaccine prevented most of the severe cases in the first year of the study.";
        let tail = "The ministers of both countries will meet again in the autumn, the company said.";
        for (printed, spoken) in [
            (
                "In the second, the figure dropped to 68%. A booster trial will start in the first week of February.",
                "In the second the figure dropped to 68a%. A trial will start in the first week of February.",
            ),
            (
                "That was a hard-won point. Aqqaluk Petersen, who spoke for the council, said that it was the first time.",
                "That was a hard-wom Aqqaluk Petersen, who spokeed for the council, said that it was the first time.",
            ),
            (
                "They asked for 18.5 million dollars on Monday. None of it was paid for by the end of the week.",
                "They asked for 18a.5 million dollars on. of it was paid for by the end of the week.",
            ),
        ] {
            let told = told_of(&format!("{lead} {printed} {tail}"), &format!("{lead} {spoken} {tail}"));
            assert!(!told.is_empty(), "{printed}");
        }
    }
}
