//! Marks that end a sentence or a clause, and marks that stand at the wrong end of a line.

use super::bidi;

/// Marks behind which a sentence is over.
const SENTENCE_ENDS: [char; 7] = ['.', '!', '?', '؟', '…', '۔', '。'];

/// Whether a word ends a sentence.
pub(super) fn ends_sentence(word: &str) -> bool {
    word.trim_end_matches(is_closing).ends_with(SENTENCE_ENDS)
}

/// Whether `c` closes what a mark in front of it has opened: a quotation, a bracket.
pub(super) fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '»' | '”' | '’' | ')' | ']' | '}')
}

/// Whether `c` is a mark between or behind the words of a sentence: a stop, a comma, a dash.
pub(super) fn is_stop(c: char) -> bool {
    SENTENCE_ENDS.contains(&c) || is_inner_stop(c)
}

/// Whether `c` is a mark after which the sentence goes on.
pub(super) fn is_inner_stop(c: char) -> bool {
    matches!(c, ',' | ';' | ':' | '،' | '؛' | '—' | '–')
}

/// Whether `c` is a mark of the sentence that it stands in, and of no word: a stop, a quotation mark, a bracket.
pub(super) fn is_sentence_mark(c: char) -> bool {
    is_stop(c) || is_closing(c) || matches!(c, '«' | '“' | '‘' | '(' | '[')
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
