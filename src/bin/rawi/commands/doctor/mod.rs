use std::io::Write;

use rawi::catalog::Catalog;

use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::store::{self, Store, print_json};
use crate::ui::Ui;
use crate::{model, version};

mod examined;
mod told;

pub(crate) use told::{describe, describe_lost, saved};

/// Examine the catalog: damage, recordings that are not where they were, work that can go on
///
/// A damaged catalog, and one that cannot be written, are examined too; of a damaged one it is told what `rawi export` can save.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  rawi doctor\n  rawi doctor --json\n\nExit code 1 when something was found.")]
pub(crate) struct Args {
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let lacks_journal = Catalog::lacks_journal(&store::place(global)?);
    let examined = examined::examine(&Store::open_to_salvage(global)?, lacks_journal)?;
    if args.json {
        print_json(&examined, ui)?;
    } else {
        told::tell(&examined, &mut ui.out())?;
    }
    let kinds = rawi::recognize::engine_facts().accelerators;
    let card = format!("graphics card: {}", version::graphics_card(&kinds, &examined.graphics_cards, model::gpu_wished()));
    // Whoever built it for a card wants to know whether that computes.
    if kinds.is_empty() || args.json {
        ui.detail(card)
    } else {
        writeln!(ui.out(), "{card}")?
    }
    ui.detail(format!("recognition computes with: {}", examined.computes_with));
    if examined.is_healthy() && !args.json {
        ui.say("nothing to mend");
    }
    if examined.salvage.as_ref().is_some_and(|salvaged| !salvaged.is_nothing()) && !args.json {
        ui.hint("`rawi export -o saved.jsonl` saves what can be read; `rawi --catalog new.db import saved.jsonl` begins anew with it");
    }
    Ok(if examined.is_healthy() { Exit::Done } else { Exit::Findings })
}
