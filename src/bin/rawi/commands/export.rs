use std::ffi::OsString;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use rawi::catalog::ReportId;
use rawi::draft::Draft;
use rawi::job::{BagError, BagLabel, write_bag};

use super::doctor::{describe_lost, saved};
use crate::args::Global;
use crate::complete;
use crate::error::{Exit, Failure};
use crate::input::is_standard;
use crate::output::{Outputs, Overwrite, check_ending};
use crate::progress::Items;
use crate::store::{Store, day_and_time};
use crate::ui::{Ui, counted};

/// Write the catalog, or one report, as JSON lines without loss
///
/// Of a damaged catalog, what can be read is written and what was lost is told; the exit code is 1 then.
///
/// With `--bagit` recordings, articles, transcripts, alignments and captions are written with them into a directory as archives take it
/// (BagIt 1.0, RFC 8493), every file named with its SHA-256 and SHA-512.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi export -o archive.jsonl\n  rawi export 3 | gzip > report.jsonl.gz\n  rawi export 3 --bagit bag-3 --organization 'Radio North'"
)]
pub(crate) struct Args {
    /// One report [default: the whole catalog]
    #[arg(add = complete::reports())]
    report: Option<OsString>,
    /// The file to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    overwrite: Overwrite,
    /// Write a bag for an archive into this directory, which is made
    #[arg(long, value_name = "DIR", conflicts_with_all = ["output", "force"])]
    bagit: Option<PathBuf>,
    /// Whose the bag is
    #[arg(long, value_name = "NAME", requires = "bagit")]
    organization: Option<String>,
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let store = Store::open_to_salvage(global)?;
    let only = args.report.as_ref().map(|wish| store.find(wish)).transpose()?.map(|report| report.id);
    if let Some(dir) = &args.bagit {
        return bag(&store, only, (dir, args.organization.clone()), ui);
    }
    let salvaged = match args.output.as_deref().filter(|path| !is_standard(path)) {
        Some(path) => {
            check_ending(path, "an export", &["jsonl", "ndjson", "json"])?;
            let outputs = Outputs::new(&store, args.overwrite);
            let target = outputs.target(path)?;
            let write = |draft: &mut Draft| Ok(store.catalog.salvage_json_lines(only, &mut BufWriter::new(draft))?);
            let (outcome, salvaged) = target.fill(only, write)?;
            ui.say(format!("{} {}", path.display(), outcome.word()));
            salvaged
        }
        None => store.catalog.salvage_json_lines(only, &mut ui.data())?,
    };
    if salvaged.lost.is_empty() {
        return Ok(Exit::Done);
    }
    ui.warn(format!("not all of the catalog could be read; written: {}", saved(&salvaged)));
    for lost in &salvaged.lost {
        ui.say(format!("lost: {}", describe_lost(lost)));
    }
    Ok(Exit::Findings)
}

fn bag(
    store: &Store,
    only: Option<ReportId>,
    (dir, organization): (&Path, Option<String>),
    ui: &Ui,
) -> Result<Exit, Failure> {
    let reports = match only {
        Some(report) => vec![report],
        None => store.catalog.reports()?.iter().map(|summary| summary.report.id).collect(),
    };
    let date = day_and_time(store.now).chars().take(10).collect();
    let mut stage = ui.stage("reports", Items(reports.len() as u64));
    let made = write_bag(&store.catalog, &reports, dir, &BagLabel { date, organization }, |done| stage.at(Items(done)));
    stage.finish();
    let made = made.map_err(|error| {
        let hint = match &error {
            BagError::Catalog(_) => "rawi doctor".to_owned(),
            _ => "name a directory that is not there yet, where there is room".to_owned(),
        };
        Failure::new(told(&error)).hint(hint)
    })?;
    ui.say(format!("{} written: {}, {}", dir.display(), counted(made.reports, "report"), counted(made.files, "file")));
    for lacking in &made.lacking {
        ui.warn(format!("not in the bag: {lacking}"));
    }
    Ok(if made.lacking.is_empty() { Exit::Done } else { Exit::Findings })
}

/// An error with what caused it.
fn told(error: &BagError) -> String {
    let cause = std::error::Error::source(error).map_or_else(String::new, |cause| format!(": {cause}"));
    format!("{error}{cause}")
}
