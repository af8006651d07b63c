//! One look at a feed that is followed: is it as it was, and what is new?

use std::time::Duration;

use super::address::file_of;
use super::found::{Error, Feed};
use super::polite::Politeness;
use super::{MAX_BYTES, read};
use crate::catalog::{self, Catalog, FeedMarks, MergedItems, StoredFeed};
use crate::download::{self, Answer, Document, Download, Marks, host};
use crate::text::Sha256;

/// The number of the rules that feeds are read by. A feed that was read by others is asked for as if it had never been.
const READER: u32 = 2;
/// How long one feed may take.
const LONGEST: Duration = Duration::from_secs(120);
/// Pages of older items that are read at one look.
const MOST_PAGES: usize = 200;

/// How a look is taken.
pub struct Looking<'a> {
    /// Notes what is new; else it is only told.
    pub keep: bool,
    /// Asks also where what the feed said holds on, by its own word.
    pub even_early: bool,
    /// Seconds since 1970.
    pub now: i64,
    /// When servers were asked.
    pub politeness: &'a mut Politeness,
    /// Asked again and again; ends the look by `false`.
    pub go_on: &'a mut dyn FnMut() -> bool,
}

impl std::fmt::Debug for Looking<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Looking")
            .field("keep", &self.keep)
            .field("even_early", &self.even_early)
            .field("now", &self.now)
            .finish_non_exhaustive()
    }
}

/// What a look at a feed showed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Looked {
    /// It is as it was; what follows is empty then.
    pub is_unchanged: bool,
    /// It was not asked, since what it said holds for so many seconds more; it counts as unchanged.
    pub holds_s: Option<i64>,
    /// The title of the feed.
    pub title: Option<String>,
    /// Which of its items are new.
    pub merged: MergedItems,
    /// What could not be understood.
    pub warnings: Vec<String>,
    /// Where it lies for good now.
    pub moved_to: Option<String>,
}

/// Why a feed could not be looked at.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LookError {
    /// It could not be fetched.
    #[error(transparent)]
    Download(#[from] download::Error),
    /// It is no feed.
    #[error(transparent)]
    NoFeed(#[from] Error),
    /// The catalog could not be read or changed.
    #[error(transparent)]
    Catalog(#[from] catalog::Error),
}

/// Looks at a feed: one request when it is as it was. Of a feed that comes in pages, or that archives its older items
/// (RFC 5005), the older ones are read while all items of a page are new. A feed that says for how long what it says holds is not asked before. A server that
/// asks to be left alone is, until its time is over ([`Catalog::host_waits`]); a failure is noted with the feed.
///
/// # Errors
/// [`LookError`]; nothing of the feed's items was changed then.
pub fn look(catalog: &Catalog, feed: &StoredFeed, looking: &mut Looking<'_>) -> Result<Looked, LookError> {
    let looked = attempt(catalog, feed, looking);
    if let (Err(error), true) = (&looked, looking.keep) {
        if let LookError::Download(download::Error::Busy { host, retry_after_s: Some(seconds), .. }) = error {
            catalog.set_host_wait(host, i64::try_from(*seconds).unwrap_or(i64::MAX), looking.now)?;
        }
        if !matches!(error, LookError::Download(download::Error::Stopped { .. })) {
            catalog.feed_failed(feed.id, &error.to_string(), looking.now)?;
        }
    }
    looked
}

fn attempt(catalog: &Catalog, feed: &StoredFeed, looking: &mut Looking<'_>) -> Result<Looked, LookError> {
    let now = looking.now;
    if let Some(left) = holds_on(feed, now).filter(|_| !looking.even_early) {
        return Ok(Looked { is_unchanged: true, holds_s: Some(left), title: feed.title.clone(), ..Looked::default() });
    }
    // By other rules it may say more.
    let is_read_alike = feed.marks.reader == READER;
    let FeedMarks { etag, last_modified, .. } = if is_read_alike { feed.marks.clone() } else { FeedMarks::default() };
    let known = Marks { etag, last_modified };
    let Answer::Changed(document) = fetch(catalog, feed, &feed.address, &known, looking)? else {
        if looking.keep {
            catalog.feed_read(feed.id, &feed.marks, None, now)?;
        }
        return Ok(Looked { is_unchanged: true, title: feed.title.clone(), ..Looked::default() });
    };
    let Document { bytes, marks, address, moved_to, .. } = *document;
    let body = Sha256::of(&bytes);
    let is_unchanged = is_read_alike && feed.marks.body_sha256 == Some(body);
    let Marks { etag, last_modified } = marks;
    let mut marks = FeedMarks { etag, last_modified, body_sha256: Some(body), reader: READER, ..feed.marks.clone() };
    let mut looked = Looked { is_unchanged, title: feed.title.clone(), moved_to, ..Looked::default() };
    if !is_unchanged {
        let first = read(&bytes, &base_of(feed, &address))?;
        looked.title = first.title.clone().or(looked.title);
        marks.holds_s = first.holds_s;
        pages(catalog, feed, first, looking, &mut looked)?;
    }
    if looking.keep {
        if let Some(place) = &looked.moved_to {
            catalog.move_feed(feed.id, place)?;
        }
        // Last, so that a look that broke off is taken again.
        catalog.feed_read(feed.id, &marks, looked.title.as_deref(), now)?;
    }
    Ok(looked)
}

/// For how many seconds more what a feed said holds, when it was read by the rules of today and nothing failed since.
fn holds_on(feed: &StoredFeed, now: i64) -> Option<i64> {
    let holds_s = feed.marks.holds_s.filter(|_| feed.failure.is_none() && feed.marks.reader == READER)?;
    let left = feed.checked_unix_s?.saturating_add(i64::from(holds_s)).saturating_sub(now);
    // A clock that was set back costs no feed more than what it asked for.
    (1..=i64::from(holds_s)).contains(&left).then_some(left)
}

/// Merges the items of a page, and of older ones while all is new.
fn pages(
    catalog: &Catalog,
    feed: &StoredFeed,
    first: Feed,
    looking: &mut Looking<'_>,
    looked: &mut Looked,
) -> Result<(), LookError> {
    let mut page = Some(first);
    let mut seen: Vec<String> = vec![feed.address.clone()];
    while let Some(found) = page.take() {
        looked.warnings.extend(found.warnings);
        let merged = catalog.merge_items(feed.id, &found.items, looking.keep, looking.now)?;
        let all_new = merged.known == 0 && !merged.new.is_empty();
        let MergedItems { new, known, moved, probably_known } = &mut looked.merged;
        new.extend(merged.new);
        probably_known.extend(merged.probably_known);
        (*known, *moved) = (*known + merged.known, *moved + merged.moved);
        let next = found.next.filter(|next| all_new && !seen.contains(next));
        let Some(next) = next else { break };
        if seen.len() >= MOST_PAGES {
            looked.warnings.push(format!("it has more than {MOST_PAGES} pages of older items, and the rest is not read"));
            break;
        }
        // An older page that cannot be had costs nothing of the newer ones.
        match fetch(catalog, feed, &next, &Marks::default(), looking) {
            Ok(Answer::Changed(document)) => match read(&document.bytes, &base_of(feed, &document.address)) {
                Ok(older) => page = Some(older),
                Err(error) => looked.warnings.push(format!("its page {next} is passed over: {error}")),
            },
            Ok(Answer::Unchanged) => {}
            Err(LookError::Download(error)) if !matches!(error, download::Error::Stopped { .. }) => {
                looked.warnings.push(format!("its page {next} is passed over: {error}"));
            }
            Err(error) => return Err(error),
        }
        seen.push(next);
    }
    Ok(())
}

/// Against which address those in a feed count that was found at `found`.
fn base_of(feed: &StoredFeed, found: &str) -> String {
    if file_of(&feed.address).is_some() { feed.address.clone() } else { found.to_owned() }
}

fn fetch(
    catalog: &Catalog,
    feed: &StoredFeed,
    address: &str,
    known: &Marks,
    looking: &mut Looking<'_>,
) -> Result<Answer, LookError> {
    let download = match file_of(address) {
        Some(path) => Download::file(path),
        None => {
            let waits = catalog.host_waits(looking.now)?;
            if let Some((host, until)) = host(address).and_then(|host| waits.iter().find(|(known, _)| *known == host)) {
                let retry_after_s = u64::try_from(until - looking.now).ok();
                let busy = download::Error::Busy { host: host.clone(), status: 429, retry_after_s };
                return Err(busy.into());
            }
            let spared = waits.into_iter().map(|(host, _)| host).collect();
            let pause = looking.politeness.pause(address);
            std::thread::sleep(pause);
            Download::address(address).sparing(spared).user_agent(feed.settings.user_agent.as_deref())
        }
    };
    let answer = download.at_most(MAX_BYTES).within(LONGEST).ask(known, looking.go_on);
    looking.politeness.asked(address);
    Ok(answer?)
}
