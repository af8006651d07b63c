//! The door: turns a person's wish into calls and tells what happened.

mod adding;
mod args;
mod captions;
mod commands;
mod error;
mod fetched;
mod files;
mod filter;
mod input;
mod model;
mod output;
mod person;
mod place;
mod progress;
mod signals;
mod spool;
mod store;
mod style;
mod terminal;
mod ui;
mod warnings;
mod watch;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let args = commands::Args::parse();
    let ui = ui::Ui::new(&args.global);
    match commands::run(args, &ui) {
        Ok(exit) => exit.into(),
        Err(failure) => failure.tell(&ui),
    }
}
