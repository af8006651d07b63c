//! What the examination found, in words.

use std::io::{self, Write};

use rawi::catalog::{CatalogFinding, Lost, Salvaged};

use super::examined::{Examined, Running};
use crate::ui::counted;

pub(super) fn tell(examined: &Examined, out: &mut impl Write) -> io::Result<()> {
    let Examined { version, catalog, sqlite, reports, .. } = examined;
    writeln!(out, "rawi {version}, catalog {catalog} (SQLite {sqlite}): {}", counted(*reports, "report"))?;
    if examined.lacks_journal {
        writeln!(
            out,
            "- the catalog's journal (-wal) was gone and its index (-shm) was there: if the journal was removed, or left behind when \
             they were copied, what was kept last is lost"
        )?;
    }
    for finding in &examined.findings {
        writeln!(out, "- {}", describe(finding))?;
    }
    if let Some(salvaged) = &examined.salvage {
        if salvaged.is_nothing() {
            writeln!(out, "- nothing of it can be saved")?;
        } else {
            writeln!(out, "- can be saved: {}", saved(salvaged))?;
        }
        salvaged.lost.iter().try_for_each(|lost| writeln!(out, "- lost: {}", describe_lost(lost)))?;
    }
    for Running { claim, windows } in &examined.running {
        let (recording, pid, windows) = (claim.recording, claim.claimant.pid, counted(*windows, "window"));
        let host = claim.claimant.host.as_ref().map_or_else(String::new, |host| format!(" on {host}"));
        writeln!(out, "- recording {recording} is being transcribed by process {pid}{host}: {windows} so far")?;
    }
    for path in &examined.missing_recordings {
        writeln!(out, "- the recording {path} is not there; `rawi add` with its new path finds it again")?;
    }
    for path in &examined.changed_recordings {
        writeln!(
            out,
            "- {path} changed since it was added, and is another recording now; `rawi add` takes it as a new one"
        )?;
    }
    for path in &examined.abandoned_drafts {
        writeln!(out, "- a run that was stopped left {path}; the next that writes there removes it")?;
    }
    Ok(())
}

/// How much was read of a damaged catalog.
pub(crate) fn saved(salvaged: &Salvaged) -> String {
    [
        counted(salvaged.reports, "report"),
        counted(salvaged.recordings, "recording"),
        counted(salvaged.articles, "article"),
        counted(salvaged.transcripts, "transcript"),
        counted(salvaged.alignments, "alignment"),
    ]
    .join(", ")
}

/// What could not be read of it.
pub(crate) fn describe_lost(lost: &Lost) -> String {
    match lost.id {
        Some(id) if lost.what.starts_with("list of") && lost.what != "list of reports" => {
            format!("some of the {} of {id}: {}", lost.what, lost.why)
        }
        Some(id) => format!("{} {id}: {}", lost.what, lost.why),
        None => format!("some of the {}: {}", lost.what, lost.why),
    }
}

/// What was found, in words.
pub(crate) fn describe(finding: &CatalogFinding) -> String {
    match finding {
        CatalogFinding::Damaged { detail } => format!("the catalog is damaged: {detail}"),
        CatalogFinding::MissingTable { table } => format!("the catalog is damaged: its table {table} is not there"),
        CatalogFinding::ReadOnly => {
            "the catalog cannot be written, so that its index of words was not examined; what is in it can be read and exported"
                .to_owned()
        }
        CatalogFinding::UnreadJournal => {
            "a killed process left a journal (-wal) beside the catalog, which cannot be read where nothing may be written: what was \
             kept last is not seen; copy both to where you may write, and examine them there"
                .to_owned()
        }
        CatalogFinding::OlderLayout { version, current } => {
            format!(
                "the catalog has layout {version} of an older rawi, and could not be brought up to layout {current}; \
                 `rawi export` can read it"
            )
        }
        CatalogFinding::Dangling { table, parent } => {
            format!("a row of {table} points to a row of {parent} that is not there")
        }
        CatalogFinding::SearchIndex => "the index of words does not agree with the texts".to_owned(),
        CatalogFinding::ChangedDocument { document, id } => {
            let document = document.replace('_', " ");
            format!(
                "{document} {id} is not as it was kept, or cannot be read; bring the catalog back from a backup, or `rawi export \
                 -o saved.jsonl` saves the others"
            )
        }
        CatalogFinding::UnusedRecording { recording, path } => {
            format!("recording {recording} ({path}) has no report; it does no harm")
        }
        CatalogFinding::UnfinishedTranscription { recording, windows } => {
            format!(
                "the transcription of recording {recording} was stopped after {}; `rawi transcribe` goes on",
                counted(*windows, "window")
            )
        }
        other => format!("{other:?}"),
    }
}
