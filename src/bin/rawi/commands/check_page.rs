//! The check report as a page in a file.

use std::path::Path;

use rawi::catalog::{ExportFacts, StoredReport};
use rawi::report::{self, HtmlOptions, Report};
use rawi::text::Sha256;

use crate::captions::record;
use crate::error::Failure;
use crate::output::{Outcome, Target};
use crate::store::{Store, kept_path};

/// Its name among the formats of files that were written of a report.
pub(crate) const FORMAT: &str = "check";

/// Writes it; `approval` is the number of the decision at which it is done.
pub(crate) fn write(
    store: &Store,
    report: &StoredReport,
    built: &Report,
    (target, path): (&Target<'_>, &Path),
    approval: Option<u32>,
) -> Result<Outcome, Failure> {
    let page = html(store, report, built, path)?;
    let outcome = target.write(Some(report.id), &page)?;
    let mut export = ExportFacts::new(kept_path(path), FORMAT, Sha256::of(&page))?;
    export.approval = approval;
    record(store, report, &export)?;
    Ok(outcome)
}

/// As one HTML file, which finds the recording beside itself where it can.
fn html(store: &Store, report: &StoredReport, built: &Report, path: &Path) -> Result<Vec<u8>, Failure> {
    let mut options = HtmlOptions::default().with_made(concat!("rawi ", env!("CARGO_PKG_VERSION")));
    if let Some(recording) = store.recording(report).ok().filter(|recording| !recording.facts.is_transcript_only()) {
        let page = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        options = options.with_audio_beside(&recording.file(), &page);
    }
    let mut page = Vec::new();
    report::write_html(built, &options, &mut page)?;
    Ok(page)
}
