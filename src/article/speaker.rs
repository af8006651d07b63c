use crate::text::TextRange;

use super::Part;

pub(super) fn of(_text: &str, _parts: &[Part], _index: usize, _sentence: TextRange) -> Option<TextRange> {
    None
}
