use rawi::catalog::StoredFeed;

use crate::error::Failure;
use crate::store::Store;

/// The feed that a person means by its name, the start of it that no other has, or its address.
pub(super) fn find(store: &Store, wish: &str) -> Result<StoredFeed, Failure> {
    let feeds = store.catalog.feeds()?;
    let exact = feeds.iter().find(|feed| feed.name.as_str() == wish || feed.address == wish);
    let begun: Vec<&StoredFeed> = feeds.iter().filter(|feed| feed.name.as_str().starts_with(wish)).collect();
    let only = begun.first().copied().filter(|_| begun.len() == 1 && !wish.is_empty());
    match (exact.or(only), begun.as_slice()) {
        (Some(feed), _) => Ok(feed.clone()),
        (None, [_, _, ..]) => {
            let names: Vec<&str> = begun.iter().map(|feed| feed.name.as_str()).collect();
            Err(Failure::new(format!("`{wish}` begins the names of several feeds: {}", names.join(", ")))
                .hint("name one of them"))
        }
        _ => Err(Failure::new(format!("no feed is called `{wish}`"))
            .hint("`rawi feed list` shows those that are followed; `rawi feed add ADDRESS` follows another")),
    }
}
