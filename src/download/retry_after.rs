//! How long a server asks to be left alone.

use std::time::{SystemTime, UNIX_EPOCH};

/// The longest wait that a server is granted, in seconds: a day.
const LONGEST_S: u64 = 86_400;
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The seconds that `Retry-After` asks for, at most a day: it holds a number of them, or a moment. `None` for what is neither.
pub(super) fn seconds(value: &str) -> Option<u64> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit()) {
        return Some(value.parse().unwrap_or(LONGEST_S).min(LONGEST_S));
    }
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    moment(value).map(|until| until.saturating_sub(now).min(LONGEST_S))
}

/// `Wed, 21 Oct 2015 07:28:00 GMT` in seconds since 1970.
fn moment(value: &str) -> Option<u64> {
    let (_, rest) = value.split_once(", ")?;
    let mut words = rest.split(' ');
    let day: u64 = words.next()?.parse().ok()?;
    let name = words.next()?;
    let month = MONTHS.iter().position(|month| *month == name)? as u64 + 1;
    let year: u64 = words.next()?.parse().ok().filter(|year| (1970..=9999).contains(year))?;
    let mut clock = words.next()?.splitn(3, ':').map(|part| part.parse::<u64>().ok());
    let (hours, minutes, seconds) = (clock.next()??, clock.next()??, clock.next()??);
    if words.next() != Some("GMT") || !(1..=31).contains(&day) || hours > 23 || minutes > 59 || seconds > 60 {
        return None;
    }
    // Days since 1970 of the Gregorian calendar, with years that begin in March.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1;
    Some(days.checked_sub(719_468)? * 86_400 + hours * 3_600 + minutes * 60 + seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_a_number_of_seconds_or_a_moment_and_a_day_at_most() {
        assert_eq!(seconds("3600"), Some(3_600));
        assert_eq!(seconds(" 99999999999999999999999 "), Some(86_400));
        assert_eq!(moment("Wed, 21 Oct 2015 07:28:00 GMT"), Some(1_445_412_480));
        assert_eq!(moment("Thu, 01 Jan 1970 00:00:00 GMT"), Some(0));
        assert_eq!(seconds("Wed, 21 Oct 2015 07:28:00 GMT"), Some(0), "it is over");
        assert_eq!(seconds("Fri, 31 Dec 9999 23:59:59 GMT"), Some(86_400));
        for nonsense in [
            "",
            "soon",
            "-5",
            "Wed, 21 Okt 2015 07:28:00 GMT",
            "Wed, 21 Oct 2015 07:28 GMT",
            "Wed, 99 Oct 2015 07:28:00 GMT",
        ] {
            assert_eq!(seconds(nonsense), None, "{nonsense}");
        }
    }
}
