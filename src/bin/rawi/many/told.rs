//! What became of a run of many: counts, what failed and why, and the command for those.

use std::io::Write;
use std::path::Path;

use rawi::batch::Task;

use super::run::{Batch, Outcome, words};
use crate::error::{Exit, Failure};
use crate::ui::{Ui, counted};

/// So many recordings are named in one command; more are put into a list.
const NAMED: usize = 8;

/// What would be made, and of which articles.
pub(super) fn planned(tasks: &[Task], ui: &Ui) -> Result<Exit, Failure> {
    let mut out = ui.out();
    for task in tasks {
        let article =
            task.article.as_ref().map_or_else(|| "no article by its name".to_owned(), |path| path.display().to_string());
        writeln!(out, "{}  {article}", task.name())?;
    }
    ui.say(format!("{} would be made", counted(tasks.len(), "recording")));
    Ok(Exit::Done)
}

pub(super) fn summary(outcomes: &[Outcome], out: &Path, batch: &Batch, ui: &Ui) -> Result<Exit, Failure> {
    let count = |is: fn(&Outcome) -> bool| outcomes.iter().filter(|outcome| is(outcome)).count();
    let made = count(|o| matches!(o, Outcome::Made { .. }));
    let findings = count(|o| matches!(o, Outcome::Made { findings: true, .. }));
    let refused = count(|o| matches!(o, Outcome::Refused(_)));
    let failed = count(|o| matches!(o, Outcome::Failed(_)));
    let stopped = count(|o| matches!(o, Outcome::Stopped));
    let mut parts = vec![format!("{made} made, {findings} of them with findings")];
    let rest = [(refused, "refused"), (failed, "failed"), (stopped, "not done")];
    parts.extend(rest.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")));
    ui.say(format!("{}: {}", counted(outcomes.len(), "recording"), parts.join(", ")));
    let is_left = |outcome: &&Outcome| !matches!(outcome, Outcome::Made { .. });
    if outcomes.iter().any(|outcome| is_left(&outcome)) {
        left(outcomes, out, batch, ui)?;
    }
    Ok(match (failed + stopped, refused, findings) {
        (1.., ..) => Exit::CouldNot,
        (_, 1.., _) => Exit::Refused,
        (_, _, 1..) => Exit::Findings,
        _ => Exit::Done,
    })
}

/// What was not made, why, and how to try only that again.
fn left(outcomes: &[Outcome], out: &Path, batch: &Batch, ui: &Ui) -> Result<(), Failure> {
    let mut again = Vec::new();
    for (task, outcome) in batch.tasks.iter().zip(outcomes) {
        let why = match outcome {
            Outcome::Made { .. } => continue,
            Outcome::Refused(why) | Outcome::Failed(why) => Some(why),
            Outcome::Stopped => None,
        };
        if let Some(why) = why {
            ui.warn(format!("{}: {why}", task.name()));
        }
        again.push(task);
    }
    let options: Vec<String> = batch.options.iter().map(|word| quoted(&word.to_string_lossy())).collect();
    let options = if options.is_empty() { String::new() } else { format!(" {}", options.join(" ")) };
    if again.len() <= NAMED && again.iter().all(|task| task.transcript.is_none() && task.title.is_none()) {
        if let [task] = again.as_slice() {
            let words: Vec<String> = words(task).iter().map(|word| quoted(&word.to_string_lossy())).collect();
            ui.hint(&format!("rawi make{options} {}", words.join(" ").replace(" -- ", " ").trim_start_matches("-- ")));
            return Ok(());
        }
        if again.iter().all(|task| task.article.is_none()) {
            let names: Vec<String> = again.iter().map(|task| quoted(&task.name())).collect();
            ui.hint(&format!("rawi make{options} {}", names.join(" ")));
            return Ok(());
        }
    }
    let path = out.join("not-made.csv");
    write(&path, &again)?;
    ui.hint(&format!("rawi make{options} {}", quoted(&path.display().to_string())));
    Ok(())
}

/// A list of what is left, for `rawi make`. Paths are whole, since those of a list count from where it lies.
fn write(path: &Path, tasks: &[&Task]) -> Result<(), Failure> {
    let mut text = String::from("recording,article,transcript,title,url,date,language\n");
    let absolute = |path: &std::path::PathBuf| {
        let is_address = path.to_str().is_some_and(|text| text.contains("://"));
        let whole = if is_address { path.clone() } else { std::path::absolute(path).unwrap_or_else(|_| path.clone()) };
        whole.to_string_lossy().into_owned()
    };
    for task in tasks {
        let paths =
            [&task.recording, &task.article, &task.transcript].map(|path| path.as_ref().map(absolute).unwrap_or_default());
        let texts = [&task.title, &task.url, &task.date, &task.language].map(|text| text.clone().unwrap_or_default());
        let cells: Vec<String> = paths.into_iter().chain(texts).map(|cell| cell_of(&cell)).collect();
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    std::fs::write(path, text).map_err(|error| Failure::from(error).about(format!("cannot write `{}`", path.display())))
}

fn cell_of(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

/// A word as a shell takes it for one.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '=' | ':' | '+' | ',');
    if !word.is_empty() && word.chars().all(plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}
