//! A file on its way: what has come so far, and the mark of the content that it is a part of.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::error::Error;
use super::promise::{Progress, Promise};
use crate::text::{Sha256, Sha256Hasher};

/// Bytes read at a time; progress is reported after each.
pub(super) const BLOCK_BYTES: usize = 256 * 1024;
/// Bytes that stay free on the disk beside those that are needed.
const SPARE_BYTES: u64 = 16 << 20;
/// The longest mark of a server that is kept, in bytes.
const LONGEST_TAG_BYTES: u64 = 1024;

/// Deletes what an unfinished download of `target` left, if anything.
pub fn remove_partial(target: &Path) {
    // What is not there need not go.
    let _ = fs::remove_file(beside(target, ".part"));
    let _ = fs::remove_file(beside(target, ".part.tag"));
}

fn beside(target: &Path, ending: &str) -> PathBuf {
    let mut name = target.file_name().unwrap_or(OsStr::new("download")).to_owned();
    name.push(ending);
    target.with_file_name(name)
}

/// What has come so far, and its hash.
pub(super) struct Partial {
    path: PathBuf,
    tag_path: PathBuf,
    /// How the server named the content that the first bytes are of: its strong ETag, or when it was last changed.
    tag: Option<String>,
    file: File,
    promise: Promise,
    /// The length in all: promised, or announced by the source.
    total: Option<u64>,
    done: u64,
    hasher: Sha256Hasher,
}

impl Partial {
    /// Opens what an earlier call left, or makes an empty part.
    pub(super) fn open(target: &Path, promise: Promise) -> Result<Self, Error> {
        let path = beside(target, ".part");
        let file = open_plain(&path)?;
        let mut part = Self::of(file, target, promise);
        part.tag = read_tag(&part.tag_path);
        part.read_earlier().map_err(|source| Error::Read { path, source })?;
        let too_long = part.done > promise.bytes.unwrap_or(promise.most_bytes);
        if too_long || part.done > 0 && part.tag.is_none() && promise.sha256.is_none() {
            part.restart()?;
        }
        Ok(part)
    }

    /// An empty part that writes to `file`.
    pub(super) fn of(file: File, target: &Path, promise: Promise) -> Self {
        let (path, tag_path) = (beside(target, ".part"), beside(target, ".part.tag"));
        let hasher = Sha256Hasher::default();
        Self { path, tag_path, tag: None, file, promise, total: promise.bytes, done: 0, hasher }
    }

    fn read_earlier(&mut self) -> io::Result<()> {
        let most = self.promise.bytes.unwrap_or(self.promise.most_bytes);
        let mut block = vec![0; BLOCK_BYTES];
        while self.done <= most {
            match self.file.read(&mut block)? {
                0 => break,
                n => {
                    self.hasher.update(&block[..n]);
                    self.done += n as u64;
                }
            }
        }
        Ok(())
    }

    pub(super) fn promise(&self) -> Promise {
        self.promise
    }

    pub(super) fn progress(&self) -> Progress {
        Progress { done: self.done, total: self.total }
    }

    pub(super) fn tag(&self) -> Option<&str> {
        self.tag.as_deref()
    }

    /// Whether every byte is here, as far as the length is known.
    pub(super) fn is_whole(&self) -> bool {
        self.total == Some(self.done)
    }

    /// Refuses a disk that cannot hold the rest.
    pub(super) fn check_room(&self) -> Result<(), Error> {
        let Some(needed) = self.total.map(|total| total.saturating_sub(self.done)) else { return Ok(()) };
        let folder = self.path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        match fs4::available_space(folder) {
            Ok(available) if available < needed.saturating_add(SPARE_BYTES) => {
                Err(Error::NoRoom { folder: folder.to_owned(), needed, available })
            }
            // A file system that does not say is tried.
            Ok(_) | Err(_) => Ok(()),
        }
    }

    /// The source says how long it is.
    pub(super) fn announce(&mut self, total: u64) {
        self.total = Some(total);
    }

    /// Forgets all that came.
    pub(super) fn restart(&mut self) -> Result<(), Error> {
        self.tag = None;
        self.total = self.promise.bytes;
        // A mark that stays without its bytes does no harm: nothing is asked for behind it.
        let _ = fs::remove_file(&self.tag_path);
        if self.done > 0 {
            self.file.set_len(0).map_err(|source| Error::Write { path: self.path.clone(), source })?;
        }
        self.done = 0;
        self.hasher = Sha256Hasher::default();
        Ok(())
    }

    pub(super) fn add(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.file.write_all(bytes).map_err(|source| Error::Write { path: self.path.clone(), source })?;
        self.hasher.update(bytes);
        self.done += bytes.len() as u64;
        Ok(())
    }

    /// Tells the caller how far it is.
    pub(super) fn report(&self, progress: &mut dyn FnMut(Progress) -> bool) -> Result<(), Error> {
        let Progress { done, total } = self.progress();
        if progress(self.progress()) { Ok(()) } else { Err(Error::Stopped { done, total }) }
    }

    /// Keeps the server's mark for the next request, also that of a later call.
    pub(super) fn mark(&mut self, tag: Option<String>) {
        let _ = fs::remove_file(&self.tag_path);
        if let Some(tag) = &tag {
            // A file of its own making, never one that a link leads to. Without it the next call begins anew.
            let file = OpenOptions::new().write(true).create_new(true).open(&self.tag_path);
            let _ = file.and_then(|mut file| file.write_all(tag.as_bytes()));
        }
        self.tag = tag;
    }

    /// Checks the content, writes it through to the disk and gives it its name.
    pub(super) fn finish(self, target: &Path) -> Result<Sha256, Error> {
        let found = self.hasher.finish();
        if let Some(expected) = self.promise.sha256.filter(|expected| *expected != found) {
            // Going on from wrong bytes can never succeed.
            remove_partial(target);
            return Err(Error::WrongHash { path: target.to_owned(), found, expected });
        }
        let failed = |source| Error::Write { path: target.to_owned(), source };
        self.file.sync_all().map_err(failed)?;
        drop(self.file);
        fs::rename(&self.path, target).map_err(failed)?;
        let _ = fs::remove_file(&self.tag_path);
        // The new name itself, where the system lets a directory be synced.
        if let Some(folder) = target.parent().and_then(|p| File::open(p).ok()) {
            let _ = folder.sync_all();
        }
        Ok(found)
    }
}

/// Opens the part to read and append, or makes it; never what a symbolic link leads to, and never a device.
fn open_plain(path: &Path) -> Result<File, Error> {
    let failed = |source| Error::Write { path: path.to_owned(), source };
    // `create_new` follows no link.
    match OpenOptions::new().read(true).append(true).create_new(true).open(path) {
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
        made => return made.map_err(failed),
    }
    let before = fs::symlink_metadata(path).map_err(failed)?;
    if !before.is_file() {
        return Err(Error::NotAFile { path: path.to_owned() });
    }
    let file = OpenOptions::new().read(true).append(true).open(path).map_err(failed)?;
    let opened = file.metadata().map_err(failed)?;
    if same_file(&before, &opened) { Ok(file) } else { Err(Error::NotAFile { path: path.to_owned() }) }
}

/// Whether the file that was opened is the one that was looked at, and not one that a link led to in between.
#[cfg(unix)]
fn same_file(looked_at: &fs::Metadata, opened: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (looked_at.dev(), looked_at.ino()) == (opened.dev(), opened.ino())
}

#[cfg(not(unix))]
fn same_file(_: &fs::Metadata, opened: &fs::Metadata) -> bool {
    opened.is_file()
}

/// The mark that an earlier call kept, when it can be one: it goes into a request, so nothing else may stand in it.
fn read_tag(path: &Path) -> Option<String> {
    let facts = fs::symlink_metadata(path).ok()?;
    if !facts.is_file() || facts.len() > LONGEST_TAG_BYTES {
        return None;
    }
    fs::read_to_string(path).ok().filter(|tag| !tag.is_empty() && tag.bytes().all(|b| matches!(b, b' '..=b'~')))
}
