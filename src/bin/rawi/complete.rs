//! What completions offer as values: names that are known, and reports of the catalog.

use std::ffi::OsStr;

use clap_complete::engine::{ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter};
use rawi::caption::{Bidi, Format, Preset, TextSource};
use rawi::catalog::Catalog;
use rawi::models;
use rawi::time::FrameRate;

use crate::{folders, store};

/// Formats of captions; several with commas between.
pub(crate) fn formats() -> ArgValueCompleter {
    ArgValueCompleter::new(|current: &OsStr| listed(current, &Format::ALL.map(Format::name)))
}

/// Presets, and files of one's own limits.
pub(crate) fn presets() -> ArgValueCompleter {
    ArgValueCompleter::new(|current: &OsStr| and_files(beginning(current, Preset::ALL.map(Preset::name)), current))
}

/// Ways to mark direction.
pub(crate) fn bidi() -> ArgValueCompleter {
    ArgValueCompleter::new(|current: &OsStr| beginning(current, Bidi::NAMES))
}

/// Whose wording.
pub(crate) fn texts() -> ArgValueCompleter {
    ArgValueCompleter::new(|current: &OsStr| beginning(current, TextSource::NAMES))
}

/// Frame rates.
pub(crate) fn frame_rates() -> ArgValueCompleter {
    ArgValueCompleter::new(|current: &OsStr| beginning(current, FrameRate::NAMES))
}

/// Models that are here, and files.
pub(crate) fn models() -> ArgValueCompleter {
    ArgValueCompleter::new(|current: &OsStr| {
        let here = folders::folders().map(|folders| models::installed(&folders)).unwrap_or_default();
        let names = here.iter().filter_map(|found| folders::name_of(&found.path));
        and_files(beginning(current, names), current)
    })
}

/// Models that can be had.
pub(crate) fn published_models() -> ArgValueCompleter {
    ArgValueCompleter::new(|current: &OsStr| beginning(current, models::manifest().iter().map(|m| m.name.as_str())))
}

/// Reports of the catalog by their slugs, and recordings.
pub(crate) fn reports() -> ArgValueCompleter {
    ArgValueCompleter::new(|current: &OsStr| and_files(slugs(current), current))
}

/// Feeds that are followed.
pub(crate) fn feeds() -> ArgValueCompleter {
    ArgValueCompleter::new(|current: &OsStr| {
        let feeds = store::usual_place().and_then(|path| Catalog::open_read_only(&path).ok()?.feeds().ok());
        let feeds = feeds.unwrap_or_default();
        beginning(current, feeds.iter().map(|feed| feed.name.as_str()))
    })
}

fn slugs(current: &OsStr) -> Vec<CompletionCandidate> {
    let reports = store::usual_place().and_then(|path| Catalog::open_read_only(&path).ok()?.reports().ok());
    let begins = |slug: &str| slug.starts_with(&*current.to_string_lossy());
    let reports = reports.unwrap_or_default().into_iter().map(|summary| summary.report);
    let reports = reports.filter(|report| begins(report.slug.as_str()));
    reports.map(|report| CompletionCandidate::new(report.slug.to_string()).help(Some(report.facts.title.into()))).collect()
}

fn beginning<'a>(current: &OsStr, names: impl IntoIterator<Item = &'a str>) -> Vec<CompletionCandidate> {
    let current = current.to_string_lossy();
    names.into_iter().filter(|name| name.starts_with(&*current)).map(CompletionCandidate::new).collect()
}

/// The same for the last of a list; what was named before is not offered again.
fn listed(current: &OsStr, names: &[&'static str]) -> Vec<CompletionCandidate> {
    let current = current.to_string_lossy();
    let (before, last) = current.rsplit_once(',').map_or(("", &*current), |(before, last)| (before, last));
    let left = names.iter().filter(|name| name.starts_with(last) && !before.split(',').any(|known| known == **name));
    let whole = |name: &&str| if before.is_empty() { (*name).to_owned() } else { format!("{before},{name}") };
    left.map(|name| CompletionCandidate::new(whole(name))).collect()
}

fn and_files(mut names: Vec<CompletionCandidate>, current: &OsStr) -> Vec<CompletionCandidate> {
    names.extend(PathCompleter::file().complete(current));
    names
}
