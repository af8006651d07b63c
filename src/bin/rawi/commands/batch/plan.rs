use std::path::{Path, PathBuf};

use rawi::batch::{Plan, TaskSize};
use rawi::time::Millis;

use super::entries::Entries;
use crate::args::{Spoken, date, language};
use crate::error::{Exit, Failure};
use crate::input::is_standard;
use crate::many::{self, length};
use crate::model::Recognition;
use crate::output::{Outputs, Overwrite, check_ending};
use crate::ui::{Ui, counted};

/// Write the plan of a batch
///
/// Each recording is read once for its hash and its length, and goes to a task: the longest first, each to the task with least to do. The
/// articles are those of the same names, or of the list. What would be the same work stands in the plan once. The same inputs give the
/// same plan, and a plan that is there is not replaced by another.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi batch plan shows --tasks 40 -o plan.jsonl\n  rawi batch plan list.csv --model small --hours 10 -o plan.jsonl\n  rawi batch plan /archive/2017 --root /archive -o plan.jsonl\n  rawi batch plan s3://newsroom/recordings/ --model s3://newsroom/models/ggml-small.bin -o plan.jsonl",
    mut_arg("threads", |threads| threads.hide(true))
)]
pub(super) struct Args {
    /// Recordings, directories, patterns in quotation marks, or lists (.csv, .tsv); on disks or in a store (s3://…, gs://…, az://…)
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// The plan
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Part it into so many tasks, numbered from 0; Slurm takes 1001 where its administrator did not allow more
    #[arg(long, value_name = "N", conflicts_with = "hours", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    tasks: Option<u32>,
    /// Part it into tasks of about so many recorded hours
    #[arg(long, value_name = "HOURS", default_value_t = 10.0, value_parser = hours)]
    hours: f64,
    /// Write paths below this directory as they count from it, for machines that have it elsewhere
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Of a directory or pattern only recordings whose files changed on this day or later
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    since: Option<String>,
    /// At most so many recordings
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// The language that is spoken, or several, the main one first; auto lets the model tell [default: the list's, or the article's]
    #[arg(long, value_name = "TAG", value_parser = language)]
    language: Option<Spoken>,
    #[command(flatten)]
    overwrite: Overwrite,
    #[command(flatten)]
    recognition: Recognition,
}

/// A task of more than a year of sound is none.
fn hours(text: &str) -> Result<f64, String> {
    let number = text.parse::<f64>().ok().filter(|hours| *hours > 0.0 && *hours <= 1_000.0);
    number.ok_or_else(|| format!("`{text}` is no number of hours up to 1000"))
}

pub(super) fn run(args: &Args, ui: &Ui) -> Result<Exit, Failure> {
    check_ending(&args.output, "a plan", &["jsonl", "ndjson", "json"])?;
    let outputs = Outputs::known_to(None, args.overwrite);
    let target = outputs.target(&args.output)?;
    let chosen = args.recognition.choose(ui)?;
    let named: Vec<&Path> = args.inputs.iter().map(PathBuf::as_path).collect();
    let scan = many::scan(&named, args.since.as_deref())?;
    let mut tasks = scan.tasks;
    tasks.truncate(args.limit.unwrap_or(usize::MAX));
    let mut entries = Entries::new(args.root.as_deref(), args.language.as_ref(), ui)?;
    entries.add_all(tasks)?;
    if entries.found.is_empty() && entries.left_out == 0 {
        return Err(many::nothing_in(&named, "batch plan"));
    }
    let left_out = entries.left_out;
    let found = entries.found.len();
    let longest = Millis::new((args.hours * 3_600_000.0) as u32);
    let size = args.tasks.map_or(TaskSize::Length(longest), TaskSize::Count);
    let plan = Plan::new(args.recognition.settings(), chosen.engine(), entries.found, size);
    let mut text = Vec::new();
    plan.write(&mut text)?;
    let outcome = target.write(None, &text)?;
    if !is_standard(&args.output) {
        ui.say(format!("{} {}", args.output.display(), outcome.word()));
    }
    tell(&plan, found, ui);
    if !scan.articles.is_empty() {
        let articles = counted(scan.articles.len(), "article");
        ui.say(format!("{articles} of no recording of the same name: a list says which belong together"));
    }
    Ok(if left_out > 0 { Exit::Findings } else { Exit::Done })
}

fn tell(plan: &Plan, found: usize, ui: &Ui) {
    let recordings = plan.recordings();
    if recordings.len() < found {
        ui.say(format!(
            "{} are the same work as another and stand in the plan once",
            counted(found - recordings.len(), "recording")
        ));
    }
    let with = recordings.iter().filter(|line| line.entry.article.is_some()).count();
    let lasts = length(std::time::Duration::from_millis(plan.duration_ms()));
    let model = plan.engine().model.as_deref().unwrap_or("no name");
    let (all, tasks) = (counted(recordings.len(), "recording"), counted(plan.tasks() as usize, "task"));
    ui.say(format!("{all}, {with} with an article, {lasts} of sound, in {tasks}, by {model}"));
    if plan.tasks() > 1 {
        let last = plan.tasks() - 1;
        ui.say(format!("the tasks are numbered 0 to {last}: `rawi batch run --plan PLAN --out BUNDLES --index N`"));
    }
}
