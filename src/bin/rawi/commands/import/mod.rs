use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::addresses;
use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::spool;
use crate::store::{Store, print_json};
use crate::ui::{Ui, counted};

mod bundles;

/// Add what `rawi export` wrote, or the bundles of `rawi batch run`
///
/// Of a directory all bundles are taken that the catalog does not have: recordings, articles, transcripts, alignments and where they were
/// made. What people corrected and decided stays. A run that was stopped goes on.
///
/// What is there already is kept once. A file of up to 16 MB is taken as a whole or not at all; of a larger one that is wrong further on,
/// or was cut off, what was taken stays, and it goes on when it is brought again.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  rawi import archive.jsonl\n  rawi import bundles\n  rawi import s3://newsroom/bundles")]
pub(crate) struct Args {
    /// The exported lines, or the bundles' directory, or their place in a store: s3://bucket/prefix, gs://…, az://…
    file: PathBuf,
    /// Print what was added as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    if args.file.is_dir() || addresses::object(&args.file).is_some() {
        return bundles::run(&args.file, &Store::open(global)?, args.json, ui);
    }
    // Through a pipe it may come slowly, and an import keeps others from writing: it comes whole first.
    let (lines, _spooled) = spool::file(&args.file, "export", look_at_head)?;
    let added = Store::open(global)?.catalog.import_json_lines(BufReader::new(lines)).map_err(|error| {
        Failure::from(error)
            .about(format!("cannot import `{}`", args.file.display()))
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
    if added.changes_left_out > 0 {
        ui.warn(format!(
            "{} not taken: their segments were changed otherwise here; `rawi catalog merge` of the catalogs tells both sides",
            counted(added.changes_left_out, "change"),
        ));
    }
    Ok(Exit::Done)
}

/// The beginning of an export is enough to know what is none.
fn look_at_head(path: &Path) -> Result<(), Failure> {
    let mut head = String::new();
    let read = BufReader::new(File::open(path)?.take(4096)).read_line(&mut head);
    match read {
        Ok(_) if head.ends_with('\n') && head.starts_with('{') => Ok(()),
        _ => Err(Failure::new("what comes through the pipe is no export of a catalog")
            .hint("`rawi export` writes what this reads")),
    }
}
