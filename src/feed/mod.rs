//! Feeds of episodes: RSS, RSS 1, Atom and JSON Feed, with the namespaces of podcasts, as they are found and not only as they should be.
//!
//! [`read`] takes the bytes of a feed and gives its items in the feed's order, each with the key that it is known by and the recording
//! that belongs to it. One bad item never costs the others: what could not be understood is told in [`Feed::warnings`]. [`look`] asks whether a
//! feed that the catalog follows changed, and notes what is new ([`Catalog::merge_items`](crate::catalog::Catalog::merge_items)), so that
//! nothing is asked for or fetched twice.
//!
//! Atom and RSS are read by one own pass with a table of namespaces: of the readers that there are, one loses lengths, languages of
//! transcripts and whether an identity is real, and fails a whole feed for one unknown role; the other keeps one of several enclosures.
//!
//! ```
//! let feed = rawi::feed::read(
//!     br#"<rss version="2.0"><channel><title>World</title><item><guid>7</guid><title>Aid</title>
//!         <enclosure url="https://example.org/aid.mp3?x=1" type="audio/mpeg" length="0"/></item></channel></rss>"#,
//!     "https://example.org/feed",
//! )?;
//! assert_eq!((feed.items[0].key.as_str(), feed.items[0].title.as_deref()), ("7", Some("Aid")));
//! # Ok::<(), rawi::feed::Error>(())
//! ```

mod address;
mod atom;
mod dates;
mod element;
mod found;
mod json;
mod look;
mod namespace;
mod podcast;
mod polite;
mod rss;

pub use address::file_of;
pub use found::{Error, Feed};
pub use look::{LookError, Looked, Looking, look};
pub use polite::Politeness;

use crate::text::{Decoded, decode};

/// The largest feed that is read: 64 MiB, ten thousand long items.
pub const MAX_BYTES: u64 = 64 << 20;

/// Reads a feed that was fetched from `address`, against which addresses in it count; of a file its absolute path with `file://` before it.
///
/// # Errors
/// [`Error`] when it is no feed at all.
pub fn read(bytes: &[u8], address: &str) -> Result<Feed, Error> {
    let Decoded { text, .. } = decode(bytes, None).map_err(|error| Error::NoFeed { found: error.to_string() })?;
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let mut feed = if start.starts_with('{') {
        json::read(start, address)?
    } else {
        let (root, broken) = element::parse(start);
        let mut feed = match root.children.iter().find_map(element::Child::element) {
            Some(root) if matches!(root.name.as_str(), "rss" | "RDF") => rss::read(root, address),
            Some(root) if root.name == "feed" => atom::read(root, address),
            Some(root) => return Err(Error::NoFeed { found: format!("a document of the kind `{}`", root.name) }),
            None => return Err(Error::NoFeed { found: "text without any element".to_owned() }),
        };
        if let Some(reason) = broken {
            if feed.items.is_empty() {
                return Err(Error::Malformed { form: "XML", reason });
            }
            feed.warnings.push(format!("the feed is broken, and read up to there: {reason}"));
        }
        feed
    };
    found::with_own_keys(&mut feed);
    Ok(feed)
}

#[cfg(test)]
mod tests;
