//! What comes by another protocol than that of the web, a piece at a time: an object of a store.

use super::error::Error;
use super::partial::Partial;
use super::promise::Progress;

/// One content that somebody else reads, from any byte of it.
pub trait Pieces {
    /// Where it lies, as a person knows it.
    fn name(&self) -> &str;

    /// How long it is now, and how it is told from others.
    ///
    /// # Errors
    /// [`PieceError`].
    fn facts(&mut self) -> Result<PieceFacts, PieceError>;

    /// Some bytes from the byte `from` on, of the content that has the mark `mark` where one is given. None when it ends there.
    ///
    /// # Errors
    /// [`PieceError`].
    fn piece(&mut self, from: u64, mark: Option<&str>) -> Result<Piece, PieceError>;
}

/// What is known of a content without reading it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PieceFacts {
    /// Bytes in all.
    pub total: u64,
    /// What tells it from another content of the same name, such as a strong ETag, where there is such a mark.
    pub mark: Option<String>,
}

/// A piece of a content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Bytes of the content in all.
    pub total: u64,
    /// The mark of the content that it is of.
    pub mark: Option<String>,
}

/// Why there is no piece.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PieceError {
    /// Nothing lies there.
    #[error("nothing lies there")]
    Missing,
    /// Another content lies there now.
    #[error("it was replaced meanwhile")]
    Changed,
    /// Who asks may not read it. Some stores say so of what is not there, too, to those who may not list it.
    #[error(transparent)]
    Refused(Box<dyn std::error::Error + Send + Sync>),
    /// It could not be read.
    #[error(transparent)]
    Failed(Box<dyn std::error::Error + Send + Sync>),
}

impl PieceError {
    /// As an error of a download of what lies at `from`.
    pub(crate) fn of_download(self, from: &str, Progress { done, total }: Progress) -> Error {
        match self {
            // As the protocol of the web, and those of the stores, say it.
            Self::Missing => Error::Status { from: from.to_owned(), status: 404 },
            Self::Failed(source) | Self::Refused(source) => Error::Broken { from: from.to_owned(), done, total, source },
            Self::Changed => Error::Broken { from: from.to_owned(), done, total, source: Box::new(self) },
        }
    }
}

/// So many times a content may be replaced while it is read.
const MOST_CHANGES: u32 = 3;

/// Reads what is missing of a content. What another content left is not gone on with.
pub(super) fn receive(
    pieces: &mut dyn Pieces,
    part: &mut Partial,
    progress: &mut dyn FnMut(Progress) -> bool,
) -> Result<(), Error> {
    let mut changes = 0;
    while !part.is_whole() {
        if part.tag().is_none() && part.promise().sha256.is_none() {
            part.restart()?;
        }
        let done = part.progress().done;
        let piece = match pieces.piece(done, part.tag()) {
            // A store that minds no condition tells by its mark that the content is another.
            Ok(piece) if part.tag().is_some() && piece.mark.as_deref() != part.tag() => Err(PieceError::Changed),
            Ok(piece) if piece.total < done => Err(PieceError::Changed),
            other => other,
        };
        let piece = match piece {
            Err(PieceError::Changed) if changes < MOST_CHANGES => {
                changes += 1;
                part.restart()?;
                continue;
            }
            other => other.map_err(|error| error.of_download(pieces.name(), part.progress()))?,
        };
        let name = pieces.name();
        part.promise().check(name, piece.total)?;
        if done == 0 {
            part.mark(piece.mark);
        }
        part.announce(piece.total);
        part.check_room()?;
        if piece.bytes.is_empty() && !part.is_whole() {
            let source = "the store sent nothing".into();
            let Progress { done, total } = part.progress();
            return Err(Error::Broken { from: name.to_owned(), done, total, source });
        }
        part.promise().check_most(name, done + piece.bytes.len() as u64)?;
        part.add(&piece.bytes)?;
        part.report(progress)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::Download;
    use super::*;

    /// A content that is read three bytes at a time and can be replaced, and what was asked of it.
    struct Shelf {
        contents: Vec<&'static str>,
        /// After so many pieces the next content lies there.
        replaced_after: usize,
        asked: Vec<(u64, Option<String>)>,
        minds_marks: bool,
    }

    impl Shelf {
        fn of(contents: &[&'static str], replaced_after: usize) -> Self {
            Self { contents: contents.to_vec(), replaced_after, asked: Vec::new(), minds_marks: true }
        }

        fn now(&self) -> &'static str {
            let at = self.asked.len().saturating_sub(1) / self.replaced_after;
            self.contents[at.min(self.contents.len() - 1)]
        }
    }

    impl Pieces for Shelf {
        fn name(&self) -> &str {
            "shelf://a"
        }

        fn facts(&mut self) -> Result<PieceFacts, PieceError> {
            Ok(PieceFacts { total: self.now().len() as u64, mark: Some(format!("\"{}\"", self.now())) })
        }

        fn piece(&mut self, from: u64, mark: Option<&str>) -> Result<Piece, PieceError> {
            self.asked.push((from, mark.map(str::to_owned)));
            let PieceFacts { total, mark: now } = self.facts()?;
            if self.minds_marks && mark.is_some() && mark != now.as_deref() {
                return Err(PieceError::Changed);
            }
            let bytes = self.now().bytes().skip(from as usize).take(3).collect();
            Ok(Piece { bytes, total, mark: now })
        }
    }

    fn fetched(shelf: &mut Shelf, folder: &std::path::Path, most: u64) -> Result<String, Error> {
        let target = folder.join("kept");
        let download = Download::address("shelf://a");
        let mut left = most;
        download.fetch_pieces(shelf, &target, &mut |_| {
            left -= 1;
            left > 0
        })?;
        Ok(fs::read_to_string(target).unwrap())
    }

    #[test]
    fn what_broke_off_goes_on_where_it_was_and_only_with_the_same_content() {
        let dir = tempfile::tempdir().unwrap();
        let mut shelf = Shelf::of(&["a model of few words"], 99);
        let stopped = fetched(&mut shelf, dir.path(), 3).unwrap_err();
        assert!(matches!(stopped, Error::Stopped { done: 9, total: Some(20) }), "{stopped}");
        assert!(!dir.path().join("kept").exists());
        assert_eq!(fetched(&mut shelf, dir.path(), 99).unwrap(), "a model of few words");
        assert_eq!(shelf.asked[3], (9, Some("\"a model of few words\"".to_owned())));
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn a_content_that_is_replaced_meanwhile_is_read_anew_and_never_spliced() {
        for minds_marks in [true, false] {
            let dir = tempfile::tempdir().unwrap();
            let mut shelf = Shelf { minds_marks, ..Shelf::of(&["one content", "and another one"], 2) };
            assert_eq!(fetched(&mut shelf, dir.path(), 99).unwrap(), "and another one");
        }
        let dir = tempfile::tempdir().unwrap();
        let mut restless = Shelf::of(&["1st content", "2nd content", "3rd content", "4th content"].repeat(3), 1);
        let given_up = fetched(&mut restless, dir.path(), 99).unwrap_err();
        assert!(matches!(given_up, Error::Broken { .. }), "{given_up}");
    }

    #[test]
    fn an_empty_content_and_one_that_is_too_long_are_told() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(fetched(&mut Shelf::of(&[""], 9), dir.path(), 99).unwrap(), "");
        let download = Download::address("shelf://a").at_most(5);
        let error = download.fetch_pieces(&mut Shelf::of(&["longer"], 9), &dir.path().join("b"), &mut |_| true).unwrap_err();
        assert_eq!(error.to_string(), "shelf://a has 6 bytes, and at most 5 are allowed");
    }
}
