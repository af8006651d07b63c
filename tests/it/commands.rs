//! What each command prints and how it ends, on real inputs and on bad ones.

use std::fs;
use std::time::{Duration, Instant};

use crate::env::{Place, has_demonstration_model, spoken};

fn article(place: &Place) -> String {
    place.write("bridge.txt", "The old bridge opened on Monday.\n\nFarmers carried 2370 sacks of grain across the river.\n\nNobody said this long sentence aloud.\n");
    "The old bridge opened on Monday. Farmers carried two thousand three hundred and seventy sacks of grain across the river. This is Sara Haddad.".to_owned()
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
fn the_main_job_recognises_aligns_captions_and_checks_a_sample() {
    if !has_demonstration_model() {
        return;
    }
    let place = Place::new();
    for name in ["en-council.mp3", "en-council.article.txt"] {
        place.sample(name);
    }
    let make = ["make", "en-council.mp3", "--article", "en-council.article.txt"];
    let first = place.rawi(&[&make[..], &["--json-progress", "-v"]].concat());
    assert_eq!(first.code, Some(1), "{}", first.shown());
    let progress: Vec<serde_json::Value> = first.stderr.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    for stage in ["listening", "recognising"] {
        let last = progress.iter().rfind(|line| line["stage"] == stage).unwrap();
        let (at, of) = (last["position_ms"].as_u64().unwrap(), last["duration_ms"].as_u64().unwrap());
        assert!(at > 70_000 && of > 80_000 && last["speed"].is_f64() && last["unit"] == "ms", "{last}");
    }
    assert!(first.stderr.contains(", heard as en\n"), "-v says more: {}", first.stderr);
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
    let quiet = place.rawi(&[&make[..], &["-q"]].concat());
    assert_eq!((quiet.stderr.as_str(), &quiet.stdout), ("", &first.stdout));

    // A changed article is aligned anew with what was heard; nothing is recognised again.
    let page = fs::read_to_string(place.path("en-council.article.txt")).unwrap();
    place
        .write("en-council.article.txt", page.replacen("Photo credit", "Nobody has said this sentence.\n\nPhoto credit", 1));
    let changed = place.rawi(&make);
    assert!(
        changed.stderr.contains("known already; the article is new\n") && changed.stderr.contains("transcribed already")
    );
    assert!(changed.stdout.contains("published  Nobody has said this sentence."), "{}", changed.shown());

    assert_eq!(told_count(&changed.stderr, "aligned: "), told_count(&place.rawi(&["align", "1"]).stderr, "aligned: "));
    let count = told_count(&changed.stderr, "aligned: ").replace("sentences ", "");
    let listed = place.rawi(&["list"]).stdout.replace("sentences ", "");
    assert!(listed.contains(&count), "{count} in {listed}");
    let shown = place.rawi(&["show", "1"]).stdout.replace("sentences ", "");
    assert!(shown.contains(&format!("state      {count}")), "{count} in {shown}");
    let checked = place.rawi(&["check", "1", "--json"]).json();
    let of = |member: &str| checked["coverage"][member].as_u64().unwrap();
    let (sentences, spoken, partly) = (of("sentences"), of("sentences_spoken"), of("sentences_partly"));
    assert!(count.starts_with(&format!("{} of {sentences} said", spoken + partly)), "{count}");
    assert!(partly == 0 || count.ends_with(&format!("{partly} of them in part")), "{count}");

    let hits = place.rawi(&["search", "security council", "--json"]).json();
    assert!(hits.as_array().unwrap().iter().any(|h| h["at_ms"].is_u64()), "{hits}");
    let alignment = place.rawi(&["align", "1", "--json"]).json();
    let said = alignment["sentences"].as_array().unwrap().iter().position(|s| s["status"] == "spoken").unwrap();
    place.rawi(&["clip", "1", "--sentence", &(said + 1).to_string(), "-o", "quote.wav"]).done();
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

/// What a command says behind `before`, up to the next semicolon.
fn told_count(told: &str, before: &str) -> String {
    let behind = told.split(before).nth(1).unwrap_or_else(|| panic!("no {before:?} in {told}"));
    behind.split([';', '\n']).next().unwrap_or("").to_owned()
}

/// Starts a transcription and stops it once it has kept more than `kept` windows; tells how many those are.
fn stopped_after(place: &Place, kept: u64, signal: &str) -> u64 {
    let windows = || {
        let found = place.rawi(&["doctor", "--json"]).json();
        let told = ["findings", "running"].iter().flat_map(|list| found[list].as_array().unwrap());
        told.into_iter().find_map(|f| f["windows"].as_u64()).unwrap_or(0)
    };
    let mut child = place.command(&["transcribe", "1"]).stderr(std::process::Stdio::piped()).spawn().unwrap();
    let begun = Instant::now();
    while windows() <= kept {
        assert!(begun.elapsed() < Duration::from_secs(240), "no window was finished");
        if let Some(status) = child.try_wait().unwrap() {
            panic!("it ended before it could be stopped: {status}");
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    std::process::Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
    let out = child.wait_with_output().unwrap();
    if signal == "-INT" {
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        assert_eq!(out.status.code(), Some(2), "{said}");
        assert!(said.contains("hint: what was recognised is kept: `rawi transcribe 1` goes on from there"), "{said}");
    }
    windows()
}

/// Ctrl-C first, then `kill -9`: each time it goes on where it was.
#[test]
fn a_transcription_stopped_in_the_middle_goes_on_where_it_was() {
    if !has_demonstration_model() {
        return;
    }
    let place = Place::new();
    // Twice the report: windows are recognised side by side, and enough must be left after either stop.
    let report = std::fs::read(place.sample("ar-council.mp3")).unwrap();
    let sample = place.write("twice.mp3", [report.as_slice(), report.as_slice()].concat()).display().to_string();
    place.rawi(&["add", &sample, "--language", "ar"]).done();
    let first = stopped_after(&place, 0, "-INT");
    let kept = stopped_after(&place, first, "-KILL");
    assert!(kept > first && first > 0);
    let on = place.rawi(&["transcribe", "1"]);
    assert_eq!(on.code, Some(0), "{}", on.shown());
    assert!(on.stderr.contains(&format!("going on after {kept} of ")), "{}", on.stderr);
    assert_eq!(place.rawi(&["doctor"]).code, Some(0));
}
