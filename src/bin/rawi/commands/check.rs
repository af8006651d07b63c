use std::path::{Path, PathBuf};

use rawi::catalog::Report;
use rawi::report::{self, HtmlOptions, TextOptions};

use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::files;
use crate::shelf::{Aligned, Shelf, must_match};
use crate::ui::Ui;

/// Show what was said, what was published, and what differs
///
/// Exit code 1 when there is something to look at: published and not said, said and not published, reworded, moved. Exit code
/// 3 when recording and article do not belong together.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  rawi check 1\n  rawi check 1 --html report.check.html\n  rawi check 1 --json")]
pub(crate) struct Args {
    /// The report: its id, a start of its slug, or its recording
    report: String,
    /// Write the check report as one HTML file that plays the recording
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Print figures, findings and verdicts as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let shelf = Shelf::open(global)?;
    let report = shelf.find(&args.report)?;
    if let Some(path) = &args.html {
        files::check_writable(path)?;
    }
    let aligned = shelf.aligned(&report, ui)?;
    if let Some(path) = &args.html {
        write_html(&shelf, &report, &aligned, path)?;
        ui.say(format!("{} written", path.display()));
    }
    if args.json {
        let built = built(&report, &aligned);
        report::write_json(&built, &mut ui.out())?;
        must_match(&aligned.alignment)?;
        return Ok(exit(&built));
    }
    tell(&report, &aligned, ui)
}

/// The findings for a person.
pub(crate) fn tell(report: &Report, aligned: &Aligned, ui: &Ui) -> Result<Exit, Failure> {
    let built = built(report, aligned);
    report::write_text(&built, &TextOptions { colour: ui.is_terminal() }, &mut ui.out())?;
    must_match(&aligned.alignment)?;
    Ok(exit(&built))
}

/// The check report as one HTML file, which finds the recording beside itself where it can.
pub(crate) fn write_html(shelf: &Shelf, report: &Report, aligned: &Aligned, path: &Path) -> Result<(), Failure> {
    let audio = shelf.recording(report).ok().map(|r| relative(Path::new(&r.facts.path), path));
    let made = format!("rawi {}", env!("CARGO_PKG_VERSION"));
    let options = HtmlOptions { audio, language: None, made: Some(made) };
    let mut page = Vec::new();
    report::write_html(&built(report, aligned), &options, &mut page)?;
    files::write(path, &page)
}

fn built(report: &Report, aligned: &Aligned) -> report::Report {
    let mut facts = aligned.article.facts().clone();
    facts.title = Some(report.facts.title.clone());
    report::build(&aligned.alignment, &aligned.transcript, &facts)
}

fn exit(built: &report::Report) -> Exit {
    if built.has_findings() { Exit::Findings } else { Exit::Done }
}

/// The recording's path as seen from the page, when both lie under one directory; else its whole path.
fn relative(recording: &Path, page: &Path) -> String {
    let page = std::path::absolute(page).unwrap_or_else(|_| page.to_owned());
    let Some(folder) = page.parent() else { return recording.display().to_string() };
    let shared = recording.components().zip(folder.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().count() - shared;
    let down: PathBuf = recording.components().skip(shared).collect();
    if up > 3 { recording.display().to_string() } else { format!("{}{}", "../".repeat(up), down.display()) }
}
