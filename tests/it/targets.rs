//! Where outputs go: never over what rawi did not write, never over what is read, whole or not there.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use rawi::catalog::Catalog;
use rawi::transcript::{self, Engine, Transcript};

use crate::env::{Place, cache, has_demonstration_model};

/// A catalog of two aligned reports, whose recordings lie in the place.
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

/// That a command fails with words on standard error, and leaves a file as it is.
#[track_caller]
fn spared(place: &Place, args: &[&str], file: &str, words: &str) {
    let before = fs::read(place.path(file)).unwrap();
    let out = place.rawi(args);
    assert_eq!(out.code, Some(2), "{}", out.shown());
    assert!(out.stderr.contains(words) && out.stderr.contains("hint: "), "{}", out.shown());
    assert!(fs::read(place.path(file)).unwrap() == before, "{file} is as it was");
}

#[test]
fn recordings_and_the_catalog_are_never_written_over_whatever_they_are_called_and_whoever_insists() {
    let place = council();
    let clip = |to: &'static str| ["clip", "2", "--from", "0:01", "--to", "0:02", "--force", "-o", to];
    fs::hard_link(place.path("ar-council.mp3"), place.path("linked.wav")).unwrap();
    let never = "and is never written over";
    spared(&place, &clip("linked.wav"), "ar-council.mp3", never);
    spared(&place, &["caption", "2", "--format", "srt", "--force", "-o", "en-council.mp3"], "en-council.mp3", never);
    spared(&place, &["caption", "2", "--format", "srt", "--force", "-o", "catalog.db"], "catalog.db", "is the catalog");
    spared(&place, &["check", "2", "--force", "--html", "./x/../catalog.db"], "catalog.db", "hint");
    fs::write(place.path("catalog.db-wal.srt"), "").unwrap();
    let wal = place.rawi(&["caption", "2", "--format", "srt", "--force", "-o", "catalog.db-wal"]);
    assert!(wal.code == Some(2) && wal.stderr.contains("is the catalog"), "{}", wal.shown());
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("en-council.mp3", place.path("link.srt")).unwrap();
        spared(&place, &["caption", "2", "--force", "-o", "link.srt"], "en-council.mp3", never);
        std::os::unix::fs::symlink("catalog.db", place.path("shelf.html")).unwrap();
        spared(&place, &["check", "2", "--force", "--html", "shelf.html"], "catalog.db", "is the catalog");
    }
    let own = place.write("own.srt", "base = 'bbc'\n");
    spared(
        &place,
        &["caption", "2", "--force", "--preset", "own.srt", "-o", "own.srt"],
        "own.srt",
        "is what this run reads",
    );
    assert_eq!(fs::read(own).unwrap(), b"base = 'bbc'\n");
}

#[test]
fn a_file_that_rawi_did_not_write_or_that_was_changed_since_is_kept_and_told_until_somebody_insists() {
    let place = council();
    let foreign = "is not a file that rawi wrote, and is left as it is";
    let changed = "was changed since rawi wrote it, and is left as it is";
    let commands: [(&[&str], &str); 5] = [
        (&["caption", "2", "-o", "a.srt"], "a.srt"),
        (&["check", "2", "--html", "a.html"], "a.html"),
        (&["clip", "2", "--from", "0:01", "--to", "0:02", "-o", "a.wav"], "a.wav"),
        (&["transcript", "export", "2", "-o", "a.txt"], "a.txt"),
        (&["export", "-o", "a.jsonl"], "a.jsonl"),
    ];
    for (args, file) in commands {
        place.write(file, "a person's own");
        spared(&place, args, file, foreign);
        let insists = [args, &["--force"]].concat();
        let done = place.rawi(&insists);
        assert!(done.code == Some(0) || done.code == Some(1), "{}", done.shown());
        let made = fs::read(place.path(file)).unwrap();
        assert_ne!(made, b"a person's own");
        let again = place.rawi(args);
        assert!(again.code == done.code, "its own file is no obstacle: {}", again.shown());
        fs::write(place.path(file), [&made[..], b"\nedited"].concat()).unwrap();
        spared(&place, args, file, changed);
    }
}

#[test]
fn a_repair_that_goes_elsewhere_asks_whose_file_is_there_with_and_without_a_catalog() {
    let place = council();
    place.write("in.srt", "1\n00:00:01,000 --> 00:00:04,000\nOne\n\n2\n00:00:03,000 --> 00:00:06,000\nTwo\n");
    let fix = |to: &'static str| ["lint", "in.srt", "--fix", "-o", to];
    place.write("mine.srt", "a person's own");
    spared(&place, &fix("mine.srt"), "mine.srt", "is not a file that rawi wrote");
    spared(&place, &fix("in.srt"), "in.srt", "is what this run reads");
    for (file, link, words) in
        [("catalog.db", "c.srt", "is the catalog"), ("en-council.mp3", "r.srt", "is a recording of the catalog")]
    {
        fs::hard_link(place.path(file), place.path(link)).unwrap();
        spared(&place, &["lint", "in.srt", "--fix", "-o", link], file, words);
    }
    let done = place.rawi(&[&fix("mine.srt")[..], &["--force"]].concat());
    assert!(done.code < Some(2), "{}", done.shown());
    assert!(fs::read_to_string(place.path("mine.srt")).unwrap().contains("00:00:03,000"));
    // Its own from now on, also when the repair is another one.
    assert!(place.rawi(&[&fix("mine.srt")[..], &["--bom"]].concat()).code < Some(2));
    assert!(fs::read(place.path("mine.srt")).unwrap().starts_with(b"\xef\xbb\xbf"));
    // Without a catalog none is begun, and what is there is a person's unless it is the very same.
    let bare = Place::new();
    bare.write("in.srt", fs::read(place.path("in.srt")).unwrap());
    assert!(bare.rawi(&fix("out.srt")).code < Some(2) && bare.rawi(&fix("out.srt")).code < Some(2));
    bare.write("out.srt", "edited");
    spared(&bare, &fix("out.srt"), "out.srt", "is not a file that rawi wrote");
    assert!(!bare.path("catalog.db").exists());
}

#[test]
fn its_own_file_is_replaced_when_what_it_is_made_of_changed() {
    let place = council();
    place.rawi(&["caption", "2", "-o", "a.srt"]).done();
    let first = fs::read(place.path("a.srt")).unwrap();
    place.rawi(&["caption", "2", "-o", "a.srt", "--preset", "bbc"]).done();
    assert_ne!(fs::read(place.path("a.srt")).unwrap(), first);
    // Also under another name, and after the report is gone and came back.
    place.rawi(&["--catalog", "./catalog.db", "caption", "2", "-o", "./a.srt"]).done();
    assert_eq!(fs::read(place.path("a.srt")).unwrap(), first);
}

#[test]
fn an_equal_file_is_adopted_and_a_stop_between_recording_and_writing_makes_no_stranger() {
    let place = council();
    let all = ["caption", "--all", "--out", "captions"];
    place.rawi(&all).done();
    let file = fs::read_dir(place.path("captions")).unwrap().next().unwrap().unwrap().path();
    let own = fs::read(&file).unwrap();
    // As if the catalog never heard of the file.
    let database = rusqlite::Connection::open(place.path("catalog.db")).unwrap();
    database.execute_batch("DELETE FROM written_files; DELETE FROM exports").unwrap();
    assert!(place.rawi(&all).stderr.contains("0 written, 2 unchanged"));
    // As if a run was stopped after it recorded what it was about to write.
    database.execute_batch("UPDATE written_files SET earlier_sha256 = content_sha256").unwrap();
    database.execute_batch(&format!("UPDATE written_files SET content_sha256 = '{}'", "a".repeat(64))).unwrap();
    let narrow = [&all[..], &["--preset", "bbc"]].concat();
    let done = place.rawi(&narrow);
    assert!(done.code == Some(0) && done.stderr.contains("2 written, 0 unchanged"), "{}", done.shown());
    assert_ne!(fs::read(&file).unwrap(), own);
}

#[test]
fn a_page_of_a_rawi_that_did_not_note_what_it_wrote_makes_room_and_is_kept() {
    let place = council();
    let check = ["check", "2", "--html", "a.html"];
    assert_eq!(place.rawi(&check).code, Some(1));
    let page = fs::read_to_string(place.path("a.html")).unwrap();
    let database = rusqlite::Connection::open(place.path("catalog.db")).unwrap();
    let forget = || database.execute_batch("DELETE FROM written_files").unwrap();
    // The very same is its own again.
    forget();
    assert!(place.rawi(&check).stderr.contains("a.html unchanged"));
    // Another one may have been edited: it gets another name, and that is told.
    for name in ["a.before.html", "a.before-2.html"] {
        forget();
        fs::write(place.path("a.html"), page.replace("<title>", "<title>edited ")).unwrap();
        let told = place.rawi(&check).stderr;
        assert!(told.contains(&format!("a.html written; the page of an earlier rawi is `[PLACE]/{name}` now")), "{told}");
        assert_eq!(fs::read_to_string(place.path("a.html")).unwrap(), page);
        assert!(fs::read_to_string(place.path(name)).unwrap().contains("<title>edited "));
    }
    // What this rawi wrote and somebody edited is no such page, nor is a page of somebody else's.
    fs::write(place.path("a.html"), page.replace("<title>", "<title>edited ")).unwrap();
    spared(&place, &check, "a.html", "was changed since rawi wrote it");
    place.write("b.html", "<!DOCTYPE html><html><body>mine</body></html>");
    spared(&place, &["check", "2", "--html", "b.html"], "b.html", "is not a file that rawi wrote");
}

#[test]
fn one_file_that_is_kept_does_not_stop_the_captions_of_the_others() {
    let place = council();
    let all = ["caption", "--all", "--out", "captions"];
    place.rawi(&all).done();
    let mut files: Vec<_> = fs::read_dir(place.path("captions")).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    fs::write(&files[0], "edited").unwrap();
    fs::remove_file(&files[1]).unwrap();
    let out = place.rawi(&all);
    assert_eq!(out.code, Some(2), "{}", out.shown());
    assert!(out.stderr.contains("was changed since rawi wrote it"), "{}", out.shown());
    assert!(out.stderr.contains("1 written, 0 unchanged, 1 not written"), "{}", out.shown());
    assert!(fs::read(&files[0]).unwrap() == b"edited" && files[1].exists());
}

#[cfg(unix)]
#[test]
fn a_device_or_a_pipe_is_written_through_and_a_link_followed() {
    use std::os::unix::fs::FileTypeExt;
    let place = council();
    let whole = place.rawi(&["caption", "2", "--format", "srt"]).done();
    for args in [
        &["caption", "2", "-o", "/dev/null"][..],
        &["check", "2", "--html", "/dev/null"],
        &["clip", "2", "--from", "0:01", "--to", "0:02", "-o", "/dev/null"],
    ] {
        let out = place.rawi(args);
        assert!(out.code < Some(2), "{}", out.shown());
    }
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    let pipe = place.path("pipe.srt");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::read(pipe).unwrap()
    });
    place.rawi(&["caption", "2", "-o", "pipe.srt"]).done();
    assert_eq!(reader.join().unwrap(), whole.as_bytes());
    assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo());
    std::os::unix::fs::symlink("real.srt", place.path("link.srt")).unwrap();
    place.rawi(&["caption", "2", "-o", "link.srt"]).done();
    assert_eq!(fs::read_to_string(place.path("real.srt")).unwrap(), whole);
    place.rawi(&["caption", "2", "-o", "link.srt", "--preset", "bbc"]).done();
    assert!(fs::symlink_metadata(place.path("link.srt")).unwrap().is_symlink());
    assert_ne!(fs::read_to_string(place.path("real.srt")).unwrap(), whole);
}

#[test]
fn standard_output_is_a_place_for_everything() {
    let place = council();
    let whole = place.rawi(&["caption", "2", "--format", "vtt"]).done();
    assert_eq!(place.rawi(&["caption", "2", "-o", "-"]).done(), whole);
    let clip = place.command(&["clip", "2", "--from", "0:01", "--to", "0:02", "-o", "-"]).output().unwrap();
    assert!(clip.stdout.starts_with(b"RIFF") && clip.stdout.len() > 30_000, "{}", String::from_utf8_lossy(&clip.stderr));
    place.rawi(&["clip", "2", "--from", "0:01", "--to", "0:02", "-o", "c.wav"]).done();
    assert!(clip.stdout == fs::read(place.path("c.wav")).unwrap());
    assert!(place.rawi(&["check", "2", "--html", "-"]).stdout.starts_with("<!"));
    assert_eq!(place.rawi(&["export", "-o", "-"]).done(), place.rawi(&["export"]).done());
    assert_eq!(
        place.rawi(&["transcript", "export", "2", "-o", "-"]).done(),
        place.rawi(&["transcript", "export", "2"]).done()
    );
    assert!(!place.path("-").exists());
}

#[test]
fn a_repair_keeps_its_format_and_a_file_is_no_folder() {
    let place = Place::new();
    place.write("a.srt", "1\n00:00:01,000 --> 00:00:03,000\nOne\n");
    for wrong in ["b.vtt", "b.docx", "b.mp3"] {
        let out = place.rawi(&["lint", "a.srt", "--fix", "-o", wrong]);
        assert!(out.code == Some(2) && out.stderr.contains("repaired srt cannot be written as"), "{}", out.shown());
        assert!(!place.path(wrong).exists());
    }
    for right in ["b.SRT", "b", "-"] {
        assert_eq!(place.rawi(&["lint", "a.srt", "--fix", "-o", right]).code, Some(0), "{right}");
    }
    place.sample("en-council.mp3");
    place.rawi(&["add", "en-council.mp3"]).done();
    let out = place.rawi(&["caption", "--all", "--out", "a.srt"]);
    assert!(
        out.code == Some(2) && out.stderr.contains("`a.srt` is a file, and a directory was expected"),
        "{}",
        out.shown()
    );
}

#[test]
fn an_ending_that_rawi_does_not_write_is_refused_with_those_that_it_does() {
    let place = council();
    for (args, words) in [
        (&["caption", "2", "-o", "x.pages"][..], "captions cannot be written as `.pages`"),
        (&["caption", "2", "-o", "x.json"], "`.json` can be several formats: podcast-json"),
        (&["clip", "2", "--from", "0:01", "--to", "0:02", "-o", "x.mp3"], "a clip cannot be written as `.mp3`"),
        (&["check", "2", "--html", "x.pdf"], "the check report cannot be written as `.pdf`"),
        (&["transcript", "export", "2", "-o", "x.odt"], "a transcript cannot be written as `.odt`"),
        (&["export", "-o", "x.db"], "an export cannot be written as `.db`"),
    ] {
        let out = place.rawi(args);
        assert_eq!((out.code, out.stdout.as_str()), (Some(2), ""), "{}", out.shown());
        assert!(out.stderr.contains(words) && out.stderr.contains("hint: "), "{}", out.shown());
    }
    assert!(place.rawi(&["caption", "2", "-o", "x.pages"]).stderr.contains(".srt"));
    for (name, starts) in [("x.ttml", "<?xml"), ("x.SRT", "1"), ("x", "WEBVTT"), ("x.TextGrid", "File type")] {
        place.rawi(&["caption", "2", "-o", name]).done();
        let made = fs::read_to_string(place.path(name)).unwrap();
        assert!(made.trim_start_matches('\u{feff}').starts_with(starts), "{name}: {made}");
    }
}

#[cfg(unix)]
#[test]
fn new_files_get_the_mode_of_the_umask_and_replaced_ones_keep_theirs() {
    use std::os::unix::fs::PermissionsExt;
    let place = council();
    let mode = |name: &str| fs::metadata(place.path(name)).unwrap().permissions().mode() & 0o777;
    let rawi = env!("CARGO_BIN_EXE_rawi");
    let script = format!("umask 027; {rawi} caption 2 -o a.srt");
    let mut command = place.command(&[]);
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", &script]).current_dir(command.get_current_dir().unwrap()).env_clear();
    shell.envs(command.stdin(Stdio::null()).get_envs().filter_map(|(k, v)| Some((k, v?))));
    assert!(shell.status().unwrap().success());
    assert_eq!(mode("a.srt"), 0o640);
    fs::set_permissions(place.path("a.srt"), fs::Permissions::from_mode(0o604)).unwrap();
    place.rawi(&["caption", "2", "-o", "a.srt", "--preset", "bbc"]).done();
    assert_eq!(mode("a.srt"), 0o604);
}

#[test]
fn what_a_stopped_run_left_is_seen_by_the_doctor_and_cleared_by_the_next_run() {
    let place = council();
    place.rawi(&["caption", "2", "-o", "a.srt"]).done();
    place.write(".rawi-a1B2c3D4.part", "half");
    place.write(".rawi-mine", "kept");
    let seen = place.rawi(&["doctor"]);
    assert!(seen.code == Some(1) && seen.stdout.contains(".rawi-a1B2c3D4.part"), "{}", seen.shown());
    assert_eq!(place.rawi(&["doctor", "--json"]).json()["abandoned_drafts"].as_array().unwrap().len(), 1);
    place.rawi(&["caption", "1", "-o", "b.srt"]).done();
    assert!(!place.path(".rawi-a1B2c3D4.part").exists() && place.path(".rawi-mine").exists());
    assert_eq!(place.rawi(&["doctor", "--json"]).json()["abandoned_drafts"].as_array().unwrap().len(), 0);
}

const SAID: &str =
    "The old bridge opened on Monday. Farmers carried sacks of grain across the river for the first time this year.";

/// A recording of two seconds in `folder`, added and heard by the model that `rawi make` takes: it has nothing left to recognise.
fn heard(place: &Place, folder: &str, level: i16) -> String {
    let name = format!("{folder}/report.wav");
    place.write(&name, "");
    let spec =
        hound::WavSpec { channels: 1, sample_rate: 8000, bits_per_sample: 16, sample_format: hound::SampleFormat::Int };
    let mut wav = hound::WavWriter::create(place.path(&name), spec).unwrap();
    (0..160_000).for_each(|_| wav.write_sample(level).unwrap());
    wav.finalize().unwrap();
    place.rawi(&["add", &name, "--language", "en", "--title", "Bridge"]).done();
    let demo = rawi::models::demonstration(&cache().join("rawi/models")).unwrap();
    let options = rawi::job::Options { language: Some("en".parse().unwrap()), ..rawi::job::Options::default() };
    let whisper = rawi::job::whisper_options(&demo.facts.decode).engine("rawi-demo", demo.facts.sha256);
    let words: Vec<_> = SAID
        .split(' ')
        .enumerate()
        .map(|(i, word)| serde_json::json!({ "word": word, "start": i as f64 * 0.5, "end": i as f64 * 0.5 + 0.4 }))
        .collect();
    let said = transcript::read(serde_json::json!({ "words": words }).to_string().as_bytes(), None).unwrap();
    let engine: Engine = options.engine(&whisper, true);
    let (words, segments) = (said.words().to_vec(), said.segments().to_vec());
    let said = Transcript::new(engine, "en".parse().unwrap(), None, words, segments, None);
    let catalog = Catalog::open(&place.path("catalog.db")).unwrap();
    let recording = catalog.recordings().unwrap().last().unwrap().id;
    catalog.save_transcript(recording, &said, 0).unwrap();
    name
}

#[test]
fn two_reports_never_share_a_file_in_one_folder_and_a_kept_file_does_not_stop_the_rest() {
    if !has_demonstration_model() {
        return;
    }
    let place = Place::new();
    place.write("page.txt", SAID);
    let make = |name: &str| place.rawi(&["make", name, "--article", "page.txt", "--language", "en", "--out", "out"]);
    let names = || {
        let mut names: Vec<_> = fs::read_dir(place.path("out"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    let first = heard(&place, "a", 1);
    let out = make(&first);
    assert!(out.code == Some(0) && out.stderr.contains("transcribed already"), "{}", out.shown());
    let own = ["report.check.html", "report.srt", "report.vtt"];
    assert_eq!(names(), own);
    let before = fs::read(place.path("out/report.vtt")).unwrap();
    let second = heard(&place, "b", 2);
    make(&second).done();
    make(&first).done();
    make(&second).done();
    assert_eq!(names(), [&["bridge-2.check.html", "bridge-2.srt", "bridge-2.vtt"][..], &own].concat());
    assert_eq!(fs::read(place.path("out/report.vtt")).unwrap(), before);
    // A hand-made file is kept, told, and the rest is done.
    place.write("out/report.srt", "by hand");
    fs::remove_file(place.path("out/report.check.html")).unwrap();
    let kept = make(&first);
    assert_eq!(kept.code, Some(2), "{}", kept.shown());
    assert!(kept.stderr.contains("out/report.srt` was changed since rawi wrote it"), "{}", kept.shown());
    assert_eq!(fs::read(place.path("out/report.srt")).unwrap(), b"by hand");
    assert!(place.path("out/report.check.html").exists());
    // The article itself may have the name of an output.
    place.write("out/report.vtt.txt", SAID);
    fs::rename(place.path("out/report.vtt"), place.path("aside.vtt")).unwrap();
    fs::copy(place.path("page.txt"), place.path("out/report.vtt")).unwrap();
    let spared = place.rawi(&["make", &first, "--article", "out/report.vtt", "--language", "en", "--out", "out", "--force"]);
    assert!(spared.stderr.contains("is what this run reads, and is never written over"), "{}", spared.shown());
    assert_eq!(fs::read_to_string(place.path("out/report.vtt")).unwrap(), SAID);
}

#[test]
fn a_recording_comes_through_a_pipe_and_is_heard_in_the_same_run() {
    if !has_demonstration_model() {
        return;
    }
    let place = Place::new();
    place.write("page.txt", SAID);
    let bytes = fs::read(place.path(&heard(&place, "a", 1))).unwrap();
    fs::remove_dir_all(place.path("a")).unwrap();
    let mut command = place.command(&["make", "-", "--article", "page.txt", "--language", "en", "--out", "out"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(&bytes).unwrap();
    let out = child.wait_with_output().unwrap();
    let told = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(out.status.code() == Some(0) && told.contains("transcribed already"), "{told}");
    assert!(place.path("out/recording.vtt").exists(), "{told}");
    let gone = place.rawi(&["clip", "1", "--from", "0:00", "--to", "0:01", "-o", "c.wav"]);
    assert!(gone.stderr.contains("came through a pipe and is not there any more"), "{}", gone.shown());
    assert!(fs::read_dir(cache().join("rawi/spool")).map_or(0, Iterator::count) < 50);
    assert!(!Path::new("-").exists());
}
