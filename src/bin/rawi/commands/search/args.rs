//! What is searched for, where, and how it is shown.

use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use rawi::catalog::{CountBy, SearchFilter, SearchText, SearchVerdict};
use rawi::text::Language;

use crate::error::Failure;
use crate::filter::Come;

/// Search everything said and published
///
/// All words must occur in one sentence; spelling is folded as the matcher folds it, so «مجلس الأمن» finds «مجلس الامن» and
/// 2370 finds ٢٣٧٠. A word finds its other forms too (weapons, voted, «وبالمدرسة»), and one of more than four letters those that
/// begin with it; in quotation marks it finds itself alone. `-word` and NOT leave out, OR takes either, parentheses group, and
/// NEAR(two words, 5) takes both with at most five words between. Very common words come newest first. Exit code 1 when nothing
/// was found.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi search \"مجلس الأمن\"\n  rawi search '(\"small arms\" OR weapon) NOT treaty'\n  rawi search 'NEAR(council weapons, 5)' --since 2017-08 --language en\n  rawi search weapon --verdict not-said --programme \"News in depth\"\n  rawi search minister --speaker Haddad --corrected --links\n  rawi search drought --count --by year"
)]
pub(crate) struct Args {
    /// Words, "a phrase", begin*, -excluded, AND, OR, NOT, (…), NEAR(two words, 5)
    #[arg(required = true, allow_hyphen_values = false)]
    pub(super) query: Vec<String>,
    /// The most hits to show
    #[arg(short = 'n', long, default_value_t = 20)]
    pub(super) limit: usize,
    /// Show so many sentences before and behind each hit too
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(super) context: usize,
    /// Show below each hit how to hear it: a command that cuts it out, and a link into the recording
    #[arg(long)]
    pub(super) links: bool,
    /// Count all that is found instead of showing it
    #[arg(long)]
    pub(super) count: bool,
    /// Count by this
    #[arg(long, value_name = "WHAT", requires = "count")]
    pub(super) by: Option<By>,
    /// Print as JSON
    #[arg(long, conflicts_with = "csv")]
    pub(super) json: bool,
    /// Print as a table, comma-separated, with a header
    #[arg(long)]
    pub(super) csv: bool,
    #[command(flatten)]
    pub(super) within: Within,
}

/// What of the catalog is searched.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Where to search")]
pub(super) struct Within {
    /// Only reports of this day, month or year and later ones
    #[arg(long, value_name = "YYYY[-MM[-DD]]")]
    since: Option<String>,
    /// Only reports of this day, month or year and earlier ones
    #[arg(long, value_name = "YYYY[-MM[-DD]]")]
    until: Option<String>,
    /// Only reports in this language
    #[arg(long, value_name = "TAG")]
    language: Option<Language>,
    /// Only what the check says so of: a published sentence that was spoken, partly or not-said; speech that is not-published
    #[arg(long, value_name = "VERDICT", value_parser = verdicts())]
    verdict: Option<SearchVerdict>,
    /// Only reports of this programme
    #[arg(long, value_name = "NAME")]
    programme: Option<String>,
    /// Only what speakers said whose name has these words
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,
    /// Only reports that have come so far
    #[arg(long, value_name = "STATUS")]
    status: Option<Come>,
    /// Only what a recogniser heard
    #[arg(long, conflicts_with = "corrected")]
    machine: bool,
    /// Only what a person corrected
    #[arg(long)]
    corrected: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum By {
    Year,
    Programme,
    Language,
}

impl By {
    pub(super) const fn count(self) -> CountBy {
        match self {
            Self::Year => CountBy::Year,
            Self::Programme => CountBy::Programme,
            Self::Language => CountBy::Language,
        }
    }
}

impl Within {
    pub(super) fn filter(&self) -> Result<SearchFilter, Failure> {
        let mut filter = SearchFilter::default();
        if let Some(since) = &self.since {
            filter = filter.since(since)?;
        }
        if let Some(until) = &self.until {
            filter = filter.until(until)?;
        }
        if let Some(language) = &self.language {
            filter = filter.language(language.clone());
        }
        if let Some(verdict) = self.verdict {
            filter = filter.verdict(verdict);
        }
        if let Some(programme) = &self.programme {
            filter = filter.programme(programme);
        }
        if let Some(speaker) = &self.speaker {
            filter = filter.speaker(speaker);
        }
        if let Some(status) = self.status {
            filter = filter.status(status.status());
        }
        Ok(match (self.machine, self.corrected) {
            (true, _) => filter.text(SearchText::Machine),
            (_, true) => filter.text(SearchText::Corrected),
            _ => filter,
        })
    }
}

/// The verdicts by the names that people use and by those of the catalog.
fn verdicts() -> impl TypedValueParser<Value = SearchVerdict> {
    let names = [
        PossibleValue::new("spoken").alias("said"),
        PossibleValue::new("partly"),
        PossibleValue::new("not-said").alias("not-spoken"),
        PossibleValue::new("not-published").alias("not-in-article"),
    ];
    PossibleValuesParser::new(names).try_map(|name| {
        Ok::<_, String>(match name.as_str() {
            "spoken" | "said" => SearchVerdict::Spoken,
            "partly" => SearchVerdict::Partly,
            "not-said" | "not-spoken" => SearchVerdict::NotSpoken,
            _ => SearchVerdict::NotInArticle,
        })
    })
}
