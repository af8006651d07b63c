use std::io::Write;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use rawi::catalog::{Hit, HitKind, SearchFilter, SearchVerdict};
use rawi::text::Language;

use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::store::{Store, print_json};
use crate::terminal::shown;
use crate::ui::Ui;

/// Search everything said and published
///
/// All words must occur in one sentence; spelling is folded as the matcher folds it, so «مجلس الأمن» finds «مجلس الامن» and
/// 2370 finds ٢٣٧٠. A word of more than four letters also finds those that begin with it; in quotation marks it finds itself
/// alone. A minus in front leaves out the sentences that have the word. Exit code 1 when nothing was found.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi search \"مجلس الأمن\"\n  rawi search '\"small arms\" OR weapon'\n  rawi search 'council -security' --since 2017-08 --language en\n  rawi search weapon --verdict not-spoken\n  rawi search terror* --json"
)]
pub(crate) struct Args {
    /// Words, "a phrase", begin*, -excluded, OR
    #[arg(required = true)]
    query: Vec<String>,
    /// The most hits to show
    #[arg(short = 'n', long, default_value_t = 20)]
    limit: usize,
    /// Only reports of this day, month or year and later ones
    #[arg(long, value_name = "YYYY[-MM[-DD]]")]
    since: Option<String>,
    /// Only reports of this day, month or year and earlier ones
    #[arg(long, value_name = "YYYY[-MM[-DD]]")]
    until: Option<String>,
    /// Only reports in this language
    #[arg(long, value_name = "TAG")]
    language: Option<Language>,
    /// Only what the check says so of: a published sentence that was spoken, partly or not-spoken; speech not-in-article
    #[arg(long, value_name = "VERDICT", value_parser = verdicts())]
    verdict: Option<SearchVerdict>,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let filter = filter(args)?;
    let hits = Store::open_existing(global)?.catalog.search_within(&args.query.join(" "), &filter, args.limit)?;
    if args.json {
        print_json(&hits, ui)?;
    } else {
        let mut out = ui.painted();
        for hit in &hits {
            let at = hit.at().map_or("-".to_owned(), |at| at.to_string());
            // The text last: right-to-left text would turn what stands after it around.
            writeln!(out, "{:>3}  {at:>11}  {:<9}  {}", hit.report, kind(hit), marked(hit, ui.is_terminal()))?;
        }
    }
    if hits.is_empty() {
        ui.say("nothing found");
        return Ok(Exit::Findings);
    }
    Ok(Exit::Done)
}

fn filter(args: &Args) -> Result<SearchFilter, Failure> {
    let mut filter = SearchFilter::default();
    if let Some(since) = &args.since {
        filter = filter.since(since)?;
    }
    if let Some(until) = &args.until {
        filter = filter.until(until)?;
    }
    if let Some(language) = &args.language {
        filter = filter.language(language.clone());
    }
    Ok(args.verdict.map_or(filter.clone(), |verdict| filter.verdict(verdict)))
}

fn verdicts() -> impl TypedValueParser<Value = SearchVerdict> {
    PossibleValuesParser::new(["spoken", "partly", "not-spoken", "not-in-article"])
        .try_map(|name| SearchVerdict::ALL.into_iter().find(|v| v.as_str() == name.replace('-', "_")).ok_or("no verdict"))
}

fn kind(hit: &Hit) -> &'static str {
    match hit.kind {
        HitKind::Said => "said",
        HitKind::Published => "published",
        HitKind::Both => "both",
    }
}

fn marked(hit: &Hit, colour: bool) -> String {
    let text = &hit.snippet.text;
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for range in hit.snippet.matches.iter().filter(|_| colour) {
        out.push_str(&shown(text.get(at..range.start()).unwrap_or("")));
        out.push_str("\u{1b}[1m");
        out.push_str(&shown(range.of(text)));
        out.push_str("\u{1b}[0m");
        at = range.end();
    }
    out.push_str(&shown(text.get(at..).unwrap_or("")));
    out.replace('\n', " ")
}
