//! What a difference weighs: whether it was said so, or is more likely the recogniser's mistake.
//!
//! Confidence alone does not tell the two apart (half of the words heard wrongly are above 0.58, a tenth of those heard rightly
//! below 0.62), so it counts only together with what recognisers do and speakers do not: they write a near word, no word, a short
//! word for another, one word too many, and several wrong ones in a run; they rarely write the opposite, another number for a number,
//! another name for a name.

use super::super::document::{DifferenceKind, Weight};
use super::evidence::Evidence;
use super::odds::{Odds, chance};
use crate::text::lexicon::Contrast;

/// What speaks for another word: English, Arabic.
const WORDING: [Odds; 2] = [
    Odds {
        base: -1.7,
        confidence: 0.6,
        astray: -1.0,
        letters_near: -2.3,
        letters_half: -2.0,
        one_sound: -1.9,
        sounds_near: -1.5,
        one_word: -3.0,
        several: -0.6,
        uneven: -0.9,
        ..Odds::NONE
    },
    Odds {
        base: -1.3,
        confidence: 0.7,
        astray: -1.1,
        letters_near: -2.9,
        letters_half: -1.3,
        one_sound: -1.9,
        sounds_near: -0.8,
        one_word: -3.0,
        several: -1.0,
        uneven: -1.0,
        one_article: -1.6,
        both_articles: 1.4,
        ..Odds::NONE
    },
];
/// … for another name.
const NAME: [Odds; 2] = [
    Odds {
        base: 0.5,
        confidence: 0.6,
        astray: -1.4,
        letters_near: -2.0,
        letters_half: 0.3,
        one_sound: -0.8,
        sounds_near: 0.3,
        one_word: -2.6,
        several: -0.6,
        uneven: -0.5,
        listed_said: 1.5,
        ..Odds::NONE
    },
    Odds {
        base: -0.5,
        confidence: 0.7,
        astray: -1.3,
        letters_near: -2.3,
        letters_half: 0.5,
        one_sound: -0.7,
        sounds_near: 0.5,
        one_word: -1.0,
        several: -0.7,
        uneven: -0.7,
        one_article: -2.6,
        both_articles: 0.7,
        listed_said: 2.3,
    },
];
/// The logarithm of the odds from which on another word, another name is told.
const TELL_WORD: [f32; 2] = [-2.8, -2.8];
const TELL_NAME: [f32; 2] = [-2.4, -3.0];

/// The least confidence, 0 to 1, from which a number that is near is taken for said: "forty-tiwo" is forty-two.
const NEAR_NUMBER: f32 = 0.5;
/// … several words that were added or left out, and how many these are: recognisers leave out one or two.
const SEVERAL_WORDS: f32 = 0.5;
const SEVERAL: usize = 3;
/// … a word near another of which only a list says that it is not the same.
const LOOKALIKE: f32 = 0.5;
/// … an English negation that is near the word in its place.
const NEAR_NEGATION: f32 = 0.9;
/// … one of the little Arabic negations in the place of other words.
pub(super) const BARE_NEGATION: f32 = 0.7;
/// … an Arabic negation in the place of another word, and among other words: these are made of broken words.
const ARABIC_NEGATION: f32 = 0.4;
const ARABIC_NEGATION_AMONG_OTHERS: f32 = 0.45;
/// … one that has no other sense.
pub(super) const CERTAIN_NEGATION: f32 = 0.3;
/// … an English negation among words that are not as many.
const NEGATION_AMONG_OTHERS: f32 = 0.6;

/// … a listed kind in a sentence that was mostly misheard.
const AMONG_LOST: f32 = 0.9;

/// The chance that a weekday is another day than one told from today.
const OPEN: f32 = 0.5;

/// The weight, and the chance that it is a real difference.
pub(super) fn weigh(kind: DifferenceKind, evidence: &Evidence) -> (Weight, f32) {
    use DifferenceKind::{Date, Name, Negation, Number, Opposite, Wording};
    let listed = matches!(kind, Negation | Number | Date | Name | Opposite);
    if evidence.relative && kind == Date {
        return (Weight::Wording, OPEN);
    }
    let heavy = if listed || evidence.hedged { Weight::Meaning } else { Weight::Wording };
    if evidence.hearing.corrected {
        return (heavy, 1.0);
    }
    let language = usize::from(evidence.arabic);
    let odds = if kind == Name { &NAME[language] } else { &WORDING[language] }.of(evidence);
    let lost = evidence.hearing.lost || (matches!(kind, Name | Wording) && evidence.is_garbled());
    let misheard = if listed {
        lost && evidence.hearing.confidence < AMONG_LOST
    } else {
        lost || !evidence.hearing.understood || evidence.is_unwritable_as_heard()
    };
    let weight = if misheard {
        Weight::Hearing
    } else if is_otherwise(kind, evidence, odds) {
        Weight::Wording
    } else if evidence.contrast.is_some_and(|c| c != Contrast::Lookalike) {
        Weight::Meaning
    } else if is_said(kind, evidence, odds) {
        heavy
    } else {
        Weight::Hearing
    };
    (weight, chance(calibrated(kind, weight, odds)))
}

/// The logarithm of the odds that a difference of this kind and weight is real, as often as it was in the texts of tuning.
fn calibrated(kind: DifferenceKind, weight: Weight, odds: f32) -> f32 {
    use DifferenceKind::{Added, Date, Name, Negation, Number, Omitted, Opposite, Wording};
    match (kind, weight) {
        (Name, Weight::Meaning) => odds,
        (Wording, Weight::Wording) => odds + 0.5,
        (Wording, Weight::Hearing) => odds.min(-2.0),
        (_, Weight::Hearing) => -2.6,
        (Negation | Number, _) => 1.6,
        (Date | Opposite, _) => 3.5,
        (Added | Omitted, _) => 3.0,
        (Name | Wording, _) => 0.0,
    }
}

/// Whether a date stands on one side and another word on the other: "before dawn", "before breakfast". A word that is the date to the
/// ear was misheard: nobody says سبح for صباح.
fn is_otherwise(kind: DifferenceKind, evidence: &Evidence, odds: f32) -> bool {
    let opposed = evidence.contrast.is_some_and(|c| c != Contrast::Lookalike);
    let by_ear = evidence.like.is_alike_by_ear();
    kind == DifferenceKind::Date && !evidence.dates && !opposed && !by_ear && is_other_word(evidence, odds)
}

fn is_other_word(evidence: &Evidence, odds: f32) -> bool {
    let both = evidence.published > 0 && evidence.said > 0;
    both && !evidence.empty_published && !evidence.empty_said && odds >= TELL_WORD[usize::from(evidence.arabic)]
}

/// Whether it was said rather than misheard.
fn is_said(kind: DifferenceKind, evidence: &Evidence, odds: f32) -> bool {
    use DifferenceKind::{Added, Date, Name, Negation, Number, Omitted, Opposite, Wording};
    let sure = |least: f32| evidence.hearing.confidence >= least;
    let language = usize::from(evidence.arabic);
    match kind {
        Negation => is_denied(evidence),
        Number => is_other_number(evidence),
        Date => evidence.dates,
        Name => evidence.named && odds >= TELL_NAME[language],
        Opposite => sure(LOOKALIKE),
        Wording => is_other_word(evidence, odds),
        Added => (evidence.said >= SEVERAL || evidence.hedged) && sure(SEVERAL_WORDS),
        Omitted => is_left_out(evidence),
    }
}

/// Whether words were left out by the speaker. Of a function word alone nobody can tell.
fn is_left_out(evidence: &Evidence) -> bool {
    let several = evidence.published >= SEVERAL && evidence.hearing.confidence >= SEVERAL_WORDS;
    match evidence.hearing.time {
        Some(time) => !time && evidence.hearing.astray == 0 && !evidence.empty_published,
        None => several,
    }
}

/// Whether one number was said for another. What is one number to the ear, or a figure with letters in it, is misheard.
fn is_other_number(evidence: &Evidence) -> bool {
    if evidence.below_zero && (evidence.published == 0 || evidence.said == 0) {
        return if evidence.said > 0 {
            evidence.hearing.confidence >= NEAR_NUMBER
        } else {
            evidence.hearing.time != Some(true)
        };
    }
    if evidence.published == 0 || evidence.said == 0 {
        return evidence.numbers && evidence.said == 0 && evidence.hearing.time == Some(false);
    }
    let like = &evidence.like;
    let near = !evidence.figures && evidence.contrast.is_none() && (like.letters < 0.35 || like.is_alike_by_ear());
    let sure = evidence.whole_number && evidence.hearing.confidence >= NEAR_NUMBER;
    let broken = evidence.hearing.broken_figure || evidence.part_of_figure;
    evidence.numbers && !broken && (!near || sure)
}

/// English recognisers hardly lose or invent negations. Arabic ones make ما and لا of other words, one for one, and break them.
fn is_denied(evidence: &Evidence) -> bool {
    let (denial, hearing) = (evidence.denial, &evidence.hearing);
    let misheard = hearing.time == Some(true);
    let near = evidence.is_near();
    let bare = evidence.arabic && denial.bare && evidence.published > 0 && hearing.negation < BARE_NEGATION;
    match (evidence.published, evidence.said) {
        _ if bare => false,
        (0, _) => denial.certain || evidence.arabic,
        (_, 0) if evidence.arabic => !misheard,
        (_, 0) => denial.certain || !misheard,
        // No speaker says a bare particle for a word that carries meaning.
        (1, 1) if evidence.arabic && denial.bare && !evidence.empty_published => false,
        _ if evidence.arabic && denial.certain && !denial.bare => !near && hearing.negation >= CERTAIN_NEGATION,
        (1, 1) if evidence.arabic => !near && hearing.confidence >= ARABIC_NEGATION,
        _ if evidence.arabic && denial.bare => !near && hearing.negation >= BARE_NEGATION,
        _ if evidence.arabic => !near && hearing.astray == 0 && hearing.confidence >= ARABIC_NEGATION_AMONG_OTHERS,
        (published, said) if published != said => hearing.confidence >= NEGATION_AMONG_OTHERS,
        _ => denial.contracted || !near || hearing.confidence >= NEAR_NEGATION,
    }
}
