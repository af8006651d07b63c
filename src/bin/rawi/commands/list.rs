use std::io::Write;

use rawi::catalog::{Page, ReportFilter, ReportStatus, ReportSummary};
use rawi::report::SentenceCount;
use rawi::text::Language;
use rawi::time::{ClockStyle, Timestamp};

use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::filter::Filter;
use crate::store::{Store, print_json};
use crate::ui::Ui;

/// List the reports in the catalog
///
/// The newest stand last. Of a long list the newest 100 are shown; `--limit` and `--skip` show others. As JSON all are given.
#[derive(Debug, clap::Args)]
#[command(
    visible_alias = "ls",
    after_help = "Examples:\n  rawi list\n  rawi list --status aligned --since 2017-08-01\n  rawi list --programme \"News in depth\" --limit 20\n  rawi list --json"
)]
pub(crate) struct Args {
    #[command(flatten)]
    filter: Filter,
    /// The most reports to show, 0 for all [default: 100, and all as JSON]
    #[arg(short = 'n', long, value_name = "N")]
    limit: Option<usize>,
    /// Leave out the N newest
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    skip: usize,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

/// How many reports of a long list are shown.
const SHOWN: usize = 100;

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let catalog = Store::open_existing(global)?.catalog;
    let filter = args.filter.report_filter();
    let limit = args.limit.or((!args.json).then_some(SHOWN)).filter(|&most| most > 0);
    let reports = catalog.list(&filter, Page { limit, skip: args.skip })?;
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
    if limit.is_some_and(|most| reports.len() >= most) || args.skip > 0 {
        let (all, shown) = (catalog.count(&filter)?, reports.len());
        if shown < all {
            ui.say(format!("{shown} of {} reports; `--limit 0` shows all", all));
        }
    }
    if reports.is_empty() && filter == ReportFilter::default() && args.skip == 0 {
        ui.say("the catalog is empty; `rawi make RECORDING --article ARTICLE` puts the first report in");
    } else if reports.is_empty() {
        ui.say("no such report");
    }
    Ok(Exit::Done)
}

/// How far a report has come, what was said of its article, and what people decided.
pub(crate) fn state(report: &ReportSummary) -> String {
    let decided = match report.status {
        ReportStatus::Reviewed | ReportStatus::Approved => format!("; {}", report.status.name()),
        _ if report.reopened => "; changed since its review".to_owned(),
        _ => String::new(),
    };
    heard(report) + &decided
}

fn heard(report: &ReportSummary) -> String {
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
