//! Arguments that several commands share.

use std::path::PathBuf;

use clap::Args as ClapArgs;
use rawi::text::Language;

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
    /// The language that is spoken, such as ar or en, or several, the main one first: ar,en; auto lets rawi tell
    #[arg(long, value_name = "TAG", value_parser = language)]
    pub(crate) language: Option<Spoken>,
    /// The programme or series that it belongs to
    #[arg(long)]
    pub(crate) programme: Option<String>,
    /// Who reports
    #[arg(long)]
    pub(crate) reporter: Option<String>,
    /// From where
    #[arg(long)]
    pub(crate) place: Option<String>,
    /// The encoding of the article and the transcript, when it is an unusual one
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,
}

/// A language that was named, or the wish to have it told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Spoken {
    Auto,
    /// The main one, and others that are spoken in between.
    Given(Language, Vec<Language>),
}

impl Spoken {
    pub(crate) fn given(&self) -> Option<Language> {
        match self {
            Self::Auto => None,
            Self::Given(language, _) => Some(language.clone()),
        }
    }

    pub(crate) fn also(&self) -> Vec<Language> {
        match self {
            Self::Auto => Vec::new(),
            Self::Given(_, also) => also.clone(),
        }
    }
}

pub(crate) fn language(tag: &str) -> Result<Spoken, String> {
    if tag.eq_ignore_ascii_case("auto") {
        return Ok(Spoken::Auto);
    }
    let all: Result<Vec<Language>, rawi::text::LanguageError> = tag.split(',').map(str::parse).collect();
    let mut all = all.map_err(|e| e.to_string())?;
    let first = all.remove(0);
    all.retain(|other| *other != first);
    Ok(Spoken::Given(first, all))
}

pub(crate) fn date(text: &str) -> Result<String, String> {
    text.parse::<jiff::civil::Date>()
        .map(|date| date.to_string())
        .map_err(|_| format!("`{text}` is not a day, which is written 2017-08-02"))
}
