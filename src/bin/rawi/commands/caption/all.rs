//! `rawi caption --all`: the whole catalog, only what changed.

use std::io::Write;
use std::path::Path;

use rawi::caption::Format;
use rawi::catalog::ReportSummary;

use super::args::Args;
use crate::captions::Captions;
use crate::error::{Exit, Failure};
use crate::store::Store;
use crate::ui::Ui;

pub(super) fn run(store: &Store, folder: &Path, args: &Args, ui: &Ui) -> Result<Exit, Failure> {
    let format = args.format.unwrap_or(Format::Vtt);
    std::fs::create_dir_all(folder)?;
    let (mut written, mut same) = (0, 0);
    let has_captions =
        |r: &ReportSummary| r.pair.as_deref() == Some("matched") || r.article_versions == 0 && r.machine_transcripts > 0;
    for summary in store.catalog.reports()?.into_iter().filter(has_captions) {
        let report = summary.report;
        let told = store.told(&report, ui)?;
        let captions = Captions::make(store, &report, &told, format, &args.style)?;
        let name = format!("{}.{}", report.slug, format.extension());
        if captions.write(&folder.join(&name))? {
            written += 1
        } else {
            same += 1
        }
        if let Some(base) = &args.url {
            let line = captions.feed_line(&format!("{}/{name}", base.trim_end_matches('/')))?;
            writeln!(ui.out(), "{line}")?;
        }
    }
    ui.say(format!("{written} written, {same} unchanged"));
    Ok(Exit::Done)
}
