use std::io::BufReader;
use std::path::PathBuf;

use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::files;
use crate::shelf::{Shelf, print_json};
use crate::ui::Ui;

/// Add what `rawi export` wrote: all of it, or nothing
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  rawi import archive.jsonl")]
pub(crate) struct Args {
    /// The exported lines
    file: PathBuf,
    /// Print what was added as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let lines = files::read(&args.file, "export")?;
    let added = Shelf::open(global)?.catalog.import_lines(BufReader::new(lines.as_slice()))?;
    if args.json {
        print_json(&added, ui)?;
    } else {
        ui.say(format!(
            "added {} reports, {} recordings, {} articles, {} transcripts, {} alignments",
            added.reports, added.recordings, added.articles, added.transcripts, added.alignments
        ));
    }
    Ok(Exit::Done)
}
