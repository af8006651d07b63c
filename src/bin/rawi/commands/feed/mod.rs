use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::store::Store;
use crate::ui::Ui;

mod add;
mod list;
mod named;
mod remove;
mod update;
mod warnings;

/// Follow feeds of reports and podcasts: add, list, update, remove
///
/// RSS, Atom and JSON Feed with the namespaces of podcasts. `update` asks each feed once whether it changed; what is new becomes reports:
/// the recording is fetched into the feed's directory, the episode's page is kept as it came with the article on it, and transcripts that
/// the feed offers are kept to be compared with what is heard. Nothing is fetched twice. Recognising is for `rawi make` then.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi feed add https://example.org/news.rss --name news --language ar\n  rawi feed update\n  rawi feed update news --since 2017-08-01 --limit 20\n  rawi feed update --dry-run\n  rawi feed list\n  rawi feed list news\n  rawi feed remove news"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    Add(add::Args),
    List(list::Args),
    Update(update::Args),
    Remove(remove::Args),
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    match &args.action {
        Action::Add(args) => add::run(args, &Store::open(global)?, ui),
        Action::List(args) => list::run(args, &Store::open_existing(global)?, ui),
        Action::Update(args) => update::run(args, &Store::open_existing(global)?, ui),
        Action::Remove(args) => remove::run(args, &Store::open_existing(global)?, ui),
    }
}
