//! A job as a person sees it: a bar for each stage, a line for what came up.

use std::path::Path;

use rawi::job::{self, Note, Observer, Progress};
use rawi::time::Millis;

use crate::progress::Stage;
use crate::ui::Ui;
use crate::warnings;

/// Tells of a job with the recording at `path`.
pub(crate) struct Watch<'a> {
    ui: &'a Ui,
    path: &'a Path,
    stage: Option<(job::Stage, Stage<Millis>)>,
}

impl<'a> Watch<'a> {
    pub(crate) fn new(path: &'a Path, ui: &'a Ui) -> Self {
        Self { ui, path, stage: None }
    }

    fn finish(&mut self) {
        if let Some((_, stage)) = self.stage.take() {
            stage.finish();
        }
    }
}

impl Observer for Watch<'_> {
    fn progress(&mut self, progress: Progress) {
        let here = self.stage.as_ref().is_some_and(|(stage, _)| *stage == progress.stage);
        if !here {
            self.finish();
            let stage = self.ui.stage(progress.stage.name(), progress.all);
            self.stage = Some((progress.stage, stage));
        }
        if let Some((_, stage)) = &mut self.stage {
            stage.at(progress.done);
        }
    }

    fn note(&mut self, note: Note) {
        self.finish();
        match note {
            Note::Damaged(damage) => warnings::damaged(damage, self.path, self.ui),
            Note::NoSpeech => {
                self.ui.warn(format!("`{}` holds no speech: silence or music only", self.path.display()));
            }
            Note::Waiting(worker) => {
                self.ui.say(format!("{worker} works on `{}` already; waiting for it", self.path.display()));
            }
            Note::GoingOn { done, windows } => {
                self.ui.say(format!("going on after {done} of {windows} windows that an earlier run recognised"));
            }
            Note::Heard { words, length, language, language_was_told } => {
                self.ui.detail(format!("{words} words in {} s, heard as {language}", length.as_seconds()));
                if language_was_told && words > 0 {
                    self.ui.say(format!("language heard: {language}"));
                }
            }
            Note::HeardAgain { stretches, words } => {
                self.ui.detail(format!("{stretches} doubtful stretches heard again: {words} words are from there"));
            }
            _ => {}
        }
    }
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        self.finish();
    }
}
