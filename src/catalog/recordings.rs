use std::collections::BTreeMap;
use std::path::PathBuf;

use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};

use super::made::Made;
use super::path_text::path_of_text;
use super::sql::{first, from_json, insert, json, put, rows};
use super::{Catalog, DbResult, Error, RecordingId};
use crate::text::Sha256;
use crate::time::Millis;

/// The facts of a recording, read from the file by the caller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RecordingFacts {
    /// SHA-256 of the file: what makes it the same recording wherever it lies.
    pub sha256: Sha256,
    /// Where it lies, as the caller wants to find it again: an absolute path in the form of [`path_text`](super::path_text), or `-`
    /// for what came through a pipe and lies nowhere.
    pub path: String,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// How long it plays, in milliseconds.
    pub duration_ms: u32,
    /// The container, when it is known: `ogg`.
    pub container: Option<String>,
    /// The codec: `mp3`.
    pub codec: String,
    /// Frames per second of the file, in hertz.
    pub rate_hz: u32,
    /// Channels of the file.
    pub channels: u16,
    /// The tags in the file.
    pub tags: BTreeMap<String, String>,
}

impl RecordingFacts {
    /// Those of a file with this content, which lies at `path` and holds `codec` at `rate_hz` in `channels`; size, length, container
    /// and tags are set when they are known. With the room of jobs, `job::recording_facts` reads them all from the file.
    ///
    /// # Errors
    /// [`Error::Value`] when the path or the codec is empty, or the rate or the number of channels is zero.
    pub fn new(
        sha256: Sha256,
        path: impl Into<String>,
        codec: impl Into<String>,
        rate_hz: u32,
        channels: u16,
    ) -> Result<Self, Error> {
        let (path, codec) = (path.into(), codec.into());
        let wrong = |what: &str, wanted| Err(Error::Value { what: what.to_owned(), wanted });
        if path.is_empty() {
            return wrong("an empty path", "where a recording lies");
        }
        if codec.is_empty() {
            return wrong("an empty name", "that of a codec");
        }
        if rate_hz == 0 || channels == 0 {
            return wrong(&format!("{rate_hz} Hz in {channels} channels"), "what a recording has: both are at least 1");
        }
        let (container, tags) = (None, BTreeMap::new());
        Ok(Self { sha256, path, bytes: 0, duration_ms: 0, container, codec, rate_hz, channels, tags })
    }

    /// Those of a recording that nobody here has, of which a transcript was made elsewhere: `transcript` is the SHA-256 of the
    /// transcript's file and `lasts` what is known of its length. It lies nowhere, and there is no sound to it.
    #[must_use]
    pub fn transcript_only(transcript: Sha256, lasts: Millis) -> Self {
        Self {
            sha256: transcript,
            path: NOWHERE.to_owned(),
            bytes: 0,
            duration_ms: lasts.as_millis(),
            container: None,
            codec: NO_SOUND.to_owned(),
            rate_hz: 0,
            channels: 0,
            tags: BTreeMap::new(),
        }
    }

    /// Whether nothing but a transcript of it was ever here.
    #[must_use]
    pub fn is_transcript_only(&self) -> bool {
        self.codec == NO_SOUND
    }
}

/// The path of a recording that lies nowhere.
const NOWHERE: &str = "-";
/// The codec of a recording of which only a transcript is here.
const NO_SOUND: &str = "none";

/// A recording of the catalog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StoredRecording {
    /// Its id.
    pub id: RecordingId,
    /// Its facts.
    #[serde(flatten)]
    pub facts: RecordingFacts,
    /// When it was added, in seconds since 1970.
    pub added_unix_s: i64,
    /// The version of rawi that read its facts; `None` when that was not recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rawi_version: Option<String>,
}

impl StoredRecording {
    /// Where it was last seen.
    #[must_use]
    pub fn file(&self) -> PathBuf {
        path_of_text(&self.facts.path)
    }

    /// How long it plays.
    #[must_use]
    pub fn duration(&self) -> Millis {
        Millis::new(self.facts.duration_ms)
    }
}

const COLUMNS: &str = "id, sha256, path, bytes, duration_ms, container, codec, rate_hz, channels, tags, added_unix_s,
    rawi_version";

impl Catalog {
    /// Adds a recording. One that is known by its content keeps its id, and its path becomes the given one: it was moved.
    ///
    /// # Errors
    /// Those of every change.
    pub fn add_recording(&self, new: &RecordingFacts, now: i64) -> Result<RecordingId, Error> {
        self.change(|t| add(t, new, Made::here(now)))
    }

    /// A recording by its id.
    ///
    /// # Errors
    /// [`Error::NoRow`], and those of reading.
    pub fn recording(&self, id: RecordingId) -> Result<StoredRecording, Error> {
        self.view(|t| load(t, id))
    }

    /// The recording with this content, if the catalog has it.
    ///
    /// # Errors
    /// Those of reading.
    pub fn recording_by_sha256(&self, sha256: Sha256) -> Result<Option<StoredRecording>, Error> {
        let sql = format!("SELECT {COLUMNS} FROM recordings WHERE sha256 = ?1");
        self.view(|t| Ok(rows(t, &sql, [sha256], read)?.pop()))
    }

    /// All recordings in the order of their ids.
    ///
    /// # Errors
    /// Those of reading.
    pub fn recordings(&self) -> Result<Vec<StoredRecording>, Error> {
        self.view(|t| rows(t, &format!("SELECT {COLUMNS} FROM recordings ORDER BY id"), [], read))
    }

    /// Gives a recording of which there was only a transcript the facts of its sound.
    ///
    /// # Errors
    /// [`Error::NoRow`] when there is no such recording or it has a sound already, and those of every change.
    pub fn give_sound(&self, id: RecordingId, facts: &RecordingFacts) -> Result<(), Error> {
        let sql = "UPDATE recordings SET sha256 = ?2, path = ?3, bytes = ?4, duration_ms = ?5, container = ?6, codec = ?7,
            rate_hz = ?8, channels = ?9, tags = ?10 WHERE id = ?1 AND codec = ?11";
        self.change(|t| {
            let bytes = i64::try_from(facts.bytes).unwrap_or(i64::MAX);
            let (container, codec, tags) = (&facts.container, &facts.codec, json(&facts.tags)?);
            let values = params![
                id,
                facts.sha256,
                facts.path,
                bytes,
                facts.duration_ms,
                container,
                codec,
                facts.rate_hz,
                facts.channels,
                tags,
                NO_SOUND
            ];
            match put(t, sql, values)? {
                0 => Err(Error::NoRow { what: "recording without a sound", id: id.number() }.into()),
                _ => Ok(()),
            }
        })
    }

    /// Notes that a recording lies at another path now. The caller has seen that the content is the same.
    ///
    /// # Errors
    /// [`Error::NoRow`], and those of every change.
    pub fn relink_recording(&self, id: RecordingId, path: &str) -> Result<(), Error> {
        self.change(|t| match put(t, "UPDATE recordings SET path = ?2 WHERE id = ?1", params![id, path])? {
            0 => Err(Error::NoRow { what: "recording", id: id.number() }.into()),
            _ => Ok(()),
        })
    }
}

pub(super) fn add(t: &Connection, new: &RecordingFacts, made: Made<'_>) -> DbResult<RecordingId> {
    if let Some(id) = first(t, "SELECT id FROM recordings WHERE sha256 = ?1", [new.sha256], |row| row.get(0))? {
        put(t, "UPDATE recordings SET path = ?2 WHERE id = ?1 AND path <> ?2", params![id, new.path])?;
        return Ok(id);
    }
    let sql =
        "INSERT INTO recordings (sha256, path, bytes, duration_ms, container, codec, rate_hz, channels, tags, added_unix_s,
        rawi_version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    let bytes = i64::try_from(new.bytes).unwrap_or(i64::MAX);
    let tags = json(&new.tags)?;
    let (container, codec) = (&new.container, &new.codec);
    let (lasts, rate, channels, Made { unix_s, rawi }) = (new.duration_ms, new.rate_hz, new.channels, made);
    let values = params![new.sha256, new.path, bytes, lasts, container, codec, rate, channels, tags, unix_s, rawi];
    insert(t, sql, values).map(RecordingId::new)
}

pub(super) fn load(t: &Connection, id: RecordingId) -> DbResult<StoredRecording> {
    let found = rows(t, &format!("SELECT {COLUMNS} FROM recordings WHERE id = ?1"), [id], read)?.pop();
    found.ok_or_else(|| Error::NoRow { what: "recording", id: id.number() }.into())
}

fn read(row: &Row<'_>) -> DbResult<StoredRecording> {
    let id: RecordingId = row.get(0)?;
    let facts = RecordingFacts {
        sha256: row.get(1)?,
        path: row.get(2)?,
        bytes: row.get::<_, i64>(3)?.try_into().unwrap_or(0),
        duration_ms: row.get(4)?,
        container: row.get(5)?,
        codec: row.get(6)?,
        rate_hz: row.get(7)?,
        channels: row.get(8)?,
        tags: from_json(&format!("the tags of recording {id}"), &row.get::<_, String>(9)?)?,
    };
    Ok(StoredRecording { id, facts, added_unix_s: row.get(10)?, rawi_version: row.get(11)? })
}
