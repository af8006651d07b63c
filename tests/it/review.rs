//! The review page as a browser, an attacker and another command meet it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, ChildStdout, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::env::Place;

/// A served page.
pub(crate) struct Served {
    pub(crate) child: Child,
    stdout: BufReader<ChildStdout>,
    _stderr: ChildStderr,
    port: u16,
    token: String,
}

/// An answer.
pub(crate) struct Reply {
    pub(crate) status: u16,
    head: String,
    body: Vec<u8>,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|e| panic!("{e}: {} {}", self.status, String::from_utf8_lossy(&self.body)))
    }

    fn header(&self, name: &str) -> Option<String> {
        let line = self.head.lines().find(|line| line.to_lowercase().starts_with(&format!("{name}:")))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    }
}

impl Served {
    pub(crate) fn new(place: &Place, args: &[&str]) -> Self {
        let all = [&["review", "--no-open", "--by", "Amal"], args].concat();
        let mut command = place.command(&all);
        command.env("XDG_CACHE_HOME", place.path("cache"));
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let stderr = child.stderr.take().unwrap();
        let mut link = String::new();
        stdout.read_line(&mut link).unwrap();
        let rest = link.trim().strip_prefix("http://127.0.0.1:").unwrap_or_else(|| panic!("no link: {link}"));
        let (port, fragment) = rest.split_once("/#").unwrap();
        let token = fragment.split('/').next().unwrap().to_owned();
        Self { child, stdout, _stderr: stderr, port: port.parse().unwrap(), token }
    }

    /// Sends a request as it stands and reads all of the answer.
    fn raw(&self, request: &[u8]) -> Reply {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(request).unwrap();
        let mut all = Vec::new();
        // A server that refuses a long body closes before it has read it.
        let _ = stream.read_to_end(&mut all);
        let end = all.windows(4).position(|w| w == b"\r\n\r\n").unwrap_or(all.len());
        let head = String::from_utf8_lossy(&all[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
        Reply { status, head, body: all.get(end + 4..).unwrap_or_default().to_vec() }
    }

    fn request(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Reply {
        let mut request = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "Host") {
            request += &format!("Host: 127.0.0.1:{}\r\n", self.port);
        }
        headers.iter().for_each(|(name, value)| request += &format!("{name}: {value}\r\n"));
        if !body.is_empty() {
            request += &format!("Content-Length: {}\r\n", body.len());
        }
        self.raw(format!("{request}\r\n{body}").as_bytes())
    }

    pub(crate) fn get(&self, path: &str) -> Reply {
        self.request("GET", path, &[("X-Rawi-Token", &self.token)], "")
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Reply {
        let headers = [("X-Rawi-Token", self.token.as_str()), ("Content-Type", "application/json")];
        self.request("POST", path, &headers, &body.to_string())
    }

    /// What is told from now on.
    fn events(&self) -> Events {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let (port, token) = (self.port, &self.token);
        write!(stream, "GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-Rawi-Token: {token}\r\n\r\n").unwrap();
        let mut events = Events(BufReader::new(stream));
        // The first one says that it is listened to.
        events.next("alive");
        events
    }

    pub(crate) fn report(&self) -> Value {
        self.get("/api/reports/1").json()
    }

    /// Asks it politely to end, and waits.
    pub(crate) fn end(mut self) -> Option<i32> {
        let id = i32::try_from(self.child.id()).unwrap();
        std::process::Command::new("kill").args(["-INT", &id.to_string()]).status().unwrap();
        let status = self.child.wait().unwrap();
        let mut rest = String::new();
        self.stdout.read_to_string(&mut rest).unwrap();
        status.code()
    }
}

/// The stream of what a server tells.
struct Events(BufReader<TcpStream>);

impl Events {
    /// The next event of a kind; others are passed over.
    fn next(&mut self, kind: &str) -> Value {
        loop {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "the stream ended before `{kind}` was told");
            // The rest are the lengths of the chunks, and the head.
            let Ok(event) = serde_json::from_str::<Value>(&line) else { continue };
            if event["type"] == kind {
                return event;
            }
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) const HEARD: &str = r#"{"language": "en", "segments": [
    {"start": 1.0, "end": 4.0, "text": "The council approved the new bridge", "words": [
        {"word": "The", "start": 1.0, "end": 1.2}, {"word": "council", "start": 1.2, "end": 1.8},
        {"word": "approved", "start": 1.8, "end": 2.4}, {"word": "the", "start": 2.4, "end": 2.6},
        {"word": "new", "start": 2.6, "end": 3.0}, {"word": "bridge", "start": 3.0, "end": 3.8}]},
    {"start": 4.0, "end": 7.0, "text": "it will not cost forty millions", "words": [
        {"word": "it", "start": 4.0, "end": 4.2}, {"word": "will", "start": 4.2, "end": 4.5},
        {"word": "not", "start": 4.5, "end": 4.9}, {"word": "cost", "start": 4.9, "end": 5.4},
        {"word": "forty", "start": 5.4, "end": 5.9}, {"word": "millions", "start": 5.9, "end": 6.6}]}]}"#;
const PAGE: &str =
    "The council approved the new bridge. It will cost forty million crowns. Nobody read this sentence at all.";

/// A report with a recording of seven seconds.
pub(crate) fn report() -> Place {
    let place = Place::new();
    place.write("page.txt", PAGE);
    place.write("words.json", HEARD);
    let mut wav = Vec::new();
    let bytes = 16_000_u32 * 2 * 7;
    wav.extend(b"RIFF");
    wav.extend((bytes + 36).to_le_bytes());
    wav.extend(b"WAVEfmt ");
    wav.extend([16, 0, 0, 0, 1, 0, 1, 0]);
    wav.extend(16_000_u32.to_le_bytes());
    wav.extend(32_000_u32.to_le_bytes());
    wav.extend([2, 0, 16, 0]);
    wav.extend(b"data");
    wav.extend(bytes.to_le_bytes());
    wav.extend((0..bytes / 2).flat_map(|i| ((i % 100) as i16 * 50).to_le_bytes()));
    place.write("report.wav", wav);
    place.rawi(&["add", "report.wav", "--article", "page.txt", "--transcript", "words.json", "--title", "Bridge"]).done();
    place
}

pub(crate) fn change(report: &Value, key: &str, segment: u32, revision: u32, text: &str) -> Value {
    json!({ "key": key, "base": report["base"], "segment": segment, "kind": "text", "base_revision": revision, "text": text, "by": "Jo" })
}

/// Scene 3 of the review page.
#[test]
fn a_correction_is_kept_with_its_times_and_every_command_has_it() {
    let place = report();
    let served = Served::new(&place, &["1"]);
    let before = served.report();
    assert_eq!(before["segments"][1]["text"], "it will not cost forty millions");
    assert_eq!(before["told"]["findings"].as_array().unwrap().len(), 4, "{:#}", before["told"]["findings"]);
    let kept = served.post("/api/reports/1/operations", &change(&before, "a", 1, 0, "It will cost forty million crowns."));
    assert_eq!(kept.status, 200, "{}", kept.json());
    // The kept words have their times, the last one none.
    let words = kept.json()["words"].clone();
    assert_eq!((words[1].clone(), words[3].clone()), (json!([4, 4200, 300, 0]), json!([5, 5400, 500, 0])), "{words}");
    let again = served.post("/api/reports/1/operations", &change(&before, "a", 1, 0, "It will cost forty million crowns."));
    assert_eq!(again.json()["revision"], 1, "sent twice it is one");
    let stale = served.post("/api/reports/1/operations", &change(&before, "b", 1, 0, "it will cost more"));
    assert_eq!((stale.status, &stale.json()["theirs"]["author"]), (409, &json!("Jo")));
    assert_eq!(stale.json()["text"], "It will cost forty million crowns.");
    let after = served.report();
    assert_eq!(after["told"]["findings"].as_array().unwrap().len(), 1, "{:#}", after["told"]["findings"]);
    let undone =
        served.post("/api/reports/1/undo", &json!({"key": "u", "base": before["base"], "again": false, "by": "Jo"}));
    assert_eq!(undone.json()["text"], "it will not cost forty millions");
    let redone = served.post("/api/reports/1/undo", &json!({"key": "r", "base": before["base"], "again": true, "by": "Jo"}));
    assert_eq!(redone.json()["text"], "It will cost forty million crowns.");
    let none =
        served.post("/api/reports/1/undo", &json!({"key": "n", "base": before["base"], "again": false, "by": "Amal"}));
    assert_eq!(none.json()["outcome"], "nothing", "what others did is not one's own to take back");
    assert_eq!(served.get("/api/reports/1/history").json().as_array().unwrap().len(), 3);
    // Another command sees it while the page is open.
    assert!(place.rawi(&["transcript", "export", "1"]).done().contains("It will cost forty million crowns."));
    assert_eq!(served.end(), Some(0));
}

#[test]
fn what_somebody_decided_is_no_finding_any_more_and_check_tells_who() {
    let place = report();
    let served = Served::new(&place, &[]);
    let findings = served.report()["told"]["findings"].clone();
    assert_eq!(place.rawi(&["check", "1"]).code, Some(1));
    for (at, finding) in findings.as_array().unwrap().iter().enumerate() {
        let verdict = if at == 0 { "speech" } else { "article" };
        let decision = json!({ "finding": finding["key"], "kind": finding["kind"], "verdict": verdict, "note": "heard <b>twice</b>",
            "published": finding["published"], "heard": finding["heard"], "span": finding["span"], "author": "Amal", "seen": 0 });
        let kept = served.post("/api/reports/1/decisions", &decision);
        assert_eq!(kept.status, 200, "{}", kept.json());
        let second = served.post("/api/reports/1/decisions", &decision);
        assert_eq!((second.status, &second.json()["theirs"]["author"]), (409, &json!("Amal")), "the second sees the first");
    }
    let after = served.report();
    assert_eq!((after["told"]["findings"].clone(), after["told"]["decided"].as_array().unwrap().len()), (json!([]), 4));
    assert_eq!(served.get("/api/reports").json()[0]["decided"], 4);
    served.end();
    let checked = place.rawi(&["check", "1"]);
    assert_eq!(checked.code, Some(0), "{}", checked.shown());
    assert!(
        checked.stdout.contains("decided (4)") && checked.stdout.contains("the speech is right (Amal, 2017-07-14)"),
        "{}",
        checked.stdout
    );
    let page = place.rawi(&["check", "1", "--html", "-"]).stdout;
    assert!(page.contains("heard &#60;b&#62;twice") && !page.contains("<b>twice"), "a note is text");
}

/// Scene 18.
#[test]
fn what_is_approved_is_what_was_seen_and_a_letter_changed_since_shows() {
    let place = report();
    let served = Served::new(&place, &[]);
    let before = served.report();
    let approve = |seen: &Value| {
        served.post("/api/reports/1/status", &json!({"decision": "approved", "note": null, "by": "Jo", "seen": seen}))
    };
    assert_eq!(
        served.post("/api/reports/1/operations", &change(&before, "a", 0, 0, "The council approved a bridge")).status,
        200
    );
    assert_eq!(approve(&before["told"]["alignment"]).status, 409, "a colleague has saved since");
    assert_eq!(approve(&served.report()["told"]["alignment"]).json()["status"], "approved");
    assert_eq!(served.get("/api/reports").json()[0]["status"], "approved");
    served.post("/api/reports/1/operations", &change(&before, "b", 0, 1, "The council approved one bridge"));
    let after = served.report()["status"].clone();
    assert_eq!((after["status"].clone(), after["changed"].clone()), (json!("aligned"), json!(["transcript"])));
    let back = served.post("/api/reports/1/undo", &json!({"key": "u", "base": before["base"], "again": false, "by": "Jo"}));
    assert_eq!(back.status, 200);
    assert_eq!(served.report()["status"]["status"], "approved", "the text is again what was approved");
}

/// Scene 17.
#[test]
fn approving_writes_the_files_as_they_were_last_asked_for_and_leaves_those_of_people() {
    let place = report();
    let args = ["caption", "1", "--format", "srt", "--text", "spoken", "--narrator", "Jo Smith", "-o", "bridge.srt"];
    place.rawi(&args).done();
    place.rawi(&["caption", "1", "-o", "bridge.vtt"]).done();
    assert_eq!(place.rawi(&["check", "1", "--html", "bridge.html"]).code, Some(1));
    place.write("bridge.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nmine\n");
    let served = Served::new(&place, &[]);
    let before = served.report();
    served.post("/api/reports/1/operations", &change(&before, "a", 0, 0, "The council approved a bridge"));
    let seen = served.report()["told"]["alignment"].clone();
    let status = |seen: &Value| json!({"decision": "approved", "note": null, "by": "Jo", "seen": seen});
    let approved = served.post("/api/reports/1/status", &status(&seen)).json();
    let outcomes: Vec<_> = approved["written"].as_array().unwrap().iter().map(|file| file["outcome"].clone()).collect();
    assert_eq!(outcomes, ["written", "written", "kept"], "{approved:#}");
    let why = approved["written"][2]["why"].as_str().unwrap();
    assert!(why.contains("bridge.vtt") && why.contains("changed since rawi wrote it"), "{why}");
    let subtitles = std::fs::read_to_string(place.path("bridge.srt")).unwrap();
    assert!(subtitles.contains("approved a bridge") && subtitles.contains("Jo Smith"), "style and words: {subtitles}");
    assert!(std::fs::read_to_string(place.path("bridge.vtt")).unwrap().contains("mine"));
    let standing =
        |report: &Value| report["files"].as_array().unwrap().iter().map(|f| f["standing"].clone()).collect::<Vec<_>>();
    assert_eq!(standing(&served.report()), ["approved", "approved", "unapproved"]);
    // A letter changed: the files are told to be older.
    served.post("/api/reports/1/operations", &change(&before, "b", 0, 1, "The council approved one bridge"));
    assert_eq!(standing(&served.report()), ["outdated", "outdated", "unapproved"]);
    served.end();
    let shown = place.rawi(&["show", "1"]).done();
    assert!(shown.contains("bridge.srt (srt, as it was approved by Jo 2017-07-14 02:40 UTC; not as it is now)"), "{shown}");
    assert!(shown.contains("bridge.vtt (vtt, written 2017-07-14 02:40 UTC, not at an approval)"), "{shown}");
    // What is exported now is not what was approved.
    let again = place.rawi(&["caption", "1", "-o", "other.vtt"]);
    assert_eq!(again.code, Some(1), "{}", again.shown());
    assert!(again.stderr.contains("changed since it was approved by Jo: the transcript"), "{}", again.shown());
    // The command does the same, and tells by its exit code that a file was left.
    let command = place.rawi(&["status", "1", "approved", "--by", "Mai", "--json"]);
    assert_eq!((command.code, command.json()["files"].as_array().unwrap().len()), (Some(1), 4), "{}", command.shown());
    std::fs::remove_file(place.path("bridge.vtt")).unwrap();
    assert_eq!(place.rawi(&["status", "1", "approved"]).code, Some(0));
    let details = place.rawi(&["show", "1", "--json"]).json();
    assert!(details["exports"].as_array().unwrap().iter().all(|file| file["approval"] == 3), "{:#}", details["exports"]);
    assert_eq!(place.rawi(&["caption", "1", "-o", "bridge.vtt"]).code, Some(0));
    assert_eq!(place.rawi(&["show", "1", "--json"]).json()["exports"][2]["approval"], 3, "the same bytes stay approved");
}

#[test]
fn approving_what_no_file_was_written_of_writes_what_the_settings_ask_for() {
    let place = report();
    let nothing = place.rawi(&["status", "1", "approved"]);
    assert_eq!((nothing.code, nothing.stderr.as_str()), (Some(0), ""), "nothing is asked for");
    std::fs::create_dir(place.path("out")).unwrap();
    place.write("rawi.toml", "out = \"out\"\nformats = [\"vtt\", \"text\"]\nnarrator = \"Sara\"\n");
    let written = place.rawi(&["status", "1", "approved"]);
    assert_eq!(written.code, Some(0), "{}", written.shown());
    assert!(std::fs::read_to_string(place.path("out/report.vtt")).unwrap().contains("<v Sara>"), "{}", written.shown());
    assert!(place.path("out/report.txt").is_file());
}

#[test]
fn segments_are_cut_named_and_joined_and_every_command_has_it() {
    let place = report();
    let served = Served::new(&place, &[]);
    let before = served.report();
    let asked = |key: &str, segment: u32, revision: u32, kind: &str, more: Value| {
        let mut body = change(&before, key, segment, revision, "");
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body["kind"] = json!(kind);
        served.post("/api/reports/1/operations", &body)
    };
    let cut = asked("a", 1, 0, "split", json!({"at": 3})).json();
    assert_eq!((&cut["kind"], &cut["text"]), (&json!("split"), &json!("it will not\ncost forty millions")), "{cut}");
    let now = served.report();
    let segments = now["segments"].as_array().unwrap();
    assert_eq!((&segments[2]["id"], &segments[2]["span"]), (&json!(2), &json!([4900, 7000])), "{segments:?}");
    assert_eq!(now["told"]["words"][2][0], json!([4, 4900, 500, 0]), "the time of the word that was heard");
    assert_eq!(asked("b", 1, 0, "text", json!({"text": "it will"})).status, 409, "a text against a cut");
    let named = asked("c", 2, 0, "speaker", json!({"text": "Sara  Haddad"}));
    assert_eq!(named.json()["text"], "Sara Haddad");
    assert_eq!(asked("d", 2, 1, "speaker", json!({"text": "a\u{7}b"})).status, 422, "no control characters in a name");
    // A sound in a segment: an event of the transcript, in captions that show sounds, and undone like any text.
    assert_eq!(asked("e", 2, 1, "text", json!({"text": "cost forty millions [applause]"})).status, 200);
    served.report();
    let captions = |preset: &str| place.rawi(&["caption", "1", "--format", "srt", "--preset", preset, "--text", "spoken"]);
    let (shown, silent) = (captions("podcast-srt"), captions("netflix-en"));
    assert!(shown.stdout.contains("[applause]") && !silent.stdout.contains("applause"), "{}", shown.shown());
    let spoken = place.rawi(&["caption", "1", "--text", "spoken"]);
    assert!(spoken.stdout.contains("<v Sara Haddad>"), "{}", spoken.shown());
    assert_eq!(served.end(), Some(0));
    let found = place.rawi(&["search", "forty", "--speaker", "haddad"]);
    assert_eq!(found.code, Some(0), "{}", found.shown());
    // The command names everywhere; nobody of that name is told.
    let speakers = place.rawi(&["transcript", "speakers", "1", "--name", "=Jo Weller", "--by", "Mai", "--json"]).json();
    let wanted = json!([{"name": "Jo Weller", "segments": 2}, {"name": "Sara Haddad", "segments": 1}]);
    assert_eq!(speakers["speakers"], wanted, "{speakers}");
    let nobody = place.rawi(&["transcript", "speakers", "1", "--name", "Jo=Sara"]);
    assert_eq!(nobody.code, Some(2));
    assert!(nobody.stderr.contains("nobody called `Jo` speaks in the report `bridge`"), "{}", nobody.shown());
    // A second recognition changes nothing of what people did.
    place.write("again.json", HEARD.replace("forty", "fourteen"));
    place.rawi(&["add", "report.wav", "--transcript", "again.json"]).done();
    let text = place.rawi(&["show", "1", "--text"]).done();
    assert!(text.contains("cost forty millions [applause]") && text.lines().count() == 3, "{text}");
}

#[test]
fn where_somebody_left_off_is_kept_for_each() {
    let place = report();
    let served = Served::new(&place, &[]);
    let position = |by: &str, at: u32| served.post("/api/reports/1/position", &json!({"by": by, "at_ms": at})).status;
    assert_eq!((position("Jo", 1200), position("أمل", 4000), position("Jo", 5300)), (200, 200, 200));
    assert_eq!(served.get("/api/reports/1/positions").json(), json!({"Jo": 5300, "أمل": 4000}));
    assert_eq!(served.post("/api/reports/9/position", &json!({"by": "Jo", "at_ms": 1})).status, 404);
    assert_eq!(served.post("/api/reports/1/position", &json!({"by": "", "at_ms": 1})).status, 422);
}

/// For the picture of the sound: what is heard beside speech, from the sound and from the text.
#[test]
fn the_sounds_of_a_recording_are_told_from_its_sound_and_from_its_words() {
    let place = report();
    let served = Served::new(&place, &[]);
    let base = served.report()["base"].clone();
    let change = json!({"key": "s", "base": base, "segment": 1, "kind": "text", "base_revision": 0, "by": "Jo",
        "text": "it will not cost forty millions [applause]"});
    assert_eq!(served.post("/api/reports/1/operations", &change).status, 200);
    let sounds = served.report()["told"]["sounds"].clone();
    assert_eq!((sounds[0]["text"].as_str(), sounds.as_array().unwrap().len()), (Some("[applause]"), 1), "{sounds}");
    assert!(sounds[0]["span"][0].as_u64().unwrap() >= 6_000, "{sounds}");
    let until = Instant::now() + Duration::from_secs(20);
    let mut sound = served.get("/api/reports/1/sound").json();
    while sound["state"] == "making" && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(100));
        sound = served.get("/api/reports/1/sound").json();
    }
    let kinds = sound["kinds"].as_array().unwrap();
    let (first, last) = (&kinds[0][0], &kinds[kinds.len() - 1][0]);
    assert_eq!((&first[0], &last[1]), (&json!(0), &json!(7000)), "the whole recording: {sound}");
    assert!(kinds.windows(2).all(|pair| pair[0][0][1] == pair[1][0][0] && pair[0][1] != pair[1][1]), "{sound}");
}

/// Two servers, each with pages of its own, on one catalog.
#[test]
fn whose_caret_is_where_is_known_to_every_server_of_the_catalog_and_is_no_part_of_what_is_exported() {
    let place = report();
    let (one, other) = (Served::new(&place, &[]), Served::new(&place, &[]));
    let here = |served: &Served, by: &str, segment: Value| {
        served.post("/api/reports/1/here", &json!({"by": by, "segment": segment})).status
    };
    let mut told = other.events();
    assert_eq!(here(&one, "Jo", json!(1)), 200);
    assert_eq!(told.next("here"), json!({"type": "here", "report": 1, "by": "Jo", "segment": 1}));
    assert_eq!(other.get("/api/reports/1/here").json(), json!([{"by": "Jo", "segment": 1}]));
    assert_eq!(here(&one, "Jo", json!(0)), 200);
    assert_eq!(told.next("here")["segment"], 0);
    assert_eq!(here(&other, "أمل", json!(1)), 200);
    assert_eq!(told.next("here")["by"], "أمل", "its own server's pages, too");
    assert_eq!(here(&one, "Jo", Value::Null), 200);
    assert_eq!(told.next("here"), json!({"type": "here", "report": 1, "by": "Jo", "segment": null}));
    assert_eq!(one.get("/api/reports/1/here").json(), json!([{"by": "أمل", "segment": 1}]));
    assert_eq!(here(&one, "", json!(1)), 422);
    assert_eq!(one.post("/api/reports/9/here", &json!({"by": "Jo", "segment": 1})).status, 404);
    assert_eq!(one.get("/api/reports/1/history").json(), json!([]));
    assert!(!place.rawi(&["export"]).done().contains("أمل"));
}

/// Scenes 21 and 22.
#[test]
fn others_and_other_sites_are_refused_before_anything_is_looked_at() {
    let place = report();
    let served = Served::new(&place, &[]);
    let token = served.token.clone();
    let own = format!("http://127.0.0.1:{}", served.port);
    let status = |method: &str, path: &str, headers: &[(&str, &str)]| served.request(method, path, headers, "").status;
    let known = ("X-Rawi-Token", token.as_str());
    assert_eq!(status("GET", "/api/reports", &[known]), 200);
    assert_eq!(status("GET", "/api/reports", &[known, ("Origin", &own), ("Sec-Fetch-Site", "same-origin")]), 200);
    for host in ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example", ""] {
        assert_eq!(status("GET", "/api/reports", &[known, ("Host", host)]), 421, "{host}");
        assert_eq!(status("GET", "/", &[("Host", host)]), 421, "{host}");
    }
    for origin in ["http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1:1"] {
        assert_eq!(status("POST", "/api/reports/1/operations", &[known, ("Origin", origin)]), 403, "{origin}");
    }
    for site in ["cross-site", "same-site"] {
        assert_eq!(status("GET", "/api/reports", &[known, ("Sec-Fetch-Site", site)]), 403);
        assert_eq!(status("GET", "/page/app.js", &[("Sec-Fetch-Site", site)]), 403);
    }
    let opening = [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document")];
    assert_eq!(status("GET", "/", &opening), 200, "the file that starts the browser is of another site");
    assert_eq!(status("GET", "/api/reports", &[&opening[..], &[known]].concat()), 403);
    let wrong = "0".repeat(token.len());
    for sent in [None, Some(""), Some(wrong.as_str()), Some(&token[1..])] {
        let headers: Vec<(&str, &str)> = sent.iter().map(|token| ("X-Rawi-Token", *token)).collect();
        assert_eq!(status("GET", "/api/reports", &headers), 401, "{sent:?}");
        assert_eq!(status("GET", "/api/events", &headers), 401);
    }
    assert_eq!(status("GET", "/api/reports", &[known, ("X-Rawi-Token", "x")]), 401);
    for path in [
        "/media/../x",
        "/page/../Cargo.toml",
        "/page/%2e%2e%2fCargo.toml",
        "/page/..%5c..%5cx",
        "//etc/passwd",
        "/etc/passwd",
    ] {
        assert!(matches!(status("GET", path, &[known]), 404 | 400), "{path}");
    }
    let absolute = format!(
        "GET http://evil.example/api/reports HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nX-Rawi-Token: {token}\r\nConnection: close\r\n\r\n",
        served.port
    );
    assert_eq!(served.raw(absolute.as_bytes()).status, 421);
    assert_eq!(status("DELETE", "/api/reports/1", &[known]), 405);
    let another = Served::new(&place, &[]);
    assert_ne!(another.token, token);
    assert_eq!(another.request("GET", "/api/reports", &[known], "").status, 401, "a link of before is void");
    let page = served.request("GET", "/", &[], "");
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'; script-src 'self'") && !policy.contains("unsafe"), "{policy}");
    assert!(!String::from_utf8_lossy(&page.body).contains(&token));
    assert_eq!(page.header("access-control-allow-origin"), None);
    assert_eq!(
        (page.header("referrer-policy").unwrap().as_str(), page.header("cache-control").unwrap().as_str()),
        ("no-referrer", "no-store")
    );
}

/// Scene 5, as far as it is the server's.
#[test]
fn bodies_that_are_too_long_or_of_another_kind_change_nothing_and_hostile_text_stays_text() {
    let place = report();
    let served = Served::new(&place, &[]);
    let report = served.report();
    let url = "/api/reports/1/operations";
    let long = served.post(url, &change(&report, "l", 0, 0, &"x".repeat(2 << 20)));
    assert_eq!(long.status, 413);
    assert_eq!(served.post(url, &change(&report, "l", 0, 0, &"x".repeat(70_000))).status, 422);
    let form = [("X-Rawi-Token", served.token.as_str()), ("Content-Type", "text/plain")];
    assert_eq!(served.request("POST", url, &form, "{}").status, 415);
    assert_eq!(served.post(url, &json!({"key": 1})).status, 400);
    for name in ["", " \n", "a\u{0}b", &"n".repeat(300)] {
        let mut sent = change(&report, "n", 0, 0, "x");
        sent["by"] = json!(name);
        assert_eq!(served.post(url, &sent).status, 422, "{name:?}");
    }
    assert_eq!(served.post(url, &change(&report, "", 0, 0, "x")).status, 422);
    assert_eq!(served.post(url, &change(&report, "s", 99, 0, "x")).status, 422);
    assert_eq!(served.post("/api/reports/99/operations", &change(&report, "s", 0, 0, "x")).status, 404);
    let hostile = "<img src=x onerror=alert(1)> '); DROP TABLE reports;-- WEBVTT [0:00.000] ../../etc/passwd \u{202e}abc";
    let kept = served.post(url, &change(&report, "h", 0, 0, hostile));
    assert_eq!((kept.status, &kept.json()["text"]), (200, &json!(hostile)), "what was typed stands in the catalog");
    assert_eq!(served.report()["segments"][0]["text"], hostile);
    let vtt = change(&report, "w", 1, 0, "WEBVTT\n\n00:01.000 --> 00:09.000\nx <inaudible>");
    assert_eq!(served.post(url, &vtt).json()["text"], "WEBVTT 00:01.000 --> 00:09.000 x <inaudible>");
    assert_eq!(served.report()["segments"][1]["text"], "WEBVTT 00:01.000 --> 00:09.000 x <inaudible>");
}

/// Scenes 20 and 22.
#[test]
fn the_sound_is_given_in_ranges_to_whoever_has_its_ticket() {
    let place = report();
    let served = Served::new(&place, &[]);
    let begun = Instant::now();
    let sound = loop {
        let sound = served.get("/api/reports/1/sound").json();
        assert!(sound["state"] != "none" && begun.elapsed() < Duration::from_secs(60), "{sound}");
        if sound["state"] == "ready" {
            break sound;
        }
        std::thread::sleep(Duration::from_millis(50));
    };
    assert_eq!(sound["derived"], false, "a browser seeks in WAV exactly");
    let url = sound["url"].as_str().unwrap();
    let range = |range: &str| served.request("GET", url, &[("Range", range)], "");
    let whole = served.request("GET", url, &[], "");
    assert_eq!((whole.status, whole.body.len()), (200, 44 + 16_000 * 2 * 7));
    assert_eq!(whole.header("accept-ranges").as_deref(), Some("bytes"));
    let first = range("bytes=0-1");
    assert_eq!(
        (first.status, first.body.as_slice(), first.header("content-range").unwrap().as_str()),
        (206, &b"RI"[..], "bytes 0-1/224044")
    );
    assert_eq!(range("bytes=224042-").body, whole.body[224_042..]);
    assert_eq!(range("bytes=-5").body, whole.body[224_039..]);
    assert_eq!(range("bytes=224044-").status, 416);
    let head = served.request("HEAD", url, &[], "");
    assert_eq!((head.status, head.header("content-length").as_deref(), head.body.len()), (200, Some("224044"), 0));
    let peaks = served.request("GET", sound["peaks"].as_str().unwrap(), &[], "");
    assert_eq!((peaks.body.len(), &peaks.body[..8]), (24 + 700 * 2, &[2_u8, 0, 0, 0, 1, 0, 0, 0][..]));
    let ticket = url.split("t=").nth(1).unwrap();
    let other = format!("/media/{}?t={ticket}", "a".repeat(64));
    for path in [other.as_str(), url.split('?').next().unwrap(), &format!("/media/..%2f..%2fcatalog.db?t={ticket}")] {
        assert_eq!(served.request("GET", path, &[], "").status, 403, "{path}");
    }
    // The recording is another one now: it is not played.
    place.write("report.wav", b"something else");
    assert_eq!(served.get("/api/reports/1/sound").json()["state"], "none");
}

#[test]
fn what_others_change_is_told_to_every_open_page() {
    let place = report();
    let (one, two) = (Served::new(&place, &[]), Served::new(&place, &[]));
    let mut stream = TcpStream::connect(("127.0.0.1", one.port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let request = format!("GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nX-Rawi-Token: {}\r\n\r\n", one.port, one.token);
    stream.write_all(request.as_bytes()).unwrap();
    let mut lines = BufReader::new(stream).lines();
    let mut until = |wanted: &str| lines.by_ref().map(Result::unwrap).find(|line| line.contains(wanted)).unwrap();
    until("alive");
    let report = two.report();
    // By a server of another process.
    assert_eq!(
        two.post("/api/reports/1/operations", &change(&report, "a", 0, 0, "The council approved a bridge")).status,
        200
    );
    assert!(until("operation").contains("The council approved a bridge"));
    until("aligned");
    assert_eq!(one.end(), Some(0), "an open page does not keep the server");
}

/// Scene 13.
#[test]
fn nothing_that_was_confirmed_is_lost_when_the_server_is_killed() {
    let place = report();
    let mut served = Served::new(&place, &[]);
    let report = served.report();
    for revision in 0..5 {
        let text = format!("the council approved {revision}");
        assert_eq!(served.post("/api/reports/1/operations", &change(&report, &text, 0, revision, &text)).status, 200);
    }
    served.child.kill().unwrap();
    served.child.wait().unwrap();
    assert!(place.rawi(&["transcript", "export", "1"]).done().contains("the council approved 4"));
    let again = Served::new(&place, &[]);
    assert_eq!(again.report()["segments"][0]["revision"], 5);
}

#[test]
fn what_cannot_be_served_is_told() {
    let place = report();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let refused = place.rawi(&["review", "--no-open", "--port", &port]);
    assert_eq!(refused.code, Some(2), "{}", refused.shown());
    assert!(refused.stderr.contains(&format!("the page cannot be served at 127.0.0.1:{port}")), "{}", refused.stderr);
    assert_eq!(place.rawi(&["review", "nobody", "--no-open"]).code, Some(2));
}
