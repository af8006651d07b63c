//! A server on this machine that misbehaves in every way that one can.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// Answers each request in turn with what `answer` writes: its number from 0, and the `Range` header's start.
pub(super) fn server(answer: impl Fn(usize, u64, &mut TcpStream) + Send + 'static) -> (String, Arc<Mutex<Vec<u64>>>) {
    marked_server(move |n, start, _, stream| answer(n, start, stream))
}

/// The same, with the `If-Range` header too; empty when there is none.
pub(super) fn marked_server(
    answer: impl Fn(usize, u64, &str, &mut TcpStream) + Send + 'static,
) -> (String, Arc<Mutex<Vec<u64>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&asked);
    std::thread::spawn(move || {
        for (n, stream) in listener.incoming().flatten().enumerate() {
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let (mut start, mut mark) = (0, String::new());
            while let Some(Ok(line)) = lines.next() {
                if line.is_empty() {
                    break;
                }
                if let Some(range) = line.to_ascii_lowercase().strip_prefix("range: bytes=") {
                    start = range.trim_end_matches('-').parse().unwrap();
                }
                if let Some(value) = line.to_ascii_lowercase().strip_prefix("if-range: ") {
                    mark = value.to_owned();
                }
            }
            seen.lock().unwrap().push(start);
            let mut stream = stream;
            answer(n, start, &mark, &mut stream);
            let _ = stream.flush();
        }
    });
    (address, asked)
}

/// How long the content is, in bytes.
pub(super) const LENGTH: usize = 700_000;

pub(super) fn content() -> Vec<u8> {
    (0..LENGTH as u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect()
}

/// Headers for the rest from `start`, then the bytes up to `end`.
pub(super) fn send(stream: &mut TcpStream, start: u64, end: usize) {
    let body = content();
    let head = if start == 0 {
        format!("HTTP/1.1 200 OK\r\nContent-Length: {LENGTH}\r\nConnection: close\r\n\r\n")
    } else {
        let rest = LENGTH as u64 - start;
        let last = LENGTH - 1;
        format!(
            "HTTP/1.1 206 Partial Content\r\nContent-Length: {rest}\r\nContent-Range: bytes {start}-{last}/{LENGTH}\r\n\
             Connection: close\r\n\r\n"
        )
    };
    let _ = stream.write_all(head.as_bytes());
    let _ = stream.write_all(&body[(start as usize).min(end)..end]);
}

pub(super) fn say(stream: &mut TcpStream, head: &str) {
    let _ = stream.write_all(head.replace('\n', "\r\n").as_bytes());
}
