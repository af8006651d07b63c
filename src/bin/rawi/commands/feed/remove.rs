use super::named::find;
use crate::complete;
use crate::error::{Exit, Failure};
use crate::store::Store;
use crate::ui::{Ui, counted};

/// Follow a feed no more; its reports and recordings stay
#[derive(Debug, clap::Args)]
#[command(visible_alias = "rm", after_help = "Examples:\n  rawi feed remove news")]
pub(super) struct Args {
    /// Its name
    #[arg(add = complete::feeds())]
    name: String,
}

pub(super) fn run(args: &Args, store: &Store, ui: &Ui) -> Result<Exit, Failure> {
    let feed = find(store, &args.name)?;
    store.catalog.remove_feed(feed.id)?;
    ui.say(format!("{}: followed no more; {} stay", feed.name, counted(feed.kept, "report")));
    Ok(Exit::Done)
}
