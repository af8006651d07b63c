//! Times that stand among the words of a text.

use super::FileWord;
use crate::time::Timestamp;

/// The words of `text`, each beginning at the time that stands directly in front of it: `times` are pairs of the byte behind
/// which a time counts, and the time. One inside a word is nobody's.
pub(super) fn starts(text: &str, times: &[(usize, Timestamp)]) -> Vec<FileWord> {
    let at = |token: &str| token.as_ptr() as usize - text.as_ptr() as usize;
    let tokens: Vec<(usize, &str)> = text.split_whitespace().map(|token| (at(token), token)).collect();
    let mut words: Vec<FileWord> = tokens.iter().map(|(_, token)| FileWord::untimed(token)).collect();
    for (from, time) in times {
        let next = tokens.partition_point(|(at, _)| at < from);
        let inside = next.checked_sub(1).is_some_and(|before| tokens[before].0 + tokens[before].1.len() > *from);
        if let Some(word) = words.get_mut(next).filter(|_| !inside) {
            word.start = Some(*time);
        }
    }
    words
}

/// Ends each word where the next begins, and the last at `end`; one time for several words ends none of them.
pub(super) fn ends(words: &mut [FileWord], end: Option<Timestamp>) {
    let mut next = end;
    for word in words.iter_mut().rev() {
        (word.end, next) = (word.start.and(next), word.start);
    }
}
