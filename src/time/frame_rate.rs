//! Frames of a film and the time codes that count them.

use std::fmt;
use std::str::FromStr;

use super::Timestamp;

/// How many frames a film shows a second: a whole number, or that number × 1000/1001 as in television of 60 Hz countries; and
/// whether its time codes leave numbers out to keep step with the clock.
///
/// ```
/// use rawi::time::{FrameRate, Timestamp};
/// let pal: FrameRate = "25".parse()?;
/// assert_eq!(pal.timecode(Timestamp::from_millis(3_600_040)), "01:00:00:01");
/// let ntsc: FrameRate = "29.97df".parse()?;
/// assert_eq!(ntsc.timecode(Timestamp::from_millis(600_000)), "00:10:00;00");
/// # Ok::<(), rawi::time::FrameRateError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FrameRate {
    /// Frames that a second of time code counts.
    nominal: u32,
    /// Each second of time code lasts 1.001 s.
    slowed: bool,
    /// Numbers of frames are left out.
    drop: bool,
}

/// A frame rate that is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is no frame rate; known are {}", FrameRate::NAMES.join(", "))]
pub struct FrameRateError {
    found: String,
}

/// A time code that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is no time code, which is hours:minutes:seconds:frames with frames below {frames}, such as 10:00:00:00")]
pub struct TimecodeError {
    found: String,
    frames: u32,
}

impl FrameRate {
    /// 25 frames a second.
    pub const PAL: Self = Self { nominal: 25, slowed: false, drop: false };

    /// The names that [`str::parse`] reads.
    pub const NAMES: [&'static str; 11] =
        ["23.976", "24", "25", "29.97", "29.97df", "30", "48", "50", "59.94", "59.94df", "60"];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match (self.nominal, self.slowed, self.drop) {
            (24, true, _) => "23.976",
            (24, false, _) => "24",
            (30, true, false) => "29.97",
            (30, true, true) => "29.97df",
            (30, false, _) => "30",
            (48, ..) => "48",
            (50, ..) => "50",
            (60, true, false) => "59.94",
            (60, true, true) => "59.94df",
            (60, false, _) => "60",
            _ => "25",
        }
    }

    /// Frames that a second of time code counts: 30 for 29.97.
    #[must_use]
    pub const fn nominal(self) -> u32 {
        self.nominal
    }

    /// Whether numbers of frames are left out.
    #[must_use]
    pub const fn drops(self) -> bool {
        self.drop
    }

    /// The length of a frame in seconds, as a fraction: `(1001, 30000)`, `(100, 2500)`.
    #[must_use]
    pub const fn frame(self) -> (u32, u32) {
        if self.slowed { (1001, self.nominal * 1000) } else { (100, self.nominal * 100) }
    }

    /// The number of the frame that begins nearest to `at`.
    #[must_use]
    pub fn frames(self, at: Timestamp) -> u64 {
        let (length, per) = self.frame();
        let (length, per) = (u64::from(length) * 1000, u64::from(per));
        (u64::from(at.as_millis()) * per + length / 2) / length
    }

    /// When frame `number` begins, to the nearest millisecond; stays at the last instant.
    #[must_use]
    pub fn begins(self, number: u64) -> Timestamp {
        let (length, per) = self.frame();
        let ms = (u128::from(number) * u128::from(length) * 1000 + u128::from(per) / 2) / u128::from(per);
        Timestamp::from_millis(u32::try_from(ms).unwrap_or(u32::MAX))
    }

    /// The time code of the frame that begins nearest to `at`, counted from 00:00:00:00.
    #[must_use]
    pub fn timecode(self, at: Timestamp) -> String {
        self.timecode_of(self.frames(at))
    }

    /// The time code of frame `number`; a semicolon stands before the frames where numbers are left out.
    #[must_use]
    pub fn timecode_of(self, number: u64) -> String {
        let number = number + self.left_out_before(number);
        let per = u64::from(self.nominal);
        let (seconds, frames) = (number / per, number % per);
        let mark = if self.drop { ';' } else { ':' };
        format!("{:02}:{:02}:{:02}{mark}{frames:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
    }

    /// How many numbers are left out before frame `number`: two (of 30) or four (of 60) each minute but every tenth.
    fn left_out_before(self, number: u64) -> u64 {
        if !self.drop {
            return 0;
        }
        let per_minute = u64::from(self.nominal / 15);
        let minute = u64::from(self.nominal) * 60 - per_minute;
        let ten = minute * 10 + per_minute;
        let (tens, rest) = (number / ten, number % ten);
        let minutes = if rest < per_minute { 0 } else { (rest - per_minute) / minute };
        (tens * 9 + minutes) * per_minute
    }

    /// The instant of a time code `hours:minutes:seconds:frames`; a semicolon or a point may stand before the frames.
    ///
    /// # Errors
    /// [`TimecodeError`] when it is none at this rate.
    ///
    /// ```
    /// use rawi::time::FrameRate;
    /// assert_eq!(FrameRate::PAL.instant("10:00:00:05")?.as_millis(), 36_000_200);
    /// assert!(FrameRate::PAL.instant("10:00:00:25").is_err());
    /// # Ok::<(), rawi::time::TimecodeError>(())
    /// ```
    pub fn instant(self, code: &str) -> Result<Timestamp, TimecodeError> {
        let refused = || TimecodeError { found: code.chars().take(40).collect(), frames: self.nominal };
        let parts: Option<Vec<u64>> = code
            .split([':', ';', '.'])
            .map(|part| if part.len() <= 3 && part.bytes().all(|b| b.is_ascii_digit()) { part.parse().ok() } else { None })
            .collect();
        let Some([hours, minutes, seconds, frames]) = parts.as_deref() else { return Err(refused()) };
        if *minutes > 59 || *seconds > 59 || *frames >= u64::from(self.nominal) {
            return Err(refused());
        }
        let whole = hours * 60 + minutes;
        let number = (whole * 60 + seconds) * u64::from(self.nominal) + frames;
        let left_out = if self.drop { (whole - whole / 10) * u64::from(self.nominal / 15) } else { 0 };
        Ok(self.begins(number.saturating_sub(left_out)))
    }

    /// `at` of a film of this rate that is shown at the rate `to`: the same frame.
    ///
    /// ```
    /// use rawi::time::{FrameRate, Timestamp};
    /// let film: FrameRate = "23.976".parse()?;
    /// let hour = Timestamp::from_millis(3_600_000);
    /// assert_eq!(FrameRate::PAL.shown_at(hour, film).as_millis(), 3_753_750);
    /// # Ok::<(), rawi::time::FrameRateError>(())
    /// ```
    #[must_use]
    pub fn shown_at(self, at: Timestamp, to: Self) -> Timestamp {
        let ((length, per), (to_length, to_per)) = (self.frame(), to.frame());
        let times = u128::from(per) * u128::from(to_length);
        let by = u128::from(length) * u128::from(to_per);
        let ms = (u128::from(at.as_millis()) * times + by / 2) / by;
        Timestamp::from_millis(u32::try_from(ms).unwrap_or(u32::MAX))
    }
}

impl Default for FrameRate {
    fn default() -> Self {
        Self::PAL
    }
}

impl fmt::Display for FrameRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for FrameRate {
    type Err = FrameRateError;

    fn from_str(name: &str) -> Result<Self, FrameRateError> {
        let (nominal, slowed, drop) = match name {
            "23.976" | "23.98" => (24, true, false),
            "24" => (24, false, false),
            "25" => (25, false, false),
            "29.97" => (30, true, false),
            "29.97df" => (30, true, true),
            "30" => (30, false, false),
            "48" => (48, false, false),
            "50" => (50, false, false),
            "59.94" => (60, true, false),
            "59.94df" => (60, true, true),
            "60" => (60, false, false),
            _ => return Err(FrameRateError { found: name.chars().take(40).collect() }),
        };
        Ok(Self { nominal, slowed, drop })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(name: &str) -> FrameRate {
        name.parse().unwrap()
    }

    #[test]
    fn every_name_is_read_again() {
        for name in FrameRate::NAMES {
            assert_eq!(rate(name).to_string(), name);
        }
        assert!("26".parse::<FrameRate>().unwrap_err().to_string().starts_with("`26` is no frame rate; known are 23.976"));
    }

    #[test]
    fn drop_frame_leaves_out_two_numbers_a_minute_but_not_every_tenth() {
        let ntsc = rate("29.97df");
        let code = |frame| ntsc.timecode_of(frame);
        assert_eq!(
            [code(1799), code(1800), code(17_981), code(17_982)],
            ["00:00:59;29", "00:01:00;02", "00:09:59;29", "00:10:00;00"]
        );
        assert_eq!(rate("59.94df").timecode_of(3600), "00:01:00;04");
        assert_eq!(
            rate("29.97").timecode(Timestamp::from_millis(3_603_600)),
            "01:00:00:00",
            "an hour of codes lasts 3.6 s more"
        );
    }

    #[test]
    fn every_frame_of_an_hour_and_a_bit_is_read_again_from_its_code() {
        for name in FrameRate::NAMES {
            let rate = rate(name);
            for frame in (0..250_000).step_by(7) {
                let at = rate.begins(frame);
                assert_eq!(rate.frames(at), frame, "{name}");
                assert_eq!(rate.instant(&rate.timecode_of(frame)), Ok(at), "{name} {frame}");
            }
        }
    }

    #[test]
    fn what_is_no_time_code_is_refused() {
        for code in ["", "10:00:00", "10:00:60:00", "10:60:00:00", "1:00:00:25", "-1:00:00:00", "a:b:c:d", "1:2:3:4:5"] {
            assert!(FrameRate::PAL.instant(code).is_err(), "{code}");
        }
    }
}
