//! Downloads from a server on this machine that misbehaves.

use std::fs;
use std::io::Write;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::partial::Partial;
use super::promise::Promise;
use super::reach::Manners;
use super::server::{LENGTH, content, marked_server, say, send, server};
use super::{Answer, Document, Download, Error, Marks, Progress};
use crate::text::Sha256;

/// Fetches the content from `address` into `dir`.
fn pull(address: &str, dir: &Path, progress: &mut dyn FnMut(Progress) -> bool) -> Result<PathBuf, Error> {
    let target = dir.join("model.bin");
    wanted(address).fetch(&target, progress).map(|hash| {
        assert_eq!(hash, Sha256::of(&content()));
        target
    })
}

fn wanted(address: &str) -> Download {
    Download::address(&format!("{address}/model.bin")).exactly(LENGTH as u64, Sha256::of(&content()))
}

/// Pulls from `address` into a fresh folder; gives the result and the folder.
fn pulled(address: &str) -> (Result<std::path::PathBuf, Error>, tempfile::TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let result = pull(address, dir.path(), &mut |_| true);
    (result, dir)
}

#[test]
fn a_whole_download_is_checked_and_moved_into_place() {
    let (address, _) = server(|_, start, s| send(s, start, LENGTH));
    let (result, dir) = pulled(&address);
    assert_eq!(fs::read(result.unwrap()).unwrap(), content());
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "nothing else stays");
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
    assert!(matches!(pull(&address, dir.path(), &mut |_| true), Err(Error::Broken { done: 300_000, .. })));
    let path = pull(&address, dir.path(), &mut |_| true).unwrap();
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
    let first = pull(&address, dir.path(), &mut |_| true).unwrap_err();
    assert!(matches!(first, Error::Broken { done: 200_000, .. }), "{first}");
    assert!(pull(&address, dir.path(), &mut |_| true).is_ok());
    assert_eq!(*asked.lock().unwrap(), [0, 200_000, 200_000, 200_000, 200_000]);
}

#[test]
fn a_server_that_knows_no_ranges_starts_over() {
    let (address, _) = server(|n, _, s| send(s, 0, if n == 0 { 300_000 } else { LENGTH }));
    let (result, _dir) = pulled(&address);
    assert_eq!(fs::read(result.unwrap()).unwrap(), content());
}

#[test]
fn wrong_bytes_are_named_and_thrown_away() {
    let (address, _) = server(|_, _, s| {
        say(s, &format!("HTTP/1.1 200 OK\nContent-Length: {LENGTH}\nConnection: close\n\n"));
        let _ = s.write_all(&vec![9; LENGTH]);
    });
    let (result, dir) = pulled(&address);
    assert!(result.unwrap_err().to_string().contains("has the wrong content: SHA-256 "));
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn a_lie_about_the_length_is_named() {
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
fn a_missing_file_is_named_with_its_status() {
    let (address, asked) = server(|_, _, s| say(s, "HTTP/1.1 404 Not Found\nContent-Length: 0\nConnection: close\n\n"));
    let (result, _dir) = pulled(&address);
    assert!(result.unwrap_err().to_string().ends_with("/model.bin answers with status 404"));
    assert_eq!(asked.lock().unwrap().len(), 1, "and not asked for again");
}

#[test]
fn redirects_are_followed_and_their_loops_end() {
    let (target, _) = server(|_, start, s| send(s, start, LENGTH));
    let there = format!("HTTP/1.1 302 Found\nLocation: {target}/x\nContent-Length: 0\nConnection: close\n\n");
    let (address, _) = server(move |_, _, s| say(s, &there));
    assert!(pulled(&address).0.is_ok());
    let (circle, _) = server(|_, _, s| say(s, "HTTP/1.1 302 Found\nLocation: /x\nContent-Length: 0\nConnection: close\n\n"));
    let told = pulled(&circle).0.unwrap_err();
    assert!(matches!(told, Error::Redirects { is_circle: true, .. }), "{told:?}");
    assert_eq!(told.to_string(), format!("{circle}/model.bin is passed on in a circle: {circle}/x → {circle}/x"));
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
    let mut steps = Vec::new();
    let stopped = pull(&address, dir.path(), &mut |p| {
        steps.push(p.done);
        p.done < 150_000
    });
    assert!(matches!(stopped, Err(Error::Stopped { .. })), "{stopped:?}");
    assert!(steps.is_sorted() && steps.len() > 1);
    assert!(pull(&address, dir.path(), &mut |_| true).is_ok());
}

#[test]
fn nobody_there_is_named() {
    let (result, _dir) = pulled("http://127.0.0.1:1");
    let said = result.unwrap_err().to_string();
    assert!(said.ends_with("broke off after 0 of 700000 bytes"), "{said}");
}

#[test]
fn a_disk_without_room_is_named_before_the_first_byte() {
    let dir = tempfile::tempdir().unwrap();
    let (address, asked) = server(|_, start, s| send(s, start, LENGTH));
    let huge = Download::address(&address).exactly(u64::MAX / 4, Sha256::of(b""));
    let refused = huge.fetch(&dir.path().join("huge"), &mut |_| true).unwrap_err();
    assert!(matches!(refused, Error::NoRoom { needed, .. } if needed == u64::MAX / 4), "{refused}");
    assert!(asked.lock().unwrap().is_empty());
}

/// Linux has a device on which every write finds the disk full.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_fills_up_on_the_way_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let promise = Promise { bytes: Some(LENGTH as u64), sha256: None, most_bytes: u64::MAX, may_be_text: true };
    let mut part = Partial::of(full, &dir.path().join("model.bin"), promise);
    let (address, _) = server(|_, start, s| send(s, start, LENGTH));
    let refused = super::http::receive(&Manners::default(), &address, &mut part, &mut |_| true).unwrap_err();
    assert!(
        matches!(refused, Error::Write { ref source, .. } if source.kind() == std::io::ErrorKind::StorageFull),
        "{refused:?}"
    );
}

#[cfg(unix)]
#[test]
fn nothing_is_written_or_read_through_a_planted_link() {
    let dir = tempfile::tempdir().unwrap();
    let precious = dir.path().join("precious");
    let (address, asked) = marked_server(|_, start, mark, s| {
        assert_eq!(mark, "", "a file that a link leads to is no mark");
        send(s, start, LENGTH);
    });
    fs::write(&precious, "\"mine\"").unwrap();
    std::os::unix::fs::symlink(&precious, dir.path().join("model.bin.part")).unwrap();
    let refused = pull(&address, dir.path(), &mut |_| true).unwrap_err();
    assert!(matches!(refused, Error::NotAFile { .. }), "{refused}");
    assert!(asked.lock().unwrap().is_empty());
    fs::remove_file(dir.path().join("model.bin.part")).unwrap();
    // A link where the mark belongs, beside a part that can be continued.
    std::os::unix::fs::symlink(&precious, dir.path().join("model.bin.part.tag")).unwrap();
    fs::write(dir.path().join("model.bin.part"), &content()[..1000]).unwrap();
    assert_eq!(fs::read(pull(&address, dir.path(), &mut |_| true).unwrap()).unwrap(), content());
    // A link where the target belongs is replaced, not followed.
    std::os::unix::fs::symlink(&precious, dir.path().join("other.bin")).unwrap();
    wanted(&address).fetch(&dir.path().join("other.bin"), &mut |_| true).unwrap();
    assert_eq!(fs::read_to_string(&precious).unwrap(), "\"mine\"");
}

#[test]
fn a_server_that_answers_every_range_wrongly_is_asked_a_bounded_number_of_times() {
    let (address, asked) = server(|_, start, s| match start {
        // Each whole answer breaks off, and each rest is the rest of something else.
        0 => send(s, 0, 300_000),
        _ => send(s, 5, LENGTH),
    });
    let (result, _dir) = pulled(&address);
    assert!(matches!(result, Err(Error::Broken { .. })), "{result:?}");
    assert!(asked.lock().unwrap().len() <= 6, "{:?}", asked.lock().unwrap());
}

#[test]
fn a_content_of_unknown_length_is_taken_up_to_the_limit_and_no_further() {
    let (address, _) = server(|_, _, s| {
        say(s, "HTTP/1.1 200 OK\nConnection: close\n\n");
        let _ = s.write_all(&content());
    });
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("feed.xml");
    let hash = Download::address(&address).at_most(LENGTH as u64).fetch(&target, &mut |_| true).unwrap();
    assert_eq!((hash, fs::read(&target).unwrap()), (Sha256::of(&content()), content()));
    let refused = Download::address(&address).at_most(100_000).fetch(&target, &mut |_| true).unwrap_err();
    assert!(matches!(refused, Error::TooLong { most: 100_000, .. }), "{refused}");
    assert_eq!(fs::read(&target).unwrap(), content(), "the file that was there stays");
    // A length that is announced is refused before the first byte.
    let (address, _) = server(|_, start, s| send(s, start, 0));
    let refused = Download::address(&address).at_most(10).fetch(&target, &mut |_| panic!("no byte")).unwrap_err();
    assert!(refused.to_string().ends_with("has 700000 bytes, and at most 10 are allowed"), "{refused}");
}

#[test]
fn without_hash_and_mark_a_download_is_begun_anew() {
    let (address, asked) = server(|_, start, s| send(s, start, LENGTH));
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("page.part"), [9; 300_000]).unwrap();
    Download::address(&address).fetch(&dir.path().join("page"), &mut |_| true).unwrap();
    assert_eq!(fs::read(dir.path().join("page")).unwrap(), content());
    assert_eq!(*asked.lock().unwrap(), [0]);
}

#[test]
fn redirections_are_followed_to_the_twentieth_and_keys_in_addresses_are_not_told() {
    let hop = |s: &mut TcpStream, to: String| {
        say(s, &format!("HTTP/1.1 302 Found\nLocation: {to}\nContent-Length: 0\nConnection: close\n\n"));
    };
    let (address, _) =
        server(move |n, start, s| if n < 20 { hop(s, format!("/{n}?key=secret")) } else { send(s, start, LENGTH) });
    assert!(pulled(&address).0.is_ok());
    let (address, asked) = server(move |n, _, s| hop(s, format!("/{n}?key=secret")));
    let told = pulled(&address).0.unwrap_err();
    assert!(matches!(&told, Error::Redirects { is_circle: false, chain, .. } if chain.len() == 20), "{told:?}");
    assert!(!told.to_string().contains("secret") && asked.lock().unwrap().len() == 21, "{told}");
    let (address, _) = server(move |_, _, s| hop(s, "file:///etc/passwd".to_owned()));
    assert!(pulled(&address).0.unwrap_err().to_string().ends_with("/model.bin is passed on to no address of the web"));
}

#[test]
fn a_server_that_wants_to_be_left_alone_is_asked_once_and_a_spared_one_never() {
    let (address, asked) = server(|_, _, s| {
        say(s, "HTTP/1.1 429 Too Many Requests\nRetry-After: 3600\nContent-Length: 0\nConnection: close\n\n");
    });
    let host = super::host(&address).unwrap();
    let told = pulled(&address).0.unwrap_err();
    assert_eq!(told.to_string(), format!("{host} asks to be left alone for 3600 s (status 429)"));
    let dir = tempfile::tempdir().unwrap();
    let spared = wanted(&address).sparing(vec![host]).fetch(&dir.path().join("x"), &mut |_| true).unwrap_err();
    assert!(matches!(spared, Error::Busy { retry_after_s: None, .. }), "{spared:?}");
    assert_eq!(asked.lock().unwrap().len(), 1);
}

#[test]
fn a_text_where_a_recording_was_meant_is_refused_with_its_first_line() {
    let (address, _) = server(|_, _, s| {
        say(
            s,
            "HTTP/1.1 200 OK\nContent-Type: text/html; charset=utf-8\nContent-Length: 27\nConnection: close\n\n\n  <p>error code: 1020</p>\n",
        );
    });
    let dir = tempfile::tempdir().unwrap();
    let told = Download::address(&address).no_text().fetch(&dir.path().join("x"), &mut |_| true).unwrap_err();
    assert!(told.to_string().ends_with(" is a text (text/html), as of a web page: `<p>error code: 1020</p>`"), "{told}");
}

fn changed(answer: Answer) -> Document {
    match answer {
        Answer::Changed(document) => *document,
        Answer::Unchanged => panic!("it did not change"),
    }
}

#[test]
fn a_document_is_asked_for_by_its_marks_and_comes_once() {
    let (address, _) = marked_server(|n, _, _, s| match n {
        0 => say(s, "HTTP/1.1 301 Moved\nLocation: /new\nContent-Length: 0\nConnection: close\n\n"),
        1 => say(
            s,
            "HTTP/1.1 200 OK\nETag: W/\"1\"\nContent-Type: Text/XML; a=b\nContent-Length: 4\nConnection: close\n\nfeed",
        ),
        2 => say(s, "HTTP/1.1 304 Not Modified\nConnection: close\n\n"),
        3 => say(s, "HTTP/1.1 200 OK\nContent-Length: 9\nConnection: close\n\nhalf"),
        4 => say(s, "HTTP/1.1 200 OK\nContent-Length: 5\nConnection: close\n\nwhole"),
        _ => say(s, "HTTP/1.1 304 Not Modified\nConnection: close\n\n"),
    });
    let ask = |marks: &Marks| Download::address(&format!("{address}/feed")).at_most(100).ask(marks, &mut || true);
    let first = changed(ask(&Marks::default()).unwrap());
    assert_eq!((first.bytes.as_slice(), first.moved_to.clone()), (b"feed".as_slice(), Some(format!("{address}/new"))));
    assert_eq!((first.marks.etag.as_deref(), first.media_type.as_deref()), (Some("W/\"1\""), Some("text/xml")));
    assert_eq!(ask(&first.marks).unwrap(), Answer::Unchanged);
    assert_eq!(changed(ask(&first.marks).unwrap()).bytes, b"whole", "half of it is none of it");
    // Who sent no mark cannot be told that nothing changed.
    assert!(matches!(ask(&Marks::default()), Err(Error::Status { status: 304, .. })));
}

#[test]
fn a_document_that_is_too_long_or_takes_too_long_is_refused() {
    let (address, _) = server(|_, _, s| {
        say(s, "HTTP/1.1 200 OK\nConnection: close\n\n");
        for _ in 0..40 {
            std::thread::sleep(Duration::from_millis(50));
            if s.write_all(b"drop").and_then(|()| s.flush()).is_err() {
                break;
            }
        }
    });
    let slow = Download::address(&address).within(Duration::from_millis(300));
    let told = slow.ask(&Marks::default(), &mut || true).unwrap_err();
    assert!(matches!(told, Error::TooSlow { .. }), "{told:?}");
    let long = Download::address(&address).at_most(5).ask(&Marks::default(), &mut || true).unwrap_err();
    assert!(matches!(long, Error::TooLong { most: 5, .. }), "{long:?}");
    assert!(matches!(Download::address(&address).ask(&Marks::default(), &mut || false), Err(Error::Stopped { .. })));
}
