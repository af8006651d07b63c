//! The command line.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand};
use rawi::text::Language;

use crate::commands;

/// The transcript manager for radio reports and podcasts
///
/// rawi recognises a recording on this computer, aligns what was said with what was published, and keeps transcript,
/// alignment and captions in one catalog. A time is heard, inferred and flagged, or absent: never made up.
#[derive(Debug, Parser)]
#[command(name = "rawi", version, max_term_width = 100, after_help = EXAMPLES, subcommand_required = true, arg_required_else_help = true)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  rawi make report.mp3 --article report.html
  rawi search \"مجلس الأمن\"
  rawi caption 1 --format srt -o report.srt
  rawi align --transcript words.json --article report.txt --json

Exit codes:
  0 done · 1 done, with findings · 2 could not · 3 refused: recording and article do not belong together";

/// What every command understands.
#[derive(Debug, Clone, ClapArgs)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    /// The catalog file [default: RAWI_CATALOG, or else rawi/catalog.db in the user's data directory]
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) catalog: Option<PathBuf>,
    /// Say nothing but errors and results
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// Say more
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
    /// Tell progress as JSON lines on standard error, for programs
    #[arg(long, global = true)]
    pub(crate) json_progress: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Make(commands::make::Args),
    Add(commands::add::Args),
    Transcribe(commands::transcribe::Args),
    Align(commands::align::Args),
    Caption(commands::caption::Args),
    Check(commands::check::Args),
    List(commands::list::Args),
    Show(commands::show::Args),
    Search(commands::search::Args),
    Clip(commands::clip::Args),
    Transcript(commands::transcript::Args),
    Models(commands::models::Args),
    Remove(commands::remove::Args),
    Export(commands::export::Args),
    Import(commands::import::Args),
    Doctor(commands::doctor::Args),
    Completions(commands::completions::Args),
}

/// What a person knows of a report.
#[derive(Debug, Clone, Default, ClapArgs)]
pub(crate) struct Facts {
    /// The report's title [default: the article's, or the recording's own]
    #[arg(long)]
    pub(crate) title: Option<String>,
    /// Where it was published
    #[arg(long)]
    pub(crate) url: Option<String>,
    /// The day of publication
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub(crate) date: Option<String>,
    /// The language that is spoken, such as ar or en; auto lets rawi tell
    #[arg(long, value_name = "TAG", value_parser = language)]
    pub(crate) language: Option<Spoken>,
    /// The article's encoding, when it is an unusual one
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,
}

/// A language that was named, or the wish to have it told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Spoken {
    Auto,
    Given(Language),
}

impl Spoken {
    pub(crate) fn given(&self) -> Option<Language> {
        match self {
            Self::Auto => None,
            Self::Given(language) => Some(language.clone()),
        }
    }
}

pub(crate) fn language(tag: &str) -> Result<Spoken, String> {
    if tag.eq_ignore_ascii_case("auto") {
        return Ok(Spoken::Auto);
    }
    tag.parse().map(Spoken::Given).map_err(|e: rawi::text::LanguageError| e.to_string())
}

fn date(text: &str) -> Result<String, String> {
    text.parse::<jiff::civil::Date>()
        .map(|date| date.to_string())
        .map_err(|_| format!("`{text}` is not a day, which is written 2017-08-02"))
}
