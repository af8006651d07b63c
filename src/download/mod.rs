//! One downloader: from an address, or from a file on another disk, to a file that is whole or not there.
//!
//! The bytes go to `<target>.part` beside the target, are checked against what was promised (length, SHA-256, a limit), are
//! written through to the disk, and only then get the target's name. A download that broke off is continued by the next call:
//!
//! * The server's mark of the content (its strong ETag, else the time of its last change) is kept in `<target>.part.tag` and sent
//!   as `If-Range`, so that a file that changed in between is fetched anew and never spliced. Without a mark, a download is
//!   continued only when its SHA-256 is known beforehand.
//! * Requests are repeated while each brings the file further than it ever was; three in a row that don't end the call. A
//!   server that answers every range wrongly is therefore asked a bounded number of times.
//! * A server that asks to be left alone ([`Error::Busy`]) is asked no more, and it is told for how long. Redirections are followed to the
//!   twentieth; a circle is told with its addresses, without the keys in their queries.
//! * Nothing is written or read through a symbolic link that somebody else put where the part belongs.
//!
//! What comes by another protocol, as an object of a store does, is read through [`Pieces`] and kept by the same rules.
//!
//! A short document, such as a feed or a page, comes into memory by [`Download::ask`], and only when it changed.
//!
//! Nothing is printed. The usual proxy variables (`https_proxy`, `no_proxy`, …) are read by the HTTP client; nothing else of the
//! environment is.
//!
//! ```
//! use rawi::download::Download;
//! let dir = tempfile::tempdir()?;
//! let (from, to) = (dir.path().join("stick"), dir.path().join("here"));
//! std::fs::write(&from, "three words here")?;
//! let mut told = Vec::new();
//! Download::file(&from).at_most(1_000).fetch(&to, &mut |progress| {
//!     told.push(progress.done);
//!     true
//! })?;
//! assert_eq!(std::fs::read_to_string(&to)?, "three words here");
//! assert_eq!(told, [16]);
//! let refused = Download::file(&from).at_most(10).fetch(&dir.path().join("small"), &mut |_| true).unwrap_err();
//! assert!(refused.to_string().ends_with("has 16 bytes, and at most 10 are allowed"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod address;
mod ask;
mod error;
mod http;
mod partial;
mod pieces;
mod promise;
mod reach;
mod request;
mod retry_after;

pub use address::{host, resolved, unescaped, without_query};
pub use ask::{Answer, Document, Marks};
pub use error::Error;
pub use partial::remove_partial;
pub use pieces::{Piece, PieceError, PieceFacts, Pieces};
pub use promise::Progress;
#[cfg(feature = "stores")]
pub(crate) use reach::client;
pub use request::Download;

#[cfg(test)]
mod server;
#[cfg(test)]
mod tests;
