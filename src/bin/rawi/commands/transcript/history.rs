use std::ffi::OsString;
use std::io::Write;

use rawi::catalog::{Origin, TranscriptVersion};

use crate::complete;
use crate::error::{Exit, Failure};
use crate::store::{Store, print_json};
use crate::ui::Ui;

/// List the versions of the transcript
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The report
    #[arg(add = complete::reports())]
    report: OsString,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, store: &Store, ui: &Ui) -> Result<Exit, Failure> {
    let recording = store.recording(&store.find(&args.report)?)?;
    let versions = store.catalog.transcript_versions(recording.id)?;
    if args.json {
        print_json(&versions, ui)?;
        return Ok(Exit::Done);
    }
    let mut out = ui.out();
    for v in &versions {
        writeln!(out, "version {}: {} words, {}", v.version, v.words, maker(v, &versions))?;
    }
    Ok(Exit::Done)
}

/// Who made a version: the engine, or a person and what they corrected.
pub(crate) fn maker(version: &TranscriptVersion, all: &[TranscriptVersion]) -> String {
    let Origin::Person(correction) = &version.origin else {
        let model = version.engine.model.as_ref().map_or_else(String::new, |model| format!(", {model}"));
        return format!("{}{model}", version.engine.name);
    };
    let author = correction.author.as_deref().unwrap_or("a person");
    let note = correction.note.as_ref().map_or_else(String::new, |note| format!(": {note}"));
    let corrected = all.iter().find(|v| v.id == correction.corrects).map_or(0, |v| v.version);
    format!("{author}, correcting version {corrected}{note}")
}
