//! A server on this machine that serves feeds, pages and recordings, and misbehaves where it is told to.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What lies at an address.
#[derive(Clone, Default)]
pub(crate) struct Served {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    etag: Option<String>,
    /// Of a whole answer only so much is sent, so many times.
    cut: Option<(usize, u32)>,
    /// Another length than it has is announced.
    length: Option<usize>,
    takes_ranges: bool,
    /// A pause in the middle.
    pause: Duration,
}

impl Served {
    pub(crate) fn new(kind: &str, body: impl Into<Vec<u8>>) -> Self {
        let headers = vec![("Content-Type".to_owned(), kind.to_owned())];
        Self { status: 200, headers, body: body.into(), takes_ranges: true, ..Self::default() }
    }

    pub(crate) fn rss(body: impl Into<Vec<u8>>) -> Self {
        Self::new("application/rss+xml", body)
    }

    pub(crate) fn page(body: impl Into<Vec<u8>>) -> Self {
        Self::new("text/html; charset=utf-8", body)
    }

    pub(crate) fn sound(body: impl Into<Vec<u8>>) -> Self {
        Self::new("audio/wav", body)
    }

    /// Passed on to another address.
    pub(crate) fn passed_on(status: u16, to: &str) -> Self {
        let mut served = Self { status, ..Self::default() };
        served.headers.push(("Location".to_owned(), to.to_owned()));
        served
    }

    /// Nothing but a status, and for how long it holds.
    pub(crate) fn refusal(status: u16, retry_after: Option<&str>) -> Self {
        let headers = retry_after.map(|wait| ("Retry-After".to_owned(), wait.to_owned())).into_iter().collect();
        Self { status, headers, ..Self::default() }
    }

    pub(crate) fn tagged(mut self, etag: &str) -> Self {
        self.etag = Some(etag.to_owned());
        self
    }

    /// The first `times` whole answers end after so many bytes.
    pub(crate) fn cut(mut self, bytes: usize, times: u32) -> Self {
        self.cut = Some((bytes, times));
        self
    }

    pub(crate) fn announcing(mut self, length: usize) -> Self {
        self.length = Some(length);
        self
    }

    pub(crate) fn without_ranges(mut self) -> Self {
        self.takes_ranges = false;
        self
    }

    pub(crate) fn pausing(mut self, pause: Duration) -> Self {
        self.pause = pause;
        self
    }

    fn answer(&mut self, asked: &Asked, stream: &mut TcpStream) -> std::io::Result<()> {
        let mut head = self.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect::<String>();
        head += &self.etag.as_ref().map_or_else(String::new, |etag| format!("ETag: {etag}\r\n"));
        head += "Connection: close\r\n";
        if self.etag.is_some() && asked.header("if-none-match") == self.etag {
            return write!(stream, "HTTP/1.1 304 Not Modified\r\n{head}\r\n");
        }
        let is_same = asked.header("if-range").is_none_or(|mark| Some(mark) == self.etag);
        let from = asked.header("range").filter(|_| self.takes_ranges && is_same && self.status == 200);
        let from = from.and_then(|range| range.strip_prefix("bytes=")?.trim_end_matches('-').parse::<usize>().ok());
        let (status, body) = match from {
            Some(from) => (206, &self.body[from.min(self.body.len())..]),
            None => (self.status, self.body.as_slice()),
        };
        let all = self.body.len();
        if let Some(from) = from {
            head += &format!("Content-Range: bytes {from}-{}/{all}\r\n", all - 1);
        }
        write!(stream, "HTTP/1.1 {status} X\r\n{head}Content-Length: {}\r\n\r\n", self.length.unwrap_or(body.len()))?;
        let mut sent = body.len();
        if let (None, Some((bytes, times))) = (from, &mut self.cut)
            && *times > 0
        {
            *times -= 1;
            sent = sent.min(*bytes);
        }
        stream.write_all(&body[..sent / 2])?;
        stream.flush()?;
        std::thread::sleep(self.pause);
        stream.write_all(&body[sent / 2..sent])
    }
}

/// One request.
struct Asked {
    method: String,
    path: String,
    headers: Vec<(String, String)>,
}

impl Asked {
    fn read(stream: &TcpStream) -> Option<Self> {
        let mut lines = BufReader::new(stream.try_clone().ok()?).lines().map_while(Result::ok);
        let first = lines.next()?;
        let mut words = first.split(' ');
        let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
        let header = |line: String| line.split_once(": ").map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()));
        let headers = lines.take_while(|line| !line.is_empty()).filter_map(header).collect();
        Some(Self { method, path, headers })
    }

    fn header(&self, name: &str) -> Option<String> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
    }

    /// As tests name it: `GET /feed if-none-match range=5-`.
    fn line(&self) -> String {
        let mut line = format!("{} {}", self.method, self.path);
        if self.header("if-none-match").is_some() || self.header("if-modified-since").is_some() {
            line += " conditional";
        }
        if let Some(range) = self.header("range") {
            line += &format!(" {range}");
        }
        line
    }
}

/// A running server.
pub(crate) struct Server {
    pub(crate) address: String,
    served: Arc<Mutex<BTreeMap<String, Served>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub(crate) fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let served: Arc<Mutex<BTreeMap<String, Served>>> = Arc::default();
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let (there, seen) = (Arc::clone(&served), Arc::clone(&asked));
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let Some(request) = Asked::read(&stream) else { continue };
                seen.lock().unwrap().push(request.line());
                let path = request.path.split('?').next().unwrap().to_owned();
                let found = there.lock().unwrap().get(&path).cloned();
                let mut found = found.unwrap_or_else(|| Served::refusal(404, None));
                // Who asks may go away in the middle.
                let _ = found.answer(&request, &mut stream);
                if let Some(kept) = there.lock().unwrap().get_mut(&path) {
                    kept.cut = found.cut;
                }
            }
        });
        Self { address, served, asked }
    }

    pub(crate) fn serve(&self, path: &str, served: Served) {
        self.served.lock().unwrap().insert(path.to_owned(), served);
    }

    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// What was asked since the last call.
    pub(crate) fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }
}
