//! What is written: whole or not at all, never over what is not rawi's.

use std::cell::{OnceCell, RefCell};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::time::Duration;

use rawi::catalog::{self, ReportId, WrittenFile, path_text};
use rawi::draft::{self, Draft};
use rawi::text::{Sha256, Sha256Hasher};

use crate::error::{Failure, Hint};
use crate::input::is_standard;
use crate::place::{Identity, Place};
use crate::spool;
use crate::store::Store;

/// How long a pipe is waited for that nobody reads.
const PATIENCE: Duration = Duration::from_secs(10);

/// No page is longer.
const MOST_PAGE_BYTES: u64 = 64 << 20;

/// Whether files of others may be replaced.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
pub(crate) struct Overwrite {
    /// Replace a file that rawi did not write, or that was changed since
    #[arg(long)]
    pub(crate) force: bool,
}

/// The files that one run writes.
pub(crate) struct Outputs<'a> {
    /// Which files are rawi's own; nobody knows where there is no catalog.
    store: Option<&'a Store>,
    force: bool,
    inputs: Vec<PathBuf>,
    /// Recordings of the catalog, looked up when the first file is in question.
    recordings: OnceCell<Vec<Identity>>,
    /// The folder whose abandoned drafts were cleared last.
    cleared: RefCell<Option<PathBuf>>,
}

/// What would become of a file.
pub(crate) enum Prospect {
    /// There is none yet, or it is no file.
    New,
    /// It is rawi's, or may go.
    Replaced,
    /// It is somebody's, and stays.
    Kept(&'static str),
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    Written,
    /// The very same was there.
    Unchanged,
    /// There was a page of a rawi that did not note what it wrote. It has another name now, since somebody may have edited it.
    SetAside(PathBuf),
}

impl Outcome {
    pub(crate) fn word(&self) -> String {
        match self {
            Self::Written => "written".to_owned(),
            Self::Unchanged => "unchanged".to_owned(),
            Self::SetAside(page) => format!("written; the page of an earlier rawi is `{}` now", page.display()),
        }
    }
}

impl<'a> Outputs<'a> {
    pub(crate) fn new(store: &'a Store, overwrite: Overwrite) -> Self {
        Self::known_to(Some(store), overwrite)
    }

    /// Of a run that may have no catalog.
    pub(crate) fn known_to(store: Option<&'a Store>, overwrite: Overwrite) -> Self {
        let (recordings, cleared) = (OnceCell::new(), RefCell::new(None));
        Self { store, force: overwrite.force, inputs: Vec::new(), recordings, cleared }
    }

    /// Never over this input of the run.
    pub(crate) fn sparing(mut self, input: Option<&Path>) -> Self {
        self.inputs.extend(input.filter(|path| !is_standard(path)).map(Path::to_owned));
        self
    }

    /// Judges where `path` leads, before long work begins. What is there may still turn out not to be rawi's when it is written.
    pub(crate) fn target(&self, path: &Path) -> Result<Target<'_>, Failure> {
        let place = Place::of(path)?;
        if let Place::File(file) = &place {
            self.refuse_input(path, file)?;
            self.clear(file);
        }
        Ok(Target { outputs: self, shown: path.to_owned(), place })
    }

    /// Whether a file at `path` is another report's, so that this one needs another name.
    pub(crate) fn is_anothers(&self, path: &Path, report: ReportId) -> Result<bool, Failure> {
        let Ok(Place::File(file)) = Place::of(path) else { return Ok(false) };
        let known = self.written_file(&path_text(&file))?;
        Ok(known.and_then(|known| known.report).is_some_and(|of| of != report))
    }

    fn refuse_input(&self, path: &Path, file: &Path) -> Result<(), Failure> {
        let refuse = |what: &str| {
            Failure::new(format!("`{}` is {what}, and is never written over", path.display()))
                .hint("choose another place with `-o` or `--out`")
        };
        if self.store.is_some_and(|store| is_of_catalog(file, store.catalog.path())) {
            return Err(refuse("the catalog"));
        }
        if self.inputs.iter().any(|input| is_same(file, input)) {
            return Err(refuse("what this run reads"));
        }
        let Some(identity) = Identity::of(file) else { return Ok(()) };
        if self.recordings()?.contains(&identity) { Err(refuse("a recording of the catalog")) } else { Ok(()) }
    }

    fn recordings(&self) -> Result<&[Identity], Failure> {
        if let Some(known) = self.recordings.get() {
            return Ok(known);
        }
        let all = self.store.map_or_else(|| Ok(Vec::new()), |store| store.or_nothing(store.catalog.recordings()))?;
        Ok(self.recordings.get_or_init(|| all.iter().filter_map(|r| Identity::of(&r.file())).collect()))
    }

    /// What rawi last wrote to a path; nothing, where the catalog cannot tell.
    fn written_file(&self, path: &str) -> Result<Option<WrittenFile>, Failure> {
        self.store.map_or(Ok(None), |store| store.or_nothing(store.catalog.written_file(path)))
    }

    /// Drafts of runs that were stopped go when the next run writes beside them.
    fn clear(&self, file: &Path) {
        let Some(folder) = file.parent() else { return };
        if self.cleared.borrow().as_deref() != Some(folder) {
            draft::clear_abandoned(folder);
            *self.cleared.borrow_mut() = Some(folder.to_owned());
        }
    }
}

/// Whether a file is the catalog or of its journal.
fn is_of_catalog(file: &Path, catalog: &Path) -> bool {
    ["", "-wal", "-shm", "-journal"].iter().any(|ending| {
        let mut name = catalog.as_os_str().to_owned();
        name.push(ending);
        is_same(file, Path::new(&name))
    })
}

fn is_same(file: &Path, other: &Path) -> bool {
    match (Identity::of(file), Identity::of(other)) {
        (Some(a), Some(b)) => a == b,
        // One of the two is not there yet: then the name decides.
        _ => matches!(Place::of(other), Ok(Place::File(other)) if other == file),
    }
}

/// A place that was judged, and can be written to.
pub(crate) struct Target<'a> {
    outputs: &'a Outputs<'a>,
    shown: PathBuf,
    place: Place,
}

impl Target<'_> {
    /// Writes `bytes`, which are of `report`.
    pub(crate) fn write(&self, report: Option<ReportId>, bytes: &[u8]) -> Result<Outcome, Failure> {
        match &self.place {
            Place::Standard => io::stdout().write_all(bytes).map(|()| Outcome::Written).map_err(Failure::from),
            Place::Stream(path) => self.stream(path, bytes),
            // Found equal without a draft: a folder that may not be written is no obstacle then.
            Place::File(path) if content(path)? == Some(Sha256::of(bytes)) => self.adopt(report, path, Sha256::of(bytes)),
            Place::File(_) => Ok(self.fill(report, |draft| Ok(draft.write_all(bytes)?))?.0),
        }
    }

    /// Writes what `fill` puts into a draft, which may be as large as it likes.
    pub(crate) fn fill<T>(
        &self,
        report: Option<ReportId>,
        fill: impl FnOnce(&mut Draft) -> Result<T, Failure>,
    ) -> Result<(Outcome, T), Failure> {
        match &self.place {
            Place::File(path) => {
                let folder = path.parent().unwrap_or(Path::new("/"));
                let hint = format!("check that `{}` is writable and has room", folder.display());
                let mut draft = Draft::beside(path).map_err(|e| self.failed(&e)).hint(&hint)?;
                let filled = fill(&mut draft)?;
                Ok((self.keep(report, draft, path).map_err(|f| f.or_hint(&hint))?, filled))
            }
            Place::Standard | Place::Stream(_) => {
                let mut draft = Draft::in_folder(&spool::folder()?)?;
                let filled = fill(&mut draft)?;
                draft.seek(SeekFrom::Start(0))?;
                match &self.place {
                    Place::Stream(path) => io::copy(&mut draft, &mut open_stream(path)?)?,
                    _ => io::copy(&mut draft, &mut io::stdout())?,
                };
                Ok((Outcome::Written, filled))
            }
        }
    }

    /// What would become of what is there.
    pub(crate) fn prospect(&self) -> Result<Prospect, Failure> {
        let Place::File(path) = &self.place else { return Ok(Prospect::New) };
        let Some(found) = content(path)? else { return Ok(Prospect::New) };
        let known = self.known(path)?;
        let is_own = known.as_ref().is_some_and(|known| known.is_content(found));
        if is_own || self.outputs.force || known.is_none() && is_page(path) {
            return Ok(Prospect::Replaced);
        }
        Ok(Prospect::Kept(why_kept(known.is_some())))
    }

    fn stream(&self, path: &Path, bytes: &[u8]) -> Result<Outcome, Failure> {
        open_stream(path)?.write_all(bytes).map_err(|e| self.failed(&e))?;
        Ok(Outcome::Written)
    }

    /// Gives a draft its place, if what is there may go.
    fn keep(&self, report: Option<ReportId>, mut draft: Draft, path: &Path) -> Result<Outcome, Failure> {
        draft.seek(SeekFrom::Start(0))?;
        let new = hash(&mut draft).map_err(|e| self.failed(&e))?;
        let found = content(path)?;
        if found == Some(new) {
            return self.adopt(report, path, new);
        }
        let aside = match found {
            Some(found) => self.settle_with(path, found)?,
            None => None,
        };
        // First recorded, then written: stopped in between, the next run still knows what lies there.
        self.record(report, path, new, found.filter(|_| aside.is_none()))?;
        draft.take_place(path).map_err(|e| self.failed(&e))?;
        Ok(aside.map_or(Outcome::Written, Outcome::SetAside))
    }

    /// The very same is there: it is rawi's from now on.
    fn adopt(&self, report: Option<ReportId>, path: &Path, content: Sha256) -> Result<Outcome, Failure> {
        let known = self.known(path)?;
        if known.is_none_or(|known| known.content_sha256 != content || known.report != report) {
            self.record(report, path, content, None)?;
        }
        Ok(Outcome::Unchanged)
    }

    /// Refuses to replace what is there unless it may go: rawi's own as rawi left it, or anything when the person insists. A page
    /// of a rawi that did not note what it wrote makes room: gives where it is then.
    fn settle_with(&self, path: &Path, found: Sha256) -> Result<Option<PathBuf>, Failure> {
        let known = self.known(path)?;
        if self.outputs.force || known.as_ref().is_some_and(|known| known.is_content(found)) {
            return Ok(None);
        }
        if known.is_none() && is_page(path) {
            let aside = free_name(path, "before");
            // Not every disk can give a file two names.
            fs::hard_link(path, &aside).or_else(|_| fs::copy(path, &aside).map(drop)).map_err(|e| self.failed(&e))?;
            return Ok(Some(aside));
        }
        let why = why_kept(known.is_some());
        let told = format!("`{}` {why}, and is left as it is", self.shown.display());
        Err(Failure::new(told).hint("`--force` replaces it; else write to another place, or move this file away"))
    }

    fn known(&self, path: &Path) -> Result<Option<WrittenFile>, Failure> {
        let resolved = self.outputs.written_file(&path_text(path))?;
        // Earlier versions knew files by the path that was given.
        Ok(if resolved.is_some() { resolved } else { self.outputs.written_file(&crate::store::kept_path(&self.shown))? })
    }

    fn record(&self, report: Option<ReportId>, path: &Path, new: Sha256, earlier: Option<Sha256>) -> Result<(), Failure> {
        let Some(store) = self.outputs.store else { return Ok(()) };
        let file = WrittenFile {
            path: path_text(path),
            report,
            content_sha256: new,
            earlier_sha256: earlier,
            written_unix_s: store.now,
        };
        match store.catalog.record_written_file(&file) {
            // Then the next run does not know the file, and asks before it replaces it.
            Err(catalog::Error::ReadOnly { .. }) => Ok(()),
            recorded => store.or_nothing(recorded),
        }
    }

    /// What the system said, without the temporary name that it said it of.
    fn failed(&self, error: &io::Error) -> Failure {
        Failure::from(io::Error::from(error.kind())).about(format!("cannot write `{}`", self.shown.display()))
    }
}

/// Why a file is left as it is.
fn why_kept(is_known: bool) -> &'static str {
    if is_known { "was changed since rawi wrote it" } else { "is not a file that rawi wrote" }
}

/// The hash of the file at `path`; `None` when there is none.
fn content(path: &Path) -> Result<Option<Sha256>, Failure> {
    match File::open(path).and_then(|mut file| hash(&mut file)) {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::from(error).about(format!("cannot see whether `{}` may be replaced", path.display()))),
    }
}

/// Whether the file at `path` is a check page of rawi's.
fn is_page(path: &Path) -> bool {
    let is_short = fs::metadata(path).is_ok_and(|facts| facts.len() <= MOST_PAGE_BYTES);
    is_short && fs::read(path).is_ok_and(|bytes| rawi::report::is_page(&bytes))
}

/// A name beside `path` that no file has, with `mark` before its ending: `a.before.html`, `a.before-2.html`.
fn free_name(path: &Path, mark: &str) -> PathBuf {
    let named = |mark: &str| {
        let mut name = path.file_stem().unwrap_or_default().to_owned();
        name.push(".");
        name.push(mark);
        if let Some(ending) = path.extension() {
            name.push(".");
            name.push(ending);
        }
        path.with_file_name(name)
    };
    let mut free = named(mark);
    for number in 2_u32.. {
        if !free.exists() {
            break;
        }
        free = named(&format!("{mark}-{number}"));
    }
    free
}

fn hash(from: &mut impl Read) -> io::Result<Sha256> {
    let mut hasher = Sha256Hasher::default();
    let mut block = vec![0; 64 * 1024];
    loop {
        match from.read(&mut block) {
            Ok(0) => return Ok(hasher.finish()),
            Ok(n) => hasher.update(&block[..n]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Opens a device or a pipe to write to it; a pipe that nobody reads would be waited for without end.
pub(crate) fn open_stream(path: &Path) -> Result<File, Failure> {
    let (give, opened) = channel();
    let to_open = path.to_owned();
    std::thread::spawn(move || give.send(OpenOptions::new().write(true).open(to_open)));
    let shown = path.display();
    match opened.recv_timeout(PATIENCE) {
        Ok(opened) => opened.map_err(|e| Failure::from(e).about(format!("cannot write to `{shown}`"))),
        Err(_) => {
            Err(Failure::new(format!("`{shown}` is a pipe that nobody reads")).hint("start the program that reads it first"))
        }
    }
}

/// Makes a directory for outputs, and those above it.
pub(crate) fn make_folder(folder: &Path) -> Result<(), Failure> {
    if folder.exists() && !folder.is_dir() {
        return Err(Failure::new(format!("`{}` is a file, and a directory was expected", folder.display()))
            .hint("name another place with `--out`, or move this file away"));
    }
    fs::create_dir_all(folder)
        .map_err(|e| Failure::from(e).about(format!("cannot make the directory `{}`", folder.display())))
}

/// Refuses a file name whose ending says that it holds something else than `what`, which is written with the `known` endings.
pub(crate) fn check_ending(path: &Path, what: &str, known: &[&str]) -> Result<(), Failure> {
    let Some(ending) = path.extension() else { return Ok(()) };
    let leads_to_file = !is_standard(path) && !path.starts_with("/dev");
    if !leads_to_file || known.iter().any(|known| ending.eq_ignore_ascii_case(known)) {
        return Ok(());
    }
    let known: Vec<String> = known.iter().map(|known| format!("`.{known}`")).collect();
    Err(Failure::new(format!("{what} cannot be written as `.{}`", ending.display()))
        .hint(format!("give it a name that ends in {}", known.join(" or "))))
}
