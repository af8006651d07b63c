//! The files of a report that somebody approves: written at that moment, as they were last asked for.

use std::path::{Path, PathBuf};

use rawi::caption::Format;
use rawi::catalog::{ReportId, StoredExport, StoredReport, path_of_text};
use rawi::review::{ApprovedFile, FileOutcome};

use crate::args::Global;
use crate::captions::Captions;
use crate::commands::check_page;
use crate::error::Failure;
use crate::formats;
use crate::output::{Outcome, Outputs, Overwrite};
use crate::settings::Settings;
use crate::store::{Store, Told};
use crate::style::Style;
use crate::ui::Ui;

/// A file that belongs to a report.
struct Wanted {
    path: PathBuf,
    /// `None` of the check report's page.
    format: Option<Format>,
    style: Style,
}

/// Where a file lies, and what is to be written there; why that cannot be told.
type Asked = (PathBuf, Result<Wanted, Failure>);

/// Writes the files of a report at its decision of this number: those that were written of it before, in their formats, limits and
/// styles; of one that none were written of, those that a rawi.toml with `out` asks for. What cannot be written is told, and the rest
/// goes on.
pub(crate) fn write(store: &Store, report: &StoredReport, approval: u32, ui: &Ui) -> Result<Vec<ApprovedFile>, Failure> {
    let exports = store.catalog.details(report.id)?.exports;
    let wanted = if exports.is_empty() {
        by_settings(store, report)?
    } else {
        exports.iter().map(|export| (path_of_text(&export.export.path), again(export))).collect()
    };
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let told = store.told(report, ui)?;
    let outputs = Outputs::new(store, Overwrite::default());
    let one = |(path, wanted): Asked| {
        let written = wanted.and_then(|wanted| wanted.write(store, report, (&told, &outputs), approval));
        let outcome = match &written {
            Ok(Outcome::Unchanged) => FileOutcome::Unchanged,
            Ok(_) => FileOutcome::Written,
            Err(_) => FileOutcome::Kept,
        };
        ApprovedFile { path: path.display().to_string(), outcome, why: written.err().map(|failure| failure.told()) }
    };
    Ok(wanted.into_iter().map(one).collect())
}

/// The same for the review page, which has its own thread and no terminal.
pub(crate) fn write_for_page(global: &Global, report: ReportId, approval: u32) -> Result<Vec<ApprovedFile>, String> {
    let write = || {
        let store = Store::open_existing(global)?;
        let report = store.catalog.report(report)?;
        let ui = Ui::new(&Global { quiet: true, verbose: false, json_progress: false, ..global.clone() });
        write(&store, &report, approval, &ui)
    };
    write().map_err(|failure: Failure| failure.told())
}

/// The line that tells what became of a file.
pub(crate) fn line(file: &ApprovedFile) -> String {
    match (&file.outcome, &file.why) {
        (FileOutcome::Kept, Some(why)) => format!("not written: {why}"),
        (outcome, _) => format!("{} {}", file.path, outcome.name()),
    }
}

/// What was written to a path, once more.
fn again(StoredExport { export, .. }: &StoredExport) -> Result<Wanted, Failure> {
    let path = path_of_text(&export.path);
    if export.format == check_page::FORMAT {
        return Ok(Wanted { path, format: None, style: Style::default() });
    }
    let format = Some(export.format.parse()?);
    Ok(Wanted { path, format, style: Style::of_kept(&export.options, &export.preset)? })
}

/// What the settings ask for, where they say into which directory.
fn by_settings(store: &Store, report: &StoredReport) -> Result<Vec<Asked>, Failure> {
    let settings = Settings::load()?;
    let value = |name| settings.get(name).map(|setting| setting.value.as_str());
    let Some(folder) = value("out").map(Path::new).filter(|folder| folder.is_dir()) else { return Ok(Vec::new()) };
    let all: Vec<Format> = value("formats").unwrap_or("vtt,srt").split(',').map(str::parse).collect::<Result<_, _>>()?;
    let recording = store.recording(report).ok().filter(|recording| !recording.facts.is_transcript_only());
    let stem = recording.and_then(|recording| Some(recording.file().file_stem()?.to_string_lossy().into_owned()));
    let stem = stem.unwrap_or_else(|| report.slug.to_string());
    let wanted = |format: &Format| {
        let path = folder.join(format!("{stem}.{}", formats::ending(*format, &all)));
        let style = Style::of_kept("", value("preset").unwrap_or_default());
        let narrator = value("narrator").map(str::to_owned);
        (path.clone(), style.map(|style| Wanted { path, format: Some(*format), style: Style { narrator, ..style } }))
    };
    Ok(all.iter().map(wanted).collect())
}

impl Wanted {
    fn write(
        &self,
        store: &Store,
        report: &StoredReport,
        (told, outputs): (&Told, &Outputs<'_>),
        approval: u32,
    ) -> Result<Outcome, Failure> {
        let target = outputs.target(&self.path)?;
        match (self.format, told) {
            (Some(format), _) => {
                Captions::make(store, report, told, format, &self.style)?.write(&target, &self.path, Some(approval))
            }
            (None, Told::Aligned(stored)) => {
                let built = rawi::review::checked(&store.catalog, report, &stored.aligned)?;
                check_page::write(store, report, &built, (&target, &self.path), Some(approval))
            }
            (None, Told::Heard(_)) => Err(Failure::new("there is no article any more to check the report against")),
        }
    }
}
