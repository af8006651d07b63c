use std::ffi::OsString;
use std::io::{self, Write};

use rawi::catalog::{ChangedText, Decision, StatusDetails, StoredDecision, StoredReport};
use rawi::review::{ApprovedFile, FileOutcome};

use crate::approved;
use crate::args::Global;
use crate::complete;
use crate::error::{Exit, Failure};
use crate::person::Person;
use crate::store::{Store, day_and_time, print_json};
use crate::ui::Ui;

/// Say how far a report has come, or that it is reviewed or approved
///
/// new, transcribed and aligned are told by what the catalog holds; reviewed and approved are a person's word for the article and
/// the transcript of that moment. When either changes, the report is open again. `rawi list --status` finds reports by it.
///
/// Approving writes the files of the report anew, as `rawi make`, `caption` and `check --html` last wrote them; where they wrote none,
/// those that a rawi.toml with `out` asks for. A file that is not rawi's or was changed since stays, and exit code 1 tells so.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi status 3\n  rawi status 3 reviewed --by Mai\n  rawi status weapons approved --by Omar --note \"cut the last line\"\n  rawi status 3 open          takes a review or approval back"
)]
pub(crate) struct Args {
    /// The report: its id, a start of its slug, or its recording
    #[arg(add = complete::reports())]
    report: OsString,
    /// What is decided about it
    decision: Option<Wanted>,
    #[command(flatten)]
    person: Person,
    /// What there is to say about the decision
    #[arg(long, value_name = "TEXT", requires = "decision")]
    note: Option<String>,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Wanted {
    /// It was gone through
    Reviewed,
    /// It may be published as it is
    Approved,
    /// What was decided before does not hold any more
    Open,
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let store = Store::open_existing(global)?;
    let report = store.find(&args.report)?;
    let status = match args.decision {
        Some(wanted) => {
            let decision = match wanted {
                Wanted::Reviewed => Decision::Reviewed,
                Wanted::Approved => Decision::Approved,
                Wanted::Open => Decision::Open,
            };
            store.catalog.decide(report.id, decision, args.person.name().as_deref(), args.note.as_deref(), store.now)?
        }
        None => store.catalog.status(report.id)?,
    };
    let files = match args.decision {
        Some(Wanted::Approved) => approved::write(&store, &report, status.decisions.len() as u32, ui)?,
        _ => Vec::new(),
    };
    if args.json {
        print_json(&Told { status: &status, files: &files }, ui)?;
    } else {
        tell(&report, &status, &mut ui.out())?;
        files.iter().for_each(|file| ui.say(approved::line(file)));
    }
    Ok(if files.iter().any(|file| file.outcome == FileOutcome::Kept) { Exit::Findings } else { Exit::Done })
}

/// The status for programs, with the files that were written at an approval.
#[derive(serde::Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    status: &'a StatusDetails,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    files: &'a [ApprovedFile],
}

fn tell(report: &StoredReport, status: &StatusDetails, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "report {} ({}): {}", report.id, report.slug, line(status))?;
    for made in &status.decisions {
        let note = made.note.as_deref().map_or_else(String::new, |note| format!(": {note}"));
        writeln!(out, "  {}  {}{note}", day_and_time(made.decided_unix_s), decided(made))?;
    }
    Ok(())
}

/// The status in a few words.
pub(crate) fn line(status: &StatusDetails) -> String {
    let last = status.decisions.last().filter(|_| !status.changed.is_empty());
    match last {
        Some(last) => format!("{}; changed since it was {}: {}", status.status.name(), decided(last), changed(status)),
        None => status.status.name().to_owned(),
    }
}

fn changed(status: &StatusDetails) -> String {
    let name = |text: &ChangedText| match text {
        ChangedText::Article => "the article",
        ChangedText::Transcript => "the transcript",
        ChangedText::Captions => "what is set in the captions",
    };
    status.changed.iter().map(name).collect::<Vec<_>>().join(" and ")
}

/// Says that what is written now of a report is not what was approved of it.
pub(crate) fn tell_changed(store: &Store, report: &StoredReport, ui: &Ui) -> Result<Exit, Failure> {
    let status = store.catalog.status(report.id)?;
    let approved = status.decisions.last().filter(|last| last.decision == Decision::Approved);
    let Some(approved) = approved.filter(|_| !status.changed.is_empty()) else { return Ok(Exit::Done) };
    let (id, slug, what) = (report.id, &report.slug, changed(&status));
    ui.say(format!("report {id} ({slug}) changed since it was {}: {what}", decided(approved)));
    ui.hint(&format!("rawi status {id} approved    when it may be published as it is now"));
    Ok(Exit::Findings)
}

/// What was decided, and by whom.
pub(crate) fn decided(made: &StoredDecision) -> String {
    let what = match made.decision {
        Decision::Open => "opened again",
        Decision::Reviewed => "reviewed",
        Decision::Approved => "approved",
    };
    made.author.as_ref().map_or_else(|| what.to_owned(), |author| format!("{what} by {author}"))
}
