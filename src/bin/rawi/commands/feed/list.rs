use std::io::Write;

use rawi::catalog::{FeedItemState, StoredFeed, StoredFeedItem};

use super::named::find;
use crate::complete;
use crate::error::{Exit, Failure};
use crate::store::{Store, day_and_time, print_json};
use crate::ui::{Ui, counted};

/// List the feeds that are followed, or the items of one
#[derive(Debug, clap::Args)]
#[command(
    visible_alias = "ls",
    after_help = "Examples:\n  rawi feed list\n  rawi feed list news\n  rawi feed list news --json"
)]
pub(super) struct Args {
    /// The feed whose items are listed
    #[arg(add = complete::feeds())]
    name: Option<String>,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, store: &Store, ui: &Ui) -> Result<Exit, Failure> {
    let mut out = ui.out();
    if let Some(name) = &args.name {
        let items = store.catalog.feed_items(find(store, name)?.id)?;
        if args.json {
            print_json(&items, ui)?;
            return Ok(Exit::Done);
        }
        for item in &items {
            writeln!(out, "{}", item_line(item))?;
        }
        return Ok(Exit::Done);
    }
    let feeds = store.catalog.feeds()?;
    if args.json {
        print_json(&feeds, ui)?;
        return Ok(Exit::Done);
    }
    for feed in &feeds {
        writeln!(out, "{}", feed_line(feed))?;
    }
    for (host, until) in store.catalog.host_waits(store.now)? {
        ui.say(format!("{host} is left alone until {}", day_and_time(until)));
    }
    if feeds.is_empty() {
        ui.say("no feed is followed; `rawi feed add ADDRESS` follows one");
    }
    Ok(Exit::Done)
}

fn feed_line(feed: &StoredFeed) -> String {
    let checked = feed.checked_unix_s.map_or_else(|| "never read".to_owned(), day_and_time);
    let mut counts = vec![format!("{} here", feed.kept)];
    let rest = [(feed.waiting, "waiting"), (feed.failed, "failed")];
    counts.extend(rest.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")));
    let failure = feed.failure.as_ref().map_or_else(String::new, |why| format!("  ! {why}"));
    // The title last: right-to-left text would turn what stands after it around.
    let title = feed.title.as_deref().unwrap_or(&feed.address);
    let (name, items) = (feed.name.as_str(), counted(feed.items, "item"));
    format!("{name:<16}  {items:>10}: {:<32}  {checked}{failure}  {title}", counts.join(", "))
}

fn item_line(item: &StoredFeedItem) -> String {
    let state = match (item.state, item.report) {
        (FeedItemState::New, _) => "waits".to_owned(),
        (FeedItemState::Failed, _) => format!("failed ({})", counted(item.attempts, "try").replace("trys", "tries")),
        (FeedItemState::NoMedia, _) => "no recording".to_owned(),
        (FeedItemState::Partly, Some(report)) => format!("report {report}, not whole"),
        (_, Some(report)) => format!("report {report}"),
        (_, None) => "report removed".to_owned(),
    };
    let date = item.item.date.as_deref().unwrap_or("-");
    let why = item.failure.as_ref().map_or_else(String::new, |why| format!("  ! {why}"));
    let title = item.item.title.as_deref().unwrap_or(&item.item.key);
    format!("{date:<10}  {state:<20}{why}  {title}")
}
