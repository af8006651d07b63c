use super::lint;
use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::store::Store;
use crate::ui::Ui;

mod all;
mod args;
mod one;

pub(crate) use args::Args;

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    if let Some(file) = args.lint.clone() {
        return lint::run(&args.of_lint(file), global, ui);
    }
    let store = Store::open(global)?;
    match &args.out {
        Some(folder) => all::run(&store, folder, args, ui),
        None => one::run(&store, args, ui),
    }
}
