//! The recording of an item: fetched once, to a file that stays.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rawi::audio;
use rawi::catalog::{StoredFeedItem, path_of_text, path_text};
use rawi::download;
use rawi::feed::file_of;
use rawi::text::Checksum;

use super::names;
use super::session::{Following, Trouble};
use crate::progress::{Bytes, Stage};
use crate::signals::cancelled;

/// How long one recording may take.
const LONGEST: Duration = Duration::from_secs(6 * 3600);

/// Where the recording of an item lies, fetched now unless it is there.
pub(super) fn path(following: &mut Following<'_>, item: &StoredFeedItem, address: &str) -> Result<PathBuf, Trouble> {
    if let Some(path) = file_of(address) {
        return if path.is_file() {
            Ok(path.to_owned())
        } else {
            Err(Trouble::Never(format!("there is no file {}", path.display())))
        };
    }
    // A download that ended just before the program did: its name is given when it is whole.
    let before = item.file.as_deref().map(path_of_text).filter(|_| !following.refetch);
    if let Some(path) = before.as_deref().filter(|path| path.is_file()) {
        return Ok(path.to_owned());
    }
    let Some(folder) = following.feed.settings.folder.as_deref().map(path_of_text) else {
        return Err(Trouble::Never(
            "the feed has no directory for recordings: `rawi feed add ADDRESS --out DIR`".to_owned(),
        ));
    };
    fs::create_dir_all(&folder)?;
    let path = before.unwrap_or_else(|| names::free(&folder, &item.item, address));
    following.store.catalog.item_file(item.id, &path_text(&path))?;
    let mut trouble = None;
    let copies = item.item.alternates.iter().map(String::as_str);
    for address in std::iter::once(address).chain(copies) {
        let promised = item.item.integrity.iter().filter(|(place, _)| place == address).map(|(_, sum)| *sum);
        match fetch(following, (address, &promised.collect::<Vec<_>>()), &path) {
            Ok(()) => return once(following, &path),
            // A copy of it may be had where the first is not.
            Err(now @ (Trouble::Later(_) | Trouble::Never(_))) => trouble = trouble.or(Some(now)),
            Err(stop) => return Err(stop),
        }
    }
    Err(trouble.unwrap_or_else(|| Trouble::Never("the feed names no recording".to_owned())))
}

fn fetch(following: &mut Following<'_>, (address, promised): (&str, &[Checksum]), path: &Path) -> Result<(), Trouble> {
    let download = following.download(address)?.no_text().within(LONGEST);
    following.ui.say(format!("fetching {}", path.display()));
    let mut stage: Option<Stage<Bytes>> = None;
    let is_stopped = cancelled();
    let fetched = download.fetch(path, &mut |progress| {
        if let Some(total) = progress.total {
            stage.get_or_insert_with(|| following.ui.stage("downloading", Bytes(total))).at(Bytes(progress.done));
        }
        !is_stopped()
    });
    stage.into_iter().for_each(Stage::finish);
    following.politeness.asked(address);
    fetched.map_err(|error| {
        use download::Error as E;
        // Only what broke off is gone on with.
        if !matches!(error, E::Stopped { .. } | E::Broken { .. } | E::Write { .. } | E::Busy { .. } | E::TooSlow { .. }) {
            download::remove_partial(path);
        }
        Trouble::of(error, address, following.store)
    })?;
    if let Some((found, promised)) = other_content(path, promised)? {
        fs::remove_file(path)?;
        let (at, function) = (download::without_query(address), promised.function());
        return Err(Trouble::Never(format!("{at} has the {function} {found}, and its feed says {promised}")));
    }
    match audio::probe(path) {
        Ok(_) => Ok(()),
        Err(error) => {
            // What is no recording does not stay.
            fs::remove_file(path)?;
            let at = download::without_query(address);
            Err(Trouble::Never(error.to_string().replace(&path.display().to_string(), at)))
        }
    }
}

/// The checksum of a file that has none of those that were promised, and one of these.
fn other_content(path: &Path, promised: &[Checksum]) -> Result<Option<(Checksum, Checksum)>, Trouble> {
    let Some(first) = promised.first() else { return Ok(None) };
    let found = first.same_function_of(&mut File::open(path)?)?;
    Ok((!promised.contains(&found)).then_some((found, *first)))
}

/// A recording that the catalog has already, in a file elsewhere, is not kept twice.
fn once(following: &Following<'_>, path: &Path) -> Result<PathBuf, Trouble> {
    let content = audio::content_sha256(path).map_err(|error| Trouble::Never(error.to_string()))?;
    let known = following.store.catalog.recording_by_sha256(content)?.map(|known| known.file());
    match known.filter(|known| known != path && known.is_file()) {
        Some(known) => {
            following.ui.say(format!("{} is the same recording; it is not kept twice", known.display()));
            fs::remove_file(path)?;
            Ok(known)
        }
        None => Ok(path.to_owned()),
    }
}
