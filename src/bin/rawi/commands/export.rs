use std::path::PathBuf;

use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::files;
use crate::store::Store;
use crate::ui::Ui;

/// Write the catalog, or one report, as JSON lines without loss
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  rawi export -o archive.jsonl\n  rawi export 3 | gzip > report.jsonl.gz")]
pub(crate) struct Args {
    /// One report [default: the whole catalog]
    report: Option<String>,
    /// The file to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let store = Store::open_existing(global)?;
    let only = args.report.as_deref().map(|wish| store.find(wish)).transpose()?.map(|report| report.id);
    match &args.output {
        Some(path) => {
            let mut lines = Vec::new();
            store.catalog.export_json_lines(only, &mut lines)?;
            files::write(path, &lines)?;
            ui.say(format!("{} written", path.display()));
        }
        None => store.catalog.export_json_lines(only, &mut ui.out())?,
    }
    Ok(Exit::Done)
}
