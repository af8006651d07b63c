//! Days as pages print them, Arabic and English.

use std::ops::RangeInclusive;

use crate::text::lexicon::{HIJRI_MONTHS, MONTHS};

/// Words that may stand beside a date in a line of nothing else.
const BESIDE: &str = "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun \
    الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد published updated posted last on at gmt utc est edt bst am pm st nd rd th of \
    نشر في بتاريخ تاريخ النشر آخر تحديث الساعة بتوقيت غرينتش صباحا مساء يوم م";

/// The day in a line that names a day and nothing else, `YYYY-MM-DD`: `Wednesday, 2 August 2017`, «2 آب/أغسطس 2017»,
/// `2017-08-02 14:30`, `02/08/2017` (day first, unless only month first is possible).
pub(super) fn date_line(line: &str) -> Option<String> {
    if line.len() > 160 {
        return None;
    }
    let line = western_digits(&line.to_lowercase());
    if let Some(day) = iso_day(&line) {
        return only_time_follows(line.get(10..)?).then_some(day);
    }
    let line = without_hijri(&line);
    let (month, rest) = take_month(&line).map_or((None, line.clone()), |(month, rest)| (Some(month), rest));
    let mut numbers = Vec::new();
    for word in rest.split(|c: char| !(c.is_alphanumeric() || c == ':')).filter(|w| !w.is_empty()) {
        // «2023م» is of the common era.
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == 'م');
        match (digits.parse::<u32>(), word.contains(':')) {
            (_, true) => {}
            (Ok(number), _) if word.len() - digits.len() <= 2 => numbers.push(number),
            _ if BESIDE.split_whitespace().any(|w| w == word) => {}
            _ => return None,
        }
    }
    match (month, numbers.as_slice()) {
        (Some(month), [day, year] | [year, day]) if YEARS.contains(year) => iso(*year, month, *day),
        (None, [first, second, year]) if YEARS.contains(year) => {
            iso(*year, *second, *first).or_else(|| iso(*year, *first, *second))
        }
        _ => None,
    }
}

const YEARS: RangeInclusive<u32> = 1900..=2199;
const HIJRI_YEARS: RangeInclusive<u32> = 1300..=1600;

/// A line without the day of the Islamic calendar that Arabic newspapers print beside the other: «15 رمضان 1444 هـ». It differs by a
/// day from country to country, and is no day of publication.
fn without_hijri(line: &str) -> String {
    let spaced = format!(" {line} ");
    let Some((at, name)) =
        HIJRI_MONTHS.iter().flat_map(|names| names.iter()).find_map(|name| Some((spaced.find(&format!(" {name} "))?, name)))
    else {
        return line.to_owned();
    };
    let (before, after) = (spaced.get(..at).unwrap_or(""), spaced.get(at + name.len() + 2..).unwrap_or(""));
    let before = before.trim_end().trim_end_matches(|c: char| c.is_ascii_digit());
    let after = after.trim_start();
    let year = after.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_year = after
        .get(..after.len() - year.len())
        .and_then(|year| year.parse().ok())
        .is_some_and(|year| HIJRI_YEARS.contains(&year));
    let after = if is_year { year.trim_start().trim_start_matches(['ه', 'ـ']) } else { after };
    format!("{before} {after}").trim().to_owned()
}

/// Whether a line is a date and nothing else, be it of the Islamic calendar alone.
pub(super) fn is_date_line(line: &str) -> bool {
    let plain = western_digits(&line.to_lowercase());
    let rest = without_hijri(&plain);
    let is_hijri = rest != plain
        && rest
            .split_whitespace()
            .all(|word| BESIDE.split_whitespace().any(|known| known == word.trim_matches(['،', ',', '-'])));
    is_hijri || date_line(line).is_some()
}

/// The day at the start of an ISO 8601 date or time.
pub(super) fn iso_day(text: &str) -> Option<String> {
    let day = text.trim().get(..10)?;
    let mut fields = day.split('-');
    let mut field = |length: usize| fields.next().filter(|f| f.len() == length)?.parse::<u32>().ok();
    iso(field(4)?, field(2)?, field(2)?)
}

fn iso(year: u32, month: u32, day: u32) -> Option<String> {
    let valid = YEARS.contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    valid.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

fn only_time_follows(rest: &str) -> bool {
    rest.chars().all(|c| c.is_ascii_digit() || " t:.,+-z".contains(c))
}

fn western_digits(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '٠'..='٩' => char::from(b'0' + (u32::from(c) - 0x660) as u8),
            '۰'..='۹' => char::from(b'0' + (u32::from(c) - 0x6f0) as u8),
            c => c,
        })
        .collect()
}

/// The month that a line names and the line without its names: both of «آب/أغسطس» stand for one month.
fn take_month(line: &str) -> Option<(u32, String)> {
    let mut found = None;
    let mut rest = format!(" {} ", line.replace(['/', ',', '،', '.', '-', '(', ')'], " "));
    for (index, names) in MONTHS.iter().enumerate() {
        for name in *names {
            let name = format!(" {name} ");
            if rest.contains(&name) {
                rest = rest.replace(&name, " ");
                found = found.or(u32::try_from(index + 1).ok());
            }
        }
    }
    found.map(|month| (month, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_a_date_gives_its_day() {
        for line in [
            "2 August 2017",
            "Wednesday, 2nd August 2017",
            "August 2, 2017, 14:30 GMT",
            "2 آب/أغسطس 2017",
            "الأربعاء ٢ أغسطس ٢٠١٧",
            "2017-08-02T09:00:00+02:00",
            "02/08/2017",
            "Published on 2 Aug 2017",
        ] {
            assert_eq!(date_line(line).as_deref(), Some("2017-08-02"), "{line}");
        }
        assert_eq!(date_line("08/25/2017").as_deref(), Some("2017-08-25"));
        for line in [
            "الخميس 15 رمضان 1444 هـ - 6 أبريل 2023 م",
            "الخميس ١٥ رمضان ١٤٤٤هـ - ٦ نيسان ٢٠٢٣م",
            "6 نيسان/أبريل 2023، 15 رمضان 1444",
            "6 أفريل 2023",
            "Thursday 6 April 2023",
        ] {
            assert_eq!(date_line(line).as_deref(), Some("2023-04-06"), "{line}");
            assert!(is_date_line(line));
        }
        assert!(
            is_date_line("15 رمضان 1444 هـ") && date_line("15 رمضان 1444 هـ").is_none(),
            "noted, and no day of publication"
        );
        assert!(!is_date_line("في رمضان 1444 أغلقت المدينة"));
    }

    #[test]
    fn a_line_that_says_more_is_no_date() {
        for line in [
            "In August 2017 the road was closed.",
            "2017",
            "May",
            "Resolution 2370 of 2 August 2017",
            "2017-13-02",
            "2-3",
            "",
        ] {
            assert_eq!(date_line(line), None, "{line}");
        }
    }
}
