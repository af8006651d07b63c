//! `rawi make` as a new user meets it: formats, places, a dry run, settings, and a second run that writes nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use crate::env::Place;

const PAGE: &str =
    "The river opens\n\nThe old bridge opened on Monday after ten long years.\n\nFarmers crossed it with sacks of grain.\n";

fn place() -> Place {
    let place = Place::new();
    let words: Vec<_> = "The old bridge opened on Monday after ten long years. Farmers crossed it with sacks of grain."
        .split(' ')
        .enumerate()
        .map(|(i, word)| serde_json::json!({ "word": word, "start": 1.0 + i as f64 * 0.4, "end": 1.3 + i as f64 * 0.4 }))
        .collect();
    place.write("said.json", serde_json::json!({ "words": words }).to_string());
    place.write("page.txt", PAGE);
    place
}

/// Every file below a folder with its content and when it was last written.
fn all_files(folder: &Path) -> BTreeMap<String, (SystemTime, Vec<u8>)> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            found.extend(all_files(&path));
        } else {
            let written = entry.metadata().unwrap().modified().unwrap();
            found.insert(path.display().to_string(), (written, fs::read(&path).unwrap()));
        }
    }
    found
}

fn names(place: &Place, folder: &str) -> Vec<String> {
    let entries = fs::read_dir(place.path(folder)).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_second_identical_run_writes_nothing_at_all() {
    let place = place();
    let make = ["make", "--transcript", "said.json", "--article", "page.txt", "-o", "out"];
    assert!(place.rawi(&make).code < Some(2));
    let before = all_files(&place.path(""));
    let again = place.rawi(&make);
    assert!(again.stderr.contains("out/said.vtt unchanged") && !again.stderr.contains(" written"), "{}", again.shown());
    let after = all_files(&place.path(""));
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    for (name, file) in &before {
        assert!(after[name] == *file, "{name} was written");
    }
}

#[test]
fn formats_places_and_names_are_chosen() {
    let place = place();
    let make =
        |args: &[&str]| place.rawi(&[&["make", "--transcript", "said.json", "--article", "page.txt"][..], args].concat());
    let out = make(&[
        "--format",
        "docx,chapters,ebu-tt-d,ohms",
        "-f",
        "docx",
        "-o",
        "out",
        "--preset",
        "bbc",
        "--narrator",
        "Sara",
    ]);
    assert!(out.code < Some(2), "{}", out.shown());
    assert_eq!(
        names(&place, "out"),
        ["said.chapters.json", "said.check.html", "said.docx", "said.ebu-tt-d.xml", "said.ohms.xml"]
    );
    assert!(fs::read_to_string(place.path("out/said.ebu-tt-d.xml")).unwrap().contains("SARA:"));
    let file = make(&["-o", "said.srt"]);
    assert!(file.code == Some(2) && file.stderr.contains("`said.srt` is the name of a file"), "{}", file.shown());
    assert!(file.stderr.contains("`--format srt --out DIR`") && !place.path("said.srt").exists());
    for (args, words) in [
        (["--format", "wtt"], "`wtt` is no caption format; did you mean vtt?"),
        (["--preset", "netflix-ra"], "`netflix-ra` is no caption preset; did you mean netflix-ar?"),
    ] {
        let wrong = make(&args);
        assert!(wrong.code == Some(2) && wrong.stderr.contains(words), "{}", wrong.shown());
    }
    // Without an article there are no chapters, and the rest is done.
    let heard = place.rawi(&["make", "--transcript", "said.json", "--title", "Alone", "-o", "alone", "-f", "chapters,csv"]);
    assert_eq!(heard.code, Some(0), "the report is known, and has an article: {}", heard.shown());
    place.write("other.json", r#"{"segments": [{"start": 0.5, "end": 2, "text": "It is open."}]}"#);
    let alone = place.rawi(&["make", "--transcript", "other.json", "-o", "other", "-f", "chapters,csv"]);
    assert!(
        alone.code == Some(2) && alone.stderr.contains("has no article, and chapters come from its parts"),
        "{}",
        alone.shown()
    );
    assert_eq!(names(&place, "other"), ["other.csv"]);
}

#[test]
fn a_dry_run_tells_and_does_nothing() {
    let place = place();
    let dry = ["make", "--transcript", "said.json", "--article", "page.txt", "-o", "out", "--dry-run"];
    let before = all_files(&place.path(""));
    let told = place.rawi(&dry);
    assert_eq!(told.code, Some(0), "{}", told.shown());
    for line in [
        "would add a report",
        "would take the transcript `said.json`",
        "would write out/said.vtt",
        "would write out/said.check.html",
    ] {
        assert!(told.stderr.contains(line), "{line}: {}", told.stderr);
    }
    assert_eq!(all_files(&place.path("")), before);
    place.rawi(&dry[..7]);
    place.write("out/said.srt", "by hand");
    let again = place.rawi(&dry);
    assert!(again.stderr.contains("would write out/said.vtt anew, unless nothing changed"), "{}", again.stderr);
    assert!(again.stderr.contains("would leave out/said.srt, which was changed since rawi wrote it"), "{}", again.stderr);
    place.write("page.txt", "");
    let wrong = place.rawi(&dry);
    assert!(wrong.code == Some(2) && wrong.stderr.contains("the article is empty"), "{}", wrong.shown());
    let pipe = place.rawi(&["make", "-", "--dry-run"]);
    assert!(pipe.code == Some(2) && pipe.stderr.contains("a dry run cannot read standard input"), "{}", pipe.shown());
}

#[cfg(unix)]
#[test]
fn the_check_report_is_opened_by_the_systems_own_program() {
    use std::os::unix::fs::PermissionsExt;
    let place = place();
    place.write("bin/xdg-open", "#!/bin/sh\necho \"$1\" > opened\n");
    fs::set_permissions(place.path("bin/xdg-open"), fs::Permissions::from_mode(0o755)).unwrap();
    let make = ["make", "--transcript", "said.json", "--article", "page.txt", "-o", "out", "--open"];
    let out = place.command(&make).env("PATH", format!("{}:/usr/bin:/bin", place.path("bin").display())).output().unwrap();
    assert!(out.status.code() < Some(2), "{}", String::from_utf8_lossy(&out.stderr));
    let waited = (0..100).find(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        fs::read_to_string(place.path("opened")).is_ok_and(|opened| opened.trim_end().ends_with("/out/said.check.html"))
    });
    assert!(waited.is_some(), "nothing was opened");
    let none = place.command(&make).env("PATH", "").output().unwrap();
    let told = String::from_utf8_lossy(&none.stderr).into_owned();
    assert!(none.status.code() < Some(2) && told.contains("there is no `xdg-open` here to open"), "{told}");
}

#[test]
fn settings_stand_in_for_options_and_say_where_they_are_from() {
    let place = place();
    place.write(".config/rawi/rawi.toml", "preset = \"ted\"\nnarrator = \"Mai\"\nmodel = \"base\"\n");
    place.write(
        "project/rawi.toml",
        "formats = [\"srt\", \"csv\"]\nout = \"made\"\npreset = \"bbc\"\ncatalog = \"shelf.db\"\nlanguage = \"en\"\n",
    );
    fs::create_dir_all(place.path("project/deep")).unwrap();
    let run = |args: &[&str], more: &[(&str, &str)]| {
        let mut command = place.command(args);
        command.current_dir(place.path("project/deep")).env_remove("RAWI_CATALOG").envs(more.iter().copied());
        let out = command.output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(place.path("").to_str().unwrap(), "");
        (out.status.code(), text(&out.stdout), text(&out.stderr))
    };
    let (_, shown, files) = run(&["config"], &[]);
    assert!(shown.contains("preset    bbc  (project/rawi.toml)"), "{shown}");
    assert!(shown.contains("narrator  Mai  (.config/rawi/rawi.toml)"), "{shown}");
    assert!(shown.contains("model     base  (.config/rawi/rawi.toml)"), "{shown}");
    assert!(shown.contains("catalog   project/shelf.db  (project/rawi.toml)"), "{shown}");
    assert!(
        files.contains("project's file: project/rawi.toml\n") && files.contains("user's file: .config/rawi/rawi.toml\n"),
        "{files}"
    );
    let (_, shown, _) = run(&["config", "--json"], &[("RAWI_MODEL", "small"), ("RAWI_CATALOG", "/tmp/none.db")]);
    let rows: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!((rows[0]["value"].as_str(), rows[0]["from"].as_str()), (Some("small"), Some("RAWI_MODEL")));
    assert_eq!(rows[6]["from"], "RAWI_CATALOG");

    let make = ["make", "--transcript", "../../said.json", "--article", "../../page.txt"];
    let (code, _, told) = run(&make, &[]);
    assert!(code < Some(2), "{told}");
    assert_eq!(names(&place, "project/made"), ["said.check.html", "said.csv", "said.srt"]);
    assert!(place.path("project/shelf.db").exists() && !place.path("catalog.db").exists());
    // The command line wins.
    let (code, _, told) = run(&[&make[..], &["--format", "vtt", "--out", "here", "--catalog", "own.db"]].concat(), &[]);
    assert!(code < Some(2), "{told}");
    assert_eq!(names(&place, "project/deep/here"), ["said.check.html", "said.vtt"]);
    assert!(place.path("project/deep/own.db").exists());
    // The environment wins over both files.
    let (_, _, told) = run(&["list"], &[("RAWI_CATALOG", "elsewhere.db")]);
    assert!(told.contains("there is no catalog at `elsewhere.db`"), "{told}");
    for (text, words) in [
        ("presets = \"bbc\"", "unknown field `presets`"),
        ("preset = \"bcc\"", "did you mean bbc?"),
        ("formats = [\"wtt\"]", "did you mean vtt?"),
        ("out = ", "rawi.toml"),
    ] {
        place.write("project/rawi.toml", text);
        let (code, _, told) = run(&["list"], &[]);
        assert!(code == Some(2) && told.contains("cannot use the settings in `") && told.contains(words), "{text}: {told}");
    }
}

#[test]
fn names_that_are_nearly_right_are_answered_with_the_nearest() {
    let place = place();
    for (args, words) in [
        (&["models", "verify", "smal"][..], "did you mean `small`?"),
        (&["models", "pull", "large-v3-trubo"], "did you mean large-v3-turbo?"),
        (&["caption", "1", "--text", "spokn"], "did you mean spoken?"),
        (&["caption", "1", "--bidi", "embd"], "did you mean embed?"),
        (&["serch", "x"], "search"),
        (&["man", "mak"], "did you mean `make`?"),
    ] {
        place.rawi(&["add", "--transcript", "said.json"]);
        let out = place.rawi(args);
        assert!(out.code == Some(2) && out.stderr.contains(words), "{}", out.shown());
    }
}

#[test]
fn a_correction_is_shown_with_who_made_it_and_the_demonstration_model_is_listed() {
    let place = place();
    place.rawi(&["add", "--transcript", "said.json", "--title", "Bridge"]).done();
    place.write("fixed.txt", "[0:01.000] The old bridge opened on Tuesday after ten long years.\n");
    place.rawi(&["transcript", "import", "1", "fixed.txt", "--author", "Mai", "--note", "the day"]).done();
    let shown = place.rawi(&["show", "1"]).done();
    assert!(shown.contains("words by Mai, correcting version 1: the day"), "{shown}");
    assert!(place.rawi(&["models", "list"]).done().contains("rawi-demo"));
    let version = place.rawi(&["--version", "-v"]).done();
    for word in ["rawi 0.", "engine    whisper.cpp 1.", "GPU ", "SQLite    3.", "features  audio catalog cli"] {
        assert!(version.contains(word), "{word}: {version}");
    }
    assert_eq!(place.rawi(&["--version"]).done(), format!("rawi {}\n", env!("CARGO_PKG_VERSION")));
}
