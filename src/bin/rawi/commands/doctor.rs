use std::io::Write;
use std::path::Path;

use rawi::catalog::CatalogFinding;

use crate::args::Global;
use crate::error::{Exit, Failure};
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
    missing_recordings: Vec<String>,
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let store = Store::open_existing(global)?;
    let recordings = store.catalog.recordings()?;
    let missing = recordings.iter().map(|r| r.facts.path.clone()).filter(|path| !Path::new(path).is_file());
    let examined = Examined {
        version: env!("CARGO_PKG_VERSION"),
        catalog: store.catalog.path().display().to_string(),
        sqlite: store.catalog.engine_version()?,
        reports: store.catalog.reports()?.len(),
        findings: store.catalog.check()?,
        missing_recordings: missing.collect(),
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
        for path in &examined.missing_recordings {
            writeln!(out, "- the recording {path} is not there; `rawi add` with its new path finds it again")?;
        }
    }
    let healthy = examined.findings.is_empty() && examined.missing_recordings.is_empty();
    if healthy && !args.json {
        ui.say("nothing to mend");
    }
    Ok(if healthy { Exit::Done } else { Exit::Findings })
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
