use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

use rawi::caption::{self, CueTrack, Format};

use crate::args::Global;
use crate::captions;
use crate::complete;
use crate::error::{Exit, Failure, Hint};
use crate::formats;
use crate::input::is_standard;
use crate::output::{Outputs, Overwrite};
use crate::store::Store;
use crate::style::Style;
use crate::ui::Ui;

/// Make chapters of a report, from the parts of its article
///
/// As Podcasting 2.0 JSON, as WebVTT, as markers for an editor (any format of `rawi caption`), or as the tag of an MP3: a name
/// that ends in .mp3 gets a copy of the recording with the chapters in its tag, its sound the same to the byte; one that ends
/// in .id3 the tag alone.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi chapters 1\n  rawi chapters 1 -o report.chapters.json\n  rawi chapters 1 --format vtt -o chapters.vtt\n  rawi chapters weapons -o weapons.chapters.mp3\n  rawi chapters 1 -o report.audition.csv"
)]
pub(crate) struct Args {
    /// The report: its id, a start of its slug, or its recording
    #[arg(add = complete::reports())]
    report: OsString,
    /// The format [default: by the name of the output, else chapters]
    #[arg(short, long, value_name = "FORMAT", add = complete::formats())]
    format: Option<Format>,
    /// The file to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    overwrite: Overwrite,
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let store = Store::open(global)?;
    let report = store.find(&args.report)?;
    let outputs = Outputs::new(&store, args.overwrite);
    let path = args.output.as_deref().filter(|path| !is_standard(path));
    let target = path.map(|path| outputs.target(path)).transpose()?;
    let told = store.told(&report, ui)?;
    let chapters = captions::chapters(&told, &report)?;
    let tag = path.and_then(Path::extension).filter(|_| args.format.is_none()).map(|ending| ending.to_ascii_lowercase());
    let bytes = match tag.as_deref().and_then(|ending| ending.to_str()) {
        Some("mp3") => in_copy(&store.recording_file(&report)?.1, &chapters)?,
        Some("id3") => caption::id3_chapters(&chapters)?,
        ending => {
            // Of all the formats that are JSON, the one of chapters is meant where the name does not say which.
            let named = path.map_or(Ok(Format::Chapters), formats::of_name);
            let named = if ending == Some("json") { named.or(Ok(Format::Chapters)) } else { named };
            let format = args.format.map_or(named, Ok)?;
            caption::bytes(&chapters, format, &captions::write_options(&store, &report, &told, &Style::default()))
        }
    };
    match (&target, path) {
        (Some(target), Some(path)) => {
            let outcome = target.write(Some(report.id), &bytes)?;
            ui.say(format!("{} {}: {} chapters", path.display(), outcome.word(), chapters.cues().len()));
        }
        _ => ui.data().write_all(&bytes)?,
    }
    Ok(Exit::Done)
}

/// A copy of the recording with the chapters in its tag.
fn in_copy(recording: &Path, chapters: &CueTrack) -> Result<Vec<u8>, Failure> {
    let about = || format!("cannot put chapters into a copy of `{}`", recording.display());
    let bytes = std::fs::read(recording).map_err(|error| Failure::from(error).about(about()))?;
    caption::with_id3_chapters(&bytes, chapters)
        .map_err(|error| Failure::from(error).about(about()))
        .hint("`-o chapters.id3` writes the tag alone, `-o chapters.json --format chapters` a file beside the recording")
}
