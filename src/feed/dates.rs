//! Days and lengths as feeds write them.

use crate::time::Millis;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The day of a date as mail (`Wed, 2 Aug 2017 10:00:00 GMT`) or as ISO 8601 (`2017-08-02T10:00:00Z`) writes it, as `2017-08-02`. `None` for
/// what is no date: it is not guessed.
pub(super) fn day(text: &str) -> Option<String> {
    let text = text.trim();
    iso_day(text).or_else(|| mail_day(text))
}

fn iso_day(text: &str) -> Option<String> {
    let day = text.get(..10)?;
    let bytes = day.as_bytes();
    let figures =
        |range: std::ops::Range<usize>| day.get(range.clone()).filter(|part| part.bytes().all(|b| b.is_ascii_digit()));
    let (year, month, date) = (figures(0..4)?, figures(5..7)?, figures(8..10)?);
    let dashed = bytes.get(4) == Some(&b'-') && bytes.get(7) == Some(&b'-');
    (dashed && fits(year.parse().ok()?, month.parse().ok()?, date.parse().ok()?)).then(|| day.to_owned())
}

fn mail_day(text: &str) -> Option<String> {
    let without_name = text.split_once(',').map_or(text, |(_, rest)| rest);
    let mut words = without_name.split_whitespace();
    let date: u32 = words.next()?.parse().ok()?;
    let name = words.next()?.to_ascii_lowercase();
    let month = MONTHS.iter().position(|month| name.get(..3) == Some(*month))? as u32 + 1;
    let year: u32 = words.next()?.parse().ok()?;
    // Two figures: RFC 2822 says what they mean.
    let year = match year {
        0..=49 => 2000 + year,
        50..=99 => 1900 + year,
        year => year,
    };
    fits(year, month, date).then(|| format!("{year:04}-{month:02}-{date:02}"))
}

fn fits(year: u32, month: u32, day: u32) -> bool {
    (1900..=2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
}

/// A length: `1742`, `29:02`, `0:29:02`, `1742.5`. `None` for what is none, and for nothing at all.
pub(super) fn length(text: &str) -> Option<Millis> {
    let parts: Vec<&str> = text.trim().split(':').collect();
    let (last, before) = parts.split_last()?;
    let seconds: f64 = last.parse().ok().filter(|s: &f64| s.is_finite() && *s >= 0.0)?;
    if before.len() > 2 || before.iter().any(|part| part.is_empty() || !part.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let whole = before.iter().try_fold(0.0_f64, |sum, part| Some(sum * 60.0 + part.parse::<f64>().ok()?))?;
    millis(whole * 60.0 + seconds)
}

/// So many seconds; `None` for what no recording lasts: nothing, or more than ten days.
pub(super) fn millis(seconds: f64) -> Option<Millis> {
    let millis = seconds * 1000.0;
    (1.0..1e9).contains(&millis).then(|| Millis::new(millis.round() as u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_mail_and_of_iso_are_days_and_nonsense_is_none() {
        let days = [
            ("Wed, 02 Aug 2017 10:00:00 GMT", Some("2017-08-02")),
            ("2 August 2017 23:59:59 +0300", Some("2017-08-02")),
            ("Wed, 2 Aug 17 10:00 EST", Some("2017-08-02")),
            ("2017-08-02T10:00:00Z", Some("2017-08-02")),
            ("2017-08-02", Some("2017-08-02")),
            ("207Oct", None),
            ("2017-13-02", None),
            ("Wed, 32 Aug 2017", None),
            ("yesterday", None),
            ("", None),
        ];
        for (text, expected) in days {
            assert_eq!(day(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn lengths_are_seconds_or_clock_times() {
        for (text, expected) in [("1742", 1_742_000), ("29:08", 1_748_000), ("1:00:01", 3_601_000), (" 12.5 ", 12_500)] {
            assert_eq!(length(text), Some(Millis::new(expected)), "{text}");
        }
        for text in ["", "0", "00:00", "about an hour", "1:2:3:4", "-5", "1::2", "inf"] {
            assert_eq!(length(text), None, "{text}");
        }
    }
}
