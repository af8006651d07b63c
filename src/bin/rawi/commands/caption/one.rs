//! `rawi caption REPORT`.

use std::io::Write;
use std::path::Path;

use rawi::caption::Format;

use super::args::Args;
use crate::captions::Captions;
use crate::error::{Exit, Failure};
use crate::input::is_standard;
use crate::output::Outputs;
use crate::store::Store;
use crate::ui::Ui;

pub(super) fn run(store: &Store, args: &Args, ui: &Ui) -> Result<Exit, Failure> {
    let report = store.find(args.report.clone().unwrap_or_default())?;
    let format = match (args.format, &args.output) {
        (Some(format), _) => format,
        (None, Some(path)) => format_of(path)?,
        (None, None) => Format::Vtt,
    };
    let preset = args.style.limits.file();
    let outputs = Outputs::new(store, args.overwrite).sparing(preset);
    let target = args.output.as_deref().map(|path| outputs.target(path)).transpose()?;
    let told = store.told(&report, ui)?;
    let captions = Captions::make(store, &report, &told, format, &args.style)?;
    match (&target, &args.output) {
        (Some(target), Some(path)) if !is_standard(path) => {
            ui.say(format!("{} {}", path.display(), captions.write(target, path)?.word()));
        }
        _ => ui.data().write_all(captions.text().as_bytes())?,
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
    Ok(Exit::Done)
}

/// The format that the name of a file asks for; WebVTT when it has no ending.
fn format_of(path: &Path) -> Result<Format, Failure> {
    let Some(ending) = path.extension() else { return Ok(Format::Vtt) };
    let of_ending = |format: &Format| ending.eq_ignore_ascii_case(format.extension());
    let named = ending.to_str().and_then(|name| name.to_ascii_lowercase().parse::<Format>().ok());
    let meant: Vec<Format> = Format::ALL.into_iter().filter(of_ending).collect();
    let list = |formats: &[Format]| formats.iter().map(|f| f.name()).collect::<Vec<_>>().join(", ");
    match (named, meant.as_slice()) {
        (Some(format), _) => Ok(format),
        (None, [format]) => Ok(*format),
        (None, []) => {
            let known = Format::ALL.map(|f| format!(".{}", f.extension()));
            let mut known: Vec<&str> = known.iter().map(String::as_str).collect();
            known.sort_unstable();
            known.dedup();
            Err(Failure::new(format!("captions cannot be written as `.{}`", ending.display())).hint(format!(
                "{}; or name a format: `--format` {}",
                known.join(" "),
                list(&Format::ALL)
            )))
        }
        (None, several) => Err(Failure::new(format!("`.{}` can be several formats: {}", ending.display(), list(several)))
            .hint(format!("name one: `--format {}`", several[0].name()))),
    }
}
