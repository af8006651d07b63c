use std::path::PathBuf;

use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::output::{Outputs, Overwrite, check_ending};
use crate::store::{Store, print_json};
use crate::ui::{Ui, counted};

/// Copy the catalog into another file, while others may go on working
///
/// The copy is read again before it takes its name: it is whole, and has as many rows as the catalog had. A file that is there and that
/// rawi did not write is kept.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  rawi catalog backup archive-2017-08.db\n  rawi --catalog archive-2017-08.db list")]
pub(crate) struct Args {
    /// The file to write
    target: PathBuf,
    #[command(flatten)]
    overwrite: Overwrite,
    /// Print what was copied as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let store = Store::open_existing(global)?;
    check_ending(&args.target, "a catalog", &["db", "sqlite", "sqlite3"])?;
    let outputs = Outputs::new(&store, args.overwrite);
    let target = outputs.target(&args.target)?;
    let (outcome, made) = target.fill(None, |draft| Ok(store.catalog.back_up(draft.path())?))?;
    if args.json {
        print_json(&made, ui)?;
    }
    ui.say(format!(
        "{} {}: {}, {} in {}, read again and whole",
        args.target.display(),
        outcome.word(),
        counted(made.reports, "report"),
        counted(made.rows, "row"),
        counted(made.tables as u64, "table"),
    ));
    Ok(Exit::Done)
}
