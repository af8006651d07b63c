//! Shares of a whole, and how far a stated chance can be believed: for both benchmarks.

pub fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { f64::NAN } else { part as f64 / whole as f64 }
}

/// A count of those that are as they should be.
#[derive(Debug, Default, Clone, Copy)]
pub struct Share(pub usize, pub usize);

impl Share {
    pub fn add(&mut self, good: bool) {
        self.0 += usize::from(good);
        self.1 += 1;
    }

    pub fn value(self) -> f64 {
        ratio(self.0, self.1)
    }

    /// Adds it if there is an answer.
    pub fn extend(&mut self, good: Option<bool>) {
        if let Some(good) = good {
            self.add(good);
        }
    }
}

/// Expected calibration error over ten bins, and the curve: `(mean confidence, share right, count)` of each.
pub fn calibration(all: &[(f32, bool)]) -> (f64, Vec<(f64, f64, usize)>) {
    let mut bins = vec![(0.0, 0_usize, 0_usize); 10];
    for (confidence, right) in all {
        let bin = &mut bins[((confidence * 10.0) as usize).min(9)];
        *bin = (bin.0 + f64::from(*confidence), bin.1 + usize::from(*right), bin.2 + 1);
    }
    let curve: Vec<(f64, f64, usize)> =
        bins.iter().filter(|b| b.2 > 0).map(|b| (b.0 / b.2 as f64, b.1 as f64 / b.2 as f64, b.2)).collect();
    let error = curve.iter().map(|(c, r, n)| (c - r).abs() * *n as f64).sum::<f64>() / all.len().max(1) as f64;
    (error, curve)
}
