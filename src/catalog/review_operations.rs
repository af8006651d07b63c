//! Changes of a transcript by people, segment by segment: a journal from which the corrected version is made.

use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};

use super::made::Made;
use super::sql::{first, from_name, insert, name, put, rows};
use super::transcripts::{self, NewTranscript};
use super::{Catalog, Correction, DbResult, Error, Origin, RecordingId, TranscriptId, history};
use crate::transcript::Transcript;

/// What of a segment is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OperationKind {
    /// Its words.
    Text,
    /// Who speaks.
    Speaker,
    /// Where it ends: what comes after becomes a segment of its own.
    Split,
    /// Where it ends: it takes in the segment after it.
    Join,
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
    /// What a split or a join has besides; its texts are those of both parts, a line each.
    pub parts: Option<Parts>,
    /// The name of the step that it is a part of, where several changes are one.
    pub step: Option<String>,
}

/// What a split or a join of a segment is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parts {
    /// The segment that comes off or is taken in. `None` of a split whose new segment is to get the next free number.
    pub other: Option<u32>,
    /// How many of the words that were heard are the first part's.
    pub heard_words: u32,
    /// The revision of the segment that is to be taken in.
    pub other_revision: u32,
}

/// A change that was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct StoredOperation {
    /// Its number: later changes have higher ones; 0 of one that is not in this catalog yet.
    #[serde(default, skip_serializing_if = "is_unkept")]
    pub id: i64,
    /// The transcript whose segment is changed.
    pub transcript: TranscriptId,
    /// The name that was given to it.
    pub key: String,
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
    /// Of a split or a join: the segment that came off or was taken in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<u32>,
    /// Of a split or a join: how many of the words that were heard are the first part's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heard_words: Option<u32>,
    /// The name of the step that it is a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// The version of rawi that kept it; `None` when that was not recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rawi_version: Option<String>,
}

impl StoredOperation {
    /// The change as it was to be kept, from the revision that it followed.
    pub(super) fn operation(self) -> Operation {
        let Self { key, transcript, segment, kind, revision, before, after, undoes, author, step, other, .. } = self;
        let parts = self.heard_words.map(|heard_words| Parts { other, heard_words, other_revision: 0 });
        let base_revision = revision.saturating_sub(1);
        Operation { key, transcript, segment, kind, base_revision, before, after, undoes, author, parts, step }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes members by reference")]
fn is_unkept(id: &i64) -> bool {
    *id == 0
}

/// What became of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operated {
    /// It is kept, now or since it was sent before: each change of it.
    Kept(Vec<StoredOperation>),
    /// Nothing was changed: the segment has another revision by now, which this change made.
    Stale(Option<StoredOperation>),
}

const SELECT: &str = "SELECT id, operation_key, transcript_id, segment, kind, revision, before, after, undoes_id, author,
    done_unix_s, other, heard_words, step, rawi_version FROM review_operations";

impl Catalog {
    /// Keeps changes of segments as one, if each of those segments still is what its change was made from: all or none.
    ///
    /// # Errors
    /// [`Error::NoRow`] when there is no such transcript, [`Error::Value`] when it has no such segment or a change has no name, and
    /// those of every change.
    pub fn operate(&self, operations: &[Operation], now: i64) -> Result<Operated, Error> {
        self.change(|t| {
            for operation in operations {
                check(t, operation)?;
            }
            let first = operations.first().map(|first| one(t, "operation_key = ?1", params![first.key])).transpose()?;
            if let Some(kept) = first.flatten() {
                return Ok(Operated::Kept(of_step(t, kept)?));
            }
            for operation in operations {
                if let Some(stale) = stale(t, operation)? {
                    return Ok(Operated::Stale(stale));
                }
            }
            let mut kept = Vec::with_capacity(operations.len());
            for operation in operations {
                let id = add(t, operation, operation.base_revision.saturating_add(1), Made::here(now))?;
                kept.extend(one(t, "id = ?1", params![id])?);
            }
            Ok(Operated::Kept(kept))
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
            let new = NewTranscript { version, transcript: corrected, origin: &origin, made: Made::here(now) };
            let id = transcripts::add(t, recording, &new)?;
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
    let sql = "SELECT 1 FROM segments WHERE transcript_id = ?1 AND number = ?2 UNION ALL
        SELECT 1 FROM review_operations WHERE transcript_id = ?1 AND other = ?2";
    if first(t, sql, params![operation.transcript, operation.segment], |_| Ok(()))?.is_none() {
        let what = format!("segment {}", operation.segment);
        return Err(Error::Value { what, wanted: "a segment of this transcript" }.into());
    }
    let is_cut = matches!(operation.kind, OperationKind::Split | OperationKind::Join);
    let has_other = operation.parts.is_some_and(|parts| parts.other.is_some() || operation.kind == OperationKind::Split);
    if is_cut != operation.parts.is_some() || (is_cut && !has_other) {
        return Err(Error::Value { what: "a change".to_owned(), wanted: "what its kind has" }.into());
    }
    Ok(())
}

/// What stands against a change: the segment is another by now, is not there any more, or what it is to be joined with is another.
fn stale(t: &Connection, operation: &Operation) -> DbResult<Option<Option<StoredOperation>>> {
    let transcript = operation.transcript;
    let newest = |segment: u32| {
        let which = "transcript_id = ?1 AND segment = ?2 ORDER BY revision DESC LIMIT 1";
        one(t, which, params![transcript, segment])
    };
    let latest = newest(operation.segment)?;
    if latest.as_ref().map_or(0, |latest| latest.revision) != operation.base_revision {
        return Ok(Some(latest));
    }
    let order = order(t, transcript)?;
    let joined = |segment: u32| {
        let which = "transcript_id = ?1 AND other = ?2 ORDER BY id DESC LIMIT 1";
        one(t, which, params![transcript, segment])
    };
    let Some(at) = order.iter().position(|segment| *segment == operation.segment) else {
        return Ok(Some(joined(operation.segment)?));
    };
    let Some(Parts { other: Some(other), other_revision, .. }) = operation.parts else { return Ok(None) };
    let next = order.get(at + 1);
    let is_free = match operation.kind {
        OperationKind::Join => next == Some(&other),
        _ => !order.contains(&other),
    };
    let latest = newest(other)?;
    let is_same =
        operation.kind != OperationKind::Join || latest.as_ref().map_or(0, |latest| latest.revision) == other_revision;
    if is_free && is_same { Ok(None) } else { Ok(Some(if is_free { latest } else { joined(other)? })) }
}

/// The segments of a transcript in order, as people have cut and joined them.
fn order(t: &Connection, transcript: TranscriptId) -> DbResult<Vec<u32>> {
    let mut order: Vec<u32> = rows(
        t,
        "SELECT number FROM segments WHERE transcript_id = ?1 ORDER BY number",
        [transcript],
        |row| Ok(row.get(0)?),
    )?;
    let cuts = format!("{SELECT} WHERE transcript_id = ?1 AND other IS NOT NULL ORDER BY id");
    for cut in rows(t, &cuts, [transcript], read)? {
        let Some(at) = order.iter().position(|segment| *segment == cut.segment) else { continue };
        match (cut.kind, cut.other) {
            (OperationKind::Split, Some(other)) => order.insert(at + 1, other),
            (OperationKind::Join, Some(other)) if order.get(at + 1) == Some(&other) => drop(order.remove(at + 1)),
            _ => {}
        }
    }
    Ok(order)
}

/// All changes that were made at once with this one.
fn of_step(t: &Connection, kept: StoredOperation) -> DbResult<Vec<StoredOperation>> {
    match &kept.step {
        Some(step) => rows(
            t,
            &format!("{SELECT} WHERE transcript_id = ?1 AND step = ?2 ORDER BY id"),
            params![kept.transcript, step],
            read,
        ),
        None => Ok(vec![kept]),
    }
}

/// Whether the segment that a split would cut off has a number by which another goes.
pub(super) fn is_taken(t: &Connection, new: &Operation) -> DbResult<bool> {
    let Some(other) = new.parts.and_then(|parts| parts.other).filter(|_| new.kind == OperationKind::Split) else {
        return Ok(false);
    };
    Ok(order(t, new.transcript)?.contains(&other))
}

/// The number that the next segment gets which is cut off.
pub(super) fn next_segment(t: &Connection, transcript: TranscriptId) -> DbResult<u32> {
    let sql = "SELECT max((SELECT count(*) FROM segments WHERE transcript_id = ?1),
        (SELECT coalesce(max(other), -1) + 1 FROM review_operations WHERE transcript_id = ?1))";
    Ok(first(t, sql, [transcript], |row| row.get(0))?.unwrap_or_default())
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

pub(super) fn add(t: &Connection, operation: &Operation, revision: u32, made: Made<'_>) -> DbResult<i64> {
    let sql = "INSERT INTO review_operations (operation_key, transcript_id, segment, kind, revision, before, after, undoes_id, author,
        done_unix_s, other, heard_words, step, rawi_version)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
    let Operation { key, transcript, segment, kind, before, after, undoes, author, parts, step, .. } = operation;
    let other = match parts {
        Some(Parts { other: None, .. }) => Some(next_segment(t, *transcript)?),
        parts => parts.and_then(|parts| parts.other),
    };
    let heard_words = parts.map(|parts| parts.heard_words);
    let (kind, Made { unix_s, rawi }) = (name(kind)?, made);
    let values = params![
        key,
        transcript,
        segment,
        kind,
        revision,
        before,
        after,
        undoes,
        author,
        unix_s,
        other,
        heard_words,
        step,
        rawi
    ];
    insert(t, sql, values)
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
        other: row.get(11)?,
        heard_words: row.get(12)?,
        step: row.get(13)?,
        rawi_version: row.get(14)?,
    })
}
