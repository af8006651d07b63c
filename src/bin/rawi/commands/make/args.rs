use std::path::PathBuf;

use rawi::caption::Format;

use crate::adding::Given;
use crate::complete;
use crate::many::Many;
use crate::model::Recognition;
use crate::output::Overwrite;
use crate::style::Style;

/// Do the whole job: add, transcribe, align, caption and check
///
/// Writes captions (NAME.vtt, NAME.srt) and the check report (NAME.check.html) into the output directory and keeps everything
/// in the catalog. Without an article: captions and the transcript (NAME.txt). A second run with the same inputs does no work
/// again and writes nothing; a changed article is aligned anew without recognising. With a transcript that was made elsewhere
/// nothing is recognised at all, and the recording is not needed. A recording that is named by its address is fetched into the
/// output directory and stays there. What is always asked for alike can stand in a rawi.toml.
///
/// Several recordings, a directory, a pattern or a list (recording,article,title,url,date,language) are made one after the other, or
/// `--jobs` at a time, each by a process of its own: what fails is told at the end, with the command for the rest. Articles are found
/// by name (monday.mp3, monday.html), by the list, or by what was said. What was made before and has not changed is passed over.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi make clip.wav\n  rawi make report.mp3 --article report.html\n  rawi make report.mp3 --article report.html --format vtt,docx,chapters -o results\n  rawi make report.mp3 --article report.txt --language ar --preset netflix-ar --model small\n  rawi make report.mp3 --article report.html --dry-run\n  rawi make report.mp3 --article report.html --transcript deepgram.json\n  rawi make --transcript words.json --article report.html\n  rawi make shows -o captions --jobs 2\n  rawi make 'shows/2017-*.mp3' --limit 20\n  rawi make list.csv\n  rawi make https://example.org/report.mp3 --article https://example.org/report"
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(super) given: Given,
    /// More recordings; any of them may be a directory, a pattern in quotation marks, or a list (.csv, .tsv)
    #[arg(value_name = "MORE")]
    pub(super) more: Vec<PathBuf>,
    #[command(flatten, next_help_heading = "Many recordings")]
    pub(super) many: Many,
    /// The directory for captions and the check report [default: the current one]
    #[arg(short, long, value_name = "DIR", default_value = ".", hide_default_value = true)]
    pub(super) out: PathBuf,
    /// What is written, several with commas between [default: vtt,srt, and text where there is no article]
    #[arg(short, long, value_name = "FORMAT", value_delimiter = ',', add = complete::formats())]
    pub(super) format: Vec<Format>,
    /// Say what would be done, and do nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Open the check report when all is done; without an article, the first file that was written
    #[arg(long, conflicts_with = "dry_run")]
    pub(super) open: bool,
    #[command(flatten)]
    pub(super) overwrite: Overwrite,
    #[command(flatten, next_help_heading = "Captions")]
    pub(super) style: Style,
    #[command(flatten)]
    pub(super) recognition: Recognition,
}

impl Args {
    /// The formats that are written; what was named, each once.
    pub(super) fn formats(&self, has_article: bool) -> Vec<Format> {
        let usual: &[Format] =
            if has_article { &[Format::Vtt, Format::Srt] } else { &[Format::Text, Format::Vtt, Format::Srt] };
        let mut formats = Vec::new();
        for format in if self.format.is_empty() { usual } else { &self.format } {
            if !formats.contains(format) {
                formats.push(*format);
            }
        }
        formats
    }
}
