use std::ffi::OsString;
use std::io::Write;
use std::sync::Arc;

use rawi::review::{self, Options};

use crate::approved;
use crate::args::Global;
use crate::browser;
use crate::complete;
use crate::error::{Exit, Failure};
use crate::person::Person;
use crate::signals;
use crate::store::{self, Store};
use crate::ui::Ui;

/// Correct, decide on findings and listen, in a browser on this computer
///
/// Serves one page on the loopback address until Ctrl-C, and opens it. Nothing leaves this computer, and the link holds a secret: whoever
/// has it can change the catalog as long as this runs. Corrections become a new version of the transcript, with the times of the
/// words that were heard; decisions are shown by `rawi check`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  rawi review\n  rawi review 1 --by Amal\n  rawi review --port 8765 --no-open")]
pub(crate) struct Args {
    /// The report to begin with: its id, a start of its slug, or its recording [default: the list of all]
    #[arg(add = complete::reports())]
    report: Option<OsString>,
    /// The port on 127.0.0.1 [default: a free one]
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// Only print the link
    #[arg(long)]
    no_open: bool,
    #[command(flatten)]
    person: Person,
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let store = Store::open_existing(global)?;
    let report = args.report.as_ref().map(|wish| store.find(wish)).transpose()?;
    let folder = sounds()?;
    // Somebody has to have done it; the page asks for a better name.
    let by = args.person.name().unwrap_or_else(|| "editor".to_owned());
    let mut options = Options::new(store.catalog.path().to_owned(), folder.clone(), by, Arc::new(store::now));
    options.port = args.port.unwrap_or(0);
    options.report = report.map(|report| report.id);
    let own = global.clone();
    options.write_files = Arc::new(move |report, approval| approved::write_for_page(&own, report, approval));
    drop(store);
    let stop = signals::cancelled();
    review::serve(options, &*stop, |link| {
        // Who does not read the link has it opened.
        let _ = writeln!(ui.data(), "{link}").and_then(|()| ui.data().flush());
        if !args.no_open && browser::open(link, &folder, ui).is_err() {
            ui.say("no browser could be started; open the link in one");
        }
        ui.say("the page is served until Ctrl-C");
    })?;
    ui.say("everything is kept; `rawi check` shows the decisions");
    Ok(Exit::Done)
}

/// Where sound for the browser is kept: it can be made again.
fn sounds() -> Result<std::path::PathBuf, Failure> {
    let folders = directories::ProjectDirs::from("", "", "rawi");
    let none = || Failure::new("this user has no directory for caches").hint("set XDG_CACHE_HOME or HOME");
    folders.map(|folders| folders.cache_dir().join("review")).ok_or_else(none)
}
