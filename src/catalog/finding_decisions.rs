//! What people decided on the findings of a report.

use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};

use super::made::Made;
use super::sql::{ends, from_name, insert, name, rows, span};
use super::{Catalog, DbResult, Error, ReportId, reports};
use crate::text::Sha256;
use crate::time::Span;

/// What a person says of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingVerdict {
    /// The article is right: the speaker slipped, or what was said means the same.
    Article,
    /// The speech is right: the article is to be changed.
    Speech,
    /// Nothing is decided; there is something to say about it.
    Note,
    /// Nothing is decided any more.
    Open,
}

impl FindingVerdict {
    /// Whether the finding asks for nothing any more.
    #[must_use]
    pub fn is_decided(self) -> bool {
        matches!(self, Self::Article | Self::Speech)
    }
}

/// A person's word on a finding, with enough of the finding to tell what it was about when it is not found any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingDecision {
    /// A hash of what the finding says, which stays the same when the report is aligned anew.
    pub finding: Sha256,
    /// The kind of finding, by its name in the check report's JSON.
    pub kind: String,
    /// What was decided.
    pub verdict: FindingVerdict,
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
}

/// A decision of the catalog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StoredFindingDecision {
    /// Its number: later ones have higher ones.
    pub id: i64,
    /// What was decided.
    #[serde(flatten)]
    pub decision: FindingDecision,
    /// When, in seconds since 1970.
    pub decided_unix_s: i64,
    /// The version of rawi that kept it; `None` when that was not recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rawi_version: Option<String>,
}

/// What became of a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FindingDecided {
    /// It is kept; this is its number.
    Kept(i64),
    /// Nothing was kept: somebody else has decided since.
    Stale(StoredFindingDecision),
}

const SELECT: &str =
    "SELECT id, finding_key, finding_kind, verdict, note, published, heard, start_ms, end_ms, author, decided_unix_s,
    rawi_version FROM finding_decisions";

impl Catalog {
    /// Keeps a decision on a finding. `seen` is the number of the last one on it that whoever decides knew of, 0 for none: when there
    /// is a later one, nothing is kept.
    ///
    /// # Errors
    /// [`Error::NoRow`] when there is no such report, and those of every change.
    pub fn decide_finding(
        &self,
        report: ReportId,
        decision: &FindingDecision,
        seen: i64,
        now: i64,
    ) -> Result<FindingDecided, Error> {
        let latest = format!("{SELECT} WHERE report_id = ?1 AND finding_key = ?2 ORDER BY id DESC LIMIT 1");
        self.change(|t| {
            reports::load(t, report)?;
            let latest = rows(t, &latest, params![report, decision.finding], read)?.pop();
            if let Some(latest) = latest.filter(|latest| latest.id > seen) {
                return Ok(FindingDecided::Stale(latest));
            }
            Ok(FindingDecided::Kept(add(t, report, decision, Made::here(now))?))
        })
    }

    /// The decisions on a report's findings, oldest first: the last one of a finding counts.
    ///
    /// # Errors
    /// Those of reading.
    pub fn finding_decisions(&self, report: ReportId) -> Result<Vec<StoredFindingDecision>, Error> {
        self.view(|t| of_report(t, report))
    }

    /// The reports on which somebody decided something after the decision with the number `after`.
    ///
    /// # Errors
    /// Those of reading.
    pub fn reports_decided_after(&self, after: i64) -> Result<Vec<ReportId>, Error> {
        let sql = "SELECT DISTINCT report_id FROM finding_decisions WHERE id > ?1 ORDER BY report_id";
        self.view(|t| rows(t, sql, [after], |row| Ok(row.get(0)?)))
    }

    /// On how many findings of each report the article or the speech was found right, by the number of the report.
    ///
    /// # Errors
    /// Those of reading.
    pub fn decided_counts(&self) -> Result<Vec<(ReportId, u32)>, Error> {
        let sql = "SELECT report_id, count(*) FROM finding_decisions WHERE verdict IN ('article', 'speech')
            AND id IN (SELECT max(id) FROM finding_decisions GROUP BY report_id, finding_key) GROUP BY report_id";
        self.view(|t| rows(t, sql, [], |row| Ok((row.get(0)?, row.get(1)?))))
    }
}

pub(super) fn of_report(t: &Connection, report: ReportId) -> DbResult<Vec<StoredFindingDecision>> {
    rows(t, &format!("{SELECT} WHERE report_id = ?1 ORDER BY id"), [report], read)
}

pub(super) fn add(t: &Connection, report: ReportId, decision: &FindingDecision, made: Made<'_>) -> DbResult<i64> {
    let sql =
        "INSERT INTO finding_decisions (report_id, finding_key, finding_kind, verdict, note, published, heard, start_ms,
        end_ms, author, decided_unix_s, rawi_version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
    let FindingDecision { finding, kind, verdict, note, published, heard, span, author } = decision;
    let (start, end) = ends(*span);
    let verdict = name(verdict)?;
    let Made { unix_s, rawi } = made;
    let values = params![report, finding, kind, verdict, note, published, heard, start, end, author, unix_s, rawi];
    insert(t, sql, values)
}

fn read(row: &Row<'_>) -> DbResult<StoredFindingDecision> {
    let decision = FindingDecision {
        finding: row.get(1)?,
        kind: row.get(2)?,
        verdict: from_name("a verdict on a finding", &row.get::<_, String>(3)?)?,
        note: row.get(4)?,
        published: row.get(5)?,
        heard: row.get(6)?,
        span: span(row.get(7)?, row.get(8)?),
        author: row.get(9)?,
    };
    Ok(StoredFindingDecision { id: row.get(0)?, decision, decided_unix_s: row.get(10)?, rawi_version: row.get(11)? })
}
