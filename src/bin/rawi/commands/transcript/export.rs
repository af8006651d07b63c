use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

use rawi::caption::{self, CaptionFile, Format, Preset, WriteOptions};
use rawi::transcript::{self, Transcript};

use crate::complete;
use crate::error::{Exit, Failure};
use crate::input::is_standard;
use crate::output::{Outputs, Overwrite, check_ending};
use crate::store::Store;
use crate::ui::Ui;

/// Write the transcript to be edited: a text with a line a segment and its time, or captions
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The report
    #[arg(add = complete::reports())]
    report: OsString,
    /// The file to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// text, srt or vtt [default: by the name of the output, else text]
    #[arg(short, long)]
    format: Option<Editable>,
    /// Write rawi's own JSON, with all word times
    #[arg(long, conflicts_with = "format")]
    json: bool,
    #[command(flatten)]
    overwrite: Overwrite,
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
        let track = caption::fit(&CaptionFile::from(heard), &Preset::default_for(format).rules());
        caption::write(&track, format, &WriteOptions::default(), out)
    }
}

pub(super) fn run(args: &Args, store: &Store, ui: &Ui) -> Result<Exit, Failure> {
    let report = store.find(&args.report)?;
    let file = args.output.as_deref().filter(|path| !is_standard(path));
    let is_json = args.json || args.format.is_none() && file.and_then(Path::extension).is_some_and(|e| e == "json");
    if let Some(path) = file.filter(|_| args.format.is_none() && !args.json) {
        let is_document =
            path.extension().is_some_and(|ending| ["docx", "odt", "csv"].iter().any(|d| ending.eq_ignore_ascii_case(d)));
        let checked = check_ending(path, "a transcript", &["txt", "text", "md", "srt", "vtt", "json"]);
        checked.map_err(|failure| match is_document {
            true => failure.hint(format!("`rawi caption {} --text spoken -o '{}'` writes it so", report.id, path.display())),
            false => failure,
        })?;
    }
    let outputs = Outputs::new(store, args.overwrite);
    let target = file.map(|path| outputs.target(path)).transpose()?;
    let heard = store.catalog.transcript(store.transcript_id(&report)?)?;
    let mut text = Vec::new();
    if is_json {
        transcript::write_json(&heard, &mut text)?
    } else {
        args.format.unwrap_or_else(|| Editable::of(file)).write(&heard, &mut text)?
    }
    match (&target, file) {
        (Some(target), Some(path)) => {
            ui.say(format!("{} {}", path.display(), target.write(Some(report.id), &text)?.word()));
        }
        _ => ui.data().write_all(&text)?,
    }
    Ok(Exit::Done)
}
