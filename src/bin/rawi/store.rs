//! The catalog as commands use it: opened at the place that the person chose, each step done once.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use rawi::align::{Alignment, Matched, Refusal, align};
use rawi::article::Article;
use rawi::audio;
use rawi::catalog::{
    AlignmentId, ArticleId, ArticleSource, Attached, Catalog, RecordingFacts, ReportFacts, ReportId, Slug, StoredRecording,
    StoredReport, TranscriptId,
};
use rawi::text::{Language, Sha256};
use rawi::transcript::Transcript;

use crate::args::{Facts, Global};
use crate::error::Failure;
use crate::files;
use crate::ui::Ui;

/// The open catalog and the time of this run.
pub(crate) struct Store {
    pub(crate) catalog: Catalog,
    pub(crate) now: i64,
}

/// What `add` did.
pub(crate) struct Added {
    pub(crate) report: ReportId,
    known: bool,
    /// Known before, and a fact of it is another now.
    changed: bool,
    slug: Slug,
    article: Option<Attached>,
}

/// A report with everything that an alignment is made of.
pub(crate) struct Aligned {
    pub(crate) id: AlignmentId,
    pub(crate) alignment: Alignment,
    pub(crate) article: Article,
    pub(crate) transcript: Transcript,
}

impl Store {
    /// Opens a catalog to read or change what is in it: one that was named must be there, lest a slip of the pen begin
    /// another.
    pub(crate) fn open_existing(global: &Global) -> Result<Self, Failure> {
        match named(global).filter(|path| !path.exists()) {
            Some(path) => Err(Failure::new(format!("there is no catalog at `{}`", path.display()))
                .hint("`rawi make` and `rawi add` begin one; `--catalog FILE` or RAWI_CATALOG names another")),
            None => Self::open(global),
        }
    }

    /// Opens the catalog, and begins one where there is none.
    pub(crate) fn open(global: &Global) -> Result<Self, Failure> {
        let path = place(global)?;
        if path.is_dir() {
            return Err(Failure::new(format!("the catalog `{}` is a directory, and a file was expected", path.display()))
                .hint(format!("--catalog {}", path.join("catalog.db").display())));
        }
        if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
            fs::create_dir_all(folder)
                .map_err(|e| Failure::from(e).about(format!("cannot make the directory `{}`", folder.display())))?;
        }
        let catalog = Catalog::open(&path)?;
        Ok(Self { catalog, now: now() })
    }

    /// The report that a person means.
    pub(crate) fn find(&self, wish: &str) -> Result<StoredReport, Failure> {
        let by_content = Path::new(wish).is_file().then(|| self.by_content(Path::new(wish))).transpose()?.flatten();
        let id = match by_content {
            Some(id) => id,
            None => self.catalog.find_report(wish)?,
        };
        Ok(self.catalog.report(id)?)
    }

    /// The report of a recording wherever it lies now: a file that moved is known by its content, and its new place kept.
    fn by_content(&self, path: &Path) -> Result<Option<ReportId>, Failure> {
        let Some(recording) = self.catalog.recording_by_sha256(audio::content_sha256(path)?)? else { return Ok(None) };
        let here = absolute(path);
        if recording.facts.path != here && !Path::new(&recording.facts.path).exists() {
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

    /// The same, and its file is where the catalog says.
    pub(crate) fn recording_file(&self, report: &StoredReport) -> Result<(StoredRecording, PathBuf), Failure> {
        let recording = self.recording(report)?;
        let path = PathBuf::from(&recording.facts.path);
        if path.is_file() {
            return Ok((recording, path));
        }
        Err(Failure::new(format!("the recording `{}` is not there any more", path.display()))
            .hint("when it only moved: `rawi add` with its new path; it is known again by its content"))
    }

    /// Puts a recording and its article into the catalog, or brings them up to date.
    pub(crate) fn add(&mut self, recording: &Path, article: Option<&Path>, facts: &Facts) -> Result<Added, Failure> {
        let language = facts.language.as_ref().and_then(|l| l.given());
        let source = article.map(|path| files::read(path, "article")).transpose()?;
        let page = article.map(|path| files::read_article(path, language, facts.encoding.clone())).transpose()?;
        let new = recording_facts(recording)?;
        let id = self.catalog.add_recording(&new, self.now)?;
        let before = self.catalog.reports_of(id)?.into_iter().next();
        let wanted = report_facts(&new, recording, page.as_ref(), facts, before.as_ref().map(|r| &r.facts));
        let wanted = ReportFacts { recording: Some(id), ..wanted };
        let changed = before.as_ref().is_some_and(|report| report.facts != wanted);
        let report = match &before {
            Some(report) => {
                if changed {
                    self.catalog.update_report(report.id, &wanted, self.now)?;
                }
                report.id
            }
            None => self.catalog.add_report(&wanted, self.now)?,
        };
        let article = match (&page, article, &source) {
            (Some(page), Some(path), Some(bytes)) => {
                let source = ArticleSource { from: absolute(path), sha256: Sha256::of(bytes) };
                Some(self.catalog.attach_article(report, page, Some(&source), self.now)?)
            }
            _ => None,
        };
        Ok(Added { report, known: before.is_some(), changed, slug: self.catalog.report(report)?.slug, article })
    }

    /// Aligns the newest article with the transcript that is shown, unless that was done before. `None` without an article.
    pub(crate) fn align(&self, report: &StoredReport, ui: &Ui) -> Result<Option<Aligned>, Failure> {
        let Some(article_id) = self.catalog.newest_article(report.id)? else { return Ok(None) };
        let transcript_id = self.transcript_id(report)?;
        let (article, transcript) = (self.catalog.article(article_id)?, self.catalog.transcript(transcript_id)?);
        if let Some(id) = self.catalog.alignment_of(article_id, transcript_id)? {
            ui.detail("already aligned");
            let alignment = self.catalog.alignment(id)?.alignment;
            return Ok(Some(Aligned { id, alignment, article, transcript }));
        }
        self.align_anew(report, (article_id, article), (transcript_id, transcript)).map(Some)
    }

    fn align_anew(
        &self,
        report: &StoredReport,
        (article_id, article): (ArticleId, Article),
        (transcript_id, transcript): (TranscriptId, Transcript),
    ) -> Result<Aligned, Failure> {
        let alignment = align(&transcript, &article);
        let id = self.catalog.save_alignment(report.id, article_id, transcript_id, &alignment, self.now)?;
        Ok(Aligned { id, alignment, article, transcript })
    }

    /// The transcript that is shown for a report.
    pub(crate) fn transcript_id(&self, report: &StoredReport) -> Result<TranscriptId, Failure> {
        let recording = self.recording(report)?;
        self.catalog.shown_transcript(recording.id)?.ok_or_else(|| {
            Failure::new(format!("the report `{}` is not transcribed yet", report.slug))
                .hint(format!("rawi transcribe {}", report.id))
        })
    }

    /// The alignment of a report, made now if need be; it must have an article.
    pub(crate) fn aligned(&self, report: &StoredReport, ui: &Ui) -> Result<Aligned, Failure> {
        self.align(report, ui)?.ok_or_else(|| {
            let path = self.recording(report).map(|r| r.facts.path).unwrap_or_default();
            Failure::new(format!("the report `{}` has no article", report.slug))
                .hint(format!("rawi add '{path}' --article FILE"))
        })
    }

    pub(crate) fn print_report_json(&self, report: ReportId, ui: &Ui) -> Result<(), Failure> {
        print_json(&self.catalog.details(report)?, ui)
    }
}

impl Aligned {
    /// The pair, which must belong together, or nothing is derived from it.
    pub(crate) fn matched(&self) -> Result<Matched<'_>, Refusal> {
        self.alignment.matched(&self.transcript, &self.article)
    }
}

impl Added {
    pub(crate) fn describe(&self) -> String {
        let what = match (self.known, self.article) {
            (false, _) => "added",
            (true, Some(Attached::New(_))) => "known already; the article is new",
            (true, _) if self.changed => "brought up to date",
            (true, _) => "known already",
        };
        format!("report {} ({}): {what}", self.report, self.slug)
    }
}

/// A value as JSON on standard output, for programs.
pub(crate) fn print_json(value: &impl serde::Serialize, ui: &Ui) -> Result<(), Failure> {
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    ui.out().write_all(text.as_bytes())?;
    Ok(())
}

/// The catalog that a person named, by `--catalog` or RAWI_CATALOG.
fn named(global: &Global) -> Option<PathBuf> {
    // Not clap's own `env`: it counts a set variable as a given option, in usage lines and in "no arguments at all".
    let from_environment = || std::env::var_os("RAWI_CATALOG").filter(|name| !name.is_empty()).map(PathBuf::from);
    global.catalog.clone().or_else(from_environment)
}

fn place(global: &Global) -> Result<PathBuf, Failure> {
    if let Some(path) = named(global) {
        return Ok(path);
    }
    let folders = directories::ProjectDirs::from("", "", "rawi").ok_or_else(|| {
        Failure::new("this user has no data directory").hint("name the catalog with `--catalog FILE` or RAWI_CATALOG")
    })?;
    Ok(folders.data_dir().join("catalog.db"))
}

/// Seconds since 1970. RAWI_NOW stands in for the clock, so that documents and tests can be made again exactly.
fn now() -> i64 {
    if let Some(fixed) = std::env::var("RAWI_NOW").ok().and_then(|s| s.parse().ok()) {
        return fixed;
    }
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| i64::try_from(d.as_secs()).unwrap_or(i64::MAX))
}

pub(crate) fn absolute(path: &Path) -> String {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).display().to_string()
}

fn recording_facts(path: &Path) -> Result<RecordingFacts, Failure> {
    let facts = audio::probe(path)?;
    // Decodes the first block: what cannot be heard later is refused now.
    audio::decode(path, &audio::Options::default())?;
    let track = facts.main_track();
    let tags = [
        ("title", &facts.tags.title),
        ("artist", &facts.tags.artist),
        ("album", &facts.tags.album),
        ("date", &facts.tags.date),
        ("language", &facts.tags.language),
        ("comment", &facts.tags.comment),
        ("url", &facts.tags.url),
    ];
    let tags: BTreeMap<String, String> =
        tags.iter().filter_map(|(k, v)| Some(((*k).to_owned(), v.as_ref()?.clone()))).collect();
    Ok(RecordingFacts {
        sha256: audio::content_sha256(path)?,
        path: absolute(path),
        bytes: fs::metadata(path).map_or(0, |m| m.len()),
        duration_ms: facts.duration().map_or(0, |d| d.as_millis()),
        container: Some(facts.container.clone()),
        codec: track.map_or_else(String::new, |t| t.codec.clone()),
        rate_hz: track.and_then(|t| t.rate_hz).unwrap_or(0),
        channels: track.and_then(|t| t.channels).unwrap_or(0),
        tags,
    })
}

/// What is known of the report: a person's word first, then what was known, then the page's and the recording's own.
fn report_facts(
    new: &RecordingFacts,
    path: &Path,
    page: Option<&Article>,
    given: &Facts,
    before: Option<&ReportFacts>,
) -> ReportFacts {
    let page_facts = page.map(Article::facts);
    let pick = |given: &Option<String>, before: Option<String>, page: Option<String>| given.clone().or(before).or(page);
    let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let title = pick(
        &given.title,
        before.map(|b| b.title.clone()),
        page_facts.and_then(|f| f.title.clone()).or_else(|| page.and_then(headline)),
    )
    .or_else(|| new.tags.get("title").cloned())
    .unwrap_or(stem);
    ReportFacts {
        title,
        url: pick(&given.url, before.and_then(|b| b.url.clone()), page_facts.and_then(|f| f.url.clone())),
        date: pick(&given.date, before.and_then(|b| b.date.clone()), page_facts.and_then(|f| f.date.clone())),
        language: given
            .language
            .as_ref()
            .and_then(|l| l.given())
            .or_else(|| before.and_then(|b| b.language.clone()))
            .or_else(|| page.map(|p| p.language().clone()).filter(|l| *l != Language::unknown())),
        notes: before.and_then(|b| b.notes.clone()),
        recording: None,
    }
}

fn headline(article: &Article) -> Option<String> {
    let part = article.parts().iter().find(|p| p.kind == rawi::article::PartKind::Headline)?;
    Some(part.range.of(article.text()).trim().to_owned())
}
