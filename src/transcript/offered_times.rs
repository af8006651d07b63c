//! Whether the times of a transcript that somebody offers are those of this recording.

use std::collections::BTreeMap;

use super::{Transcript, Word, reworded};
use crate::text::normalise;
use crate::time::{Delta, Timestamp};

/// Milliseconds by which a line may begin off its first heard word.
const TOLERANCE_MS: i64 = 750;
/// Lines whose shifts differ by no more milliseconds are shifted alike.
const ALIKE_MS: i64 = 1_000;
/// So many lines in a row make a shift that is told.
const LEAST_LINES: usize = 3;
/// Share of the lines, in percent, whose first word must be heard for the text to be that of the recording.
const LEAST_MET: usize = 50;
/// Share of those, in percent, that must begin where they were heard for the times to be accepted.
const LEAST_IN_TIME: usize = 90;

/// How the times of an offered transcript stand to what was heard.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct OfferedTimes {
    /// Its lines that have a time.
    pub lines: usize,
    /// Of them, whose first word was heard.
    pub met: usize,
    /// Of those, that begin where it was heard.
    pub in_time: usize,
    /// Of all its words the share that was heard in order, in percent.
    pub heard_percent: usize,
    /// By how much later than its line a word was heard, from which moment of the recording on; runs of three lines and more.
    pub shifts: Vec<(Timestamp, Delta)>,
}

impl OfferedTimes {
    /// Its text is that of the recording.
    #[must_use]
    pub fn is_same_text(&self) -> bool {
        self.lines > 0 && self.met * 100 >= self.lines * LEAST_MET
    }

    /// Its text is that of the recording, and so are its times.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        self.is_same_text() && self.in_time * 100 >= self.met * LEAST_IN_TIME
    }
}

/// Compares the times of a transcript that somebody offers with those at which its words were heard. Transcripts are often made before advertisements
/// are put into a recording, and are right in their words then, and wrong in their times. What was heard must have times of its words.
///
/// ```
/// use rawi::transcript::{offered_times, read};
/// let heard = read(br#"{"words": [{"word": "The", "start": 41.0, "end": 41.2}, {"word": "bridge", "start": 41.3, "end": 41.8},
///     {"word": "opened", "start": 42.0, "end": 42.5}]}"#, None)?;
/// let offered = read(b"WEBVTT\n\n00:01.000 --> 00:03.000\nThe bridge opened.", None)?;
/// assert!(offered_times(&heard, &heard).is_accepted());
/// let shifted = offered_times(&heard, &offered);
/// assert!(shifted.is_same_text() && !shifted.is_accepted());
/// # Ok::<(), rawi::transcript::Error>(())
/// ```
#[must_use]
pub fn offered_times(heard: &Transcript, offered: &Transcript) -> OfferedTimes {
    let text = offered.words().iter().flat_map(|word| word.text.split_whitespace()).collect::<Vec<_>>().join(" ");
    let placed = reworded(heard.words(), &text);
    let starts = starts(heard);
    let mut placed = placed.iter();
    let mut found = OfferedTimes::default();
    let (mut words, mut same) = (0, 0);
    let mut samples: Vec<(Timestamp, i64)> = Vec::new();
    for segment in offered.segments() {
        let of_segment = offered.words().get(segment.words.clone()).unwrap_or_default();
        let count = of_segment.iter().map(|word| word.text.split_whitespace().count()).sum();
        let placed: Vec<&Word> = placed.by_ref().take(count).collect();
        let at = |word: &Word| {
            let start = word.span?.start();
            starts.get(&start).filter(|keys| keys.contains(&key(&word.text))).map(|_| start)
        };
        (words, same) = (words + placed.len(), same + placed.iter().filter(|word| at(word).is_some()).count());
        if placed.is_empty() {
            continue;
        }
        found.lines += 1;
        let begins = of_segment.first().and_then(|word| word.span).map_or(segment.span.start(), |span| span.start());
        if let Some(heard) = placed.first().and_then(|word| at(word)) {
            samples.push((heard, i64::from(heard.as_millis()) - i64::from(begins.as_millis())));
        }
    }
    found.met = samples.len();
    found.in_time = samples.iter().filter(|(_, shift)| shift.abs() <= TOLERANCE_MS).count();
    found.heard_percent = (same * 100).checked_div(words).unwrap_or(0);
    found.shifts = runs(&samples);
    found
}

/// The words that begin at each moment, as words are compared.
fn starts(heard: &Transcript) -> BTreeMap<Timestamp, Vec<String>> {
    let timed = heard.words().iter().filter_map(|word| Some((word.span?.start(), key(&word.text))));
    let mut starts: BTreeMap<Timestamp, Vec<String>> = BTreeMap::new();
    timed.for_each(|(start, key)| starts.entry(start).or_default().push(key));
    starts
}

fn key(word: &str) -> String {
    normalise(word).key().to_owned()
}

/// Shifts that several lines in a row have alike.
fn runs(samples: &[(Timestamp, i64)]) -> Vec<(Timestamp, Delta)> {
    let mut runs: Vec<(Timestamp, Vec<i64>)> = Vec::new();
    for (at, shift) in samples {
        match runs.last_mut().filter(|(_, shifts)| shifts.iter().all(|known| (known - shift).abs() <= ALIKE_MS)) {
            Some((_, shifts)) => shifts.push(*shift),
            None => runs.push((*at, vec![*shift])),
        }
    }
    runs.retain(|(_, shifts)| shifts.len() >= LEAST_LINES);
    let mut told: Vec<(Timestamp, Delta)> = Vec::new();
    for (at, mut shifts) in runs {
        shifts.sort_unstable();
        let median = shifts.get(shifts.len() / 2).copied().unwrap_or_default();
        let is_alike = |(_, known): &(Timestamp, Delta)| (known.as_millis() - median).abs() <= ALIKE_MS;
        if !told.last().is_some_and(is_alike) {
            told.push((at, Delta::from_millis(median)));
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::transcript::read;

    const LINES: [&str; 8] = [
        "The bridge over the river is open again",
        "Farmers crossed it on Monday with their carts",
        "It was closed for three years",
        "Nobody in the valley knew why it was closed",
        "The mayor promised a second one",
        "Works begin before the autumn rain",
        "A school will be built beside it",
        "Children of nine villages are to learn there",
    ];

    /// Lines of three seconds, each word with a time of its own; those from `from` on begin so many seconds later.
    fn heard(from: usize, later: f64) -> Transcript {
        let words: Vec<_> = LINES
            .iter()
            .enumerate()
            .flat_map(|(n, line)| {
                let begins = n as f64 * 4.0 + if n >= from { later } else { 0.0 };
                line.split(' ').enumerate().map(move |(at, word)| {
                    let start = begins + at as f64 * 0.3;
                    serde_json::json!({"word": word, "start": start, "end": start + 0.25})
                })
            })
            .collect();
        read(serde_json::json!({ "words": words }).to_string().as_bytes(), None).unwrap()
    }

    fn offered() -> Transcript {
        let clock = |n: usize| format!("00:{:02}.000", n * 4);
        let cue = |(n, line): (usize, &&str)| format!("{} --> {}\n{line}\n\n", clock(n), clock(n + 1));
        read(format!("WEBVTT\n\n{}", LINES.iter().enumerate().map(cue).collect::<String>()).as_bytes(), None).unwrap()
    }

    #[test]
    fn an_advertisement_that_was_put_in_is_told_by_where_it_begins_and_how_long_it_is() {
        let shifted = offered_times(&heard(4, 32.0), &offered());
        assert!(shifted.is_same_text() && !shifted.is_accepted(), "{shifted:?}");
        assert_eq!((shifted.lines, shifted.met, shifted.in_time, shifted.heard_percent), (8, 8, 4, 100));
        let at = |ms: u32, by: i64| (Timestamp::from_millis(ms), Delta::from_millis(by));
        assert_eq!(shifted.shifts, [at(0, 0), at(48_000, 32_000)]);
        let right = offered_times(&heard(8, 0.0), &offered());
        assert!(right.is_accepted() && right.shifts == [at(0, 0)], "{right:?}");
    }

    #[test]
    fn another_text_is_none_of_the_recording() {
        let other = read(
            b"WEBVTT\n\n00:00.000 --> 00:04.000\nTen gulls stole bread rolls\n\n00:05.000 --> 00:06.000\nwithout any shame",
            None,
        )
        .unwrap();
        let found = offered_times(&heard(8, 0.0), &other);
        assert!(!found.is_same_text() && !found.is_accepted(), "{found:?}");
        let nothing = read(b"WEBVTT\n\n00:00.000 --> 00:01.000\nx", None).unwrap();
        assert!(!offered_times(&nothing, &other).is_accepted());
    }

    proptest! {
        #[test]
        fn one_shift_of_all_is_told_as_it_is(later in 0.0_f64..3000.0) {
            let found = offered_times(&heard(0, later), &offered());
            prop_assert_eq!((found.met, found.shifts.len()), (8, 1));
            let told = found.shifts[0].1.as_millis() as f64 / 1000.0;
            prop_assert!((told - later).abs() < 0.01, "{} {}", told, later);
            prop_assert_eq!(found.is_accepted(), later <= 0.75);
        }
    }
}
