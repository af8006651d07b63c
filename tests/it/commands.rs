//! What each command prints and how it ends, on real inputs and on bad ones.

use std::fs;
use std::time::{Duration, Instant};

use crate::env::{Place, root};

const COMMANDS: &[&str] = &[
    "make",
    "add",
    "transcribe",
    "align",
    "caption",
    "check",
    "list",
    "show",
    "search",
    "clip",
    "transcript",
    "models",
    "remove",
    "export",
    "import",
    "doctor",
    "completions",
];

/// A transcript as whisper.cpp writes it, of words half a second apart.
fn spoken(text: &str, language: &str) -> String {
    let words: Vec<_> = text
        .split_whitespace()
        .enumerate()
        .map(|(i, word)| {
            let start = i as f64 * 0.5;
            serde_json::json!({ "word": format!(" {word}"), "start": start, "end": start + 0.45, "probability": 0.9 })
        })
        .collect();
    let end = words.len() as f64 * 0.5;
    serde_json::json!({
        "text": text, "language": language,
        "segments": [{ "id": 0, "start": 0.0, "end": end, "text": text, "words": words }],
    })
    .to_string()
}

fn article(place: &Place) -> String {
    place.write("bridge.txt", "The old bridge opened on Monday.\n\nFarmers carried 2370 sacks of grain across the river.\n\nNobody said this long sentence aloud.\n");
    "The old bridge opened on Monday. Farmers carried two thousand three hundred and seventy sacks of grain across the river. This is Sara Haddad.".to_owned()
}

fn has_demonstration_model() -> bool {
    let there = root().join("models/rawi-demo.toml").exists();
    if !there {
        println!("skipped: this checkout has no demonstration model");
    }
    there
}

#[test]
fn every_command_helps_with_examples() {
    let place = Place::new();
    for command in COMMANDS {
        let help = place.rawi(&[command, "--help"]).done();
        assert!(help.contains("Usage: rawi"), "{command}: {help}");
        assert!(*command == "completions" || help.contains("Examples:"), "{command} shows no example: {help}");
    }
}

#[test]
fn an_alignment_without_a_catalog_follows_the_contract() {
    let place = Place::new();
    let said = article(&place);
    place.write("said.json", spoken(&said, "en"));
    let out = place.rawi(&["align", "--transcript", "said.json", "--article", "bridge.txt", "--json"]);
    assert_eq!(out.code, Some(0), "{}", out.shown());
    let json = out.json();
    assert_eq!((json["format"].as_str(), json["version"].as_u64()), (Some("rawi.alignment"), Some(1)));
    assert_eq!(json["pair"]["verdict"], "matched");
    let status: Vec<_> = json["sentences"].as_array().unwrap().iter().map(|s| s["status"].as_str().unwrap()).collect();
    assert_eq!(status, ["spoken", "spoken", "not_spoken"]);
    let number = &json["sentences"][1]["words"][2];
    assert_eq!(number["link"], "number", "{number}");
    assert!(!place.path("catalog.db").exists(), "no catalog is touched");
}

#[test]
fn the_wrong_article_is_refused_with_its_own_exit_code() {
    let place = Place::new();
    place.write(
        "said.json",
        spoken(
            "اعتمد مجلس الأمن القرار بعد نقاش طويل وقال السيد خان إن هذا التهديد لا يزال خطيرا على جميع الدول في المنطقة كلها",
            "ar",
        ),
    );
    article(&place);
    let out = place.rawi(&["align", "--transcript", "said.json", "--article", "bridge.txt"]);
    assert_eq!(out.code, Some(3), "{}", out.shown());
    assert!(out.stderr.starts_with("error: the recording and the article do not belong together: "), "{}", out.stderr);
    assert_eq!(out.stdout, "");
}

#[test]
fn bad_input_is_told_by_name_and_leaves_standard_output_empty() {
    let place = Place::new();
    place.write("empty.mp3", "");
    place.write("page.mp3", "<!DOCTYPE html><html><body>no sound</body></html>");
    place.write("empty.txt", " \n");
    place.write("text.db", "this is no database, only a text that is long enough to be looked at by anybody who wants to");
    fs::create_dir(place.path("folder")).unwrap();
    let sample = place.sample("en-council.mp3").display().to_string();
    let cases: &[(&[&str], &str)] = &[
        (&["add", "nowhere.mp3"], "no recording at nowhere.mp3"),
        (&["add", "folder"], "folder is a directory, not a recording"),
        (&["add", "empty.mp3"], "empty.mp3 is empty (zero bytes)"),
        (&["add", "page.mp3"], "page.mp3 is not a recording that rawi knows: it looks like an HTML page"),
        (&["add", &sample, "--article", "nowhere.txt"], "there is no article at `nowhere.txt`"),
        (&["add", &sample, "--article", "folder"], "the article `folder` is a directory, and a file was expected"),
        (&["add", &sample, "--article", "empty.txt"], "the article is empty"),
        (&["show", "7"], "no report `7` in the catalog"),
        (&["--catalog", "text.db", "list"], "`text.db` is not a rawi catalog"),
        (&["search", "\"open"], "cannot search for `\"open`"),
        (&["models", "verify", "page.mp3"], "page.mp3 is not a Whisper model in ggml format"),
        (&["models", "pull", "gigantic"], "no published model is called `gigantic`"),
        (&["import", "empty.txt"], "line 1 of the import"),
    ];
    for (args, words) in cases {
        let out = place.rawi(args);
        assert_eq!(out.code, Some(2), "{args:?}: {}", out.shown());
        assert!(out.stderr.contains(words), "{args:?} should say `{words}`: {}", out.stderr);
        assert_eq!(out.stdout, "", "{args:?}");
    }
}

#[test]
fn a_model_that_is_cut_short_or_unknown_is_refused_before_any_work() {
    let place = Place::new();
    let sample = place.sample("en-council.mp3").display().to_string();
    place.rawi(&["add", &sample]).done();
    let out = place.rawi(&["transcribe", "1", "--model", "tiny"]);
    assert_eq!(out.code, Some(2));
    assert!(
        out.stderr.contains("error: the model `tiny` is not on this computer\nhint: rawi models pull tiny"),
        "{}",
        out.stderr
    );
    place.write("ggml-short.bin", b"lmgg\x99\xca\x00\x00\xdc\x05\x00\x00");
    let out = place.rawi(&["transcribe", "1", "--model", "ggml-short.bin"]);
    assert_eq!(out.code, Some(2));
    assert!(out.stderr.contains("ggml-short.bin"), "{}", out.stderr);
}

#[test]
fn the_main_job_recognises_aligns_captions_and_checks_a_sample() {
    if !has_demonstration_model() {
        return;
    }
    let place = Place::new();
    for name in ["en-council.mp3", "en-council.article.txt"] {
        place.sample(name);
    }
    let make = ["make", "en-council.mp3", "--article", "en-council.article.txt"];
    let first = place.rawi(&make);
    assert_eq!(first.code, Some(1), "{}", first.shown());
    assert!(first.stderr.contains("transcribed\n"), "{}", first.stderr);
    let captions = fs::read_to_string(place.path("en-council.vtt")).unwrap();
    assert!(captions.starts_with("WEBVTT\n") && captions.contains("Security Council"), "{captions}");
    assert!(fs::read_to_string(place.path("en-council.check.html")).unwrap().contains("<audio"));

    let again = place.rawi(&make);
    assert!(
        again.stderr.contains("transcribed already") && again.stderr.contains("en-council.vtt unchanged"),
        "{}",
        again.stderr
    );
    assert_eq!(again.stdout, first.stdout);

    let hits = place.rawi(&["search", "security council", "--json"]).json();
    assert!(hits.as_array().unwrap().iter().any(|h| h["at_ms"].is_u64()), "{hits}");
    let alignment = place.rawi(&["align", "1", "--json"]).json();
    let said = alignment["sentences"].as_array().unwrap().iter().position(|s| s["status"] == "spoken").unwrap();
    place.rawi(&["clip", "1", "--sentence", &said.to_string(), "-o", "quote.wav"]).done();
    assert!(place.path("quote.wav").exists());

    place.rawi(&["export", "-o", "all.jsonl"]).done();
    place.rawi(&["--catalog", "other.db", "import", "all.jsonl"]).done();
    place.rawi(&["--catalog", "other.db", "export", "-o", "again.jsonl"]).done();
    assert_eq!(fs::read(place.path("all.jsonl")).unwrap(), fs::read(place.path("again.jsonl")).unwrap());

    let edited = place.rawi(&["transcript", "export", "1"]).done().replacen("council", "Council", 1);
    place.write("edited.txt", edited);
    place.rawi(&["transcript", "import", "1", "edited.txt", "--author", "Sara"]).done();
    assert!(place.rawi(&["transcript", "history", "1"]).done().contains("version 2: "));
    assert_eq!(place.rawi(&["doctor"]).code, Some(0));
}

#[test]
fn a_transcription_killed_in_the_middle_goes_on_where_it_was() {
    if !has_demonstration_model() {
        return;
    }
    let place = Place::new();
    let sample = place.sample("ar-council.mp3").display().to_string();
    place.rawi(&["add", &sample, "--language", "ar"]).done();
    let mut child = place.command(&["transcribe", "1"]).stderr(std::process::Stdio::null()).spawn().unwrap();
    let begun = Instant::now();
    let windows = || {
        let found = place.rawi(&["doctor", "--json"]).json();
        found["findings"].as_array().unwrap().iter().find_map(|f| f["windows"].as_u64()).unwrap_or(0)
    };
    while windows() == 0 {
        assert!(begun.elapsed() < Duration::from_secs(240), "no window was finished");
        if let Some(status) = child.try_wait().unwrap() {
            panic!("it ended before it could be killed: {status}");
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let kept = windows();
    assert!(kept >= 1);
    let on = place.rawi(&["transcribe", "1"]);
    assert_eq!(on.code, Some(0), "{}", on.shown());
    assert!(on.stderr.contains(&format!("going on after {kept} of ")), "{}", on.stderr);
    assert_eq!(place.rawi(&["doctor"]).code, Some(0));
}
