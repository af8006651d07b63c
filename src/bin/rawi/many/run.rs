//! The recordings of a batch, so many at a time, each by a process of its own.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use rawi::batch::{Articles, Fit, Task};
use rawi::catalog::ReportStatus;
use rawi::job::file_stamp;
use rawi::text::Sha256;

use super::matched;
use crate::args::Global;
use crate::error::Failure;
use crate::signals::cancelled;
use crate::store::{Store, kept_path};
use crate::ui::Ui;

/// How one recording ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Made, with so many findings or none.
    Made { findings: bool, note: Option<String> },
    /// It and its article do not belong together.
    Refused(String),
    /// It could not be made.
    Failed(String),
    /// The run was stopped before it, or in it.
    Stopped,
}

/// A run of many.
pub(crate) struct Batch {
    pub(super) tasks: Vec<Task>,
    articles: Vec<PathBuf>,
    matching: Option<Articles>,
    pub(super) options: Vec<OsString>,
    global: Global,
    program: PathBuf,
}

/// The tasks that are to be run, `limit` at most, and how many were made before and have not changed since.
pub(super) fn not_made_yet(
    tasks: Vec<Task>,
    is_written: &dyn Fn(&OsStr, bool) -> bool,
    limit: Option<usize>,
    global: &Global,
) -> Result<(Vec<Task>, usize), Failure> {
    let store = Store::open_if_any(global)?;
    let all = tasks.len();
    let made = |task: &Task| store.as_ref().is_some_and(|store| is_made(store, task, is_written).unwrap_or(false));
    let mut left: Vec<Task> = tasks.into_iter().filter(|task| !made(task)).collect();
    let before = all - left.len();
    left.truncate(limit.unwrap_or(usize::MAX));
    Ok((left, before))
}

/// Whether a recording was made of these very files, and its captions are there.
fn is_made(store: &Store, task: &Task, is_written: &dyn Fn(&OsStr, bool) -> bool) -> Result<bool, Failure> {
    let Some(path) = task.recording.as_ref().filter(|path| path.is_file() && task.transcript.is_none()) else {
        return Ok(false);
    };
    let Ok(report) = store.catalog.find_report(&kept_path(path)) else { return Ok(false) };
    let stored = store.catalog.report(report)?;
    let Some(recording) = stored.facts.recording else { return Ok(false) };
    let unchanged = file_stamp(path).is_some_and(|stamp| store.catalog.file_stamp(recording).ok().flatten() == Some(stamp));
    let status = store.catalog.status(report)?.status;
    let is_far = match &task.article {
        None => status >= ReportStatus::Transcribed,
        Some(article) => {
            let bytes = std::fs::read(article).map(|bytes| Sha256::of(&bytes)).ok();
            let newest = store.catalog.article_versions(report)?.pop().and_then(|version| version.source);
            status >= ReportStatus::Aligned && newest.map(|source| source.sha256) == bytes
        }
    };
    let stem = path.file_stem().unwrap_or_default();
    Ok(unchanged && is_far && is_written(stem, task.article.is_some()))
}

impl Batch {
    pub(crate) fn new(
        tasks: Vec<Task>,
        articles: Vec<PathBuf>,
        options: Vec<OsString>,
        global: &Global,
    ) -> Result<Self, Failure> {
        let program = std::env::current_exe()?;
        // Read only when a recording has no article of its own.
        let (articles, matching) = match tasks.iter().any(|task| task.article.is_none()) {
            true => matched::readable(articles),
            false => (Vec::new(), None),
        };
        Ok(Self { tasks, articles, matching, options, global: global.clone(), program })
    }

    /// Runs all, `jobs` at a time, and tells of each as it ends.
    pub(crate) fn run(&self, jobs: usize, ui: &Ui) -> Result<Vec<Outcome>, Failure> {
        let stopped = cancelled();
        let begun = Instant::now();
        let next = Mutex::new(0_usize);
        let outcomes = Mutex::new(vec![Outcome::Stopped; self.tasks.len()]);
        let done = Mutex::new(0_usize);
        std::thread::scope(|scope| {
            for _ in 0..jobs.clamp(1, self.tasks.len().max(1)) {
                scope.spawn(|| {
                    while let Some(number) = take(&next, self.tasks.len()).filter(|_| !stopped()) {
                        let at = Instant::now();
                        let outcome = match self.tasks.get(number) {
                            Some(task) => self.make(task),
                            None => break,
                        };
                        // A process that was stopped with this one says nothing of its recording.
                        let outcome =
                            if stopped() && !matches!(outcome, Outcome::Made { .. }) { Outcome::Stopped } else { outcome };
                        let Ok(mut count) = done.lock() else { break };
                        *count += 1;
                        if let Some(task) = self.tasks.get(number) {
                            self.tell(task, &outcome, (*count, at.elapsed(), begun.elapsed()), ui);
                        }
                        if let Ok(mut outcomes) = outcomes.lock()
                            && let Some(place) = outcomes.get_mut(number)
                        {
                            *place = outcome;
                        }
                    }
                });
            }
        });
        outcomes.into_inner().map_err(|_| Failure::new("a thread of the run ended early"))
    }

    fn tell(&self, task: &Task, outcome: &Outcome, (done, took, since): (usize, Duration, Duration), ui: &Ui) {
        let all = self.tasks.len();
        let told = match outcome {
            Outcome::Made { findings, note } => {
                let what = if *findings { "made, with findings" } else { "made" };
                note.as_ref().map_or_else(|| what.to_owned(), |note| format!("{what}; {note}"))
            }
            Outcome::Refused(why) => format!("refused: {why}"),
            Outcome::Failed(why) => format!("failed: {why}"),
            Outcome::Stopped => "stopped".to_owned(),
        };
        let left = since.mul_f64((all - done) as f64 / done as f64);
        let eta = if done < all { format!(", about {} left", length(left)) } else { String::new() };
        let width = all.to_string().len();
        ui.say(format!("[{done:>width$}/{all}] {}: {told} ({}{eta})", short_name(task), length(took)));
    }

    /// Makes one recording; one without an article is looked at again with the article that fits what was heard.
    pub(crate) fn make(&self, task: &Task) -> Outcome {
        let first = self.process(task);
        let (Outcome::Made { findings, note: None }, Some(articles)) = (&first, &self.matching) else { return first };
        if task.article.is_some() {
            return first;
        }
        let note = |text: String| Outcome::Made { findings: *findings, note: Some(text) };
        match matched::fit(articles, task, &self.global) {
            Ok(Fit::One { index, .. }) => match self.articles.get(index) {
                Some(article) => {
                    let again = self.process(&with_article(task, article));
                    match again {
                        Outcome::Made { findings, .. } => {
                            Outcome::Made { findings, note: Some(format!("its words are those of {}", article.display())) }
                        }
                        other => other,
                    }
                }
                None => first,
            },
            Ok(Fit::Several { best, other }) => {
                let name =
                    |index: usize| self.articles.get(index).map(|path| path.display().to_string()).unwrap_or_default();
                note(format!("without an article: {} and {} fit alike", name(best), name(other)))
            }
            Ok(Fit::None) => note("without an article: none fits".to_owned()),
            Err(_) => first,
        }
    }

    fn process(&self, task: &Task) -> Outcome {
        let mut command = Command::new(&self.program);
        command.arg("make").args(&self.options).arg("--quiet").args(words(task));
        let ended = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).output();
        let ended = match ended {
            Ok(ended) => ended,
            Err(error) => return Outcome::Failed(error.to_string()),
        };
        let said = String::from_utf8_lossy(&ended.stderr);
        let why =
            said.lines().find_map(|line| line.strip_prefix("error: ")).or(said.lines().next()).unwrap_or("").to_owned();
        match ended.status.code() {
            Some(0) => Outcome::Made { findings: false, note: None },
            Some(1) => Outcome::Made { findings: true, note: None },
            Some(3) => Outcome::Refused(why),
            Some(_) => Outcome::Failed(why),
            None => Outcome::Failed("its process was ended by a signal".to_owned()),
        }
    }
}

fn take(next: &Mutex<usize>, all: usize) -> Option<usize> {
    let mut next = next.lock().ok()?;
    let number = *next;
    *next += 1;
    (number < all).then_some(number)
}

fn with_article(task: &Task, article: &Path) -> Task {
    let mut task = task.clone();
    task.article = Some(article.to_owned());
    task
}

/// A task as the words of a command line.
pub(super) fn words(task: &Task) -> Vec<OsString> {
    let mut words: Vec<OsString> = Vec::new();
    let paths = [("--article", &task.article), ("--transcript", &task.transcript)];
    let texts = [("--title", &task.title), ("--url", &task.url), ("--date", &task.date), ("--language", &task.language)];
    for (name, path) in paths.into_iter().filter_map(|(name, path)| Some((name, path.as_ref()?))) {
        words.extend([OsString::from(name), path.clone().into_os_string()]);
    }
    for (name, text) in texts.into_iter().filter_map(|(name, text)| Some((name, text.as_ref()?))) {
        words.extend([name, text].map(OsString::from));
    }
    // Behind the mark no name is taken for an option.
    words.extend(task.recording.iter().flat_map(|path| [OsString::from("--"), path.clone().into_os_string()]));
    words
}

/// A length for people: `8 s`, `12 min`, `3 h 20 min`.
pub(crate) fn length(time: Duration) -> String {
    match time.as_secs() {
        seconds @ 0..=99 => format!("{seconds} s"),
        seconds @ 100..=5_999 => format!("{} min", (seconds + 30) / 60),
        seconds => format!("{} h {} min", seconds / 3_600, seconds % 3_600 / 60),
    }
}

/// A task's name without the directory, for a line of its own.
fn short_name(task: &Task) -> String {
    let path: &PathBuf = match task.recording.as_ref().or(task.transcript.as_ref()) {
        Some(path) => path,
        None => return String::new(),
    };
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}
