//! `rawi caption REPORT`.

use std::io::Write;

use rawi::caption::Format;

use super::args::Args;
use crate::captions::Captions;
use crate::commands::status;
use crate::error::{Exit, Failure};
use crate::formats;
use crate::input::is_standard;
use crate::output::Outputs;
use crate::store::Store;
use crate::ui::Ui;

pub(super) fn run(store: &Store, args: &Args, ui: &Ui) -> Result<Exit, Failure> {
    let report = store.find(args.report.clone().unwrap_or_default())?;
    let format = match (args.format, &args.output) {
        (Some(format), _) => format,
        (None, Some(path)) => formats::of_name(path)?,
        (None, None) => Format::Vtt,
    };
    let preset = args.style.limits.file();
    let outputs = Outputs::new(store, args.overwrite).sparing(preset);
    let target = args.output.as_deref().map(|path| outputs.target(path)).transpose()?;
    let told = store.told(&report, ui)?;
    let captions = Captions::make(store, &report, &told, format, &args.style)?;
    match (&target, &args.output) {
        (Some(target), Some(path)) if !is_standard(path) => {
            ui.say(format!("{} {}", path.display(), captions.write(target, path, None)?.word()));
        }
        _ => ui.data().write_all(captions.bytes())?,
    }
    captions.tell(ui);
    if let Some(url) = &args.url {
        let line = captions.feed_line(url)?;
        // Standard output is free when the captions went to a file.
        match args.output.as_deref().filter(|path| !is_standard(path)) {
            Some(_) => writeln!(ui.data(), "{line}")?,
            None => ui.say(line),
        }
    }
    status::tell_changed(store, &report, ui)
}
