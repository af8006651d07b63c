//! What is found in a feed of any form.

use std::collections::BTreeMap;

use super::address::names_sound;
use crate::catalog::FeedItem;
use crate::download::without_query;
use crate::text::Sha256;

/// A feed as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Feed {
    /// Its title.
    pub title: Option<String>,
    /// Its language, by its tag.
    pub language: Option<String>,
    /// Its items, in its order.
    pub items: Vec<FeedItem>,
    /// The address of its next page of older items.
    pub next: Option<String>,
    /// For how many seconds what it says holds, by its own word, a day at most.
    pub holds_s: Option<u32>,
    /// What could not be understood, each in a sentence that names the item.
    pub warnings: Vec<String>,
}

/// Why something is no feed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// It is something else.
    #[error("it is {found}, and no feed")]
    NoFeed {
        /// What it is.
        found: String,
    },
    /// It has the beginning of a feed, and cannot be read on before the first item.
    #[error("it cannot be read as {form}: {reason}")]
    Malformed {
        /// `XML` or `JSON Feed`.
        form: &'static str,
        /// Why.
        reason: String,
    },
}

/// An item as messages name it: by its title.
pub(super) fn named(item: &FeedItem) -> String {
    format!("`{}`", item.title.as_deref().or(item.link.as_deref()).unwrap_or("an item without a title"))
}

/// Which of an item's addresses of media is the recording; the others of sound or film are its copies.
pub(super) fn choose_enclosure(item: &mut FeedItem, found: Vec<(String, Option<String>)>) {
    let kind = |(address, kind): &(String, Option<String>)| match kind.as_deref().map(str::to_ascii_lowercase) {
        Some(kind) if kind.starts_with("audio/") => 0,
        Some(kind) if kind.starts_with("video/") => 1,
        Some(kind) if kind.starts_with("image/") || kind.starts_with("text/") => 9,
        // A missing or wrong type is common; the name of the file tells more.
        _ if names_sound(address) => 2,
        _ => 3,
    };
    let mut media: Vec<_> = found.into_iter().filter(|one| kind(one) < 9).collect();
    media.sort_by_key(kind);
    let mut media = media.into_iter();
    if let Some((address, kind)) = media.next() {
        item.alternates = media.map(|(other, _)| other).filter(|other| *other != address).collect();
        item.alternates.dedup();
        (item.enclosure, item.media_type) = (Some(address), kind);
    }
}

/// The key of an item: its identity, else its recording, else its page, else its title.
pub(super) fn key_of(item: &mut FeedItem, given: Option<String>) {
    let given = given.map(|key| key.trim().to_owned()).filter(|key| !key.is_empty());
    item.is_derived = given.is_none();
    let derived = || {
        let place = item.enclosure.as_deref().or(item.link.as_deref()).map(without_query);
        place.or(item.title.as_deref()).map_or_else(|| "nameless".to_owned(), |place| format!("url:{place}"))
    };
    item.key = given.unwrap_or_else(derived);
}

/// Two items of one key are two items all the same. What is told apart by the query of its address gets that into its key; otherwise the later ones get a
/// mark of their content behind it, which stays the same wherever they stand in the feed.
pub(super) fn with_own_keys(feed: &mut Feed) {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    feed.items.iter().for_each(|item| *count.entry(item.key.clone()).or_default() += 1);
    let is_shared = |item: &FeedItem| count.get(&item.key).is_some_and(|count| *count > 1);
    let shared: Vec<bool> = feed.items.iter().map(is_shared).collect();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    // From the end, since what is new stands in front: the oldest keeps the key.
    for (item, is_shared) in feed.items.iter_mut().zip(shared).rev() {
        if is_shared
            && item.is_derived
            && let Some(place) = item.enclosure.as_deref().or(item.link.as_deref())
        {
            item.key = format!("url:{}", place.split('#').next().unwrap_or(place));
        }
        if seen.contains_key(&item.key) {
            feed.warnings.push(format!("{} has the identity of another item, `{}`", named(item), item.key));
            let content = [&item.title, &item.enclosure, &item.date].map(|fact| fact.as_deref().unwrap_or_default());
            let bare = content.map(without_query).join("\n");
            item.key = format!("{}#{}", item.key, &Sha256::of(bare.as_bytes()).to_string()[..12]);
            item.is_derived = true;
        }
        let times = seen.entry(item.key.clone()).or_default();
        *times += 1;
        if *times > 1 {
            // Equal in all that is told of it.
            item.key = format!("{}#{times}", item.key);
        }
    }
}
