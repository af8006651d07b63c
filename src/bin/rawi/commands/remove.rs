use crate::args::Global;
use crate::complete;
use crate::error::{Exit, Failure};
use crate::store::{Store, print_json};
use crate::ui::{Ui, counted};
use std::ffi::OsString;

/// Take a report out of the catalog; its recording's file is never touched
#[derive(Debug, clap::Args)]
#[command(
    visible_alias = "rm",
    after_help = "Examples:\n  rawi remove 3          says what would go\n  rawi remove 3 --yes    removes it"
)]
pub(crate) struct Args {
    /// The report: its id, a start of its slug, or its recording
    #[arg(add = complete::reports())]
    report: OsString,
    /// Remove it; without this, only say what would go
    #[arg(long)]
    yes: bool,
    /// Print what goes as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let store = Store::open_existing(global)?;
    let report = store.find(&args.report)?;
    let removal =
        if args.yes { store.catalog.remove_report(report.id, store.now)? } else { store.catalog.removal(report.id)? };
    if args.json {
        print_json(&removal, ui)?;
        return Ok(Exit::Done);
    }
    let verb = if args.yes { "removed" } else { "would remove" };
    ui.say(format!(
        "{verb} report {} ({}): {}, {}, {}, {} by people",
        removal.report,
        removal.slug,
        counted(removal.articles, "article version"),
        counted(removal.alignments, "alignment"),
        counted(removal.transcripts, "transcript"),
        counted(removal.corrections, "correction"),
    ));
    if !args.yes {
        ui.hint(&format!("rawi remove {} --yes", report.id));
    }
    Ok(Exit::Done)
}
