use std::ffi::OsString;
use std::path::PathBuf;

use rawi::catalog::Correction;
use rawi::transcript;

use crate::commands::align;
use crate::error::{Exit, Failure};
use crate::input::{self, What};
use crate::store::Store;
use crate::ui::Ui;

/// Keep a corrected text, SRT or WebVTT as a new version; its words get the times of those that were heard
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The report
    report: OsString,
    /// The corrected text or captions
    file: PathBuf,
    /// Who corrected it
    #[arg(long)]
    author: Option<String>,
    /// What there is to say about it
    #[arg(long)]
    note: Option<String>,
}

pub(super) fn run(args: &Args, store: &Store, ui: &Ui) -> Result<Exit, Failure> {
    let report = store.find(&args.report)?;
    let id = store.transcript_id(&report)?;
    let shown = args.file.display();
    let text = String::from_utf8(input::read(&args.file, What::Correction)?)
        .map_err(|_| Failure::new(format!("`{shown}` is not UTF-8 text")).hint("save it as UTF-8"))?;
    if text.trim().is_empty() {
        return Err(Failure::new(format!("`{shown}` is empty")));
    }
    let corrected = transcript::corrected(&store.catalog.transcript(id)?, &text);
    let correction = Correction::new(id, args.author.clone(), args.note.clone());
    store.catalog.save_correction(&corrected, &correction, store.now)?;
    let timed = corrected.words().iter().filter(|w| w.span.is_some()).count();
    ui.say(format!("kept as a new version: {} words, {timed} with a heard time", corrected.words().len()));
    if let Some(stored) = store.align(&report, ui)? {
        ui.say(align::describe(stored.aligned.alignment()));
    }
    Ok(Exit::Done)
}
