//! Downloads from a server on this machine that misbehaves in every way that one can.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::fetch::{PullProgress, PullSource, pull};
use super::{Error, ModelLanguages, PublishedModel};

/// Answers each request in turn with what `answer` writes: its number from 0, and the `Range` header's start.
fn server(answer: impl Fn(usize, u64, &mut TcpStream) + Send + 'static) -> (String, Arc<Mutex<Vec<u64>>>) {
    marked_server(move |n, start, _, stream| answer(n, start, stream))
}

/// The same, with the `If-Range` header too; empty when there is none.
fn marked_server(answer: impl Fn(usize, u64, &str, &mut TcpStream) + Send + 'static) -> (String, Arc<Mutex<Vec<u64>>>) {
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
                if let Some(told) = line.to_ascii_lowercase().strip_prefix("if-range: ") {
                    mark = told.to_owned();
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

const LENGTH: usize = 700_000;

fn content() -> Vec<u8> {
    (0..LENGTH as u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect()
}

fn model() -> PublishedModel {
    PublishedModel {
        name: "test".to_owned(),
        file: "ggml-test.bin".to_owned(),
        bytes: LENGTH as u64,
        sha256: crate::text::Sha256::of(&content()),
        languages: ModelLanguages::Many,
        memory_mb: 1,
        address: String::new(),
        licence: String::new(),
    }
}

/// Headers for the rest from `start`, then the bytes up to `end`.
fn send(stream: &mut TcpStream, start: u64, end: usize) {
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

fn say(stream: &mut TcpStream, head: &str) {
    let _ = stream.write_all(head.replace('\n', "\r\n").as_bytes());
}

/// Pulls from `address` into a fresh folder; gives the result and the folder.
fn pulled(address: &str) -> (Result<std::path::PathBuf, Error>, tempfile::TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let result = pull(&model(), dir.path(), &PullSource::Mirror(address.to_owned()), &mut |_| true);
    (result, dir)
}

#[test]
fn a_whole_download_is_checked_and_moved_into_place() {
    let (address, _) = server(|_, start, s| send(s, start, LENGTH));
    let (result, dir) = pulled(&address);
    assert_eq!(fs::read(result.unwrap()).unwrap(), content());
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "nothing else stays");
    // A second call finds it there: the server is gone for all it cares.
    let again = pull(&model(), dir.path(), &PullSource::Mirror("http://127.0.0.1:1".to_owned()), &mut |_| false);
    assert!(again.is_ok());
}

#[test]
fn a_cut_connection_is_resumed_where_it_broke() {
    let (address, asked) = server(|n, start, s| send(s, start, if n == 0 { 300_000 } else { LENGTH }));
    let (result, _dir) = pulled(&address);
    assert_eq!(fs::read(result.unwrap()).unwrap(), content());
    assert_eq!(*asked.lock().unwrap(), [0, 300_000]);
}

/// The first 300,000 bytes of another content, under the mark `"old"`, then nothing more.
fn send_old(stream: &mut TcpStream) {
    say(stream, &format!("HTTP/1.1 200 OK\nContent-Length: {LENGTH}\nETag: \"old\"\nConnection: close\n\n"));
    let _ = stream.write_all(&vec![9; 300_000]);
}

#[test]
fn a_file_that_changed_on_the_server_between_two_tries_is_not_spliced() {
    let (address, asked) = marked_server(|n, start, mark, s| match n {
        0 => send_old(s),
        // The server holds another file now: whoever asks for the rest of the old one gets all of the new.
        _ => send(s, if mark == "\"old\"" { 0 } else { start }, LENGTH),
    });
    let (result, dir) = pulled(&address);
    assert_eq!(fs::read(result.unwrap()).unwrap(), content());
    assert_eq!(*asked.lock().unwrap(), [0, 300_000]);
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "the mark does not stay");
}

#[test]
fn the_mark_of_the_server_outlives_the_call_and_a_server_that_minds_no_if_range_is_caught_by_it() {
    let (address, _) = marked_server(|n, start, mark, s| match n {
        0 => send_old(s),
        1..=3 => {}
        4 => {
            assert_eq!(mark, "\"old\"");
            let last = LENGTH - 1;
            say(
                s,
                &format!(
                    "HTTP/1.1 206 Partial Content\nContent-Range: bytes {start}-{last}/{LENGTH}\nETag: \"new\"\nConnection: close\n\n"
                ),
            );
            let _ = s.write_all(&content()[start as usize..]);
        }
        _ => send(s, start, LENGTH),
    });
    let dir = tempfile::tempdir().unwrap();
    let source = PullSource::Mirror(address);
    assert!(matches!(pull(&model(), dir.path(), &source, &mut |_| true), Err(Error::Broken { done: 300_000, .. })));
    let path = pull(&model(), dir.path(), &source, &mut |_| true).unwrap();
    assert_eq!(fs::read(path).unwrap(), content());
}

#[test]
fn what_was_fetched_stays_for_the_next_call() {
    let (address, asked) = server(|n, start, s| {
        if n == 0 {
            send(s, start, 200_000)
        } else if n > 3 {
            send(s, start, LENGTH)
        }
    });
    let dir = tempfile::tempdir().unwrap();
    let source = PullSource::Mirror(address);
    let first = pull(&model(), dir.path(), &source, &mut |_| true).unwrap_err();
    assert!(matches!(first, Error::Broken { done: 200_000, .. }), "{first}");
    assert!(pull(&model(), dir.path(), &source, &mut |_| true).is_ok());
    assert_eq!(*asked.lock().unwrap(), [0, 200_000, 200_000, 200_000, 200_000]);
}

#[test]
fn a_server_that_knows_no_ranges_starts_over() {
    let (address, _) = server(|n, _, s| send(s, 0, if n == 0 { 300_000 } else { LENGTH }));
    let (result, _dir) = pulled(&address);
    assert_eq!(fs::read(result.unwrap()).unwrap(), content());
}

#[test]
fn wrong_bytes_are_told_and_thrown_away() {
    let (address, _) = server(|_, _, s| {
        say(s, &format!("HTTP/1.1 200 OK\nContent-Length: {LENGTH}\nConnection: close\n\n"));
        let _ = s.write_all(&vec![9; LENGTH]);
    });
    let (result, dir) = pulled(&address);
    assert!(result.unwrap_err().to_string().contains("has the wrong content: SHA-256 "));
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn a_lie_about_the_length_is_told() {
    let (address, _) = server(|_, _, s| say(s, "HTTP/1.1 200 OK\nContent-Length: 12\nConnection: close\n\n<html></html>"));
    let (result, _dir) = pulled(&address);
    assert!(result.unwrap_err().to_string().ends_with("sends 12 bytes, expected 700000"));
    // Without a stated length the bytes themselves are counted.
    let (address, _) = server(|_, _, s| {
        say(s, "HTTP/1.1 200 OK\nConnection: close\n\n");
        let _ = s.write_all(&vec![1; LENGTH + 500_000]);
    });
    let (result, _dir) = pulled(&address);
    assert!(matches!(result, Err(Error::WrongLength { .. })), "{result:?}");
}

#[test]
fn a_missing_file_is_told_with_its_status() {
    let (address, asked) = server(|_, _, s| say(s, "HTTP/1.1 404 Not Found\nContent-Length: 0\nConnection: close\n\n"));
    let (result, _dir) = pulled(&address);
    assert!(result.unwrap_err().to_string().ends_with("/ggml-test.bin answers with status 404"));
    assert_eq!(asked.lock().unwrap().len(), 1, "and not asked for again");
}

#[test]
fn redirects_are_followed_and_their_loops_end() {
    let (target, _) = server(|_, start, s| send(s, start, LENGTH));
    let there = format!("HTTP/1.1 302 Found\nLocation: {target}/x\nContent-Length: 0\nConnection: close\n\n");
    let (address, _) = server(move |_, _, s| say(s, &there));
    assert!(pulled(&address).0.is_ok());
    let (circle, _) = server(|_, _, s| say(s, "HTTP/1.1 302 Found\nLocation: /x\nContent-Length: 0\nConnection: close\n\n"));
    assert!(matches!(pulled(&circle).0, Err(Error::Broken { done: 0, .. })));
}

#[test]
fn a_slow_server_is_waited_for_and_can_be_stopped() {
    let (address, _) = server(|_, start, s| {
        if start > 0 {
            return send(s, start, LENGTH);
        }
        send(s, start, 100_000);
        std::thread::sleep(Duration::from_millis(50));
        let _ = s.write_all(&content()[100_000..]);
    });
    let dir = tempfile::tempdir().unwrap();
    let source = PullSource::Mirror(address);
    let mut told = Vec::new();
    let stopped = pull(&model(), dir.path(), &source, &mut |p: PullProgress| {
        told.push(p.done);
        p.done < 150_000
    });
    assert!(matches!(stopped, Err(Error::Stopped { .. })), "{stopped:?}");
    assert!(told.is_sorted() && told.len() > 1);
    assert!(pull(&model(), dir.path(), &source, &mut |_| true).is_ok());
}

#[test]
fn nobody_there_is_told() {
    let (result, _dir) = pulled("http://127.0.0.1:1");
    let told = result.unwrap_err().to_string();
    assert!(told.ends_with("broke off after 0 of 700000 bytes"), "{told}");
}

#[test]
fn a_folder_serves_as_well_as_a_server() {
    let (stick, dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let source = PullSource::Folder(stick.path().to_owned());
    assert!(matches!(pull(&model(), dir.path(), &source, &mut |_| true), Err(Error::Missing { .. })));
    fs::write(stick.path().join("ggml-test.bin"), content()).unwrap();
    let path = pull(&model(), dir.path(), &source, &mut |_| true).unwrap();
    assert_eq!(fs::read(path).unwrap(), content());
    fs::write(stick.path().join("ggml-test.bin"), "short").unwrap();
    let other = tempfile::tempdir().unwrap();
    assert!(matches!(pull(&model(), other.path(), &source, &mut |_| true), Err(Error::CutShort { bytes: 5, .. })));
}

#[test]
fn a_disk_without_room_is_told_before_the_first_byte() {
    let dir = tempfile::tempdir().unwrap();
    let huge = PublishedModel { bytes: u64::MAX / 4, ..model() };
    let (address, asked) = server(|_, start, s| send(s, start, LENGTH));
    let told = pull(&huge, dir.path(), &PullSource::Mirror(address), &mut |_| true).unwrap_err();
    assert!(matches!(told, Error::NoRoom { needed, .. } if needed == u64::MAX / 4), "{told}");
    assert!(asked.lock().unwrap().is_empty());
}

/// Linux has a device on which every write finds the disk full.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_fills_up_on_the_way_is_told() {
    let dir = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink("/dev/full", dir.path().join("ggml-test.bin.part")).unwrap();
    let (address, _) = server(|_, start, s| send(s, start, LENGTH));
    let told = full_disk(&address, dir.path());
    assert!(matches!(told, Error::Write { ref source, .. } if source.kind() == std::io::ErrorKind::StorageFull), "{told:?}");
}

#[cfg(target_os = "linux")]
fn full_disk(address: &str, dir: &std::path::Path) -> Error {
    pull(&model(), dir, &PullSource::Mirror(address.to_owned()), &mut |_| true).unwrap_err()
}
