//! A task as a person sees it: a line for each recording, and what became of all.

use std::path::Path;
use std::time::{Duration, Instant};

use rawi::batch::{Ended, Plan, PlannedRecording, TaskObserver, TaskSummary};
use rawi::job::Observer;

use crate::error::{Exit, Failure};
use crate::many::length;
use crate::store::print_json;
use crate::ui::Ui;
use crate::watch::Watch;

/// Tells of a task.
pub(super) struct Told<'a> {
    ui: &'a Ui,
    all: usize,
    /// Recorded milliseconds that are done, of all.
    heard: (u64, u64),
    begun: Instant,
}

impl<'a> Told<'a> {
    pub(super) fn new(plan: &Plan, ui: &'a Ui) -> Self {
        let all_ms = plan.recordings().iter().map(|line| u64::from(line.entry.duration_ms.unwrap_or(0))).sum();
        Self { ui, all: plan.recordings().len(), heard: (0, all_ms), begun: Instant::now() }
    }

    /// How long the rest will take, going by the recorded time: the first recordings are the longest.
    fn left(&self) -> String {
        let (done, all) = self.heard;
        if done == 0 || done >= all {
            return String::new();
        }
        let left = self.begun.elapsed().mul_f64((all - done) as f64 / done as f64);
        format!(", about {} left", length(left))
    }
}

impl TaskObserver for Told<'_> {
    fn begins<'b>(&'b mut self, _: usize, _: &PlannedRecording, path: &'b Path) -> Box<dyn Observer + 'b> {
        Box::new(Watch::new(path, self.ui))
    }

    fn ended(&mut self, number: usize, line: &PlannedRecording, ended: &Ended, took: Duration) {
        let lasts = u64::from(line.entry.duration_ms.unwrap_or(0));
        match ended {
            Ended::Found | Ended::Failed { .. } => self.heard.1 = self.heard.1.saturating_sub(lasts),
            _ => self.heard.0 += lasts,
        }
        let what = match ended {
            Ended::Made => "made".to_owned(),
            Ended::MadeTwice { equal: true } => "made; it is there already, equal".to_owned(),
            Ended::MadeTwice { equal: false } => "made; another outcome is there already, and stays".to_owned(),
            Ended::Found => return self.ui.detail(format!("{} is there already", line.entry.recording)),
            Ended::Failed { class, message, before } => {
                let when = if *before { ", as before" } else { "" };
                format!("bad ({}{when}): {message}", class.name())
            }
            Ended::Postponed(why) => format!("not done, to be tried again: {why}"),
            Ended::Stopped => "stopped; what is done of it is kept".to_owned(),
            _ => return,
        };
        let all = self.all;
        let name = &line.entry.recording;
        let told = format!("[{}/{all}] {name}: {what} ({}{})", number + 1, length(took), self.left());
        match ended {
            Ended::MadeTwice { equal: false } | Ended::Failed { .. } | Ended::Postponed(_) => self.ui.warn(told),
            _ => self.ui.say(told),
        }
    }
}

/// What became of a task, and the code for its scheduler.
pub(super) fn summary(outcome: TaskSummary, task: u32, json: bool, ui: &Ui) -> Result<Exit, Failure> {
    let TaskSummary { made, found, failed, postponed, left, .. } = outcome;
    let exit = match (postponed + left, failed) {
        (1.., _) => Exit::TryAgain,
        (_, 1..) => Exit::BadInput,
        _ => Exit::Done,
    };
    if json {
        let told = serde_json::json!({
            "task": task, "made": made, "found": found, "failed": failed, "postponed": postponed, "left": left, "exit": exit as u8,
        });
        print_json(&told, ui)?;
    }
    let mut parts = vec![format!("{made} made"), format!("{found} there before")];
    let rest = [(failed, "bad"), (postponed, "to be tried again"), (left, "not done, since it was stopped")];
    parts.extend(rest.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")));
    ui.say(format!("task {task}: {}", parts.join(", ")));
    if left > 0 {
        ui.hint("the same command goes on where it stopped");
    }
    Ok(exit)
}
