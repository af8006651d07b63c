//! The items of feeds: which are new, and what became of them.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, Row, params};

use super::feed_item::{FeedEdition, FeedItem, FeedItemOutcome, FeedItemState, MergedItems, StoredFeedItem};
use super::sql::{first, from_json, from_name, insert, json, name, put, rows};
use super::{Catalog, DbResult, Error, FeedId, FeedItemId, ReportId};
use crate::text::{Sha256, normalise};

/// Two episodes of one title and day are probably the same when their lengths differ by no more: advertisements alone make five minutes.
const MOST_APART_MS: u32 = 600_000;

impl Catalog {
    /// Which of a feed's items are new; with `keep` they are noted, and the known ones brought up to date. An item is known by its key. One
    /// whose identity changed is known by the address of its recording without its query together with its title, when the feed has the old identity
    /// no more.
    ///
    /// # Errors
    /// Those of every change.
    pub fn merge_items(&self, feed: FeedId, items: &[FeedItem], keep: bool, now: i64) -> Result<MergedItems, Error> {
        let merge = |t: &Connection| {
            let known = Known::load(t, feed, items)?;
            let mut merged = MergedItems::default();
            for (position, item) in items.iter().enumerate() {
                match known.find(item) {
                    Some((id, before)) => {
                        merged.known += 1;
                        merged.moved += usize::from(item.enclosure.is_some() && before.enclosure != item.enclosure);
                        if keep {
                            update(t, id, before, item, now)?;
                        }
                    }
                    None => {
                        if known.has_probably(item) {
                            merged.probably_known.extend(item.title.clone());
                        }
                        if keep {
                            add(t, feed, item, position as i64, now)?;
                        }
                        merged.new.push(item.clone());
                    }
                }
            }
            Ok(merged)
        };
        if keep { self.change(|t| merge(t)) } else { self.view(merge) }
    }

    /// The items of a feed, those of the latest look at it first, in the feed's order.
    ///
    /// # Errors
    /// Those of reading.
    pub fn feed_items(&self, feed: FeedId) -> Result<Vec<StoredFeedItem>, Error> {
        let sql = format!("{ITEM} WHERE feed_id = ?1 ORDER BY first_seen_unix_s DESC, position, id");
        self.view(|t| rows(t, &sql, [feed], read))
    }

    /// Notes where the recording of an item is to lie, before its download begins.
    ///
    /// # Errors
    /// Those of every change.
    pub fn item_file(&self, id: FeedItemId, path: &str) -> Result<(), Error> {
        self.change(|t| put(t, "UPDATE feed_items SET file = ?2 WHERE id = ?1", params![id, path]).map(drop))
    }

    /// Notes what became of an item.
    ///
    /// # Errors
    /// Those of every change.
    pub fn item_done(&self, id: FeedItemId, outcome: FeedItemOutcome<'_>) -> Result<(), Error> {
        let (state, report, failure) = match outcome {
            FeedItemOutcome::Kept(report, failure) => (FeedItemState::Kept, Some(report), failure),
            FeedItemOutcome::Partly(report, failure) | FeedItemOutcome::Waiting(report, failure) => {
                (FeedItemState::Partly, Some(report), Some(failure))
            }
            FeedItemOutcome::Failed(failure) => (FeedItemState::Failed, None, Some(failure)),
            FeedItemOutcome::NoMedia(failure) => (FeedItemState::NoMedia, None, Some(failure)),
        };
        let attempts = match outcome {
            FeedItemOutcome::Kept(..) => "0",
            FeedItemOutcome::Waiting(..) => "attempts",
            FeedItemOutcome::Partly(..) | FeedItemOutcome::Failed(_) | FeedItemOutcome::NoMedia(_) => "attempts + 1",
        };
        let sql = format!(
            "UPDATE feed_items SET state = ?2, report_id = coalesce(?3, report_id), failure = ?4, attempts = {attempts} WHERE id = ?1"
        );
        self.change(|t| put(t, &sql, params![id, name(&state)?, report, failure]).map(drop))
    }

    /// Notes a content that the recording of an item had, and the report that it is; whether it is another than before.
    ///
    /// # Errors
    /// Those of every change.
    pub fn item_edition(&self, id: FeedItemId, content: Sha256, report: ReportId, now: i64) -> Result<bool, Error> {
        self.change(|t| add_edition(t, id, content, Some(report), now))
    }

    /// The contents that the recording of an item had, oldest first.
    ///
    /// # Errors
    /// Those of reading.
    pub fn item_editions(&self, id: FeedItemId) -> Result<Vec<FeedEdition>, Error> {
        self.view(|t| editions(t, id))
    }

    /// The addresses that the recording of an item had, and when each was first seen, oldest first.
    ///
    /// # Errors
    /// Those of reading.
    pub fn item_addresses(&self, id: FeedItemId) -> Result<Vec<(String, i64)>, Error> {
        self.view(|t| addresses(t, id))
    }

    /// The item that a report is.
    ///
    /// # Errors
    /// Those of reading.
    pub fn item_of_report(&self, report: ReportId) -> Result<Option<(FeedId, StoredFeedItem)>, Error> {
        let sql = "SELECT feed_id, id FROM feed_items WHERE report_id = ?1
            UNION SELECT i.feed_id, i.id FROM feed_items i JOIN feed_editions e ON e.item_id = i.id WHERE e.report_id = ?1 LIMIT 1";
        self.view(|t| {
            let found: Option<(FeedId, FeedItemId)> = first(t, sql, [report], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let Some((feed, id)) = found else { return Ok(None) };
            Ok(rows(t, &format!("{ITEM} WHERE id = ?1"), [id], read)?.pop().map(|item| (feed, item)))
        })
    }
}

const ITEM: &str = "SELECT id, facts, state, report_id, failure, attempts, file, first_seen_unix_s FROM feed_items";

fn read(row: &Row<'_>) -> DbResult<StoredFeedItem> {
    let id: FeedItemId = row.get(0)?;
    Ok(StoredFeedItem {
        id,
        item: from_json(&format!("item {id} of a feed"), &row.get::<_, String>(1)?)?,
        state: from_name("the state of an item", &row.get::<_, String>(2)?)?,
        report: row.get(3)?,
        failure: row.get(4)?,
        attempts: row.get(5)?,
        file: row.get(6)?,
        first_seen_unix_s: row.get(7)?,
    })
}

/// All items of a feed in the order of their ids.
pub(super) fn all(t: &Connection, feed: FeedId) -> DbResult<Vec<StoredFeedItem>> {
    rows(t, &format!("{ITEM} WHERE feed_id = ?1 ORDER BY id"), [feed], read)
}

pub(super) fn by_key(t: &Connection, feed: FeedId, key: &str) -> DbResult<Option<FeedItemId>> {
    first(t, "SELECT id FROM feed_items WHERE feed_id = ?1 AND key = ?2", params![feed, key], |row| row.get(0))
}

pub(super) fn addresses(t: &Connection, id: FeedItemId) -> DbResult<Vec<(String, i64)>> {
    let sql = "SELECT address, seen_unix_s FROM feed_enclosures WHERE item_id = ?1 ORDER BY seen_unix_s, address";
    rows(t, sql, [id], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub(super) fn editions(t: &Connection, id: FeedItemId) -> DbResult<Vec<FeedEdition>> {
    let sql =
        "SELECT number, report_id, content_sha256, fetched_unix_s FROM feed_editions WHERE item_id = ?1 ORDER BY number";
    rows(t, sql, [id], |row| {
        Ok(FeedEdition {
            number: row.get(0)?,
            report: row.get(1)?,
            content_sha256: row.get(2)?,
            fetched_unix_s: row.get(3)?,
        })
    })
}

pub(super) fn add_edition(
    t: &Connection,
    id: FeedItemId,
    content: Sha256,
    report: Option<ReportId>,
    now: i64,
) -> DbResult<bool> {
    let sql = "INSERT OR IGNORE INTO feed_editions (item_id, number, report_id, content_sha256, fetched_unix_s)
        SELECT ?1, count(*) + 1, ?2, ?3, ?4 FROM feed_editions WHERE item_id = ?1";
    Ok(put(t, sql, params![id, report, content, now])? > 0)
}

pub(super) fn add(t: &Connection, feed: FeedId, item: &FeedItem, position: i64, now: i64) -> DbResult<FeedItemId> {
    let sql = "INSERT INTO feed_items (feed_id, key, facts, enclosure_bare, state, position, first_seen_unix_s)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let state = if item.enclosure.is_some() { FeedItemState::New } else { FeedItemState::NoMedia };
    let id = insert(t, sql, params![feed, item.key, json(item)?, bare(item), name(&state)?, position, now])?;
    let id = FeedItemId::new(id);
    item.enclosure.as_deref().map_or(Ok(()), |address| note_address(t, id, address, now))?;
    Ok(id)
}

pub(super) fn note_address(t: &Connection, id: FeedItemId, address: &str, now: i64) -> DbResult<()> {
    let sql = "INSERT OR IGNORE INTO feed_enclosures (item_id, address, seen_unix_s) VALUES (?1, ?2, ?3)";
    put(t, sql, params![id, address, now]).map(drop)
}

/// Brings an item that is known up to date.
fn update(t: &Connection, id: FeedItemId, before: &FeedItem, item: &FeedItem, now: i64) -> DbResult<()> {
    // The key stays: by it the item is known.
    let facts = FeedItem { key: before.key.clone(), is_derived: before.is_derived, ..item.clone() };
    if facts == *before {
        return Ok(());
    }
    put(t, "UPDATE feed_items SET facts = ?2, enclosure_bare = ?3 WHERE id = ?1", params![id, json(&facts)?, bare(item)])?;
    if before.enclosure.is_none() && item.enclosure.is_some() {
        put(t, "UPDATE feed_items SET state = 'new' WHERE id = ?1 AND state = 'no_media'", [id])?;
    }
    item.enclosure.as_deref().map_or(Ok(()), |address| note_address(t, id, address, now))
}

/// The address of a recording without its query, as items are compared by it.
fn bare(item: &FeedItem) -> Option<String> {
    item.enclosure.as_deref().map(|address| address.split(['?', '#']).next().unwrap_or(address).to_owned())
}

/// A title as titles are compared.
fn compared(title: &str) -> String {
    title.split_whitespace().map(|word| normalise(word).key().to_owned()).collect::<Vec<_>>().join(" ")
}

/// What a feed had before a look at it.
struct Known {
    items: Vec<(FeedItemId, FeedItem)>,
    by_key: BTreeMap<String, usize>,
    /// Of items whose identity the feed has no more, by recording and title.
    gone: BTreeMap<(String, String), usize>,
    by_title: BTreeMap<(String, String), Vec<usize>>,
}

impl Known {
    fn load(t: &Connection, feed: FeedId, now: &[FeedItem]) -> DbResult<Self> {
        let present: BTreeSet<&str> = now.iter().map(|item| item.key.as_str()).collect();
        let mut known =
            Self { items: Vec::new(), by_key: BTreeMap::new(), gone: BTreeMap::new(), by_title: BTreeMap::new() };
        for (at, stored) in all(t, feed)?.into_iter().enumerate() {
            let item = stored.item;
            let title = item.title.as_deref().map(compared).filter(|title| !title.is_empty());
            if let (Some(title), Some(bare), false) = (&title, bare(&item), present.contains(item.key.as_str())) {
                known.gone.insert((bare, title.clone()), at);
            }
            if let (Some(title), Some(date)) = (title, item.date.clone()) {
                known.by_title.entry((title, date)).or_default().push(at);
            }
            known.by_key.insert(item.key.clone(), at);
            known.items.push((stored.id, item));
        }
        Ok(known)
    }

    fn find(&self, item: &FeedItem) -> Option<(FeedItemId, &FeedItem)> {
        let by_recording = || {
            let title = item.title.as_deref().map(compared)?;
            self.gone.get(&(bare(item)?, title))
        };
        let at = self.by_key.get(&item.key).or_else(by_recording)?;
        self.items.get(*at).map(|(id, item)| (*id, item))
    }

    fn has_probably(&self, item: &FeedItem) -> bool {
        let Some((title, date)) = item.title.as_deref().map(compared).zip(item.date.clone()) else { return false };
        let near = |other: &FeedItem| match (item.duration_ms, other.duration_ms) {
            (Some(a), Some(b)) => a.abs_diff(b) <= MOST_APART_MS,
            _ => true,
        };
        let same = self.by_title.get(&(title, date)).into_iter().flatten();
        same.filter_map(|at| self.items.get(*at)).any(|(_, other)| near(other))
    }
}
