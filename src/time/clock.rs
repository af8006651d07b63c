use std::fmt;

use super::Timestamp;

/// How an instant is written in a file or on a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockStyle {
    /// `00:01:02.345`, two or more digits of hours: WebVTT, TTML.
    Dot,
    /// `00:01:02,345`: SubRip.
    Comma,
    /// `1:02.345`, `1:00:02.345`: for people.
    Short,
    /// `1:02`, `1:00:02`, floored to the second: for tables.
    Seconds,
}

/// Why a clock time could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is not a clock time, which is [hours:]minutes:seconds with up to three decimals, such as 1:02.345")]
pub struct ClockError {
    found: String,
}

impl ClockStyle {
    /// Writes `at` in this style.
    ///
    /// ```
    /// use rawi::time::{ClockStyle, Timestamp};
    /// let at = Timestamp::from_millis(3_723_004);
    /// assert_eq!(ClockStyle::Dot.print(at), "01:02:03.004");
    /// assert_eq!(ClockStyle::Comma.print(at), "01:02:03,004");
    /// assert_eq!(ClockStyle::Short.print(at), "1:02:03.004");
    /// assert_eq!(ClockStyle::Seconds.print(at), "1:02:03");
    /// ```
    pub fn print(self, at: Timestamp) -> String {
        let ms = at.as_millis();
        let (h, m, s, ms) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000);
        match self {
            Self::Dot => format!("{h:02}:{m:02}:{s:02}.{ms:03}"),
            Self::Comma => format!("{h:02}:{m:02}:{s:02},{ms:03}"),
            Self::Short if h > 0 => format!("{h}:{m:02}:{s:02}.{ms:03}"),
            Self::Short => format!("{m}:{s:02}.{ms:03}"),
            Self::Seconds if h > 0 => format!("{h}:{m:02}:{s:02}"),
            Self::Seconds => format!("{m}:{s:02}"),
        }
    }
}

impl fmt::Display for Timestamp {
    /// As a person reads it: `1:02.345`, `1:00:02.345`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&ClockStyle::Short.print(*self))
    }
}

impl std::str::FromStr for Timestamp {
    type Err = ClockError;

    /// Reads `[[hours:]minutes:]seconds[.fraction]`, a comma for the point too. Minutes and seconds are below 60 when a larger
    /// unit stands before them. The fraction is decimal (`07.5` is 7,500 ms) and cut after three digits.
    ///
    /// ```
    /// use rawi::time::Timestamp;
    /// assert_eq!("1:02.5".parse(), Ok(Timestamp::from_millis(62_500)));
    /// assert_eq!("00:00:07,250".parse(), Ok(Timestamp::from_millis(7_250)));
    /// assert!("1:60".parse::<Timestamp>().is_err());
    /// ```
    fn from_str(text: &str) -> Result<Self, ClockError> {
        read(text.trim()).ok_or_else(|| ClockError { found: text.chars().take(40).collect() })
    }
}

fn read(text: &str) -> Option<Timestamp> {
    let (whole, fraction) = match text.split_once(['.', ',']) {
        Some((whole, fraction)) => (whole, digits(fraction).then_some(fraction)?),
        None => (text, ""),
    };
    let mut total: u64 = 0;
    for (place, part) in whole.split(':').enumerate() {
        if place > 2 || !digits(part) || part.len() > 9 {
            return None;
        }
        let value: u64 = part.parse().ok()?;
        if place > 0 && value >= 60 {
            return None;
        }
        total = total * 60 + value;
    }
    let mut ms: u64 = 0;
    for place in 0..3 {
        ms = ms * 10 + u64::from(fraction.as_bytes().get(place).map_or(0, |b| b - b'0'));
    }
    u32::try_from(total * 1000 + ms).ok().map(Timestamp::from_millis)
}

fn digits(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_style_that_keeps_milliseconds_reads_back() {
        // Every 7th millisecond of a day: all combinations of carries, in a fraction of a second.
        for ms in (0..86_400_000).step_by(7_919).chain([86_399_999, 359_999_999, u32::MAX]) {
            let at = Timestamp::from_millis(ms);
            for style in [ClockStyle::Dot, ClockStyle::Comma, ClockStyle::Short] {
                assert_eq!(style.print(at).parse(), Ok(at));
            }
        }
    }

    #[test]
    fn what_is_not_a_clock_time_is_refused_by_name() {
        for bad in ["", ":", "1:", "a", "1:2:3:4", "1:61", "-1", "1.", "9999999999", "١:٠٢"] {
            let error = bad.parse::<Timestamp>().unwrap_err().to_string();
            assert!(error.starts_with(&format!("`{bad}` is not a clock time")), "{error}");
        }
    }
}
