use unicode_segmentation::UnicodeSegmentation;

use super::{Folded, TextRange, fold};

/// One word of a text: where it stands, and its folded form for comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Where the word stands in the text, byte for byte.
    pub range: TextRange,
    /// What it is compared by.
    pub folded: Folded,
}

/// The words of `text` in order. Punctuation, spaces and symbols that nobody reads aloud are no tokens.
///
/// ```
/// use rawi::text::tokens;
/// let text = "وقال: «نعم»";
/// let words: Vec<_> = tokens(text).iter().map(|t| t.range.of(text)).collect();
/// assert_eq!(words, ["وقال", "نعم"]);
/// ```
pub fn tokens(text: &str) -> Vec<Token> {
    text.unicode_word_indices()
        .map(|(start, word)| Token { range: TextRange::at(start, start + word.len()), folded: fold(word) })
        .filter(|token| !token.folded.key().is_empty())
        .collect()
}
