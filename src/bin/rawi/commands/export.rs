use std::ffi::OsString;
use std::io::BufWriter;
use std::path::PathBuf;

use rawi::draft::Draft;

use super::doctor::{describe_lost, saved};
use crate::args::Global;
use crate::complete;
use crate::error::{Exit, Failure};
use crate::input::is_standard;
use crate::output::{Outputs, Overwrite, check_ending};
use crate::store::Store;
use crate::ui::Ui;

/// Write the catalog, or one report, as JSON lines without loss
///
/// Of a damaged catalog, what can be read is written and what was lost is told; the exit code is 1 then.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  rawi export -o archive.jsonl\n  rawi export 3 | gzip > report.jsonl.gz")]
pub(crate) struct Args {
    /// One report [default: the whole catalog]
    #[arg(add = complete::reports())]
    report: Option<OsString>,
    /// The file to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    overwrite: Overwrite,
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let store = Store::open_to_salvage(global)?;
    let only = args.report.as_ref().map(|wish| store.find(wish)).transpose()?.map(|report| report.id);
    let salvaged = match args.output.as_deref().filter(|path| !is_standard(path)) {
        Some(path) => {
            check_ending(path, "an export", &["jsonl", "ndjson", "json"])?;
            let outputs = Outputs::new(&store, args.overwrite);
            let target = outputs.target(path)?;
            let write = |draft: &mut Draft| Ok(store.catalog.salvage_json_lines(only, &mut BufWriter::new(draft))?);
            let (outcome, salvaged) = target.fill(only, write)?;
            ui.say(format!("{} {}", path.display(), outcome.word()));
            salvaged
        }
        None => store.catalog.salvage_json_lines(only, &mut ui.data())?,
    };
    if salvaged.lost.is_empty() {
        return Ok(Exit::Done);
    }
    ui.warn(format!("not all of the catalog could be read; written: {}", saved(&salvaged)));
    for lost in &salvaged.lost {
        ui.say(format!("lost: {}", describe_lost(lost)));
    }
    Ok(Exit::Findings)
}
