use super::character::is_control;
use super::range::TextRange;

/// The sentences within `range` of `text`, in order; together they cover every byte of the range that is not white space at
/// a sentence's edge. Empty when the range does not fit the text.
///
/// A sentence ends at a full stop, a question or exclamation mark of Latin, Arabic, Devanagari or Chinese writing, with the
/// closing quotes and brackets after it, and at a blank line. Titles (`Dr.`), initials (`U.N.`), decimals, an ellipsis, and
/// a stop before a small letter end none. A quote of several sentences is several sentences, each with its own part of it.
///
/// ```
/// use rawi::text::{TextRange, sentences};
/// let text = "Dr. Lee left at 3.5 p.m. on Monday. “Why?” he asked. «لماذا؟» لا نعرف.";
/// let all = TextRange::new(0, text.len()).unwrap();
/// let found: Vec<_> = sentences(text, all).iter().map(|r| r.of(text)).collect();
/// assert_eq!(found, ["Dr. Lee left at 3.5 p.m. on Monday.", "“Why?” he asked.", "«لماذا؟»", "لا نعرف."]);
/// ```
#[must_use]
pub fn sentences(text: &str, range: TextRange) -> Vec<TextRange> {
    let part = range.of(text);
    let mut found: Vec<TextRange> = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(c) = part.get(at..).and_then(|rest| rest.chars().next()) {
        let after = at + c.len_utf8();
        let end = if is_stop(c) {
            let end = closed(part, after);
            if ends_here(part, at, end) { end } else { closed_stops(part, after) }
        } else {
            after
        };
        let breaks = (is_stop(c) && ends_here(part, at, end)) || is_paragraph_end(part, at, c);
        if breaks {
            add(part, start, end, range.start(), &mut found);
            start = end;
        }
        at = end;
    }
    add(part, start, part.len(), range.start(), &mut found);
    found
}

/// Adds what stands between, without the space around it; a stretch without a letter or digit goes with the one before.
fn add(part: &str, start: usize, end: usize, offset: usize, found: &mut Vec<TextRange>) {
    let stretch = part.get(start..end).unwrap_or("");
    let inner = stretch.trim();
    if inner.is_empty() {
        return;
    }
    let start = start + stretch.len() - stretch.trim_start().len();
    let range = TextRange::at(start, start + inner.len()).shifted(offset);
    match found.last_mut() {
        Some(last) if !inner.chars().any(char::is_alphanumeric) => *last = TextRange::at(last.start(), range.end()),
        _ => found.push(range),
    }
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '؟' | '…' | '۔' | '।' | '。' | '！' | '？' | '‼' | '⁇' | '⁈' | '⁉')
}

fn is_closer(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '›' | '」' | '』' | '）') || is_control(c)
}

/// The end of the stops and closing marks that follow.
fn closed(part: &str, at: usize) -> usize {
    let rest = part.get(at..).unwrap_or("");
    at + rest.find(|c| !is_stop(c) && !is_closer(c)).unwrap_or(rest.len())
}

fn closed_stops(part: &str, at: usize) -> usize {
    let rest = part.get(at..).unwrap_or("");
    at + rest.find(|c| !is_stop(c)).unwrap_or(rest.len())
}

/// A blank line, or a separator that says so.
fn is_paragraph_end(part: &str, at: usize, c: char) -> bool {
    if matches!(c, '\u{2028}' | '\u{2029}') {
        return true;
    }
    let blank = |rest: &str| rest.chars().take_while(|c| c.is_whitespace()).any(|c| c == '\n');
    c == '\n' && part.get(at + 1..).is_some_and(blank)
}

/// Whether the stop at `at`, whose marks end before `end`, ends a sentence.
fn ends_here(part: &str, at: usize, end: usize) -> bool {
    let rest = part.get(end..).unwrap_or("");
    let marks = part.get(at..end).unwrap_or("");
    let Some(next) = rest.chars().next() else { return true };
    if marks.contains(['。', '！', '？', '।']) {
        return true;
    }
    let before = part.get(..at).unwrap_or("");
    let opening = |c: &char| {
        c.is_whitespace() || matches!(c, '"' | '“' | '«' | '\'' | '‘' | '(' | '[' | '-' | '–' | '—') || is_control(*c)
    };
    let Some(first) = rest.chars().find(|c| !opening(c)) else { return true };
    if !next.is_whitespace() {
        return is_missing_space(before, marks, rest);
    }
    if first.is_lowercase() {
        return false;
    }
    if is_ellipsis(marks) {
        return first.is_uppercase();
    }
    !marks.starts_with('.') || !is_abbreviated(before, rest.trim_start_matches(|c| opening(&c)))
}

fn is_ellipsis(marks: &str) -> bool {
    marks.contains('…') || marks.contains("..")
}

/// "ended.The next", «انتهى.وقال».
fn is_missing_space(before: &str, marks: &str, rest: &str) -> bool {
    let is_arabic = |c: char| super::arabic::is_letter(c);
    let mut last = before.chars().rev();
    let mut next = rest.chars();
    match (last.next(), last.next(), next.next(), next.next()) {
        (Some(a), Some(b), Some(c), Some(d)) if !is_ellipsis(marks) => {
            [a, b, c, d].into_iter().all(is_arabic)
                || (a.is_lowercase() && b.is_lowercase() && c.is_uppercase() && d.is_lowercase())
        }
        _ => false,
    }
}

/// Before a name or a number: a stop after these never ends a sentence.
#[rustfmt::skip]
const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "st", "gen", "col", "sgt", "rep", "sen", "gov", "lt", "capt", "cmdr", "adm", "rev", "hon",
    "no", "nos", "vs", "e.g", "i.e", "cf", "fig", "art", "pp", "vol", "mt", "ft", "sr.", "messrs", "mme", "mlle", "approx", "ca",
];

/// These may end a sentence too: it does when a word follows that opens one.
#[rustfmt::skip]
const SHORT: &[&str] = &[
    "inc", "ltd", "co", "corp", "jr", "sr", "etc", "a.m", "p.m", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct",
    "nov", "dec", "ph.d", "m.d", "b.c", "a.d",
];

#[rustfmt::skip]
const OPENERS: &[&str] = &[
    "The", "A", "An", "He", "She", "It", "They", "We", "I", "You", "In", "On", "At", "But", "And", "So", "This", "That", "These", "Those",
    "There", "Here", "His", "Her", "Its", "Their", "Our", "My", "When", "While", "After", "Before", "As", "If", "For", "From", "By", "Then",
    "Now", "Today", "Not", "No", "What", "Why", "How", "Who", "Mr", "Mrs", "Ms", "Dr", "Officials", "Meanwhile", "However", "Since", "With",
];

fn is_abbreviated(before: &str, after: &str) -> bool {
    let word_start = before
        .rfind(|c: char| !(c.is_alphanumeric() || c == '.'))
        .map_or(0, |i| i + before.get(i..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let word = before.get(word_start..).unwrap_or("");
    // A number that opens a line counts the items of a list.
    if !word.is_empty() && word.len() <= 3 && word.chars().all(|c| c.is_numeric()) {
        let line = before.get(..word_start).unwrap_or("").trim_end_matches(' ');
        return line.is_empty() || line.ends_with('\n');
    }
    let lower = word.to_lowercase();
    if TITLES.contains(&lower.as_str()) {
        return true;
    }
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let initial =
        letters == 1 && word.chars().next().is_some_and(|c| c.is_uppercase() && c != 'I' || super::arabic::is_letter(c));
    let initials = word.contains('.') && word.split('.').all(|part| part.chars().count() <= 1);
    if initial && word.chars().next().is_some_and(super::arabic::is_letter) {
        return word != "و";
    }
    let opener: String = after.chars().take_while(|c| c.is_alphabetic()).collect();
    (initial || initials || SHORT.contains(&lower.as_str())) && !OPENERS.contains(&opener.as_str())
}
