//! What the page changes: each request is one change of the catalog, the same that commands make.

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response, StatusCode, header};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::api::{Answer, Failed, base, json};
use super::approved_file::{FileData, files};
use super::corrections::{text_of, tidied};
use super::events::Event;
use super::history::{self, Direction};
use super::report_words::aligned;
use super::shared::Shared;
use super::{ApprovedFile, Error};
use crate::catalog::{
    self, AlignmentId, Catalog, FindingDecided, FindingDecision, Operated, Operation, OperationKind, ReportId,
    StoredOperation, TranscriptId,
};
use crate::transcript::reworded;

/// A text is never longer, in bytes: a segment of half an hour is shorter.
const LONGEST_TEXT: usize = 64 * 1024;
/// A name is never longer, in bytes.
const LONGEST_NAME: usize = 200;

/// The value in a body of JSON.
pub(super) fn body<T: DeserializeOwned>(headers: &HeaderMap, bytes: &Bytes) -> Result<T, Failed> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.split(';').next().unwrap_or_default().trim() != "application/json" {
        let why = format!("the body is `{kind}`, and application/json was expected");
        return Err(Failed(StatusCode::UNSUPPORTED_MEDIA_TYPE, why));
    }
    serde_json::from_slice(bytes).map_err(|e| Failed(StatusCode::BAD_REQUEST, e.to_string()))
}

/// A name as it is kept: one line, never empty and never long.
pub(super) fn name(by: &str) -> Result<String, Failed> {
    let by = tidied(by);
    if by.is_empty() || by.len() > LONGEST_NAME || by.chars().any(char::is_control) {
        let why = format!("a name of 1 to {LONGEST_NAME} bytes was expected");
        return Err(Failed(StatusCode::UNPROCESSABLE_ENTITY, why));
    }
    Ok(by)
}

pub(super) fn short(text: &str) -> Result<(), Failed> {
    let why = || format!("the text has {} bytes, and at most {LONGEST_TEXT} are taken", text.len());
    if text.len() > LONGEST_TEXT { Err(Failed(StatusCode::UNPROCESSABLE_ENTITY, why())) } else { Ok(()) }
}

/// A change of a segment.
#[derive(Debug, Deserialize)]
pub(super) struct Change {
    key: String,
    base: TranscriptId,
    segment: u32,
    kind: OperationKind,
    base_revision: u32,
    text: String,
    by: String,
}

/// What became of a change.
#[derive(Debug, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
enum Outcome {
    Kept {
        segment: u32,
        revision: u32,
        kind: OperationKind,
        text: String,
        /// The words as they were taken: letters in UTF-16, start and length in milliseconds, where the time comes from.
        words: Vec<(usize, i64, u32, u8)>,
        operation: Option<i64>,
    },
    /// The segment is another by now: nothing was changed.
    Stale { segment: u32, theirs: Option<StoredOperation>, text: String },
    /// There is nothing to take back.
    Nothing,
    /// What is changed is another version by now.
    Reload,
}

pub(super) async fn operation(
    State(shared): State<Shared>,
    Path(id): Path<i64>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Answer {
    let change: Change = body(&headers, &bytes)?;
    short(&change.text)?;
    let by = name(&change.by)?;
    let now = (shared.options.now)();
    let outcome = shared.changes.ask(move |catalog| keep(catalog, ReportId::new(id), change, by, now)).await??;
    answer(&shared, &outcome)
}

fn answer(shared: &Shared, outcome: &Outcome) -> Answer {
    let mut response: Response<Body> = json(outcome)?;
    match outcome {
        Outcome::Kept { .. } => shared.hub.nudge.notify_one(),
        Outcome::Stale { .. } | Outcome::Reload => *response.status_mut() = StatusCode::CONFLICT,
        Outcome::Nothing => {}
    }
    Ok(response)
}

fn keep(catalog: &Catalog, report: ReportId, change: Change, by: String, now: i64) -> Result<Outcome, catalog::Error> {
    if base(catalog, report)? != Some(change.base) {
        return Ok(Outcome::Reload);
    }
    let before = current(catalog, change.base, change.segment, change.kind)?;
    let operation = Operation {
        key: change.key,
        transcript: change.base,
        segment: change.segment,
        kind: change.kind,
        base_revision: change.base_revision,
        after: tidied(&change.text),
        before,
        undoes: None,
        author: by,
    };
    operated(catalog, &operation, now)
}

/// What a segment says now, or who speaks.
fn current(catalog: &Catalog, base: TranscriptId, segment: u32, kind: OperationKind) -> Result<String, catalog::Error> {
    let operations = catalog.operations(base)?;
    let last = operations.iter().rev().find(|operation| operation.segment == segment && operation.kind == kind);
    if let Some(last) = last {
        return Ok(last.after.clone());
    }
    let heard = catalog.segment_words(base, segment)?;
    Ok(heard.map_or_else(String::new, |(heard, words)| match kind {
        OperationKind::Text => text_of(&words),
        OperationKind::Speaker => heard.speaker.unwrap_or_default(),
    }))
}

fn operated(catalog: &Catalog, operation: &Operation, now: i64) -> Result<Outcome, catalog::Error> {
    let segment = operation.segment;
    match catalog.operate(operation, now)? {
        Operated::Kept(kept) => {
            let (revision, kind, text) = (kept.revision, kept.kind, kept.after);
            let said = if kind == OperationKind::Text {
                text.clone()
            } else {
                current(catalog, operation.transcript, segment, OperationKind::Text)?
            };
            let words = timed(catalog, operation.transcript, segment, &said)?;
            Ok(Outcome::Kept { segment, revision, kind, text, words, operation: Some(kept.id) })
        }
        Operated::Stale(theirs) => {
            let text = current(catalog, operation.transcript, segment, OperationKind::Text)?;
            Ok(Outcome::Stale { segment, theirs, text })
        }
    }
}

/// The words of a segment with the times that were heard, found by aligning this segment alone.
fn timed(
    catalog: &Catalog,
    base: TranscriptId,
    segment: u32,
    text: &str,
) -> Result<Vec<(usize, i64, u32, u8)>, catalog::Error> {
    let Some((_, heard)) = catalog.segment_words(base, segment)? else { return Ok(Vec::new()) };
    let words = if text_of(&heard) == text { heard } else { reworded(&heard, text) };
    let data = |word: &crate::transcript::Word| {
        let letters = word.text.encode_utf16().count();
        match word.span {
            Some(span) => (letters, i64::from(span.start().as_millis()), span.duration().as_millis(), 0),
            None => (letters, -1, 0, 2),
        }
    };
    Ok(words.iter().map(data).collect())
}

/// A step back or forth.
#[derive(Debug, Deserialize)]
pub(super) struct Step {
    key: String,
    base: TranscriptId,
    again: bool,
    by: String,
}

pub(super) async fn undo(State(shared): State<Shared>, Path(id): Path<i64>, headers: HeaderMap, bytes: Bytes) -> Answer {
    let step: Step = body(&headers, &bytes)?;
    let by = name(&step.by)?;
    let now = (shared.options.now)();
    let outcome = shared.changes.ask(move |catalog| take_back(catalog, ReportId::new(id), step, by, now)).await??;
    answer(&shared, &outcome)
}

fn take_back(catalog: &Catalog, report: ReportId, step: Step, by: String, now: i64) -> Result<Outcome, catalog::Error> {
    if base(catalog, report)? != Some(step.base) {
        return Ok(Outcome::Reload);
    }
    let operations = catalog.operations(step.base)?;
    let direction = if step.again { Direction::Redo } else { Direction::Undo };
    let steps: Vec<history::Step<'_>> = operations.iter().map(history::Step::from).collect();
    let last = history::next(&steps, &by, direction).and_then(|id| operations.iter().find(|one| one.id == id));
    let Some(last) = last else { return Ok(Outcome::Nothing) };
    let operation = Operation {
        key: step.key,
        transcript: step.base,
        segment: last.segment,
        kind: last.kind,
        // Only when nobody has changed the segment since.
        base_revision: last.revision,
        before: last.after.clone(),
        after: last.before.clone(),
        undoes: Some(last.id),
        author: by,
    };
    operated(catalog, &operation, now)
}

/// A decision on a finding.
#[derive(Debug, Deserialize)]
pub(super) struct Verdict {
    #[serde(flatten)]
    decision: FindingDecision,
    /// The number of the last decision on it that whoever decides has seen.
    seen: i64,
}

pub(super) async fn decision(State(shared): State<Shared>, Path(id): Path<i64>, headers: HeaderMap, bytes: Bytes) -> Answer {
    let Verdict { mut decision, seen } = body(&headers, &bytes)?;
    decision.author = name(&decision.author)?;
    decision.note = decision.note.map(|note| note.trim().to_owned()).filter(|note| !note.is_empty());
    for text in [&decision.note, &decision.published, &decision.heard, &Some(decision.kind.clone())].into_iter().flatten() {
        short(text)?;
    }
    let now = (shared.options.now)();
    let work = move |catalog: &Catalog| catalog.decide_finding(ReportId::new(id), &decision, seen, now);
    match shared.changes.ask(work).await?? {
        FindingDecided::Kept(id) => {
            shared.hub.nudge.notify_one();
            json(&serde_json::json!({ "outcome": "kept", "id": id }))
        }
        FindingDecided::Stale(theirs) => {
            let mut response = json(&serde_json::json!({ "outcome": "stale", "theirs": theirs }))?;
            *response.status_mut() = StatusCode::CONFLICT;
            Ok(response)
        }
    }
}

/// A decision on a whole report.
#[derive(Debug, Deserialize)]
pub(super) struct Status {
    decision: catalog::Decision,
    note: Option<String>,
    by: String,
    /// The alignment that whoever decides has seen.
    seen: Option<AlignmentId>,
    /// The newest step about captions that they have seen, where they looked at captions.
    #[serde(default)]
    captions_seen: Option<i64>,
}

pub(super) async fn status(State(shared): State<Shared>, Path(id): Path<i64>, headers: HeaderMap, bytes: Bytes) -> Answer {
    let Status { decision, note, by, seen, captions_seen } = body(&headers, &bytes)?;
    let by = name(&by)?;
    note.as_deref().map(short).transpose()?;
    let (id, now) = (ReportId::new(id), (shared.options.now)());
    let write = shared.options.write_files.clone();
    let work = move |catalog: &Catalog| -> Result<Option<Decided>, Error> {
        let report = catalog.report(id)?;
        // What was changed a moment ago is in the version that is decided about.
        let aligned = aligned(catalog, &report, now)?.map(|(alignment, _)| alignment);
        let is_other = |seen: i64| catalog.newest_cue_edit(id).map(|newest| newest != seen);
        if aligned != seen || captions_seen.map(is_other).transpose()?.unwrap_or(false) {
            return Ok(None);
        }
        let status = catalog.decide(id, decision, Some(&by), note.as_deref(), now)?;
        let number = u32::try_from(status.decisions.len()).unwrap_or(u32::MAX);
        // The decision stands, whatever becomes of the files.
        let written = if decision == catalog::Decision::Approved { write(id, number) } else { Ok(Vec::new()) };
        let (written, not_written) = written.map_or_else(|why| (Vec::new(), Some(why)), |written| (written, None));
        Ok(Some(Decided { files: files(catalog, id, &status)?, status, written, not_written }))
    };
    match shared.aligning.ask(work).await?? {
        Some(decided) => {
            shared.hub.tell(&Event::Status { report: id });
            json(&decided)
        }
        None => {
            let mut response = json(&serde_json::json!({ "outcome": "stale" }))?;
            *response.status_mut() = StatusCode::CONFLICT;
            Ok(response)
        }
    }
}

/// What a decision on a report made of it.
#[derive(Debug, Serialize)]
struct Decided {
    #[serde(flatten)]
    status: catalog::StatusDetails,
    files: Vec<FileData>,
    /// What became of the files that were to be written at the approval.
    written: Vec<ApprovedFile>,
    /// Why none could be.
    not_written: Option<String>,
}
