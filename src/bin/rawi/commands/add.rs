use std::path::Path;

use crate::adding::Given;
use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::store::Store;
use crate::ui::Ui;

/// Put a recording, and the article published with it, into the catalog
///
/// Nothing is recognised yet; a transcript that was made elsewhere comes in by `--transcript`, also without a recording. Adding
/// the same again brings it up to date: a new article or transcript becomes the next version of it, a recording that moved is
/// found again by its content. A recording that is named by its address is fetched into the current directory and stays there.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi add report.mp3 --article report.txt --title \"Weapons and terrorism\" --date 2017-08-02 --language ar\n  rawi add interview.wav\n  rawi add report.mp3 --article report.html --transcript deepgram.json\n  rawi add --transcript words.json --article report.html\n  rawi add https://example.org/report.mp3 --article https://example.org/report"
)]
pub(crate) struct Args {
    #[command(flatten)]
    given: Given,
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let store = Store::open(global)?;
    let added = args.given.add(&store, args.given.recording(Path::new("."), ui)?.as_ref(), ui)?;
    if args.json {
        store.print_report_json(added.report, ui)?;
    } else {
        ui.say(added.describe());
    }
    Ok(Exit::Done)
}
