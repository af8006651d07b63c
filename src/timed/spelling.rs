//! A time written anew as the file writes it.

use std::ops::Range;

use super::{Form, TimedText};
use crate::time::Timestamp;

impl TimedText {
    /// `to`, spelt as the time at `place` is, which reads as `was`: with or without hours, with a point or a comma, in the unit
    /// of the form. `None` where the form gives times in a way that no single one can be replaced.
    #[must_use]
    pub fn respelt(&self, place: &Range<usize>, was: Timestamp, to: Timestamp) -> Option<String> {
        let written = std::str::from_utf8(self.source.get(place.clone())?).ok()?;
        match self.form {
            Form::Srt => Some(clock(written, to, ',')),
            Form::Vtt | Form::Ohms => Some(clock(written, to, '.')),
            Form::EbuTtD | Form::Ttml => moved(written, was, to),
            form if form.editing().times => seconds(written, was, to),
            _ => None,
        }
    }
}

/// A clock time with milliseconds, in the manner of one that was plainly written; in the usual manner otherwise.
fn clock(written: &str, to: Timestamp, usual: char) -> String {
    let ms = to.as_millis();
    let (hours, minutes, seconds) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60);
    let mark = written.chars().find(|c| matches!(c, '.' | ',')).unwrap_or(usual);
    let parts: Vec<&str> = written.split(':').collect();
    let is_plain = written.bytes().all(|b| b.is_ascii_digit() || matches!(b, b':' | b'.' | b','));
    let rest = format!("{minutes:02}:{seconds:02}{mark}{:03}", ms % 1000);
    match parts[..] {
        [_, _] if is_plain && hours == 0 => rest,
        [first, _, _] if is_plain => format!("{hours:0width$}:{rest}", width = first.len().min(3)),
        _ => format!("{hours:02}:{rest}"),
    }
}

/// A clock time of TTML, which may count from another than the first instant: moved by as much as the instant is.
fn moved(written: &str, was: Timestamp, to: Timestamp) -> Option<String> {
    let is_clock = written.len() >= 8 && written.bytes().all(|b| b.is_ascii_digit() || matches!(b, b':' | b'.'));
    let parts: Vec<&str> = written.split(':').collect();
    let [hours, minutes, seconds] = parts[..] else { return None };
    let whole = |part: &str| part.parse::<f64>().ok();
    let said = (whole(hours)? * 60.0 + whole(minutes)?) * 60.0 + whole(seconds)?;
    let by = f64::from(to.as_millis()) - f64::from(was.as_millis());
    let moved = Timestamp::from_seconds(said + by / 1000.0).filter(|_| is_clock)?;
    Some(clock(written, moved, '.'))
}

/// Seconds, with as many decimals as were written and at least those that are needed.
fn seconds(written: &str, was: Timestamp, to: Timestamp) -> Option<String> {
    let (before, number) = written.strip_prefix("npt:").map_or(("", written), |number| ("npt:", number));
    let comma = number.contains(',');
    let value: f64 = number.trim().replace(',', ".").parse().ok()?;
    if (value * 1000.0 - f64::from(was.as_millis())).abs() > 1.0 {
        return None;
    }
    let decimals = number.trim().split_once(['.', ',']).map_or(0, |(_, fraction)| fraction.len()).min(9);
    let full = format!("{}.{:03}", to.as_millis() / 1000, to.as_millis() % 1000);
    let needed = full.trim_end_matches('0').trim_end_matches('.');
    let have = needed.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let point = if have == 0 && decimals > 0 { "." } else { "" };
    let spelt = format!("{before}{needed}{point}{}", "0".repeat(decimals.saturating_sub(have)));
    Some(if comma { spelt.replace('.', ",") } else { spelt })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: u32) -> Timestamp {
        Timestamp::from_millis(ms)
    }

    #[test]
    fn a_time_is_spelt_as_the_one_that_it_replaces() {
        assert_eq!(clock("00:00:01,5", at(62_250), ','), "00:01:02,250");
        assert_eq!(clock("0:00:01.500", at(62_250), ','), "0:01:02.250");
        assert_eq!(clock("00:01.500", at(62_250), '.'), "01:02.250");
        assert_eq!(clock("59:59.500", at(3_600_000), '.'), "01:00:00.000");
        assert_eq!(clock("٠٠:٠٠:٠١", at(1_000), ','), "00:00:01,000");
        assert_eq!(seconds("1.500000", at(1500), at(2250)).as_deref(), Some("2.250000"));
        assert_eq!(seconds("1", at(1000), at(2250)).as_deref(), Some("2.25"));
        assert_eq!(seconds("1,5", at(1500), at(2000)).as_deref(), Some("2,0"));
        assert_eq!(seconds("npt:1.5", at(1500), at(2000)).as_deref(), Some("npt:2.0"));
        assert_eq!(seconds("1500", at(1500), at(2000)), None, "in another unit");
        assert_eq!(moved("00:00:01.000", at(16_000), at(16_500)).as_deref(), Some("00:00:01.500"));
        assert_eq!(moved("00:00:01:12", at(16_000), at(16_500)), None);
    }
}
