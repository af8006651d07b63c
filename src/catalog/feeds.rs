//! Feeds that are followed.

use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};

use super::sql::{first, from_json, insert, json, put, rows};
use super::{Catalog, DbResult, Error, FeedId, Slug};
use crate::text::{Language, Sha256};

/// What a person wants of a feed; what is not said is as each item tells it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct FeedSettings {
    /// The directory of its recordings, an absolute path; `None` where the feed is a file, whose recordings stay where they lie.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub folder: Option<String>,
    /// The programme of its reports.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub programme: Option<String>,
    /// Who reports.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reporter: Option<String>,
    /// From where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The language that is spoken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The name by which its servers are asked, when not by rawi's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_agent: Option<String>,
    /// Items without a recording are looked for on their pages, by the rules of their site.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub audio_from_pages: bool,
}

/// What tells whether a feed is as it was when it was last read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct FeedMarks {
    /// The server's mark of the content.
    pub etag: Option<String>,
    /// When it was last changed, as the server says.
    pub last_modified: Option<String>,
    /// SHA-256 of the content.
    pub body_sha256: Option<Sha256>,
    /// The number of the rules that it was read by.
    pub reader: u32,
    /// For how many seconds what it said holds, by its own word: it is not asked again before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holds_s: Option<u32>,
}

/// A feed that is followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StoredFeed {
    /// Its id.
    pub id: FeedId,
    /// Its name for the command line.
    pub name: Slug,
    /// Its address, or the path of its file.
    pub address: String,
    /// What a person wants of it.
    pub settings: FeedSettings,
    /// Its title.
    pub title: Option<String>,
    /// How it was when it was last read.
    pub marks: FeedMarks,
    /// Why it could not be read the last time.
    pub failure: Option<String>,
    /// When it was added, in seconds since 1970.
    pub added_unix_s: i64,
    /// When it was last asked for, in seconds since 1970.
    pub checked_unix_s: Option<i64>,
    /// How many items are known.
    pub items: u32,
    /// Of them, in the catalog.
    pub kept: u32,
    /// Of them, that are still to be fetched.
    pub waiting: u32,
    /// Of them, that could not be fetched.
    pub failed: u32,
}

const FEED: &str =
    "SELECT f.id, f.name, f.address, f.settings, f.title, f.etag, f.last_modified, f.body_sha256, f.reader, f.failure,
    f.added_unix_s, f.checked_unix_s, count(i.id), count(i.id) FILTER (WHERE i.state IN ('kept', 'partly')),
    count(i.id) FILTER (WHERE i.state = 'new'), count(i.id) FILTER (WHERE i.state = 'failed'),
    f.holds_s
    FROM feeds f LEFT JOIN feed_items i ON i.feed_id = f.id";

/// Seconds that a server's wish to be left alone lasts at most: a day.
const LONGEST_WAIT_S: i64 = 86_400;

impl Catalog {
    /// Follows the feed at `address` from now on under `name`, with a number behind it when another feed has that name; whether it is new. One that is
    /// followed already keeps its name and gets the settings that are given.
    ///
    /// # Errors
    /// Those of every change.
    pub fn add_feed(&self, name: &Slug, address: &str, settings: &FeedSettings, now: i64) -> Result<(FeedId, bool), Error> {
        self.change(|t| {
            let known = first(t, "SELECT id FROM feeds WHERE address = ?1", [address], |row| row.get(0))?;
            if let Some(id) = known {
                put(t, "UPDATE feeds SET settings = ?2 WHERE id = ?1", params![id, json(settings)?])?;
                return Ok((id, false));
            }
            Ok((add(t, name, address, settings, now)?, true))
        })
    }

    /// Gives a feed a name, with a number behind it when another feed has that, and settings.
    ///
    /// # Errors
    /// [`Error::NoRow`], and those of every change.
    pub fn settle_feed(&self, id: FeedId, name: &Slug, settings: &FeedSettings) -> Result<(), Error> {
        self.change(|t| {
            let free = free_name(t, name, Some(id))?;
            match put(t, "UPDATE feeds SET name = ?2, settings = ?3 WHERE id = ?1", params![id, free, json(settings)?])? {
                0 => Err(Error::NoRow { what: "feed", id: id.number() }.into()),
                _ => Ok(()),
            }
        })
    }

    /// The feeds that are followed, in the order in which they were added.
    ///
    /// # Errors
    /// Those of reading.
    pub fn feeds(&self) -> Result<Vec<StoredFeed>, Error> {
        self.view(all)
    }

    /// Follows a feed no more. Its reports stay.
    ///
    /// # Errors
    /// [`Error::NoRow`], and those of every change.
    pub fn remove_feed(&self, id: FeedId) -> Result<(), Error> {
        self.change(|t| match put(t, "DELETE FROM feeds WHERE id = ?1", [id])? {
            0 => Err(Error::NoRow { what: "feed", id: id.number() }.into()),
            _ => Ok(()),
        })
    }

    /// Notes that a feed was read: its marks now, and its title.
    ///
    /// # Errors
    /// Those of every change.
    pub fn feed_read(&self, id: FeedId, marks: &FeedMarks, title: Option<&str>, now: i64) -> Result<(), Error> {
        let sql = "UPDATE feeds SET etag = ?2, last_modified = ?3, body_sha256 = ?4, reader = ?5, checked_unix_s = ?6,
            title = coalesce(?7, title), holds_s = ?8, failure = NULL WHERE id = ?1";
        let FeedMarks { etag, last_modified, body_sha256, reader, holds_s } = marks;
        self.change(|t| put(t, sql, params![id, etag, last_modified, body_sha256, reader, now, title, holds_s]).map(drop))
    }

    /// Notes why a feed could not be read. Its marks stay.
    ///
    /// # Errors
    /// Those of every change.
    pub fn feed_failed(&self, id: FeedId, failure: &str, now: i64) -> Result<(), Error> {
        let sql = "UPDATE feeds SET failure = ?2, checked_unix_s = ?3 WHERE id = ?1";
        self.change(|t| put(t, sql, params![id, failure, now]).map(drop))
    }

    /// Notes that a feed lies at another address for good; whether it does now. Where another feed lies already it does not.
    ///
    /// # Errors
    /// Those of every change.
    pub fn move_feed(&self, id: FeedId, address: &str) -> Result<bool, Error> {
        let sql = "UPDATE OR IGNORE feeds SET address = ?2 WHERE id = ?1";
        self.change(|t| Ok(put(t, sql, params![id, address])? > 0))
    }

    /// The servers that asked to be left alone beyond `now`, and until when.
    ///
    /// # Errors
    /// Those of reading.
    pub fn host_waits(&self, now: i64) -> Result<Vec<(String, i64)>, Error> {
        let sql = "SELECT host, until_unix_s FROM host_waits WHERE until_unix_s > ?1 ORDER BY host";
        self.view(|t| rows(t, sql, [now], |row| Ok((row.get(0)?, row.get(1)?))))
    }

    /// Notes that a server asked to be left alone for so many seconds, a day at most.
    ///
    /// # Errors
    /// Those of every change.
    pub fn set_host_wait(&self, host: &str, seconds: i64, now: i64) -> Result<(), Error> {
        let until = now.saturating_add(seconds.clamp(0, LONGEST_WAIT_S));
        let sql = "INSERT OR REPLACE INTO host_waits (host, until_unix_s) VALUES (?1, ?2)";
        self.change(|t| {
            put(t, "DELETE FROM host_waits WHERE until_unix_s <= ?1", [now])?;
            put(t, sql, params![host, until]).map(drop)
        })
    }
}

pub(super) fn all(t: &Connection) -> DbResult<Vec<StoredFeed>> {
    rows(t, &format!("{FEED} GROUP BY f.id ORDER BY f.id"), [], read)
}

pub(super) fn by_address(t: &Connection, address: &str) -> DbResult<Option<FeedId>> {
    first(t, "SELECT id FROM feeds WHERE address = ?1", [address], |row| row.get(0))
}

pub(super) fn add(t: &Connection, name: &Slug, address: &str, settings: &FeedSettings, now: i64) -> DbResult<FeedId> {
    let free = free_name(t, name, None)?;
    let sql = "INSERT INTO feeds (name, address, settings, added_unix_s) VALUES (?1, ?2, ?3, ?4)";
    insert(t, sql, params![free, address, json(settings)?, now]).map(FeedId::new)
}

/// `wanted`, or the first of `wanted-2`, `wanted-3`, … that no other feed has.
fn free_name(t: &Connection, wanted: &Slug, own: Option<FeedId>) -> DbResult<Slug> {
    let mut free = wanted.clone();
    for number in 2_u64.. {
        let sql = "SELECT 1 FROM feeds WHERE name = ?1 AND id IS NOT ?2";
        if first(t, sql, params![free, own], |_| Ok(()))?.is_none() {
            break;
        }
        free = wanted.numbered(number);
    }
    Ok(free)
}

fn read(row: &Row<'_>) -> DbResult<StoredFeed> {
    let name: Slug = row.get(1)?;
    Ok(StoredFeed {
        id: row.get(0)?,
        address: row.get(2)?,
        settings: from_json(&format!("the settings of feed {name}"), &row.get::<_, String>(3)?)?,
        name,
        title: row.get(4)?,
        marks: FeedMarks {
            etag: row.get(5)?,
            last_modified: row.get(6)?,
            body_sha256: row.get(7)?,
            reader: row.get(8)?,
            holds_s: row.get(16)?,
        },
        failure: row.get(9)?,
        added_unix_s: row.get(10)?,
        checked_unix_s: row.get(11)?,
        items: row.get(12)?,
        kept: row.get(13)?,
        waiting: row.get(14)?,
        failed: row.get(15)?,
    })
}
