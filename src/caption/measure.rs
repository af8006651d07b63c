//! What counts as a character and a word, the same everywhere: extended grapheme clusters, spaces and punctuation included,
//! directional controls and tatweel not; harakat join their letter.

use unicode_segmentation::UnicodeSegmentation;

use super::bidi;

/// How many characters a reader sees in `line`.
pub(super) fn chars(line: &str) -> usize {
    // Most lines hold nothing but letters that stand alone: to find clusters takes fifty times as long.
    if line.chars().all(stands_alone) {
        return line.chars().count();
    }
    line.graphemes(true).filter(|g| !g.chars().all(|c| c == '\u{640}' || bidi::is_control(c) || is_invisible(c))).count()
}

/// How many words a reader sees in `text`.
pub(super) fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

/// Whether nothing of `line` can be seen.
pub(super) fn is_blank(line: &str) -> bool {
    line.chars().all(|c| c.is_whitespace() || c.is_control() || bidi::is_control(c) || is_invisible(c))
}

/// `text` on one line: every run of white space and control characters that holds a line break or a control is one space,
/// and none at the edges.
pub(super) fn one_line(text: &str) -> String {
    let broken = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    if !text.contains(broken) {
        return text.trim().to_owned();
    }
    text.split(broken).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether `c` is a cluster by itself between others of its kind: printable ASCII, Arabic letters, digits and stops without marks,
/// Latin letters with theirs, dashes and quotation marks.
fn stands_alone(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a1}'..='\u{a8}' | '\u{aa}'..='\u{ac}' | '\u{af}'..='\u{17f}' | '\u{2010}'..='\u{2027}')
        || matches!(c, '\u{60c}' | '\u{61b}' | '\u{61f}'..='\u{63f}' | '\u{641}'..='\u{64a}' | '\u{660}'..='\u{66d}')
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_stand_alone_are_counted_as_clusters_are() {
        let all: Vec<char> = ('\0'..='\u{2fff}').filter(|c| stands_alone(*c)).collect();
        assert!(all.len() > 390, "{}", all.len());
        for (first, second) in all.iter().zip(all.iter().cycle().skip(97)) {
            let pair = format!("{first}{second}");
            assert_eq!(pair.graphemes(true).count(), 2, "{pair}");
            assert!(!is_invisible(*first) && !bidi::is_control(*first) && *first != '\u{640}');
        }
    }

    #[test]
    fn marks_join_their_letter_and_tatweel_and_controls_do_not_count() {
        assert_eq!(chars("مُحَمَّد"), 4);
        assert_eq!(chars("مـحـمد"), 4);
        assert_eq!(chars("\u{202b}نعم.\u{202c}"), 4);
        assert_eq!(chars("a b,"), 4);
        assert_eq!(words("— وقال: «نعم» !"), 2);
    }
}
