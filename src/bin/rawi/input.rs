//! What is read: files, standard input as `-`, and pipes, each to a bound; nothing that has no end, nothing that hangs.

use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::Duration;

use crate::error::{Failure, Hint};

/// How long a pipe is waited for that nobody has opened to write to.
const PATIENCE_TO_OPEN: Duration = Duration::from_secs(5);
/// How long a pipe may say nothing.
const PATIENCE: Duration = Duration::from_secs(60);
/// Bytes read at a time.
const BLOCK_BYTES: usize = 64 * 1024;

/// What a file is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    Article,
    List,
    Transcript,
    Captions,
    Correction,
    Preset,
    Rules,
}

impl What {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::List => "list",
            Self::Transcript => "transcript",
            Self::Captions => "caption file",
            Self::Correction => "corrected text",
            Self::Preset => "preset",
            Self::Rules => "file of rules",
        }
    }

    /// The most megabytes that are taken: far more than any has.
    pub(crate) fn most_megabytes(self) -> u64 {
        match self {
            Self::Article | Self::List => 16,
            Self::Transcript | Self::Captions | Self::Correction => 512,
            Self::Preset | Self::Rules => 1,
        }
    }
}

/// The bytes of the file at `path`, or of standard input when that is `-`.
pub(crate) fn read(path: &Path, what: What) -> Result<Vec<u8>, Failure> {
    let most = what.most_megabytes() << 20;
    let too_long = || {
        let (name, most) = (what.name(), what.most_megabytes());
        Failure::new(format!("the {name} `{}` is longer than {most} MB, the most that is read", path.display()))
            .hint(format!("check that it is the {name}"))
    };
    let mut bytes = Vec::new();
    match Source::open(path, what.name())? {
        Source::File(file, facts) if facts.len() <= most => {
            file.take(most + 1).read_to_end(&mut bytes).map_err(|error| unreadable(error, path, what.name()))?;
        }
        Source::File(..) => return Err(too_long()),
        Source::Pipe(mut pipe) => {
            while let Some(block) = pipe.next()? {
                bytes.extend_from_slice(&block);
                if bytes.len() as u64 > most {
                    break;
                }
            }
        }
    }
    if bytes.len() as u64 > most { Err(too_long()) } else { Ok(bytes) }
}

/// Something that can be read.
pub(crate) enum Source {
    File(File, Metadata),
    Pipe(Pipe),
}

impl Source {
    /// Opens the file at `path`, which is `what`, or standard input when that is `-`.
    pub(crate) fn open(path: &Path, what: &str) -> Result<Self, Failure> {
        if is_standard(path) {
            return Pipe::standard_input(what).map(Self::Pipe);
        }
        let shown = path.display();
        let facts = fs::metadata(path).map_err(|error| unreadable(error, path, what))?;
        match Kind::of(&facts) {
            Kind::File => {
                let file = File::open(path).map_err(|error| unreadable(error, path, what))?;
                Ok(Self::File(file, facts))
            }
            Kind::Folder => Err(Failure::new(format!("the {what} `{shown}` is a directory, and a file was expected"))),
            Kind::Pipe => Pipe::named(path, what).map(Self::Pipe),
            Kind::Other => Err(Failure::new(format!("the {what} `{shown}` is a device, and a file was expected"))
                .hint("`-` reads standard input")),
        }
    }
}

/// Whether `path` stands for standard input or output.
pub(crate) fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// What lies at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    File,
    Folder,
    Pipe,
    /// A device, or a socket.
    Other,
}

impl Kind {
    pub(crate) fn of(facts: &Metadata) -> Self {
        match facts.file_type() {
            kind if kind.is_file() => Self::File,
            kind if kind.is_dir() => Self::Folder,
            kind if is_pipe(kind) => Self::Pipe,
            _ => Self::Other,
        }
    }
}

#[cfg(unix)]
fn is_pipe(kind: fs::FileType) -> bool {
    std::os::unix::fs::FileTypeExt::is_fifo(&kind)
}

#[cfg(not(unix))]
fn is_pipe(_: fs::FileType) -> bool {
    false
}

fn unreadable(error: io::Error, path: &Path, what: &str) -> Failure {
    let shown = path.display();
    match error.kind() {
        ErrorKind::NotFound => {
            Failure::new(format!("there is no {what} at `{shown}`")).hint("check the path; `ls` shows what is there")
        }
        _ => Failure::from(error).about(format!("cannot read the {what} `{shown}`")),
    }
}

/// The bytes of a pipe or of standard input as they come. They are read by a thread of their own: one that waits for ever then does
/// not keep the program from telling so.
pub(crate) struct Pipe {
    blocks: Receiver<io::Result<Vec<u8>>>,
    patience: Option<Duration>,
    /// For messages.
    name: String,
}

impl Pipe {
    fn standard_input(what: &str) -> Result<Self, Failure> {
        static TAKEN: AtomicBool = AtomicBool::new(false);
        if TAKEN.swap(true, Ordering::Relaxed) {
            return Err(Failure::new(format!("standard input cannot be the {what} too: it was read already"))
                .hint("name a file for one of the two"));
        }
        Ok(Self { blocks: read_aside(|| Ok(io::stdin())), patience: None, name: "standard input".to_owned() })
    }

    fn named(path: &Path, what: &str) -> Result<Self, Failure> {
        let name = format!("`{}`", path.display());
        let to_open: PathBuf = path.to_owned();
        let blocks = read_aside(move || File::open(to_open));
        // The first, empty block tells that somebody writes.
        match blocks.recv_timeout(PATIENCE_TO_OPEN) {
            Ok(opened) => opened.map(drop).map_err(|error| unreadable(error, path, what))?,
            Err(_) => {
                return Err(Failure::new(format!("the {what} {name} is a pipe that nobody writes to"))
                    .hint("start the program that writes to it first"));
            }
        }
        Ok(Self { blocks, patience: Some(PATIENCE), name })
    }

    /// The next bytes, of which there is at least one; `None` at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        loop {
            let block = match self.patience {
                Some(patience) => self.blocks.recv_timeout(patience),
                None => self.blocks.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match block {
                Ok(Ok(block)) if block.is_empty() => {}
                Ok(block) => {
                    return block
                        .map(Some)
                        .map_err(Failure::from)
                        .map_err(|f| f.about(format!("cannot read {}", self.name)));
                }
                Err(RecvTimeoutError::Disconnected) => return Ok(None),
                Err(RecvTimeoutError::Timeout) => {
                    let silent = format!("nothing came through {} for {} seconds", self.name, PATIENCE.as_secs());
                    return Err(Failure::new(silent)).hint("write it to a file, and name that");
                }
            }
        }
    }
}

/// Opens and reads in a thread, a few blocks ahead at most. An empty block comes first.
fn read_aside<R: Read>(open: impl FnOnce() -> io::Result<R> + Send + 'static) -> Receiver<io::Result<Vec<u8>>> {
    let (give, blocks) = sync_channel(4);
    std::thread::spawn(move || {
        let mut from = match open() {
            Ok(from) => from,
            Err(error) => return drop(give.send(Err(error))),
        };
        let mut next = Ok(Vec::new());
        // Nobody takes any more when the receiver is gone.
        while give.send(next).is_ok() {
            let mut block = vec![0; BLOCK_BYTES];
            next = loop {
                match from.read(&mut block) {
                    Ok(0) => return,
                    Ok(n) => {
                        block.truncate(n);
                        break Ok(block);
                    }
                    Err(error) if error.kind() == ErrorKind::Interrupted => {}
                    Err(error) => break Err(error),
                }
            };
        }
    });
    blocks
}
