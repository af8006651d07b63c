//! An article by its address, and one that a word processor wrote.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use crate::env::Place;

/// Answers every request with `answer`, after its status line.
fn server(status: &'static str, answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let lines = BufReader::new(stream.try_clone().unwrap()).lines();
            lines.map_while(Result::ok).take_while(|line| !line.is_empty()).for_each(drop);
            let length = answer.len();
            let head = format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
            let _ = stream.write_all((head + answer).as_bytes());
        }
    });
    address
}

const WORDS: &str = r#"{"words":[{"word":"The","start":1.0,"end":1.2},{"word":"bridge","start":1.3,"end":1.7},{"word":"is","start":1.8,"end":1.9},{"word":"open.","start":2.0,"end":2.4}]}"#;

#[test]
fn an_article_is_fetched_from_its_address() {
    let page = "<!doctype html><html lang=en><body><article><h1>The river</h1><p>The bridge is open.</p><p>It was closed for three years, and the works cost two million dollars.</p></article></body></html>";
    let address = server("200 OK", page);
    let place = Place::new();
    place.write("words.json", WORDS);
    let article = format!("{address}/news/bridge.html?x=1");
    place.rawi(&["add", "--transcript", "words.json", "--article", &article]).done();
    let shown = place.rawi(&["show", "1"]).done();
    assert!(shown.contains(&format!("url        {article}")) && shown.contains("article    version 1, en"), "{shown}");
}

#[test]
fn an_address_that_gives_nothing_adds_nothing() {
    let address = server("404 Not Found", "gone");
    let place = Place::new();
    place.write("words.json", WORDS);
    let failed = place.rawi(&["add", "--transcript", "words.json", "--article", &address]);
    assert_eq!((failed.code, failed.stdout.as_str()), (Some(2), ""), "{}", failed.shown());
    assert!(failed.stderr.contains("cannot fetch the article `http://127.0.0.1"), "{}", failed.shown());
    assert!(place.rawi(&["list"]).done().is_empty());
}

#[test]
fn a_document_of_a_word_processor_is_an_article() {
    let place = Place::new();
    place.write("words.json", WORDS);
    place.write("bridge.rtf", r"{\rtf1\ansi{\fonttbl{\f0 Times;}}\f0 The river\par The bridge is open.\par}");
    place.rawi(&["add", "--transcript", "words.json", "--article", "bridge.rtf"]).done();
    let checked = place.rawi(&["check", "1", "--json"]).json();
    let said = checked["sentences"].as_array().unwrap().iter().filter(|s| s["status"] == "spoken").count();
    assert_eq!(said, 1, "{checked}");
}

/// Serves `sound` at every address that ends in `.wav`, whole or from where it is asked; the first answer breaks off in the middle
/// when `breaks`. Elsewhere lies a page.
fn sounds(sound: Vec<u8>, breaks: bool) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&asked);
    std::thread::spawn(move || {
        let mut breaks = breaks;
        for mut stream in listener.incoming().flatten() {
            let lines: Vec<String> = BufReader::new(stream.try_clone().unwrap())
                .lines()
                .map_while(Result::ok)
                .take_while(|line| !line.is_empty())
                .collect();
            let range = lines.iter().find_map(|line| line.to_lowercase().strip_prefix("range: bytes=").map(str::to_owned));
            let from = range.as_deref().map_or(0, |range| range.trim_end_matches('-').parse().unwrap());
            seen.lock().unwrap().push(format!("{} {from}", lines[0].split(' ').next().unwrap()));
            let all = sound.len();
            let (kind, body) = match lines[0].contains(".wav") {
                true => ("audio/wav", &sound[from..]),
                false => ("text/html; charset=utf-8", b"<html>Sign in to listen</html>".as_slice()),
            };
            let status = match from {
                0 => "HTTP/1.1 200 OK".to_owned(),
                _ => format!("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes {from}-{}/{all}", all - 1),
            };
            let head = format!(
                "{status}\r\nContent-Type: {kind}\r\nETag: \"one\"\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                body.len()
            );
            let _ = stream.write_all(head.as_bytes());
            if !lines[0].starts_with("HEAD") {
                let sent = if std::mem::take(&mut breaks) { body.len() / 2 } else { body.len() };
                let _ = stream.write_all(&body[..sent]);
            }
        }
    });
    (address, asked)
}

fn wave(seconds: u32) -> Vec<u8> {
    let spec =
        hound::WavSpec { channels: 1, sample_rate: 16_000, bits_per_sample: 16, sample_format: hound::SampleFormat::Int };
    let mut bytes = std::io::Cursor::new(Vec::new());
    let mut wav = hound::WavWriter::new(&mut bytes, spec).unwrap();
    (0..16_000 * seconds).try_for_each(|_| wav.write_sample(0_i16)).unwrap();
    wav.finalize().unwrap();
    bytes.into_inner()
}

#[test]
fn a_recording_is_fetched_once_stays_beside_what_is_made_of_it_and_goes_on_where_it_broke_off() {
    let sound = wave(3);
    let (address, asked) = sounds(sound.clone(), true);
    let place = Place::new();
    place.write("words.json", WORDS);
    let recording = format!("{address}/pod/the%20bridge.wav?token=1");
    let make = ["make", &recording, "--transcript", "words.json", "--out", "out"];
    let made = place.rawi(&make);
    assert_eq!(made.code, Some(0), "{}", made.shown());
    assert_eq!(std::fs::read(place.path("out/the bridge.wav")).unwrap(), sound);
    assert!(place.path("out/the bridge.vtt").is_file(), "{}", made.shown());
    let gets = asked.lock().unwrap().clone();
    assert_eq!(gets[0], "GET 0");
    assert!(gets.len() == 2 && gets[1] != "GET 0", "{gets:?}: the rest was asked for");
    // Again: nothing is sent.
    let again = place.rawi(&make);
    assert!(again.stderr.contains("the bridge.wav is here already"), "{}", again.shown());
    assert!(asked.lock().unwrap().iter().skip(2).all(|line| line.starts_with("HEAD")));
    // Another file of that name stays as it is.
    place.write("the bridge.wav", "mine");
    place.rawi(&["add", &recording]).done();
    assert_eq!(std::fs::read(place.path("the bridge.wav")).unwrap(), b"mine");
    assert_eq!(std::fs::read(place.path("the bridge-2.wav")).unwrap(), sound);
    assert_eq!(place.rawi(&["list"]).done().lines().count(), 1, "known by its content");
}

#[test]
fn a_page_and_what_cannot_be_heard_are_no_recordings_and_leave_nothing() {
    let place = Place::new();
    let (address, _) = sounds(b"RIFFnothing of the kind".to_vec(), false);
    let page = place.rawi(&["add", &format!("{address}/episode.mp3")]);
    assert_eq!(page.code, Some(2), "{}", page.shown());
    assert!(page.stderr.contains("is a text (text/html), as of a web page"), "{}", page.shown());
    assert!(page.stderr.contains("hint: the address of the recording itself is needed"), "{}", page.shown());
    let (address, _) = sounds(b"%PDF-1.4 no sound at all".to_vec(), false);
    let other = place.rawi(&["add", &format!("{address}/episode.wav")]);
    assert_eq!(other.code, Some(2), "{}", other.shown());
    assert!(other.stderr.contains(&format!("{address}/episode.wav")), "{}", other.shown());
    let left: Vec<_> = std::fs::read_dir(place.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains("episode")), "{left:?}");
    assert!(place.rawi(&["list"]).done().is_empty());
}
