use rawi::catalog::CountBy;

use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::store::Store;
use crate::ui::Ui;

mod args;
mod counted;
mod csv;
mod told;

pub(crate) use args::Args;

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let filter = args.within.filter()?;
    let (store, query) = (Store::open_existing(global)?, args.query.join(" "));
    if args.count {
        return counted::run(
            args,
            &store.catalog.count_found(&query, &filter, args.by.map_or(CountBy::Total, |by| by.count()))?,
            ui,
        );
    }
    let hits = store.catalog.search_within(&query, &filter, args.limit)?;
    told::tell(args, &store.catalog, &hits, ui)?;
    if hits.is_empty() {
        ui.say("nothing found");
        return Ok(Exit::Findings);
    }
    Ok(Exit::Done)
}
