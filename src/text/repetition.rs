//! Phrases said over and over: what a recogniser that has lost its way writes down.

use std::ops::Range;

/// The longest phrase, in words, whose repetition is looked for within one window of a recogniser: three copies of a longer one do
/// not fit into it.
pub const LONGEST_LOOPED_PHRASE: usize = 12;

/// The longest repetition looked for in a whole transcript, in words: recognisers repeat whole sentences over several windows.
pub const LONGEST_LOOPED_SENTENCE: usize = 40;

/// How often a phrase of `period` words must stand in a row to be a loop: three times; a single word four times, since people do
/// say "no, no, no".
const fn copies_in_a_loop(period: usize) -> usize {
    if period == 1 { 4 } else { 3 }
}

/// The runs of `words` in which a phrase of `period` words is said three times or oftener (a single word four
/// times), in order. Each run
/// begins with the first copy and ends with the last word that still repeats the one a period before it, so the last copy may be
/// incomplete. Empty for a period of zero. Takes time linear in the number of words.
///
/// ```
/// use rawi::text::loops;
/// assert_eq!(loops(&["so", "we", "go", "we", "go", "we", "go", "home"], 2), [1..7]);
/// assert_eq!(loops(&["no", "no", "no"], 1), []);
/// ```
pub fn loops<T: PartialEq>(words: &[T], period: usize) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    if period == 0 {
        return runs;
    }
    let mut start = 0;
    for at in period..=words.len() {
        if at < words.len() && words[at] == words[at - period] {
            continue;
        }
        if at - start >= copies_in_a_loop(period) * period {
            runs.push(start..at);
        }
        start = at + 1 - period;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(words: &[u8], period: usize) -> Vec<(usize, usize)> {
        loops(words, period).into_iter().map(|run| (run.start, run.end)).collect()
    }

    #[test]
    fn a_phrase_must_come_three_times_and_a_word_four_times() {
        assert_eq!(ends(&[1, 2, 1, 2, 1, 2, 3], 2), [(0, 6)]);
        assert_eq!(ends(&[1, 2, 1, 2, 3], 2), []);
        assert_eq!(ends(&[7, 7, 7], 1), []);
        assert_eq!(ends(&[9, 7, 7, 7, 7], 1), [(1, 5)]);
    }

    #[test]
    fn the_last_copy_may_be_cut_off_and_odd_lengths_are_no_trouble() {
        assert_eq!(ends(&[5, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1], 3), [(1, 11)]);
        assert_eq!(ends(&[], 1), []);
        assert_eq!(ends(&[1, 1, 1, 1], 0), []);
        assert_eq!(ends(&[1], 4), []);
    }
}
