//! Changes of a transcript by people, segment by segment: a journal from which the corrected version is made.

use rusqlite::{Connection, Row, params};
use serde::Serialize;

use super::sql::{first, from_name, insert, name, put, rows};
use super::transcripts::{self, NewTranscript};
use super::{Catalog, Correction, DbResult, Error, Origin, RecordingId, TranscriptId, history};
use crate::transcript::{Segment, Transcript, Word};

/// What of a segment is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OperationKind {
    /// Its words.
    Text,
    /// Who speaks.
    Speaker,
}

/// A change of one segment, to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// A name that whoever makes it gives it: sent a second time it is the same change.
    pub key: String,
    /// The transcript whose segment is changed; it stays as it is.
    pub transcript: TranscriptId,
    /// The segment, counted from 0.
    pub segment: u32,
    /// What is changed.
    pub kind: OperationKind,
    /// The revision of the segment that it was made from: 0 before the first change.
    pub base_revision: u32,
    /// What it was.
    pub before: String,
    /// What it is now.
    pub after: String,
    /// The change that this one takes back.
    pub undoes: Option<i64>,
    /// Who changes it.
    pub author: String,
}

/// A change that was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StoredOperation {
    /// Its number: later changes have higher ones.
    pub id: i64,
    /// The name that was given to it.
    pub key: String,
    /// The transcript whose segment is changed.
    pub transcript: TranscriptId,
    /// The segment, counted from 0.
    pub segment: u32,
    /// What is changed.
    pub kind: OperationKind,
    /// The revision of the segment that it made, counted from 1.
    pub revision: u32,
    /// What it was.
    pub before: String,
    /// What it is now.
    pub after: String,
    /// The change that this one takes back.
    pub undoes: Option<i64>,
    /// Who changed it.
    pub author: String,
    /// When, in seconds since 1970.
    pub done_unix_s: i64,
}

/// What became of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operated {
    /// It is kept, now or since it was sent before.
    Kept(StoredOperation),
    /// Nothing was changed: the segment has another revision by now, which this change made.
    Stale(Option<StoredOperation>),
}

const SELECT: &str = "SELECT id, operation_key, transcript_id, segment, kind, revision, before, after, undoes_id, author,
    done_unix_s FROM review_operations";

impl Catalog {
    /// Keeps a change of a segment, if the segment still is what it was made from.
    ///
    /// # Errors
    /// [`Error::NoRow`] when there is no such transcript, [`Error::Value`] when it has no such segment or the change has no name, and
    /// those of every change.
    pub fn operate(&self, operation: &Operation, now: i64) -> Result<Operated, Error> {
        self.change(|t| {
            check(t, operation)?;
            if let Some(kept) = one(t, "operation_key = ?1", params![operation.key])? {
                return Ok(Operated::Kept(kept));
            }
            let newest = "transcript_id = ?1 AND segment = ?2 ORDER BY revision DESC LIMIT 1";
            let latest = one(t, newest, params![operation.transcript, operation.segment])?;
            let revision = latest.as_ref().map_or(0, |latest| latest.revision);
            if revision != operation.base_revision {
                return Ok(Operated::Stale(latest));
            }
            let id = add(t, operation, revision.saturating_add(1), now)?;
            let kept = one(t, "id = ?1", params![id])?;
            kept.map(Operated::Kept).ok_or_else(|| Error::NoRow { what: "change", id }.into())
        })
    }

    /// The changes of a transcript, oldest first.
    ///
    /// # Errors
    /// Those of reading.
    pub fn operations(&self, transcript: TranscriptId) -> Result<Vec<StoredOperation>, Error> {
        self.view(|t| of_transcript(t, transcript))
    }

    /// The changes of all transcripts after the one with the number `after`, oldest first.
    ///
    /// # Errors
    /// Those of reading.
    pub fn operations_after(&self, after: i64) -> Result<Vec<StoredOperation>, Error> {
        self.view(|t| rows(t, &format!("{SELECT} WHERE id > ?1 ORDER BY id"), [after], read))
    }

    /// The numbers of the newest change, of the newest decision on a finding and of the newest step about captions in the catalog, 0
    /// where there is none: whether somebody did something since.
    ///
    /// # Errors
    /// Those of reading.
    pub fn newest_review(&self) -> Result<(i64, i64, i64), Error> {
        let sql = "SELECT (SELECT coalesce(max(id), 0) FROM review_operations),
            (SELECT coalesce(max(id), 0) FROM finding_decisions), (SELECT coalesce(max(id), 0) FROM cue_edits)";
        self.view(|t| Ok(first(t, sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.unwrap_or_default()))
    }

    /// The transcript whose segments are changed when `shown` is what is shown: that itself, or what it was made from when it is the
    /// version with the changes of another.
    ///
    /// # Errors
    /// Those of reading.
    pub fn base_of(&self, shown: TranscriptId) -> Result<TranscriptId, Error> {
        let sql = "SELECT base_id FROM review_settlements WHERE transcript_id = ?1";
        Ok(self.view(|t| first(t, sql, [shown], |row| row.get(0)))?.unwrap_or(shown))
    }

    /// The recording of a transcript.
    ///
    /// # Errors
    /// [`Error::NoRow`] when there is no such transcript, and those of reading.
    pub fn recording_of(&self, transcript: TranscriptId) -> Result<RecordingId, Error> {
        self.view(|t| Ok(history::load(t, transcript)?.recording))
    }

    /// A segment of a transcript by its number, with its words alone.
    ///
    /// # Errors
    /// Those of reading.
    pub fn segment_words(&self, transcript: TranscriptId, segment: u32) -> Result<Option<(Segment, Vec<Word>)>, Error> {
        self.view(|t| transcripts::segment(t, transcript, segment))
    }

    /// Up to which change the version of `base` that was last made holds them: 0 when none was made.
    ///
    /// # Errors
    /// Those of reading.
    pub fn settled_up_to(&self, base: TranscriptId) -> Result<i64, Error> {
        let sql = "SELECT coalesce(max(last_operation_id), 0) FROM review_settlements WHERE base_id = ?1";
        Ok(self.view(|t| first(t, sql, [base], |row| row.get(0)))?.unwrap_or(0))
    }

    /// Keeps `corrected`, the words of `base` with its changes up to the one with the number `last`, as the correction that is shown.
    /// An earlier version of the same kind goes, since the changes of which it was made are kept; one of which a file was written
    /// stays.
    ///
    /// # Errors
    /// [`Error::NoRow`] when there is no such transcript, and those of every change.
    pub fn settle(
        &self,
        base: TranscriptId,
        corrected: &Transcript,
        last: (i64, &str),
        now: i64,
    ) -> Result<TranscriptId, Error> {
        let unused = "DELETE FROM transcripts WHERE id IN (SELECT transcript_id FROM review_settlements WHERE base_id = ?1)
            AND id NOT IN (SELECT a.transcript_id FROM alignments a JOIN exports e ON e.alignment_id = a.id)";
        self.change(|t| {
            let recording = history::load(t, base)?.recording;
            let version = history::next_version(t, recording)?;
            let correction = Correction::new(base, Some(last.1.to_owned()), Some("corrected on the review page".to_owned()));
            let origin = Origin::Person(correction);
            put(t, unused, params![base])?;
            let id =
                transcripts::add(t, recording, &NewTranscript { version, transcript: corrected, origin: &origin, now })?;
            add_settlement(t, id, base, last.0)?;
            Ok(id)
        })
    }
}

fn check(t: &Connection, operation: &Operation) -> DbResult<()> {
    history::load(t, operation.transcript)?;
    if operation.key.is_empty() || operation.key.len() > 64 {
        return Err(Error::Value { what: "the name of a change".to_owned(), wanted: "1 to 64 bytes" }.into());
    }
    let sql = "SELECT 1 FROM segments WHERE transcript_id = ?1 AND number = ?2";
    if first(t, sql, params![operation.transcript, operation.segment], |_| Ok(()))?.is_none() {
        let what = format!("segment {}", operation.segment);
        return Err(Error::Value { what, wanted: "a segment of this transcript" }.into());
    }
    Ok(())
}

pub(super) fn of_transcript(t: &Connection, transcript: TranscriptId) -> DbResult<Vec<StoredOperation>> {
    rows(t, &format!("{SELECT} WHERE transcript_id = ?1 ORDER BY id"), [transcript], read)
}

/// The versions that hold the changes of `base`, and up to which.
pub(super) fn settlements_of(t: &Connection, base: TranscriptId) -> DbResult<Vec<(TranscriptId, i64)>> {
    let sql = "SELECT transcript_id, last_operation_id FROM review_settlements WHERE base_id = ?1 ORDER BY transcript_id";
    rows(t, sql, [base], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Notes that `settled` holds the changes of `base` up to the one with the number `last`.
pub(super) fn add_settlement(t: &Connection, settled: TranscriptId, base: TranscriptId, last: i64) -> DbResult<()> {
    let sql = "INSERT OR IGNORE INTO review_settlements (transcript_id, base_id, last_operation_id) VALUES (?1, ?2, ?3)";
    put(t, sql, params![settled, base, last]).map(drop)
}

/// The change that has this name.
pub(super) fn by_key(t: &Connection, key: &str) -> DbResult<Option<StoredOperation>> {
    one(t, "operation_key = ?1", params![key])
}

/// The change that made the revision which `operation` would make.
pub(super) fn at(t: &Connection, operation: &Operation) -> DbResult<Option<StoredOperation>> {
    let revision = operation.base_revision.saturating_add(1);
    let which = "transcript_id = ?1 AND segment = ?2 AND revision = ?3";
    one(t, which, params![operation.transcript, operation.segment, revision])
}

pub(super) fn add(t: &Connection, operation: &Operation, revision: u32, now: i64) -> DbResult<i64> {
    let sql = "INSERT INTO review_operations (operation_key, transcript_id, segment, kind, revision, before, after, undoes_id, author,
        done_unix_s) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    let Operation { key, transcript, segment, kind, before, after, undoes, author, .. } = operation;
    insert(t, sql, params![key, transcript, segment, name(kind)?, revision, before, after, undoes, author, now])
}

fn one(t: &Connection, which: &str, parameters: impl rusqlite::Params) -> DbResult<Option<StoredOperation>> {
    Ok(rows(t, &format!("{SELECT} WHERE {which}"), parameters, read)?.pop())
}

fn read(row: &Row<'_>) -> DbResult<StoredOperation> {
    Ok(StoredOperation {
        id: row.get(0)?,
        key: row.get(1)?,
        transcript: row.get(2)?,
        segment: row.get(3)?,
        kind: from_name("a kind of change", &row.get::<_, String>(4)?)?,
        revision: row.get(5)?,
        before: row.get(6)?,
        after: row.get(7)?,
        undoes: row.get(8)?,
        author: row.get(9)?,
        done_unix_s: row.get(10)?,
    })
}
