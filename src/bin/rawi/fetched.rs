//! What a person names by its address: a page for the time of the run, a recording as a file that stays.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rawi::audio;
use rawi::download::{self, Download, unescaped};
use rawi::draft::Draft;

use crate::error::{Failure, Hint};
use crate::input::What;
use crate::progress::{Bytes, Stage};
use crate::signals::cancelled;
use crate::spool;
use crate::ui::Ui;

/// What lies at `address`: as much as is read of such a file.
pub(crate) fn bytes(address: &str, what: What) -> Result<Vec<u8>, Failure> {
    let folder = spool::folder()?;
    let draft = Draft::in_folder(&folder).hint(format!("`{}` needs room for what is fetched", folder.display()))?;
    let is_stopped = cancelled();
    let fetched =
        Download::address(address).at_most(what.most_megabytes() << 20).fetch(draft.path(), &mut |_| !is_stopped());
    if let Err(error) = fetched {
        download::remove_partial(draft.path());
        return Err(Failure::from(error).about(format!("cannot fetch the {} `{address}`", what.name())))
            .hint("open it in a browser, save it, and name that file");
    }
    Ok(fs::read(draft.path())?)
}

/// The recording at `address`, as a file in `folder` that has its name: the one that is there when it is as long, or else a new one.
/// A download that was stopped goes on where it was.
pub(crate) fn recording(address: &str, folder: &Path, ui: &Ui) -> Result<PathBuf, Failure> {
    let download = Download::address(address).no_text();
    let mut announced: Option<Option<u64>> = None;
    let mut number = 1;
    let path = loop {
        let path = folder.join(numbered(&file_name(address), number));
        let there = match fs::symlink_metadata(&path) {
            Ok(facts) => facts,
            Err(error) if error.kind() == io::ErrorKind::NotFound => break path,
            Err(error) => return Err(Failure::from(error).about(format!("cannot look at `{}`", path.display()))),
        };
        let announced = *announced.get_or_insert_with(|| download.announced_bytes());
        if there.is_file() && announced == Some(there.len()) {
            ui.say(format!("{} is here already", path.display()));
            return Ok(path);
        }
        number += 1;
    };
    ui.say(format!("fetching {}", path.display()));
    let mut stage: Option<Stage<Bytes>> = None;
    let is_stopped = cancelled();
    let fetched = download.fetch(&path, &mut |progress| {
        if let Some(total) = progress.total {
            stage.get_or_insert_with(|| ui.stage("downloading", Bytes(total))).at(Bytes(progress.done));
        }
        !is_stopped()
    });
    stage.into_iter().for_each(Stage::finish);
    fetched.map_err(|error| refused(error, address, &path))?;
    if let Err(error @ (audio::Error::NotAudio { .. } | audio::Error::NoAudioTrack { .. })) = audio::probe(&path) {
        // What is no recording does not stay.
        let failure = Failure::from(error).naming(&path.display().to_string(), address);
        fs::remove_file(&path)?;
        return Err(failure).hint("the address of the recording itself is needed, not that of a page about it");
    }
    Ok(path)
}

fn refused(error: download::Error, address: &str, path: &Path) -> Failure {
    // Only what broke off is gone on with.
    if !matches!(error, download::Error::Stopped { .. } | download::Error::Broken { .. } | download::Error::Write { .. }) {
        download::remove_partial(path);
    }
    let hint = match &error {
        download::Error::Text { .. } => "the address of the recording itself is needed, not that of a page about it",
        download::Error::Stopped { .. } | download::Error::Broken { .. } => "the same command goes on where it stopped",
        _ => "open it in a browser, save it, and name that file",
    };
    Failure::from(error).about(format!("cannot fetch the recording `{address}`")).hint(hint)
}

/// The name of the file at an address: the last part of its path, as every system takes it.
fn file_name(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    let last = path.split_once('/').map_or("", |(_, path)| path).rsplit('/').find(|part| !part.is_empty()).unwrap_or("");
    let named = unescaped(last);
    let safe = |c: char| if c.is_control() || "/\\:*?\"<>|".contains(c) { '_' } else { c };
    let name: String = named.chars().map(safe).take(MOST_LETTERS).collect();
    let name = name.trim_matches(['.', ' ', '_']);
    if name.is_empty() { "recording".to_owned() } else { name.to_owned() }
}

/// Longer names are cut: 255 bytes are what file systems take, and a letter has up to four.
const MOST_LETTERS: usize = 48;

/// `name.mp3`, `name-2.mp3`.
fn numbered(name: &str, number: u32) -> String {
    match (number, name.rsplit_once('.')) {
        (1, _) => name.to_owned(),
        (_, Some((stem, ending))) => format!("{stem}-{number}.{ending}"),
        (_, None) => format!("{name}-{number}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_after_its_address_and_stays_in_its_folder() {
        for (address, name) in [
            ("https://a.org/media/ep%201.mp3?x=1/2#t", "ep 1.mp3"),
            ("https://a.org/%D8%AA%D9%82%D8%B1%D9%8A%D8%B1.mp3", "تقرير.mp3"),
            ("https://a.org/x/..%2F..%2Fetc%2Fpasswd", "etc_passwd"),
            ("https://a.org/%2e%2e", "recording"),
            ("https://a.org", "recording"),
            ("https://a.org/audio/", "audio"),
            ("https://a.org/50%.mp3", "50%.mp3"),
        ] {
            assert_eq!(file_name(address), name, "{address}");
        }
        assert_eq!(numbered("a.b.mp3", 2), "a.b-2.mp3");
    }
}
