//! The files that are made of a report.

use std::path::{Path, PathBuf};

use rawi::caption::Format;
use rawi::catalog::StoredReport;

use super::names::{CHECK, Names};
use crate::captions::Captions;
use crate::commands::{check, check_page};
use crate::error::{Exit, Failure};
use crate::formats;
use crate::output::{Outcome, Outputs};
use crate::store::{Store, Told};
use crate::style::Style;
use crate::ui::Ui;

pub(super) struct Made<'a> {
    pub(super) store: &'a Store,
    pub(super) report: &'a StoredReport,
    pub(super) told: &'a Told,
    pub(super) outputs: &'a Outputs<'a>,
    pub(super) names: Names,
    pub(super) ui: &'a Ui,
    pub(super) all_written: bool,
    /// Those that are there now.
    pub(super) files: Vec<PathBuf>,
}

impl Made<'_> {
    pub(super) fn captions(&mut self, all: &[Format], style: &Style) -> Result<(), Failure> {
        for &format in all {
            let path = self.names.path(&formats::ending(format, all));
            let captions = match Captions::make(self.store, self.report, self.told, format, style) {
                Err(failure) if format == Format::Chapters => {
                    self.tell(&path, Err(failure));
                    continue;
                }
                captions => captions?,
            };
            self.tell(&path, self.outputs.target(&path).and_then(|target| captions.write(&target, &path, None)));
        }
        Ok(())
    }

    /// Also on the terminal, since what was found is the outcome. Without an article there is none.
    pub(super) fn check_report(&mut self) -> Result<Exit, Failure> {
        let Told::Aligned(stored) = self.told else { return Ok(Exit::Done) };
        let built = rawi::review::checked(&self.store.catalog, self.report, &stored.aligned)?;
        let path = self.names.path(CHECK);
        let target = self.outputs.target(&path);
        self.tell(
            &path,
            target.and_then(|target| check_page::write(self.store, self.report, &built, (&target, &path), None)),
        );
        check::tell(self.report, &built, self.ui)
    }

    fn tell(&mut self, path: &Path, outcome: Result<Outcome, Failure>) {
        match outcome {
            Ok(outcome) => {
                self.ui.say(format!("{} {}", path.display(), outcome.word()));
                self.files.push(path.to_owned());
            }
            // What is not rawi's stays, and the rest of the job goes on.
            Err(failure) => {
                failure.tell(self.ui);
                self.all_written = false;
            }
        }
    }
}
