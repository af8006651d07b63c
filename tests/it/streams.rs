//! What each command prints on both streams and how it ends, for a catalog of two reports (`data/council.jsonl`, which
//! `rawi export` wrote after `rawi make` on the samples): snapshots, read before they were committed. No model is needed.

use std::process::Stdio;

use crate::env::{Place, has_demonstration_model};

/// A catalog of two reports, whose recordings lie in the place.
fn council() -> Place {
    let place = Place::new();
    place.write("council.jsonl", include_str!("data/council.jsonl"));
    place.rawi(&["import", "council.jsonl"]).done();
    for name in ["ar-council.mp3", "en-council.mp3"] {
        place.sample(name);
        place.rawi(&["add", name]).done();
    }
    place
}

/// Runs commands one after the other, all in one snapshot.
fn session(place: &Place, commands: &[&[&str]]) -> String {
    let mut shown = String::new();
    for command in commands {
        let words: Vec<String> =
            command.iter().map(|w| if w.contains(' ') { format!("'{w}'") } else { (*w).to_owned() }).collect();
        shown.push_str(&format!("$ rawi {}\n{}\n", words.join(" "), place.rawi(command).shown()));
    }
    // The processor's instructions are those of this computer.
    let instructions = |line: &str| match line.split_once("\"computes_with\": \"WHISPER : ") {
        Some((indent, _)) => format!("{indent}\"computes_with\": \"WHISPER : [INSTRUCTIONS]\","),
        None => line.to_owned(),
    };
    shown.lines().map(|line| instructions(line) + "\n").collect()
}

#[test]
fn the_catalog_is_listed_shown_and_searched() {
    let place = council();
    let commands: &[&[&str]] = &[
        &["list"],
        &["list", "--json"],
        &["show", "2"],
        &["show", "مجلس", "--text"],
        &["show", "keeping", "--json"],
        &["show", "keepin-weapons"],
        &["search", "مجلس الامن"],
        &["search", "\"security council\"", "--limit", "2"],
        &["search", "2370", "--json", "-n", "1"],
        &["search", "giraffe"],
        &["search", "\"open"],
        &["doctor"],
        &["doctor", "--json"],
    ];
    insta::assert_snapshot!("list-show-search-doctor", session(&place, commands));
}

#[test]
fn a_search_is_narrowed_counted_and_told_what_is_wrong_with_it() {
    let place = council();
    let commands: &[&[&str]] = &[
        &["search", "NEAR(security council, 3)", "-n", "2", "--links", "--context", "1"],
        &["search", "(weapons OR council) NOT security", "--csv", "-n", "2", "--verdict", "spoken"],
        &["search", "council", "--count"],
        &["search", "council", "--count", "--by", "language", "--json"],
        &["search", "giraffe", "--count"],
        &["search", "council", "--programme", "Morning"],
        &["search", "council", "--corrected"],
        &["search", "(council aid"],
        &["search", "council OR"],
    ];
    insta::assert_snapshot!("search-language", session(&place, commands));
}

#[test]
fn the_catalog_is_checked_backed_up_and_counted() {
    let place = council();
    let commands: &[&[&str]] = &[
        &["catalog", "check", "--quick"],
        &["catalog", "check"],
        &["catalog", "check", "--json"],
        &["catalog", "backup", "copy.db"],
        &["--catalog", "copy.db", "list"],
        &["catalog", "backup", "ar-council.mp3"],
        &["catalog", "stats", "-q"],
    ];
    let shown = session(&place, commands);
    // How large the file is, and how many rows a copy has, are another release's to change.
    let stable =
        |line: &str| if line.contains(" MB") || line.contains(" rows in ") { "[…]".to_owned() } else { line.to_owned() };
    insta::assert_snapshot!("catalog-care", shown.lines().map(|line| stable(line) + "\n").collect::<String>());
    place.write("note.db", "a person's own");
    let refused = place.rawi(&["catalog", "backup", "note.db"]);
    assert_eq!(refused.code, Some(2), "{}", refused.shown());
    assert_eq!(std::fs::read_to_string(place.path("note.db")).unwrap(), "a person's own");
    // One bit of a recording, whose length stays.
    let mut bytes = std::fs::read(place.path("ar-council.mp3")).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    std::fs::write(place.path("ar-council.mp3"), bytes).unwrap();
    let touched = place.rawi(&["catalog", "check", "--quick"]);
    assert!(touched.code == Some(1) && touched.stdout.contains("was changed since it was last read"), "{}", touched.shown());
    let changed = place.rawi(&["catalog", "check"]);
    assert!(changed.stdout.contains("ar-council.mp3 is another recording"), "{}", changed.shown());
    std::fs::write(place.path("en-council.mp3"), b"another").unwrap();
    let found = place.rawi(&["catalog", "check", "--quick"]);
    assert!(found.code == Some(1) && found.stdout.contains("en-council.mp3 is another recording"), "{}", found.shown());
}

#[test]
fn two_catalogs_are_merged_and_told_where_they_do_not_agree() {
    let place = council();
    place.rawi(&["export", "-o", "all.jsonl"]).done();
    place.rawi(&["--catalog", "bureau.db", "import", "all.jsonl"]).done();
    place.rawi(&["status", "1", "approved", "--by", "Mai"]).done();
    place.rawi(&["--catalog", "bureau.db", "status", "1", "reviewed", "--by", "Omar"]).done();
    place.rawi(&["--catalog", "bureau.db", "note", "2", "ask the desk", "--by", "Omar"]).done();
    let commands: &[&[&str]] = &[
        &["catalog", "merge", "bureau.db", "--dry-run"],
        &["catalog", "merge", "bureau.db"],
        &["catalog", "merge", "bureau.db", "--json"],
        &["catalog", "conflicts"],
        &["catalog", "conflicts", "--settle", "1", "--by", "Mai"],
        &["catalog", "conflicts", "--settle", "7"],
        &["catalog", "conflicts"],
        &["note", "2"],
        &["catalog", "merge", "nowhere.db"],
        &["catalog", "merge", "all.jsonl"],
    ];
    insta::assert_snapshot!("catalog-merge", session(&place, commands));
}

/// The bag is judged by the reference program of the format, where that is here.
#[test]
fn a_report_is_put_into_a_bag_for_an_archive() {
    let place = council();
    let commands: &[&[&str]] = &[
        &["export", "2", "--bagit", "bag", "--organization", "Radio North"],
        &["export", "2", "--bagit", "bag"],
        &["export", "--bagit", "nowhere/bag"],
    ];
    insta::assert_snapshot!("export-bagit", session(&place, commands));
    std::fs::remove_file(place.path("en-council.mp3")).unwrap();
    let lacking = place.rawi(&["export", "--bagit", "lacking"]);
    assert!(lacking.code == Some(1) && lacking.stderr.contains("en-council.mp3 is not there"), "{}", lacking.shown());
    let python = std::env::var("RAWI_BAGIT_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let judged =
        |bag: &str| std::process::Command::new(&python).args(["-m", "bagit", "--validate"]).arg(place.path(bag)).output();
    let has_it =
        std::process::Command::new(&python).args(["-c", "import bagit"]).output().is_ok_and(|told| told.status.success());
    if !has_it {
        println!("skipped: bagit-python is not here");
        return;
    }
    for bag in ["bag", "lacking"] {
        let told = judged(bag).unwrap();
        assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    }
    let info = std::fs::read_dir(place.path("bag/data")).unwrap().next().unwrap().unwrap().path().join("article.txt");
    std::fs::write(info, "another").unwrap();
    assert!(!judged("bag").unwrap().status.success(), "a changed file is found");
}

#[test]
fn alignment_check_and_clip_work_from_what_is_kept() {
    let place = council();
    let commands: &[&[&str]] = &[
        &["align", "1"],
        &["align", "1", "-v"],
        &["align", "1", "-q"],
        &["check", "1"],
        &["check", "en-council.mp3", "--html", "en.html", "-q"],
        &["check", "1", "--html", "nowhere/en.html"],
        &["clip", "2", "--sentence", "9", "-o", "quote.wav"],
        &["clip", "2", "--from", "1:10", "--to", "1:12.5", "-o", "clip.wav"],
        &["clip", "2", "--sentence", "6", "-o", "quote.wav"],
        &["clip", "2", "--sentence", "99", "-o", "quote.wav"],
        &["clip", "2", "--from", "9:00", "--to", "9:05", "-o", "clip.wav"],
        &["clip", "2", "--from", "0:09", "--to", "0:05", "-o", "clip.wav"],
        &["clip", "2", "--from", "70s", "--to", "1:12", "-o", "clip.wav"],
        &["clip", "2", "--from", "1:10", "--to", "1:12", "-o", "nowhere/clip.wav"],
    ];
    insta::assert_snapshot!("align-check-clip", session(&place, commands));
    let length = hound::WavReader::open(place.path("clip.wav")).unwrap().duration();
    assert_eq!(length, 44_100 * 5 / 2, "two and a half seconds");
    assert!(std::fs::read_to_string(place.path("en.html")).unwrap().contains("src=\"./en-council.mp3\""));
}

#[test]
fn a_report_is_reviewed_approved_and_noted_on() {
    let place = council();
    let commands: &[&[&str]] = &[
        &["status", "1"],
        &["status", "1", "approved", "--by", "Mai", "--note", "cut the last line"],
        &["note", "1", "ask the desk", "--sentence", "2", "--by", "Omar"],
        &["note", "1", "the line drops", "--at", "0:07.5", "--by", "Omar"],
        &["note", "1", "nothing", "--sentence", "99"],
        &["note", "1", "nothing", "--sentence", "0"],
        &["note", "1"],
        &["note", "1", "--done", "1", "--by", "Mai"],
        &["note", "1", "--done", "7"],
        &["note", "1", "--all"],
        &["list", "--status", "approved"],
        &["list", "--status", "aligned"],
        &["list", "--limit", "1"],
        &["list", "--language", "fr"],
        &["show", "1"],
        &["add", "ar-council.mp3", "--article", "page.txt"],
        &["status", "1"],
        &["list"],
        &["status", "1", "open", "--by", "Mai"],
        &["status", "1", "--json"],
        &["status", "1", "published"],
        &["note", "2", "--json"],
    ];
    place.write("page.txt", "The bridge is open.\n\nFarmers crossed it on Monday.\n");
    insta::assert_snapshot!("status-note", session(&place, commands));
}

#[test]
fn speakers_are_shown_and_named_and_captions_of_what_was_approved_before_say_so() {
    let place = council();
    let commands: &[&[&str]] = &[
        &["status", "1", "approved", "--by", "Mai"],
        &["caption", "--all", "--out", "captions"],
        &["transcript", "speakers", "1"],
        &["transcript", "speakers", "2", "--json"],
        &["transcript", "speakers", "1", "--name", "=Mona Said", "--by", "Amal"],
        &["transcript", "speakers", "1", "--name", "Mona Said=منى سعيد", "--by", "Amal", "--json"],
        &["transcript", "speakers", "1", "--name", "Omar=Jo"],
        &["transcript", "speakers", "1", "--name", "Jo"],
        &["transcript", "speakers", "9"],
        &["caption", "--all", "--out", "captions"],
        &["caption", "--all", "--out", "captions"],
        &["caption", "1", "-o", "one.vtt"],
        &["transcript", "speakers", "1", "--name", "منى سعيد=", "--by", "Amal"],
        &["caption", "--all", "--out", "captions"],
    ];
    insta::assert_snapshot!("transcript-speakers", session(&place, commands));
}

#[test]
fn reports_are_added_removed_exported_and_imported() {
    let place = council();
    place.write("page.txt", "The bridge is open.\n\nFarmers crossed it on Monday.\n");
    let commands: &[&[&str]] = &[
        &["add", "en-council.mp3"],
        &["add", "en-council.mp3", "--title", "Weapons", "--date", "2017-08-02", "--language", "en"],
        &["add", "en-council.mp3", "--article", "page.txt", "--json"],
        &["add", "en-council.mp3", "--date", "2.8.2017"],
        &["export", "1", "-o", "one.jsonl"],
        &["export", "9"],
        &["export", "1", "-o", "nowhere/one.jsonl"],
        &["remove", "1"],
        &["remove", "1", "--yes"],
        &["remove", "1"],
        &["import", "one.jsonl"],
        &["import", "one.jsonl", "--json"],
        &["import", "page.txt"],
        &["transcribe", "9"],
        &["make"],
        &["lst"],
    ];
    insta::assert_snapshot!("add-remove-export-import", session(&place, commands));
}

/// Recordings that cannot be heard, so that no time passes and no word depends on the model.
#[test]
fn a_batch_is_planned_run_and_looked_at() {
    if !has_demonstration_model() {
        return;
    }
    let place = Place::new();
    place.write("shows/page.mp3", "<html>404</html>");
    place.write("shows/page.txt", "The bridge is open.\n");
    place.write("shows/empty.mp3", "");
    place.write("shows/lonely.txt", "Of no recording.\n");
    place.write("list.csv", "recording,article,transcript\nshows/page.mp3,,\nshows/gone.mp3,,\n,,words.json\n");
    let commands: &[&[&str]] = &[
        &["batch", "plan", "shows", "-o", "plan.jsonl", "--tasks", "2"],
        &["batch", "plan", "list.csv", "-o", "list.jsonl"],
        &["batch", "plan", "shows/*.flac", "-o", "none.jsonl"],
        &["batch", "plan", "shows", "-o", "plan.vtt"],
        &["batch", "status", "--plan", "plan.jsonl", "--out", "bundles"],
        &["batch", "run", "--plan", "plan.jsonl", "--out", "bundles"],
        &["batch", "run", "--plan", "plan.jsonl", "--out", "bundles", "--index", "0", "--json"],
        &["batch", "run", "--plan", "plan.jsonl", "--out", "bundles", "--index", "0", "-q"],
        &["batch", "run", "--plan", "list.jsonl", "--out", "bundles"],
        &["batch", "run"],
        &["batch", "status", "--plan", "plan.jsonl", "--out", "bundles"],
        &["batch", "status", "--plan", "plan.jsonl", "--out", "bundles", "--json"],
        &["import", "bundles"],
        &["import", "bundles", "--json"],
    ];
    // How long a second of this computer is.
    let timeless = session(&place, commands).replace("(1 s)", "(0 s)");
    insta::assert_snapshot!("batch", timeless);
}

/// A reader that stops early is no error: `rawi list | head -1`.
#[test]
fn a_reader_that_goes_away_is_let_go_in_silence() {
    let place = council();
    for command in
        [&["export"][..], &["list"], &["show", "1"], &["check", "1", "--json"], &["search", "the"], &["completions", "bash"]]
    {
        let mut child = place.command(command).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let out = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        assert!(said.is_empty() && out.status.code().is_some_and(|c| c < 2), "{command:?}: {:?} {said}", out.status);
    }
}

/// A recording that moved is known by its content wherever it lies, and its new place is kept.
#[test]
fn a_recording_that_moved_is_found_again() {
    let place = council();
    std::fs::create_dir(place.path("archive")).unwrap();
    std::fs::rename(place.path("en-council.mp3"), place.path("archive/2017 #1.mp3")).unwrap();
    let lost = place.rawi(&["clip", "2", "--from", "1", "--to", "2", "-o", "a.wav"]);
    assert_eq!(lost.code, Some(2));
    assert!(
        lost.stderr.contains("en-council.mp3` is not there any more\nhint: when it only moved: `rawi add`"),
        "{}",
        lost.stderr
    );
    assert_eq!(place.rawi(&["doctor"]).code, Some(1));
    place.rawi(&["clip", "archive/2017 #1.mp3", "--from", "1", "--to", "2", "-o", "a.wav"]).done();
    place.rawi(&["clip", "2", "--from", "1", "--to", "2", "-o", "a.wav"]).done();
    assert_eq!(place.rawi(&["doctor"]).code, Some(0));
}
