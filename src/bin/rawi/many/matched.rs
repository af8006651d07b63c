//! Articles that are found by what was heard.

use std::path::PathBuf;

use rawi::batch::{Articles, Fit, Task};

use crate::args::Global;
use crate::error::Failure;
use crate::files;
use crate::input::{self, What};
use crate::store::Store;

/// The articles that can be read, and how to find one among them.
pub(super) fn readable(paths: Vec<PathBuf>) -> (Vec<PathBuf>, Option<Articles>) {
    let read = |path: &PathBuf| {
        let bytes = input::read(path, What::Article).ok()?;
        files::article_of(&bytes, path, None, None).ok()
    };
    let (paths, articles): (Vec<_>, Vec<_>) =
        paths.into_iter().filter_map(|path| read(&path).map(|page| (path, page))).unzip();
    let found = (!articles.is_empty()).then(|| Articles::new(articles));
    (paths, found)
}

/// Which of them was read in a recording that is transcribed.
pub(super) fn fit(articles: &Articles, task: &Task, global: &Global) -> Result<Fit, Failure> {
    let store = Store::open_existing(global)?;
    let Some(recording) = &task.recording else { return Ok(Fit::None) };
    let report = store.find(recording)?;
    Ok(articles.of(&store.catalog.transcript(store.transcript_id(&report)?)?))
}
