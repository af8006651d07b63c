use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;

use rawi::catalog::StoredReport;
use rawi::report::{self, Outcome, TextOptions};
use rawi::review;

use crate::args::Global;
use crate::commands::check_page;
use crate::complete;
use crate::error::{Exit, Failure};
use crate::input::is_standard;
use crate::output::{Outputs, Overwrite, check_ending};
use crate::store::Store;
use crate::terminal::harmless_json;
use crate::ui::Ui;

/// Show what was said, what was published, and what differs
///
/// Exit code 1 when there is something to look at: other words that change the meaning, other wording, published and not said,
/// said and not published. What was more likely misheard is counted and no finding. Exit code 3 when recording and article do not
/// belong together, or no words were heard. Sentences are numbered from 1. What somebody decided on with `rawi review` is told, and
/// no finding any more.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  rawi check 1\n  rawi check 1 --html report.check.html\n  rawi check 1 --json")]
pub(crate) struct Args {
    /// The report: its id, a start of its slug, or its recording
    #[arg(add = complete::reports())]
    report: OsString,
    /// Write the check report as one HTML file that plays the recording
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    #[command(flatten)]
    overwrite: Overwrite,
    /// Print figures, findings and verdicts as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let store = Store::open_existing(global)?;
    let report = store.find(&args.report)?;
    let outputs = Outputs::new(&store, args.overwrite);
    let page = args.html.as_deref().map(|path| check_ending(path, "the check report", &["html", "htm"]).and(Ok(path)));
    let target = page.transpose()?.map(|path| Ok::<_, Failure>((outputs.target(path)?, path))).transpose()?;
    let aligned = store.aligned(&report, ui)?.aligned;
    let built = review::checked(&store.catalog, &report, &aligned)?;
    if let Some((target, path)) = &target {
        let outcome = check_page::write(&store, &report, &built, (target, path), None)?;
        if is_standard(path) {
            return exit(&built);
        }
        ui.say(format!("{} {}", path.display(), outcome.word()));
    }
    if args.json {
        let mut json = Vec::new();
        report::write_json(&built, &mut json)?;
        ui.data().write_all(harmless_json(&String::from_utf8_lossy(&json)).as_bytes())?;
        return exit(&built);
    }
    tell(&report, &built, ui)
}

/// The findings for a person.
pub(crate) fn tell(report: &StoredReport, built: &report::Report, ui: &Ui) -> Result<Exit, Failure> {
    let name = report.id.to_string();
    let options = TextOptions::default().with_colour(ui.is_terminal()).with_report(&name);
    report::write_text(built, &options, &mut ui.painted())?;
    exit(built)
}

fn exit(built: &report::Report) -> Result<Exit, Failure> {
    match built.outcome() {
        Outcome::Agrees => Ok(Exit::Done),
        Outcome::Differs => Ok(Exit::Findings),
        Outcome::Refused(refusal) => Err(refusal.into()),
    }
}
