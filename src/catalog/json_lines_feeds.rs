//! Feeds and what was published with reports, as JSON Lines.

use rusqlite::{Connection, params};

use super::feed_item::FeedItemState;
use super::json_lines::{Content, Line, LineEdition};
use super::sql::{first, name, put};
use super::{
    DbResult, FeedId, FeedItem, FeedSettings, OfferedTranscript, ReportId, Slug, StoredPage, feed_items, feeds, pages,
};

/// What a report's number is in the lines.
pub(super) type NumberOf<'a> = &'a dyn Fn(ReportId) -> Option<i64>;

/// The lines of all feeds and their items.
pub(super) fn of_feeds(t: &Connection, number_of: NumberOf<'_>) -> DbResult<Vec<Line>> {
    let mut lines = Vec::new();
    for (at, feed) in feeds::all(t)?.into_iter().enumerate() {
        let (name, address, settings) = (feed.name, feed.address, feed.settings);
        lines.push(Line::Feed { name, address, settings, title: feed.title, added_unix_s: feed.added_unix_s });
        for stored in feed_items::all(t, feed.id)? {
            let edition = |edition: super::FeedEdition| LineEdition {
                report: edition.report.and_then(number_of),
                content_sha256: edition.content_sha256,
                fetched_unix_s: edition.fetched_unix_s,
            };
            lines.push(Line::FeedItem {
                feed: at as i64 + 1,
                state: stored.state,
                report: stored.report.and_then(number_of),
                failure: stored.failure,
                attempts: stored.attempts,
                file: stored.file,
                first_seen_unix_s: stored.first_seen_unix_s,
                addresses: feed_items::addresses(t, stored.id)?,
                editions: feed_items::editions(t, stored.id)?.into_iter().map(edition).collect(),
                item: Box::new(stored.item),
            });
        }
    }
    Ok(lines)
}

/// The lines of what was published with a report.
pub(super) fn of_report(t: &Connection, id: ReportId, report: i64) -> DbResult<Vec<Line>> {
    let mut lines = Vec::new();
    for page in pages::pages(t, id)? {
        let StoredPage { address, content, fetched_unix_s, rawi_version } = page;
        lines.push(Line::Page { report, address, content: Content::of(content), fetched_unix_s, rawi_version });
    }
    for offered in pages::offered(t, id)? {
        let OfferedTranscript { facts, content, fetched_unix_s, rawi_version } = offered;
        let content = Content::of(content);
        lines.push(Line::OfferedTranscript { report, facts, content, fetched_unix_s, rawi_version });
    }
    Ok(lines)
}

/// Takes a feed; one that is followed already is that one.
pub(super) fn take_feed(
    t: &Connection,
    (name, address): (&Slug, &str),
    settings: &FeedSettings,
    title: Option<&str>,
    added: i64,
) -> DbResult<FeedId> {
    if let Some(id) = feeds::by_address(t, address)? {
        return Ok(id);
    }
    let id = feeds::add(t, name, address, settings, added)?;
    put(t, "UPDATE feeds SET title = ?2 WHERE id = ?1", params![id, title])?;
    Ok(id)
}

/// What became of an item, as a line tells it.
pub(super) struct Became {
    pub(super) state: FeedItemState,
    pub(super) report: Option<ReportId>,
    pub(super) failure: Option<String>,
    pub(super) attempts: u32,
    pub(super) file: Option<String>,
    pub(super) first_seen_unix_s: i64,
    pub(super) addresses: Vec<(String, i64)>,
    pub(super) editions: Vec<(LineEdition, Option<ReportId>)>,
}

/// Takes an item, unless its feed has it: what is here counts.
pub(super) fn take_item(t: &Connection, feed: FeedId, item: &FeedItem, became: &Became) -> DbResult<()> {
    if feed_items::by_key(t, feed, &item.key)?.is_some() {
        return Ok(());
    }
    let Became { state, report, failure, attempts, file, first_seen_unix_s, addresses, editions } = became;
    let count = first(t, "SELECT count(*) FROM feed_items WHERE feed_id = ?1", [feed], |row| row.get::<_, i64>(0))?;
    let id = feed_items::add(t, feed, item, count.unwrap_or(0), *first_seen_unix_s)?;
    let sql = "UPDATE feed_items SET state = ?2, report_id = ?3, failure = ?4, attempts = ?5, file = ?6 WHERE id = ?1";
    put(t, sql, params![id, name(state)?, report, failure, attempts, file])?;
    put(t, "DELETE FROM feed_enclosures WHERE item_id = ?1", [id])?;
    for (address, seen) in addresses {
        feed_items::note_address(t, id, address, *seen)?;
    }
    for (edition, report) in editions {
        feed_items::add_edition(t, id, edition.content_sha256, *report, edition.fetched_unix_s)?;
    }
    Ok(())
}
