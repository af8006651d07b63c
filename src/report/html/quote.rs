//! What was said, quoted in the language in which it was.

use crate::text::Language;

/// Words with the language in which they are read aloud, and the direction in which they are laid out: not that of the page, and not
/// that of the first letter, which may be a name's from elsewhere.
pub(super) struct Quote<'a> {
    pub(super) text: &'a str,
    pub(super) lang: &'a str,
    pub(super) dir: &'static str,
}

impl<'a> Quote<'a> {
    /// `spoken` is the language of `text`, where it is another than the article's.
    pub(super) fn new(text: &'a str, spoken: Option<&'a Language>, article: &'a Language) -> Self {
        let language = spoken.unwrap_or(article);
        Self { text, lang: language.as_str(), dir: language.direction() }
    }
}
