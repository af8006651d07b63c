//! Who made which transcript, and which one it corrects.

use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};

use super::sql::{first, from_json, rows};
use super::{DbResult, Error, RecordingId, TranscriptId};
use crate::text::Language;
use crate::transcript::Engine;

/// A person's correction of a transcript.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Correction {
    /// The transcript that was corrected.
    pub corrects: TranscriptId,
    /// Who corrected it.
    pub author: Option<String>,
    /// What they want to say about it.
    pub note: Option<String>,
}

impl Correction {
    /// A correction of `corrects` by `author`, with what they want to say about it. Texts of nothing but white space are none.
    #[must_use]
    pub fn new(corrects: TranscriptId, author: Option<String>, note: Option<String>) -> Self {
        let said = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        Self { corrects, author: said(author), note: said(note) }
    }
}

/// Where a transcript comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// An engine heard it.
    Machine,
    /// A person corrected an older one.
    Person(Correction),
}

/// One version of a recording's transcript, without its words.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct TranscriptVersion {
    /// Its id.
    pub id: TranscriptId,
    /// The recording.
    pub recording: RecordingId,
    /// Counted from 1 within the recording.
    pub version: u32,
    /// Who made it.
    pub origin: Origin,
    /// The engine and model; for a correction, those of the transcript that the times come from.
    pub engine: Engine,
    /// Language of the transcript.
    pub language: Language,
    /// How many words it holds.
    pub words: u32,
    /// When it was kept, in seconds since 1970.
    pub created_unix_s: i64,
    /// The version of rawi that kept it; `None` when that was not recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rawi_version: Option<String>,
}

const SELECT: &str =
    "SELECT id, recording_id, version, origin, corrects_id, author, note, engine, model, model_sha256, options,
    language, word_count, created_unix_s, rawi_version FROM transcripts";

pub(super) fn load(t: &Connection, id: TranscriptId) -> DbResult<TranscriptVersion> {
    let found = rows(t, &format!("{SELECT} WHERE id = ?1"), [id], read)?.pop();
    found.ok_or_else(|| Error::NoRow { what: "transcript", id: id.number() }.into())
}

pub(super) fn versions(t: &Connection, recording: RecordingId) -> DbResult<Vec<TranscriptVersion>> {
    rows(t, &format!("{SELECT} WHERE recording_id = ?1 ORDER BY version"), [recording], read)
}

pub(super) fn next_version(t: &Connection, recording: RecordingId) -> DbResult<u32> {
    let sql = "SELECT coalesce(max(version), 0) + 1 FROM transcripts WHERE recording_id = ?1";
    Ok(first(t, sql, [recording], |row| row.get(0))?.unwrap_or(1))
}

fn read(row: &Row<'_>) -> DbResult<TranscriptVersion> {
    let id: TranscriptId = row.get(0)?;
    let origin = match row.get::<_, Option<TranscriptId>>(4)? {
        None => Origin::Machine,
        Some(corrects) => Origin::Person(Correction { corrects, author: row.get(5)?, note: row.get(6)? }),
    };
    let options = from_json(&format!("the options of transcript {id}"), &row.get::<_, String>(10)?)?;
    Ok(TranscriptVersion {
        id,
        recording: row.get(1)?,
        version: row.get(2)?,
        origin,
        engine: Engine { name: row.get(7)?, model: row.get(8)?, model_sha256: row.get(9)?, options },
        language: row.get(11)?,
        words: row.get(12)?,
        created_unix_s: row.get(13)?,
        rawi_version: row.get(14)?,
    })
}
