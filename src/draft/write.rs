use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use tempfile::TempPath;

/// How the name of a draft begins and ends; between stand letters and digits of chance.
pub(super) const PREFIX: &str = ".rawi-";
pub(super) const SUFFIX: &str = ".part";
/// How many letters and digits of chance.
pub(super) const CHANCE: usize = 8;

/// A file being written. Dropped, it is gone.
#[derive(Debug)]
pub struct Draft {
    file: File,
    path: TempPath,
}

impl Draft {
    /// A draft in the directory of `place`, which must exist.
    ///
    /// # Errors
    /// Those of making a file there.
    pub fn beside(place: &Path) -> io::Result<Self> {
        Self::in_folder(match place.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        })
    }

    /// A draft in `folder`, which must exist.
    ///
    /// # Errors
    /// Those of making a file there.
    pub fn in_folder(folder: &Path) -> io::Result<Self> {
        loop {
            let mut name = tempfile::Builder::new();
            name.prefix(PREFIX).suffix(SUFFIX).rand_bytes(CHANCE);
            // Not the private file that tempfile makes: a new file is as readable as the process's umask says.
            let made = name.make_in(folder, |path| OpenOptions::new().read(true).write(true).create_new(true).open(path))?;
            let (file, path) = made.into_parts();
            // A file system without locks has no drafts that can be told from abandoned ones, and they stay.
            let _ = file.try_lock();
            // Another process may have taken it for abandoned before it was locked.
            if path.exists() {
                return Ok(Self { file, path });
            }
        }
    }

    /// Where it is for now.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes it through to the disk and gives it its place. A file that is there is replaced and keeps its access mode, and its
    /// owner where this process may give files away.
    ///
    /// # Errors
    /// Those of the system; then the place is as it was, and the draft is gone.
    pub fn take_place(self, place: &Path) -> io::Result<()> {
        if let Ok(before) = fs::metadata(place) {
            keep_owner_and_mode(&self.file, &before)?;
        }
        self.file.sync_all()?;
        let Self { file, path } = self;
        path.persist(place).map_err(|e| e.error)?;
        drop(file);
        sync_folder(place);
        Ok(())
    }
}

impl Draft {
    /// Writes it through to the disk and gives it its place, unless there is something already, which stays as it is. Whether it took
    /// it: of several at once one does, on disks of the network too.
    ///
    /// # Errors
    /// Those of the system; the draft is gone in any case.
    pub fn take_free_place(self, place: &Path) -> io::Result<bool> {
        self.file.sync_all()?;
        match fs::hard_link(&self.path, place) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
            // Not every disk can give a file two names: then it is looked at, and moved.
            Err(_) if place.try_exists()? => return Ok(false),
            Err(_) => return self.take_place(place).map(|()| true),
        }
        sync_folder(place);
        Ok(true)
    }
}

/// The new name itself, where the system lets a directory be synced.
fn sync_folder(place: &Path) {
    if let Some(folder) = place.parent().and_then(|folder| File::open(folder).ok()) {
        let _ = folder.sync_all();
    }
}

#[cfg(unix)]
fn keep_owner_and_mode(file: &File, before: &fs::Metadata) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;
    // Only root may, and nobody else has to.
    let _ = std::os::unix::fs::fchown(file, Some(before.uid()), Some(before.gid()));
    file.set_permissions(before.permissions())
}

#[cfg(not(unix))]
fn keep_owner_and_mode(_: &File, _: &fs::Metadata) -> io::Result<()> {
    Ok(())
}

impl Read for Draft {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.file.read(bytes)
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Seek for Draft {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}
