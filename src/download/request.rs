use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::error::Error;
use super::http;
use super::partial::{BLOCK_BYTES, Partial};
use super::pieces::{self, Pieces};
use super::promise::{Progress, Promise};
use super::reach::Manners;
use crate::text::Sha256;

/// What is to be fetched, and what it has to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    pub(super) from: Source,
    pub(super) promise: Promise,
    pub(super) manners: Manners,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Source {
    Address(String),
    File(PathBuf),
}

impl Download {
    /// From an `http` or `https` address. Without [`Download::at_most`] or [`Download::exactly`] at most 4 GiB are taken.
    #[must_use]
    pub fn address(address: &str) -> Self {
        Self::new(Source::Address(address.to_owned()))
    }

    /// From a file, as on a stick: copied with the same checks.
    #[must_use]
    pub fn file(path: &Path) -> Self {
        Self::new(Source::File(path.to_owned()))
    }

    fn new(from: Source) -> Self {
        let promise = Promise { bytes: None, sha256: None, most_bytes: 4 << 30, may_be_text: true };
        Self { from, promise, manners: Manners::default() }
    }

    /// Takes only content of exactly this length and hash; a length beyond 4 GiB is taken too.
    #[must_use]
    pub fn exactly(mut self, bytes: u64, sha256: Sha256) -> Self {
        self.promise.bytes = Some(bytes);
        self.promise.sha256 = Some(sha256);
        self
    }

    /// Takes at most so many bytes of a source whose length is not known beforehand.
    #[must_use]
    pub fn at_most(mut self, bytes: u64) -> Self {
        self.promise.most_bytes = bytes;
        self
    }

    /// Takes nothing that the server calls a text: a page that stands where a recording was meant.
    #[must_use]
    pub fn no_text(mut self) -> Self {
        self.promise.may_be_text = false;
        self
    }

    /// Takes no longer than this for all of it.
    #[must_use]
    pub fn within(mut self, most: Duration) -> Self {
        self.manners.within = Some(most);
        self
    }

    /// Asks by this name instead of rawi's own: some servers refuse programs that they do not know.
    #[must_use]
    pub fn user_agent(mut self, name: Option<&str>) -> Self {
        self.manners.user_agent = name.map(str::to_owned);
        self
    }

    /// Asks none of these servers ([`host`](super::host)), whatever leads to them: each such wish ends in [`Error::Busy`].
    #[must_use]
    pub fn sparing(mut self, hosts: Vec<String>) -> Self {
        self.manners.spared = hosts;
        self
    }

    /// The length that the server announces; `None` for a file, and where it does not tell.
    pub fn announced_bytes(&self) -> Option<u64> {
        match &self.from {
            Source::Address(address) => http::announced_bytes(&self.manners, address),
            Source::File(_) => None,
        }
    }

    /// Fetches the content into `target`, whose directory must exist, and gives its SHA-256. A file that has this name already is
    /// replaced once the new one is whole. `progress` is called after every block and stops the download by answering `false`.
    ///
    /// # Errors
    /// [`Error::NoRoom`] before the first byte when the length is known; [`Error::NotAFile`] when something else lies where the
    /// part belongs; [`Error::Status`], [`Error::Text`], [`Error::Busy`],
    /// [`Error::Redirects`], [`Error::TooSlow`], [`Error::Broken`], [`Error::WrongLength`], [`Error::TooLong`]; [`Error::WrongHash`], after
    /// which the part is gone; [`Error::Stopped`], [`Error::Read`], [`Error::Write`].
    pub fn fetch(&self, target: &Path, progress: &mut dyn FnMut(Progress) -> bool) -> Result<Sha256, Error> {
        let mut part = Partial::open(target, self.promise)?;
        part.check_room()?;
        match &self.from {
            Source::Address(address) => http::receive(&self.manners, address, &mut part, progress)?,
            Source::File(path) => copy(path, &mut part, progress)?,
        }
        part.finish(target)
    }
}

impl Download {
    /// The same, of a content that is read by another protocol; of the rest of this value only what was promised counts.
    ///
    /// # Errors
    /// Those of [`fetch`](Self::fetch); [`Error::Status`] with 404 when nothing lies there.
    pub fn fetch_pieces(
        &self,
        pieces: &mut dyn Pieces,
        target: &Path,
        progress: &mut dyn FnMut(Progress) -> bool,
    ) -> Result<Sha256, Error> {
        let mut part = Partial::open(target, self.promise)?;
        pieces::receive(pieces, &mut part, progress)?;
        part.finish(target)
    }
}

/// Copies a file into the part, from its first byte.
fn copy(from: &Path, part: &mut Partial, progress: &mut dyn FnMut(Progress) -> bool) -> Result<(), Error> {
    let refused = |source: io::Error| Error::Read { path: from.to_owned(), source };
    let name = from.display().to_string();
    let mut file = File::open(from).map_err(refused)?;
    let length = fs::metadata(from).map_err(refused)?.len();
    part.promise().check(&name, length)?;
    part.restart()?;
    part.announce(length);
    let mut block = vec![0; BLOCK_BYTES];
    loop {
        match file.read(&mut block).map_err(refused)? {
            0 => return part.promise().check(&name, part.progress().done),
            n => {
                part.promise().check_most(&name, part.progress().done + n as u64)?;
                part.add(&block[..n])?;
            }
        }
        part.report(progress)?;
    }
}
