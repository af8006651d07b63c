use rawi::catalog;

use super::told::tell_conflict;
use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::person::Person;
use crate::store::{Store, print_json};
use crate::ui::Ui;

/// Show where catalogs that were merged did not agree, or note that somebody has seen to it
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  rawi catalog conflicts\n  rawi catalog conflicts --settle 3 --by Mai")]
pub(crate) struct Args {
    /// Note that the conflict of this number is settled
    #[arg(long, value_name = "NUMBER")]
    settle: Option<i64>,
    #[command(flatten)]
    person: Person,
    /// Show also those that are settled
    #[arg(long)]
    all: bool,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let store = Store::open_existing(global)?;
    if let Some(number) = args.settle {
        let by = args.person.name().unwrap_or_else(|| "?".to_owned());
        store.catalog.settle_merge_conflict(number, &by, store.now).map_err(|error| match error {
            catalog::Error::NoRow { .. } => {
                Failure::new(format!("there is no conflict {number}")).hint("rawi catalog conflicts --all")
            }
            error => error.into(),
        })?;
        ui.say(format!("conflict {number} is settled"));
    }
    let mut conflicts = store.catalog.merge_conflicts()?;
    conflicts.retain(|stored| args.all || stored.settled_unix_s.is_none());
    if args.json {
        print_json(&conflicts, ui)?;
    } else if args.settle.is_none() {
        let mut out = ui.out();
        for stored in &conflicts {
            tell_conflict(&stored.conflict, &format!("{:>3}  ", stored.id), &mut out)?;
        }
        if conflicts.is_empty() {
            ui.say("no open conflicts");
        }
    }
    Ok(Exit::Done)
}
