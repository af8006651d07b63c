use std::io::BufReader;
use std::path::PathBuf;

use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::files;
use crate::store::{Store, print_json};
use crate::ui::{Ui, counted};

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
    let added = Store::open(global)?.catalog.import_json_lines(BufReader::new(lines.as_slice())).map_err(|error| {
        Failure::from(error)
            .about(format!("cannot import `{}`; nothing of it was kept", args.file.display()))
            .hint("`rawi export -o FILE` writes what this reads")
    })?;
    if args.json {
        print_json(&added, ui)?;
    } else {
        ui.say(format!(
            "added {}, {}, {}, {}, {}",
            counted(added.reports, "report"),
            counted(added.recordings, "recording"),
            counted(added.articles, "article"),
            counted(added.transcripts, "transcript"),
            counted(added.alignments, "alignment"),
        ));
    }
    Ok(Exit::Done)
}
