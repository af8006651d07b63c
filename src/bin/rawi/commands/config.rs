use std::io::Write;

use serde::Serialize;

use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::settings::{self, Known, Settings};
use crate::store::print_json;
use crate::ui::Ui;

/// Show the settings, and which file each comes from
///
/// Settings stand in rawi.toml: the project's, in the current directory or one above it, and the user's. They stand in for
/// options that are not given: the command line wins over the environment, that over the project's file, that over the user's.
/// Paths in a file are relative to its directory.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi config\n  rawi config --json\n\nA rawi.toml with all that there is:\n  model = \"small\"\n  language = \"ar\"\n  out = \"captions\"\n  formats = [\"vtt\", \"docx\"]\n  preset = \"netflix-ar\"\n  narrator = \"مي يعقوب\"\n  catalog = \"catalog.db\""
)]
pub(crate) struct Args {
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

/// A setting as it counts.
#[derive(Serialize)]
struct Row {
    name: &'static str,
    /// Nothing where rawi's own choice counts.
    value: Option<String>,
    from: String,
}

pub(crate) fn run(args: &Args, _: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let settings = Settings::load()?;
    let rows: Vec<Row> = settings::ALL.iter().map(|known| row(known, &settings)).collect();
    if args.json {
        print_json(&rows, ui)?;
        return Ok(Exit::Done);
    }
    let mut out = ui.out();
    for (row, known) in rows.iter().zip(&settings::ALL) {
        let value = row.value.as_deref().unwrap_or(known.usual);
        writeln!(out, "{:<9} {value}  ({})", row.name, row.from)?;
    }
    let user = settings::of_user();
    for (whose, file) in [("project", settings::of_project()), ("user", user)] {
        let shown = file.as_ref().map_or_else(|| "none".to_owned(), |file| file.display().to_string());
        let is_missing = file.as_ref().is_some_and(|file| !file.is_file());
        ui.say(format!("{whose}'s file: {shown}{}", if is_missing { ", which is not there" } else { "" }));
    }
    Ok(Exit::Done)
}

fn row(known: &Known, settings: &Settings) -> Row {
    let variable = known.variable.and_then(|variable| {
        let value = std::env::var_os(variable).filter(|value| !value.is_empty())?;
        Some((value.to_string_lossy().into_owned(), variable.to_owned()))
    });
    let of_file = || settings.get(known.name).map(|found| (found.value.clone(), found.file.display().to_string()));
    match variable.or_else(of_file) {
        Some((value, from)) => Row { name: known.name, value: Some(value), from },
        None => Row { name: known.name, value: None, from: "rawi's own choice".to_owned() },
    }
}
