//! The published article: its text byte for byte, and its parts told apart.

use crate::text::{self, Language, TextRange, Token};

/// What a stretch of the page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    /// The title, each time it is printed.
    Headline,
    /// The summary before the hand-over, or the first paragraph.
    Lead,
    /// The line that hands over to the recording: «المزيد من التفاصيل في تقرير مي يعقوب:».
    Handover,
    /// Running text.
    Body,
    /// Somebody's words, quoted as a paragraph of their own.
    Quote,
    /// What the page prints around the text and nobody reads: section line, «تنزيل», `image`, photo credits.
    Furniture,
}

/// One block of the page (a paragraph or a line).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// Where it stands in [`Article::text`].
    pub range: TextRange,
}

/// One sentence of the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands in [`Article::text`], without the white space around it.
    pub range: TextRange,
    /// The part it belongs to.
    pub part: PartKind,
    /// Its words, in order, with ranges into [`Article::text`].
    pub tokens: Vec<Token>,
    /// Where the page names who speaks this sentence, when it is quoted; a range into [`Article::text`].
    pub speaker: Option<TextRange>,
}

/// A published article as read: its plain text, byte for byte, never corrected, and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    text: String,
    language: Language,
    parts: Vec<Part>,
    sentences: Vec<Sentence>,
}

impl Article {
    /// An article of `text` whose blocks are `parts`, in order. Parts that overlap an earlier one or do not fit the text are
    /// left out.
    pub fn from_parts(text: String, language: Language, parts: Vec<Part>) -> Self {
        let mut kept: Vec<Part> = Vec::with_capacity(parts.len());
        for part in parts {
            let free_from = kept.last().map_or(0, |last| last.range.end());
            if part.range.start() >= free_from && text.get(part.range.start()..part.range.end()).is_some() {
                kept.push(part);
            }
        }
        let mut found = Vec::new();
        for part in &kept {
            for range in text::sentences(&text, part.range) {
                let tokens = text::tokens(range.of(&text))
                    .into_iter()
                    .map(|token| Token { range: token.range.shifted(range.start()), ..token })
                    .collect();
                found.push(Sentence { range, part: part.kind, tokens, speaker: None });
            }
        }
        Self { text, language, parts: kept, sentences: found }
    }

    /// The text that every range of the article points into.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The language of the text; `und` when it is not known.
    pub fn language(&self) -> &Language {
        &self.language
    }

    /// The blocks of the page in order; they never overlap.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The sentences in order; a sentence's index is its id in an alignment.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }
}
