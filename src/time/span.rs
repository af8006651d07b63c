use std::fmt;

use super::{Millis, Timestamp};

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
    #[must_use]
    pub fn new(start: Timestamp, end: Timestamp) -> Option<Self> {
        (start <= end).then_some(Self { start, end })
    }

    /// The stretch between two instants given in any order.
    #[must_use]
    pub fn between(a: Timestamp, b: Timestamp) -> Self {
        Self { start: a.min(b), end: a.max(b) }
    }

    /// The stretch from `start_ms` to `end_ms` in either order: short for tests and literals.
    #[must_use]
    pub fn from_millis(start_ms: u32, end_ms: u32) -> Self {
        Self::between(Timestamp::from_millis(start_ms), Timestamp::from_millis(end_ms))
    }

    /// First instant of the stretch.
    #[must_use]
    pub const fn start(self) -> Timestamp {
        self.start
    }

    /// First instant after the stretch.
    #[must_use]
    pub const fn end(self) -> Timestamp {
        self.end
    }

    /// How long it lasts.
    #[must_use]
    pub fn duration(self) -> Millis {
        self.end - self.start
    }

    /// Whether it lasts no time at all.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The instant halfway, rounded down.
    #[must_use]
    pub fn middle(self) -> Timestamp {
        self.start() + Millis::new(self.duration().as_millis() / 2)
    }

    /// Whether `at` lies within.
    #[must_use]
    pub fn contains(self, at: Timestamp) -> bool {
        self.start <= at && at < self.end
    }

    /// The stretch that both share; `None` when they share no time.
    #[must_use]
    pub fn intersection(self, other: Self) -> Option<Self> {
        let shared = Self::new(self.start.max(other.start), self.end.min(other.end))?;
        (!shared.is_empty()).then_some(shared)
    }

    /// The smallest stretch that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl serde::Serialize for Span {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        (self.start.as_millis(), self.end.as_millis()).serialize(s)
    }
}

impl<'de> serde::Deserialize<'de> for Span {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let (start, end) = <(u32, u32)>::deserialize(d)?;
        Span::new(Timestamp::from_millis(start), Timestamp::from_millis(end))
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
}
