//! Whether both sides are one time of the day: 18:00, 6pm, six in the evening, السادسة مساء. Without a part of the day an hour up to
//! twelve is either half of it.

use std::sync::LazyLock;

use crate::text::{Token, Unit, normalise, numbers};

/// Minutes of a day.
const DAY: u64 = 24 * 60;
const HALF_DAY: u64 = 12 * 60;
/// Words of a time, at most: a quarter to seven in the evening.
const MOST_WORDS: usize = 8;

/// What is said of the part of the day behind an hour.
#[rustfmt::skip]
const PARTS: &[(&[&str], Part)] = &[
    (&["am", "a m", "in the morning", "صباحا", "فجرا", "قبل الظهر", "من صباح", "من فجر"], Part::First),
    (&["pm", "p m", "in the afternoon", "this afternoon", "in the evening", "this evening", "مساء", "عصرا", "بعد الظهر", "من مساء", "من عصر"], Part::Second),
    (&["at night", "tonight", "ليلا"], Part::Night),
    (&["at noon", "noon", "ظهرا"], Part::Noon),
];

/// "The hour", before its number.
const HOUR: [&str; 3] = ["الساعه", "بالساعه", "ساعه"];

/// The phrases as they are normalised, by their words.
static PHRASES: LazyLock<Vec<(Vec<String>, Part)>> = LazyLock::new(|| {
    let words = |phrase: &str| phrase.split(' ').map(|word| normalise(word).key().to_owned()).collect();
    PARTS.iter().flat_map(|(phrases, part)| phrases.iter().map(move |phrase| (words(phrase), *part))).collect()
});

/// A part of the day, as far as it tells the two halves apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    First,
    Second,
    /// The evening up to midnight, and the small hours.
    Night,
    /// From eleven to three.
    Noon,
}

/// Whether the words go on with a part of the day: what stands before them is no whole time.
pub(super) fn is_part_of_day(tokens: &[Token]) -> bool {
    let begins = |phrase: &[String]| {
        phrase.len() <= tokens.len() && phrase.iter().zip(tokens).all(|(word, token)| token.normalised.key() == word)
    };
    PHRASES.iter().any(|(phrase, _)| begins(phrase))
}

/// Whether both sides as a whole are one time of the day.
pub(super) fn one_time(published: &[Token], said: &[Token]) -> bool {
    let long = published.len().max(said.len()) > MOST_WORDS;
    // Reading numbers takes time, and most words are no times.
    if long || !(is_certain(published) || is_certain(said)) {
        return false;
    }
    let (Some(a), Some(b)) = (minutes(published), minutes(said)) else { return false };
    // "In the morning" tells more than an hour that may be either.
    let more = |whole: &Minutes, open: &Minutes| whole.part && open.possible.len() > 1 && !open.oclock;
    !more(&a, &b) && !more(&b, &a) && a.possible.iter().any(|minute| b.possible.contains(minute))
}

/// Whether the words are surely a time of the day, if they are one: by a colon, a part of the day or what is said with an hour only.
fn is_certain(tokens: &[Token]) -> bool {
    let keys = keys(tokens);
    let hour = |key: &&str| key.contains(':') || *key == "oclock" || HOUR.contains(key);
    keys.iter().any(hour) || part_behind(&keys).0.is_some() || named(&keys).is_some()
}

fn keys(tokens: &[Token]) -> Vec<&str> {
    tokens.iter().map(|token| token.normalised.key()).collect()
}

/// The minutes of the day that a time can be.
struct Minutes {
    possible: Vec<u64>,
    /// A part of the day is told with it.
    part: bool,
    /// It is told as a full hour of the clock, with which speakers leave that part away.
    oclock: bool,
}

/// The minutes of the day that the words as a whole can be.
fn minutes(tokens: &[Token]) -> Option<Minutes> {
    let keys = keys(tokens);
    if let Some(minute) = named(&keys) {
        return Some(Minutes { possible: vec![minute], part: false, oclock: false });
    }
    let lead = usize::from(keys.first().is_some_and(|key| HOUR.contains(key)));
    let (part, end) = part_behind(&keys);
    let clock = end.checked_sub(1).filter(|at| keys.get(*at) == Some(&"oclock"));
    let core = tokens.get(lead..clock.unwrap_or(end)).filter(|core| !core.is_empty())?;
    let (hour, minute, whole_day) = hour_and_minute(core)?;
    Some(Minutes { possible: possible(hour, minute, part, whole_day)?, part: part.is_some(), oclock: clock.is_some() })
}

/// Noon and midnight.
fn named(keys: &[&str]) -> Option<u64> {
    match keys {
        ["noon" | "midday"] | ["الظهر"] | ["twelve" | "12", "noon"] => Some(HALF_DAY),
        ["midnight"] | ["twelve" | "12", "midnight"] | ["منتصف", "الليل"] => Some(0),
        _ => None,
    }
}

/// The part of the day at the end, and where it begins.
fn part_behind(keys: &[&str]) -> (Option<Part>, usize) {
    let ends = |phrase: &[String]| {
        let at = keys.len().checked_sub(phrase.len()).filter(|at| *at > 0)?;
        keys.get(at..)?.iter().zip(phrase).all(|(key, word)| key == word).then_some(at)
    };
    let found = PHRASES.iter().find_map(|(phrase, part)| Some((*part, ends(phrase)?)));
    found.map_or((None, keys.len()), |(part, at)| (Some(part), at))
}

/// The hour and the minute that the words say as a whole, and whether they are of a clock of 24 hours.
fn hour_and_minute(core: &[Token]) -> Option<(u64, u64, bool)> {
    let all = numbers(core);
    let whole = all.iter().filter(|n| n.tokens == (0..core.len()) && n.unit == Unit::None && n.second.is_none());
    let key = core.first()?.normalised.key();
    let read = whole.filter_map(|n| {
        let value = n.value.as_whole()?;
        let (hour, minute) = if value < 25 && !key.contains(':') { (value, 0) } else { (value / 100, value % 100) };
        let zero = key.starts_with('0') && key.contains(':');
        (hour <= 24 && minute < 60).then_some((hour, minute, zero || hour > 12 || hour == 0))
    });
    // Of "half past six" the time, and not a half.
    read.max_by_key(|(hour, minute, _)| (*minute > 0, *hour))
}

/// The minutes of the day that a time can be.
fn possible(hour: u64, minute: u64, part: Option<Part>, whole_day: bool) -> Option<Vec<u64>> {
    let exact = (hour % 24) * 60 + minute;
    let (first, second) = ((hour % 12) * 60 + minute, (hour % 12) * 60 + minute + HALF_DAY);
    let allowed: Vec<u64> = match part {
        None if whole_day => vec![exact],
        None => vec![first, second],
        Some(Part::First) => vec![first],
        Some(Part::Second) => vec![second],
        Some(Part::Night) => [first, second].into_iter().filter(|at| *at < 6 * 60 || *at >= 18 * 60).collect(),
        Some(Part::Noon) => [first, second].into_iter().filter(|at| (11 * 60..=15 * 60).contains(at)).collect(),
    };
    let fits = |at: &u64| *at < DAY && (!whole_day || *at == exact);
    let allowed: Vec<u64> = allowed.into_iter().filter(fits).collect();
    (!allowed.is_empty()).then_some(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens;

    fn one(a: &str, b: &str) -> bool {
        let (a, b) = (tokens(a), tokens(b));
        assert_eq!(one_time(&a, &b), one_time(&b, &a));
        one_time(&a, &b)
    }

    #[test]
    fn a_time_of_the_day_is_one_however_it_is_told() {
        for (printed, said) in [
            ("18:00", "six pm; six in the evening; six o'clock; 6 p.m.; six; السادسة مساء; الساعة السادسة مساء"),
            ("18:30", "half past six in the evening; six thirty; six thirty pm; السادسة والنصف مساء"),
            ("06:00", "six a.m.; six in the morning; السادسة صباحا"),
            ("17:45", "a quarter to six in the evening; five forty-five pm"),
            ("12:00", "noon; midday"),
            ("00:00", "midnight; منتصف الليل"),
            ("23:00", "eleven at night; 11pm; الحادية عشرة ليلا"),
            ("13:00", "الواحدة ظهرا; one in the afternoon"),
        ] {
            said.split("; ").for_each(|said| assert!(one(printed, said), "{printed} {said}"));
        }
    }

    #[test]
    fn another_time_is_not() {
        for (printed, said) in [
            ("18:00", "six am; seven pm; six in the morning; السادسة صباحا; السابعة مساء; noon"),
            ("06:00", "six pm; eighteen hundred"),
            ("18:30", "six; quarter past six; seven thirty"),
            ("23:00", "eleven in the morning"),
            ("6", "18"),
            ("6:30", "six thirty in the morning"),
        ] {
            said.split("; ").for_each(|said| assert!(!one(printed, said), "{printed} {said}"));
        }
    }
}
