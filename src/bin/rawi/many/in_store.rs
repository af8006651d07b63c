//! The recordings in a store of objects: below a place, of one address, or of a list that lies there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rawi::batch::{BundleStore, ObjectBundles, StoredObject, is_recording};

use super::found::{Scan, is_later, is_list, listed, paired};
use crate::addresses::CREDENTIALS;
use crate::error::{Failure, Hint};
use crate::input::What;

/// Adds what lies at `address`; of what was listed only recordings that were put there on the day `since` or later.
pub(super) fn add(address: &str, since: Option<&str>, scan: &mut Scan) -> Result<(), Failure> {
    let address = address.trim_end_matches('/');
    let path = Path::new(address);
    let (folder, name) = address.rsplit_once('/').unwrap_or((address, ""));
    // A bucket alone has no name in it.
    let is_in_bucket = !folder.ends_with('/');
    if is_in_bucket && is_list(path) {
        let most = What::List.most_megabytes() << 20;
        let bytes = ObjectBundles::open(folder).and_then(|store| store.read(name, most)).hint(CREDENTIALS)?;
        let bytes = bytes.ok_or_else(|| nothing(address))?;
        scan.tasks.extend(listed(&bytes, path, Path::new(folder))?);
        return Ok(());
    }
    let below = ObjectBundles::open(address).and_then(|store| store.objects()).hint(CREDENTIALS)?;
    if !below.is_empty() {
        let old: BTreeSet<PathBuf> = below.iter().filter(|one| !is_since(one, since)).map(|one| at(address, one)).collect();
        let files: Vec<PathBuf> = below.iter().filter(|one| is_shown(one)).map(|one| at(address, one)).collect();
        let found = paired(&files);
        scan.articles.extend(found.articles);
        let is_new = |recording: &PathBuf| !old.contains(recording);
        scan.tasks.extend(found.tasks.into_iter().filter(|task| task.recording.as_ref().is_some_and(is_new)));
        return Ok(());
    }
    if !is_in_bucket {
        return Err(nothing(address));
    }
    let around = ObjectBundles::open(folder).and_then(|store| store.objects()).hint(CREDENTIALS)?;
    if !around.iter().any(|one| one.name == name) {
        return Err(nothing(address));
    }
    // The articles lie beside it; other recordings do not count, and neither do the directories below.
    let files: Vec<PathBuf> = around.iter().filter(|one| !one.name.contains('/')).map(|one| at(folder, one)).collect();
    let files: Vec<PathBuf> = files.into_iter().filter(|file| file == path || !is_recording(file)).collect();
    let task = paired(&files).tasks.into_iter().find(|task| task.recording.as_deref() == Some(path));
    scan.tasks.push(task.unwrap_or_else(|| rawi::batch::Task::of(path.to_owned())));
    Ok(())
}

fn at(folder: &str, object: &StoredObject) -> PathBuf {
    PathBuf::from(format!("{folder}/{}", object.name))
}

/// Whether neither it nor a directory of it is hidden, and it is no mark of a directory.
fn is_shown(object: &StoredObject) -> bool {
    !object.name.is_empty() && !object.name.split('/').any(|part| part.starts_with('.'))
}

fn is_since(object: &StoredObject, since: Option<&str>) -> bool {
    let moment = jiff::Timestamp::from_second(object.changed_unix_s).ok();
    since.is_none_or(|since| moment.is_none_or(|moment| is_later(moment, since)))
}

fn nothing(address: &str) -> Failure {
    Failure::new(format!("nothing lies at `{address}`, and recordings or a list were expected"))
        .hint("check the address; a store tells large letters from small ones: s3://bucket/recordings/")
}
