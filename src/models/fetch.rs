use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use ureq::http::{Response, header};
use ureq::{Agent, Body};

use super::{Error, PublishedModel};
use crate::text::Sha256Hasher;

/// Where a model comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum PullSource {
    /// Its published address.
    #[default]
    Published,
    /// A mirror: the folder's address, to which the file name is added.
    Mirror(String),
    /// A folder, as on a stick.
    Folder(PathBuf),
}

/// How far a download is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PullProgress {
    /// Bytes that are safe on disk, those of earlier attempts included.
    pub done: u64,
    /// Bytes in all.
    pub total: u64,
}

/// Attempts in a row that may bring nothing new.
const BARREN_ATTEMPTS: u32 = 3;
/// Bytes read at a time; progress is told after each.
const BLOCK_BYTES: usize = 256 * 1024;
/// Room that stays free on the disk.
const SPARE_BYTES: u64 = 16 << 20;

/// Gets `model` into `folder` and gives its path. A file that is already there and right is kept.
///
/// The bytes go to `<file>.part` beside the target, which a later call goes on from after a break (only while the server says that
/// its file is still the same one: `<file>.part.tag` keeps its mark), are checked against the published length and SHA-256, written through to the disk, and only then renamed. `progress` is told of every block and
/// stops the download by answering `false`.
///
/// # Errors
/// [`Error::NoRoom`] before the first byte, [`Error::Status`], [`Error::Broken`], [`Error::WrongLength`],
/// [`Error::WrongHash`] (what was fetched is then deleted), [`Error::Stopped`], [`Error::Write`], [`Error::Missing`] for a folder
/// that lacks the file.
pub fn pull(
    model: &PublishedModel,
    folder: &Path,
    source: &PullSource,
    progress: &mut dyn FnMut(PullProgress) -> bool,
) -> Result<PathBuf, Error> {
    let target = folder.join(&model.file);
    let there = fs::metadata(&target).is_ok_and(|facts| facts.len() == model.bytes);
    if there && super::store::sha256_of(&target)? == model.sha256 {
        return Ok(target);
    }
    fs::create_dir_all(folder).map_err(|source| Error::Write { path: folder.to_owned(), source })?;
    let mut part = Part::open(&target, model)?;
    part.check_room(folder)?;
    match source {
        PullSource::Folder(from) => copy(&from.join(&model.file), &mut part, progress)?,
        PullSource::Published => download(&model.address, &mut part, progress)?,
        PullSource::Mirror(base) => {
            download(&format!("{}/{}", base.trim_end_matches('/'), model.file), &mut part, progress)?;
        }
    }
    part.finish(&target)?;
    Ok(target)
}

/// The name of an unfinished download of `target`.
pub(super) fn part_of(target: &Path) -> PathBuf {
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    target.with_file_name(name)
}

/// The name of the server's mark of an unfinished download of `target`.
pub(super) fn tag_of(target: &Path) -> PathBuf {
    let mut name = part_of(target).into_os_string();
    name.push(".tag");
    PathBuf::from(name)
}

/// A file on its way, and the hash of what it holds.
struct Part<'m> {
    path: PathBuf,
    tag_path: PathBuf,
    /// What the server called the file that the first bytes are of: its strong ETag, or when it was last modified.
    tag: Option<String>,
    file: File,
    model: &'m PublishedModel,
    done: u64,
    hash: Sha256Hasher,
}

impl<'m> Part<'m> {
    /// Opens what an earlier attempt left, or nothing.
    fn open(target: &Path, model: &'m PublishedModel) -> Result<Self, Error> {
        let path = part_of(target);
        let file = OpenOptions::new().read(true).append(true).create(true).open(&path);
        let file = file.map_err(|source| Error::Write { path: path.clone(), source })?;
        let tag_path = tag_of(target);
        let tag = fs::read_to_string(&tag_path).ok();
        let mut part = Self { path, tag_path, tag, file, model, done: 0, hash: Sha256Hasher::default() };
        part.read_earlier().map_err(|source| Error::Read { path: part.path.clone(), source })?;
        if part.done > model.bytes {
            part.restart()?;
        }
        Ok(part)
    }

    fn read_earlier(&mut self) -> io::Result<()> {
        // Only a plain file can hold an earlier attempt; a device would be read for ever.
        if !self.file.metadata()?.is_file() {
            return Ok(());
        }
        let mut block = vec![0; BLOCK_BYTES];
        self.file.seek(SeekFrom::Start(0))?;
        loop {
            match self.file.read(&mut block)? {
                0 => return Ok(()),
                _ if self.done > self.model.bytes => return Ok(()),
                n => {
                    self.hash.update(&block[..n]);
                    self.done += n as u64;
                }
            }
        }
    }

    fn check_room(&self, folder: &Path) -> Result<(), Error> {
        let needed = self.model.bytes - self.done;
        match fs4::available_space(folder) {
            Ok(available) if available < needed + SPARE_BYTES => {
                Err(Error::NoRoom { folder: folder.to_owned(), needed, available })
            }
            // A file system that does not tell is tried.
            Ok(_) | Err(_) => Ok(()),
        }
    }

    fn restart(&mut self) -> Result<(), Error> {
        self.tag = None;
        // A mark that stays without its bytes does no harm: nothing is asked for behind it.
        let _ = fs::remove_file(&self.tag_path);
        if self.done == 0 {
            return Ok(());
        }
        self.file.set_len(0).map_err(|source| Error::Write { path: self.path.clone(), source })?;
        (self.done, self.hash) = (0, Sha256Hasher::default());
        Ok(())
    }

    fn add(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.file.write_all(bytes).map_err(|source| Error::Write { path: self.path.clone(), source })?;
        self.hash.update(bytes);
        self.done += bytes.len() as u64;
        Ok(())
    }

    /// Keeps the server's mark for the next request, also that of a later call.
    fn mark(&mut self, tag: Option<String>) {
        if let Some(tag) = &tag {
            let _ = fs::write(&self.tag_path, tag);
        }
        self.tag = tag;
    }

    fn is_whole(&self) -> bool {
        self.done == self.model.bytes
    }

    /// Checks the content, writes it through to the disk and gives it its name.
    fn finish(self, target: &Path) -> Result<(), Error> {
        let found = self.hash.finish();
        if found != self.model.sha256 {
            // Going on from wrong bytes can never succeed.
            let _ = fs::remove_file(&self.path);
            let _ = fs::remove_file(&self.tag_path);
            return Err(Error::WrongHash { path: target.to_owned(), found, expected: self.model.sha256 });
        }
        let failed = |source| Error::Write { path: target.to_owned(), source };
        self.file.sync_all().map_err(failed)?;
        drop(self.file);
        fs::rename(&self.path, target).map_err(failed)?;
        let _ = fs::remove_file(&self.tag_path);
        // The new name itself, where the system lets a folder be synced.
        if let Some(folder) = target.parent().and_then(|p| File::open(p).ok()) {
            let _ = folder.sync_all();
        }
        Ok(())
    }
}

fn told(part: &Part<'_>, progress: &mut dyn FnMut(PullProgress) -> bool) -> Result<(), Error> {
    let (done, total) = (part.done, part.model.bytes);
    if progress(PullProgress { done, total }) { Ok(()) } else { Err(Error::Stopped { done, total }) }
}

fn copy(from: &Path, part: &mut Part<'_>, progress: &mut dyn FnMut(PullProgress) -> bool) -> Result<(), Error> {
    let refused = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => Error::Missing { path: from.to_owned() },
        _ => Error::Read { path: from.to_owned(), source },
    };
    let mut file = File::open(from).map_err(refused)?;
    let found = file.metadata().map_err(refused)?.len();
    if found != part.model.bytes {
        return Err(Error::CutShort { path: from.to_owned(), bytes: found, expected: part.model.bytes });
    }
    part.restart()?;
    let mut block = vec![0; BLOCK_BYTES];
    loop {
        match file.read(&mut block).map_err(refused)? {
            0 => return Ok(()),
            n => part.add(&block[..n])?,
        }
        told(part, progress)?;
    }
}

/// Fetches what is missing, in as many requests as it takes while each brings something.
fn download(from: &str, part: &mut Part<'_>, progress: &mut dyn FnMut(PullProgress) -> bool) -> Result<(), Error> {
    let agent = agent();
    let mut barren = 0;
    while !part.is_whole() {
        let before = part.done;
        let broken = match attempt(&agent, from, part, progress) {
            Ok(()) if part.is_whole() => return Ok(()),
            Ok(()) => "the connection closed early".into(),
            Err(Attempt::Final(e)) => return Err(*e),
            Err(Attempt::Broken(cause)) => cause,
        };
        barren = if part.done > before { 0 } else { barren + 1 };
        if barren >= BARREN_ATTEMPTS {
            let (done, total) = (part.done, part.model.bytes);
            return Err(Error::Broken { from: from.to_owned(), done, total, source: broken });
        }
    }
    Ok(())
}

fn agent() -> Agent {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .user_agent(concat!("rawi/", env!("CARGO_PKG_VERSION")))
        .timeout_connect(Some(Duration::from_secs(30)))
        .timeout_recv_response(Some(Duration::from_secs(60)))
        .timeout_per_read(Some(Duration::from_secs(60)))
        .build();
    Agent::new_with_config(config)
}

/// Why one request ended.
enum Attempt {
    /// Worth another.
    Broken(Box<dyn std::error::Error + Send + Sync>),
    /// Not.
    Final(Box<Error>),
}

impl From<Error> for Attempt {
    fn from(e: Error) -> Self {
        Attempt::Final(Box::new(e))
    }
}

fn attempt(
    agent: &Agent,
    from: &str,
    part: &mut Part<'_>,
    progress: &mut dyn FnMut(PullProgress) -> bool,
) -> Result<(), Attempt> {
    let mut request = agent.get(from);
    if part.done > 0 {
        request = request.header(header::RANGE, format!("bytes={}-", part.done));
        if let Some(tag) = &part.tag {
            request = request.header(header::IF_RANGE, tag.as_str());
        }
    }
    let response = request.call().map_err(|e| Attempt::Broken(Box::new(e)))?;
    accept(&response, from, part)?;
    let mut body = response.into_body().into_with_config().limit(u64::MAX).reader();
    let mut block = vec![0; BLOCK_BYTES];
    loop {
        let got = match body.read(&mut block) {
            Ok(0) => return Ok(()),
            Ok(n) => n,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            Err(e) => return Err(Attempt::Broken(Box::new(e))),
        };
        let (found, expected) = (part.done + got as u64, part.model.bytes);
        if found > expected {
            part.restart()?;
            return Err(Error::WrongLength { from: from.to_owned(), found, expected }.into());
        }
        part.add(&block[..got])?;
        told(part, progress)?;
    }
}

/// Whether the answer is what was asked for; begins anew when the server sends all from the start.
fn accept(response: &Response<Body>, from: &str, part: &mut Part<'_>) -> Result<(), Attempt> {
    let expected = part.model.bytes;
    let wrong = |found| Attempt::from(Error::WrongLength { from: from.to_owned(), found, expected });
    match response.status().as_u16() {
        200 => {
            part.restart()?;
            match response.body().content_length() {
                Some(found) if found != expected => Err(wrong(found)),
                _ => {
                    part.mark(tag(response));
                    Ok(())
                }
            }
        }
        206 => match content_range(response) {
            Some((start, Some(total))) if total != expected => {
                let _ = start;
                Err(wrong(total))
            }
            // Of a file that changed: a server that minds no If-Range says so by its mark.
            Some(_) if part.tag.is_some() && tag(response).is_some_and(|now| part.tag.as_ref() != Some(&now)) => {
                part.restart()?;
                Err(Attempt::Broken("the file changed on the server".into()))
            }
            Some((start, _)) if start == part.done => Ok(()),
            // A part of something, but not of what was asked: take nothing of it, and ask for all next time.
            _ => {
                part.restart()?;
                Err(Attempt::Broken("the server sent another part than asked for".into()))
            }
        },
        // What is here goes beyond what is there.
        416 => {
            part.restart()?;
            Err(Attempt::Broken("the server has no such part".into()))
        }
        // Busy, or a gateway that fails for the moment.
        429 | 500 | 502..=504 => Err(Attempt::Broken(Box::new(ureq::Error::StatusCode(response.status().as_u16())))),
        status => Err(Error::Status { from: from.to_owned(), status }.into()),
    }
}

/// The mark by which a server tells one content from the next: an ETag unless it is a weak one, else the time of change.
fn tag(response: &Response<Body>) -> Option<String> {
    let told = |name| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    told(header::ETAG).filter(|tag| !tag.starts_with("W/")).or_else(|| told(header::LAST_MODIFIED))
}

/// `bytes START-END/TOTAL`: the start, and the total unless it is `*`.
fn content_range(response: &Response<Body>) -> Option<(u64, Option<u64>)> {
    let value = response.headers().get(header::CONTENT_RANGE)?.to_str().ok()?;
    let (range, total) = value.strip_prefix("bytes ")?.split_once('/')?;
    Some((range.split_once('-')?.0.parse().ok()?, total.parse().ok()))
}
