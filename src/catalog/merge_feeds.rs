//! What stands where two catalogs that are merged follow the same feeds.

use rusqlite::{Connection, params};

use super::json_lines_feeds::Became;
use super::merge_rules::Merging;
use super::sql::{json, name, put};
use super::{DbResult, FeedId, FeedItem, FeedItemState, FeedSettings, MergeConflictKind, feed_items, feeds};

impl Merging {
    /// A feed of the other catalog that is followed here, too: its settings here stay.
    pub(super) fn feed(&mut self, t: &Connection, address: &str, theirs: &FeedSettings) -> DbResult<()> {
        self.finish_report(t)?;
        let Some(id) = feeds::by_address(t, address)? else { return Ok(()) };
        let Some(own) = feeds::all(t)?.into_iter().find(|feed| feed.id == id) else { return Ok(()) };
        if own.settings == *theirs {
            return Ok(());
        }
        let sides = (Some(json(&own.settings)?), Some(json(theirs)?), None);
        self.tell(t, (None, address), (MergeConflictKind::OtherFacts, "feed"), sides)
    }

    /// An item of a feed that is followed here, too: what it had there it has here, too.
    pub(super) fn feed_item(&mut self, t: &Connection, (feed, item): (FeedId, &FeedItem), theirs: &Became) -> DbResult<()> {
        let Some(id) = feed_items::by_key(t, feed, &item.key)? else { return Ok(()) };
        let sql = "UPDATE feed_items SET state = ?2, report_id = ?3, file = coalesce(file, ?4), failure = ?5
            WHERE id = ?1 AND report_id IS NULL AND state IN ('new', 'failed', 'no_media')";
        if matches!(theirs.state, FeedItemState::Kept | FeedItemState::Partly) {
            put(t, sql, params![id, name(&theirs.state)?, theirs.report, theirs.file, theirs.failure])?;
        }
        for (address, seen) in &theirs.addresses {
            feed_items::note_address(t, id, address, *seen)?;
        }
        let before = feed_items::editions(t, id)?;
        for (edition, report) in &theirs.editions {
            let is_new = feed_items::add_edition(t, id, edition.content_sha256, *report, edition.fetched_unix_s)?;
            let ours = before.last().filter(|_| is_new);
            if let Some(ours) = ours {
                let sides = (Some(ours.content_sha256.to_string()), Some(edition.content_sha256.to_string()), None);
                self.tell(t, (*report, &item.key), (MergeConflictKind::SameIdOtherBytes, "episode"), sides)?;
            }
        }
        Ok(())
    }
}
