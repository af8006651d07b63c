//! One file per command: its arguments, whose comments are the help, and `run`: open → check → do → tell.

use crate::args::{Args, Command};
use crate::error::{Exit, Failure};
use crate::ui::Ui;

pub(crate) mod add;
pub(crate) mod align;
pub(crate) mod caption;
pub(crate) mod check;
pub(crate) mod clip;
pub(crate) mod completions;
pub(crate) mod doctor;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod list;
pub(crate) mod make;
pub(crate) mod models;
pub(crate) mod remove;
pub(crate) mod search;
pub(crate) mod show;
pub(crate) mod transcribe;
pub(crate) mod transcript;

pub(crate) fn run(args: Args, ui: &Ui) -> Result<Exit, Failure> {
    let global = &args.global;
    match &args.command {
        Command::Make(args) => make::run(args, global, ui),
        Command::Add(args) => add::run(args, global, ui),
        Command::Transcribe(args) => transcribe::run(args, global, ui),
        Command::Align(args) => align::run(args, global, ui),
        Command::Caption(args) => caption::run(args, global, ui),
        Command::Check(args) => check::run(args, global, ui),
        Command::List(args) => list::run(args, global, ui),
        Command::Show(args) => show::run(args, global, ui),
        Command::Clip(args) => clip::run(args, global, ui),
        Command::Transcript(args) => transcript::run(args, global, ui),
        Command::Models(args) => models::run(args, global, ui),
        Command::Remove(args) => remove::run(args, global, ui),
        Command::Search(args) => search::run(args, global, ui),
        Command::Export(args) => export::run(args, global, ui),
        Command::Import(args) => import::run(args, global, ui),
        Command::Doctor(args) => doctor::run(args, global, ui),
        Command::Completions(args) => completions::run(args, ui),
    }
}
