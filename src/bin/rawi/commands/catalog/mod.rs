use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::ui::Ui;

mod backup;
mod check;
mod conflicts;
mod merge;
mod stats;
mod told;

/// Look after the catalog: check it and the recordings, back it up, join another one, count what is in it
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi catalog check\n  rawi catalog backup archive-2017-08.db\n  rawi catalog stats",
    subcommand_required = true,
    arg_required_else_help = true
)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Check(check::Args),
    Backup(backup::Args),
    Merge(merge::Args),
    Conflicts(conflicts::Args),
    Stats(stats::Args),
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    match &args.command {
        Command::Check(args) => check::run(args, global, ui),
        Command::Backup(args) => backup::run(args, global, ui),
        Command::Merge(args) => merge::run(args, global, ui),
        Command::Conflicts(args) => conflicts::run(args, global, ui),
        Command::Stats(args) => stats::run(args, global, ui),
    }
}
