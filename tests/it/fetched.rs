//! An article by its address, and one that a word processor wrote.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

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
