use std::io::Write;

use rawi::catalog::{Hit, HitKind};

use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::store::{Store, print_json};
use crate::terminal::shown;
use crate::ui::Ui;

/// Search everything said and published
///
/// All words must occur in one sentence; spelling is folded as the matcher folds it, so «مجلس الأمن» finds «مجلس الامن» and
/// 2370 finds ٢٣٧٠. Exit code 1 when nothing was found.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi search \"مجلس الأمن\"\n  rawi search '\"small arms\" OR weapons'\n  rawi search terror* --json"
)]
pub(crate) struct Args {
    /// Words, "a phrase", begin*, OR
    #[arg(required = true)]
    query: Vec<String>,
    /// The most hits to show
    #[arg(short = 'n', long, default_value_t = 20)]
    limit: usize,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let hits = Store::open_existing(global)?.catalog.search(&args.query.join(" "), args.limit)?;
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
