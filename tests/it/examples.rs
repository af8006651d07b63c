//! The examples are run on the samples, and do what they say.

use std::process::Command;
use std::sync::OnceLock;

use crate::env::{Place, has_demonstration_model, root};

/// Runs an example in the place, with the samples under their own name: its output, and whether it was content.
fn example(place: &Place, name: &str, args: &[&str]) -> (String, bool) {
    static BUILT: OnceLock<()> = OnceLock::new();
    // `cargo test` builds them anyway; a test that is run by its name alone does not.
    BUILT.get_or_init(|| {
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "--locked", "--offline", "--quiet", "--examples"]).current_dir(root());
        assert!(build.status().unwrap().success(), "the examples are not built");
    });
    let folder = std::path::Path::new(env!("CARGO_BIN_EXE_rawi")).parent().unwrap();
    let mut run = Command::new(folder.join("examples").join(name));
    run.args(args).current_dir(place.path("")).env_clear().env("TMPDIR", place.path(""));
    let out = run.output().unwrap();
    let errors = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(out.status.success() || errors.starts_with("Error: "), "{name}: {errors}");
    (String::from_utf8(out.stdout).unwrap() + &errors, out.status.success())
}

/// A place with the samples of a report, and what was said in it in the form of Whisper's JSON.
fn place(sample: &str) -> Place {
    let place = Place::new();
    place.sample(&format!("{sample}.article.txt"));
    let truth = std::fs::read(root().join(format!("samples/{sample}.truth.json"))).unwrap();
    let truth: serde_json::Value = serde_json::from_slice(&truth).unwrap();
    let seconds = |value: &serde_json::Value| value.as_f64().unwrap() / 1000.0;
    let segments = truth["sentences"].as_array().unwrap().iter().map(|sentence| {
        let said = sentence["words"].as_array().unwrap();
        let words = said.iter().enumerate().map(|(i, word)| {
            let end = said.get(i + 1).map_or(&sentence["end_ms"], |next| &next["start_ms"]);
            let text = format!(" {}", word["word"].as_str().unwrap());
            serde_json::json!({ "word": text, "start": seconds(&word["start_ms"]), "end": seconds(end) })
        });
        let words: Vec<_> = words.collect();
        let text: Vec<_> = said.iter().map(|word| word["word"].as_str().unwrap()).collect();
        let (start, end) = (seconds(&sentence["start_ms"]), seconds(&sentence["end_ms"]));
        serde_json::json!({ "start": start, "end": end, "text": text.join(" "), "words": words })
    });
    let segments: Vec<_> = segments.collect();
    place.write(
        "heard.json",
        serde_json::json!({ "text": "", "language": truth["language"], "segments": segments }).to_string(),
    );
    place
}

#[test]
fn align_tells_what_was_said_and_refuses_another_article() {
    let place = place("en-council");
    let (told, done) = example(&place, "align", &["heard.json", "en-council.article.txt"]);
    assert!(done && told.contains("  Spoken  ") && told.contains("  NotSpoken  "), "{told}");
    place.sample("en-drought.article.txt");
    let (told, done) = example(&place, "align", &["heard.json", "en-drought.article.txt"]);
    assert!(!done && told.starts_with("Error: Refusal "), "{told}");
}

#[test]
fn captions_have_the_wording_of_the_article() {
    let place = place("ar-council");
    let (told, done) = example(&place, "captions", &["heard.json", "ar-council.article.txt", "netflix-ar"]);
    assert!(done && told.starts_with("WEBVTT\n") && told.matches(" --> ").count() > 10, "{told}");
    let (told, done) = example(&place, "captions", &["heard.json", "ar-council.article.txt", "no-such-guide"]);
    assert!(!done && told.contains("no-such-guide"), "{told}");
}

#[test]
fn search_finds_a_sentence_however_it_is_spelt() {
    let place = place("ar-council");
    place.sample("en-council.article.txt");
    let (told, done) = example(&place, "search", &["مجلس الامن", "ar-council.article.txt", "en-council.article.txt"]);
    assert!(done && told.contains("مجلس الأمن") && !told.contains("en-council"), "{told}");
}

#[test]
fn report_does_the_whole_job_and_recognises_once() {
    if !has_demonstration_model() {
        return;
    }
    let place = place("en-council");
    place.sample("en-council.mp3");
    let report = || example(&place, "report", &["en-council.mp3", "en-council.article.txt", "out"]);
    let (told, done) = report();
    assert!(done && told.contains("sentences  "), "{told}");
    let captions = std::fs::read_to_string(place.path("out/report.vtt")).unwrap();
    assert!(captions.contains("Security Council"), "{captions}");
    assert!(place.path("out/report.srt").exists() && place.path("out/check.html").exists());
    assert_eq!(report(), (told, true));
    // What is recognised again becomes a new version.
    let versions = place.rawi(&["--catalog", "out/catalog.db", "transcript", "history", "1"]).done();
    assert_eq!(versions.lines().count(), 1, "{versions}");
}
