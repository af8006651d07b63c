use std::io::Write;

use rawi::catalog::ReportSummary;
use rawi::report::SentenceCount;
use rawi::text::Language;
use rawi::time::{ClockStyle, Timestamp};

use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::store::{Store, print_json};
use crate::ui::Ui;

/// List the reports in the catalog
#[derive(Debug, clap::Args)]
#[command(visible_alias = "ls", after_help = "Examples:\n  rawi list\n  rawi list --json")]
pub(crate) struct Args {
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let reports = Store::open_existing(global)?.catalog.reports()?;
    if args.json {
        print_json(&reports, ui)?;
        return Ok(Exit::Done);
    }
    let mut out = ui.out();
    for r in &reports {
        let length = r.duration_ms.map_or("-".to_owned(), |ms| ClockStyle::Seconds.print(Timestamp::from_millis(ms)));
        let language = r.report.facts.language.as_ref().map_or("-", Language::as_str);
        let date = r.report.facts.date.as_deref().unwrap_or("-");
        let state = state(r);
        // The title last: right-to-left text would turn what stands after it around.
        writeln!(out, "{:>3}  {length:>8}  {language:<3}  {date:<10}  {state:<56}  {}", r.report.id, r.report.facts.title)?;
    }
    if reports.is_empty() {
        ui.say("the catalog is empty; `rawi make RECORDING --article ARTICLE` puts the first report in");
    }
    Ok(Exit::Done)
}

/// How far a report has come, and what was said of its article.
pub(crate) fn state(report: &ReportSummary) -> String {
    match (report.machine_transcripts, report.pair.as_deref()) {
        (0, _) => "not transcribed".to_owned(),
        (_, None) => "transcribed".to_owned(),
        (_, Some("refused")) => refused(report).to_owned(),
        (_, Some(_)) => matched(report),
    }
}

/// What was said of it, and what was said otherwise.
fn matched(report: &ReportSummary) -> String {
    let [sentences, spoken, partly] = [report.sentences, report.spoken, report.partly].map(|count| count as usize);
    let said = SentenceCount { sentences, spoken, partly };
    match report.meaning_changes {
        Some(count) if count > 0 => format!("{said}; {count} in meaning"),
        _ => said.to_string(),
    }
}

fn refused(report: &ReportSummary) -> &'static str {
    if report.nothing_heard { "no words heard" } else { "refused" }
}
