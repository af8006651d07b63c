//! The list of all reports.

use std::collections::HashMap;

use serde::Serialize;

use crate::catalog::{self, Catalog, ReportId, ReportSummary};

/// A line of the list.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    #[serde(flatten)]
    summary: ReportSummary,
    /// On how many findings somebody decided.
    decided: u32,
}

pub(super) fn rows(catalog: &Catalog) -> Result<Vec<Row>, catalog::Error> {
    let decided: HashMap<ReportId, u32> = catalog.decided_counts()?.into_iter().collect();
    let row = |summary: ReportSummary| Row { decided: decided.get(&summary.report.id).copied().unwrap_or(0), summary };
    Ok(catalog.reports()?.into_iter().map(row).collect())
}
