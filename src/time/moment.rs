use std::ops::{Add, Neg, Sub};

/// An instant: whole milliseconds since the first presented frame of the recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(u32);

/// A length of time in whole milliseconds, never negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Millis(u32);

/// A signed shift in whole milliseconds: later when positive, earlier when negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Delta(i64);

impl Timestamp {
    /// The start of the recording.
    pub const ZERO: Timestamp = Timestamp(0);

    /// The instant `ms` milliseconds after the start.
    #[must_use]
    pub const fn from_millis(ms: u32) -> Self {
        Self(ms)
    }

    /// Milliseconds since the start.
    #[must_use]
    pub const fn as_millis(self) -> u32 {
        self.0
    }

    /// The instant `seconds` after the start, rounded to the nearest millisecond. `None` for a value that is negative by more
    /// than half a millisecond, not finite, or beyond the type.
    ///
    /// All float seconds of foreign files are converted here.
    ///
    /// ```
    /// use rawi::time::Timestamp;
    /// assert_eq!(Timestamp::from_seconds(1.2346).map(|t| t.as_millis()), Some(1235));
    /// assert_eq!(Timestamp::from_seconds(f64::NAN), None);
    /// assert_eq!(Timestamp::from_seconds(-1.0), None);
    /// ```
    #[must_use]
    pub fn from_seconds(seconds: f64) -> Option<Self> {
        let ms = (seconds * 1000.0).round();
        // The negation also turns NaN away.
        if !(0.0..=f64::from(u32::MAX)).contains(&ms) {
            return None;
        }
        Some(Self(ms as u32))
    }

    /// Seconds since the start, for formats that want a decimal.
    #[must_use]
    pub fn as_seconds(self) -> f64 {
        f64::from(self.0) / 1000.0
    }

    /// This instant moved later by `by`; stays at the largest instant instead of wrapping.
    #[must_use]
    pub const fn saturating_add(self, by: Millis) -> Self {
        Self(self.0.saturating_add(by.0))
    }

    /// This instant moved earlier by `by`; stays at zero instead of wrapping.
    #[must_use]
    pub const fn saturating_sub(self, by: Millis) -> Self {
        Self(self.0.saturating_sub(by.0))
    }

    /// This instant moved later by `by`; `None` beyond the largest instant.
    #[must_use]
    pub const fn checked_add(self, by: Millis) -> Option<Self> {
        match self.0.checked_add(by.0) {
            Some(ms) => Some(Self(ms)),
            None => None,
        }
    }

    /// This instant moved earlier by `by`; `None` before the start of the recording.
    #[must_use]
    pub const fn checked_sub(self, by: Millis) -> Option<Self> {
        match self.0.checked_sub(by.0) {
            Some(ms) => Some(Self(ms)),
            None => None,
        }
    }

    /// This instant moved by a signed shift; `None` before the start of the recording and beyond the largest instant.
    ///
    /// ```
    /// use rawi::time::{Delta, Timestamp};
    /// let at = Timestamp::from_millis(1_000);
    /// assert_eq!(at.checked_shift(Delta::from_millis(-250)), Some(Timestamp::from_millis(750)));
    /// assert_eq!(at.checked_shift(Delta::from_millis(-1_001)), None);
    /// ```
    #[must_use]
    pub fn checked_shift(self, by: Delta) -> Option<Self> {
        let ms = i64::from(self.0).checked_add(by.0)?;
        u32::try_from(ms).ok().map(Self)
    }

    /// This instant moved by a signed shift; stays at the start of the recording and at the largest instant.
    #[must_use]
    pub fn saturating_shift(self, by: Delta) -> Self {
        if by.is_earlier() { self.saturating_sub(by.length()) } else { self.saturating_add(by.length()) }
    }

    /// How much later this instant is than `other`; negative when it is earlier. Exact for any two instants.
    #[must_use]
    pub fn since(self, other: Self) -> Delta {
        Delta(i64::from(self.0) - i64::from(other.0))
    }

    /// How far apart two instants are, whichever is first.
    #[must_use]
    pub const fn distance(self, other: Self) -> Millis {
        Millis(self.0.abs_diff(other.0))
    }
}

impl Millis {
    /// No time at all.
    pub const ZERO: Millis = Millis(0);

    /// A length of `ms` milliseconds.
    #[must_use]
    pub const fn new(ms: u32) -> Self {
        Self(ms)
    }

    /// The length in milliseconds.
    #[must_use]
    pub const fn as_millis(self) -> u32 {
        self.0
    }

    /// The length in seconds.
    #[must_use]
    pub fn as_seconds(self) -> f64 {
        f64::from(self.0) / 1000.0
    }
}

impl Millis {
    /// Both lengths together; `None` beyond the largest length.
    #[must_use]
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        match self.0.checked_add(other.0) {
            Some(ms) => Some(Self(ms)),
            None => None,
        }
    }

    /// What is left of this length without `other`; `None` when `other` is longer.
    #[must_use]
    pub const fn checked_sub(self, other: Self) -> Option<Self> {
        match self.0.checked_sub(other.0) {
            Some(ms) => Some(Self(ms)),
            None => None,
        }
    }
}

impl Delta {
    /// No shift.
    pub const ZERO: Delta = Delta(0);

    /// A shift by `ms` milliseconds.
    #[must_use]
    pub const fn from_millis(ms: i64) -> Self {
        Self(ms)
    }

    /// The shift in milliseconds.
    #[must_use]
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// Whether it goes towards the start of the recording.
    #[must_use]
    pub const fn is_earlier(self) -> bool {
        self.0 < 0
    }

    /// How far it goes in either direction; the largest length for a shift beyond it.
    #[must_use]
    pub fn length(self) -> Millis {
        Millis(u32::try_from(self.0.unsigned_abs()).unwrap_or(u32::MAX))
    }
}

impl Neg for Delta {
    type Output = Delta;
    /// The shift back; the largest shift for the one that has no opposite.
    fn neg(self) -> Delta {
        Delta(self.0.saturating_neg())
    }
}

impl From<Millis> for Delta {
    fn from(length: Millis) -> Self {
        Delta(i64::from(length.0))
    }
}

impl Add<Millis> for Timestamp {
    type Output = Timestamp;
    fn add(self, by: Millis) -> Timestamp {
        self.saturating_add(by)
    }
}

impl Sub for Timestamp {
    type Output = Millis;
    /// The length from `earlier` to `self`; zero when `earlier` is later.
    fn sub(self, earlier: Timestamp) -> Millis {
        Millis(self.0.saturating_sub(earlier.0))
    }
}

impl Add for Millis {
    type Output = Millis;
    fn add(self, other: Millis) -> Millis {
        Millis(self.0.saturating_add(other.0))
    }
}

impl Sub for Millis {
    type Output = Millis;
    /// Zero when `other` is longer.
    fn sub(self, other: Millis) -> Millis {
        Millis(self.0.saturating_sub(other.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_stop_at_the_edges_and_checked_arithmetic_says_so() {
        let (first, last, one) = (Timestamp::ZERO, Timestamp::from_millis(u32::MAX), Millis::new(1));
        assert_eq!((last + one, last.checked_add(one)), (last, None));
        assert_eq!((first.saturating_sub(one), first.checked_sub(one)), (first, None));
        assert_eq!((first - last, Millis::ZERO.checked_sub(one)), (Millis::ZERO, None));
        assert_eq!(Millis::new(u32::MAX).checked_add(one), None);
    }

    #[test]
    fn a_shift_between_any_two_instants_is_exact_and_leads_from_one_to_the_other() {
        let instants = [0, 1, 86_399_999, u32::MAX].map(Timestamp::from_millis);
        for from in instants {
            for to in instants {
                assert_eq!(from.checked_shift(to.since(from)), Some(to));
                assert_eq!(to.checked_shift(-to.since(from)), Some(from));
                assert_eq!(from.saturating_shift(to.since(from)), to);
                assert_eq!(to.since(from).length(), from.distance(to));
                assert_eq!(to.since(from).is_earlier(), to < from);
            }
        }
        assert_eq!(Delta::from_millis(i64::MIN).length(), Millis::new(u32::MAX));
        assert_eq!(Timestamp::ZERO.checked_shift(-Delta::from_millis(i64::MIN)), None);
        assert_eq!(Timestamp::from_millis(5).saturating_shift(Delta::from_millis(-9)), Timestamp::ZERO);
    }
}
