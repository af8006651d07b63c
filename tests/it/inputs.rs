//! What is read: to a bound, never for ever, whatever its name, and never believed to be what it was.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::env::{Outcome, Place, root};

/// A run that is given `input` and must end soon.
fn given(place: &Place, args: &[&str], input: &[u8]) -> Outcome {
    let mut child = place.command(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // The program may refuse before it has read all.
    let _ = child.stdin.take().unwrap().write_all(input);
    let out = child.wait_with_output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Outcome { code: out.status.code(), stdout: text(&out.stdout), stderr: text(&out.stderr) }
}

const SAID: &str = r#"{"words": [{"word": "the", "start": 0.1, "end": 0.3}, {"word": "bridge", "start": 0.4, "end": 0.8}, {"word": "is", "start": 0.9, "end": 1.0}, {"word": "open", "start": 1.1, "end": 1.5}]}"#;

#[cfg(unix)]
#[test]
fn devices_and_pipes_without_a_writer_are_told_at_once_wherever_a_file_is_wanted() {
    let place = Place::new();
    place.write("page.txt", "The bridge is open.");
    place.write("said.json", SAID);
    place.sample("en-council.mp3");
    place.rawi(&["add", "en-council.mp3"]).done();
    assert!(Command::new("mkfifo").arg(place.path("pipe")).status().unwrap().success());
    let begun = Instant::now();
    for bad in ["/dev/zero", "pipe", "/dev/null"] {
        let words = if bad == "pipe" { "is a pipe that nobody writes to" } else { "is a device" };
        for args in [
            &["add", bad][..],
            &["add", "en-council.mp3", "--article", bad],
            &["align", "--transcript", bad, "--article", "page.txt"],
            &["align", "--transcript", "said.json", "--article", bad],
            &["lint", bad],
            &["import", bad],
        ] {
            let out = place.rawi(args);
            assert_eq!((out.code, out.stdout.as_str()), (Some(2), ""), "{args:?}: {}", out.shown());
            assert!(out.stderr.contains(words) && out.stderr.contains("hint: "), "{args:?}: {}", out.shown());
        }
        let words = if bad == "pipe" { "`pipe` is a pipe, and" } else { "is a device, and a model's file was expected" };
        for args in [&["models", "verify", bad][..], &["transcribe", "1", "--model", bad]] {
            let model = place.rawi(args);
            assert!(model.code == Some(2) && model.stderr.contains(words), "{args:?}: {}", model.shown());
        }
        let catalog = place.rawi(&["--catalog", bad, "list"]);
        assert!(catalog.code == Some(2) && catalog.stderr.contains("it is a device or a pipe"), "{}", catalog.shown());
    }
    assert!(begun.elapsed() < Duration::from_secs(240), "{:?}", begun.elapsed());
}

#[test]
fn what_is_too_long_is_read_to_its_bound_and_no_further() {
    let place = Place::new();
    let sparse = |name: &str, bytes: u64| fs::File::create(place.path(name)).unwrap().set_len(bytes).unwrap();
    sparse("page.txt", (16 << 20) + 1);
    sparse("said.json", (512 << 20) + 1);
    sparse("archive.jsonl", 1 << 40);
    place.write("said-short.json", SAID);
    for (args, words) in [
        (&["align", "--transcript", "said-short.json", "--article", "page.txt"][..], "is longer than 16 MB"),
        (&["align", "--transcript", "said.json", "--article", "page.txt"], "is longer than 16 MB"),
        (&["lint", "said.json"], "is longer than 512 MB"),
        (&["import", "archive.jsonl"], "it is longer than 4096 bytes"),
    ] {
        let out = place.rawi(args);
        assert!(out.code == Some(2) && out.stderr.contains(words), "{args:?}: {}", out.shown());
    }
    // The same through a pipe, whose length nobody knows.
    let endless = vec![b' '; (17 << 20) as usize];
    let out = given(&place, &["align", "--transcript", "said-short.json", "--article", "-"], &endless);
    assert!(out.code == Some(2) && out.stderr.contains("`-` is longer than 16 MB"), "{}", out.shown());
    let zeros = vec![0; 1 << 20];
    let out = given(&place, &["import", "-"], &zeros);
    assert!(out.code == Some(2) && out.stderr.contains("is no export of a catalog"), "{}", out.shown());
    let out = given(&place, &["add", "-"], &zeros);
    assert!(out.code == Some(2) && out.stderr.contains("it is not a recording that rawi knows"), "{}", out.shown());
}

#[test]
fn standard_input_is_a_place_for_everything_and_is_read_once() {
    let place = Place::new();
    place.write("said.json", SAID);
    let page = b"The bridge is open.";
    place.write("page.txt", page);
    let align = |out: Outcome| out.json()["sentences"].as_array().unwrap().len();
    assert_eq!(align(given(&place, &["align", "--transcript", "said.json", "--article", "-", "--json"], page)), 1);
    assert_eq!(align(given(&place, &["align", "--transcript", "-", "--article", "page.txt", "--json"], SAID.as_bytes())), 1);
    let twice = given(&place, &["align", "--transcript", "-", "--article", "-"], page);
    assert!(twice.code == Some(2) && twice.stderr.contains("it was read already"), "{}", twice.shown());
    let captions = b"WEBVTT\n\n00:01.000 --> 00:03.000\nThe bridge is open.\n";
    assert_eq!(given(&place, &["lint", "-"], captions).code, Some(0));
    let recording = fs::read(root().join("samples/en-council.mp3")).unwrap();
    let added = given(&place, &["add", "-", "--title", "Council", "--json"], &recording);
    assert_eq!(added.json()["recording"]["path"], "-", "{}", added.shown());
    // The same from a file: it lies somewhere now.
    place.sample("en-council.mp3");
    place.rawi(&["add", "en-council.mp3"]).done();
    let found = given(&place, &["add", "-", "--json"], &recording).json();
    assert!(found["recording"]["path"].as_str().unwrap().ends_with("/en-council.mp3"), "{found}");
    let archive = include_bytes!("data/council.jsonl");
    assert_eq!(given(&place, &["--catalog", "other.db", "import", "-"], archive).code, Some(0));
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_utf8_works_from_add_to_clip() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let place = Place::new();
    let name = OsStr::from_bytes(b"caf\xe9 100%.mp3");
    fs::rename(place.sample("en-council.mp3"), place.path("x").with_file_name(name)).unwrap();
    let run = |args: &[&OsStr]| {
        let out = place.command(&[]).args(args).output().unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).unwrap()
    };
    let arg = OsStr::new;
    run(&[arg("add"), name, arg("--title"), arg("Council")]);
    assert!(run(&[arg("show"), name]).contains("caf%E9%20100%25.mp3"), "it is shown so that it can be found");
    let clip = [arg("--from"), arg("0:01"), arg("--to"), arg("0:02"), arg("-o")];
    run(&[&[arg("clip"), name][..], &clip, &[arg("by-name.wav")]].concat());
    run(&[&[arg("clip"), arg("1")][..], &clip, &[OsStr::from_bytes(b"by-id-\xff.wav")]].concat());
    assert!(place.path("x").with_file_name(OsStr::from_bytes(b"by-id-\xff.wav")).exists());
    assert_eq!(place.rawi(&["doctor"]).code, Some(0));
    place.rawi(&["export", "-o", "all.jsonl"]).done();
    place.rawi(&["--catalog", "other.db", "import", "all.jsonl"]).done();
    assert_eq!(place.rawi(&["--catalog", "other.db", "doctor"]).code, Some(0), "the path came back to the byte");
}

#[test]
fn the_catalog_is_a_file_whatever_its_name() {
    let place = Place::new();
    place.sample("en-council.mp3");
    for name in [":memory:", "file:x.db?mode=memory", "file::memory:"] {
        place.rawi(&["--catalog", name, "add", "en-council.mp3"]).done();
        assert!(place.path(name).is_file(), "{name}");
        assert!(place.rawi(&["--catalog", name, "list"]).done().contains("council"), "{name}");
    }
    let empty = place.rawi(&["--catalog", "", "add", "en-council.mp3"]);
    assert!(empty.code == Some(2), "{}", empty.shown());
}

#[test]
fn a_recording_that_changed_since_it_was_added_is_noticed() {
    let place = Place::new();
    let path = place.sample("en-council.mp3");
    place.rawi(&["add", "en-council.mp3"]).done();
    let clip = ["clip", "1", "--from", "0:01", "--to", "0:02", "-o", "c.wav"];
    place.rawi(&clip).done();
    // Another time alone is no other content.
    let file = fs::File::options().append(true).open(&path).unwrap();
    file.set_modified(std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000)).unwrap();
    place.rawi(&clip).done();
    fs::copy(root().join("samples/ar-council.mp3"), &path).unwrap();
    for args in [&clip[..], &["transcribe", "1"]] {
        let out = place.rawi(args);
        assert!(out.code == Some(2) && out.stderr.contains("changed since it was added"), "{}", out.shown());
        assert!(out.stderr.contains("hint: `rawi add` takes it as a new recording"), "{}", out.shown());
    }
    let doctor = place.rawi(&["doctor"]);
    assert!(
        doctor.code == Some(1) && doctor.stdout.contains("en-council.mp3 changed since it was added"),
        "{}",
        doctor.shown()
    );
    place.rawi(&["add", "en-council.mp3", "--title", "Another"]).done();
    assert!(place.rawi(&["show", "2"]).done().contains("Another"));
}

/// The title of `samples`' sibling holds an escape sequence that would set a terminal's title, and more of the kind.
#[test]
fn no_control_character_of_any_data_reaches_a_terminal() {
    let place = Place::new();
    let evil = "Council\u{1b}]0;evil\u{7}\u{9b}2J\u{202e}gpj.exe\r\u{8}";
    place.sample("en-council.mp3");
    place.write("page.txt", "Council\u{202e}gpj\n\nThe bridge \u{9b}2J\u{202e}is open.\n");
    place.rawi(&["add", "en-council.mp3", "--article", "page.txt", "--title", evil, "--url", evil]).done();
    place.write("said.srt", format!("1\n00:00:01,000 --> 00:00:01,200\n{evil}\n"));
    place.write(&format!("{}.txt", evil.replace('/', "")), "");
    let named = format!("{evil}.mp3");
    fs::copy(place.path("en-council.mp3"), place.path(&named)).unwrap();
    for args in [
        &["list"][..],
        &["list", "--json"],
        &["show", "1"],
        &["show", "1", "--json"],
        &["show", evil],
        &["search", "bridge"],
        &["search", "bridge", "--json"],
        &["lint", "said.srt"],
        &["lint", "said.srt", "--json"],
        &["add", &named],
        &["add", evil],
        &["doctor"],
        &["remove", "1", "--json"],
    ] {
        let out = place.rawi(args);
        let steers = |c: &char| c.is_control() && *c != '\n' || *c == '\u{202e}';
        let all = format!("{}{}", out.stdout, out.stderr);
        assert!(all.len() > 5 && !all.contains(|c| steers(&c)), "{args:?}: {:?}", all);
    }
    assert_eq!(place.rawi(&["list", "--json"]).json()[0]["title"], evil, "the data is as it was");
}

/// What goes to a file is what the data is; what goes to a terminal is not.
#[test]
fn a_terminal_gets_data_without_control_characters_and_a_pipe_gets_it_whole() {
    let place = Place::new();
    let title = "Council\u{1b}]0;evil\u{7}";
    place.sample("en-council.mp3");
    place.rawi(&["add", "en-council.mp3", "--title", title]).done();
    let rawi = env!("CARGO_BIN_EXE_rawi");
    let mut command = Command::new("script");
    command.args(["-qec", &format!("{rawi} list; {rawi} export"), "/dev/null"]).stdin(Stdio::null());
    command.env("RAWI_CATALOG", place.path("catalog.db"));
    let Ok(out) = command.output() else {
        crate::required::skip("no `script` to stand in for a terminal");
        return;
    };
    let seen = String::from_utf8_lossy(&out.stdout).into_owned();
    assert!(seen.contains("Council") && !seen.contains('\u{1b}') && !seen.contains('\u{7}'), "{seen:?}");
}

#[test]
fn threads_are_bounded_and_models_of_others_are_not_removed() {
    let place = Place::new();
    place.sample("en-council.mp3");
    place.rawi(&["add", "en-council.mp3"]).done();
    for threads in ["0", "100000", "-1"] {
        let out = place.rawi(&["transcribe", "1", &format!("--threads={threads}")]);
        assert!(out.code == Some(2) && out.stderr.contains("1..=512"), "{}", out.shown());
    }
    let header: Vec<u8> =
        [51_865u32, 1500, 384, 6, 4, 448, 384, 6, 4, 80, 1, 80, 201].iter().flat_map(|n| n.to_le_bytes()).collect();
    let model = place.write("whisper.cpp/ggml-tiny.bin", [b"lmgg", &header[..]].concat());
    fs::File::options().write(true).open(&model).unwrap().set_len(77_691_713).unwrap();
    let path = model.to_str().unwrap();
    let kept = place.rawi(&["models", "remove", path]);
    assert!(kept.code == Some(2) && kept.stderr.contains("is not a model that rawi put there"), "{}", kept.shown());
    assert!(kept.stderr.contains("hint: rawi models remove --force") && model.exists());
    // The right length and name, other content; the same under a name of its own.
    let wrong = place.rawi(&["transcribe", "1", "--model", path]);
    assert!(wrong.code == Some(2) && wrong.stderr.contains("has the wrong content: SHA-256"), "{}", wrong.shown());
    let own = place.path("own.bin");
    fs::rename(&model, &own).unwrap();
    let broken = place.rawi(&["transcribe", "1", "--model", own.to_str().unwrap()]);
    assert!(broken.code == Some(2) && broken.stderr.contains("is damaged: it says that it has"), "{}", broken.shown());
    place.rawi(&["models", "remove", "--force", own.to_str().unwrap()]).done();
    assert!(!own.exists());
}
