use std::ffi::OsString;
use std::path::PathBuf;

use rawi::caption::{Bidi, Format};

use crate::complete;
use crate::output::Overwrite;
use crate::style::Limits;

/// Check a caption file against the limits, and against a report's heard words
///
/// Any caption file in a format that rawi reads, whoever made it. Exit code 1 when something is to be mended; what cannot be
/// kept since the speech is faster is told and excused, which only a report's heard words can show.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi lint report.srt\n  rawi lint report.srt 1 --preset bbc\n  rawi lint old.srt --encoding windows-1256 --fix\n  rawi lint old.srt --fix -o new.srt"
)]
pub(crate) struct Args {
    /// The caption file
    pub(crate) file: PathBuf,
    /// The report whose heard words it is compared with: its id, a start of its slug, or its recording
    #[arg(add = complete::reports())]
    pub(crate) report: Option<OsString>,
    /// The format [default: by the file's content, else by its name]
    #[arg(short, long, add = complete::formats())]
    pub(crate) format: Option<Format>,
    #[command(flatten)]
    pub(crate) limits: Limits,
    /// Repair what is mechanical, in the file itself: times, line breaks, marks; all else stays to the byte
    #[arg(long)]
    pub(crate) fix: bool,
    /// With `--fix`: write the repaired captions here, and leave the file as it is
    #[arg(short, long, value_name = "FILE", requires = "fix")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) overwrite: Overwrite,
    /// With `--fix`: how right-to-left lines of SubRip are marked: embed, mark or none
    #[arg(long, default_value = "embed", add = complete::bidi())]
    pub(crate) bidi: Bidi,
    /// With `--fix`: begin a file in UTF-8 with a byte-order mark, for old televisions
    #[arg(long)]
    pub(crate) bom: bool,
    /// The encoding of a file that is neither UTF-8 nor UTF-16, such as windows-1256
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,
    /// Print the findings as JSON
    #[arg(long)]
    pub(crate) json: bool,
}
