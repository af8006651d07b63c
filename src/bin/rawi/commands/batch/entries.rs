//! The recordings of a plan: each read once, for what it is and how long.

use std::path::Path;

use rawi::article::{self, ReadOptions};
use rawi::audio;
use rawi::batch::{InputError, Inputs, PlanEntry, Task};
use rawi::text::{Language, Sha256};

use crate::addresses;
use crate::args::{self, Spoken};
use crate::error::Failure;
use crate::planned_inputs::{PlannedInputs, reference};
use crate::progress::{Items, Stage};
use crate::signals::cancelled;
use crate::ui::Ui;

/// What goes into a plan.
pub(super) struct Entries<'a> {
    inputs: PlannedInputs,
    root: Option<&'a Path>,
    language: Option<&'a Spoken>,
    ui: &'a Ui,
    pub(super) found: Vec<PlanEntry>,
    /// Recordings that could not be read, or need not be heard.
    pub(super) left_out: usize,
}

impl<'a> Entries<'a> {
    pub(super) fn new(root: Option<&'a Path>, language: Option<&'a Spoken>, ui: &'a Ui) -> Result<Self, Failure> {
        let inputs = PlannedInputs { root: root.unwrap_or(Path::new("")).to_owned(), cancelled: cancelled() };
        Ok(Self { inputs, root, language, ui, found: Vec::new(), left_out: 0 })
    }

    /// Reads all of `tasks`.
    pub(super) fn add_all(&mut self, tasks: Vec<Task>) -> Result<(), Failure> {
        let mut stage: Stage<Items> = self.ui.stage("reading", Items(tasks.len() as u64));
        let stopped = cancelled();
        for (number, task) in (0..).zip(&tasks) {
            if stopped() {
                return Err(Failure::new("stopped on request").hint("nothing was written; the same command begins again"));
            }
            stage.at(Items(number));
            match self.entry(task)? {
                Ok(entry) => self.found.push(entry),
                Err(why) => {
                    self.left_out += 1;
                    self.ui.warn(format!("{} is left out: {why}", task.name()));
                }
            }
        }
        stage.finish();
        Ok(())
    }

    /// The entry of a task; else why there is none.
    fn entry(&mut self, task: &Task) -> Result<Result<PlanEntry, String>, Failure> {
        let Some(path) = task.recording.as_deref().filter(|_| task.transcript.is_none()) else {
            return Ok(Err("it has a transcript, and nothing is to be heard: `rawi make` takes it".to_owned()));
        };
        let named = reference(path, self.root)?;
        let mut entry = match self.recording(&named) {
            Ok(entry) => entry,
            Err(why) => return Ok(Err(why.to_string())),
        };
        let mut of_page = None;
        if let Some(path) = &task.article {
            let from = reference(path, self.root)?;
            let bytes = match self.inputs.article(&from) {
                Ok(bytes) => bytes,
                Err(why) => return Ok(Err(format!("its article cannot be read: {why}"))),
            };
            of_page = language_of(&bytes, &from);
            entry = entry.article(from, Sha256::of(&bytes));
        }
        (entry.title, entry.url, entry.date) = (task.title.clone(), task.url.clone(), task.date.clone());
        if let Some(address) = task.article.as_deref().and_then(addresses::address).filter(|_| entry.url.is_none()) {
            entry.url = Some(address.to_owned());
        }
        let told = task.language.as_deref().map(args::language).transpose();
        let spoken = match told {
            Ok(told) => self.language.cloned().or(told),
            Err(why) => return Ok(Err(why)),
        };
        entry.also = spoken.as_ref().map(Spoken::also).unwrap_or_default();
        entry.language = spoken.as_ref().map_or(of_page, Spoken::given);
        Ok(Ok(entry))
    }

    /// What a recording is, whether it can be decoded or not: a task tells what is wrong with it.
    fn recording(&mut self, named: &str) -> Result<PlanEntry, InputError> {
        let input = self.inputs.recording(named)?;
        let unread = |error: audio::Error| InputError::Unreachable(error.to_string());
        let sha256 = audio::content_sha256(input.path()).map_err(unread)?;
        let bytes = std::fs::metadata(input.path()).map_or(0, |facts| facts.len());
        let mut entry = PlanEntry::new(named, sha256, bytes);
        let lasts = audio::probe(input.path()).ok().and_then(|facts| facts.duration());
        entry.duration_ms = lasts.map(|length| length.as_millis());
        Ok(entry)
    }
}

/// The language of the page, by which the recording is heard where nobody says another.
fn language_of(bytes: &[u8], name: &str) -> Option<Language> {
    article::read(bytes, &ReadOptions::named(name)).ok()?.language().known()
}
