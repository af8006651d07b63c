//! `rawi make --dry-run`: what would be done, without doing any of it.

use rawi::audio;
use rawi::catalog::StoredReport;
use rawi::time::{ClockStyle, Timestamp};

use super::args::Args;
use super::names::{CHECK, Names};
use crate::addresses;
use crate::args::Global;
use crate::commands::transcribe;
use crate::error::{Exit, Failure};
use crate::formats;
use crate::input::is_standard;
use crate::output::{Outputs, Prospect};
use crate::spool::Recording;
use crate::store::Store;
use crate::ui::Ui;

/// Tells what a run would do. Inputs are read, so that what is wrong with them is told now; a pipe would be used up, and is refused.
pub(super) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let inputs = [args.given.recording_path(), args.given.article.as_deref(), args.given.transcript.as_deref()];
    if inputs.into_iter().flatten().any(is_standard) {
        return Err(
            Failure::new("a dry run cannot read standard input, which would be gone for the real one").hint("name files")
        );
    }
    let address = args.given.recording_path().and_then(addresses::address);
    if let Some(address) = address {
        ui.say(format!("would fetch {address}"));
    }
    let recording = if address.is_some() { None } else { args.given.recording(&args.out, ui)? };
    args.given.examine()?;
    let store = Store::open_if_any(global)?;
    let report = known(store.as_ref(), recording.as_ref())?;
    match &report {
        Some(report) => ui.say(format!("report {} ({}) is known", report.id, report.slug)),
        None => ui.say("would add a report"),
    }
    tell_of_hearing(args, store.as_ref(), report.as_ref(), recording.as_ref(), ui)?;
    let has_article = args.given.article.is_some() || has_article(store.as_ref(), report.as_ref())?;
    tell_of_files(args, store.as_ref(), report.as_ref(), recording.as_ref(), has_article, ui)?;
    Ok(Exit::Done)
}

/// The report of the recording, where the catalog has it.
fn known(store: Option<&Store>, recording: Option<&Recording>) -> Result<Option<StoredReport>, Failure> {
    let (Some(store), Some(recording)) = (store, recording) else { return Ok(None) };
    let Some(known) = store.catalog.recording_by_sha256(audio::content_sha256(recording.path())?)? else { return Ok(None) };
    let first = store.catalog.reports_of(known.id)?.first().map(|report| report.id);
    Ok(first.map(|id| store.catalog.report(id)).transpose()?)
}

fn has_article(store: Option<&Store>, report: Option<&StoredReport>) -> Result<bool, Failure> {
    let (Some(store), Some(report)) = (store, report) else { return Ok(false) };
    Ok(store.catalog.newest_article(report.id)?.is_some())
}

fn tell_of_hearing(
    args: &Args,
    store: Option<&Store>,
    report: Option<&StoredReport>,
    recording: Option<&Recording>,
    ui: &Ui,
) -> Result<(), Failure> {
    if let Some(transcript) = &args.given.transcript {
        ui.say(format!("would take the transcript `{}`", transcript.display()));
        return Ok(());
    }
    let Some(recording) = recording else { return Ok(()) };
    let chosen = args.recognition.choose(ui)?;
    let name = chosen.name().to_owned();
    if let (Some(store), Some(report)) = (store, report) {
        let has_article = args.given.article.is_some() || has_article(Some(store), Some(report))?;
        let options = transcribe::options(&args.recognition, args.given.facts.language.as_ref(), report);
        let run = options.engine(chosen.model(options.language.clone(), ui).engine(), has_article);
        if store.catalog.transcript_by(store.recording(report)?.id, &run)?.is_some() {
            ui.say(format!("transcribed already by {name}"));
            return Ok(());
        }
    }
    let facts = audio::probe(recording.path()).map_err(|error| recording.named(error.into()))?;
    let length = facts
        .duration()
        .map_or_else(String::new, |length| format!("{} of ", ClockStyle::Seconds.print(Timestamp::ZERO + length)));
    ui.say(format!("would recognise {length}`{}` with {name}", recording.path().display()));
    Ok(())
}

fn tell_of_files(
    args: &Args,
    store: Option<&Store>,
    report: Option<&StoredReport>,
    recording: Option<&Recording>,
    has_article: bool,
    ui: &Ui,
) -> Result<(), Failure> {
    let all = args.formats(has_article);
    let outputs = Outputs::known_to(store, args.overwrite);
    let mut names = Names::after(&args.out, args.given.stem(recording));
    if let Some(report) = report {
        names = names.apart(&outputs, report, &all)?;
    }
    let mut endings: Vec<String> = all.iter().map(|format| formats::ending(*format, &all)).collect();
    endings.extend(has_article.then(|| CHECK.to_owned()));
    for ending in endings {
        let path = names.path(&ending);
        let outlook = if args.out.is_dir() { outputs.target(&path)?.prospect()? } else { Prospect::New };
        ui.say(match outlook {
            Prospect::New => format!("would write {}", path.display()),
            Prospect::Replaced => format!("would write {} anew, unless nothing changed", path.display()),
            Prospect::Kept(why) => format!("would leave {}, which {why} (`--force` replaces it)", path.display()),
        });
    }
    Ok(())
}
