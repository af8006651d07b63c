//! Many recordings in one run: each is made by a process of its own, so that nothing that befalls one stops the others.

mod found;
mod in_store;
mod matched;
mod passed_on;
mod run;
mod told;

pub(crate) use found::{Scan, tasks_in};
pub(crate) use passed_on::passed_on;
pub(crate) use run::{Batch, Outcome, length};

use std::ffi::OsStr;
use std::path::Path;

use crate::adding::Given;
use crate::addresses::object;
use crate::args::{Global, date};
use crate::error::{Exit, Failure};
use crate::ui::{Ui, counted};

/// How many recordings are made, and which.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Many {
    /// So many at a time
    #[arg(short, long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: u16,
    /// Of a directory or pattern only recordings whose files changed on this day or later
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    since: Option<String>,
    /// At most so many that are not made yet
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

/// Options of a run of many that a run of one recording does not have, or is given anyway.
pub(crate) const ONLY_HERE: &[&str] =
    &["jobs", "since", "limit", "every", "settle", "once", "open", "dry-run", "quiet", "verbose", "json-progress"];

/// Whether what was named is more than one recording.
pub(crate) fn is_many(named: &[&Path]) -> bool {
    named.len() > 1 || named.iter().any(|path| found::is_collection(path))
}

/// Refuses one article or transcript for several recordings.
pub(crate) fn check_given(given: &Given) -> Result<(), Failure> {
    if given.article.is_none() && given.transcript.is_none() {
        return Ok(());
    }
    Err(Failure::new("one article or transcript cannot be that of several recordings")
        .hint("articles are found by name beside the recordings, or by a list with the columns recording,article"))
}

/// What is wanted of many recordings.
pub(crate) struct Wish<'a> {
    pub(crate) many: &'a Many,
    pub(crate) out: &'a Path,
    /// Whether all files of a recording that is called so, with an article or without, are there.
    pub(crate) is_written: &'a dyn Fn(&OsStr, bool) -> bool,
    /// Only say which recordings there are and which articles are theirs.
    pub(crate) dry_run: bool,
}

/// The recordings of what was named, files that changed on the day `since` or later.
pub(crate) fn scan(named: &[&Path], since: Option<&str>) -> Result<Scan, Failure> {
    let mut scan = Scan::default();
    for path in named {
        match object(path) {
            Some(address) => in_store::add(address, since, &mut scan)?,
            None => found::add(path, since, &mut scan)?,
        }
    }
    Ok(scan)
}

/// That there is none.
pub(crate) fn nothing_in(named: &[&Path], command: &str) -> Failure {
    let names: Vec<String> = named.iter().map(|path| format!("`{}`", path.display())).collect();
    Failure::new(format!("no recording in {}", names.join(", "))).hint(format!(
        "a directory, a pattern in quotation marks, or a list with a column `recording`: `rawi {command} --help`"
    ))
}

/// Makes all recordings of what was named.
pub(crate) fn make(
    named: &[&Path],
    wish: &Wish<'_>,
    command: &clap::Command,
    global: &Global,
    ui: &Ui,
) -> Result<Exit, Failure> {
    let Wish { many, out, .. } = wish;
    let scan = scan(named, many.since.as_deref())?;
    let (tasks, before) = run::not_made_yet(scan.tasks, wish.is_written, many.limit, global)?;
    if before > 0 {
        ui.say(format!("{} made before and unchanged", counted(before, "recording")));
    }
    if tasks.is_empty() {
        return if before == 0 { Err(nothing_in(named, "make")) } else { Ok(Exit::Done) };
    }
    if wish.dry_run {
        return told::planned(&tasks, ui);
    }
    let options = passed_on(std::env::args_os().skip(1), command, ONLY_HERE);
    let batch = Batch::new(tasks, scan.articles, options, global)?;
    let outcomes = batch.run(usize::from(many.jobs), ui)?;
    told::summary(&outcomes, out, &batch, ui)
}
