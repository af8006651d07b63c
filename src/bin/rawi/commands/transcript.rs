use std::io::Write;
use std::path::{Path, PathBuf};

use rawi::caption::{self, CaptionFile, Format, Preset, WriteOptions};
use rawi::catalog::{Correction, Origin};
use rawi::transcript::{self, Transcript};

use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::files;
use crate::shelf::{Shelf, print_json};
use crate::ui::Ui;

/// Correct a transcript by hand: export, edit, import; nothing is ever overwritten
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi transcript export 1 -o report.edit.txt\n  rawi transcript export 1 -o report.edit.srt\n  rawi transcript import 1 report.edit.txt --author \"Mai\"\n  rawi transcript history 1"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Write the transcript to be edited: a text with a line a segment and its time, or captions
    Export {
        /// The report
        report: String,
        /// The file to write [default: standard output]
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
        /// text, srt or vtt [default: by the name of the output, else text]
        #[arg(short, long)]
        format: Option<Editable>,
        /// Write rawi's own JSON, with all word times
        #[arg(long, conflicts_with = "format")]
        json: bool,
    },
    /// Keep a corrected text, SRT or WebVTT as a new version; its words get the times of those that were heard
    Import {
        /// The report
        report: String,
        /// The corrected text or captions
        file: PathBuf,
        /// Who corrected it
        #[arg(long)]
        author: Option<String>,
        /// What there is to say about it
        #[arg(long)]
        note: Option<String>,
    },
    /// List the versions of the transcript
    History {
        /// The report
        report: String,
        /// Print as JSON
        #[arg(long)]
        json: bool,
    },
}

/// What a person can edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Editable {
    Text,
    Srt,
    Vtt,
}

impl Editable {
    fn of(path: Option<&Path>) -> Self {
        match path.and_then(|p| p.extension()?.to_str()).map(str::to_ascii_lowercase).as_deref() {
            Some("srt") => Self::Srt,
            Some("vtt") => Self::Vtt,
            _ => Self::Text,
        }
    }

    fn write(self, heard: &Transcript, out: &mut Vec<u8>) -> std::io::Result<()> {
        let format = match self {
            Self::Text => return transcript::print_text(heard, out),
            Self::Srt => Format::Srt,
            Self::Vtt => Format::Vtt,
        };
        let track = caption::fix(&CaptionFile::from(heard), &Preset::default_for(format).rules());
        caption::write(&track, format, &WriteOptions::default(), out)
    }
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let shelf = Shelf::open(global)?;
    match &args.action {
        Action::Export { report, output, format, json } => {
            let report = shelf.find(report)?;
            let heard = shelf.catalog.transcript(shelf.transcript_id(&report)?)?;
            let mut text = Vec::new();
            if *json {
                transcript::write_json(&heard, &mut text)?
            } else {
                format.unwrap_or_else(|| Editable::of(output.as_deref())).write(&heard, &mut text)?
            }
            match output {
                Some(path) => {
                    files::write(path, &text)?;
                    ui.say(format!("{} written", path.display()));
                }
                None => ui.out().write_all(&text)?,
            }
        }
        Action::Import { report, file, author, note } => {
            let report = shelf.find(report)?;
            let id = shelf.transcript_id(&report)?;
            let bytes = files::read(file, "corrected text")?;
            let text = String::from_utf8(bytes)
                .map_err(|_| Failure::new(format!("`{}` is not UTF-8 text", file.display())).hint("save it as UTF-8"))?;
            if text.trim().is_empty() {
                return Err(Failure::new(format!("`{}` is empty", file.display())));
            }
            let corrected = transcript::corrected(&shelf.catalog.transcript(id)?, &text);
            let correction = Correction { corrects: id, author: author.clone(), note: note.clone() };
            shelf.catalog.save_correction(&corrected, &correction, shelf.now)?;
            let timed = corrected.words().iter().filter(|w| w.span.is_some()).count();
            ui.say(format!("kept as a new version: {} words, {timed} with a heard time", corrected.words().len()));
            if let Some(aligned) = shelf.align(&report, ui)? {
                ui.say(super::align::told(&aligned.alignment));
            }
        }
        Action::History { report, json } => {
            let recording = shelf.recording(&shelf.find(report)?)?;
            let versions = shelf.catalog.transcript_versions(recording.id)?;
            if *json {
                print_json(&versions, ui)?;
                return Ok(Exit::Done);
            }
            let mut out = ui.out();
            let version = |id| versions.iter().find(|v| v.id == id).map_or(0, |v| v.version);
            for v in &versions {
                let who = match &v.origin {
                    Origin::Machine => v.engine.name.clone(),
                    Origin::Person(c) => {
                        let author = c.author.as_deref().unwrap_or("a person");
                        let note = c.note.as_ref().map_or_else(String::new, |note| format!(": {note}"));
                        format!("{author}, correcting version {}{note}", version(c.corrects))
                    }
                };
                writeln!(out, "version {}: {} words, {who}", v.version, v.words)?;
            }
        }
    }
    Ok(Exit::Done)
}
