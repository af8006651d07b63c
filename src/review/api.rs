//! What the page reads.

use std::collections::BTreeMap;
use std::sync::PoisonError;

use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderValue, Response, StatusCode, header};
use serde::Serialize;

use super::desk::Stopping;
use super::events::Event;
use super::secrets::same;
use super::shared::Shared;
use super::sound::{Kept, media_type, seeks_exactly};
use super::{Error, media as files, report_data, suggested_speakers, work_list};
use crate::audio::SoundKind;
use crate::catalog::{self, Catalog, RecordingFacts, ReportId, StoredRecording};
use crate::job::{self, KnownContent};
use crate::text::Sha256;
use crate::time::Span;

/// An answer, or why there is none.
pub(super) type Answer = Result<Response<Body>, Failed>;

/// A request that cannot be answered.
pub(super) struct Failed(pub(super) StatusCode, pub(super) String);

impl axum::response::IntoResponse for Failed {
    fn into_response(self) -> Response<Body> {
        let body = serde_json::json!({ "error": self.1 });
        let mut response = json(&body).unwrap_or_default();
        *response.status_mut() = self.0;
        response
    }
}

impl From<Stopping> for Failed {
    fn from(error: Stopping) -> Self {
        Self(StatusCode::SERVICE_UNAVAILABLE, error.to_string())
    }
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        let status = match &error {
            Error::Catalog(catalog::Error::NoRow { .. }) => StatusCode::NOT_FOUND,
            Error::Catalog(catalog::Error::Value { .. }) => StatusCode::UNPROCESSABLE_ENTITY,
            Error::Catalog(catalog::Error::Locked { .. }) => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self(status, error.to_string())
    }
}

impl From<catalog::Error> for Failed {
    fn from(error: catalog::Error) -> Self {
        Error::from(error).into()
    }
}

pub(super) fn json(value: &impl Serialize) -> Answer {
    let text = serde_json::to_vec(value).map_err(|e| Failed(StatusCode::INTERNAL_SERVER_ERROR, e.to_string()))?;
    let mut response = Response::new(Body::from(text));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}

pub(super) async fn session(State(shared): State<Shared>) -> Answer {
    let options = &shared.options;
    json(&serde_json::json!({ "author": options.author, "version": env!("CARGO_PKG_VERSION"), "report": options.report }))
}

pub(super) async fn events(State(shared): State<Shared>) -> Answer {
    let mut response = Response::new(Body::from_stream(shared.hub.listen()));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/x-ndjson"));
    Ok(response)
}

pub(super) async fn reports(State(shared): State<Shared>) -> Answer {
    json(&shared.changes.ask(work_list::rows).await??)
}

pub(super) async fn report(State(shared): State<Shared>, Path(id): Path<i64>) -> Answer {
    let now = (shared.options.now)();
    json(&shared.aligning.ask(move |catalog| report_data::report(catalog, ReportId::new(id), now)).await??)
}

pub(super) async fn told(State(shared): State<Shared>, Path(id): Path<i64>) -> Answer {
    let now = (shared.options.now)();
    json(&shared.aligning.ask(move |catalog| report_data::told(catalog, ReportId::new(id), now)).await??)
}

/// The changes of all segments, oldest first.
pub(super) async fn history(State(shared): State<Shared>, Path(id): Path<i64>) -> Answer {
    let work = move |catalog: &Catalog| -> Result<_, catalog::Error> {
        let base = base(catalog, ReportId::new(id))?;
        base.map_or_else(|| Ok(Vec::new()), |base| catalog.operations(base))
    };
    json(&shared.changes.ask(work).await??)
}

/// Where people left off, in milliseconds.
pub(super) async fn positions(State(shared): State<Shared>, Path(id): Path<i64>) -> Answer {
    let all = shared.changes.ask(move |catalog| catalog.positions(ReportId::new(id))).await??;
    json(&all.into_iter().map(|(by, at)| (by, at.as_millis())).collect::<BTreeMap<_, _>>())
}

/// Whose carets stand where in a report.
pub(super) async fn here(State(shared): State<Shared>, Path(id): Path<i64>) -> Answer {
    let now = (shared.options.now)();
    let all = shared.changes.ask(move |catalog| catalog.presences(now)).await??;
    let here = all.into_iter().filter(|one| one.report == ReportId::new(id));
    json(&here.map(|one| serde_json::json!({ "by": one.author, "segment": one.segment })).collect::<Vec<_>>())
}

/// Who may speak.
pub(super) async fn speakers(State(shared): State<Shared>, Path(id): Path<i64>) -> Answer {
    let names = shared.changes.ask(move |catalog| suggested_speakers(catalog, ReportId::new(id))).await??;
    json(&serde_json::json!({ "names": names }))
}

/// The transcript whose segments are changed for a report.
pub(super) fn base(catalog: &Catalog, report: ReportId) -> Result<Option<catalog::TranscriptId>, catalog::Error> {
    let Some(recording) = catalog.report(report)?.facts.recording else { return Ok(None) };
    catalog.shown_transcript(recording)?.map(|shown| catalog.base_of(shown)).transpose()
}

/// Where the page finds the sound.
#[derive(Debug, Serialize)]
struct SoundData {
    /// `ready`, `making`, or `none` with the reason.
    state: &'static str,
    why: Option<String>,
    url: Option<String>,
    peaks: Option<String>,
    derived: bool,
    /// What it sounds like from moment to moment.
    kinds: Vec<(Span, SoundKind)>,
}

pub(super) async fn sound(State(shared): State<Shared>, Path(id): Path<i64>) -> Answer {
    let id = ReportId::new(id);
    let found = shared.changes.ask(move |catalog| recording(catalog, id)).await?;
    let none = |state| SoundData { state, why: None, url: None, peaks: None, derived: false, kinds: Vec::new() };
    let recording = match found {
        Ok(recording) => recording,
        Err(why) => return json(&SoundData { why: Some(why), ..none("none") }),
    };
    let facts = &recording.facts;
    let kept = Kept::of(&shared.options.sounds, facts);
    let derived = !seeks_exactly(facts);
    if !kept.is_ready(facts) {
        make(&shared, id, recording, kept);
        return json(&SoundData { derived, ..none("making") });
    }
    let link = |name: String| format!("/media/{name}?t={}", shared.secrets.ticket(&name));
    let url = if derived { format!("{}.wav", facts.sha256) } else { facts.sha256.to_string() };
    let peaks = Some(link(format!("{}.dat", facts.sha256)));
    // Without them the picture tells less, and the sound is heard all the same.
    let kinds = kept.kinds().unwrap_or_default();
    json(&SoundData { url: Some(link(url)), peaks, derived, kinds, ..none("ready") })
}

/// The recording of a report, whose file is there and holds what it held.
fn recording(catalog: &Catalog, report: ReportId) -> Result<StoredRecording, String> {
    let report = catalog.report(report).map_err(|e| e.to_string())?;
    let id = report.facts.recording.ok_or("the report has no recording")?;
    let recording = catalog.recording(id).map_err(|e| e.to_string())?;
    if recording.facts.is_transcript_only() {
        return Err("of this report there is a transcript, and no recording".to_owned());
    }
    let known = KnownContent { recording: id, sha256: recording.facts.sha256 };
    job::check_content(catalog, known, &recording.file()).map_err(|e| e.to_string())?;
    Ok(recording)
}

/// Makes the sound of a recording on a thread of its own, once.
fn make(shared: &Shared, report: ReportId, recording: StoredRecording, kept: Kept) {
    let sha256 = recording.facts.sha256;
    if !shared.making.lock().unwrap_or_else(PoisonError::into_inner).insert(sha256) {
        return;
    }
    // Not the desks: a server that stops does not wait until three hours of sound are decoded.
    let (hub, making) = (shared.hub.clone(), shared.making.clone());
    let work = move || {
        let made = kept.make(&recording.facts, &recording.file());
        // A recording that cannot be decoded is not tried again and again: the page plays nothing.
        if made.is_ok() {
            making.lock().unwrap_or_else(PoisonError::into_inner).remove(&sha256);
            hub.tell(&Event::Sound { report });
        }
    };
    // Without a thread there is no sound, and everything else goes on.
    let _ = std::thread::Builder::new().name("review sound".to_owned()).spawn(work);
}

/// A file of a recording, to whoever has its ticket. No path ever comes from an address: files are found by the recording's content.
pub(super) async fn media(State(shared): State<Shared>, Path(name): Path<String>, request: Request) -> Answer {
    let refused = |status| Err(Failed(status, String::new()));
    let ticket = request.uri().query().and_then(|query| query.strip_prefix("t=")).unwrap_or_default();
    if !same(ticket, &shared.secrets.ticket(&name)) {
        return refused(StatusCode::FORBIDDEN);
    }
    let (hash, ending) = name.split_once('.').unwrap_or((&name, ""));
    let Ok(sha256) = hash.parse::<Sha256>() else { return refused(StatusCode::NOT_FOUND) };
    let Some(recording) = shared.changes.ask(move |catalog| catalog.recording_by_sha256(sha256)).await?? else {
        return refused(StatusCode::NOT_FOUND);
    };
    let facts: &RecordingFacts = &recording.facts;
    let kept = Kept::of(&shared.options.sounds, facts);
    let (path, kind) = match ending {
        "" => (recording.file(), media_type(facts)),
        "wav" => (kept.wav, "audio/wav"),
        "dat" => (kept.peaks, "application/octet-stream"),
        _ => return refused(StatusCode::NOT_FOUND),
    };
    files::file(&path, kind, request.method(), request.headers())
        .map_err(|error| Failed(StatusCode::NOT_FOUND, error.to_string()))
}
