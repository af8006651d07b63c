//! Where quoted words begin and end within a paragraph.

use crate::text::TextRange;

/// Marks that open a quotation, or go on with one in the next paragraph.
const OPENING: [char; 7] = ['"', '“', '”', '«', '»', '„', '‟'];
/// Marks that close one.
const CLOSING: [char; 5] = ['"', '”', '“', '»', '«'];

/// Whether a paragraph is somebody's words: it opens with a quotation mark, and most of it stands between marks (an opening
/// mark that is never closed goes on in the next paragraph, as print has it).
pub(super) fn is_quote(line: &str) -> bool {
    let line =
        line.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '\u{200e}' | '\u{200f}'));
    if !line.starts_with(OPENING) {
        return false;
    }
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let beside: usize = beside(line).iter().map(|range| letters(range.of(line))).sum();
    let all = letters(line);
    (all - beside.min(all)) * 2 > all
}

/// The stretches of `line` that stand outside its quotation marks, behind the first of them; in order, none empty.
pub(super) fn beside(line: &str) -> Vec<TextRange> {
    let mut found = Vec::new();
    let (mut open, mut closed_at) = (false, None);
    for (at, c) in line.char_indices() {
        if OPENING.contains(&c) && !open {
            open = true;
            found.extend(closed_at.take().and_then(|from| TextRange::new(from, at)));
        } else if CLOSING.contains(&c) && open {
            open = false;
            closed_at = Some(at + c.len_utf8());
        }
    }
    found.extend(closed_at.and_then(|from| TextRange::new(from, line.len())));
    found.retain(|range| !range.of(line).is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_beside_quoted_words_is_found() {
        let beside = |line: &str| beside(line).iter().map(|range| range.of(line).to_owned()).collect::<Vec<_>>();
        assert_eq!(beside("\"We stay,\" she said. \"It is cold.\""), [" she said. "]);
        assert_eq!(beside("«نحن هنا» قالت."), [" قالت."]);
        assert!(beside("“We stay. It is cold.").is_empty());
        assert!(beside("no quotation at all").is_empty());
    }

    #[test]
    fn a_paragraph_that_only_quotes_a_word_is_nobodys_words() {
        assert!(is_quote("\"We stay in the town,\" she said."));
        assert!(!is_quote("\"Peace\" is the word that everybody in the market uses."));
        assert!(!is_quote("She said: \"We stay.\""));
    }
}
