//! What the page changes: each request is one change of the catalog, the same that commands make.

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response, StatusCode, header};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::api::{Answer, Failed, json};
use super::approved_file::{FileData, files};
use super::changes::{self, Asked, Outcome, Which, Wish};
use super::corrections::tidied;
use super::events::Event;
use super::history::Direction;
use super::report_words::aligned;
use super::shared::Shared;
use super::{ApprovedFile, Error};
use crate::catalog::{
    self, AlignmentId, Catalog, FindingDecided, FindingDecision, OperationKind, Presence, ReportId, TranscriptId,
};
use crate::time::Timestamp;

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
    /// Its words, or who speaks.
    #[serde(default)]
    text: String,
    /// Of a split: how many words stay.
    #[serde(default)]
    at: usize,
    /// Of a speaker: in all segments of the same one.
    #[serde(default)]
    everywhere: bool,
    by: String,
}

pub(super) async fn operation(
    State(shared): State<Shared>,
    Path(id): Path<i64>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Answer {
    let Change { key, base, segment, kind, base_revision, text, at, everywhere, by } = body(&headers, &bytes)?;
    short(&text)?;
    let wish = match kind {
        OperationKind::Text => Wish::Text(text),
        OperationKind::Speaker if text.trim().is_empty() => Wish::Speaker { name: String::new(), everywhere },
        OperationKind::Speaker => Wish::Speaker { name: name(&text)?, everywhere },
        OperationKind::Split => Wish::Split { at },
        OperationKind::Join => Wish::Join,
    };
    let asked = Asked { key, base, segment, base_revision, wish, author: name(&by)? };
    let now = (shared.options.now)();
    let outcome = shared.changes.ask(move |catalog| changes::keep(catalog, ReportId::new(id), asked, now)).await??;
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

/// A step back or forth.
#[derive(Debug, Deserialize)]
pub(super) struct Step {
    key: String,
    base: TranscriptId,
    #[serde(default)]
    again: bool,
    /// A change of the history; otherwise one's own last one.
    #[serde(default)]
    operation: Option<i64>,
    by: String,
}

pub(super) async fn undo(State(shared): State<Shared>, Path(id): Path<i64>, headers: HeaderMap, bytes: Bytes) -> Answer {
    let Step { key, base, again, operation, by } = body(&headers, &bytes)?;
    let by = name(&by)?;
    let which = match operation {
        Some(operation) => Which::This(operation),
        None => Which::Last(if again { Direction::Redo } else { Direction::Undo }),
    };
    let now = (shared.options.now)();
    let work = move |catalog: &Catalog| changes::take_back(catalog, ReportId::new(id), (key, base), &which, &by, now);
    let outcome = shared.changes.ask(work).await??;
    answer(&shared, &outcome)
}

/// Where somebody is.
#[derive(Debug, Deserialize)]
pub(super) struct Here {
    by: String,
    segment: Option<u32>,
}

/// For how long somebody's caret is believed to stand where it was told to, in seconds. The page tells anew twice in that time.
const LEASE_S: i64 = 30;

/// Tells the other pages, those of other servers on the same catalog too, whose caret is in which segment: a courtesy that locks nothing.
pub(super) async fn here(State(shared): State<Shared>, Path(id): Path<i64>, headers: HeaderMap, bytes: Bytes) -> Answer {
    let Here { by, segment } = body(&headers, &bytes)?;
    let (report, author, now) = (ReportId::new(id), name(&by)?, (shared.options.now)());
    let work = move |catalog: &Catalog| match segment {
        Some(segment) => catalog.keep_presence(&Presence { report, author, segment, until_unix_s: now + LEASE_S }, now),
        None => catalog.end_presence(report, &author),
    };
    shared.changes.ask(work).await??;
    shared.hub.nudge.notify_one();
    json(&serde_json::json!({ "outcome": "kept" }))
}

/// Where somebody left off.
#[derive(Debug, Deserialize)]
pub(super) struct Position {
    by: String,
    at_ms: u32,
}

pub(super) async fn position(State(shared): State<Shared>, Path(id): Path<i64>, headers: HeaderMap, bytes: Bytes) -> Answer {
    let Position { by, at_ms } = body(&headers, &bytes)?;
    let (by, at, now) = (name(&by)?, Timestamp::from_millis(at_ms), (shared.options.now)());
    shared.changes.ask(move |catalog| catalog.keep_position(ReportId::new(id), &by, at, now)).await??;
    json(&serde_json::json!({ "outcome": "kept" }))
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
