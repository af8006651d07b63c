//! `rawi caption --all`: the whole catalog, only what changed.

use std::io::Write;
use std::path::Path;

use rawi::caption::Format;
use rawi::catalog::ReportSummary;

use super::args::Args;
use crate::captions::Captions;
use crate::commands::status;
use crate::error::{Exit, Failure};
use crate::output::{Outcome, Outputs, make_folder};
use crate::store::{Store, Told};
use crate::ui::Ui;

pub(super) fn run(store: &Store, folder: &Path, args: &Args, ui: &Ui) -> Result<Exit, Failure> {
    let format = args.format.unwrap_or(Format::Vtt);
    make_folder(folder)?;
    let outputs = Outputs::new(store, args.overwrite).sparing(args.style.limits.file());
    let (mut written, mut same, mut kept) = (0, 0, 0);
    let mut found = Exit::Done;
    for summary in store.catalog.reports()?.into_iter().filter(may_have_captions) {
        let report = summary.report;
        let told = store.told(&report, ui)?;
        // Aligned only now, and found not to belong together.
        if matches!(&told, Told::Aligned(stored) if stored.aligned.matched().is_err()) {
            continue;
        }
        let captions = Captions::make(store, &report, &told, format, &args.style)?;
        let name = format!("{}.{}", report.slug, format.extension());
        let path = folder.join(&name);
        match outputs.target(&path).and_then(|target| captions.write(&target, &path, None)) {
            Ok(Outcome::Written | Outcome::SetAside(_)) => written += 1,
            Ok(Outcome::Unchanged) => same += 1,
            Err(failure) => {
                failure.tell(ui);
                kept += 1;
            }
        }
        if status::tell_changed(store, &report, ui)? == Exit::Findings {
            found = Exit::Findings;
        }
        if let Some(base) = &args.url {
            let line = captions.feed_line(&format!("{}/{name}", base.trim_end_matches('/')))?;
            writeln!(ui.data(), "{line}")?;
        }
    }
    let left = if kept > 0 { format!(", {kept} not written") } else { String::new() };
    ui.say(format!("{written} written, {same} unchanged{left}"));
    Ok(if kept > 0 { Exit::CouldNot } else { found })
}

/// Whether words were heard of it, and nothing says that its article is another's.
fn may_have_captions(report: &ReportSummary) -> bool {
    match report.pair.as_deref() {
        Some(pair) => pair == "matched",
        None => report.machine_transcripts + report.corrections > 0,
    }
}
