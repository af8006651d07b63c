//! A short document into memory, and only when it is another than it was.

use std::fs::File;
use std::io::{self, Read};

use ureq::Body;
use ureq::http::{HeaderName, Method, Response, header};

use super::error::Error;
use super::reach::{Ended, Line, Reached};
use super::request::{Download, Source};

/// The marks of a content by which a server tells whether it changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks {
    /// Its `ETag`.
    pub etag: Option<String>,
    /// When it was last changed, as the server writes it.
    pub last_modified: Option<String>,
}

/// A document that was fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Document {
    /// Its content.
    pub bytes: Vec<u8>,
    /// The marks of this content.
    pub marks: Marks,
    /// Where it was found in the end.
    pub address: String,
    /// Where it lies for good now, when the server says so.
    pub moved_to: Option<String>,
    /// Its type as the server says, without parameters and in lower case.
    pub media_type: Option<String>,
}

/// What a server answers to the question whether a document changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It is what it was when its marks were those that were sent.
    Unchanged,
    /// It is this.
    Changed(Box<Document>),
}

/// Bytes read at a time.
const BLOCK_BYTES: usize = 64 * 1024;

impl Download {
    /// Fetches a document into memory, at most as much as [`Download::at_most`] allows, unless it still has the marks `known`: one request, and one
    /// more when the connection breaks. `go_on` is asked between blocks, and ends it by `false`.
    ///
    /// # Errors
    /// [`Error::Busy`], [`Error::Status`], [`Error::Redirects`], [`Error::TooLong`], [`Error::TooSlow`], [`Error::Broken`], [`Error::Text`];
    /// [`Error::Read`] for a file, [`Error::Stopped`].
    pub fn ask(&self, known: &Marks, go_on: &mut dyn FnMut() -> bool) -> Result<Answer, Error> {
        let address = match &self.from {
            Source::Address(address) => address,
            Source::File(path) => {
                let failed = |source| Error::Read { path: path.clone(), source };
                let mut file = File::open(path).map_err(failed)?;
                let name = path.display().to_string();
                let bytes = self.take(&mut file, &name, None, go_on).map_err(|ended| match ended {
                    Ended::For(error) => *error,
                    Ended::Broken(cause) => failed(io::Error::other(cause)),
                })?;
                let document = Document { bytes, marks: Marks::default(), address: name, moved_to: None, media_type: None };
                return Ok(Answer::Changed(Box::new(document)));
            }
        };
        let line = Line::new(&self.manners);
        let mut tries = 0;
        loop {
            match self.once(&line, address, known, go_on) {
                Ok(answer) => return Ok(answer),
                Err(Ended::For(error)) => return Err(*error),
                Err(Ended::Broken(_)) if tries == 0 => tries += 1,
                Err(Ended::Broken(source)) => {
                    return Err(Error::Broken { from: address.clone(), done: 0, total: None, source });
                }
            }
        }
    }

    fn once(&self, line: &Line, from: &str, known: &Marks, go_on: &mut dyn FnMut() -> bool) -> Result<Answer, Ended> {
        // One mark and not both: servers disagree on what both together mean, and the first is the exact one.
        let mark = known.etag.clone().map(|etag| (header::IF_NONE_MATCH, etag));
        let mark = mark.or_else(|| known.last_modified.clone().map(|time| (header::IF_MODIFIED_SINCE, time)));
        let headers: Vec<(HeaderName, String)> = mark.into_iter().collect();
        let Reached { response, address, moved_to, .. } = line.reach(&Method::GET, from, &headers)?;
        match response.status().as_u16() {
            304 if !headers.is_empty() => return Ok(Answer::Unchanged),
            200 => {}
            status @ (500 | 502..=504) => return Err(Ended::Broken(Box::new(ureq::Error::StatusCode(status)))),
            status => return Err(Error::Status { from: from.to_owned(), status }.into()),
        }
        let media_type = header(&response, header::CONTENT_TYPE)
            .map(|kind| kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
        let marks = Marks { etag: header(&response, header::ETAG), last_modified: header(&response, header::LAST_MODIFIED) };
        let length = response.body().content_length();
        if let Some(length) = length {
            self.promise.check(from, length)?;
        }
        let mut body = response.into_body().into_with_config().limit(u64::MAX).reader();
        let bytes = self.take(&mut body, from, Some(line), go_on)?;
        if length.is_some_and(|length| length != bytes.len() as u64) {
            return Err(Ended::Broken("the connection closed early".into()));
        }
        Ok(Answer::Changed(Box::new(Document { bytes, marks, address, moved_to, media_type })))
    }

    fn take(
        &self,
        from: &mut dyn Read,
        name: &str,
        line: Option<&Line>,
        go_on: &mut dyn FnMut() -> bool,
    ) -> Result<Vec<u8>, Ended> {
        let mut bytes = Vec::new();
        let mut block = vec![0; BLOCK_BYTES];
        loop {
            let done = bytes.len() as u64;
            if !go_on() {
                return Err(Error::Stopped { done, total: None }.into());
            }
            line.map_or(Ok(()), |line| line.check_time(name, done))?;
            match from.read(&mut block) {
                Ok(0) => return Ok(bytes),
                Ok(n) => {
                    self.promise.check_most(name, done + n as u64)?;
                    bytes.extend_from_slice(&block[..n]);
                }
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => return Err(Ended::Broken(Box::new(e))),
            }
        }
    }
}

/// A header as text, unless it is longer than any that is worth keeping.
fn header(response: &Response<Body>, name: HeaderName) -> Option<String> {
    let value = response.headers().get(name)?.to_str().ok()?.trim();
    (!value.is_empty() && value.len() <= 1024).then(|| value.to_owned())
}
