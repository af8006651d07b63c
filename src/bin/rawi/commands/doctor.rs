use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

use rawi::catalog::{CatalogFinding, Claim, path_of_text, path_text};
use rawi::{draft, job};

use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::model;
use crate::store::{Store, print_json};
use crate::ui::{Ui, counted};

/// Examine the catalog: damage, recordings that are not where they were, work that can go on
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  rawi doctor\n  rawi doctor --json\n\nExit code 1 when something was found.")]
pub(crate) struct Args {
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

#[derive(serde::Serialize)]
struct Examined {
    version: &'static str,
    catalog: String,
    sqlite: String,
    reports: usize,
    findings: Vec<CatalogFinding>,
    /// Transcriptions that a process is at work on.
    running: Vec<Running>,
    missing_recordings: Vec<String>,
    /// What runs that were stopped left behind.
    abandoned_drafts: Vec<String>,
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let store = Store::open_existing(global)?;
    let recordings = store.catalog.recordings()?;
    let missing = recordings.iter().filter(|r| !r.file().is_file()).map(|r| r.facts.path.clone());
    let (findings, running) = told_apart(store.catalog.check()?, &store)?;
    let examined = Examined {
        version: env!("CARGO_PKG_VERSION"),
        catalog: store.catalog.path().display().to_string(),
        sqlite: store.catalog.engine_version()?,
        reports: store.catalog.reports()?.len(),
        findings,
        running,
        missing_recordings: missing.collect(),
        abandoned_drafts: abandoned(&store)?,
    };
    if args.json {
        print_json(&examined, ui)?;
    } else {
        let mut out = ui.out();
        writeln!(
            out,
            "rawi {}, catalog {} (SQLite {}): {}",
            examined.version,
            examined.catalog,
            examined.sqlite,
            counted(examined.reports, "report")
        )?;
        for finding in &examined.findings {
            writeln!(out, "- {}", describe(finding))?;
        }
        for Running { claim, windows } in &examined.running {
            let (recording, pid, windows) = (claim.recording, claim.claimant.pid, counted(*windows, "window"));
            let host = claim.claimant.host.as_ref().map_or_else(String::new, |host| format!(" on {host}"));
            writeln!(out, "- recording {recording} is being transcribed by process {pid}{host}: {windows} so far")?;
        }
        for path in &examined.missing_recordings {
            writeln!(out, "- the recording {path} is not there; `rawi add` with its new path finds it again")?;
        }
        for path in &examined.abandoned_drafts {
            writeln!(out, "- a run that was stopped left {path}; the next that writes there removes it")?;
        }
    }
    let healthy =
        examined.findings.is_empty() && examined.missing_recordings.is_empty() && examined.abandoned_drafts.is_empty();
    if healthy && !args.json {
        ui.say("nothing to mend");
    }
    Ok(if healthy { Exit::Done } else { Exit::Findings })
}

/// A transcription that a process is at work on.
#[derive(serde::Serialize)]
struct Running {
    #[serde(flatten)]
    claim: Claim,
    /// How many windows are kept so far.
    windows: u32,
}

/// What is to be mended, and the transcriptions that are not finished since somebody is at work on them.
fn told_apart(found: Vec<CatalogFinding>, store: &Store) -> Result<(Vec<CatalogFinding>, Vec<Running>), Failure> {
    let claims = store.catalog.claims()?.into_iter().filter(|claim| job::claim_stands(claim, store.now));
    let mut running: Vec<Running> = claims.map(|claim| Running { claim, windows: 0 }).collect();
    let mut findings = found;
    findings.retain(|finding| {
        let CatalogFinding::UnfinishedTranscription { recording, windows } = finding else { return true };
        let at_work = running.iter_mut().find(|running| running.claim.recording == *recording);
        at_work.map(|running| running.windows = *windows).is_none()
    });
    Ok((findings, running))
}

/// Drafts without a process, in every folder that rawi writes to.
fn abandoned(store: &Store) -> Result<Vec<String>, Failure> {
    let written = store.catalog.written_paths()?;
    let beside = written.iter().filter_map(|path| Some(path_of_text(path).parent()?.to_owned()));
    let mut folders: BTreeSet<PathBuf> = beside.collect();
    // Unknown only to a user without directories of their own, who has nothing there.
    if let Ok(cache) = model::cache() {
        folders.extend(["", "models", "spool"].map(|name| cache.join(name)));
    }
    Ok(folders.iter().flat_map(|folder| draft::abandoned(folder)).map(|path| path_text(&path)).collect())
}

fn describe(finding: &CatalogFinding) -> String {
    match finding {
        CatalogFinding::Damaged { detail } => format!("the catalog is damaged: {detail}"),
        CatalogFinding::Dangling { table, parent } => {
            format!("a row of {table} points to a row of {parent} that is not there")
        }
        CatalogFinding::SearchIndex => "the index of words does not agree with the texts".to_owned(),
        CatalogFinding::UnusedRecording { recording, path } => {
            format!("recording {recording} ({path}) has no report; it does no harm")
        }
        CatalogFinding::UnfinishedTranscription { recording, windows } => {
            format!(
                "the transcription of recording {recording} was stopped after {}; `rawi transcribe` goes on",
                counted(*windows, "window")
            )
        }
    }
}
