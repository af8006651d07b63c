//! Which reports a person looks for.

use clap::{Args, ValueEnum};
use rawi::catalog::{ReportFilter, ReportStatus};

use crate::args::date;

/// Narrows a list of reports.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Which reports")]
pub(crate) struct Filter {
    /// Only those that have come so far
    #[arg(long, value_name = "STATUS")]
    status: Option<Come>,
    /// Only those of this day or later
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    since: Option<String>,
    /// Only those of this day or earlier
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    until: Option<String>,
    /// Only those in this language
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// Only those of this programme
    #[arg(long, value_name = "NAME")]
    programme: Option<String>,
    /// Only those by this reporter
    #[arg(long, value_name = "NAME")]
    reporter: Option<String>,
}

/// How far a report has come, as it is named on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Come {
    New,
    Transcribed,
    Aligned,
    Reviewed,
    Approved,
}

impl Come {
    pub(crate) const fn status(self) -> ReportStatus {
        match self {
            Self::New => ReportStatus::New,
            Self::Transcribed => ReportStatus::Transcribed,
            Self::Aligned => ReportStatus::Aligned,
            Self::Reviewed => ReportStatus::Reviewed,
            Self::Approved => ReportStatus::Approved,
        }
    }
}

impl Filter {
    pub(crate) fn report_filter(&self) -> ReportFilter {
        let mut filter = ReportFilter::default();
        filter.status = self.status.map(Come::status);
        filter.since.clone_from(&self.since);
        filter.until.clone_from(&self.until);
        filter.language.clone_from(&self.language);
        filter.programme.clone_from(&self.programme);
        filter.reporter.clone_from(&self.reporter);
        filter
    }
}
