//! The catalog as commands use it: opened at the place that the person chose, each step done once.

use std::cell::Cell;
use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rawi::audio;
use rawi::catalog::{self, Catalog, RecordingId, ReportId, StoredRecording, StoredReport, TranscriptId, path_text};
use rawi::job::{self, KnownContent, StoredAligned};
use rawi::review;
use rawi::transcript::Transcript;

use crate::args::Global;
use crate::error::Failure;
use crate::input::is_standard;
use crate::settings::Settings;
use crate::terminal::harmless_json;
use crate::ui::Ui;

/// The open catalog and the time of this run.
pub(crate) struct Store {
    pub(crate) catalog: Catalog,
    pub(crate) now: i64,
    /// Only what can still be read of it can be had.
    pub(crate) is_salvaged: bool,
}

impl Store {
    /// Opens a catalog to read or change what is in it: one that was named must be there, lest a slip of the pen begin
    /// another. One that may not be written is opened to be read.
    pub(crate) fn open_existing(global: &Global) -> Result<Self, Failure> {
        must_exist(global)?;
        let path = prepared(global)?;
        let catalog = match Catalog::open_patiently(&path, patience(global)) {
            Err(error @ (catalog::Error::Open { .. } | catalog::Error::ReadOnly { .. })) => {
                Catalog::open_read_only(&path).map_err(|_| error)?
            }
            opened => opened?,
        };
        Ok(Self { catalog, now: now(), is_salvaged: false })
    }

    /// Opens a catalog to see what can be read of it: a damaged one, and one of an older layout that may not be written, too.
    pub(crate) fn open_to_salvage(global: &Global) -> Result<Self, Failure> {
        use catalog::Error::{Damaged, Database, Open, ReadOnly, Unreadable};
        must_exist(global)?;
        let path = prepared(global)?;
        match Catalog::open_patiently(&path, patience(global)) {
            Err(error @ (Damaged { .. } | Database { .. } | Open { .. } | ReadOnly { .. } | Unreadable { .. })) => {
                let catalog = Catalog::open_to_salvage(&path).map_err(|_| error)?;
                Ok(Self { catalog, now: now(), is_salvaged: true })
            }
            opened => Ok(Self { catalog: opened?, now: now(), is_salvaged: false }),
        }
    }

    /// Opens the catalog, and begins one where there is none.
    pub(crate) fn open(global: &Global) -> Result<Self, Failure> {
        let catalog = Catalog::open_patiently(&prepared(global)?, patience(global))?;
        Ok(Self { catalog, now: now(), is_salvaged: false })
    }

    /// What was read; nothing where only a part of the catalog can be.
    pub(crate) fn or_nothing<T: Default>(&self, read: Result<T, catalog::Error>) -> Result<T, Failure> {
        match read {
            Err(_) if self.is_salvaged => Ok(T::default()),
            read => Ok(read?),
        }
    }

    /// Opens the catalog if there is one, and begins none.
    pub(crate) fn open_if_any(global: &Global) -> Result<Option<Self>, Failure> {
        if place(global).is_ok_and(|path| path.exists()) { Self::open_existing(global).map(Some) } else { Ok(None) }
    }

    /// The report that a person means.
    pub(crate) fn find(&self, wish: impl AsRef<OsStr>) -> Result<StoredReport, Failure> {
        let path = Path::new(wish.as_ref());
        let by_content = path.is_file().then(|| self.by_content(path)).transpose()?.flatten();
        let id = match by_content {
            Some(id) => id,
            None => self.catalog.find_report(&wished(path))?,
        };
        Ok(self.catalog.report(id)?)
    }

    /// The report of a recording wherever it lies now: a file that moved is known by its content, and its new place kept.
    fn by_content(&self, path: &Path) -> Result<Option<ReportId>, Failure> {
        let Some(recording) = self.catalog.recording_by_sha256(audio::content_sha256(path)?)? else { return Ok(None) };
        let here = kept_path(path);
        if recording.facts.path != here && !recording.file().exists() {
            self.catalog.relink_recording(recording.id, &here)?;
        }
        Ok(self.catalog.reports_of(recording.id)?.first().map(|report| report.id))
    }

    /// The recording of a report, which must still be there to be heard.
    pub(crate) fn recording(&self, report: &StoredReport) -> Result<StoredRecording, Failure> {
        let id = report.facts.recording.ok_or_else(|| {
            Failure::new(format!("the report `{}` has no recording", report.slug)).hint("`rawi add RECORDING` adds one")
        })?;
        Ok(self.catalog.recording(id)?)
    }

    /// The same, and its file is where the catalog says and holds what it held.
    pub(crate) fn recording_file(&self, report: &StoredReport) -> Result<(StoredRecording, PathBuf), Failure> {
        let recording = self.recording(report)?;
        if recording.facts.is_transcript_only() {
            return Err(Failure::new(format!("of the report `{}` there is a transcript, and no recording", report.slug))
                .hint("`rawi add RECORDING --transcript FILE` takes the recording with it"));
        }
        let path = recording.file();
        if path.is_file() {
            let known = KnownContent { recording: recording.id, sha256: recording.facts.sha256 };
            job::check_content(&self.catalog, known, &path)?;
            return Ok((recording, path));
        }
        if recording.facts.path == "-" {
            return Err(Failure::new("the recording came through a pipe and is not there any more")
                .hint("`rawi add` with a file of it; it is known again by its content"));
        }
        Err(Failure::new(format!("the recording `{}` is not there any more", path.display()))
            .hint("when it only moved: `rawi add` with its new path; it is known again by its content"))
    }

    /// Aligns the newest article with the transcript that is shown, unless that was done before. `None` without an article.
    pub(crate) fn align(&self, report: &StoredReport, ui: &Ui) -> Result<Option<StoredAligned>, Failure> {
        let Some(article) = self.catalog.newest_article(report.id)? else { return Ok(None) };
        let transcript = self.transcript_id(report)?;
        let stored = job::align_stored(&self.catalog, report.id, article, transcript, self.now)?;
        if !stored.new {
            ui.detail("already aligned");
        }
        Ok(Some(stored))
    }

    /// What captions of a report are made of: its alignment, made now if need be, or its transcript where it has no article.
    pub(crate) fn told(&self, report: &StoredReport, ui: &Ui) -> Result<Told, Failure> {
        match self.align(report, ui)? {
            Some(stored) => Ok(Told::Aligned(Box::new(stored))),
            None => Ok(Told::Heard(Box::new(self.catalog.transcript(self.transcript_id(report)?)?))),
        }
    }

    /// The transcript that is shown for a report.
    pub(crate) fn transcript_id(&self, report: &StoredReport) -> Result<TranscriptId, Failure> {
        let recording = self.recording(report)?;
        self.shown_transcript(recording.id)?.ok_or_else(|| {
            Failure::new(format!("the report `{}` is not transcribed yet", report.slug))
                .hint(format!("rawi transcribe {}", report.id))
        })
    }

    /// The same of a recording, with what people changed on the review page; `None` before anything was heard.
    pub(crate) fn shown_transcript(&self, recording: RecordingId) -> Result<Option<TranscriptId>, Failure> {
        match review::settle(&self.catalog, recording, self.now) {
            Err(catalog::Error::ReadOnly { .. }) => Ok(self.catalog.shown_transcript(recording)?),
            settled => Ok(settled?),
        }
    }

    /// The alignment of a report, made now if need be; it must have an article.
    pub(crate) fn aligned(&self, report: &StoredReport, ui: &Ui) -> Result<StoredAligned, Failure> {
        self.align(report, ui)?.ok_or_else(|| {
            let recording = self.recording(report).ok().filter(|r| !r.facts.is_transcript_only());
            let source = recording.map_or_else(|| "--transcript FILE".to_owned(), |r| format!("'{}'", r.facts.path));
            Failure::new(format!("the report `{}` has no article", report.slug))
                .hint(format!("rawi add {source} --article FILE"))
        })
    }

    pub(crate) fn print_report_json(&self, report: ReportId, ui: &Ui) -> Result<(), Failure> {
        print_json(&self.catalog.details(report)?, ui)
    }
}

/// What captions are made of.
pub(crate) enum Told {
    /// A transcript with its article.
    Aligned(Box<StoredAligned>),
    /// A transcript alone.
    Heard(Box<Transcript>),
}

impl Told {
    pub(crate) fn transcript(&self) -> &Transcript {
        match self {
            Self::Aligned(stored) => stored.aligned.transcript(),
            Self::Heard(transcript) => transcript,
        }
    }
}

/// A value as JSON on standard output, for programs.
pub(crate) fn print_json(value: &impl serde::Serialize, ui: &Ui) -> Result<(), Failure> {
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    ui.data().write_all(harmless_json(&text).as_bytes())?;
    Ok(())
}

/// The catalog that a person named, by `--catalog` or RAWI_CATALOG.
fn named(global: &Global) -> Option<PathBuf> {
    // Not clap's own `env`: it counts a set variable as a given option, in usage lines and in "no arguments at all".
    let from_environment = || std::env::var_os("RAWI_CATALOG").filter(|name| !name.is_empty()).map(PathBuf::from);
    global.catalog.clone().or_else(from_environment)
}

/// A catalog that was named must be there.
fn must_exist(global: &Global) -> Result<(), Failure> {
    match named(global).filter(|path| !path.exists()) {
        Some(path) => Err(Failure::new(format!("there is no catalog at `{}`", path.display()))
            .hint("`rawi make` and `rawi add` begin one; `--catalog FILE` or RAWI_CATALOG names another")),
        None => Ok(()),
    }
}

/// Where the catalog lies or will lie, in a directory that is there.
fn prepared(global: &Global) -> Result<PathBuf, Failure> {
    let path = place(global)?;
    if path.as_os_str().is_empty() {
        return Err(Failure::new("the catalog has an empty name").hint("`--catalog FILE` names it"));
    }
    if path.is_dir() {
        return Err(Failure::new(format!("the catalog `{}` is a directory, and a file was expected", path.display()))
            .hint(format!("--catalog {}", path.join("catalog.db").display())));
    }
    if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
        fs::create_dir_all(folder)
            .map_err(|e| Failure::from(e).about(format!("cannot make the directory `{}`", folder.display())))?;
    }
    Ok(path)
}

/// Where the catalog lies when the command line does not say: for completions, which know no more.
pub(crate) fn usual_place() -> Option<PathBuf> {
    let of_file = || Settings::load().ok()?.get("catalog").map(|setting| PathBuf::from(&setting.value));
    let global = Global { catalog: None, quiet: true, verbose: false, json_progress: false };
    named(&global).or_else(of_file).or_else(|| place(&global).ok())
}

pub(crate) fn place(global: &Global) -> Result<PathBuf, Failure> {
    if let Some(path) = named(global) {
        return Ok(path);
    }
    let folders = directories::ProjectDirs::from("", "", "rawi").ok_or_else(|| {
        Failure::new("this user has no data directory").hint("name the catalog with `--catalog FILE` or RAWI_CATALOG")
    })?;
    Ok(folders.data_dir().join("catalog.db"))
}

/// How long another program may keep the catalog from being written before a command gives up: an import of many reports is one
/// change, and takes minutes. RAWI_PATIENCE names other seconds, for scripts that had rather fail.
const LONGEST_WAIT: Duration = Duration::from_secs(3600);
/// How often it is said that the catalog is still waited for.
const REMINDER: Duration = Duration::from_secs(60);

/// Says that the catalog is waited for, at first and every minute; whether to wait on.
fn patience(global: &Global) -> impl Fn(Duration) -> bool + Send + 'static {
    let ui = Ui::new(global);
    let given = std::env::var("RAWI_PATIENCE").ok().and_then(|s| s.parse().ok());
    let longest = given.map_or(LONGEST_WAIT, Duration::from_secs);
    let told = Cell::new(None::<Duration>);
    move |waited| {
        if waited >= longest {
            return false;
        }
        match told.get() {
            None => ui.say("another program is writing to the catalog; waiting until it is done"),
            Some(last) if waited >= last + REMINDER => {
                ui.say(format!("still waiting for the catalog, since {} s", waited.as_secs()));
            }
            // Told not long ago; a wait that is shorter than the last one is another.
            Some(last) if waited >= last => return true,
            Some(_) => {}
        }
        told.set(Some(waited));
        true
    }
}

/// Seconds since 1970. RAWI_NOW stands in for the clock, so that documents and tests can be made again exactly.
pub(crate) fn now() -> i64 {
    if let Some(fixed) = std::env::var("RAWI_NOW").ok().and_then(|s| s.parse().ok()) {
        return fixed;
    }
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| i64::try_from(d.as_secs()).unwrap_or(i64::MAX))
}

/// A moment for people, in universal time: `2026-11-26 14:05 UTC`.
pub(crate) fn day_and_time(unix_s: i64) -> String {
    let moment = jiff::Timestamp::from_second(unix_s).unwrap_or_default();
    moment.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

/// A path as the catalog keeps it: absolute, as text that leads back to the same file. Standard input stays `-`.
pub(crate) fn kept_path(path: &Path) -> String {
    if is_standard(path) {
        return "-".to_owned();
    }
    path_text(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
}

/// What a person typed, as the catalog compares it: a file name alone has no address before it.
fn wished(wish: &Path) -> String {
    let text = path_text(wish);
    let alone = wish.to_str().is_none() && wish.components().count() == 1;
    if alone { text.trim_start_matches("file://").to_owned() } else { text }
}
