use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::store::Store;
use crate::ui::Ui;

mod export;
pub(crate) mod history;
mod import;
mod offered;
mod speakers;

/// Correct a transcript by hand: export, edit, import; nothing is ever overwritten
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi transcript export 1 -o report.edit.txt\n  rawi transcript export 1 -o report.edit.srt\n  rawi transcript import 1 report.edit.txt --author \"Mai\"\n  rawi transcript import 1 deepgram.json\n  rawi transcript history 1"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    Export(export::Args),
    Import(import::Args),
    History(history::Args),
    Offered(offered::Args),
    Speakers(speakers::Args),
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let store = Store::open(global)?;
    match &args.action {
        Action::Export(args) => export::run(args, &store, ui),
        Action::Import(args) => import::run(args, &store, ui),
        Action::History(args) => history::run(args, &store, ui),
        Action::Offered(args) => offered::run(args, &store, ui),
        Action::Speakers(args) => speakers::run(args, &store, ui),
    }
}
