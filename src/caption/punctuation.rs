//! Marks that end a sentence or a clause, and marks that stand at the wrong end of a line.

use super::bidi;

/// Whether a word ends a sentence.
pub(super) fn ends_sentence(word: &str) -> bool {
    let closing = |c: char| matches!(c, '"' | '\'' | '»' | '”' | '’' | ')' | ']' | '}');
    word.trim_end_matches(closing).ends_with(['.', '!', '?', '؟', '…', '۔', '。'])
}

/// The closing punctuation at the start of a right-to-left line that does not end in any: its length in bytes.
pub(super) fn reversed_mark(line: &str) -> Option<usize> {
    let line = line.trim();
    let closing = |c: char| matches!(c, '.' | '،' | '؛' | '؟' | '!' | ',' | ':' | '?');
    let body = line.trim_start_matches(closing);
    let marks = &line[..line.len() - body.len()];
    let rest = body.trim_start();
    let ellipsis = marks.len() > 1 && marks.chars().all(|c| c == '.');
    let begins_rtl = rest.chars().next().is_some_and(|c| bidi::first_strong(&c.to_string()) == Some(true));
    let reversed = !marks.is_empty() && !ellipsis && begins_rtl && !rest.ends_with(closing);
    reversed.then_some(marks.len())
}
