//! What there is to tell of a catalog.

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;

use rawi::catalog::{self, CatalogFinding, Claim, Salvaged, StoredRecording, path_of_text, path_text};
use rawi::draft;
use rawi::job::{self, Look, RecordingState, recording_state};

use crate::error::Failure;
use crate::model;
use crate::store::Store;

#[derive(serde::Serialize)]
pub(super) struct Examined {
    pub(super) version: &'static str,
    pub(super) catalog: String,
    pub(super) sqlite: String,
    /// What recognition computes with, in whisper.cpp's words.
    pub(super) computes_with: &'static str,
    /// The graphics cards that are here and that it was built for, of which the first computes.
    pub(super) graphics_cards: Vec<String>,
    pub(super) reports: usize,
    pub(super) findings: Vec<CatalogFinding>,
    /// Files of the journal were gone before the catalog was opened.
    pub(super) lacks_journal: bool,
    /// What can be read of a damaged catalog; `null` of one that is whole.
    pub(super) salvage: Option<Salvaged>,
    /// Transcriptions that a process is at work on.
    pub(super) running: Vec<Running>,
    pub(super) missing_recordings: Vec<String>,
    /// Recordings where another file lies now, by its length.
    pub(super) changed_recordings: Vec<String>,
    /// What runs that were stopped left behind.
    pub(super) abandoned_drafts: Vec<String>,
}

/// A transcription that a process is at work on.
#[derive(serde::Serialize)]
pub(super) struct Running {
    #[serde(flatten)]
    pub(super) claim: Claim,
    /// How many windows are kept so far.
    pub(super) windows: u32,
}

impl Examined {
    pub(super) fn is_healthy(&self) -> bool {
        let is_there = self.missing_recordings.is_empty() && self.changed_recordings.is_empty();
        self.findings.is_empty() && is_there && self.abandoned_drafts.is_empty() && !self.lacks_journal
    }
}

/// Examines a catalog, whatever state it is in.
pub(super) fn examine(store: &Store, lacks_journal: bool) -> Result<Examined, Failure> {
    let mut found = store.catalog.check()?;
    let is_damaged = found.iter().any(CatalogFinding::is_damage);
    if is_damaged {
        // Of a damaged catalog nothing is written, whether it could be or not.
        found.retain(|finding| *finding != CatalogFinding::ReadOnly);
    }
    // What else is told of a damaged catalog is told as far as it can be read.
    let read = Readable { is_damaged: is_damaged || store.is_salvaged };
    let salvage = read.is_damaged.then(|| salvage(store)).transpose()?;
    let recordings = read.or_nothing(store.catalog.recordings())?;
    let (findings, running) = told_apart(found, read.or_nothing(store.catalog.claims())?, store.now);
    let reports = match &salvage {
        Some(salvaged) => salvaged.reports,
        None => read.or_nothing(store.catalog.reports())?.len(),
    };
    Ok(Examined {
        version: env!("CARGO_PKG_VERSION"),
        catalog: store.catalog.path().display().to_string(),
        sqlite: store.catalog.engine_version()?,
        computes_with: rawi::recognize::computes_with(),
        graphics_cards: rawi::recognize::graphics_cards(),
        reports,
        findings,
        lacks_journal,
        salvage,
        running,
        missing_recordings: paths(&recordings, RecordingState::Missing),
        changed_recordings: paths(&recordings, RecordingState::Changed),
        abandoned_drafts: abandoned(read.or_nothing(store.catalog.written_paths())?),
    })
}

/// What can be read of a damaged catalog: nothing, where not even its tables can be told.
fn salvage(store: &Store) -> Result<Salvaged, Failure> {
    match store.catalog.salvage_json_lines(None, &mut io::sink()) {
        Err(catalog::Error::Damaged { .. }) => Ok(Salvaged::default()),
        salvaged => Ok(salvaged?),
    }
}

/// What to make of an error of reading.
struct Readable {
    is_damaged: bool,
}

impl Readable {
    /// What was read; nothing where damage is in the way, which was found already.
    fn or_nothing<T: Default>(&self, read: Result<T, catalog::Error>) -> Result<T, Failure> {
        match read {
            Err(_) if self.is_damaged => Ok(T::default()),
            read => Ok(read?),
        }
    }
}

/// What is to be mended, and the transcriptions that are not finished since somebody is at work on them.
fn told_apart(mut findings: Vec<CatalogFinding>, claims: Vec<Claim>, now: i64) -> (Vec<CatalogFinding>, Vec<Running>) {
    let stand = claims.into_iter().filter(|claim| job::claim_stands(claim, now));
    let mut running: Vec<Running> = stand.map(|claim| Running { claim, windows: 0 }).collect();
    findings.retain(|finding| {
        let CatalogFinding::UnfinishedTranscription { recording, windows } = finding else { return true };
        let at_work = running.iter_mut().find(|running| running.claim.recording == *recording);
        at_work.map(|running| running.windows = *windows).is_none()
    });
    (findings, running)
}

/// Drafts without a process, in every folder that rawi writes to.
fn abandoned(written: Vec<String>) -> Vec<String> {
    let beside = written.iter().filter_map(|path| Some(path_of_text(path).parent()?.to_owned()));
    let mut folders: BTreeSet<PathBuf> = beside.collect();
    // Unknown only to a user without directories of their own, who has nothing there.
    if let Ok(cache) = model::cache() {
        folders.extend(["", "models", "spool"].map(|name| cache.join(name)));
    }
    folders.iter().flat_map(|folder| draft::abandoned(folder)).map(|path| path_text(&path)).collect()
}

/// The recordings whose files are so. One that was replaced by another of its length is told from it when it is next read.
fn paths(recordings: &[StoredRecording], state: RecordingState) -> Vec<String> {
    let found = recordings.iter().filter(|recording| recording_state(recording, Look::Stamp(None)) == state);
    found.map(|recording| recording.facts.path.clone()).collect()
}
