use std::collections::BTreeMap;
use std::path::PathBuf;

use rawi::batch::{BundleStore, Listing, Plan, TaskStatus, task_status};
use serde_json::json;

use super::{opened_store, read_plan};
use crate::error::{Exit, Failure};
use crate::store::print_json;
use crate::ui::{Ui, counted};

/// So many bad recordings are named; `--json` names all.
const NAMED: usize = 20;

/// Tell how far a plan has come
///
/// What the plan wants, less what the bundles' directory holds: no scheduler is asked. Exit code 0 when there is a bundle of every recording,
/// 1 when some are left or bad.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi batch status --plan plan.jsonl --out bundles\n  rawi batch status --plan plan.jsonl --out bundles --json"
)]
pub(super) struct Args {
    /// The plan
    #[arg(long, value_name = "FILE")]
    plan: PathBuf,
    /// The directory of the bundles, or their place in a store: s3://bucket/prefix, gs://…, az://…
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Print it as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, ui: &Ui) -> Result<Exit, Failure> {
    let plan = read_plan::read(&args.plan, None).map_err(|failure| failure.exiting(Exit::CouldNot))?;
    let store = opened_store(&args.out)?;
    let listing = Listing::of(&*store)?;
    let tasks = task_status(&plan, &listing);
    let count = |of: fn(&TaskStatus) -> usize| tasks.values().map(of).sum::<usize>();
    let (done, failed, begun, open) = (count(|t| t.done), count(|t| t.failed), count(|t| t.begun), count(|t| t.open));
    let left: Vec<u32> = tasks.iter().filter(|(_, status)| !status.is_over()).map(|(task, _)| *task).collect();
    let bad = bad(&plan, &listing, &*store, if args.json { usize::MAX } else { NAMED })?;
    if args.json {
        let each = |(task, t): (&u32, &TaskStatus)| json!({ "task": task, "done": t.done, "failed": t.failed, "begun": t.begun, "open": t.open });
        let tasks: Vec<_> = tasks.iter().map(each).collect();
        let told = json!({ "recordings": plan.recordings().len(), "done": done, "failed": failed, "begun": begun, "open": open,
            "left": ranges(&left), "tasks": tasks, "bad": bad });
        print_json(&told, ui)?;
    } else {
        let all = counted(plan.recordings().len(), "recording");
        ui.say(format!(
            "{all} in {}: {done} done, {failed} bad, {begun} begun, {open} not begun",
            counted(tasks.len(), "task")
        ));
        tell_of_bad(&bad, failed, ui);
        if !left.is_empty() {
            ui.say(format!("tasks with something left: {}", ranges(&left)));
        }
    }
    Ok(if done == plan.recordings().len() { Exit::Done } else { Exit::Findings })
}

/// The first bad recordings, each with what is wrong with it.
fn bad(
    plan: &Plan,
    listing: &Listing,
    store: &dyn BundleStore,
    most: usize,
) -> Result<Vec<BTreeMap<&'static str, String>>, Failure> {
    let lines = plan.recordings().iter().filter(|line| listing.failures.contains(&line.key));
    let told = |line: &rawi::batch::PlannedRecording| {
        let failure = Listing::failure(store, line.key)?;
        let (class, message) = failure.map_or(("unknown", String::new()), |known| (known.class.name(), known.message));
        let entries = [("recording", line.entry.recording.clone()), ("class", class.to_owned()), ("message", message)];
        Ok(BTreeMap::from(entries))
    };
    lines.take(most).map(told).collect()
}

fn tell_of_bad(bad: &[BTreeMap<&'static str, String>], all: usize, ui: &Ui) {
    for one in bad {
        let member = |name: &str| one.get(name).map_or("", String::as_str);
        ui.warn(format!("{} ({}): {}", member("recording"), member("class"), member("message")));
    }
    if all > bad.len() {
        ui.say(format!("and {} more: `--json` names all", all - bad.len()));
    }
}

/// Numbers as schedulers take them: `3,7-9`.
fn ranges(numbers: &[u32]) -> String {
    let mut parts: Vec<(u32, u32)> = Vec::new();
    for &number in numbers {
        match parts.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => parts.push((number, number)),
        }
    }
    let shown = |(first, last): &(u32, u32)| if first == last { first.to_string() } else { format!("{first}-{last}") };
    parts.iter().map(shown).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_schedulers_take_them() {
        assert_eq!(ranges(&[3, 7, 8, 9, 11]), "3,7-9,11");
        assert_eq!((ranges(&[]), ranges(&[0])), (String::new(), "0".to_owned()));
    }
}
