//! Getting models: through a proxy, past it, and what is told to a person who has none.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use crate::env::Place;

/// A proxy that refuses everything, and the first lines of what it was asked.
fn proxy() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&asked);
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut line = String::new();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            reader.read_line(&mut line).unwrap();
            let mut rest = String::new();
            while reader.read_line(&mut rest).is_ok_and(|n| n > 2) {
                rest.clear();
            }
            seen.lock().unwrap().push(line.trim().to_owned());
            let _ = stream.write_all(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
    });
    (address, asked)
}

#[test]
fn downloads_go_through_the_proxy_that_the_environment_names_and_past_it_where_it_says_so() {
    let place = Place::new();
    let pull = ["models", "pull", "tiny-q5_1", "--from", "http://mirror.invalid/models"];
    for variable in ["HTTP_PROXY", "http_proxy", "ALL_PROXY"] {
        let (address, asked) = proxy();
        let out = place.command(&pull).env(variable, &address).output().unwrap();
        assert_eq!(out.status.code(), Some(2));
        let asked = asked.lock().unwrap();
        assert!(asked.first().is_some_and(|line| line.contains("mirror.invalid")), "{variable}: {asked:?}");
    }
    let (address, asked) = proxy();
    let out = place.command(&pull).env("HTTP_PROXY", &address).env("NO_PROXY", "mirror.invalid").output().unwrap();
    let told = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(out.status.code(), Some(2), "{told}");
    assert!(told.contains("broke off after 0 of 32152673 bytes") && told.contains("hint: "), "{told}");
    assert_eq!(*asked.lock().unwrap(), Vec::<String>::new());
}

/// A file that begins as whisper tiny's does and is `bytes` long (a hole takes no room on the disk).
fn model_file(place: &Place, name: &str, bytes: u64) {
    let numbers = [51_865u32, 1500, 384, 6, 4, 448, 384, 6, 4, 80, 1009, 80, 201];
    let mut head = b"lmgg".to_vec();
    head.extend(numbers.iter().flat_map(|n| n.to_le_bytes()));
    let path = place.write(name, head);
    std::fs::File::options().write(true).open(path).unwrap().set_len(bytes).unwrap();
}

#[test]
fn a_published_model_that_is_cut_short_or_has_other_content_is_told_with_the_next_command() {
    let place = Place::new();
    model_file(&place, "ggml-tiny-q5_1.bin", 30_000_000);
    let out = place.rawi(&["models", "verify", "ggml-tiny-q5_1.bin"]);
    assert_eq!((out.code, out.stdout.as_str()), (Some(2), ""), "{}", out.shown());
    assert!(out.stderr.contains("ggml-tiny-q5_1.bin is cut short: 30000000 bytes, expected 32152673"), "{}", out.stderr);
    model_file(&place, "ggml-tiny-q5_1.bin", 32_152_673);
    let out = place.rawi(&["models", "verify", "ggml-tiny-q5_1.bin"]);
    assert_eq!((out.code, out.stdout.as_str()), (Some(2), ""), "{}", out.shown());
    let words = "expected 818710568da3ca15689e31a743197b520007872ff9576237bda97bd1b469c3d7";
    assert!(out.stderr.contains("has the wrong content: SHA-256 ") && out.stderr.contains(words), "{}", out.stderr);
    assert!(out.stderr.contains("hint: "), "{}", out.stderr);
}

#[test]
fn programs_are_told_how_many_bytes_of_a_model_have_come() {
    let place = Place::new();
    model_file(&place, "stick/ggml-tiny-q5_1.bin", 32_152_673);
    let stick = place.path("stick");
    let out = place.rawi(&["models", "pull", "tiny-q5_1", "--json-progress", "--from", stick.to_str().unwrap()]);
    assert_eq!(out.code, Some(2), "{}", out.shown());
    let lines = out.stderr.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let lines: Vec<_> = lines.filter(|line| line["stage"] == "downloading").collect();
    let last = lines.last().unwrap();
    assert_eq!(
        (&last["unit"], &last["position_bytes"], &last["total_bytes"]),
        (&"bytes".into(), &32_152_673.into(), &32_152_673.into())
    );
    assert!(last["bytes_per_s"].is_f64() && last.get("position_ms").is_none() && last.get("speed").is_none(), "{last}");
    assert!(lines.iter().all(|line| line["position_bytes"].as_u64() <= Some(32_152_673)), "{lines:?}");
}
