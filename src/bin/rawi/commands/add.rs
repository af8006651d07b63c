use std::path::PathBuf;

use crate::adding;
use crate::args::{Facts, Global};
use crate::error::{Exit, Failure};
use crate::spool::Recording;
use crate::store::Store;
use crate::ui::Ui;

/// Put a recording, and the article published with it, into the catalog
///
/// Nothing is recognised yet. Adding the same recording again brings it up to date: a new article becomes its next version, a
/// recording that moved is found again by its content.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi add report.mp3 --article report.txt --title \"Weapons and terrorism\" --date 2017-08-02 --language ar\n  rawi add interview.wav"
)]
pub(crate) struct Args {
    /// The recording; `-` reads standard input
    recording: PathBuf,
    /// The published article: text, Markdown or HTML
    #[arg(long, value_name = "FILE")]
    article: Option<PathBuf>,
    #[command(flatten)]
    facts: Facts,
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let store = Store::open(global)?;
    let added = adding::add(&store, &Recording::open(&args.recording)?, args.article.as_deref(), &args.facts)?;
    if args.json {
        store.print_report_json(added.report, ui)?;
    } else {
        ui.say(added.describe());
    }
    Ok(Exit::Done)
}
