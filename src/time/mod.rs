//! Moments, lengths, spans and rates. Points and lengths are different types, so that a place in a recording can never be
//! taken for how long something lasts.
//!
//! All times are whole milliseconds on one timeline: the recording's own, from its first presented frame (encoder delay and
//! edit lists already removed). `u32` milliseconds reach 49 days, more than any recording.

mod clock;
mod rate;
mod share;
mod timed;

pub use clock::{ClockError, ClockStyle};
pub use rate::{Frames, SampleRate};
pub use timed::Timed;

use std::fmt;
use std::ops::{Add, Sub};

/// An instant: whole milliseconds since the first presented frame of the recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(u32);

/// A length of time in whole milliseconds, never negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Millis(u32);

impl Timestamp {
    /// The start of the recording.
    pub const ZERO: Timestamp = Timestamp(0);

    /// The instant `ms` milliseconds after the start.
    pub const fn from_millis(ms: u32) -> Self {
        Self(ms)
    }

    /// Milliseconds since the start.
    pub const fn as_millis(self) -> u32 {
        self.0
    }

    /// The instant `seconds` after the start, rounded to the nearest millisecond. `None` for a value that is negative by more
    /// than half a millisecond, not finite, or beyond the type.
    ///
    /// This is the one door for the float seconds of foreign files.
    ///
    /// ```
    /// use rawi::time::Timestamp;
    /// assert_eq!(Timestamp::from_seconds(1.2346).map(|t| t.as_millis()), Some(1235));
    /// assert_eq!(Timestamp::from_seconds(f64::NAN), None);
    /// assert_eq!(Timestamp::from_seconds(-1.0), None);
    /// ```
    pub fn from_seconds(seconds: f64) -> Option<Self> {
        let ms = (seconds * 1000.0).round();
        // The negation also turns NaN away.
        if !(0.0..=f64::from(u32::MAX)).contains(&ms) {
            return None;
        }
        Some(Self(ms as u32))
    }

    /// Seconds since the start, for formats that want a decimal.
    pub fn as_seconds(self) -> f64 {
        f64::from(self.0) / 1000.0
    }

    /// This instant moved later by `by`; stays at the largest instant instead of wrapping.
    pub const fn saturating_add(self, by: Millis) -> Self {
        Self(self.0.saturating_add(by.0))
    }

    /// This instant moved earlier by `by`; stays at zero instead of wrapping.
    pub const fn saturating_sub(self, by: Millis) -> Self {
        Self(self.0.saturating_sub(by.0))
    }

    /// How far apart two instants are, whichever is first.
    pub const fn distance(self, other: Self) -> Millis {
        Millis(self.0.abs_diff(other.0))
    }
}

impl Millis {
    /// No time at all.
    pub const ZERO: Millis = Millis(0);

    /// A length of `ms` milliseconds.
    pub const fn new(ms: u32) -> Self {
        Self(ms)
    }

    /// The length in milliseconds.
    pub const fn as_millis(self) -> u32 {
        self.0
    }

    /// The length in seconds.
    pub fn as_seconds(self) -> f64 {
        f64::from(self.0) / 1000.0
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

impl fmt::Display for Timestamp {
    /// As a person reads it: `1:02.345`, `1:00:02.345`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&ClockStyle::Short.print(*self))
    }
}

/// A half-open stretch `[start, end)` of the recording; `start <= end` always.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: Timestamp,
    end: Timestamp,
}

impl Span {
    /// The stretch from `start` to `end`, or `None` when `end` is before `start`.
    ///
    /// ```
    /// use rawi::time::{Span, Timestamp};
    /// let at = Timestamp::from_millis;
    /// assert!(Span::new(at(5), at(5)).is_some());
    /// assert!(Span::new(at(6), at(5)).is_none());
    /// ```
    pub fn new(start: Timestamp, end: Timestamp) -> Option<Self> {
        (start <= end).then_some(Self { start, end })
    }

    /// The stretch between two instants given in any order.
    pub fn between(a: Timestamp, b: Timestamp) -> Self {
        Self { start: a.min(b), end: a.max(b) }
    }

    /// The stretch from `start_ms` to `end_ms` in either order: short for tests and literals.
    pub fn from_millis(start_ms: u32, end_ms: u32) -> Self {
        Self::between(Timestamp(start_ms), Timestamp(end_ms))
    }

    /// First instant of the stretch.
    pub const fn start(self) -> Timestamp {
        self.start
    }

    /// First instant after the stretch.
    pub const fn end(self) -> Timestamp {
        self.end
    }

    /// How long it lasts.
    pub fn duration(self) -> Millis {
        self.end - self.start
    }

    /// Whether it lasts no time at all.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The instant halfway, rounded down.
    pub fn middle(self) -> Timestamp {
        self.start() + Millis::new(self.duration().as_millis() / 2)
    }

    /// Whether `at` lies within.
    pub fn contains(self, at: Timestamp) -> bool {
        self.start <= at && at < self.end
    }

    /// The stretch that both share; `None` when they share no time.
    pub fn intersection(self, other: Self) -> Option<Self> {
        let shared = Self::new(self.start.max(other.start), self.end.min(other.end))?;
        (!shared.is_empty()).then_some(shared)
    }

    /// The smallest stretch that holds both.
    pub fn hull(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl serde::Serialize for Span {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        (self.start.0, self.end.0).serialize(s)
    }
}

impl<'de> serde::Deserialize<'de> for Span {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let (start, end) = <(u32, u32)>::deserialize(d)?;
        Span::new(Timestamp(start), Timestamp(end))
            .ok_or_else(|| serde::de::Error::custom(format!("span [{start}, {end}] ends before it starts")))
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}–{}", self.start, self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_never_ends_before_it_starts() {
        assert_eq!(Span::from_millis(9, 4), Span::from_millis(4, 9));
        assert!(serde_json::from_str::<Span>("[9,4]").is_err());
        assert_eq!(serde_json::to_string(&Span::from_millis(4, 9)).unwrap(), "[4,9]");
    }

    #[test]
    fn touching_spans_share_nothing() {
        let (a, b) = (Span::from_millis(0, 5), Span::from_millis(5, 9));
        assert_eq!(a.intersection(b), None);
        assert_eq!(a.hull(b), Span::from_millis(0, 9));
    }

    #[test]
    fn arithmetic_stops_at_the_edges() {
        let last = Timestamp::from_millis(u32::MAX);
        assert_eq!(last + Millis::new(1), last);
        assert_eq!(Timestamp::ZERO - last, Millis::ZERO);
    }
}
