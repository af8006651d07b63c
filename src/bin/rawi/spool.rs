//! What comes through a pipe and has to be read more than once, or from the middle, goes into a file for the time of the run.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use rawi::audio;
use rawi::draft::{self, Draft};

use crate::error::{Failure, Hint};
use crate::folders;
use crate::input::{Kind, Pipe, Source, is_standard};

/// The most gigabytes that are taken from a pipe: as much as a WAV file can hold.
const MOST_GB: u64 = 4;
/// After so many bytes what comes is looked at: what is nothing of the kind is not taken to its end.
const LOOK_AT_BYTES: u64 = 256 * 1024;

/// A recording that can be opened by its path, wherever it comes from.
pub(crate) struct Recording {
    given: PathBuf,
    spooled: Option<Draft>,
}

impl Recording {
    /// The recording at `given`; `-` is standard input.
    pub(crate) fn open(given: &Path) -> Result<Self, Failure> {
        let kind = if is_standard(given) { Some(Kind::Pipe) } else { fs::metadata(given).ok().map(|f| Kind::of(&f)) };
        let spooled = match kind {
            Some(Kind::Pipe | Kind::Other) => match Source::open(given, "recording")? {
                Source::Pipe(pipe) => Some(spooled(pipe, look_at_recording).map_err(|f| f.about(cannot_take(given)))?),
                Source::File(..) => None,
            },
            // What is no file, or not there, the reader of recordings tells.
            Some(Kind::File | Kind::Folder) | None => None,
        };
        Ok(Self { given: given.to_owned(), spooled })
    }

    /// Where it can be read now.
    pub(crate) fn path(&self) -> &Path {
        self.spooled.as_ref().map_or(&self.given, Draft::path)
    }

    /// Whether it will be gone after this run.
    pub(crate) fn is_spooled(&self) -> bool {
        self.spooled.is_some()
    }

    /// The name of files that are made of it, without an ending.
    pub(crate) fn stem(&self) -> OsString {
        match self.given.file_stem() {
            Some(stem) if !self.is_spooled() => stem.to_owned(),
            _ => OsString::from("recording"),
        }
    }

    /// A failure that speaks of the recording by the name that the person gave it.
    pub(crate) fn named(&self, failure: Failure) -> Failure {
        match &self.spooled {
            Some(draft) => failure.naming(&draft.path().display().to_string(), &self.given.display().to_string()),
            None => failure,
        }
    }
}

fn cannot_take(given: &Path) -> String {
    format!("cannot take the recording from `{}`", given.display())
}

/// A file to be read from its start: the one at `path`, or all that comes through the pipe there. `look` judges the first bytes of a pipe.
pub(crate) fn file(
    path: &Path,
    what: &str,
    look: fn(&Path) -> Result<(), Failure>,
) -> Result<(File, Option<Draft>), Failure> {
    match Source::open(path, what)? {
        Source::File(file, _) => Ok((file, None)),
        Source::Pipe(pipe) => {
            let draft = spooled(pipe, look)?;
            Ok((File::open(draft.path())?, Some(draft)))
        }
    }
}

/// All that comes through a pipe, in a draft of the folder for such.
fn spooled(mut pipe: Pipe, look: fn(&Path) -> Result<(), Failure>) -> Result<Draft, Failure> {
    let folder = folder()?;
    let room = format!("`{}` needs room for what comes through the pipe", folder.display());
    let mut draft = Draft::in_folder(&folder).hint(&room)?;
    let (mut bytes, mut looked_at) = (0, false);
    while let Some(block) = pipe.next()? {
        draft.write_all(&block).hint(&room)?;
        bytes += block.len() as u64;
        if bytes > MOST_GB << 30 {
            return Err(Failure::new(format!("more than {MOST_GB} GB came through the pipe"))
                .hint("write it to a file, and name that"));
        }
        if !looked_at && bytes >= LOOK_AT_BYTES {
            looked_at = true;
            look(draft.path())?;
        }
    }
    Ok(draft)
}

/// The beginning of a recording is enough to know what is none.
fn look_at_recording(path: &Path) -> Result<(), Failure> {
    match audio::probe(path) {
        Err(audio::Error::NotAudio { looks_like, .. }) => {
            Err(Failure::new(format!("it is not a recording that rawi knows: it looks like {looks_like}")))
        }
        _ => Ok(()),
    }
}

/// Where drafts lie that are no neighbours of anything: rawi's own cache, and where a user has none, the system's.
pub(crate) fn folder() -> Result<PathBuf, Failure> {
    let folder = folders::cache().map(|cache| cache.join("spool")).unwrap_or_else(|_| std::env::temp_dir());
    fs::create_dir_all(&folder)
        .map_err(|e| Failure::from(e).about(format!("cannot make the directory `{}`", folder.display())))?;
    draft::clear_abandoned(&folder);
    Ok(folder)
}

/// The name of a path as text for people and file names.
pub(crate) fn lossy(name: &OsStr) -> String {
    name.to_string_lossy().into_owned()
}
