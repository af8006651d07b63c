//! The recordings of directories, patterns and lists, on disks.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use rawi::batch::{self, Task, is_article, pair_by_name};

use crate::error::{Failure, Hint};
use crate::input::{self, What};

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    pub(crate) tasks: Vec<Task>,
    /// Articles that no recording has by its name.
    pub(crate) articles: Vec<PathBuf>,
}

const MARKS: [char; 3] = ['*', '?', '['];

/// A directory, a list, or a pattern that no file has for its name.
pub(super) fn is_collection(path: &Path) -> bool {
    path.is_dir() || is_list(path) || is_pattern(path)
}

pub(super) fn is_list(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ["csv", "tsv"].iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

fn is_pattern(path: &Path) -> bool {
    path.to_str().is_some_and(|text| text.contains(MARKS) && !text.contains("://")) && !path.exists()
}

pub(super) fn add(path: &Path, since: Option<&str>, scan: &mut Scan) -> Result<(), Failure> {
    if path.is_dir() {
        let found = tasks_in(path)?;
        scan.articles.extend(found.articles);
        scan.tasks.extend(found.tasks.into_iter().filter(|task| is_since(task, since)));
    } else if is_list(path) {
        let bytes = input::read(path, What::List)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        scan.tasks.extend(listed(&bytes, path, folder)?);
    } else if is_pattern(path) {
        let pattern = path.to_string_lossy();
        let matched =
            glob::glob(&pattern).map_err(|error| Failure::new(format!("`{pattern}` is no pattern: {}", error.msg)))?;
        let mut folders: Vec<PathBuf> = Vec::new();
        let met: Vec<PathBuf> = matched.filter_map(Result::ok).filter(|file| file.is_file()).collect();
        folders.extend(met.iter().filter_map(|file| file.parent().map(Path::to_owned)));
        folders.dedup();
        // Articles lie beside the recordings, whether or not they are met by the pattern.
        let beside = folders.iter().flat_map(|folder| files_in(folder, false)).filter(|file| !batch::is_recording(file));
        let all: Vec<PathBuf> = met.into_iter().filter(|file| batch::is_recording(file)).chain(beside).collect();
        scan.tasks.extend(pair_by_name(&all).into_iter().filter(|task| is_since(task, since)));
    } else {
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        let mut all = files_in(if folder.as_os_str().is_empty() { Path::new(".") } else { &folder }, false);
        if folder.as_os_str().is_empty() {
            all = all.iter().map(|file| file.strip_prefix(".").unwrap_or(file).to_owned()).collect();
        }
        all.retain(|file| !batch::is_recording(file));
        all.push(path.to_owned());
        let paired = pair_by_name(&all).into_iter().find(|task| task.recording.as_deref() == Some(path));
        scan.tasks.push(paired.unwrap_or_else(|| Task::of(path.to_owned())));
    }
    Ok(())
}

/// The rows of the list at `path`; its paths count from `folder`.
pub(super) fn listed(bytes: &[u8], path: &Path, folder: &Path) -> Result<Vec<Task>, Failure> {
    batch::read_list(bytes, folder)
        .map_err(|error| Failure::from(error).about(format!("cannot use the list `{}`", path.display())))
        .hint("its first line names the columns: recording,article,title,url,date,language")
}

/// The recordings of a directory and of those in it, each with the article of its name.
pub(crate) fn tasks_in(folder: &Path) -> Result<Scan, Failure> {
    fs::read_dir(folder)
        .map_err(|error| Failure::from(error).about(format!("cannot read the directory `{}`", folder.display())))?;
    let files = files_in(folder, true);
    Ok(paired(&files))
}

/// The recordings among `files`, each with the article of its name, and the articles that are left.
pub(super) fn paired(files: &[PathBuf]) -> Scan {
    let tasks = pair_by_name(files);
    let taken: BTreeSet<&PathBuf> = tasks.iter().filter_map(|task| task.article.as_ref()).collect();
    let articles = files.iter().filter(|file| is_article(file) && !taken.contains(file)).cloned().collect();
    Scan { tasks, articles }
}

/// The files of a directory in order; hidden ones and links to directories are passed over, and so is what cannot be read.
fn files_in(folder: &Path, deep: bool) -> Vec<PathBuf> {
    let mut all = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            match entry.file_type() {
                Ok(_) if hidden => {}
                Ok(kind) if kind.is_dir() && deep => folders.push(entry.path()),
                Ok(kind) if kind.is_dir() => {}
                Ok(_) if entry.path().is_file() => all.push(entry.path()),
                _ => {}
            }
        }
    }
    all.sort();
    all
}

/// Whether a recording's file changed on that day, in universal time, or later.
fn is_since(task: &Task, since: Option<&str>) -> bool {
    let changed = || {
        let path = task.recording.as_ref()?;
        jiff::Timestamp::try_from(fs::metadata(path).ok()?.modified().ok()?).ok()
    };
    since.is_none_or(|since| changed().is_none_or(|moment| is_later(moment, since)))
}

/// Whether a moment is on that day, in universal time, or later.
pub(super) fn is_later(moment: jiff::Timestamp, since: &str) -> bool {
    moment.strftime("%Y-%m-%d").to_string().as_str() >= since
}
