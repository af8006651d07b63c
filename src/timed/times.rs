//! Times in JSON: numbers in some unit, clock times and ISO 8601; and in which unit a list counts, where the form does not say.

use super::clock;
use super::json::Value;
use crate::time::Timestamp;

/// How long a word lasts in the median, in seconds, in anything that is speech.
const WORD: std::ops::RangeInclusive<f64> = 0.03..=1.5;
/// And how long it lasts as a rule.
const USUAL: f64 = 0.25;
/// How many words a second are said over a whole recording.
const PACE: std::ops::RangeInclusive<f64> = 0.02..=12.0;

/// Units in which times are counted, by how many of them make a second.
const UNITS: [f64; 4] = [1.0, 100.0, 1000.0, 10_000_000.0];

/// How many letters a second are said over a segment.
const LETTERS: std::ops::RangeInclusive<f64> = 4.0..=35.0;

/// A time of a JSON file: a number of which `unit` make a second, also as a string, `12.5s`, `0:12.500` or `PT12.5S`.
pub(super) fn time(value: &Value, unit: f64) -> Option<Timestamp> {
    if let Some(number) = value.number() {
        return Timestamp::from_seconds(number / unit);
    }
    let text = value.text()?;
    let seconds = || text.trim().strip_suffix('s')?.parse().ok().and_then(Timestamp::from_seconds);
    clock::iso(&text).or_else(seconds).or_else(|| clock::clock(&text).filter(|_| text.contains(':')))
}

/// How many units make a second, for segments with these starts, ends and numbers of letters; `None` where no unit gives times of
/// speech, or where two would.
pub(super) fn segment_unit(segments: &[(f64, f64, usize)]) -> Option<f64> {
    let mut paces: Vec<f64> = segments
        .iter()
        .filter(|(start, end, letters)| end > start && *letters > 0)
        .map(|(start, end, letters)| *letters as f64 / (end - start))
        .collect();
    paces.sort_by(f64::total_cmp);
    let median = paces.get(paces.len() / 2)?;
    let are_whole = segments.iter().all(|(start, end, _)| start.fract() == 0.0 && end.fract() == 0.0);
    let mut found = UNITS.into_iter().filter(|unit| LETTERS.contains(&(median * unit)) && (*unit == 1.0 || are_whole));
    found.next().filter(|_| found.next().is_none())
}

/// How many units make a second, for words with these starts and ends; `None` where no unit gives times of speech. Whole
/// numbers alone are anything but seconds.
pub(super) fn unit(words: &[(f64, f64)]) -> Option<f64> {
    let mut lengths: Vec<f64> = words.iter().map(|(start, end)| end - start).filter(|length| *length > 0.0).collect();
    lengths.sort_by(f64::total_cmp);
    let median = lengths.get(lengths.len() / 2)?;
    let first = words.iter().map(|(start, _)| *start).fold(f64::INFINITY, f64::min);
    let last = words.iter().map(|(_, end)| *end).fold(0.0, f64::max);
    let are_whole = words.iter().all(|(start, end)| start.fract() == 0.0 && end.fract() == 0.0);
    let fits = |unit: &f64| {
        let pace = words.len() as f64 / ((last - first) / unit).max(1e-9);
        WORD.contains(&(median / unit)) && (words.len() < 20 || PACE.contains(&pace)) && (*unit == 1.0 || are_whole)
    };
    // Where two fit, hurried words in one are slow ones in the other: the usual pace is nearer to the truth.
    let off = |unit: &f64| (median / unit / USUAL).ln().abs();
    UNITS.into_iter().filter(fits).min_by(|a, b| off(a).total_cmp(&off(b)))
}

/// The starts and ends of values that have both, in whatever unit they count.
pub(super) fn pairs(list: &[Value], start: &[&str], end: &[&str]) -> Vec<(f64, f64)> {
    let number = |value: &Value, keys: &[&str]| value.any(keys).and_then(Value::number);
    list.iter().filter_map(|value| Some((number(value, start)?, number(value, end)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_is_told_by_the_length_of_words_and_their_number() {
        let words = |unit: f64| (0..40).map(move |n| (f64::from(n) * 0.4 * unit, (f64::from(n) * 0.4 + 0.3) * unit));
        let round = |unit: f64| words(unit).map(|(a, b)| (a.round(), b.round())).collect::<Vec<_>>();
        assert_eq!(unit(&words(1.0).collect::<Vec<_>>()), Some(1.0));
        assert_eq!(unit(&round(100.0)), Some(100.0));
        assert_eq!(unit(&round(1000.0)), Some(1000.0));
        assert_eq!(unit(&round(10_000_000.0)), Some(10_000_000.0));
        assert_eq!(unit(&[(0.0, 5.5), (5.5, 9.0)]), None);
        assert_eq!(unit(&[]), None);
    }

    #[test]
    fn the_unit_of_segments_is_told_by_how_fast_they_are_read() {
        let sentences = |unit: f64| (0..4).map(move |n| (f64::from(n) * 4.0 * unit, (f64::from(n) * 4.0 + 3.5) * unit, 45));
        for unit in UNITS {
            assert_eq!(segment_unit(&sentences(unit).collect::<Vec<_>>()), Some(unit));
        }
        assert_eq!(segment_unit(&[(0.0, 1000.0, 37)]), None, "too fast in milliseconds and too slow in hundredths");
    }
}
