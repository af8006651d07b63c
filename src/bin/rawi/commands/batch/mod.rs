use crate::error::{Exit, Failure};
use crate::ui::Ui;

mod entries;
mod index;
mod plan;
mod read_plan;
mod run;
mod status;
mod store;
mod told;

pub(crate) use store::opened as opened_store;

/// Share a batch among many machines: plan it, run its tasks anywhere, bring the bundles home
///
/// A plan is one file that never changes. Each task of it runs by itself, with no catalog and no other task: what is there already is passed
/// over, so a task may be stopped, killed, or run twice. `rawi import BUNDLES` brings what was made into the catalog.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi batch plan shows --model small --tasks 40 -o plan.jsonl\n  rawi batch run --plan plan.jsonl --out bundles --index 7\n  rawi batch status --plan plan.jsonl --out bundles\n  rawi import bundles"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    Plan(plan::Args),
    Run(run::Args),
    Status(status::Args),
}

pub(crate) fn run(args: &Args, ui: &Ui) -> Result<Exit, Failure> {
    match &args.action {
        Action::Plan(args) => plan::run(args, ui),
        Action::Run(args) => run::run(args, ui),
        Action::Status(args) => status::run(args, ui),
    }
}
