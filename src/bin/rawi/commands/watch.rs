use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use rawi::batch::Task;

use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::many::{Batch, ONLY_HERE, Outcome, passed_on, tasks_in};
use crate::model::Recognition;
use crate::output::{Overwrite, make_folder};
use crate::place::check_writable;
use crate::signals::cancelled;
use crate::ui::Ui;

/// Make every recording that comes into a directory
///
/// The directory is looked through every few seconds, so that it may lie on another computer, where no system tells of new files. A file that
/// still grows is left alone until it has rested. An article that comes later is aligned then, and nothing is recognised twice. Ctrl-C
/// ends it; the recording at work is gone on with the next time.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  rawi watch incoming --out captions\n  rawi watch incoming --once --settle 0")]
pub(crate) struct Args {
    /// The directory
    folder: PathBuf,
    /// The directory for captions and check reports [default: the current one]
    #[arg(long, value_name = "DIR", default_value = ".", hide_default_value = true)]
    out: PathBuf,
    /// Look through it so often, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 2.0, value_parser = seconds)]
    every: f64,
    /// Take a file that has not changed for so long, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 5.0, value_parser = seconds)]
    settle: f64,
    /// End when all that is there is made
    #[arg(long)]
    once: bool,
    #[command(flatten)]
    overwrite: Overwrite,
    #[command(flatten)]
    recognition: Recognition,
}

fn seconds(text: &str) -> Result<f64, String> {
    let number = text.parse::<f64>().ok().filter(|seconds| (0.0..=86_400.0).contains(seconds));
    number.ok_or_else(|| format!("`{text}` is no number of seconds up to a day"))
}

/// Size and time of change of a task's files.
type Stamp = Vec<(u64, Option<SystemTime>)>;

pub(crate) fn run(args: &Args, global: &Global, command: &clap::Command, ui: &Ui) -> Result<Exit, Failure> {
    make_folder(&args.out)?;
    check_writable(&args.out)?;
    let stopped = cancelled();
    let options = passed_on(std::env::args_os().skip(1), command, ONLY_HERE);
    let mut seen: BTreeMap<PathBuf, (Stamp, Instant)> = BTreeMap::new();
    let mut made: BTreeSet<(PathBuf, Stamp)> = BTreeSet::new();
    let mut exit = Exit::Done;
    ui.say(format!("watching {}", args.folder.display()));
    while !stopped() {
        let mut waiting = false;
        for task in tasks_in(&args.folder)?.tasks {
            let Some(path) = task.recording.clone() else { continue };
            let stamp = stamp(&task);
            if made.contains(&(path.clone(), stamp.clone())) {
                continue;
            }
            if !has_rested(&mut seen, &path, &stamp, Duration::from_secs_f64(args.settle)) {
                waiting = true;
                continue;
            }
            let outcomes = Batch::new(vec![task], Vec::new(), options.clone(), global)?.run(1, ui)?;
            made.insert((path, stamp));
            if outcomes.iter().any(|outcome| !matches!(outcome, Outcome::Made { .. })) {
                exit = Exit::CouldNot;
            }
            if stopped() {
                break;
            }
        }
        if args.once && !waiting {
            break;
        }
        pause(Duration::from_secs_f64(args.every), &*stopped);
    }
    Ok(exit)
}

fn stamp(task: &Task) -> Stamp {
    let of = |path: &Path| {
        let facts = std::fs::metadata(path).ok();
        (facts.as_ref().map_or(0, std::fs::Metadata::len), facts.and_then(|facts| facts.modified().ok()))
    };
    task.recording.iter().chain(&task.article).map(|path| of(path)).collect()
}

/// Whether a file is as it was when it was first seen so, that long ago.
fn has_rested(seen: &mut BTreeMap<PathBuf, (Stamp, Instant)>, path: &Path, stamp: &Stamp, settle: Duration) -> bool {
    let now = Instant::now();
    match seen.get(path) {
        Some((known, since)) if known == stamp => now.duration_since(*since) >= settle,
        _ => {
            seen.insert(path.to_owned(), (stamp.clone(), now));
            settle.is_zero()
        }
    }
}

/// Sleeps in short pieces, so that Ctrl-C is not waited for.
fn pause(time: Duration, stopped: &dyn Fn() -> bool) {
    let until = Instant::now() + time;
    while Instant::now() < until && !stopped() {
        std::thread::sleep(Duration::from_millis(100).min(time));
    }
}
