use std::ffi::OsString;
use std::path::PathBuf;

use rawi::catalog::{Correction, StoredRecording, StoredReport, TranscriptId};
use rawi::{job, text, transcript};

use crate::adding;
use crate::commands::align;
use crate::complete;
use crate::error::{Exit, Failure, Hint};
use crate::files;
use crate::input::{self, What};
use crate::store::Store;
use crate::ui::Ui;

/// Keep a corrected text, SRT or WebVTT as a new version; its words get the times of those that were heard
///
/// Where there is no transcript yet, and for JSON of any kind, the file is a transcript that was made elsewhere: its own times
/// are kept.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The report
    #[arg(add = complete::reports())]
    report: OsString,
    /// The corrected text or captions, or a transcript that was made elsewhere
    file: PathBuf,
    /// Who corrected it
    #[arg(long)]
    author: Option<String>,
    /// What there is to say about it
    #[arg(long)]
    note: Option<String>,
    /// The file's encoding, when it is an unusual one, such as windows-1256
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
}

pub(super) fn run(args: &Args, store: &Store, ui: &Ui) -> Result<Exit, Failure> {
    let report = store.find(&args.report)?;
    let recording = store.recording(&report)?;
    let bytes = input::read(&args.file, What::Correction)?;
    let import = Import { args, store, ui, report: &report, recording: &recording };
    match store.shown_transcript(recording.id)?.filter(|_| !is_json(&bytes)) {
        Some(shown) => import.correct(shown, &bytes)?,
        None => import.made_elsewhere(&bytes)?,
    }
    if let Some(stored) = store.align(&report, ui)? {
        ui.say(align::describe(stored.aligned.alignment()));
    }
    Ok(Exit::Done)
}

/// Whether it is something that programs write and people don't edit.
fn is_json(bytes: &[u8]) -> bool {
    let mut letters = bytes.iter().filter(|b| !b.is_ascii_whitespace());
    matches!((letters.next(), letters.next()), (Some(b'{'), _) | (Some(b'['), Some(b'{' | b'[')))
}

/// A file that is taken for a report.
struct Import<'a> {
    args: &'a Args,
    store: &'a Store,
    ui: &'a Ui,
    report: &'a StoredReport,
    recording: &'a StoredRecording,
}

impl Import<'_> {
    /// Keeps the words of a person with the times that were heard.
    fn correct(&self, shown: TranscriptId, bytes: &[u8]) -> Result<(), Failure> {
        let (args, catalog) = (self.args, &self.store.catalog);
        let file = args.file.display();
        let text = text::decode(bytes, args.encoding.as_deref())
            .map_err(|error| Failure::from(error).about(format!("cannot read `{file}` as text")))
            .hint("`--encoding` names an unusual encoding")?
            .text;
        if text.trim().is_empty() {
            return Err(Failure::new(format!("`{file}` is empty")));
        }
        let corrected = transcript::corrected(&catalog.transcript(shown)?, &text);
        let correction = Correction::new(shown, args.author.clone(), args.note.clone());
        catalog.save_correction(&corrected, &correction, self.store.now)?;
        let timed = corrected.words().iter().filter(|w| w.span.is_some()).count();
        self.ui.say(format!("kept as a new version: {} words, {timed} with a heard time", corrected.words().len()));
        Ok(())
    }

    /// Keeps what another program heard.
    fn made_elsewhere(&self, bytes: &[u8]) -> Result<(), Failure> {
        let heard = files::transcript_of(bytes, &self.args.file, self.args.encoding.as_deref())?;
        let language = self.report.facts.language.as_ref();
        let (catalog, now) = (&self.store.catalog, self.store.now);
        let (id, is_new) = job::keep_transcript(catalog, self.recording.id, &heard, language, now)?;
        adding::tell_of(&heard, self.recording, self.ui);
        self.ui.say(if is_new { "kept as a new version" } else { "known already" });
        if self.store.transcript_id(self.report)? != id {
            self.ui.say("a person's correction of an older version is what is shown: `rawi transcript history` lists them");
        }
        Ok(())
    }
}
