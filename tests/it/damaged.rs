//! Catalogs that are damaged, cannot be written, or are not rawi's: examined, saved as far as they can be, never made worse.

use std::fs;

use rusqlite::Connection;

use crate::env::{Outcome, Place};

/// A catalog of two reports, in one file.
fn filled() -> Place {
    let place = Place::new();
    place.write("council.jsonl", include_str!("data/council.jsonl"));
    place.rawi(&["import", "council.jsonl"]).done();
    assert!(!place.path("catalog.db-wal").exists(), "its journal is carried out");
    place
}

/// Changes the bytes of the catalog's file.
fn harm(place: &Place, harm: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let path = place.path("catalog.db");
    let mut bytes = fs::read(&path).unwrap();
    harm(&mut bytes);
    fs::write(path, &bytes).unwrap();
    bytes
}

/// That doctor and export tell of the damage and change nothing; what was saved can be imported.
#[track_caller]
fn saved_in_part(place: &Place, words: &str) -> Outcome {
    let before = fs::read(place.path("catalog.db")).unwrap();
    let doctor = place.rawi(&["doctor"]);
    assert_eq!(doctor.code, Some(1), "{}", doctor.shown());
    assert!(doctor.stdout.contains(words) && doctor.stdout.contains("- can be saved: "), "{}", doctor.shown());
    assert!(doctor.stderr.contains("hint: `rawi export -o saved.jsonl` saves what can be read"), "{}", doctor.shown());
    let json = place.rawi(&["doctor", "--json"]).json();
    let lost = json["salvage"]["lost"].as_array().unwrap().len();
    let export = place.rawi(&["export", "-o", "saved.jsonl"]);
    assert_eq!(export.code, Some(if lost == 0 { 0 } else { 1 }), "{}", export.shown());
    assert_eq!(export.stderr.matches("\nlost: ").count(), lost, "{}", export.shown());
    let piped = place.rawi(&["export"]);
    assert_eq!(piped.stdout.as_bytes(), fs::read(place.path("saved.jsonl")).unwrap());
    if list_fails(place) {
        assert!(fs::read(place.path("catalog.db")).unwrap() == before, "nothing was written");
    }
    place.rawi(&["--catalog", "new.db", "import", "saved.jsonl"]).done();
    assert_eq!(place.rawi(&["--catalog", "new.db", "doctor", "--json"]).json()["findings"], serde_json::json!([]));
    doctor
}

/// Whether the catalog is so damaged that it cannot be opened to be changed.
fn list_fails(place: &Place) -> bool {
    place.rawi(&["list"]).code == Some(2)
}

#[test]
fn of_a_catalog_whose_pages_were_overwritten_the_rest_is_saved() {
    let place = filled();
    harm(&place, |bytes| {
        // The pages in the middle hold words and alignments.
        let (from, until) = (bytes.len() / 2 / 4096 * 4096, bytes.len() * 5 / 8 / 4096 * 4096);
        bytes[from..until].fill(0x5a);
    });
    let doctor = saved_in_part(&place, "- the catalog is damaged: ");
    assert!(doctor.stdout.contains("can be saved: 2 reports"), "{}", doctor.shown());
}

#[test]
fn of_a_catalog_that_was_cut_short_what_is_there_is_saved() {
    let place = filled();
    harm(&place, |bytes| bytes.truncate(bytes.len() * 3 / 4));
    saved_in_part(&place, "- the catalog is damaged: ");
    assert!(list_fails(&place));
    // Another command says where to turn to.
    let list = place.rawi(&["list"]);
    assert_eq!(list.code, Some(2), "{}", list.shown());
    assert!(list.stderr.contains("is damaged: ") && list.stderr.contains("hint: `rawi doctor` says"), "{}", list.shown());
}

#[test]
fn of_a_catalog_without_one_of_its_tables_the_others_are_saved() {
    let place = filled();
    let database = Connection::open(place.path("catalog.db")).unwrap();
    database.execute_batch("PRAGMA foreign_keys = OFF; DROP TABLE segments").unwrap();
    drop(database);
    let doctor = saved_in_part(&place, "its table segments is not there");
    assert!(doctor.stdout.contains("- lost: transcript 1: "), "{}", doctor.shown());
}

#[test]
fn a_catalog_whose_beginning_is_overwritten_is_named_and_left_as_it_is() {
    let place = filled();
    let before = harm(&place, |bytes| bytes[..4096].fill(0));
    for args in [&["doctor"][..], &["export"], &["list"]] {
        let out = place.rawi(args);
        assert_eq!((out.code, out.stdout.as_str()), (Some(2), ""), "{}", out.shown());
        assert!(out.stderr.contains("is not a rawi catalog"), "{}", out.shown());
    }
    assert!(fs::read(place.path("catalog.db")).unwrap() == before);
}

#[test]
fn a_journal_that_is_missing_is_told_once_since_what_was_kept_last_is_gone() {
    let place = filled();
    fs::write(place.path("catalog.db-shm"), [0; 32_768]).unwrap();
    let doctor = place.rawi(&["doctor"]);
    assert_eq!(doctor.code, Some(1), "{}", doctor.shown());
    assert!(doctor.stdout.contains("- the catalog's journal (-wal) was gone"), "{}", doctor.shown());
    assert!(!place.rawi(&["doctor"]).stdout.contains("journal"));
}

#[test]
fn what_is_not_rawis_or_of_a_newer_rawi_is_named_and_left_as_it_is() {
    let place = filled();
    let foreign = Connection::open(place.path("songs.db")).unwrap();
    foreign.execute_batch("CREATE TABLE songs (name TEXT)").unwrap();
    drop(foreign);
    fs::copy(place.path("catalog.db"), place.path("newer.db")).unwrap();
    Connection::open(place.path("newer.db")).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let words = [("songs.db", "it is the SQLite database of another program"), ("newer.db", "is from a newer rawi")];
    for (name, words) in words {
        let before = fs::read(place.path(name)).unwrap();
        for args in [&["doctor"][..], &["export"], &["list"], &["import", "council.jsonl"]] {
            let out = place.rawi(&[&["--catalog", name], args].concat());
            assert_eq!((out.code, out.stdout.as_str()), (Some(2), ""), "{}", out.shown());
            assert!(out.stderr.contains(words) && out.stderr.contains("nothing in it was changed"), "{}", out.shown());
        }
        assert!(fs::read(place.path(name)).unwrap() == before, "{name}");
    }
}

/// Runs rawi as somebody who may not write in the place, whoever runs the tests.
#[cfg(unix)]
fn without_rights(place: &Place, args: &[&str]) -> Option<Outcome> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::process::{Command, Stdio};
    for name in ["", "catalog.db"] {
        let path = place.path(name);
        let mode = if path.is_dir() { 0o555 } else { 0o444 };
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
    }
    let mut command = place.command(args);
    if fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0) {
        let mut other = Command::new("setpriv");
        other.args(["--reuid=65534", "--regid=65534", "--clear-groups", "--"]).arg(command.get_program()).args(args);
        for (name, value) in command.get_envs() {
            other.env(name, value.unwrap());
        }
        other.current_dir(command.get_current_dir().unwrap()).stdin(Stdio::null());
        command = other;
    }
    let output = command.output().ok()?;
    fs::set_permissions(place.path(""), fs::Permissions::from_mode(0o755)).unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Some(Outcome { code: output.status.code(), stdout: text(&output.stdout), stderr: text(&output.stderr) })
}

#[cfg(unix)]
#[test]
fn a_catalog_that_cannot_be_written_is_read_examined_and_exported() {
    let place = filled();
    let whole = place.rawi(&["export"]).done();
    let before = fs::read(place.path("catalog.db")).unwrap();
    let Some(doctor) = without_rights(&place, &["doctor"]).filter(|out| out.code != Some(126)) else {
        crate::required::skip("no way to run a program without the right to write");
        return;
    };
    assert_eq!(doctor.code, Some(1), "{}", doctor.shown());
    assert!(doctor.stdout.contains("- the catalog cannot be written"), "{}", doctor.shown());
    assert!(!doctor.stdout.contains("damaged") && doctor.stdout.contains(": 2 reports"), "{}", doctor.shown());
    let export = without_rights(&place, &["export"]).unwrap();
    assert_eq!((export.code, export.stdout), (Some(0), whole), "{}", export.stderr);
    let list = without_rights(&place, &["list"]).unwrap();
    assert!(list.code == Some(0) && list.stdout.lines().count() == 2, "{}", list.shown());
    let search = without_rights(&place, &["search", "council"]).unwrap();
    assert_eq!(search.code, Some(0), "{}", search.shown());
    let remove = without_rights(&place, &["remove", "1", "--yes"]).unwrap();
    assert!(remove.code == Some(2) && remove.stderr.contains("cannot be written"), "{}", remove.shown());
    assert!(fs::read(place.path("catalog.db")).unwrap() == before);
    // The journal of a killed process is not overlooked.
    let database = Connection::open(place.path("catalog.db")).unwrap();
    database.execute_batch("UPDATE reports SET title = 'kept last'").unwrap();
    let both = ["catalog.db", "catalog.db-wal"].map(|name| fs::read(place.path(name)).unwrap());
    drop(database);
    fs::remove_file(place.path("catalog.db-shm")).ok();
    fs::write(place.path("catalog.db"), &both[0]).unwrap();
    fs::write(place.path("catalog.db-wal"), &both[1]).unwrap();
    let doctor = without_rights(&place, &["doctor"]).unwrap();
    assert!(doctor.stdout.contains("a killed process left a journal (-wal)"), "{}", doctor.shown());
    let export = without_rights(&place, &["export"]).unwrap();
    assert!(export.code == Some(1) && export.stderr.contains("lost: some of the journal: "), "{}", export.stderr);
    assert_eq!(without_rights(&place, &["list"]).unwrap().code, Some(2));
    assert!(place.rawi(&["list"]).done().contains("kept last"), "where it may be written it is there");
    // One that an older rawi wrote, too.
    let database = Connection::open(place.path("catalog.db")).unwrap();
    let older = "DROP TRIGGER search_documents_removed; DROP TABLE search_index; ALTER TABLE search_documents RENAME TO passages; PRAGMA user_version = 8";
    database.execute_batch(older).unwrap();
    drop(database);
    let doctor = without_rights(&place, &["doctor"]).unwrap();
    assert!(doctor.stdout.contains("has layout 8 of an older rawi"), "{}", doctor.shown());
    assert!(doctor.stdout.contains("can be saved: 2 reports"), "{}", doctor.shown());
    let export = without_rights(&place, &["export"]).unwrap();
    assert_eq!((export.code, export.stdout.lines().count()), (Some(0), whole_lines(&place)), "{}", export.stderr);
}

#[cfg(unix)]
fn whole_lines(place: &Place) -> usize {
    fs::read_to_string(place.path("council.jsonl")).unwrap().lines().count()
}
