//! `rawi caption REPORT`.

use std::io::Write;

use rawi::caption::Format;

use super::args::Args;
use crate::captions::Captions;
use crate::error::{Exit, Failure};
use crate::files;
use crate::store::Store;
use crate::ui::Ui;

pub(super) fn run(store: &Store, args: &Args, ui: &Ui) -> Result<Exit, Failure> {
    let report = store.find(args.report.as_deref().unwrap_or_default())?;
    let named = args.output.as_ref().and_then(|p| p.extension()?.to_str()?.parse::<Format>().ok());
    let format = args.format.or(named).unwrap_or(Format::Vtt);
    if let Some(path) = &args.output {
        files::check_writable(path)?;
    }
    let told = store.told(&report, ui)?;
    let captions = Captions::make(store, &report, &told, format, &args.style)?;
    match &args.output {
        Some(path) => {
            let new = captions.write(path)?;
            ui.say(format!("{} {}", path.display(), if new { "written" } else { "unchanged" }));
        }
        None => ui.out().write_all(captions.text().as_bytes())?,
    }
    captions.tell(ui);
    if let Some(url) = &args.url {
        let line = captions.feed_line(url)?;
        // Standard output is free when the captions went to a file.
        match args.output {
            Some(_) => writeln!(ui.out(), "{line}")?,
            None => ui.say(line),
        }
    }
    Ok(Exit::Done)
}
