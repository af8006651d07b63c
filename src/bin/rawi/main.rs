//! The door: turns a person's wish into calls and tells what happened.

mod adding;
mod addresses;
mod approved;
mod args;
mod browser;
mod captions;
mod commands;
mod complete;
mod error;
mod fetched;
mod files;
mod filter;
mod folders;
mod following;
mod formats;
mod input;
mod many;
mod model;
mod opened;
mod output;
mod person;
mod place;
mod planned_inputs;
mod progress;
mod settings;
mod sidecars;
mod signals;
mod sites;
mod spool;
mod store;
mod stored_model;
mod style;
mod terminal;
mod ui;
mod version;
mod warnings;
mod watch;

use std::process::ExitCode;

fn main() -> ExitCode {
    commands::complete();
    if version::is_asked_for(std::env::args_os()) {
        return commands::tell_version();
    }
    let (args, settings) = match commands::read() {
        Ok(read) => read,
        Err(code) => return code,
    };
    let ui = ui::Ui::new(&args.global);
    match settings.and_then(|()| commands::run(args, &ui)) {
        Ok(exit) => exit.into(),
        Err(failure) => failure.tell(&ui),
    }
}
