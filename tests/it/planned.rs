//! A batch that is planned, run task by task and brought home: by the program, with the demonstration model on stretches of a sample.

use std::fs::{self, File};
use std::process::Stdio;
use std::time::Duration;

use rawi::audio;
use rawi::time::Span;

use crate::env::{Outcome, Place, has_demonstration_model, root};

/// A stretch of the sample as a recording of the place.
fn cut(place: &Place, name: &str, from: u32, lasts: u32) {
    let sample = root().join("samples/en-council.mp3");
    let recording = audio::decode(&sample, &audio::Options::default()).unwrap();
    let to = place.path(name);
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    audio::write_wav(recording, Span::from_millis(from, from + lasts), File::create(to).unwrap()).unwrap();
}

/// Two recordings, one of them with an article, and one that is none.
fn shows() -> Place {
    let place = Place::new();
    cut(&place, "shows/monday.wav", 8_000, 6_000);
    cut(&place, "shows/tuesday.wav", 20_000, 4_000);
    place.write("shows/monday.txt", "The Security Council met on weapons.\n\nNobody else was heard.\n");
    place.write("shows/page.mp3", "<html>404</html>");
    place
}

const RECOGNITION: [&str; 3] = ["--beam", "1", "--no-second-pass"];

fn planned(place: &Place, tasks: &str) -> Outcome {
    let mut words = vec!["batch", "plan", "shows", "-o", "plan.jsonl", "--language", "en", "--tasks", tasks];
    words.extend(RECOGNITION);
    place.rawi(&words)
}

fn run(place: &Place, more: &[&str]) -> Outcome {
    let mut words = vec!["batch", "run", "--plan", "plan.jsonl", "--out", "bundles"];
    words.extend(more);
    place.rawi(&words)
}

/// The words of each report, by its title.
fn words(place: &Place) -> Vec<(String, String)> {
    let reports = place.rawi(&["list", "--json"]).json();
    let title = |report: &serde_json::Value| report["title"].as_str().unwrap().to_owned();
    let text = |report: &serde_json::Value| place.rawi(&["show", &report["id"].to_string(), "--text"]).done();
    let mut all: Vec<_> = reports.as_array().unwrap().iter().map(|report| (title(report), text(report))).collect();
    all.sort();
    all
}

#[test]
fn what_tasks_made_comes_home_as_one_run_would_have_made_it() {
    if !has_demonstration_model() {
        return;
    }
    let place = shows();
    let plan = planned(&place, "2");
    assert_eq!(plan.code, Some(0), "{}", plan.shown());
    assert!(
        plan.stderr.contains("3 recordings, 1 with an article, 10 s of sound, in 2 tasks, by rawi-demo"),
        "{}",
        plan.shown()
    );
    let unchanged = planned(&place, "2");
    assert!(unchanged.stderr.starts_with("plan.jsonl unchanged\n"), "{}", unchanged.shown());
    let other = planned(&place, "1");
    assert!(other.code == Some(2) && other.stderr.contains("is not a file that rawi wrote"), "{}", other.shown());
    // Each task as a scheduler starts it.
    let mut codes = Vec::new();
    for (variable, index) in [("SLURM_ARRAY_TASK_ID", "0"), ("JOB_COMPLETION_INDEX", "1")] {
        let mut command = place.command(&["batch", "run", "--plan", "plan.jsonl", "--out", "bundles", "--json"]);
        let ended = command.env(variable, index).output().unwrap();
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert!(said.contains(&format!("task {index} of 2 ({variable})")), "{said}");
        let told: serde_json::Value = serde_json::from_slice(&ended.stdout).unwrap();
        assert_eq!(told["exit"].as_i64().map(|code| code as i32), ended.status.code());
        codes.push(ended.status.code());
    }
    codes.sort_unstable();
    assert_eq!(codes, [Some(0), Some(65)], "the page is bad");
    let status = place.rawi(&["batch", "status", "--plan", "plan.jsonl", "--out", "bundles"]);
    assert_eq!(status.code, Some(1), "{}", status.shown());
    assert!(
        status.stderr.starts_with("3 recordings in 2 tasks: 2 done, 1 bad, 0 begun, 0 not begun\n"),
        "{}",
        status.shown()
    );
    let first = place.rawi(&["import", "bundles"]);
    assert!(first.stderr.starts_with("2 bundles taken, 0 there already\n1 recording bad"), "{}", first.shown());
    let again = place.rawi(&["import", "bundles", "--json"]).json();
    assert_eq!((again["taken"].as_u64(), again["known"].as_u64()), (Some(0), Some(2)));
    let alone = shows();
    let make = ["make", "shows/monday.wav", "shows/tuesday.wav", "--out", "out", "--language", "en"];
    alone.rawi(&[&make[..], &RECOGNITION].concat());
    assert_eq!(words(&place), words(&alone));
    let aligned = |place: &Place| place.rawi(&["align", "shows/monday.wav", "--json"]).json();
    assert_eq!(aligned(&place)["sentences"], aligned(&alone)["sentences"]);
}

#[test]
fn a_task_that_is_asked_to_end_twice_keeps_what_it_has_and_goes_on_later() {
    if !has_demonstration_model() {
        return;
    }
    let place = Place::new();
    cut(&place, "shows/long.wav", 0, 60_000);
    assert_eq!(planned(&place, "1").code, Some(0));
    let mut command = place.command(&["batch", "run", "--plan", "plan.jsonl", "--out", "bundles"]);
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    std::thread::sleep(Duration::from_secs(4));
    for _ in 0..2 {
        let ended = std::process::Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
        assert!(ended.success());
        std::thread::sleep(Duration::from_millis(30));
    }
    let code = child.wait().unwrap().code();
    let done_before = code == Some(0);
    assert!(done_before || code == Some(75), "{code:?}");
    let end = run(&place, &[]);
    assert_eq!(end.code, Some(0), "{}", end.shown());
    let files: Vec<_> =
        fs::read_dir(place.path("bundles")).unwrap().flat_map(|dir| fs::read_dir(dir.unwrap().path()).unwrap()).collect();
    assert_eq!(files.len(), 1, "a bundle, and no checkpoint: {files:?}");
    assert_eq!(run(&place, &[]).code, Some(0), "twice harmless");
}

#[test]
fn schedulers_are_told_in_their_own_codes() {
    if !has_demonstration_model() {
        return;
    }
    let place = Place::new();
    place.write("shows/page.mp3", "<html>404</html>");
    place.write("shows/empty.mp3", "");
    assert_eq!(planned(&place, "2").code, Some(0));
    let told = |more: &[&str], code: i32, why: &str| {
        let ended = run(&place, more);
        assert_eq!(ended.code, Some(code), "{more:?}: {}", ended.shown());
        assert!(ended.stderr.contains(why), "{more:?}: {}", ended.shown());
    };
    told(&[], 64, "nothing says which of them this is");
    told(&["--index", "2"], 64, "the plan has no task 2: its 2 tasks are numbered from 0");
    told(&["--index", "x"], 64, "invalid value 'x'");
    told(&["--index", "0", "--model", "nowhere.bin"], 75, "there is no model `nowhere.bin`");
    told(&["--index", "0"], 65, "task 0: 0 made, 0 there before, 1 bad");
    told(&["--index", "0"], 65, ", as before): ");
    told(&["--index", "0", "--again"], 65, "1 bad");
    fs::remove_file(place.path("shows/page.mp3")).unwrap();
    fs::remove_file(place.path("shows/empty.mp3")).unwrap();
    told(&["--index", "1"], 65, "bad (missing): there is nothing at");
    fs::remove_dir_all(place.path("bundles")).unwrap();
    fs::remove_dir_all(place.path("shows")).unwrap();
    told(&["--index", "1"], 75, "cannot be reached");
    place.write("bundles", "a file");
    told(&["--index", "1"], 64, "a directory for bundles was expected");
    let plan = fs::read_to_string(place.path("plan.jsonl")).unwrap();
    place.write("plan.jsonl", plan.replacen("\"beam=1\"", "\"beam=2\"", 1));
    told(&["--index", "1"], 64, "its bundle would have another name: it was changed");
    place.write("plan.jsonl", "no plan\n");
    told(&["--index", "1"], 64, "it is no plan of a batch");
    fs::remove_file(place.path("plan.jsonl")).unwrap();
    told(&["--index", "1"], 75, "cannot read the plan `plan.jsonl`");
}

#[test]
fn paths_count_from_a_root_that_lies_elsewhere_on_other_machines() {
    if !has_demonstration_model() {
        return;
    }
    let place = Place::new();
    place.write("here/2017/page.mp3", "<html>404</html>");
    let plan = ["batch", "plan", "here", "--root", "here", "-o", "plan.jsonl"];
    assert_eq!(place.rawi(&plan).code, Some(0));
    assert!(fs::read_to_string(place.path("plan.jsonl")).unwrap().contains("\"recording\":\"2017/page.mp3\""));
    fs::rename(place.path("here"), place.path("there")).unwrap();
    assert_eq!(run(&place, &[]).code, Some(75));
    let ended = run(&place, &["--root", "there"]);
    assert!(ended.code == Some(65) && ended.stderr.contains("bad (unsupported)"), "{}", ended.shown());
}

#[test]
fn a_damaged_bundle_is_left_out_and_the_others_are_taken() {
    if !has_demonstration_model() {
        return;
    }
    let place = Place::new();
    cut(&place, "shows/tuesday.wav", 20_000, 3_000);
    assert_eq!(planned(&place, "1").code, Some(0));
    assert_eq!(run(&place, &[]).code, Some(0));
    let strange = "ab".repeat(32);
    place.write(&format!("bundles/ab/{strange}.json.gz"), "no bundle");
    let ended = place.rawi(&["import", "bundles"]);
    assert_eq!(ended.code, Some(2), "{}", ended.shown());
    assert!(
        ended.stderr.contains(&format!("{strange} in `bundles` is left out: it is no whole bundle")),
        "{}",
        ended.shown()
    );
    assert!(ended.stderr.contains("1 bundle taken"), "{}", ended.shown());
    fs::create_dir(place.path("nothing")).unwrap();
    let none = place.rawi(&["import", "nothing"]);
    assert!(none.code == Some(2) && none.stderr.contains("there is no bundle in `nothing`"), "{}", none.shown());
}
