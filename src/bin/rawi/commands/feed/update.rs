use std::io::Write;

use rawi::catalog::{FeedItem, FeedItemState, StoredFeed, StoredFeedItem};
use rawi::download;
use rawi::feed::{LookError, Looked, Looking, Politeness, look};

use super::named::find;
use super::warnings::warn_all;
use crate::args::date;
use crate::complete;
use crate::error::{Exit, Failure};
use crate::following::{Following, Trouble, is_due};
use crate::signals::cancelled;
use crate::store::Store;
use crate::ui::{Ui, counted};

/// Look what is new, and fetch it
///
/// Each feed is asked once whether it changed, and not before the time is over for which what it said holds, where it tells that. Older
/// pages and archives of a feed are read while all on them is new. Of what waits, the newest items come first. A server that asks to be left alone is, until its
/// time is over, and the others go on; a download that was stopped goes on where it was. What could not be had is tried again by the next
/// runs, three times at most. Exit code 1 says that something could not be had.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi feed update\n  rawi feed update news world --limit 50\n  rawi feed update --since 2017-08-01 --dry-run\n  rawi feed update news --no-media"
)]
pub(super) struct Args {
    /// The feeds [default: all]
    #[arg(value_name = "NAME", add = complete::feeds())]
    names: Vec<String>,
    /// Say what is new and what would be fetched, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Of each feed fetch at most so many items, 0 for all
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// Only items of this day or later; those without a date wait
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    since: Option<String>,
    /// Note what is new, and fetch no recordings
    #[arg(long)]
    no_media: bool,
    /// Ask feeds also where what they said holds on, by their own word (ttl)
    #[arg(long)]
    force: bool,
    /// Try again what was tried in vain three times
    #[arg(long)]
    retry: bool,
    /// Fetch recordings that are here already once more: one that was uploaded anew becomes a report of its own, and the first stays
    #[arg(long, conflicts_with = "no_media")]
    refetch: bool,
}

/// What came of a run.
#[derive(Default)]
struct Tally {
    read: usize,
    added: usize,
    /// What could not be had.
    troubles: usize,
}

pub(super) fn run(args: &Args, store: &Store, ui: &Ui) -> Result<Exit, Failure> {
    let feeds = match args.names.as_slice() {
        [] => store.catalog.feeds()?,
        names => names.iter().map(|name| find(store, name)).collect::<Result<_, _>>()?,
    };
    if feeds.is_empty() {
        return Err(Failure::new("no feed is followed").hint("rawi feed add ADDRESS"));
    }
    let mut tally = Tally::default();
    let mut politeness = Politeness::default();
    for feed in &feeds {
        match look_at(args, store, feed, &mut politeness, ui) {
            Ok(looked) => {
                tally.read += 1;
                let waiting = waiting(args, store, feed, &looked)?;
                if args.dry_run {
                    print(&waiting, ui)?;
                } else if !args.no_media {
                    fetch(args, store, feed, &waiting, (&mut politeness, &mut tally), ui)?;
                }
            }
            Err(LookError::Download(error @ download::Error::Stopped { .. })) => return Err(error.into()),
            Err(LookError::Catalog(error)) => return Err(error.into()),
            Err(error) => {
                tally.troubles += 1;
                ui.warn(format!("{}: {error}", feed.name));
            }
        }
    }
    if feeds.len() > 1 || tally.troubles > 0 {
        ui.say(format!(
            "{}: {} added, {} could not be had",
            counted(feeds.len(), "feed"),
            counted(tally.added, "report"),
            tally.troubles
        ));
    }
    Ok(match (tally.read, tally.troubles) {
        (_, 0) => Exit::Done,
        (0, _) => Exit::CouldNot,
        _ => Exit::Findings,
    })
}

fn look_at(
    args: &Args,
    store: &Store,
    feed: &StoredFeed,
    politeness: &mut Politeness,
    ui: &Ui,
) -> Result<Looked, LookError> {
    let is_stopped = cancelled();
    let (now, go_on) = (store.now, &mut || !is_stopped());
    let mut looking = Looking { keep: !args.dry_run, even_early: args.force, now, politeness, go_on };
    let looked = look(&store.catalog, feed, &mut looking)?;
    let name = &feed.name;
    if let Some(left) = looked.holds_s {
        let minutes = left.div_euclid(60) + i64::from(left % 60 > 0);
        ui.say(format!("{name}: not asked: what it said holds for {} more (`--force` asks)", counted(minutes, "minute")));
        return Ok(looked);
    }
    if looked.is_unchanged {
        ui.say(format!("{name}: unchanged"));
        return Ok(looked);
    }
    let merged = &looked.merged;
    let moved = if merged.moved > 0 { format!(", {} of them at another address", merged.moved) } else { String::new() };
    ui.say(format!("{name}: {} new, {} known{moved}", merged.new.len(), merged.known));
    if let Some(place) = &looked.moved_to {
        ui.say(format!("{name}: moved for good to {place}"));
    }
    for title in &merged.probably_known {
        ui.warn(format!("{name}: `{title}` is probably one of the known items under another identity"));
    }
    warn_all(name, &looked.warnings, ui);
    Ok(looked)
}

/// What of a feed is to be fetched now, the newest first.
enum Waiting {
    Stored(Vec<StoredFeedItem>, usize),
    /// Of a look that changes nothing: what would be new stands before what waits.
    Seen(Vec<FeedItem>),
}

fn waiting(args: &Args, store: &Store, feed: &StoredFeed, looked: &Looked) -> Result<Waiting, Failure> {
    let is_wanted = |item: &FeedItem| match &args.since {
        Some(since) => item.date.as_ref().is_some_and(|date| date >= since),
        None => true,
    };
    let is_due = |stored: &StoredFeedItem| match stored.state {
        FeedItemState::Kept if args.refetch => true,
        _ => is_due(stored, &feed.settings, args.retry),
    };
    let due: Vec<StoredFeedItem> =
        store.catalog.feed_items(feed.id)?.into_iter().filter(|stored| is_due(stored) && is_wanted(&stored.item)).collect();
    let most = if args.limit == 0 { usize::MAX } else { args.limit };
    if args.dry_run {
        let new = looked
            .merged
            .new
            .iter()
            .filter(|item| (item.enclosure.is_some() || feed.settings.audio_from_pages) && is_wanted(item))
            .cloned();
        return Ok(Waiting::Seen(new.chain(due.into_iter().map(|stored| stored.item)).take(most).collect()));
    }
    let left = due.len().saturating_sub(most);
    Ok(Waiting::Stored(due.into_iter().take(most).collect(), left))
}

fn print(waiting: &Waiting, ui: &Ui) -> Result<(), Failure> {
    let mut out = ui.out();
    if let Waiting::Seen(items) = waiting {
        for item in items {
            let date = item.date.as_deref().unwrap_or("-");
            writeln!(out, "{date:<10}  {}", item.title.as_deref().unwrap_or(&item.key))?;
        }
    }
    Ok(())
}

fn fetch(
    args: &Args,
    store: &Store,
    feed: &StoredFeed,
    waiting: &Waiting,
    (politeness, tally): (&mut Politeness, &mut Tally),
    ui: &Ui,
) -> Result<(), Failure> {
    let Waiting::Stored(items, left) = waiting else { return Ok(()) };
    // By what the look showed: its title, and where it lies.
    let feeds = store.catalog.feeds()?;
    let feed = feeds.iter().find(|known| known.id == feed.id).unwrap_or(feed);
    let mut following = Following { store, feed, ui, politeness, refetch: args.refetch };
    let width = items.len().to_string().len();
    for (at, item) in items.iter().enumerate() {
        let title = item.item.title.as_deref().unwrap_or(&item.item.key);
        let place = format!("[{:>width$}/{}] {}", at + 1, items.len(), feed.name);
        match following.take(item) {
            Ok(became) => {
                tally.added += usize::from(item.report != Some(became.report));
                ui.say(format!("{place}: {}", became.told));
                if let Some(lacks) = became.lacks {
                    tally.troubles += 1;
                    ui.warn(format!("{}: `{title}` lacks a part: {lacks}", feed.name));
                }
            }
            Err(Trouble::Stop(failure)) => return Err(*failure),
            Err(Trouble::Busy(host)) => {
                tally.troubles += 1;
                ui.warn(format!("{}: `{title}` waits: {host} asks to be left alone", feed.name));
            }
            Err(Trouble::Nothing(why)) => ui.detail(format!("{place}: `{title}`: {why}")),
            Err(Trouble::Later(why) | Trouble::Never(why)) => {
                tally.troubles += 1;
                ui.warn(format!("{}: `{title}`: {why}", feed.name));
            }
        }
    }
    if *left > 0 {
        ui.say(format!("{}: {left} more wait; `--limit 0` fetches all", feed.name));
    }
    Ok(())
}
