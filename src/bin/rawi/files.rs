//! Articles and transcripts out of files, with errors that name them; a file written whole.

use std::io::Write;
use std::path::Path;

use rawi::article::{self, Article, ReadOptions};
use rawi::draft::Draft;
use rawi::text::Language;
use rawi::transcript::{self, Transcript};

use crate::error::{Failure, Hint};
use crate::input::{self, What};
use crate::output::open_stream;
use crate::place::Place;

/// The article in a file.
pub(crate) fn read_article(path: &Path, language: Option<Language>, encoding: Option<String>) -> Result<Article, Failure> {
    article_of(&input::read(path, What::Article)?, path, language, encoding)
}

/// The article that the file at `path` holds in its `bytes`.
pub(crate) fn article_of(
    bytes: &[u8],
    path: &Path,
    language: Option<Language>,
    encoding: Option<String>,
) -> Result<Article, Failure> {
    let options = ReadOptions::named(path.to_string_lossy()).with_language(language).with_encoding(encoding);
    article::read(bytes, &options)
        .map_err(|error| Failure::from(error).about(format!("cannot use `{}` as the article", path.display())))
        .hint("the article is a text file, a Markdown file or a saved web page; `--encoding` names an unusual encoding")
}

/// The transcript in a file, in any form that is known.
pub(crate) fn read_transcript(path: &Path, encoding: Option<&str>) -> Result<Transcript, Failure> {
    transcript_of(&input::read(path, What::Transcript)?, path, encoding)
}

/// The transcript that the file at `path` holds in its `bytes`.
pub(crate) fn transcript_of(bytes: &[u8], path: &Path, encoding: Option<&str>) -> Result<Transcript, Failure> {
    transcript::read_encoded(bytes, path.to_str(), encoding)
        .map_err(|error| Failure::from(error).about(format!("cannot use `{}` as a transcript", path.display())))
        .hint("rawi reads the JSON of recognisers and services, captions, annotation tiers, and text by speakers; `--encoding` names an unusual encoding")
}

/// Writes a file whole, without asking whose it was: for a file that the person named to be changed. A failure leaves what was there
/// before.
pub(crate) fn write(path: &Path, content: &[u8]) -> Result<(), Failure> {
    let file = match Place::of(path)? {
        Place::File(file) => file,
        Place::Standard => return Ok(std::io::stdout().write_all(content)?),
        Place::Stream(stream) => return Ok(open_stream(&stream)?.write_all(content)?),
    };
    let attempt = || -> std::io::Result<()> {
        let mut draft = Draft::beside(&file)?;
        draft.write_all(content)?;
        draft.take_place(&file)
    };
    attempt()
        .map_err(|e| Failure::from(std::io::Error::from(e.kind())).about(format!("cannot write `{}`", path.display())))
        .hint("check that its directory is writable and has room")
}
