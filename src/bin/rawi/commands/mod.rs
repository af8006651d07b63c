//! The command line. One file per command: its arguments, whose comments are the help, and `run`: open → check → do → tell.

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use clap_complete::env::CompleteEnv;

use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::settings::Settings;
use crate::ui::Ui;
use crate::version;

mod add;
mod align;
mod batch;
mod caption;
mod catalog;
mod chapters;
mod check;
pub(crate) mod check_page;
mod clip;
mod completions;
mod config;
mod convert;
mod doctor;
mod export;
mod feed;
mod import;
mod lint;
mod list;
mod make;
mod man;
mod models;
mod note;
mod remove;
mod review;
mod search;
mod show;
mod site;
mod status;
mod transcribe;
mod transcript;
mod watch;

/// The transcript manager for radio reports and podcasts
///
/// rawi recognises a recording on this computer, aligns what was said with what was published, and keeps transcript,
/// alignment and captions in one catalog. A time is heard, inferred and flagged, or absent: never made up.
#[derive(Debug, Parser)]
#[command(name = "rawi", version, max_term_width = 100, after_help = EXAMPLES, subcommand_required = true, arg_required_else_help = true)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  rawi make report.mp3 --article report.html
  rawi search \"مجلس الأمن\"
  rawi caption 1 --format srt -o report.srt
  rawi align --transcript words.json --article report.txt --json

Exit codes:
  0 done · 1 done, with findings · 2 could not · 3 refused: recording and article do not belong together";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Make(Box<make::Args>),
    Watch(watch::Args),
    Feed(feed::Args),
    Batch(batch::Args),
    Add(add::Args),
    Transcribe(transcribe::Args),
    Align(align::Args),
    Caption(caption::Args),
    Chapters(chapters::Args),
    Convert(convert::Args),
    Lint(lint::Args),
    Check(check::Args),
    Review(review::Args),
    List(list::Args),
    Show(show::Args),
    Status(status::Args),
    Note(note::Args),
    Search(search::Args),
    Clip(clip::Args),
    Transcript(transcript::Args),
    Models(models::Args),
    Site(site::Args),
    Remove(remove::Args),
    Export(export::Args),
    Import(import::Args),
    Doctor(doctor::Args),
    Catalog(catalog::Args),
    Config(config::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// Answers a shell that asks what can stand in a place, and ends then.
pub(crate) fn complete() {
    CompleteEnv::with_factory(Args::command).var(completions::VARIABLE).complete();
}

/// The command line, with what settings stand in for, and what is wrong with those; else the code to end with, after help or a refusal.
pub(crate) fn read() -> Result<(Args, Result<(), Failure>), ExitCode> {
    let (settings, problem) = match Settings::load() {
        Ok(settings) => (settings, Ok(())),
        Err(failure) => (Settings::default(), Err(failure)),
    };
    let matches = settings.stand_in(Args::command()).try_get_matches();
    match matches.and_then(|matches| Args::from_arg_matches(&matches)) {
        Ok(args) => Ok((args, problem)),
        Err(error) => Err(refused(&error)),
    }
}

/// Tells what is wrong with a command line, or its help. A scheduler is told in its own code.
fn refused(error: &clap::Error) -> ExitCode {
    // Nobody is left to tell where neither stream can be written.
    let _ = error.print();
    let words: Vec<_> =
        std::env::args_os().skip(1).filter(|word| !word.to_string_lossy().starts_with('-')).take(2).collect();
    if error.use_stderr() && words == ["batch", "run"] {
        return Exit::Usage.into();
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

/// `rawi --version -v`.
pub(crate) fn tell_version() -> ExitCode {
    let global = Global { catalog: None, quiet: false, verbose: true, json_progress: false };
    let ui = Ui::new(&global);
    match version::tell(&ui) {
        Ok(()) => Exit::Done.into(),
        Err(error) => Failure::from(error).tell(&ui),
    }
}

pub(crate) fn run(args: Args, ui: &Ui) -> Result<Exit, Failure> {
    let global = &args.global;
    match &args.command {
        Command::Make(args) => make::run(args, global, &subcommand("make"), ui),
        Command::Watch(args) => watch::run(args, global, &subcommand("watch"), ui),
        Command::Feed(args) => feed::run(args, global, ui),
        Command::Batch(args) => batch::run(args, ui),
        Command::Add(args) => add::run(args, global, ui),
        Command::Transcribe(args) => transcribe::run(args, global, ui),
        Command::Align(args) => align::run(args, global, ui),
        Command::Caption(args) => caption::run(args, global, ui),
        Command::Chapters(args) => chapters::run(args, global, ui),
        Command::Convert(args) => convert::run(args, global, ui),
        Command::Lint(args) => lint::run(args, global, ui),
        Command::Check(args) => check::run(args, global, ui),
        Command::Review(args) => review::run(args, global, ui),
        Command::List(args) => list::run(args, global, ui),
        Command::Show(args) => show::run(args, global, ui),
        Command::Status(args) => status::run(args, global, ui),
        Command::Note(args) => note::run(args, global, ui),
        Command::Clip(args) => clip::run(args, global, ui),
        Command::Transcript(args) => transcript::run(args, global, ui),
        Command::Site(args) => site::run(args, global, ui),
        Command::Models(args) => models::run(args, global, ui),
        Command::Remove(args) => remove::run(args, global, ui),
        Command::Search(args) => search::run(args, global, ui),
        Command::Export(args) => export::run(args, global, ui),
        Command::Import(args) => import::run(args, global, ui),
        Command::Doctor(args) => doctor::run(args, global, ui),
        Command::Catalog(args) => catalog::run(args, global, ui),
        Command::Config(args) => config::run(args, global, ui),
        Command::Completions(args) => completions::run(args, ui),
        Command::Man(args) => man::run(args, Args::command(), ui),
    }
}

/// A command with all its options, the global ones too.
fn subcommand(name: &str) -> clap::Command {
    let mut all = Args::command();
    all.build();
    all.find_subcommand(name).cloned().unwrap_or_default()
}
