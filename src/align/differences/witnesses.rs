//! What the recogniser answered when it was asked for both texts of a place, the heard one and the published one.

use std::ops::Range;

use super::super::document::{DifferenceKind, Weight};
use crate::text::Language;
use crate::transcript::Transcript;

/// Below this margin, in nats, the recogniser itself does not hold to what it wrote: three in five of its mistakes fall below, and
/// none of the words that it had heard rightly.
const AGAINST: f32 = 2.0;
/// From this margin on it does: 99 of 100 rightly heard words, and three in nineteen mistakes.
const FOR: f32 = 4.0;
const FOR_IN_ARABIC: f32 = 5.0;
/// So much more it must be for a word that nothing else speaks for: of the recogniser's own mistakes, which are mostly other words, one
/// in six passes the first bound, and none this one.
const FOR_ANY_WORD: f32 = 3.0;
/// … and more for a word that is like the published one, or has no meaning of its own.
const FOR_A_LIKE_WORD: f32 = 4.0;
/// How much a nat of margin moves the odds that a difference is real, and the margin that moves them nowhere.
const ODDS_OF_A_NAT: f32 = 0.5;
const NEUTRAL: f32 = 3.0;
/// A margin beyond this many nats says no more.
const MOST: f32 = 12.0;

/// The answer for one place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Answer {
    margin: f32,
    holds_from: f32,
}

/// The answer for the place of these heard words; of several, the one that covers it best.
pub(super) fn answer(transcript: &Transcript, heard: &Range<usize>) -> Option<Answer> {
    let covered = |words: &Range<usize>| words.end.min(heard.end).saturating_sub(words.start.max(heard.start));
    let fits = |words: &Range<usize>| *words == *heard || covered(words) > 0;
    let witnesses = transcript.witnesses().iter().filter(|witness| fits(&witness.words));
    let best = witnesses.max_by_key(|witness| (covered(&witness.words), std::cmp::Reverse(witness.words.len())))?;
    let holds_from = if transcript.language() == &Language::arabic() { FOR_IN_ARABIC } else { FOR };
    Some(Answer { margin: best.margin, holds_from })
}

impl Answer {
    /// The weight and the chance of a difference, judged without it, when it is heard too. `hard`: the words are hard to tell apart.
    pub(super) fn weigh(self, kind: DifferenceKind, hard: bool, (weight, chance): (Weight, f32)) -> (Weight, f32) {
        use DifferenceKind::{Added, Omitted, Wording};
        let odds = (chance.clamp(0.01, 0.99) / (1.0 - chance.clamp(0.01, 0.99))).ln();
        let moved = odds + ODDS_OF_A_NAT * (self.margin.clamp(-MOST, MOST) - NEUTRAL);
        let chance = 1.0 / (1.0 + (-moved).exp());
        if self.margin < AGAINST {
            (Weight::Hearing, chance)
        } else if self.margin < self.holds_from || weight != Weight::Hearing {
            (weight, chance)
        } else if matches!(kind, Wording | Added | Omitted) {
            let least = self.holds_from + FOR_ANY_WORD + if hard { FOR_A_LIKE_WORD } else { 0.0 };
            let holds = self.margin >= least;
            (if holds { Weight::Wording } else { Weight::Hearing }, chance)
        } else {
            (Weight::Meaning, chance)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: DifferenceKind = DifferenceKind::Name;

    #[test]
    fn an_answer_against_what_was_heard_makes_it_a_mishearing_and_one_for_it_a_difference() {
        let of = |margin| Answer { margin, holds_from: FOR };
        assert_eq!(of(-1.0).weigh(NAME, false, (Weight::Meaning, 0.9)).0, Weight::Hearing);
        assert_eq!(of(3.0).weigh(NAME, false, (Weight::Meaning, 0.9)).0, Weight::Meaning);
        assert_eq!(of(3.0).weigh(NAME, false, (Weight::Hearing, 0.2)).0, Weight::Hearing);
        assert_eq!(of(9.0).weigh(NAME, false, (Weight::Hearing, 0.2)).0, Weight::Meaning);
        assert_eq!(of(9.0).weigh(DifferenceKind::Wording, false, (Weight::Hearing, 0.2)).0, Weight::Wording);
        assert_eq!(of(9.0).weigh(DifferenceKind::Wording, true, (Weight::Hearing, 0.2)).0, Weight::Hearing);
        assert!(
            of(9.0).weigh(NAME, false, (Weight::Meaning, 0.5)).1 > 0.9
                && of(-9.0).weigh(NAME, false, (Weight::Meaning, 0.5)).1 < 0.1
        );
    }
}
