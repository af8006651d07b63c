//! Values drawn from a measured distribution, by its deciles.

use crate::random::Random;

/// A distribution: its least value, its deciles from 10 to 90 %, its greatest value; even in between.
pub struct Deciles {
    pub least: f64,
    pub at: [f64; 9],
    pub most: f64,
}

impl Deciles {
    /// The value below which the share of the others lies; `share` is 0 to 1.
    pub fn value(&self, share: f64) -> f64 {
        let at = (share * 10.0).clamp(0.0, 9.999);
        let place = |n: usize| match n {
            0 => self.least,
            1..=9 => self.at[n - 1],
            _ => self.most,
        };
        let (low, high) = (place(at as usize), place(at as usize + 1));
        low + (high - low) * at.fract()
    }
}

pub fn drawn(deciles: &Deciles, random: &mut Random) -> f64 {
    deciles.value(random.below(1 << 20) as f64 / f64::from(1 << 20))
}
