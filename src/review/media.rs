//! Files as a player asks for them: in ranges.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Method, Response, StatusCode, header};
use futures_core::Stream;

/// How much is read at once.
const PIECE: u64 = 64 * 1024;

/// The bytes that a request asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Whole,
    Part { from: u64, to: u64 },
    Nowhere,
}

/// Answers with a file, or the part of it that `headers` ask for.
///
/// # Errors
/// Those of opening and reading it.
pub(super) fn file(path: &Path, kind: &str, method: &Method, headers: &HeaderMap) -> io::Result<Response<Body>> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    let range = headers.get(header::RANGE).and_then(|range| range.to_str().ok());
    let answer = Response::builder().header(header::ACCEPT_RANGES, "bytes").header(header::CONTENT_TYPE, kind);
    let wanted = range.map_or(Wanted::Whole, |range| wanted(range, length));
    let (answer, from, to) = match wanted {
        Wanted::Nowhere => {
            let answer = answer.status(StatusCode::RANGE_NOT_SATISFIABLE);
            let answer = answer.header(header::CONTENT_RANGE, format!("bytes */{length}"));
            return answer.body(Body::empty()).map_err(io::Error::other);
        }
        Wanted::Whole => (answer, 0, length),
        Wanted::Part { from, to } => {
            let place = format!("bytes {from}-{}/{length}", to - 1);
            (answer.status(StatusCode::PARTIAL_CONTENT).header(header::CONTENT_RANGE, place), from, to)
        }
    };
    file.seek(SeekFrom::Start(from))?;
    let answer = answer.header(header::CONTENT_LENGTH, to - from);
    let body = if method == Method::HEAD { Body::empty() } else { Body::from_stream(Pieces { file, left: to - from }) };
    answer.body(body).map_err(io::Error::other)
}

/// What a `Range` header asks for of a file of `length` bytes. One that is malformed, or asks for several parts, asks for all.
fn wanted(range: &str, length: u64) -> Wanted {
    let Some((from, to)) = range.strip_prefix("bytes=").and_then(|range| range.split_once('-')) else {
        return Wanted::Whole;
    };
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u64>().ok()).flatten();
    let (from, to) = match (from, to) {
        ("", last) => match number(last) {
            Some(0) => return Wanted::Nowhere,
            Some(last) => (length.saturating_sub(last), length),
            None => return Wanted::Whole,
        },
        (from, "") => match number(from) {
            Some(from) => (from, length),
            None => return Wanted::Whole,
        },
        (from, to) => match (number(from), number(to)) {
            (Some(from), Some(to)) if from <= to => (from, to.saturating_add(1).min(length)),
            _ => return Wanted::Whole,
        },
    };
    if from >= length { Wanted::Nowhere } else { Wanted::Part { from, to } }
}

/// A part of a file, piece by piece, as fast as it is taken: a player that jumps on drops it.
struct Pieces {
    file: File,
    left: u64,
}

impl Stream for Pieces {
    type Item = io::Result<Bytes>;

    /// Reads at once: the file lies on this computer, and a piece is small.
    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let size = self.left.min(PIECE);
        if size == 0 {
            return Poll::Ready(None);
        }
        let mut piece = vec![0; usize::try_from(size).unwrap_or(0)];
        let read = self.file.read_exact(&mut piece);
        self.left = if read.is_ok() { self.left - size } else { 0 };
        Poll::Ready(Some(read.map(|()| Bytes::from(piece))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_what_players_mean() {
        let part = |from, to| Wanted::Part { from, to };
        let asked = [
            ("bytes=0-1", part(0, 2)),
            ("bytes=5-", part(5, 10)),
            ("bytes=-5", part(5, 10)),
            ("bytes=-50", part(0, 10)),
            ("bytes=3-99", part(3, 10)),
            ("bytes=10-", Wanted::Nowhere),
            ("bytes=-0", Wanted::Nowhere),
            ("bytes=7-3", Wanted::Whole),
            ("bytes=a-", Wanted::Whole),
            ("bytes=0-1,3-4", Wanted::Whole),
            ("lines=0-1", Wanted::Whole),
            ("bytes=+1-2", Wanted::Whole),
        ];
        for (range, expected) in asked {
            assert_eq!(wanted(range, 10), expected, "{range}");
        }
        assert_eq!(wanted("bytes=0-", 0), Wanted::Nowhere);
    }
}
