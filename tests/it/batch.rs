//! Many recordings in one run. Transcripts made elsewhere stand for recognition, so that nothing has to be heard.

use std::fs;
use std::time::Duration;

use crate::env::{Place, spoken};

const TOWNS: [&str; 8] = ["Aden", "Mosul", "Kabul", "Goma", "Juba", "Mopti", "Sirte", "Gao"];

fn text(number: usize) -> String {
    let town = TOWNS[number % TOWNS.len()];
    format!(
        "The bridge of {town} opened on Monday after {} days of work. Farmers carried {} sacks of grain across the river there.",
        number + 3,
        2_000 + number * 7
    )
}

/// A list of so many transcripts with their articles; those in `broken` are no transcripts.
fn list(place: &Place, count: usize, broken: &[usize]) {
    let mut list = String::from("Transcript;Article;Title\n");
    for number in 0..count {
        let said = if broken.contains(&number) { "{\"nothing\": ".to_owned() } else { spoken(&text(number), "en") };
        place.write(&format!("t{number:02}.json"), said);
        place.write(&format!("a{number:02}.txt"), text(number));
        list.push_str(&format!("t{number:02}.json;a{number:02}.txt;Bridge {number}\n"));
    }
    place.write("list.csv", list);
}

/// Every caption file with its content, and how many reports and transcripts there are.
fn made(place: &Place) -> (Vec<(String, String)>, usize, usize) {
    let mut files: Vec<(String, String)> = fs::read_dir(place.path("out"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "vtt" || ending == "srt"))
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap()))
        .collect();
    files.sort();
    let reports = place.rawi(&["list", "--json"]).json();
    let reports = reports.as_array().unwrap().clone();
    let transcripts = reports.iter().map(|report| report["machine_transcripts"].as_u64().unwrap() as usize).sum();
    (files, reports.len(), transcripts)
}

#[test]
fn a_batch_goes_on_after_failures_and_ends_with_what_failed_and_the_command_for_those() {
    let place = Place::new();
    list(&place, 6, &[1, 4]);
    let run = place.rawi(&["make", "list.csv", "--out", "out", "--jobs", "2"]);
    assert_eq!(run.code, Some(2), "{}", run.shown());
    assert!(run.stdout.is_empty(), "{}", run.shown());
    let lines: Vec<&str> = run.stderr.lines().collect();
    assert_eq!(lines.iter().filter(|line| line.contains("/6] t0")).count(), 6, "a line a recording: {}", run.shown());
    assert!(lines.iter().any(|line| line.starts_with("[5/6]") && line.contains("left)")), "{}", run.shown());
    assert!(lines.contains(&"6 recordings: 4 made, 0 of them with findings, 2 failed"), "{}", run.shown());
    let failed = |name: &str| lines.iter().any(|line| line.starts_with(&format!("warning: {name}: ")));
    assert!(failed("t01.json") && failed("t04.json"), "{}", run.shown());
    let hint = lines.last().unwrap().strip_prefix("hint: rawi ").unwrap();
    assert_eq!(hint, "make --out out out/not-made.csv");
    assert_eq!(made(&place).1, 4);
    // The command for those, once they are mended.
    for number in [1, 4] {
        place.write(&format!("t{number:02}.json"), spoken(&text(number), "en"));
    }
    let again = place.rawi(&hint.split(' ').collect::<Vec<_>>());
    assert_eq!(again.code, Some(0), "{}", again.shown());
    assert!(again.stderr.contains("2 recordings: 2 made"), "{}", again.shown());
    assert_eq!(made(&place).1, 6);
}

#[test]
fn killed_at_any_instant_and_run_again_a_batch_ends_as_one_that_was_not_disturbed() {
    let (whole, place) = (Place::new(), Place::new());
    for place in [&whole, &place] {
        list(place, 8, &[3]);
    }
    let make = ["make", "list.csv", "--out", "out", "--jobs", "2"];
    assert_eq!(whole.rawi(&make).code, Some(2));
    for instant in [30, 150, 400, 700] {
        let mut run =
            place.command(&make).stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(instant));
        run.kill().unwrap();
        run.wait().unwrap();
    }
    // What the killed runs had begun may still be at its end.
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(place.rawi(&make).code, Some(2));
    let made = made(&place);
    assert_eq!(made, self::made(&whole));
    assert_eq!((made.1, made.2), (7, 7), "each once");
}

#[test]
fn a_directory_is_gone_through_by_names_and_what_was_made_is_passed_over() {
    let place = Place::new();
    let silence = |name: &str| {
        let spec = hound::WavSpec {
            channels: 1,
            sample_rate: 16_000,
            bits_per_sample: 16,
            sample_format: hound::SampleFormat::Int,
        };
        let mut wav = hound::WavWriter::create(place.path(name), spec).unwrap();
        // Two files of one content would be one recording.
        (0..32_000).try_for_each(|n| wav.write_sample(i16::from(n == name.len() * 100))).unwrap();
        wav.finalize().unwrap();
    };
    fs::create_dir_all(place.path("shows/deep")).unwrap();
    silence("shows/monday.wav");
    silence("shows/deep/on-tuesday.wav");
    place.write("shows/broken.mp3", "no sound at all");
    place.write("shows/notes.pdf", "not looked at");
    let make = ["make", "shows", "--out", "out"];
    place.write("shows/monday.article.txt", "Nobody says a word on Monday.");
    let planned = place.rawi(&["make", "shows", "--out", "out", "--dry-run"]);
    let expected = "shows/broken.mp3  no article by its name\nshows/deep/on-tuesday.wav  no article by its name\n\
        shows/monday.wav  shows/monday.article.txt\n";
    assert_eq!(planned.done(), expected);
    assert!(!place.path("catalog.db").exists(), "nothing is begun");
    fs::remove_file(place.path("shows/monday.article.txt")).unwrap();
    let first = place.rawi(&make);
    if first.stderr.contains("no model") {
        crate::required::skip("no model");
        return;
    }
    assert_eq!(first.code, Some(2), "{}", first.shown());
    assert!(first.stderr.contains("3 recordings: 2 made, 0 of them with findings, 1 failed"), "{}", first.shown());
    assert!(first.stderr.ends_with("hint: rawi make --out out shows/broken.mp3\n"), "{}", first.shown());
    let second = place.rawi(&make);
    assert!(
        second.stderr.starts_with("2 recordings made before and unchanged\n[1/1] broken.mp3: failed"),
        "{}",
        second.shown()
    );
    let none = place.rawi(&["make", "shows/*.flac", "--out", "out"]);
    assert!(none.code == Some(2) && none.stderr.contains("no recording in `shows/*.flac`"), "{}", none.shown());
    let watched = place.rawi(&["watch", "shows", "--out", "out", "--once", "--settle", "0"]);
    assert_eq!(watched.code, Some(2), "{}", watched.shown());
    assert_eq!(made(&place).1, 2);
}

#[test]
fn an_article_with_several_recordings_and_a_list_without_recordings_are_told() {
    let place = Place::new();
    place.write("list.csv", "name,page\na,b\n");
    let told = |args: &[&str]| {
        let run = place.rawi(args);
        assert_eq!(run.code, Some(2), "{}", run.shown());
        run.stderr
    };
    assert!(
        told(&["make", "list.csv"])
            .contains("the list has no column `recording` or `transcript`; its columns are: name, page")
    );
    assert!(told(&["make", "a.mp3", "b.mp3", "--article", "a.html"]).contains("cannot be that of several recordings"));
    assert!(told(&["watch", "nowhere"]).contains("cannot read the directory `nowhere`"));
}
