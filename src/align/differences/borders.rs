//! Words beside a link at the border of two sentences: a loose word goes with the sentence whose word it makes equal, as in
//! "… on the way. | I am …" for a printed "I'm"; or that it begins anew, as in "They will | they will meet".

use std::ops::Range;

use super::places::Piece;

/// Loose words that can belong to the word beyond the border, at most.
const MOST: usize = 3;

/// Moves loose words over the borders of sentences where that makes linked words equal, or where they are said again behind it. `equal`
/// judges article words of a sentence and heard words, `again` two runs of heard words.
pub(super) fn settle(
    pieces: &mut [Vec<Piece>],
    equal: impl Fn(usize, &Range<usize>, &Range<usize>) -> bool,
    again: impl Fn(&Range<usize>, &Range<usize>) -> bool,
) {
    for second in 1..pieces.len() {
        let (left, right) = pieces.split_at_mut(second);
        if let (Some(before), Some(behind)) = (left.last_mut(), right.first_mut()) {
            forward(before, behind, |words, heard| equal(second, words, heard), &again);
            backward(before, behind, |words, heard| equal(second - 1, words, heard));
        }
    }
}

/// From the end of a sentence to the first word of the next.
fn forward(
    before: &mut [Piece],
    behind: &mut Vec<Piece>,
    equal: impl Fn(&Range<usize>, &Range<usize>) -> bool,
    again: impl Fn(&Range<usize>, &Range<usize>) -> bool,
) {
    let Some(Piece::Loose(loose)) = before.iter_mut().rev().find(|piece| !matches!(piece, Piece::Unheard(_))) else {
        return;
    };
    let Some(Piece::Linked(words, heard)) = behind.first() else { return };
    if loose.end != heard.start {
        return;
    }
    let (border, end) = (loose.end, heard.end);
    let joined = |count: &usize| !equal(words, heard) && equal(words, &(border - count..end));
    let repeated = |count: &usize| again(&(border - count..border), &(border..border + count));
    let most = MOST.min(loose.len());
    let fits = (1..=most).find(joined).or_else(|| (1..=most).rev().find(repeated));
    if let Some(count) = fits {
        let moved = loose.end - count..loose.end;
        loose.end = moved.start;
        behind.insert(0, Piece::Loose(moved));
    }
}

/// From the beginning of a sentence to the last word of the one before.
fn backward(before: &mut Vec<Piece>, behind: &mut [Piece], equal: impl Fn(&Range<usize>, &Range<usize>) -> bool) {
    let Some(Piece::Loose(loose)) = behind.iter_mut().find(|piece| !matches!(piece, Piece::Unheard(_))) else { return };
    let Some(Piece::Linked(words, heard)) = before.last() else { return };
    if loose.start != heard.end || equal(words, heard) {
        return;
    }
    let start = heard.start;
    let fits = (1..=MOST.min(loose.len())).find(|count| equal(words, &(start..loose.start + count)));
    if let Some(count) = fits {
        let moved = loose.start..loose.start + count;
        loose.start = moved.end;
        before.push(Piece::Loose(moved));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loose_word_goes_to_the_sentence_whose_word_it_makes_equal() {
        let sides = || {
            let first = vec![Piece::Linked(0..1, 0..1), Piece::Loose(1..3), Piece::Unheard(1)];
            vec![first, vec![Piece::Linked(0..1, 3..4)]]
        };
        let mut moved = sides();
        settle(&mut moved, |sentence, words, heard| (sentence, words, heard) == (1, &(0..1), &(2..4)), |_, _| false);
        assert_eq!(moved[0], [Piece::Linked(0..1, 0..1), Piece::Loose(1..2), Piece::Unheard(1)]);
        assert_eq!(moved[1], [Piece::Loose(2..3), Piece::Linked(0..1, 3..4)]);
        let mut stays = sides();
        settle(&mut stays, |_, _, _| false, |_, _| false);
        assert_eq!(stays, sides());
        settle(&mut stays, |_, _, _| false, |first, second| (first, second) == (&(2..3), &(3..4)));
        assert_eq!(stays, moved, "said again");
    }
}
