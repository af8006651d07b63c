//! Confidences as recognisers give them: drawn from the deciles measured on recordings of people, for words heard rightly and
//! wrongly, which overlap; neighbours are alike.

use crate::quantile::Deciles;
use crate::random::Random;

/// How a word came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hearing {
    Right,
    Wrong,
    Inserted,
}

/// A confidence by its deciles.
const fn row(at: [f64; 9]) -> Deciles {
    Deciles { least: 0.05, at, most: 1.0 }
}

/// Whisper base, English read aloud; what a larger Whisper inserted (base inserted too little to measure).
const ENGLISH: [Deciles; 3] = [
    row([0.62, 0.80, 0.89, 0.94, 0.96, 0.98, 0.99, 0.99, 1.00]),
    row([0.16, 0.38, 0.43, 0.46, 0.58, 0.77, 0.82, 0.89, 0.96]),
    row([0.55, 0.72, 0.79, 0.85, 0.94, 0.97, 0.99, 0.99, 0.99]),
];
/// Whisper base, Arabic news: 12 words right and 7 wrong, no more than a hint; what was inserted is of dialects.
const ARABIC_NEWS: [Deciles; 3] = [
    row([0.61, 0.62, 0.67, 0.72, 0.73, 0.78, 0.80, 0.80, 0.96]),
    row([0.17, 0.24, 0.31, 0.39, 0.46, 0.61, 0.63, 0.65, 0.68]),
    row([0.18, 0.26, 0.33, 0.37, 0.45, 0.48, 0.57, 0.63, 0.87]),
];
/// Whisper base, Arabic dialects.
const ARABIC_DIALECT: [Deciles; 3] = [
    row([0.22, 0.30, 0.47, 0.55, 0.63, 0.71, 0.76, 0.83, 0.91]),
    row([0.12, 0.19, 0.23, 0.28, 0.32, 0.38, 0.43, 0.54, 0.67]),
    row([0.18, 0.26, 0.33, 0.37, 0.45, 0.48, 0.57, 0.63, 0.87]),
];
/// Of Arabic words, so many are heard as in dialects, so that right and wrong overlap as they do where more was measured.
const AS_IN_DIALECT: f64 = 0.3;
/// How far the confidence of a word follows that of the one before.
const CORRELATION: f64 = 0.3;

/// Confidences of words one after another.
pub struct Confidences {
    arabic: bool,
    /// A standard normal variable that walks on from word to word.
    level: f64,
}

impl Confidences {
    pub fn new(arabic: bool) -> Self {
        Self { arabic, level: 0.0 }
    }

    pub fn next(&mut self, hearing: Hearing, random: &mut Random) -> f32 {
        self.level = CORRELATION * self.level + (1.0 - CORRELATION * CORRELATION).sqrt() * normal(random);
        let rows = match self.arabic {
            false => &ENGLISH,
            true if random.chance(AS_IN_DIALECT) => &ARABIC_DIALECT,
            true => &ARABIC_NEWS,
        };
        rows[hearing as usize].value(share_below(self.level)) as f32
    }
}

/// About a standard normal variable: the sum of twelve uniform ones.
fn normal(random: &mut Random) -> f64 {
    (0..12).map(|_| random.below(1 << 20) as f64 / f64::from(1 << 20)).sum::<f64>() - 6.0
}

/// The normal distribution function, within 0.0002 (a logistic fit).
fn share_below(level: f64) -> f64 {
    1.0 / (1.0 + (-(1.5976 * level + 0.070_56 * level.powi(3))).exp())
}
