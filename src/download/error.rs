use std::io;
use std::path::PathBuf;

use crate::text::Sha256;

/// Why a download did not end in a file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The content is not what was promised. What was fetched is deleted.
    #[error("{path} has the wrong content: SHA-256 {found}, expected {expected}", path = path.display())]
    WrongHash {
        /// The target.
        path: PathBuf,
        /// The hash of what came.
        found: Sha256,
        /// The hash that was promised.
        expected: Sha256,
    },
    /// The source announces or sends another number of bytes than was promised.
    #[error("{from} sends {found} bytes, expected {expected}")]
    WrongLength {
        /// The address or file.
        from: String,
        /// What it says or sent.
        found: u64,
        /// What was promised.
        expected: u64,
    },
    /// The source announces or sends more than is allowed.
    #[error("{from} has {found} bytes, and at most {most} are allowed")]
    TooLong {
        /// The address or file.
        from: String,
        /// What it says, or what had come when the download was ended.
        found: u64,
        /// The limit, in bytes.
        most: u64,
    },
    /// The server refuses.
    #[error("{from} answers with status {status}")]
    Status {
        /// The address.
        from: String,
        /// The HTTP status code.
        status: u16,
    },
    /// The server sends a page or another text, where something else was expected.
    #[error("{from} is a text ({kind}), as of a web page{}", begins(begins_with))]
    Text {
        /// The address.
        from: String,
        /// The type that the server names: `text/html`.
        kind: String,
        /// The first line of it that holds something, cut to a length that can be shown; empty where none came.
        begins_with: String,
    },
    /// The server asks to be left alone for a while.
    #[error("{host} asks to be left alone{} (status {status})", wait(*retry_after_s))]
    Busy {
        /// The server that answered so, which is not always that of the address.
        host: String,
        /// The HTTP status code: 429 or 503.
        status: u16,
        /// For how long, in seconds, when it says so.
        retry_after_s: Option<u64>,
    },
    /// Redirections lead in a circle, too far, or nowhere.
    #[error("{from} is passed on {}", passed(chain, *is_circle))]
    Redirects {
        /// The address.
        from: String,
        /// The addresses that it led to, in order, without their queries.
        chain: Vec<String>,
        /// The last one was there before.
        is_circle: bool,
    },
    /// It took longer than it may.
    #[error("{from} was not here after {limit_s} s ({done} bytes were)")]
    TooSlow {
        /// The address.
        from: String,
        /// The limit, in seconds.
        limit_s: u64,
        /// Bytes that had come.
        done: u64,
    },
    /// The connection could not be made, or broke again and again.
    #[error("the download from {from} broke off after {done}{} bytes", of(*total))]
    Broken {
        /// The address.
        from: String,
        /// Bytes that are safe on the disk; the next call goes on from there.
        done: u64,
        /// Bytes in all, when they are known.
        total: Option<u64>,
        /// What the connection said last.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The disk has not enough room.
    #[error("not enough room in {folder}: {needed} bytes needed, {available} free", folder = folder.display())]
    NoRoom {
        /// The directory of the target.
        folder: PathBuf,
        /// Bytes still to write.
        needed: u64,
        /// Bytes free.
        available: u64,
    },
    /// Where the part belongs lies a symbolic link, a device or a directory, which rawi does not write to.
    #[error("{path} is not a plain file, and nothing is written to it", path = path.display())]
    NotAFile {
        /// The part's path.
        path: PathBuf,
    },
    /// A file could not be read.
    #[error("cannot read {path}", path = path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// A file could not be written.
    #[error("cannot write {path}", path = path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The caller's closure said stop. What was fetched stays for the next call.
    #[error("stopped after {done}{} bytes", of(*total))]
    Stopped {
        /// Bytes on the disk.
        done: u64,
        /// Bytes in all, when they are known.
        total: Option<u64>,
    },
}

fn of(total: Option<u64>) -> String {
    total.map_or_else(String::new, |total| format!(" of {total}"))
}

fn begins(line: &str) -> String {
    if line.is_empty() { String::new() } else { format!(": `{line}`") }
}

fn wait(seconds: Option<u64>) -> String {
    seconds.map_or_else(String::new, |seconds| format!(" for {seconds} s"))
}

fn passed(chain: &[String], is_circle: bool) -> String {
    let how = match (is_circle, chain.len()) {
        (true, _) => "in a circle",
        (false, 0) => "to no address of the web",
        (false, _) => "too often, or to no address of the web",
    };
    if chain.is_empty() { how.to_owned() } else { format!("{how}: {}", chain.join(" → ")) }
}
