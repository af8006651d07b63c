use std::path::{Path, PathBuf};

use rawi::catalog::{FeedId, FeedSettings, Slug, StoredFeed, path_text};
use rawi::download::{host, resolved};
use rawi::feed::{LookError, Looking, Politeness, look};

use super::warnings::warn_all;
use crate::addresses;
use crate::args::{Spoken, language};
use crate::error::{Exit, Failure, Hint};
use crate::signals::cancelled;
use crate::store::Store;
use crate::ui::{Ui, counted};

/// Follow a feed from now on
///
/// The feed is read once, and its items are noted; `rawi feed update` fetches them. Adding a feed again changes what was said of it.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi feed add https://example.org/news.rss --name news --language ar --out recordings\n  rawi feed add show.xml --programme \"News in depth\" --reporter \"Mai Yacoub\""
)]
pub(super) struct Args {
    /// The address of the feed, or its file, whose recordings lie beside it
    #[arg(value_name = "URL|FILE")]
    feed: PathBuf,
    /// What it is called here [default: its title]
    #[arg(long)]
    name: Option<Slug>,
    /// The programme of its reports [default: what their files say, or the feed's title]
    #[arg(long)]
    programme: Option<String>,
    /// Who reports [default: what the feed says]
    #[arg(long)]
    reporter: Option<String>,
    /// From where [default: what the feed says]
    #[arg(long)]
    place: Option<String>,
    /// The language that is spoken, such as ar or en
    #[arg(long, value_name = "TAG", value_parser = language)]
    language: Option<Spoken>,
    /// The directory of its recordings [default: one of its name, here]
    #[arg(short, long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The feed names no recordings: look for them on the pages, by the rules of their site (`rawi site --help`)
    #[arg(long)]
    audio_from_pages: bool,
    /// The name by which its servers are asked, where they refuse programs that they do not know
    #[arg(long, value_name = "TEXT")]
    user_agent: Option<String>,
}

pub(super) fn run(args: &Args, store: &Store, ui: &Ui) -> Result<Exit, Failure> {
    let address = address(&args.feed)?;
    if let Some(known) = store.catalog.feeds()?.into_iter().find(|feed| feed.address == address) {
        let settings = args.settings(known.settings.clone(), &known.name, &address)?;
        store.catalog.settle_feed(known.id, args.name.as_ref().unwrap_or(&known.name), &settings)?;
        ui.say(format!("{}: followed already, brought up to date", named(store, known.id)?.name));
        return Ok(Exit::Done);
    }
    // Until its title is known it is called after its server.
    let provisional = Slug::of_title(&host(&address).unwrap_or_else(|| "feed".to_owned()));
    let settings = args.settings(FeedSettings::default(), &provisional, &address)?;
    let (id, _) = store.catalog.add_feed(args.name.as_ref().unwrap_or(&provisional), &address, &settings, store.now)?;
    let looked = first_look(store, &named(store, id)?).inspect_err(|_| {
        // What could not be read is not followed; a failure to say so leaves a feed that says why.
        let _ = store.catalog.remove_feed(id);
    })?;
    let by_title = Slug::of_title(looked.title.as_deref().unwrap_or(provisional.as_str()));
    let name = args.name.clone().unwrap_or(by_title);
    store.catalog.settle_feed(id, &name, &settings)?;
    let name = named(store, id)?.name;
    // Its directory is called as it is.
    store.catalog.settle_feed(id, &name, &args.settings(FeedSettings::default(), &name, &address)?)?;
    warn_all(&name, &looked.warnings, ui);
    ui.say(format!("{name}: followed; {}", counted(looked.merged.new.len(), "item")));
    ui.hint(&format!("rawi feed update {name}"));
    Ok(Exit::Done)
}

fn first_look(store: &Store, feed: &StoredFeed) -> Result<rawi::feed::Looked, Failure> {
    let is_stopped = cancelled();
    let (now, politeness, go_on) = (store.now, &mut Politeness::default(), &mut || !is_stopped());
    let mut looking = Looking { keep: true, even_early: true, now, politeness, go_on };
    let about = format!("cannot follow `{}`", feed.address);
    look(&store.catalog, feed, &mut looking).map_err(|error| {
        let hint = match &error {
            LookError::NoFeed(_) => {
                "the address of the feed itself is needed; a page names it in its source, as `rel=\"alternate\"`"
            }
            _ => "check the address in a browser; `--user-agent` helps where programs are refused",
        };
        Failure::from(error).about(about).hint(hint)
    })
}

fn named(store: &Store, id: FeedId) -> Result<StoredFeed, Failure> {
    let found = store.catalog.feeds()?.into_iter().find(|feed| feed.id == id);
    found.ok_or_else(|| Failure::new("the feed was removed by another program").hint("rawi feed list"))
}

/// The address of a feed on the web, or of a file on this computer.
fn address(given: &Path) -> Result<String, Failure> {
    if let Some(address) = addresses::address(given) {
        return resolved("", address).ok_or_else(|| {
            Failure::new(format!("`{address}` is no address")).hint("one begins with https:// and names a server")
        });
    }
    let path = given
        .canonicalize()
        .map_err(|error| Failure::from(error).about(format!("cannot read the feed `{}`", given.display())));
    let path = path.hint("an address begins with https://")?;
    let text = path.to_str().ok_or_else(|| {
        Failure::new(format!("the path `{}` is no UTF-8", path.display())).hint("give the directory another name")
    })?;
    Ok(format!("file://{text}"))
}

impl Args {
    /// What a person says now, and what was said before where nothing is said.
    fn settings(&self, before: FeedSettings, name: &Slug, address: &str) -> Result<FeedSettings, Failure> {
        let mut settings = before;
        let texts = [
            (&self.programme, &mut settings.programme),
            (&self.reporter, &mut settings.reporter),
            (&self.place, &mut settings.place),
            (&self.user_agent, &mut settings.user_agent),
        ];
        for (given, kept) in texts {
            if given.is_some() {
                kept.clone_from(given);
            }
        }
        if let Some(spoken) = &self.language {
            settings.language = spoken.given();
        }
        settings.audio_from_pages |= self.audio_from_pages;
        if let Some(folder) = &self.out {
            settings.folder = Some(path_text(&std::path::absolute(folder)?));
        } else if settings.folder.is_none() && rawi::feed::file_of(address).is_none() {
            settings.folder = Some(path_text(&std::path::absolute(name.as_str())?));
        }
        Ok(settings)
    }
}
