//! A page as its markup gives it: blocks of text, each with what the markup says of it.

use super::facts::Facts;
use crate::text::TextRange;

/// A file without its markup, before its blocks are classified.
pub(super) struct Page {
    pub(super) text: String,
    pub(super) blocks: Vec<Block>,
    pub(super) facts: Facts,
}

/// A paragraph or line of the text, and what the markup says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) range: TextRange,
    pub(super) mark: Mark,
}

/// What the markup says of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing: a paragraph, a line.
    None,
    /// The first-rank heading.
    Title,
    /// A heading below it.
    Heading,
    /// A quotation.
    Quote,
    /// The summary under the title.
    Summary,
    /// A cell of a table of data.
    Cell,
    /// What stands around the text: navigation, captions, buttons, credits.
    Boilerplate,
}

impl Page {
    pub(super) fn new(facts: Facts) -> Self {
        Self { text: String::new(), blocks: Vec::new(), facts }
    }

    /// Adds `text` as a block of its own, a blank line after the one before.
    pub(super) fn push(&mut self, text: &str, mark: Mark) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.blocks.push(Block { range: TextRange::at(start, self.text.len()), mark });
    }
}
