use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use rawi::caption::Format;
use rawi::catalog::StoredReport;

use crate::args::Global;
use crate::commands::{align, status, transcribe};
use crate::error::{Exit, Failure};
use crate::formats;
use crate::many;
use crate::opened;
use crate::output::{Outputs, make_folder};
use crate::place::check_writable;
use crate::spool::Recording;
use crate::store::{Store, Told};
use crate::ui::Ui;

mod args;
mod made;
mod names;
mod planned;

pub(crate) use args::Args;
use made::Made;
use names::Names;

pub(crate) fn run(args: &Args, global: &Global, command: &clap::Command, ui: &Ui) -> Result<Exit, Failure> {
    check_folder(&args.out)?;
    args.style.check()?;
    let named: Vec<&Path> = args.given.recording.iter().chain(&args.more).map(PathBuf::as_path).collect();
    if many::is_many(&named) { all(&named, args, global, command, ui) } else { one(args, global, ui) }
}

/// Several recordings, each by a process of its own.
fn all(named: &[&Path], args: &Args, global: &Global, command: &clap::Command, ui: &Ui) -> Result<Exit, Failure> {
    many::check_given(&args.given)?;
    let is_written = |stem: &OsStr, has_article: bool| {
        let formats = args.formats(has_article);
        let names = Names::after(&args.out, stem.to_owned());
        formats.iter().all(|format| names.path(&formats::ending(*format, &formats)).is_file())
    };
    let wish = many::Wish { many: &args.many, out: &args.out, is_written: &is_written, dry_run: args.dry_run };
    many::make(named, &wish, command, global, ui)
}

fn one(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    if args.dry_run {
        return planned::run(args, global, ui);
    }
    make_folder(&args.out)?;
    check_writable(&args.out)?;
    let recording = args.given.recording(&args.out, ui)?;
    let store = Store::open(global)?;
    let added = args.given.add(&store, recording.as_ref(), ui)?;
    ui.say(added.describe());
    let report = store.catalog.report(added.report)?;
    if let Some(recording) = recording.as_ref().filter(|_| args.given.transcript.is_none()) {
        hear(args, &store, &report, recording, ui)?;
    }
    let told = store.told(&report, ui)?;
    ui.say(match &told {
        Told::Aligned(stored) => align::describe(stored.aligned.matched()?.alignment()),
        Told::Heard(_) => "no article to align with: transcript and captions in the words that were heard".to_owned(),
    });
    let (article, transcript) = (args.given.article.as_deref(), args.given.transcript.as_deref());
    let own = [args.recognition.model.as_deref(), args.style.limits.file()];
    let inputs = [recording.as_ref().map(Recording::path), article, transcript].into_iter().chain(own);
    let outputs = inputs.fold(Outputs::new(&store, args.overwrite), Outputs::sparing);
    let formats = args.formats(matches!(told, Told::Aligned(_)));
    let names = Names::after(&args.out, args.given.stem(recording.as_ref())).apart(&outputs, &report, &formats)?;
    let (report, told, outputs) = (&report, &told, &outputs);
    let mut made = Made { store: &store, report, told, outputs, names, ui, all_written: true, files: Vec::new() };
    made.captions(&formats, &args.style)?;
    let exit = match made.check_report()? {
        Exit::Done => status::tell_changed(&store, report, ui)?,
        exit => exit,
    };
    if args.open {
        // The check report is the last one.
        let shown = if matches!(told, Told::Aligned(_)) { made.files.last() } else { made.files.first() };
        shown.map_or(Ok(()), |file| opened::open(file, ui))?;
    }
    Ok(if made.all_written { exit } else { Exit::CouldNot })
}

/// A person who names a file where a directory is expected has a file in mind.
fn check_folder(out: &Path) -> Result<(), Failure> {
    let ending = out.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let format = Format::ALL.into_iter().find(|format| ending.as_deref() == Some(&format.extension().to_lowercase()));
    match format.filter(|_| !out.exists()) {
        Some(format) => {
            Err(Failure::new(format!("`{}` is the name of a file, and `--out` names a directory", out.display())).hint(
                format!("`--format {} --out DIR` writes such a file into DIR, under the recording's name", format.name()),
            ))
        }
        None => Ok(()),
    }
}

/// Transcribes the recording, unless that was done before.
fn hear(args: &Args, store: &Store, report: &StoredReport, recording: &Recording, ui: &Ui) -> Result<(), Failure> {
    let options = transcribe::options(&args.recognition, args.given.facts.language.as_ref(), report);
    let at = recording.is_spooled().then(|| recording.path());
    let heard_now = transcribe::transcribe(store, (report, at), &args.recognition, options, false, ui)
        .map_err(|failure| recording.named(failure))?;
    ui.say(if heard_now { "transcribed" } else { "transcribed already" });
    Ok(())
}
