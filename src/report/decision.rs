//! What a person said of a finding.

use serde::{Deserialize, Serialize};

use crate::text::Sha256;
use crate::time::Span;

/// What a person says of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The article is right.
    Article,
    /// The speech is right: the article is to be changed.
    Speech,
    /// Nothing is decided; there is something to say about it.
    Note,
    /// Nothing is decided any more.
    Open,
}

/// A person's word on a finding, and what the finding was about when it was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// Its number; 0 where it has none.
    pub id: i64,
    /// [`Finding::key`] of the finding.
    pub finding: Sha256,
    /// The kind of finding, by its name in JSON.
    pub kind: String,
    /// What was decided.
    pub verdict: Verdict,
    /// What there is to say about it.
    pub note: Option<String>,
    /// The published words of the finding.
    pub published: Option<String>,
    /// The heard words of the finding.
    pub heard: Option<String>,
    /// When it is, in milliseconds.
    pub span: Option<Span>,
    /// Who decided.
    pub author: String,
    /// When it was decided, in seconds since 1970.
    pub decided_unix_s: i64,
    /// It was said of a finding that is not there any more, and this one is the nearest: somebody should confirm it. Until then the
    /// finding is one.
    pub to_confirm: bool,
}

impl Decision {
    /// Whether the finding is one no more.
    pub(super) fn settles(&self) -> bool {
        !self.to_confirm && matches!(self.verdict, Verdict::Article | Verdict::Speech)
    }
}

/// The day of a moment, as `2026-11-26`.
pub(super) fn day(unix_s: i64) -> String {
    // Howard Hinnant's `civil_from_days`: years begin in March, so that the day that comes and goes is the last.
    let days = unix_s.div_euclid(86_400) + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let of_month = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    format!("{:04}-{month:02}-{of_month:02}", era * 400 + year + i64::from(month <= 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        let days = [0, 951_782_400, 1_795_704_699, -1].map(day);
        assert_eq!(days, ["1970-01-01", "2000-02-29", "2026-11-26", "1969-12-31"]);
    }
}
