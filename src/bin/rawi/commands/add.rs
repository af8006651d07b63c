use std::path::{Path, PathBuf};

use crate::adding::Given;
use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::many;
use crate::store::{Store, print_json};
use crate::ui::{Ui, counted};

/// Put a recording, and the article published with it, into the catalog
///
/// Nothing is recognised yet; a transcript that was made elsewhere comes in by `--transcript`, also without a recording. Adding
/// the same again brings it up to date: a new article or transcript becomes the next version of it, a recording that moved is
/// found again by its content. A recording that is named by its address is fetched into the current directory and stays there.
///
/// Of several recordings, a directory, a pattern or a list (recording,article,title,url,date,language) each is added with the article of its
/// name, as `rawi make` finds them; what cannot be added is told, and the others are.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi add report.mp3 --article report.txt --title \"Weapons and terrorism\" --date 2017-08-02 --language ar\n  rawi add interview.wav\n  rawi add report.mp3 --article report.html --transcript deepgram.json\n  rawi add --transcript words.json --article report.html\n  rawi add shows --programme News\n  rawi add list.csv\n  rawi add https://example.org/report.mp3 --article https://example.org/report"
)]
pub(crate) struct Args {
    #[command(flatten)]
    given: Given,
    /// More recordings; any of them may be a directory, a pattern in quotation marks, or a list (.csv, .tsv)
    #[arg(value_name = "MORE")]
    more: Vec<PathBuf>,
    /// Print the report as JSON; of several recordings a list of reports
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let named: Vec<&Path> = args.given.recording.iter().chain(&args.more).map(PathBuf::as_path).collect();
    if many::is_many(&named) {
        return all(args, &named, global, ui);
    }
    let store = Store::open(global)?;
    let added = args.given.add(&store, args.given.recording(Path::new("."), ui)?.as_ref(), ui)?;
    if args.json {
        store.print_report_json(added.report, ui)?;
    } else {
        ui.say(added.describe());
    }
    Ok(Exit::Done)
}

/// Several recordings, one after the other.
fn all(args: &Args, named: &[&Path], global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    many::check_given(&args.given)?;
    let tasks = many::scan(named, None)?.tasks;
    if tasks.is_empty() {
        return Err(many::nothing_in(named, "add"));
    }
    let store = Store::open(global)?;
    let (mut added, mut failed) = (Vec::new(), 0);
    for task in &tasks {
        let one = args.given.of_task(task).and_then(|given| {
            let recording = given.recording(Path::new("."), ui)?;
            given.add(&store, recording.as_ref(), ui)
        });
        match one {
            Ok(one) => {
                ui.say(format!("{}: {}", task.name(), one.describe()));
                added.push(store.catalog.details(one.report)?);
            }
            Err(failure) => {
                failed += 1;
                ui.warn(format!("{}: {}", task.name(), failure.told()));
            }
        }
    }
    if args.json {
        print_json(&added, ui)?;
    }
    ui.say(format!("{}, {failed} could not be added", counted(added.len(), "report")));
    Ok(match (added.len(), failed) {
        (_, 0) => Exit::Done,
        (0, _) => Exit::CouldNot,
        _ => Exit::Findings,
    })
}
