use std::ffi::OsString;
use std::path::PathBuf;

use rawi::caption::Format;

use crate::commands::lint;
use crate::complete;
use crate::output::Overwrite;
use crate::style::Style;

/// Make captions: the published wording with heard times
///
/// Exit code 1 when the report, with `--all` any of them, was approved and changed since, so that these are not the captions of what was
/// approved.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi caption 1 --format vtt -o report.vtt\n  rawi caption 1 --format srt --preset netflix-ar -o report.srt\n  rawi caption 1 --text spoken\n  rawi caption --all --format vtt --out captions"
)]
pub(crate) struct Args {
    /// The report: its id, a start of its slug, or its recording
    #[arg(required_unless_present_any = ["all", "lint"], add = complete::reports())]
    pub(super) report: Option<OsString>,
    /// The format [default: by the name of the output, else vtt]
    #[arg(short, long, add = complete::formats())]
    pub(super) format: Option<Format>,
    /// The file to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Captions of every transcribed report, only those that changed
    #[arg(long, requires = "out", conflicts_with_all = ["report", "output"])]
    pub(super) all: bool,
    /// The directory for `--all`
    #[arg(long, value_name = "DIR", requires = "all")]
    pub(super) out: Option<PathBuf>,
    /// Where the file will be published: prints the feed's `<podcast:transcript>` line; with `--all`, the address of the folder
    #[arg(long, value_name = "URL", conflicts_with = "lint")]
    pub(super) url: Option<String>,
    /// The older spelling of `rawi lint FILE`
    #[arg(long, hide = true, value_name = "FILE", conflicts_with_all = ["all", "out"])]
    pub(super) lint: Option<PathBuf>,
    #[command(flatten)]
    pub(super) style: Style,
    #[command(flatten)]
    pub(super) overwrite: Overwrite,
    #[command(flatten)]
    lint_how: OfLint,
}

/// What the older spelling of `rawi lint` understands, out of sight.
#[derive(Debug, clap::Args)]
struct OfLint {
    #[arg(long, hide = true, requires = "lint")]
    fix: bool,
    #[arg(long, hide = true, requires = "lint")]
    json: bool,
    #[arg(long, hide = true, value_name = "NAME", requires = "lint")]
    encoding: Option<String>,
}

impl Args {
    /// The same wish in the words of `rawi lint`.
    pub(super) fn of_lint(&self, file: PathBuf) -> lint::Args {
        let OfLint { fix, json, encoding } = &self.lint_how;
        lint::Args {
            file,
            report: self.report.clone(),
            format: self.format,
            limits: self.style.limits.clone(),
            fix: *fix,
            output: self.output.clone(),
            overwrite: self.overwrite,
            bidi: self.style.bidi,
            bom: self.style.bom,
            encoding: encoding.clone(),
            json: *json,
        }
    }
}
