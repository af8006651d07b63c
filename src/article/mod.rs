//! The published article: its text byte for byte, and its parts told apart.
//!
//! [`read`] takes the bytes of a text file, a Markdown file, a web page or a document (.docx, .odt, .rtf; .pdf with the feature `pdf`). What it gives as
//! [`Article::text`] is
//!
//! * for plain text: the whole file, decoded to UTF-8 and otherwise untouched, line ends and all (a byte order mark is no text);
//! * for all others: the blocks of the article in order, without markup, joined by blank lines.
//!
//! Every range of an article points into that text. The parts are told apart by how radio newsrooms lay out their pages; the
//! evidence for each rule stands in `parts.rs`, `boilerplate.rs` and `handover.rs`.

mod agency;
mod archive;
mod attribution;
mod boilerplate;
mod dates;
mod facts;
mod handover;
mod html;
mod language;
mod markdown;
mod metadata;
mod names;
mod nesting;
mod office;
mod office_xml;
mod page;
mod part;
mod parts;
#[cfg(feature = "pdf")]
mod pdf;
mod phrases;
mod plain;
mod promotion;
mod quotations;
mod rtf;
mod sentence;
mod site_page;
mod site_pick;
mod site_rules;
mod sniff;
mod speaker;
mod tables;
mod unshown;
mod visibility;
mod walk;

use crate::text::{self, Decoded, EncodingError, Language, Token};

use page::Page;

pub use facts::Facts;
pub(crate) use language::Script;
pub use part::{Part, PartKind};
#[cfg(feature = "pdf")]
pub use pdf::PdfFault;
pub use sentence::Sentence;
pub use site_page::{SiteCaught, SitePicked};
pub use site_rules::{SiteExpectation, SiteRules, SiteRulesError, SiteTest};
pub use sniff::Form;

/// The largest file that is read as an article: 16 MiB, some four hundred times the longest newspaper feature. More is not an
/// article, and is refused before any of it is parsed.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;

/// What is known of a file before it is read. Nothing by default.
///
/// ```
/// use rawi::article::ReadOptions;
/// let options = ReadOptions::named("report.md").with_language("ar".parse().ok());
/// assert_eq!(options.name.as_deref(), Some("report.md"));
/// ```
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct ReadOptions {
    /// The file's name, path or address, or its extension alone. It decides between plain text and Markdown; HTML is known by
    /// its content. Default: none, which reads what is not HTML as plain text.
    pub name: Option<String>,
    /// The article's language. Default: what the page declares, or else what its words show.
    pub language: Option<Language>,
    /// The encoding of a text that is not UTF-8 and has no byte order mark, by any label of the WHATWG Encoding Standard
    /// (`windows-1256`). Default: found out.
    pub encoding: Option<String>,
}

impl ReadOptions {
    /// Options for a file of this name, path or address.
    #[must_use]
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: Some(name.into()), ..Self::default() }
    }

    /// The same with the article's language, or with none.
    #[must_use]
    pub fn with_language(self, language: Option<Language>) -> Self {
        Self { language, ..self }
    }

    /// The same with the label of the encoding, or with none.
    #[must_use]
    pub fn with_encoding(self, encoding: Option<String>) -> Self {
        Self { encoding, ..self }
    }
}

/// Why a file is no article.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Nothing in it, or only white space.
    #[error("the article is empty")]
    Empty,
    /// A web page that holds no readable text.
    #[error("the page holds no text that could be an article ({bytes} bytes of HTML)")]
    NoText {
        /// The size of the page.
        bytes: usize,
    },
    /// Not text at all.
    #[error("the article is not text: it looks like {looks_like}")]
    Binary {
        /// What it looks like: `a PDF document`, `an MP3 recording`, `binary data`.
        looks_like: &'static str,
    },
    /// Larger than [`MAX_BYTES`].
    #[error("the article has {bytes} bytes, and more than {limit} are not read")]
    TooLarge {
        /// The size of the file.
        bytes: usize,
        /// [`MAX_BYTES`].
        limit: usize,
    },
    /// A PDF whose text cannot be had.
    #[cfg(feature = "pdf")]
    #[error("the text of the PDF cannot be read: {0}")]
    Pdf(#[from] PdfFault),
    /// [`ReadOptions::encoding`] is not the name of an encoding.
    #[error("`{label}` is not the name of an encoding, such as utf-8, utf-16le or windows-1256")]
    UnknownEncoding {
        /// The name that was given.
        label: String,
    },
}

impl From<EncodingError> for Error {
    fn from(error: EncodingError) -> Self {
        match error {
            EncodingError::Unknown { label } => Self::UnknownEncoding { label },
            EncodingError::Binary { looks_like } => Self::Binary { looks_like },
        }
    }
}

/// A published article as read: its plain text, byte for byte, never corrected, and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    text: String,
    language: Language,
    parts: Vec<Part>,
    sentences: Vec<Sentence>,
    facts: Facts,
}

/// Reads an article from the bytes of a text file, a Markdown file, a web page or a document (.docx, .odt, .rtf; .pdf with the feature `pdf`).
///
/// # Errors
/// [`Error::Empty`] and [`Error::NoText`] when there is nothing to align, [`Error::Binary`] for what is not text,
/// [`Error::TooLarge`] beyond [`MAX_BYTES`], [`Error::Pdf`] for a PDF without text, [`Error::UnknownEncoding`] for a name in the options that is none.
///
/// ```
/// use rawi::article::{self, PartKind, ReadOptions};
/// let page = "Aid reaches the valley\n\nMore from Sara Haddad:\n\nThree convoys crossed the bridge on Monday.\n";
/// let article = article::read(page.as_bytes(), &ReadOptions::default())?;
/// assert_eq!(article.text(), page);
/// let kinds: Vec<_> = article.parts().iter().map(|p| p.kind).collect();
/// assert_eq!(kinds, [PartKind::Headline, PartKind::Handover, PartKind::Lead]);
/// assert_eq!(article::read(b"  \n", &ReadOptions::default()).unwrap_err().to_string(), "the article is empty");
/// # Ok::<(), article::Error>(())
/// ```
pub fn read(bytes: &[u8], options: &ReadOptions) -> Result<Article, Error> {
    read_page(bytes, options, None).map(|(article, _)| article)
}

/// Reads a web page by the rules of its site, and tells what they found. Where they find no body, and for what is no web page, the article is what
/// [`read`] finds, and [`SitePicked::layout`] is `None`.
///
/// # Errors
/// Those of [`read`].
pub fn read_by(bytes: &[u8], options: &ReadOptions, rules: &SiteRules) -> Result<(Article, SitePicked), Error> {
    read_page(bytes, options, Some(rules))
}

fn read_page(bytes: &[u8], options: &ReadOptions, rules: Option<&SiteRules>) -> Result<(Article, SitePicked), Error> {
    if bytes.len() > MAX_BYTES {
        return Err(Error::TooLarge { bytes: bytes.len(), limit: MAX_BYTES });
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Error::Empty);
    }
    let mut picked = SitePicked::default();
    let (mut page, form, encoding) = match document(bytes)? {
        Some((page, form)) => (page, form, "UTF-8"),
        None => written(bytes, options, rules, &mut picked)?,
    };
    if page.blocks.is_empty() {
        return Err(if form == Form::Html { Error::NoText { bytes: bytes.len() } } else { Error::Empty });
    }
    let language = options.language.clone().or_else(|| language::of(&page.text, page.facts.language.as_ref()));
    page.facts.language = language.clone();
    page.facts.form = form;
    page.facts.encoding = encoding.to_owned();
    let parts = parts::classify(&mut page);
    let article = Article::from_parts(page.text, language.unwrap_or_else(Language::unknown), parts);
    Ok((article.with_facts(page.facts), picked))
}

/// The page in a document of a word processor or a PDF; `None` for what is none.
fn document(bytes: &[u8]) -> Result<Option<(Page, Form)>, Error> {
    #[cfg(feature = "pdf")]
    if pdf::is_such(bytes) {
        return Ok(Some((pdf::page(bytes)?, Form::Pdf)));
    }
    Ok(office::page(bytes).or_else(|| rtf::is_such(bytes).then(|| (rtf::page(bytes), Form::Rtf))))
}

/// The page in a text, its form and its encoding.
fn written(
    bytes: &[u8],
    options: &ReadOptions,
    rules: Option<&SiteRules>,
    picked: &mut SitePicked,
) -> Result<(Page, Form, &'static str), Error> {
    let Decoded { text: decoded, encoding, .. } = text::decode(bytes, options.encoding.as_deref())?;
    if decoded.trim().is_empty() {
        return Err(Error::Empty);
    }
    let form = sniff::form(&decoded, options.name.as_deref());
    let page = match form {
        Form::Markdown => markdown::page(&decoded),
        Form::Html => {
            let by_rules = rules.and_then(|rules| {
                let (page, found) = site_page::page(&decoded, rules);
                *picked = found;
                page
            });
            by_rules.unwrap_or_else(|| html::page(&decoded))
        }
        _ => plain::page(decoded),
    };
    Ok((page, form, encoding))
}

impl Article {
    /// An article of `text` whose blocks are `parts`, in order. Parts that overlap an earlier one or do not fit the text are
    /// left out. Sentences and the names of those quoted are found anew, so that an article which was stored as its text and
    /// parts comes back the same.
    #[must_use]
    pub fn from_parts(text: String, language: Language, parts: Vec<Part>) -> Self {
        Self::from_parts_by(text, language, parts, text::tokens)
    }

    /// The same with words by `tokens`, which may remember those of other texts.
    pub(crate) fn from_parts_by(
        text: String,
        language: Language,
        parts: Vec<Part>,
        tokens: impl Fn(&str) -> Vec<Token>,
    ) -> Self {
        let mut kept: Vec<Part> = Vec::with_capacity(parts.len());
        for part in parts {
            let free_from = kept.last().map_or(0, |last| last.range.end());
            if part.range.start() >= free_from && text.get(part.range.start()..part.range.end()).is_some() {
                kept.push(part);
            }
        }
        let mut found = Vec::new();
        for (index, part) in kept.iter().enumerate() {
            let speaker = speaker::of(&text, &kept, index);
            let directions = text::stage_directions(part.range.of(&text));
            let directions: Vec<text::TextRange> = directions.into_iter().map(|d| d.shifted(part.range.start())).collect();
            for range in text::sentences(&text, part.range) {
                let mut tokens: Vec<Token> = tokens(range.of(&text))
                    .into_iter()
                    .map(|token| Token { range: token.range.shifted(range.start()), ..token })
                    .collect();
                let has_words = !tokens.is_empty();
                tokens.retain(|token| !directions.iter().any(|direction| direction.holds(token.range)));
                // What is heard in the room is not read aloud.
                let kind = if has_words && tokens.is_empty() { PartKind::Boilerplate } else { part.kind };
                found.push(Sentence { range, part: kind, tokens, speaker });
            }
        }
        Self { text, language, parts: kept, sentences: found, facts: Facts::default() }
    }

    /// The same article with what is known of it.
    #[must_use]
    pub fn with_facts(mut self, facts: Facts) -> Self {
        self.facts = facts;
        self
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

    /// What the page says of itself.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Names that the text prints, in order, each once, two dozen at most: for a recogniser that is to spell them right. Never
    /// sentences. Conservative: a language without capitals gives few.
    pub fn names(&self) -> Vec<String> {
        names::of(&self.text, &self.sentences)
    }
}

#[cfg(test)]
mod tests;
