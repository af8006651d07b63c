//! What a difference weighs: whether it was said so, or is more likely the recogniser's mistake.
//!
//! Confidence alone does not tell the two apart (half of the words heard wrongly are above 0.58, a tenth of those heard rightly
//! below 0.62), so it counts only together with what recognisers do not do: they write a near word, no word, a short word for
//! another, one word too many; they rarely write the opposite, another number for a number, another name for a name.

use super::super::document::{DifferenceKind, Weight};
use super::evidence::Evidence;
use crate::text::lexicon::Contrast;

/// The least confidence, 0 to 1, from which a name that is far from the published one in its letters is taken for said. A number for
/// a number, a date for a date and an opposite always are.
const FAR_NAME: f32 = 0.1;
/// … a name that is near.
const NEAR_NAME: f32 = 0.6;
/// … a number that is near and written in letters: "forty-tiwo" is forty-two.
const NEAR_NUMBER: f32 = 0.5;
/// … another word.
const OTHER_WORD: f32 = 0.35;
/// … several words that were added or left out, and how many these are: recognisers leave out one or two.
const SEVERAL_WORDS: f32 = 0.5;
const SEVERAL: usize = 3;
/// … a word near another of which only a list says that it is not the same.
const LOOKALIKE: f32 = 0.5;
/// … an Arabic negation in the place of another word, and among other words: these are made of broken words.
const ARABIC_NEGATION: f32 = 0.6;
const ARABIC_NEGATION_AMONG_OTHERS: f32 = 0.35;

/// The weight, and the chance that it is a real difference.
pub(super) fn weigh(kind: DifferenceKind, evidence: &Evidence) -> (Weight, f32) {
    use DifferenceKind::{Date, Name, Negation, Number, Opposite};
    let listed = matches!(kind, Negation | Number | Date | Name | Opposite);
    let heavy = if listed { Weight::Meaning } else { Weight::Wording };
    if evidence.corrected {
        return (heavy, 1.0);
    }
    let weight = if evidence.contrast.is_some_and(|c| c != Contrast::Lookalike) {
        Weight::Meaning
    } else if is_said(kind, evidence) {
        heavy
    } else {
        Weight::Hearing
    };
    (weight, chance(weight, evidence))
}

/// Whether it was said rather than misheard.
fn is_said(kind: DifferenceKind, evidence: &Evidence) -> bool {
    use DifferenceKind::{Added, Date, Name, Negation, Number, Omitted, Opposite, Wording};
    let sure = |least: f32| evidence.confidence >= least;
    match kind {
        Negation => is_negated(evidence),
        Number => evidence.numbers && (!evidence.is_spelled_near() || sure(NEAR_NUMBER)),
        Date => evidence.dates,
        Name => evidence.names && sure(if evidence.is_near() { NEAR_NAME } else { FAR_NAME }),
        Opposite => sure(LOOKALIKE),
        Wording => evidence.rewording && !evidence.is_near() && sure(OTHER_WORD),
        Added | Omitted => evidence.published.max(evidence.said) >= SEVERAL && sure(SEVERAL_WORDS),
    }
}

/// English recognisers neither lose nor invent negations. Arabic ones make ما and لا of other words, one for one, and break them.
fn is_negated(evidence: &Evidence) -> bool {
    let one_for_one = evidence.published == 1 && evidence.said == 1;
    if !evidence.arabic {
        return true;
    }
    match evidence.published.min(evidence.said) {
        0 => true,
        _ if evidence.is_near() => false,
        _ if one_for_one => evidence.confidence >= ARABIC_NEGATION,
        _ => evidence.confidence >= ARABIC_NEGATION_AMONG_OTHERS,
    }
}

/// The chance that it is a real difference.
fn chance(weight: Weight, evidence: &Evidence) -> f32 {
    match weight {
        Weight::Meaning | Weight::Wording => 0.5 + 0.45 * evidence.confidence,
        Weight::Hearing => 0.3 * evidence.confidence,
    }
}
