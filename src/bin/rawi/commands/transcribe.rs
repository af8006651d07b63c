use std::ffi::OsString;
use std::path::Path;

use rawi::catalog::StoredReport;
use rawi::job::{self, CatalogKeeper, Job, Keeper, Options, Pass};
use rawi::recognize;

use crate::args::{Global, Spoken, language};
use crate::complete;
use crate::error::{Exit, Failure};
use crate::model::Recognition;
use crate::signals::cancelled;
use crate::store::Store;
use crate::ui::Ui;
use crate::watch::Watch;

/// Recognise the speech of a report
///
/// Each finished window of the recording is kept at once: a run that was stopped goes on where it was. The same model with the
/// same options does not recognise again.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi transcribe 1\n  rawi transcribe weapons --model models/ggml-small.bin --language ar"
)]
pub(crate) struct Args {
    /// The report: its id, a start of its slug, or its recording
    #[arg(add = complete::reports())]
    report: OsString,
    /// The language that is spoken, or several, the main one first: ar,en; or auto [default: the report's]
    #[arg(long, value_name = "TAG", value_parser = language)]
    language: Option<Spoken>,
    /// Recognise again even though it was done
    #[arg(long)]
    redo: bool,
    #[command(flatten)]
    recognition: Recognition,
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let store = Store::open(global)?;
    let report = store.find(&args.report)?;
    let options = options(&args.recognition, args.language.as_ref(), &report);
    if !transcribe(&store, (&report, None), &args.recognition, options, args.redo, ui)? {
        ui.say(format!(
            "report {} is transcribed by this model already; nothing to do (`--redo` recognises again)",
            report.id
        ));
    }
    Ok(Exit::Done)
}

/// How to transcribe a report: in the language that was named, else in the report's.
pub(crate) fn options(recognition: &Recognition, spoken: Option<&Spoken>, report: &StoredReport) -> Options {
    let language = spoken.map_or_else(|| report.facts.language.clone(), Spoken::given);
    recognition.options(language, spoken.map(Spoken::also).unwrap_or_default())
}

/// Transcribes a report unless that was done before; tells whether it was done now. `at` is where its recording lies for this run
/// alone.
pub(crate) fn transcribe(
    store: &Store,
    (report, at): (&StoredReport, Option<&Path>),
    recognition: &Recognition,
    options: Options,
    redo: bool,
    ui: &Ui,
) -> Result<bool, Failure> {
    let (recording, path) = match at {
        Some(path) => (store.recording(report)?, path.to_owned()),
        None => store.recording_file(report)?,
    };
    let article = store.catalog.newest_article(report.id)?.map(|id| store.catalog.article(id)).transpose()?;
    let model = recognition.choose(ui)?.model(options.language.clone(), ui);
    let run = options.engine(model.engine(), article.is_some());
    let mut keeper = CatalogKeeper::new(&store.catalog, recording.id, store.now);
    if at.is_none() {
        keeper = keeper.of_file(&path, recording.facts.sha256);
    }
    let mut watch = Watch::new(&path, ui);
    let job = Job::new(&path, &mut keeper).options(options).observer(&mut watch).cancelled(cancelled());
    let done = job.redo(redo).transcribe(article.as_ref(), model);
    drop(watch);
    done.map(|done| done.new).map_err(|error| match keeper.windows(&run, Pass::First) {
        Ok(windows) if !windows.is_empty() => Failure::from(error)
            .hint(format!("what was recognised is kept: `rawi transcribe {}` goes on from there", report.id)),
        _ if matches!(error, job::Error::Recognize(recognize::Error::Cancelled)) => {
            Failure::from(error).hint(format!("`rawi transcribe {}` starts it again", report.id))
        }
        _ => error.into(),
    })
}
