//! Files in and out: inputs with errors that name them, outputs that are whole or not there.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

use rawi::article::{self, Article, ReadOptions};
use rawi::text::Language;
use rawi::transcript::{self, Transcript};

use crate::error::{Failure, Hint};

/// The bytes of a file that is `what` (`article`, `transcript`).
pub(crate) fn read(path: &Path, what: &str) -> Result<Vec<u8>, Failure> {
    let shown = path.display();
    if path.is_dir() {
        return Err(Failure::new(format!("the {what} `{shown}` is a directory, and a file was expected")));
    }
    fs::read(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => {
            Failure::new(format!("there is no {what} at `{shown}`")).hint("check the path; `ls` shows what is there")
        }
        _ => Failure::from(error).about(format!("cannot read the {what} `{shown}`")),
    })
}

/// The article in a file.
pub(crate) fn read_article(path: &Path, language: Option<Language>, encoding: Option<String>) -> Result<Article, Failure> {
    let bytes = read(path, "article")?;
    let options = ReadOptions::named(path.to_string_lossy()).with_language(language).with_encoding(encoding);
    article::read(&bytes, &options)
        .map_err(|error| Failure::from(error).about(format!("cannot use `{}` as the article", path.display())))
        .hint("the article is a text file, a Markdown file or a saved web page; `--encoding` names an unusual encoding")
}

/// The transcript in a file, in any form that is known.
pub(crate) fn read_transcript(path: &Path) -> Result<Transcript, Failure> {
    let bytes = read(path, "transcript")?;
    transcript::read(&bytes, path.to_str())
        .map_err(|error| Failure::from(error).about(format!("cannot use `{}` as a transcript", path.display())))
        .hint("rawi reads its own JSON, that of whisper.cpp, openai-whisper and whisperX, and WebVTT or SRT")
}

/// Writes a file whole: into a neighbour first, then moved into place. A failure leaves what was there before.
pub(crate) fn write(path: &Path, content: &[u8]) -> Result<(), Failure> {
    let folder = folder(path)?;
    let attempt = || -> std::io::Result<()> {
        let mut neighbour = tempfile::Builder::new().prefix(".rawi-").tempfile_in(folder)?;
        neighbour.write_all(content)?;
        neighbour.as_file().sync_all()?;
        set_readable(neighbour.as_file())?;
        neighbour.persist(path).map_err(|e| e.error)?;
        Ok(())
    };
    attempt()
        .map_err(|error| plain(&error).about(format!("cannot write `{}`", path.display())))
        .hint(format!("check that `{}` is writable and has room", folder.display()))
}

/// Checks, before long work begins, that a file can be written in the folder of `path`.
pub(crate) fn check_writable(path: &Path) -> Result<(), Failure> {
    if path.is_dir() {
        return Err(
            Failure::new(format!("`{}` is a directory, and a file was expected", path.display())).hint("name a file in it")
        );
    }
    let folder = folder(path)?;
    tempfile::Builder::new()
        .prefix(".rawi-")
        .tempfile_in(folder)
        .map(drop)
        .map_err(|error| plain(&error).about(format!("cannot write in `{}`", folder.display())))
        .hint("choose another place with `-o` or `--out`")
}

/// The directory of a file to be written, which must be there.
fn folder(path: &Path) -> Result<&Path, Failure> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    if folder.is_dir() {
        return Ok(folder);
    }
    let shown = folder.display();
    let wrong = if folder.exists() { "is a file" } else { "does not exist" };
    Err(Failure::new(format!("cannot write `{}`: the directory `{shown}` {wrong}", path.display()))
        .hint(format!("mkdir -p '{shown}'; or choose another place")))
}

/// What the system said, without the temporary name that it said it of.
fn plain(error: &std::io::Error) -> Failure {
    Failure::from(std::io::Error::from(error.kind()))
}

/// Temporary files are private; results are as readable as any other file of this person.
#[cfg(unix)]
fn set_readable(file: &fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn set_readable(_: &fs::File) -> std::io::Result<()> {
    Ok(())
}
