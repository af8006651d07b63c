//! SubRip, reading: whatever players read. A cue begins at a line with two times; the digits in front of it are its number.

use super::{CaptionFile, Format, RawCue};
use crate::time::Timestamp;

pub(super) fn read(text: &str) -> CaptionFile {
    let lines: Vec<&str> = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).collect();
    let heads: Vec<(usize, (Timestamp, Timestamp))> =
        lines.iter().enumerate().filter_map(|(index, line)| Some((index, times(line)?))).collect();
    let mut cues = Vec::with_capacity(heads.len());
    for (place, (index, (start, end))) in heads.iter().enumerate() {
        let stop = match heads.get(place + 1) {
            // The number of the next cue is the line in front of its times.
            Some((next, _)) => {
                if is_number(lines.get(next.wrapping_sub(1)).copied().unwrap_or("")) && next - 1 > *index {
                    next - 1
                } else {
                    *next
                }
            }
            None => lines.len(),
        };
        let mut body: Vec<String> =
            lines.get(index + 1..stop).unwrap_or(&[]).iter().map(|line| without_tags(line)).collect();
        while body.last().is_some_and(|line| line.trim().is_empty()) {
            body.pop();
        }
        cues.push(RawCue::of(*start, *end, body));
    }
    CaptionFile::new(Format::Srt, None, cues)
}

/// The two times of a line `start --> end`, whatever stands behind them.
pub(super) fn times(line: &str) -> Option<(Timestamp, Timestamp)> {
    let (start, rest) = line.split_once("-->")?;
    let end = rest.split_whitespace().next()?;
    let start = start.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    // Some writers put spaces into the time itself.
    let start: String = start.chars().filter(|c| !c.is_whitespace()).collect();
    Some((start.parse().ok()?, end.parse().ok()?))
}

fn is_number(line: &str) -> bool {
    let line = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit())
}

/// `line` without the tags that players obey.
fn without_tags(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['<', '{']) {
        out.push_str(&rest[..at]);
        let tail = &rest[at..];
        match tag_length(tail) {
            Some(length) => rest = &tail[length..],
            None => {
                let width = tail.chars().next().map_or(1, char::len_utf8);
                out.push_str(&tail[..width]);
                rest = &tail[width..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn tag_length(tail: &str) -> Option<usize> {
    if tail.starts_with("{\\") {
        return tail.find('}').map(|end| end + 1);
    }
    let inner = tail.strip_prefix('<')?;
    let end = inner.find('>')?;
    let name = inner[..end].trim_start_matches('/').split([' ', '.']).next().unwrap_or("").to_ascii_lowercase();
    matches!(name.as_str(), "i" | "b" | "u" | "s" | "font" | "v" | "c" | "lang" | "ruby" | "rt").then_some(end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_players_forgive_is_read() {
        let text = "\u{feff}1\r\n00:01,5 --> 00:03.250 X1:0 X2:9\r\n<i>نعم</i> {\\an8}هنا\r\n\r\n2\r\n100:00:00,000 --> 100:00:01,000\r\n\r\n12\r\n\r\n00:00:05,000 --> 00:00:04,000\r\nx < y & <q>";
        let file = read(text);
        let times: Vec<_> = file.cues.iter().map(|c| (c.start.as_millis(), c.end.as_millis())).collect();
        assert_eq!(times, [(1500, 3250), (360_000_000, 360_001_000), (5000, 4000)]);
        assert_eq!(file.cues[0].shown(), ["نعم هنا"]);
        assert_eq!(file.cues[1].shown(), ["", "12"], "a text of digits is kept, and the blank line is there to be found");
        assert_eq!(file.cues[2].shown(), ["x < y & <q>"]);
        assert_eq!(file.track().cues().len(), 2);
    }
}
