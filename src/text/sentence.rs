use unicode_segmentation::UnicodeSegmentation;

use super::TextRange;

/// The sentences within `range` of `text`, in order; together they cover every byte of the range that is not white space at
/// a sentence's edge.
pub fn sentences(text: &str, range: TextRange) -> Vec<TextRange> {
    let mut found = Vec::new();
    for (start, sentence) in range.of(text).split_sentence_bound_indices() {
        let trimmed = sentence.trim();
        if trimmed.is_empty() {
            continue;
        }
        let start = range.start() + start + (sentence.len() - sentence.trim_start().len());
        found.push(TextRange::at(start, start + trimmed.len()));
    }
    found
}
