//! Plain text: the file's own text, its blocks found by its lines.

use crate::text::TextRange;

use super::boilerplate::is_boilerplate;
use super::facts::Facts;
use super::page::{Block, Mark, Page};

/// Lines of a hard-wrapped text end within this many columns of its longest.
const WRAP_COLUMNS: std::ops::RangeInclusive<usize> = 50..=100;

/// A page whose text is `text` itself. Every line is a block, as content systems export their paragraphs; in a text whose
/// lines were broken at a margin, blank lines part the blocks.
pub(super) fn page(text: String) -> Page {
    let lines = lines(&text);
    let wrapped = is_wrapped(&text, &lines);
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for line in lines {
        let words = line.of(&text);
        if words.is_empty() {
            open = false;
            continue;
        }
        let alone = !wrapped || is_boilerplate(words);
        match blocks.last_mut() {
            Some(last) if open && !alone => last.range = TextRange::at(last.range.start(), line.end()),
            _ => blocks.push(Block { range: line, mark: Mark::None }),
        }
        open = !alone;
    }
    Page { text, blocks, facts: Facts::default() }
}

/// The lines without the white space around them. A carriage return alone, and the separators of Unicode, end a line too.
fn lines(text: &str) -> Vec<TextRange> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}', '\u{c}']) {
        let trimmed = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let lead = line.find(trimmed).unwrap_or(0);
        found.push(TextRange::at(start + lead, start + lead + trimmed.len()));
        let next = start + line.len();
        start = next + text.get(next..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    collapse_crlf(text, found)
}

/// Between `\r` and `\n` lies no line.
fn collapse_crlf(text: &str, lines: Vec<TextRange>) -> Vec<TextRange> {
    let between = |line: &TextRange| {
        line.is_empty()
            && text.get(..line.start()).is_some_and(|before| before.ends_with('\r'))
            && text.get(line.start()..).is_some_and(|after| after.starts_with('\n'))
    };
    lines.into_iter().filter(|line| !between(line)).collect()
}

/// Whether lines were broken at a margin: no line is long, and of the lines that another follows directly in mid-sentence,
/// eight in ten reach near the margin.
fn is_wrapped(text: &str, lines: &[TextRange]) -> bool {
    let width = |line: &TextRange| line.of(text).chars().count();
    let widest = lines.iter().map(width).max().unwrap_or(0);
    if !WRAP_COLUMNS.contains(&widest) {
        return false;
    }
    let goes_on = |line: &str| !line.is_empty() && !super::parts::ends_as_sentence(line) && !is_boilerplate(line);
    let pairs = lines.windows(2).filter(|pair| goes_on(pair[0].of(text)) && !pair[1].is_empty());
    let followed: Vec<usize> = pairs.map(|pair| width(&pair[0])).collect();
    let near = followed.iter().filter(|w| **w + 15 >= widest).count();
    followed.len() >= 2 && near * 10 >= followed.len() * 8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<String> {
        let page = page(text.to_owned());
        assert_eq!(page.text, text, "the text stays as it is");
        page.blocks.iter().map(|b| b.range.of(&page.text).to_owned()).collect()
    }

    #[test]
    fn a_line_is_a_block_in_every_kind_of_line_end() {
        for end in ["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\u{2028}"] {
            assert_eq!(blocks(&format!("  one two {end}image{end}{end} three. {end}")), ["one two", "image", "three."]);
        }
    }

    #[test]
    fn lines_broken_at_a_margin_are_one_block() {
        let text = "The first convoy of the winter reached the valley on Monday,\n\
                    after the army had cleared the road that leads to the south\n\
                    of the province.\nimage\nThe people there had been waiting for weeks, and many came on\n\
                    foot from the villages above the river to see the lorries as\nthey came in.\n";
        assert_eq!(blocks(text).len(), 3, "{:?}", blocks(text));
    }
}
