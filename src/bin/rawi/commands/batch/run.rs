use std::path::{Path, PathBuf};

use rawi::batch::{BundleStore, Plan, TaskError, TaskRun};
use rawi::recognize::Recognizer;
use rawi::text::Sha256;

use super::store::opened_to_write;
use super::told::{Told, summary};
use super::{index, read_plan};
use crate::complete;
use crate::error::{Exit, Failure};
use crate::model::{Chosen, Recognition};
use crate::planned_inputs::PlannedInputs;
use crate::signals::cancelled_by_scheduler;
use crate::store::now;
use crate::ui::{Ui, counted};

/// Run one task of a plan: recognise its recordings, and write a bundle of each
///
/// Which task it is stands in SLURM_ARRAY_TASK_ID, JOB_COMPLETION_INDEX or AWS_BATCH_JOB_ARRAY_INDEX, or is said by `--index`. The model is loaded
/// once. SIGTERM and Ctrl-C keep what is done of the recording at work, and the next run goes on from there. A recording that is bad
/// leaves a file that says so in place of its bundle, and is not tried again without `--again`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  rawi batch run --plan plan.jsonl --out bundles
  rawi batch run --plan plan.jsonl --out bundles --index 7 --model models/ggml-small.bin
  rawi batch run --plan plan.jsonl --out s3://newsroom/bundles --model s3://newsroom/models/ggml-small.bin

Exit codes, for schedulers:
  0 all done · 65 done, but some inputs are bad: trying again is of no use · 75 stopped, or something could not be
  reached: try again · 64 asked for something that cannot be")]
pub(super) struct Args {
    /// The plan
    #[arg(long, value_name = "FILE")]
    plan: PathBuf,
    /// The directory for bundles, or a place in a store: s3://bucket/prefix, gs://…, az://…
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Which task [default: what the scheduler says; of a plan with one task, that]
    #[arg(long, value_name = "N")]
    index: Option<u32>,
    /// The directory that paths of the plan count from, where they are not whole [default: the plan's]
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Try again what failed before
    #[arg(long)]
    again: bool,
    /// Where the plan's model lies: a file, or an address in a store (s3://…, gs://…, az://…), fetched once and kept here
    /// [default: where it is found by its name]
    #[arg(long, value_name = "NAME|PATH|URL", env = "RAWI_MODEL", hide_env_values = true, add = complete::models())]
    model: Option<PathBuf>,
    /// Threads to compute with; the outcome does not depend on it [default: all cores that the task has]
    #[arg(long, value_name = "N", env = "RAWI_THREADS", hide_env_values = true, value_parser = clap::value_parser!(u16).range(1..=512))]
    threads: Option<u16>,
    /// Print what became of the task as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, ui: &Ui) -> Result<Exit, Failure> {
    // Before anything else: what comes while the model is looked for is not lost.
    let cancelled = cancelled_by_scheduler();
    let (plan, task) = planned(args, ui)?;
    let store = opened_to_write(&args.out)?;
    let chosen = Recognition::planned(&plan, args.model.as_deref(), args.threads, (ui, &cancelled))
        .map_err(|failure| failure.or_hint("`--model PATH` says where it lies here").exiting(Exit::TryAgain))?;
    check_engine(&plan, &chosen, args.model.as_deref())?;
    let root = args.root.clone().unwrap_or_else(|| args.plan.parent().unwrap_or(Path::new("")).to_owned());
    let mut inputs = PlannedInputs { root, cancelled: cancelled.clone() };
    let name = plan.engine().model.clone().unwrap_or_default();
    let load = Box::new(|| Ok(Box::new(chosen.load_as(&name)?) as Box<dyn Recognizer>));
    let mut told = Told::new(&plan, ui);
    let mut run = TaskRun::new(&plan, &*store, &mut inputs, load, cancelled, &now).again(args.again);
    let outcome = run.run(&mut told).map_err(|error| unreached(error, &*store))?;
    summary(outcome, task, args.json, ui)
}

/// The plan, read for this task, and its number.
fn planned(args: &Args, ui: &Ui) -> Result<(Plan, u32), Failure> {
    let said = index::task(args.index, |name| std::env::var(name).ok())?;
    let plan = read_plan::read(&args.plan, Some(said.map_or(0, |(task, _)| task)))?;
    let (task, by) = match said {
        Some(said) => said,
        None if plan.tasks() == 1 => (0, "the only one"),
        None => return Err(index::unknown(plan.tasks())),
    };
    let recordings = counted(plan.recordings().len(), "recording");
    ui.say(format!("task {task} of {} ({by}): {recordings}", plan.tasks()));
    Ok((plan, task))
}

/// What would be heard otherwise than planned must not get the names of the plan.
fn check_engine(plan: &Plan, chosen: &Chosen, from: Option<&Path>) -> Result<(), Failure> {
    let (wanted, found) = (plan.engine(), chosen.engine());
    let told = if wanted.model_sha256 != found.model_sha256 {
        let short = |hash: Option<Sha256>| hash.map_or_else(|| "none".to_owned(), |hash| format!("{}…", hash.short(12)));
        let name = from.map_or_else(|| chosen.name().to_owned(), |from| from.display().to_string());
        let (wanted, found) = (short(wanted.model_sha256), short(found.model_sha256));
        format!("the model `{name}` has the SHA-256 {found}, and that of the plan has {wanted}: it is another one")
    } else if wanted.name != found.name {
        format!("the plan was made for {}, and this rawi has {}", wanted.name, found.name)
    } else if wanted.options != found.options {
        format!("the plan sets the model otherwise than this rawi does: {}", wanted.options.join(" "))
    } else {
        return Ok(());
    };
    Err(Failure::new(told).hint("use the rawi and the model that the plan was made with, or plan anew").exiting(Exit::Usage))
}

/// A task that could not go on.
fn unreached(error: TaskError, store: &dyn BundleStore) -> Failure {
    let hint = match error {
        TaskError::Store(_) => format!("check `{}`; the same command goes on where it stopped", store.name()),
        _ => "`rawi models verify` examines it; the same command goes on where it stopped".to_owned(),
    };
    Failure::from(error).hint(hint).exiting(Exit::TryAgain)
}
