//! The page of an item, and the article on it.

use std::path::Path;
use std::time::Duration;

use rawi::article::Article;
use rawi::catalog::{ArticleSource, StoredFeedItem};
use rawi::download::{Answer, Marks, resolved};
use rawi::feed::file_of;
use rawi::text::Sha256;

use super::session::{Following, Trouble};
use crate::input::{self, What};
use crate::signals::cancelled;
use crate::sites;

/// How long one page may take.
pub(super) const LONGEST: Duration = Duration::from_secs(120);
/// Show notes of so many words are taken for the article where an item has no page.
const NOTES_WORDS: usize = 80;

/// A page as it came, and the article on it.
pub(super) struct Page {
    pub(super) bytes: Vec<u8>,
    pub(super) article: Article,
    pub(super) source: ArticleSource,
    audio: Option<String>,
    what: &'static str,
}

impl Page {
    /// Where it lay.
    pub(super) fn address(&self) -> &str {
        &self.source.from
    }

    /// The address of the recording that it names.
    pub(super) fn recording(&self) -> Option<String> {
        self.audio.as_deref().and_then(|written| resolved(self.address(), written))
    }

    pub(super) fn told(&self) -> String {
        let words = self.article.sentences().iter().map(|sentence| sentence.tokens.len()).sum::<usize>();
        format!("{} of {words} words", self.what)
    }
}

/// The page of an item; its show notes where it has none and they are long enough to be an article; else `None`.
pub(super) fn fetch(following: &mut Following<'_>, item: &StoredFeedItem) -> Result<Option<Page>, Trouble> {
    let Some(address) = item.item.link.clone() else { return notes(following, item) };
    let bytes = match file_of(&address) {
        Some(path) => input::read(path, What::Article).map_err(|failure| Trouble::Never(failure.message().to_owned()))?,
        None => {
            let is_stopped = cancelled();
            let download = following.download(&address)?.at_most(What::Article.most_megabytes() << 20).within(LONGEST);
            let answer = download.ask(&Marks::default(), &mut || !is_stopped());
            following.politeness.asked(&address);
            match answer.map_err(|error| Trouble::of(error, &address, following.store))? {
                Answer::Changed(document) => document.bytes,
                Answer::Unchanged => return Ok(None),
            }
        }
    };
    let from = file_of(&address).map_or_else(|| address.clone(), |path| path.display().to_string());
    read(following, bytes, from, "article").map(Some)
}

fn notes(following: &Following<'_>, item: &StoredFeedItem) -> Result<Option<Page>, Trouble> {
    let notes = item.item.description.as_deref().unwrap_or_default();
    if notes.split_whitespace().count() < NOTES_WORDS {
        return Ok(None);
    }
    let title = item.item.title.as_deref().unwrap_or_default().replace('&', "&amp;").replace('<', "&lt;");
    let page = format!("<!doctype html><html><body><article><h1>{title}</h1>{notes}</article></body></html>");
    let from = format!("{}#{}", following.feed.address, item.item.key);
    match read(following, page.into_bytes(), from, "article from the show notes") {
        // They need not hold one.
        Err(Trouble::Never(_)) => Ok(None),
        read => read.map(Some),
    }
}

fn read(following: &Following<'_>, bytes: Vec<u8>, from: String, what: &'static str) -> Result<Page, Trouble> {
    let language = following.feed.settings.language.clone();
    let page = sites::article_of(&bytes, Path::new(&from), language, None, following.ui)
        .map_err(|failure| Trouble::Never(format!("its page {from}: {}", failure.last())))?;
    let source = ArticleSource::new(from, Sha256::of(&bytes))?;
    Ok(Page { bytes, article: page.article, audio: page.audio, source, what })
}
