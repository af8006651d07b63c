use std::fmt;

use super::Timestamp;

/// A sample rate in hertz: inter-channel frames per second. Never zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SampleRate(u32);

impl SampleRate {
    /// The rate at which speech is recognised.
    pub const SPEECH: SampleRate = SampleRate(16_000);

    /// A rate of `hz`, or `None` for zero.
    #[must_use]
    pub const fn new(hz: u32) -> Option<Self> {
        if hz == 0 { None } else { Some(Self(hz)) }
    }

    /// Frames per second.
    #[must_use]
    pub const fn as_hz(self) -> u32 {
        self.0
    }
}

impl fmt::Display for SampleRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} Hz", self.0)
    }
}

/// A number of inter-channel frames (one sample of every channel), or a place counted in them from the first presented one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Frames(pub u64);

impl Frames {
    /// The instant at which this frame begins at `rate`. Floors to the millisecond; stays at the last instant beyond 49 days.
    ///
    /// ```
    /// use rawi::time::{Frames, SampleRate};
    /// let cd = SampleRate::new(44_100).unwrap();
    /// assert_eq!(Frames(44_100).at(cd).as_millis(), 1000);
    /// assert_eq!(Frames(44_099).at(cd).as_millis(), 999);
    /// ```
    #[must_use]
    pub fn at(self, rate: SampleRate) -> Timestamp {
        let ms = u128::from(self.0) * 1000 / u128::from(rate.as_hz());
        Timestamp::from_millis(u32::try_from(ms).unwrap_or(u32::MAX))
    }

    /// The number of whole frames that begin before `at`, floored.
    #[must_use]
    pub fn before(at: Timestamp, rate: SampleRate) -> Self {
        Self(u64::from(at.as_millis()) * u64::from(rate.as_hz()) / 1000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speech_frames_and_milliseconds_convert_without_loss() {
        for ms in [0, 1, 999, 86_399_999] {
            let at = Timestamp::from_millis(ms);
            assert_eq!(Frames::before(at, SampleRate::SPEECH).at(SampleRate::SPEECH), at);
        }
    }
}
