//! Clock times as captions write them: `00:01:02,345`, and what players forgive: digits of Arabic and other wide forms, marks of
//! direction, blanks, a short arrow, frames, minutes and seconds of sixty and more.

use std::ops::Range;

use super::FileCue;
use super::lines::Lines;
use super::marks::is_mark;
use crate::time::Timestamp;

/// What a line with two times says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TimeLine {
    /// Two times, each with its place in the line.
    Times { start: (Clock, Range<usize>), end: (Clock, Range<usize>) },
    /// It is meant as two times and cannot be read.
    Unreadable,
}

/// A clock time: whole milliseconds, and frames that only a rate makes a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock {
    ms: u64,
    frames: Option<u32>,
}

impl Clock {
    /// The instant; `None` beyond 49 days.
    pub(super) fn at(self, frame_rate: u32) -> Option<Timestamp> {
        let frames = u64::from(self.frames.unwrap_or(0)) * 1000 / u64::from(frame_rate.max(1));
        u32::try_from(self.ms.saturating_add(frames)).ok().map(Timestamp::from_millis)
    }
}

/// The usual frame rates, of which the first is taken that has all frames of a file: the file does not say.
const FRAME_RATES: [u32; 4] = [25, 30, 50, 60];

/// The frame rate of a file with these time lines; `None` when no usual rate has the frames that are counted in it.
pub(super) fn frame_rate<'a>(lines: impl Iterator<Item = &'a TimeLine>) -> Option<u32> {
    let frames = lines.flat_map(|line| match line {
        TimeLine::Times { start, end } => [start.0.frames, end.0.frames],
        TimeLine::Unreadable => [None, None],
    });
    let most = frames.flatten().max().unwrap_or(0);
    FRAME_RATES.into_iter().find(|rate| most < *rate)
}

impl TimeLine {
    /// Gives `cue` these times, which stand on a line that begins at byte `from`; whether both are times at `frame_rate`.
    pub(super) fn give(&self, cue: &mut FileCue, from: usize, frame_rate: Option<u32>) -> bool {
        let Self::Times { start, end } = self else { return false };
        let at = |clock: Clock| match (clock.frames, frame_rate) {
            (Some(_), None) => None,
            (_, rate) => clock.at(rate.unwrap_or(1)),
        };
        let (Some(begins), Some(ends)) = (at(start.0), at(end.0)) else { return false };
        let place = |range: &Range<usize>| Some(from + range.start..from + range.end);
        (cue.start, cue.end) = (Some(begins), Some(ends));
        (cue.place.start, cue.place.end) = (place(&start.1), place(&end.1));
        true
    }
}

/// The time line at `index` of `lines`; `None` when it is none. `opens`: whether a cue may begin here because the line before is
/// blank or a number, so that less is needed to take it for one.
pub(super) fn time_line(lines: &Lines<'_>, index: usize, opens: bool) -> Option<TimeLine> {
    let line = lines.get(index);
    if !line.contains(['>', '＞']) {
        return None;
    }
    if let Some(times) = usual(line) {
        return Some(times);
    }
    let signs: Vec<Sign> =
        line.char_indices().filter_map(|(at, c)| Some(Sign { place: at..at + c.len_utf8(), plain: plain(c)? })).collect();
    let (left, right, is_proper) = around_arrow(&signs)?;
    let (start, end) = (first_clock(left, true), first_clock(right, false));
    if let (Some(start), Some(end)) = (&start, &end) {
        // "10:00 -> 11:00" may be said: a short arrow needs whole times around it, where a cue may begin.
        if is_proper || (opens && is_whole(left) && is_whole(right)) {
            return Some(TimeLine::Times { start: start.clone(), end: end.clone() });
        }
        return None;
    }
    let is_meant = match (side(left), side(right)) {
        (Side::Clock, Side::Clock | Side::Nothing) | (Side::Nothing, Side::Clock) => is_proper || opens,
        (Side::Clock, Side::Words) | (Side::Words, Side::Clock) => is_proper && opens,
        _ => false,
    };
    is_meant.then_some(TimeLine::Unreadable)
}

/// The times of a line that is written as nearly all are: nothing but digits and signs on both sides of ` --> `, and settings behind.
fn usual(line: &str) -> Option<TimeLine> {
    let (left, right) = line.split_once(" --> ")?;
    let length = right.find(char::is_whitespace).unwrap_or(right.len());
    let (end, settings) = right.split_at_checked(length)?;
    let is_plain = |time: &str| {
        time.len() <= LONGEST
            && time.ends_with(|c: char| c.is_ascii_digit())
            && time.bytes().all(|b| b.is_ascii_digit() || matches!(b, b':' | b',' | b'.'))
    };
    // What is neither a setting nor nothing may belong to the time.
    let is_over = settings.trim_start().is_empty() || settings.trim_start().starts_with(|c: char| c.is_ascii_alphabetic());
    if !is_plain(left) || !is_plain(end) || !is_over {
        return None;
    }
    let from = line.len() - right.len();
    Some(TimeLine::Times { start: (parse(left)?, 0..left.len()), end: (parse(end)?, from..from + length) })
}

/// Whether `line` alone is a pair of times, where a cue may begin.
pub(super) fn is_time_line(line: &str) -> bool {
    line.contains(['>', '＞']) && matches!(time_line(&Lines::of(line), 0, true), Some(TimeLine::Times { .. }))
}

/// A clock time alone, in any of these spellings but frames.
pub(super) fn clock(text: &str) -> Option<Timestamp> {
    let plain: String = text.chars().filter_map(plain).filter(|c| !c.is_whitespace()).collect();
    parse(&plain).filter(|clock| clock.frames.is_none())?.at(1)
}

/// `PT1H2M3.004S`, each part but the seconds left out at will.
pub(super) fn iso(text: &str) -> Option<Timestamp> {
    let mut rest = text.trim().strip_prefix("PT")?.strip_suffix('S')?;
    let mut seconds = 0.0;
    for (unit, length) in [('H', 3600.0), ('M', 60.0)] {
        if let Some((count, tail)) = rest.split_once(unit) {
            seconds += f64::from(count.parse::<u32>().ok()?) * length;
            rest = tail;
        }
    }
    Timestamp::from_seconds(seconds + rest.parse::<f64>().ok()?)
}

/// What a character of a time line means: digits of every usual script, signs of every usual width; `None` for marks of
/// direction and other characters without a width.
fn plain(c: char) -> Option<char> {
    let digit = |zero: char| char::from_digit(u32::from(c) - u32::from(zero), 10);
    match c {
        c if is_mark(c) => None,
        '٠'..='٩' => digit('٠'),
        '۰'..='۹' => digit('۰'),
        '０'..='９' => digit('０'),
        '：' | '﹕' | '∶' => Some(':'),
        '，' | '،' | '٫' | '﹐' => Some(','),
        '．' | '。' => Some('.'),
        '＞' => Some('>'),
        '–' | '—' | '−' | '－' | '‐' | '‑' => Some('-'),
        c => Some(c),
    }
}

/// A character of a time line, by its plain meaning, and where it stands in the line.
struct Sign {
    place: Range<usize>,
    plain: char,
}

impl Sign {
    fn is_blank(&self) -> bool {
        self.plain.is_whitespace()
    }
}

/// What stands before and behind the first arrow, and whether that is written as it should be.
fn around_arrow(signs: &[Sign]) -> Option<(&[Sign], &[Sign], bool)> {
    let head = signs.iter().position(|sign| sign.plain == '>')?;
    let back = signs[..head].iter().rev().take_while(|sign| sign.plain == '-' || sign.is_blank()).count();
    let dashes = signs[head - back..head].iter().filter(|sign| sign.plain == '-').count();
    (dashes > 0).then(|| (&signs[..head - back], &signs[head + 1..], dashes >= 2))
}

/// The longest clock time, in characters, blanks not counted.
const LONGEST: usize = 40;

/// The clock time in `signs`: all of them, or with `whole` false what can be read at their beginning.
fn first_clock(signs: &[Sign], whole: bool) -> Option<(Clock, Range<usize>)> {
    let first = signs.iter().position(|sign| !sign.is_blank())?;
    let (mut found, mut text, mut after_blank) = (None, String::new(), false);
    for sign in &signs[first..] {
        if sign.is_blank() {
            after_blank = true;
            continue;
        }
        let is_mark = matches!(sign.plain, ':' | ',' | '.');
        if !is_mark && !sign.plain.is_ascii_digit() {
            // `00:00:-59` is a time that cannot be read, and not one of no seconds.
            let is_cut_off = !after_blank && text.ends_with([':', ',', '.']);
            if whole || is_cut_off {
                return None;
            }
            break;
        }
        // Some writers put blanks into a time; behind one that is complete they end it.
        let is_open = text.ends_with([':', ',', '.']);
        if !whole && after_blank && found.is_some() && !is_open && !is_mark {
            break;
        }
        after_blank = false;
        text.push(sign.plain);
        if text.len() > LONGEST {
            return None;
        }
        let read = parse(&text).map(|clock| (clock, signs[first].place.start..sign.place.end));
        found = if is_mark { found } else { read };
    }
    found
}

/// `[hours:]minutes:seconds[.fraction]`, with frames or milliseconds as a fourth part. Minutes and seconds may be sixty and more.
fn parse(text: &str) -> Option<Clock> {
    let (whole, fraction) = match text.split_once([',', '.']) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let digits = |part: &str| !part.is_empty() && part.len() <= 9 && part.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = whole.split(':').collect();
    if !(2..=4).contains(&parts.len()) || !parts.iter().all(|part| digits(part)) || fraction.is_some_and(|f| !digits(f)) {
        return None;
    }
    let seconds: u64 = parts.iter().take(3).try_fold(0, |total: u64, part| Some(total * 60 + part.parse::<u64>().ok()?))?;
    let mut clock = Clock { ms: seconds * 1000, frames: None };
    match (parts.get(3), fraction) {
        (Some(_), Some(_)) => return None,
        (Some(ms), None) if ms.len() == 3 => clock.ms += ms.parse::<u64>().ok()?,
        (Some(frames), None) => clock.frames = Some(frames.parse().ok()?),
        (None, Some(fraction)) => clock.ms += format!("{fraction:0<3}").get(..3)?.parse::<u64>().ok()?,
        (None, None) => {}
    }
    Some(clock)
}

/// Whether a time has hours, or minutes and a fraction.
fn is_whole(signs: &[Sign]) -> bool {
    let count = |mark: char| signs.iter().filter(|sign| sign.plain == mark).count();
    count(':') >= 2 || (count(':') == 1 && count(',') + count('.') > 0)
}

/// What one side of an arrow looks like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// A time, however wrongly written.
    Clock,
    Words,
    Nothing,
}

fn side(signs: &[Sign]) -> Side {
    let token: String = signs.iter().skip_while(|s| s.is_blank()).take_while(|s| !s.is_blank()).map(|s| s.plain).collect();
    if token.is_empty() {
        return Side::Nothing;
    }
    let has_digits = token.contains(|c: char| c.is_ascii_digit());
    let is_clock = has_digits && token.contains([':', ';']) && !token.contains(char::is_alphabetic);
    if is_clock { Side::Clock } else { Side::Words }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<(Option<u32>, Option<u32>)> {
        let found = time_line(&Lines::of(line), 0, true)?;
        let rate = frame_rate(std::iter::once(&found)).unwrap_or(1);
        let ms = |clock: &Clock| clock.at(rate).map(Timestamp::as_millis);
        Some(match &found {
            TimeLine::Times { start, end } => (ms(&start.0), ms(&end.0)),
            TimeLine::Unreadable => (None, None),
        })
    }

    #[test]
    fn what_players_forgive_is_read() {
        let expected = Some((Some(4000), Some(6500)));
        for line in [
            "00:00:04,000 --> 00:00:06,500",
            "\u{200f}00:00:04,000 --> 00:00:06,500\u{200f}",
            "٠٠:٠٠:٠٤,٠٠٠ --> ٠٠:٠٠:٠٦,٥٠٠",
            "00:00:04，000 –> 00:00:06，500",
            "00:00:04,000 -> 00:00:06.5",
            "0:04 --> 0:06.5 X1:0 Y2:9",
            "00: 00: 04, 000 -->00: 00: 06, 500",
            "00:00:04:000 --> 00:00:06:500 ",
            "00:00:03:25 --> 00:00:06:13 line:0",
        ] {
            let found = read(line);
            let frames = line.contains(":25");
            assert_eq!(found, if frames { Some((Some(3833), Some(6433))) } else { expected }, "{line}");
        }
        assert_eq!(read("00:00:61,000 --> 00:75:00,000"), Some((Some(61_000), Some(4_500_000))));
        assert_eq!(read("00:00:04:12 --> 00:00:06:00"), Some((Some(4480), Some(6000))));
    }

    #[test]
    fn what_is_meant_as_a_time_and_is_none_is_told_and_text_is_left_alone() {
        for line in [
            "-00:00:01,000 --> 00:00:02,000",
            "00:00:-01,500 --> 00:00:03,000",
            "00:00:03,000 --> soon",
            "--> 00:00:03,000",
            "00;00;01 --> 00;00;02",
            "00:00:01:70 --> 00:00:02:99999999999",
        ] {
            assert_eq!(read(line), Some((None, None)), "{line}");
        }
        for line in ["a --> b", "intro --> not a time", "x -> y", "3 > 2", "", "1 --> 2", "00:00:01 → 00:00:02"] {
            assert_eq!(read(line), None, "{line}");
        }
        assert_eq!(time_line(&Lines::of("10:00 -> 11:00"), 0, false), None);
    }

    #[test]
    fn a_line_as_nearly_all_are_is_read_as_any_other() {
        let lines =
            ["00:00:01,000 --> 00:00:02,500", "00:01.000 --> 00:02.500 align:start", "1:2 --> 3:4", "x --> 00:02.000"];
        for line in
            lines.iter().chain(&["00:01.000 --> 00:02 ,500", "00:01.000 --> 00:02. 500", "00:01 --> 00:02:", "1 --> 2"])
        {
            // A mark of direction in front keeps the short way from being taken.
            let other = time_line(&Lines::of(&format!("\u{200e}{line}")), 0, true);
            let moved = other.map(|other| match other {
                TimeLine::Times { start: (a, from), end: (b, to) } => {
                    TimeLine::Times { start: (a, from.start - 3..from.end - 3), end: (b, to.start - 3..to.end - 3) }
                }
                unreadable => unreadable,
            });
            assert_eq!(time_line(&Lines::of(line), 0, true), moved, "{line}");
        }
    }

    #[test]
    fn the_places_of_times_are_their_letters() {
        let line = "\u{200f}٠٠:٠٤ --> 00:06 align:start";
        let Some(TimeLine::Times { start, end }) = time_line(&Lines::of(line), 0, false) else { panic!("{line}") };
        assert_eq!((&line[start.1], &line[end.1]), ("٠٠:٠٤", "00:06"));
    }
}
