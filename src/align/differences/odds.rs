//! The odds that a difference is real, from what speaks for it and against it: each sign moves the logarithm of the odds by so much.
//!
//! The numbers are a logistic regression over places where articles with planted changes were read by recognisers with the faults and
//! the confidences that were measured; the texts and changes of the reported benchmark were not among them.

use super::evidence::Evidence;

/// By how many nats each sign moves the odds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Odds {
    pub(super) base: f32,
    /// For each nat of the odds of the recogniser's confidence.
    pub(super) confidence: f32,
    /// For each neighbour that was not heard as printed.
    pub(super) astray: f32,
    /// Less than a third of the letters differ; less than half.
    pub(super) letters_near: f32,
    pub(super) letters_half: f32,
    /// The ear hardly tells them apart; it may confuse them.
    pub(super) one_sound: f32,
    pub(super) sounds_near: f32,
    /// One word in two forms.
    pub(super) one_word: f32,
    /// More than one word on a side; not as many on both.
    pub(super) several: f32,
    pub(super) uneven: f32,
    /// One of two Arabic words has the article; both have it.
    pub(super) one_article: f32,
    pub(super) both_articles: f32,
    /// What was said is a name in a list.
    pub(super) listed_said: f32,
}

impl Odds {
    /// Nothing speaks for it or against it.
    pub(super) const NONE: Self = Self {
        base: 0.0,
        confidence: 0.0,
        astray: 0.0,
        letters_near: 0.0,
        letters_half: 0.0,
        one_sound: 0.0,
        sounds_near: 0.0,
        one_word: 0.0,
        several: 0.0,
        uneven: 0.0,
        one_article: 0.0,
        both_articles: 0.0,
        listed_said: 0.0,
    };
}

/// A confidence is taken as this far from certain at least.
const LEAST: f32 = 0.02;

impl Odds {
    /// The logarithm of the odds.
    pub(super) fn of(&self, evidence: &Evidence) -> f32 {
        let if_so = |sign: bool, nats: f32| if sign { nats } else { 0.0 };
        let like = &evidence.like;
        let sure = evidence.hearing.confidence.clamp(LEAST, 1.0 - LEAST);
        let signs = [
            if_so(like.letters < 0.35, self.letters_near),
            if_so((0.35..0.5).contains(&like.letters), self.letters_half),
            if_so(like.sound < 0.2, self.one_sound),
            if_so((0.2..0.4).contains(&like.sound), self.sounds_near),
            if_so(like.one_word, self.one_word),
            if_so(evidence.published > 1 || evidence.said > 1, self.several),
            if_so(evidence.published != evidence.said, self.uneven),
            if_so(evidence.one_article, self.one_article),
            if_so(evidence.both_articles, self.both_articles),
            if_so(evidence.listed_said, self.listed_said),
        ];
        let heard = self.confidence * (sure / (1.0 - sure)).ln() + self.astray * f32::from(evidence.hearing.astray);
        self.base + heard + signs.iter().sum::<f32>()
    }
}

/// The chance that goes with the logarithm of odds.
pub(super) fn chance(odds: f32) -> f32 {
    1.0 / (1.0 + (-odds).exp())
}
