//! Where a path leads: through links to a file, to a device or a pipe, or to standard output.

use std::fs;
use std::path::{Path, PathBuf};

use rawi::draft::Draft;

use crate::error::{Failure, Hint};
use crate::input::{Kind, is_standard};

/// A place to write to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    Standard,
    /// A pipe or a device, which is written through.
    Stream(PathBuf),
    /// A file, or where one will be: links followed, absolute. Its directory is there.
    File(PathBuf),
}

impl Place {
    /// Where `path` leads.
    pub(crate) fn of(path: &Path) -> Result<Self, Failure> {
        if is_standard(path) {
            return Ok(Self::Standard);
        }
        let shown = path.display();
        match fs::metadata(path).map(|facts| (Kind::of(&facts), is_disk(&facts))) {
            Ok((Kind::Folder, _)) => {
                Err(Failure::new(format!("`{shown}` is a directory, and a file was expected")).hint("name a file in it"))
            }
            Ok((_, true)) => Err(Failure::new(format!("`{shown}` is a disk, and is never written to"))),
            Ok((Kind::Pipe | Kind::Other, _)) => Ok(Self::Stream(path.to_owned())),
            // Whatever the shell opened as a descriptor is written through: replaced, its reader would see nothing.
            Ok((Kind::File, _)) if is_descriptor(path) => Ok(Self::Stream(path.to_owned())),
            Ok((Kind::File, _)) => Ok(Self::File(
                fs::canonicalize(path).map_err(|e| Failure::from(e).about(format!("cannot write `{shown}`")))?,
            )),
            Err(_) => Ok(Self::File(where_it_will_be(path)?)),
        }
    }
}

/// The absolute path of a file that is not there yet, in a directory that is; a link that leads nowhere yet is followed.
fn where_it_will_be(path: &Path) -> Result<PathBuf, Failure> {
    let mut path = path.to_owned();
    // As many links as Linux follows.
    for _ in 0..40 {
        let folder = folder(&path)?;
        let canonical =
            fs::canonicalize(folder).map_err(|e| Failure::from(e).about(format!("cannot write `{}`", path.display())))?;
        let whole = path.file_name().map(|name| canonical.join(name));
        let whole = whole.ok_or_else(|| Failure::new(format!("`{}` names no file", path.display())))?;
        match fs::read_link(&whole) {
            Ok(to) => path = canonical.join(to),
            Err(_) => return Ok(whole),
        }
    }
    Err(Failure::new(format!("`{}` is a link that leads to itself", path.display())))
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

/// Checks, before long work begins, that a file can be written in `folder`.
pub(crate) fn check_writable(folder: &Path) -> Result<(), Failure> {
    Draft::in_folder(folder)
        .map(drop)
        .map_err(|e| Failure::from(std::io::Error::from(e.kind())).about(format!("cannot write in `{}`", folder.display())))
        .hint("choose another place with `-o` or `--out`")
}

#[cfg(unix)]
fn is_disk(facts: &fs::Metadata) -> bool {
    std::os::unix::fs::FileTypeExt::is_block_device(&facts.file_type())
}

#[cfg(not(unix))]
fn is_disk(_: &fs::Metadata) -> bool {
    false
}

fn is_descriptor(path: &Path) -> bool {
    ["/dev/fd", "/dev/stdout", "/dev/stderr", "/proc"].iter().any(|names| path.starts_with(names))
}

/// What makes a file the same under all its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Identity {
    #[cfg(unix)]
    device_and_inode: (u64, u64),
    #[cfg(not(unix))]
    path: PathBuf,
}

impl Identity {
    /// Of what lies at `path`, links followed; `None` when there is nothing.
    #[cfg(unix)]
    pub(crate) fn of(path: &Path) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        let facts = fs::metadata(path).ok()?;
        Some(Self { device_and_inode: (facts.dev(), facts.ino()) })
    }

    #[cfg(not(unix))]
    pub(crate) fn of(path: &Path) -> Option<Self> {
        fs::canonicalize(path).ok().map(|path| Self { path })
    }
}
