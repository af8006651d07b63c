use std::io::{self, Write};

use rawi::catalog::{CatalogStatistics, StatisticsShare};

use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::store::{Store, print_json};
use crate::terminal::shown;
use crate::ui::{Ui, counted};

/// Count what is in the catalog: reports, hours and words, by year, language, programme and status, and the bytes of its tables
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  rawi catalog stats\n  rawi catalog stats --json")]
pub(crate) struct Args {
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

/// How many tables are shown.
const TABLES: usize = 8;

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let counted = Store::open_existing(global)?.catalog.statistics()?;
    if args.json {
        print_json(&counted, ui)?;
    } else {
        tell(&counted, &mut ui.out())?;
    }
    Ok(Exit::Done)
}

fn tell(all: &CatalogStatistics, out: &mut impl Write) -> io::Result<()> {
    let parts = [
        counted(all.reports, "report"),
        counted(all.recordings, "recording"),
        hours(all.duration_ms),
        counted(all.words, "word"),
        counted(all.machine_transcripts, "machine transcript"),
        counted(all.corrections, "correction"),
    ];
    writeln!(out, "{}", parts.join(", "))?;
    let by = [("year", &all.years), ("language", &all.languages), ("programme", &all.programmes), ("status", &all.statuses)];
    for (title, shares) in by {
        writeln!(out, "by {title}:")?;
        shares.iter().try_for_each(|share| tell_share(share, out))?;
    }
    let bytes: u64 = all.tables.iter().map(|table| table.bytes).sum();
    writeln!(out, "in the file: {:.1} MB", bytes as f64 / 1e6)?;
    for table in all.tables.iter().take(TABLES) {
        writeln!(out, "  {:>9.1} MB  {}", table.bytes as f64 / 1e6, shown(&table.name))?;
    }
    Ok(())
}

fn tell_share(share: &StatisticsShare, out: &mut impl Write) -> io::Result<()> {
    // The name last: right-to-left text would turn what stands before it around.
    let (reports, hours, name) = (share.reports, hours(share.duration_ms), share.name.as_deref().unwrap_or("-"));
    writeln!(out, "  {reports:>9}  {hours:>14}  {:>11} words  {}", share.words, shown(name))
}

fn hours(ms: u64) -> String {
    format!("{:.2} hours", ms as f64 / 3_600_000.0)
}
