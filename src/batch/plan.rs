//! The plan of a batch: an immutable file that tells each of many tasks, wherever it runs, what it has to do.
//!
//! JSON Lines. The first is the head: what all recordings have in common. Each line after it is a recording, by task, the longest first.

use std::io::{self, BufRead, Read, Write};

use serde::{Deserialize, Serialize};

use super::key::BundleKey;
use super::settings::PlanSettings;
use super::sharing::{shared, tasks_of};
use crate::job::Options;
use crate::text::{Language, Sha256};
use crate::time::Millis;
use crate::transcript::Engine;

/// `rawi.plan`, the value of `format` in the first line.
pub const PLAN_FORMAT: &str = "rawi.plan";
/// The version that this code writes.
pub const PLAN_VERSION: u32 = 1;

/// The longest line: names, a title and two addresses.
const LONGEST_LINE_BYTES: u64 = 1 << 20;
/// Where the length of a recording is not known it is taken for one of 128 kbit/s.
const BYTES_PER_MS: u64 = 16;

/// A recording to be planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PlanEntry {
    /// Where it lies: an absolute path, one that counts from the tasks' root, or an address.
    pub recording: String,
    /// Its content.
    pub sha256: Sha256,
    /// Its size.
    pub bytes: u64,
    /// How long its header says that it is, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration_ms: Option<u32>,
    /// Where its article lies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    /// The content of the article's file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article_sha256: Option<Sha256>,
    /// The title, where a person said one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where it was published, where a person said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The day of publication, where a person said one: `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The language that is spoken; `None` lets the recogniser tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// Other languages that may be spoken in between.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Language>,
}

impl PlanEntry {
    /// The recording of the content `sha256` and so many bytes at `recording`, of which nothing else is known.
    #[must_use]
    pub fn new(recording: impl Into<String>, sha256: Sha256, bytes: u64) -> Self {
        let (article, article_sha256, title, url, date) = (None, None, None, None, None);
        let recording = recording.into();
        let (duration_ms, language, also) = (None, None, Vec::new());
        Self { recording, sha256, bytes, duration_ms, article, article_sha256, title, url, date, language, also }
    }

    /// The same with an article in a file of the content `sha256` at `from`.
    #[must_use]
    pub fn article(self, from: impl Into<String>, sha256: Sha256) -> Self {
        Self { article: Some(from.into()), article_sha256: Some(sha256), ..self }
    }

    /// How much work it is, in milliseconds of sound.
    fn work_ms(&self) -> u64 {
        self.duration_ms.map_or(self.bytes / BYTES_PER_MS, u64::from)
    }

    fn key(&self, settings: &PlanSettings, engine: &Engine) -> BundleKey {
        let run = self.run(settings, engine).1;
        BundleKey::of(self.sha256, self.article_sha256, &run)
    }

    /// How it is transcribed, and the identity of that run.
    pub(super) fn run(&self, settings: &PlanSettings, engine: &Engine) -> (Options, Engine) {
        let options = settings.options(self.language.clone(), self.also.clone());
        let run = options.engine(engine, self.article.is_some());
        (options, run)
    }
}

/// A recording of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PlannedRecording {
    /// The task that does it, from 0.
    pub task: u32,
    /// The recording.
    #[serde(flatten)]
    pub entry: PlanEntry,
    /// The name of its bundle.
    pub key: BundleKey,
}

/// What is to be done, by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    head: Head,
    recordings: Vec<PlannedRecording>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Head {
    format: String,
    version: u32,
    /// Which program made it, and its version.
    program: String,
    settings: PlanSettings,
    settings_sha256: Sha256,
    engine: Engine,
    tasks: u32,
    recordings: u64,
    duration_ms: u64,
}

/// Into how many tasks a plan is parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskSize {
    /// So many, or one for each recording where there are fewer.
    Count(u32),
    /// As many as it takes for each to have about so much recorded time.
    Length(Millis),
}

/// Why a plan cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// It is something else.
    #[error("it is no plan of a batch: {reason}")]
    NotAPlan {
        /// What is wrong with its first line.
        reason: String,
    },
    /// A later rawi made it.
    #[error("it has version {found}, and this rawi reads up to {PLAN_VERSION}")]
    Newer {
        /// Its version.
        found: u32,
    },
    /// A line cannot be read, or says something that cannot be.
    #[error("line {line} of the plan: {reason}")]
    Line {
        /// Its number, from 1.
        line: u64,
        /// What is wrong.
        reason: String,
    },
    /// Lines are missing, or there are too many.
    #[error("the plan says that it has {expected} recordings, and there are {found}: it is not whole")]
    Cut {
        /// How many there should be.
        expected: u64,
        /// How many there are.
        found: u64,
    },
    /// There is no such task.
    #[error("the plan has no task {task}: its {tasks} tasks are numbered from 0")]
    NoTask {
        /// The wanted one.
        task: u32,
        /// How many there are.
        tasks: u32,
    },
    /// It cannot be read.
    #[error("the plan cannot be read")]
    Read(#[from] io::Error),
}

impl Plan {
    /// A plan for `entries`, to be done by `engine` with `settings`. Entries that are the same work as an earlier one are left out. The
    /// same arguments give the same plan.
    #[must_use]
    pub fn new(settings: PlanSettings, engine: Engine, entries: Vec<PlanEntry>, size: TaskSize) -> Self {
        let mut seen = std::collections::BTreeSet::new();
        let keyed = entries.into_iter().map(|entry| (entry.key(&settings, &engine), entry));
        let kept: Vec<(BundleKey, PlanEntry)> = keyed.filter(|(key, _)| seen.insert(*key)).collect();
        let lengths: Vec<u64> = kept.iter().map(|(_, entry)| entry.work_ms()).collect();
        let tasks = match size {
            TaskSize::Count(count) => u32::try_from(kept.len()).unwrap_or(u32::MAX).min(count).max(1),
            TaskSize::Length(most) => tasks_of(&lengths, u64::from(most.as_millis())),
        };
        let planned = shared(&lengths, tasks).into_iter().zip(kept);
        let mut recordings: Vec<_> = planned.map(|(task, (key, entry))| PlannedRecording { task, entry, key }).collect();
        recordings.sort_by_key(|line| (line.task, std::cmp::Reverse(line.entry.work_ms())));
        let head = Head {
            format: PLAN_FORMAT.to_owned(),
            version: PLAN_VERSION,
            program: format!("rawi {}", env!("CARGO_PKG_VERSION")),
            settings_sha256: hash_of(&settings),
            settings,
            engine,
            tasks,
            recordings: recordings.len() as u64,
            duration_ms: lengths.iter().sum(),
        };
        Self { head, recordings }
    }

    /// Writes it.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        serde_json::to_writer(&mut *out, &self.head)?;
        out.write_all(b"\n")?;
        for line in &self.recordings {
            serde_json::to_writer(&mut *out, line)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }

    /// Reads a plan; of a plan of many tasks only the recordings of the task `only`, where one is named. The whole file is looked through
    /// in any case: one that was cut or changed is refused.
    ///
    /// # Errors
    /// [`PlanError`].
    pub fn read(mut lines: impl BufRead, only: Option<u32>) -> Result<Self, PlanError> {
        let first = next_line(&mut lines, 1)?.unwrap_or_default();
        let head = head_of(&first)?;
        if let Some(task) = only.filter(|task| *task >= head.tasks) {
            return Err(PlanError::NoTask { task, tasks: head.tasks });
        }
        let mut plan = Self { head, recordings: Vec::new() };
        let mut found = 0;
        while let Some(text) = next_line(&mut lines, found + 2)? {
            found += 1;
            let line = plan.line(&text).map_err(|reason| PlanError::Line { line: found + 1, reason })?;
            if only.is_none_or(|task| task == line.task) {
                plan.recordings.push(line);
            }
        }
        if found != plan.head.recordings {
            return Err(PlanError::Cut { expected: plan.head.recordings, found });
        }
        Ok(plan)
    }

    fn line(&self, text: &str) -> Result<PlannedRecording, String> {
        let line: PlannedRecording = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if line.task >= self.head.tasks {
            return Err(format!("it is for task {}, and there are {}", line.task, self.head.tasks));
        }
        if line.entry.article.is_some() != line.entry.article_sha256.is_some() {
            return Err("an article has a place and a hash, or neither".to_owned());
        }
        let key = line.entry.key(&self.head.settings, &self.head.engine);
        if line.key == key { Ok(line) } else { Err("its bundle would have another name: it was changed".to_owned()) }
    }

    /// How many tasks it has, numbered from 0.
    #[must_use]
    pub fn tasks(&self) -> u32 {
        self.head.tasks
    }

    /// How much recorded time all of it is, as far as that is known.
    #[must_use]
    pub fn duration_ms(&self) -> u64 {
        self.head.duration_ms
    }

    /// How its recordings are transcribed.
    #[must_use]
    pub fn settings(&self) -> &PlanSettings {
        &self.head.settings
    }

    /// Which engine and model does that, and how it is set.
    #[must_use]
    pub fn engine(&self) -> &Engine {
        &self.head.engine
    }

    /// Its recordings, by task, the longest of a task first; those of one task where only that was read.
    #[must_use]
    pub fn recordings(&self) -> &[PlannedRecording] {
        &self.recordings
    }
}

fn hash_of(settings: &PlanSettings) -> Sha256 {
    // Texts, numbers and truths are always written.
    Sha256::of(&serde_json::to_vec(settings).unwrap_or_default())
}

fn head_of(text: &str) -> Result<Head, PlanError> {
    #[derive(Deserialize)]
    struct Mark {
        format: String,
        version: u32,
    }
    let refused = |reason: String| PlanError::NotAPlan { reason };
    let mark: Mark = serde_json::from_str(text)
        .map_err(|_| refused(format!("its first line is not that of a plan (`\"format\":\"{PLAN_FORMAT}\"`)")))?;
    if mark.format != PLAN_FORMAT {
        return Err(refused(format!("its format is `{}`, not `{PLAN_FORMAT}`", mark.format)));
    }
    if mark.version > PLAN_VERSION {
        return Err(PlanError::Newer { found: mark.version });
    }
    let head: Head = serde_json::from_str(text).map_err(|error| refused(error.to_string()))?;
    if hash_of(&head.settings) != head.settings_sha256 {
        return Err(refused("its settings were changed".to_owned()));
    }
    Ok(head)
}

/// The next line without its end, of no more than [`LONGEST_LINE_BYTES`].
fn next_line(lines: &mut impl BufRead, number: u64) -> Result<Option<String>, PlanError> {
    let mut bytes = Vec::new();
    if lines.take(LONGEST_LINE_BYTES + 1).read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    let wrong = |reason: String| PlanError::Line { line: number, reason };
    if bytes.len() as u64 > LONGEST_LINE_BYTES {
        return Err(wrong(format!("it is longer than {LONGEST_LINE_BYTES} bytes")));
    }
    if bytes.pop() != Some(b'\n') {
        return Err(wrong("it has no end: the file was cut".to_owned()));
    }
    String::from_utf8(bytes).map(Some).map_err(|_| wrong("it is not UTF-8 text".to_owned()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn engine() -> Engine {
        let options = vec!["beam=5".to_owned()];
        Engine { name: "whisper.cpp 1".into(), model: Some("small".into()), model_sha256: Some(Sha256::of(b"m")), options }
    }

    fn entry(number: u32, duration_ms: Option<u32>) -> PlanEntry {
        let hash = Sha256::of(&number.to_le_bytes());
        let mut entry = PlanEntry::new(format!("/shows/{number}.mp3"), hash, 1_600);
        entry.duration_ms = duration_ms;
        if number.is_multiple_of(2) { entry.article(format!("/shows/{number}.html"), hash) } else { entry }
    }

    fn written(plan: &Plan) -> String {
        let mut out = Vec::new();
        plan.write(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn plan(lengths: &[Option<u32>], size: TaskSize) -> Plan {
        let entries = (0..).zip(lengths).map(|(number, length)| entry(number, *length)).collect();
        Plan::new(PlanSettings::default(), engine(), entries, size)
    }

    #[test]
    fn a_plan_is_parted_by_length_and_the_same_work_stands_in_it_once() {
        let lengths = [Some(60_000), Some(30_000), None, Some(40_000)];
        let whole = plan(&lengths, TaskSize::Length(Millis::new(70_000)));
        assert_eq!((whole.tasks(), whole.duration_ms()), (2, 130_100));
        let order: Vec<(u32, &str)> = whole.recordings().iter().map(|l| (l.task, l.entry.recording.as_str())).collect();
        assert_eq!(order, [(0, "/shows/0.mp3"), (0, "/shows/2.mp3"), (1, "/shows/3.mp3"), (1, "/shows/1.mp3")]);
        let twice = vec![entry(1, Some(5)), PlanEntry { recording: "/elsewhere.mp3".into(), ..entry(1, Some(5)) }];
        let once = Plan::new(PlanSettings::default(), engine(), twice, TaskSize::Count(9));
        assert_eq!((once.recordings().len(), once.tasks()), (1, 1));
    }

    #[test]
    fn a_task_reads_its_own_lines_and_a_plan_that_was_cut_or_changed_is_refused() {
        let whole = plan(&[Some(1), Some(2), Some(3), Some(4)], TaskSize::Count(2));
        let text = written(&whole);
        assert_eq!(Plan::read(text.as_bytes(), None).unwrap(), whole);
        let own = Plan::read(text.as_bytes(), Some(1)).unwrap();
        assert!(own.recordings().len() == 2 && own.recordings().iter().all(|line| line.task == 1));
        let told = |text: &str, only| Plan::read(text.as_bytes(), only).unwrap_err().to_string();
        assert_eq!(told(&text, Some(2)), "the plan has no task 2: its 2 tasks are numbered from 0");
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            told(&format!("{}\n", lines[..4].join("\n")), Some(0)),
            "the plan says that it has 4 recordings, and there are 3: it is not whole"
        );
        assert_eq!(told(&text[..text.len() - 9], None), "line 5 of the plan: it has no end: the file was cut");
        let changed = text.replace("\"task\":1", "\"task\":7");
        assert_eq!(told(&changed, None), "line 4 of the plan: it is for task 7, and there are 2");
        let other = text.replace(&Sha256::of(&1_u32.to_le_bytes()).to_string(), &Sha256::of(b"?").to_string());
        assert!(told(&other, None).ends_with("its bundle would have another name: it was changed"));
        assert!(told(&text.replacen("\"beam\":null", "\"beam\":1", 1), None).ends_with("its settings were changed"));
        assert_eq!(
            told(&text.replacen("\"version\":1", "\"version\":2", 1), None),
            "it has version 2, and this rawi reads up to 1"
        );
        assert!(told("", None).starts_with("it is no plan of a batch: its first line"));
        assert!(told("{\"format\":\"rawi.catalog\",\"version\":1}\n", None).contains("`rawi.catalog`, not `rawi.plan`"));
    }

    proptest! {
        #[test]
        fn every_recording_is_in_one_task_and_the_longest_comes_first(
            lengths in prop::collection::vec(prop::option::of(0..10_000_000_u32), 0..40), tasks in 1..9_u32,
        ) {
            let whole = plan(&lengths, TaskSize::Count(tasks));
            prop_assert_eq!(whole.recordings().len(), lengths.len());
            let text = written(&whole);
            prop_assert_eq!(&text, &written(&plan(&lengths, TaskSize::Count(tasks))));
            let parts: Vec<Plan> = (0..whole.tasks()).map(|task| Plan::read(text.as_bytes(), Some(task)).unwrap()).collect();
            let all: Vec<_> = parts.iter().flat_map(|part| part.recordings().to_vec()).collect();
            prop_assert_eq!(all, whole.recordings().to_vec());
            for part in parts {
                prop_assert!(part.recordings().is_sorted_by_key(|line| std::cmp::Reverse(line.entry.work_ms())));
            }
        }

        #[test]
        fn whatever_is_read_as_a_plan_is_no_panic(text in "\\PC{0,200}", cut in any::<prop::sample::Index>()) {
            let _ = Plan::read(text.as_bytes(), None);
            let whole = written(&plan(&[Some(1), None], TaskSize::Count(1)));
            prop_assert!(Plan::read(&whole.as_bytes()[..cut.index(whole.len())], None).is_err());
        }
    }
}
