use std::io::{self, Write};

use crate::text::Language;
use crate::time::{Span, Timestamp};

use super::Transcript;
use super::gather::{Gather, engine};

/// Writes the text that a person corrects: one line a segment, `[1:02.345] words` with the time at which it
/// begins. [`read_text`] reads it back, and [`corrected`](super::corrected) gives the words of the
/// changed text the times of those that were heard.
///
/// # Errors
/// Those of `out`.
pub fn print_text(transcript: &Transcript, out: &mut impl Write) -> io::Result<()> {
    for segment in transcript.segments() {
        let words = transcript.words().get(segment.words.clone()).unwrap_or(&[]);
        write!(out, "[{}]", segment.span.start())?;
        for word in words {
            write!(out, " {}", word.text)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Reads a text of one segment a line; the time in brackets before it is optional. No word has a time of its own, since such a
/// text gives none; a segment lasts until the next time.
///
/// ```
/// use rawi::transcript::read_text;
/// let heard = read_text("[0:01.500] Good morning.\n\nThis is the news.\n[0:05.000] Welcome.\n");
/// assert_eq!(heard.words().len(), 7);
/// assert_eq!(heard.segments()[0].span.start().as_millis(), 1500);
/// assert_eq!(heard.segments()[2].span.start().as_millis(), 5000);
/// ```
pub fn read_text(text: &str) -> Transcript {
    let lines: Vec<(Option<Timestamp>, &str)> =
        text.trim_start_matches('\u{feff}').lines().map(timed_line).filter(|(_, words)| !words.is_empty()).collect();
    let mut gather = Gather::default();
    let mut last = Timestamp::ZERO;
    for (index, (start, words)) in lines.iter().enumerate() {
        let start = start.unwrap_or(last).max(last);
        let next = lines.get(index + 1..).unwrap_or(&[]).iter().find_map(|(time, _)| *time);
        let end = next.unwrap_or(start).max(start);
        let first = gather.len();
        gather.untimed(words);
        gather.close(first, Some(Span::between(start, end)), None);
        last = start;
    }
    gather.finish(engine("text"), Language::unknown(), None)
}

/// The time and the words of `[1:02.345] words`; the whole line where what stands in brackets is no time.
fn timed_line(line: &str) -> (Option<Timestamp>, &str) {
    let line = line.trim();
    let split = line.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    match split.map(|(time, words)| (time.parse::<Timestamp>(), words.trim())) {
        Some((Ok(time), words)) => (Some(time), words),
        _ => (None, line),
    }
}

/// Whether a file begins with a time in brackets.
pub(super) fn begins_with_time(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(40)).unwrap_or(bytes));
    let time = head.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(time, _)| time);
    // `[7]` is a list of one number; a time has its colon.
    time.is_some_and(|time| time.contains(':') && time.parse::<Timestamp>().is_ok())
}
