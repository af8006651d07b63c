//! Reports as a bag: a directory for an archive, in which every file is named with its hashes (RFC 8493, BagIt 1.0).

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::catalog::{self, Catalog, ReportId, StoredReport, path_of_text};
use crate::text::{Sha256, Sha256Hasher, Sha512Hasher};
use crate::transcript;

/// What a bag says of itself besides what is in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BagLabel {
    /// The day on which it is made, `YYYY-MM-DD`.
    pub date: String,
    /// Whose it is.
    pub organization: Option<String>,
}

/// A bag that was written.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Bagged {
    /// Reports in it.
    pub reports: usize,
    /// Files in it, those about the bag itself not counted.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// What should be in it and is not: recordings and captions that are not where they were, or are not as they were.
    pub lacking: Vec<String>,
}

/// Why a bag could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BagError {
    /// There is something already where it was to be.
    #[error("`{}` is there already, and a bag begins with an empty place", path.display())]
    Exists {
        /// The place.
        path: PathBuf,
    },
    /// It cannot be written.
    #[error("cannot write `{}`", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The catalog cannot be read.
    #[error(transparent)]
    Catalog(#[from] catalog::Error),
}

/// Writes the reports as a bag into the directory `dir`, which is made. Each report has a directory of its slug with the recording as it
/// came, the newest article, its page as it came, the transcript that is shown and the newest alignment as JSON, the captions that were
/// written last and are still as rawi wrote them, and `report.jsonl`: all that the catalog has of it with where it comes from, which
/// `rawi import` reads. `at` is told how many reports are done.
///
/// The files that make a bag of it are written last, so that one that was broken off is none. The same catalog gives the same bytes, but
/// for the date.
///
/// # Errors
/// [`BagError`]. A recording that is not there is no error: it is named in [`Bagged::lacking`].
pub fn write_bag(
    catalog: &Catalog,
    reports: &[ReportId],
    dir: &Path,
    label: &BagLabel,
    mut at: impl FnMut(u64),
) -> Result<Bagged, BagError> {
    fs::create_dir(dir).map_err(|source| match source.kind() {
        io::ErrorKind::AlreadyExists => BagError::Exists { path: dir.to_owned() },
        _ => BagError::Write { path: dir.to_owned(), source },
    })?;
    let mut bag = Bag { dir: dir.to_owned(), entries: Vec::new(), lacking: Vec::new() };
    let mut slugs = Vec::new();
    for (done, id) in (1..).zip(reports) {
        let report = catalog.report(*id)?;
        bag.report(catalog, &report)?;
        slugs.push(report.slug.to_string());
        at(done);
    }
    bag.close(label, &slugs)
}

/// A file of a bag, by its path in it.
struct Entry {
    path: String,
    bytes: u64,
    sha256: Sha256,
    sha512: String,
}

/// A bag in the making.
struct Bag {
    dir: PathBuf,
    entries: Vec<Entry>,
    lacking: Vec<String>,
}

impl Bag {
    fn report(&mut self, catalog: &Catalog, report: &StoredReport) -> Result<(), BagError> {
        let folder = format!("data/{}", report.slug);
        self.recording(catalog, report, &folder)?;
        if let Some(article) = catalog.newest_article(report.id)? {
            self.add(&format!("{folder}/article.txt"), catalog.article(article)?.text().as_bytes())?;
        }
        if let Some(page) = catalog.page(report.id)? {
            self.add(&format!("{folder}/page.html"), &page.content)?;
        }
        let shown = report.facts.recording.map(|recording| catalog.shown_transcript(recording)).transpose()?.flatten();
        if let Some(id) = shown {
            let mut own = Vec::new();
            transcript::write_json(&catalog.transcript(id)?, &mut own)
                .map_err(|source| self.failed("transcript", source))?;
            self.add(&format!("{folder}/transcript.json"), &own)?;
        }
        let details = catalog.details(report.id)?;
        if let Some(id) = details.alignments.last() {
            let alignment = serde_json::to_vec_pretty(&catalog.alignment(*id)?.alignment)
                .map_err(|error| self.failed("alignment", error.into()))?;
            self.add(&format!("{folder}/alignment.json"), &alignment)?;
        }
        for (number, kept) in (1..).zip(&details.exports) {
            self.written(&kept.export.path, kept.export.content_sha256, &format!("{folder}/captions/{number}-"))?;
        }
        let mut lines = Vec::new();
        catalog.export_json_lines(Some(report.id), &mut lines)?;
        self.add(&format!("{folder}/report.jsonl"), &lines)
    }

    fn recording(&mut self, catalog: &Catalog, report: &StoredReport, folder: &str) -> Result<(), BagError> {
        let Some(id) = report.facts.recording else { return Ok(()) };
        let recording = catalog.recording(id)?;
        if recording.facts.is_transcript_only() {
            return Ok(());
        }
        let ending = recording.file().extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
        let is_plain = |ending: &String| ending.len() <= 5 && ending.bytes().all(|b| b.is_ascii_alphanumeric());
        let ending = ending.filter(is_plain).unwrap_or_else(|| "bin".to_owned());
        self.kept(&recording.facts.path, recording.facts.sha256, &format!("{folder}/recording.{ending}"))
    }

    /// A file that was written of a report, under its own name.
    fn written(&mut self, path: &str, sha256: Sha256, before: &str) -> Result<(), BagError> {
        let file = path_of_text(path);
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or("captions").to_owned();
        self.kept(path, sha256, &format!("{before}{name}"))
    }

    /// Takes a file of the computer, if it is there and has this hash still.
    fn kept(&mut self, path: &str, sha256: Sha256, name: &str) -> Result<(), BagError> {
        let file = path_of_text(path);
        let opened = File::open(&file).ok().filter(|_| file.is_file());
        let Some(opened) = opened else {
            self.lacking.push(format!("{path} is not there"));
            return Ok(());
        };
        self.copy(name, opened)?;
        if self.entries.last().is_some_and(|entry| entry.sha256 != sha256) {
            self.entries.pop();
            let spoilt = self.dir.join(name);
            fs::remove_file(&spoilt).map_err(|source| BagError::Write { path: spoilt, source })?;
            self.lacking.push(format!("{path} is not as it was kept"));
        }
        Ok(())
    }

    fn add(&mut self, name: &str, content: &[u8]) -> Result<(), BagError> {
        self.copy(name, content)
    }

    /// Writes a file of the bag, piece by piece.
    fn copy(&mut self, name: &str, mut content: impl Read) -> Result<(), BagError> {
        let failed = |source| BagError::Write { path: self.dir.join(name), source };
        let path = self.dir.join(name);
        path.parent().map_or(Ok(()), fs::create_dir_all).map_err(failed)?;
        let mut out = File::create_new(&path).map_err(failed)?;
        let (mut short, mut long, mut bytes) = (Sha256Hasher::default(), Sha512Hasher::default(), 0);
        let mut block = vec![0; 64 * 1024];
        loop {
            let read = match content.read(&mut block) {
                Ok(0) => break,
                Ok(read) => block.get(..read).unwrap_or_default(),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(failed(error)),
            };
            short.update(read);
            long.update(read);
            bytes += read.len() as u64;
            out.write_all(read).map_err(failed)?;
        }
        out.sync_all().map_err(failed)?;
        self.entries.push(Entry { path: name.to_owned(), bytes, sha256: short.finish(), sha512: long.finish() });
        Ok(())
    }

    /// Writes what makes a bag of the directory.
    fn close(mut self, label: &BagLabel, slugs: &[String]) -> Result<Bagged, BagError> {
        let payload = std::mem::take(&mut self.entries);
        let (files, bytes) = (payload.len(), payload.iter().map(|entry| entry.bytes).sum());
        self.add("bag-info.txt", about(label, slugs, bytes, files).as_bytes())?;
        let (short, long) = manifests(&payload);
        self.add("manifest-sha256.txt", short.as_bytes())?;
        self.add("manifest-sha512.txt", long.as_bytes())?;
        self.add("bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")?;
        let tags = std::mem::take(&mut self.entries);
        let (short, long) = manifests(&tags);
        self.add("tagmanifest-sha256.txt", short.as_bytes())?;
        self.add("tagmanifest-sha512.txt", long.as_bytes())?;
        Ok(Bagged { reports: slugs.len(), files, bytes, lacking: self.lacking })
    }

    fn failed(&self, what: &str, source: io::Error) -> BagError {
        BagError::Write { path: self.dir.join(what), source }
    }
}

fn about(label: &BagLabel, slugs: &[String], bytes: u64, files: usize) -> String {
    let mut lines = Vec::new();
    lines.extend(label.organization.as_ref().map(|name| ("Source-Organization", name.clone())));
    lines.push(("Bagging-Date", label.date.clone()));
    lines.push(("Bag-Software-Agent", concat!("rawi ", env!("CARGO_PKG_VERSION")).to_owned()));
    lines.push(("Payload-Oxum", format!("{bytes}.{files}")));
    lines.extend(slugs.iter().map(|slug| ("External-Identifier", slug.clone())));
    // A line's end in a value would begin another line.
    let line = |(name, value): (&str, String)| format!("{name}: {}\n", value.replace(['\r', '\n'], " "));
    lines.into_iter().map(line).collect()
}

/// The lines of both manifests, in the order of the paths.
fn manifests(entries: &[Entry]) -> (String, String) {
    let mut sorted: Vec<&Entry> = entries.iter().collect();
    sorted.sort_by(|a, b| a.path.cmp(&b.path));
    let path = |entry: &Entry| entry.path.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let short = sorted.iter().map(|entry| format!("{}  {}\n", entry.sha256, path(entry))).collect();
    (short, sorted.iter().map(|entry| format!("{}  {}\n", entry.sha512, path(entry))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{ExportFacts, RecordingFacts, ReportFacts};

    fn label() -> BagLabel {
        BagLabel { date: "2026-11-26".into(), organization: Some("Radio\nNorth".into()) }
    }

    /// A report with a recording and captions that lie in `dir`.
    fn shelf(dir: &Path) -> (Catalog, ReportId) {
        let catalog = Catalog::open(&dir.join("rawi.db")).unwrap();
        let (sound, captions) = (dir.join("a.MP3"), dir.join("100%.vtt"));
        fs::write(&sound, b"sound").unwrap();
        fs::write(&captions, b"WEBVTT\n").unwrap();
        let facts = RecordingFacts::new(Sha256::of(b"sound"), sound.to_str().unwrap(), "mp3", 44_100, 1).unwrap();
        let recording = catalog.add_recording(&facts, 1).unwrap();
        let report = catalog.add_report(&ReportFacts::new("مجلس الأمن").with_recording(recording), 2).unwrap();
        let written = ExportFacts::new(captions.to_str().unwrap(), "vtt", Sha256::of(b"WEBVTT\n")).unwrap();
        catalog.record_export(report, &written, 3).unwrap();
        (catalog, report)
    }

    /// What a reader of bags does: each file that is named has its hash, and none is there that is not named.
    fn judged(dir: &Path) -> Result<usize, String> {
        let mut named = Vec::new();
        for manifest in ["manifest-sha256.txt", "tagmanifest-sha256.txt"] {
            for line in fs::read_to_string(dir.join(manifest)).map_err(|e| e.to_string())?.lines() {
                let (hash, path) = line.split_once("  ").unwrap();
                let path = path.replace("%25", "%");
                let content = fs::read(dir.join(&path)).map_err(|_| format!("{path} is not there"))?;
                if Sha256::of(&content).to_string() != hash {
                    return Err(format!("{path} is another"));
                }
                named.push(path);
            }
        }
        Ok(named.iter().filter(|path| path.starts_with("data/")).count())
    }

    #[test]
    fn a_bag_names_every_file_with_its_hash_and_is_the_same_twice() {
        let dir = tempfile::tempdir().unwrap();
        let (catalog, report) = shelf(dir.path());
        let (a, b) = (dir.path().join("a"), dir.path().join("b"));
        let made = write_bag(&catalog, &[report], &a, &label(), |_| {}).unwrap();
        assert_eq!((made.reports, made.files, made.lacking.len()), (1, 3, 0));
        assert_eq!(judged(&a), Ok(3));
        write_bag(&catalog, &[report], &b, &label(), |_| {}).unwrap();
        for file in ["bag-info.txt", "tagmanifest-sha512.txt"] {
            assert_eq!(fs::read(a.join(file)).unwrap(), fs::read(b.join(file)).unwrap());
        }
        let about = fs::read_to_string(a.join("bag-info.txt")).unwrap();
        assert!(
            about.contains("Source-Organization: Radio North\n") && about.contains(&format!("{}.3\n", made.bytes)),
            "{about}"
        );
        let sound = a.join("data").join(catalog.report(report).unwrap().slug.to_string()).join("recording.mp3");
        fs::write(&sound, b"sounD").unwrap();
        assert!(judged(&a).unwrap_err().ends_with("recording.mp3 is another"));
    }

    #[test]
    fn what_is_gone_or_another_is_named_and_a_place_that_is_taken_is_left() {
        let dir = tempfile::tempdir().unwrap();
        let (catalog, report) = shelf(dir.path());
        fs::write(dir.path().join("a.MP3"), b"other").unwrap();
        fs::remove_file(dir.path().join("100%.vtt")).unwrap();
        let place = dir.path().join("bag");
        let made = write_bag(&catalog, &[report], &place, &label(), |_| {}).unwrap();
        assert!(made.lacking[0].ends_with("a.MP3 is not as it was kept"), "{made:?}");
        assert!(made.lacking[1].ends_with("100%.vtt is not there"), "{made:?}");
        assert_eq!(judged(&place), Ok(1));
        let refused = write_bag(&catalog, &[report], &place, &label(), |_| {}).unwrap_err();
        assert!(matches!(refused, BagError::Exists { .. }), "{refused}");
        assert_eq!(judged(&place), Ok(1));
    }
}
