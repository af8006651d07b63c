//! What happens when things go wrong: the file, the disk, another program, a kill.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::*;

fn refusal(path: &Path) -> String {
    let error = Catalog::open(path).unwrap_err().to_string();
    error.replace(&path.display().to_string(), "FILE")
}

#[test]
fn a_file_of_another_kind_is_refused_and_left_as_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("x");
    for garbage in [b"ID3\x04 not a database at all, but long enough to be read as one ".repeat(40), b"short".to_vec()] {
        std::fs::write(&file, &garbage).unwrap();
        assert_eq!(refusal(&file), "`FILE` is not a rawi catalog: it is no SQLite database");
        assert_eq!(std::fs::read(&file).unwrap(), garbage);
    }
    std::fs::remove_file(&file).unwrap();
    let other = rusqlite::Connection::open(&file).unwrap();
    other.execute_batch("CREATE TABLE songs (name TEXT)").unwrap();
    drop(other);
    assert_eq!(refusal(&file), "`FILE` is not a rawi catalog: it is the SQLite database of another program");
    assert_eq!(refusal(&dir.path().join("none/x")), "cannot open the catalog `FILE`");
    assert_eq!(refusal(dir.path()), "cannot open the catalog `FILE`");
}

#[test]
fn the_catalog_of_a_newer_rawi_is_refused_by_its_version() {
    let (dir, catalog) = shelf();
    catalog.database.pragma_update(None, "user_version", 99).unwrap();
    drop(catalog);
    let known = super::super::layout::CURRENT;
    let expected =
        format!("the catalog `FILE` is from a newer rawi: it has version 99, and this rawi knows versions up to {known}");
    assert_eq!(refusal(&dir.path().join("rawi.db")), expected);
}

/// A catalog of an earlier layout, with what `rows` puts into it.
fn earlier(path: &Path, layout: usize, rows: &str) {
    let database = rusqlite::Connection::open(path).unwrap();
    database.pragma_update(None, "journal_mode", "wal").unwrap();
    super::super::layout::MIGRATIONS[..layout].iter().for_each(|migration| migration.run(&database).unwrap());
    database.execute_batch(rows).unwrap();
    database.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
    database.pragma_update(None, "user_version", layout).unwrap();
}

#[test]
fn a_catalog_of_the_first_layout_is_brought_up_to_date_and_a_run_that_was_stopped_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("rawi.db");
    let rows = format!(
        "INSERT INTO recordings VALUES (1, '{}', '/a.mp3', 9, 60000, NULL, 'mp3', 44100, 1, '{{}}', 5);
        INSERT INTO transcription_windows VALUES (1, '{}', 0, 0, 9, '\"heard\"', 5);",
        "a".repeat(64),
        serde_json::to_string(&engine()).unwrap()
    );
    earlier(&path, 1, &rows);
    let catalog = Catalog::open(&path).unwrap();
    let recording = catalog.recordings().unwrap()[0].id;
    let run = WindowRun { recording, engine: &engine(), pass: 1 };
    assert_eq!(catalog.windows::<String>(&run).unwrap().len(), 1);
}

/// What `rawi make` of that day kept, to the last number.
#[test]
fn a_catalog_whose_words_lay_in_rows_is_packed_and_keeps_everything() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("rawi.db");
    earlier(&path, 10, include_str!("layout_10.sql"));
    let catalog = Catalog::open(&path).unwrap();
    assert_eq!(catalog.check().unwrap(), []);
    let heard = catalog.transcript(TranscriptId::new(1)).unwrap();
    assert_eq!((heard.words().len(), heard.words()[8].text.as_str()), (24, "two"));
    assert_eq!((heard.words()[8].span, heard.words()[8].confidence), (Some(Span::from_millis(4_000, 4_450)), Some(0.9)));
    let alignment = catalog.alignment(AlignmentId::new(1)).unwrap().alignment;
    let grain = &alignment.sentences[1].words[5];
    assert_eq!(
        (grain.link, grain.time, grain.same),
        (Link::Substituted, Timed::Heard(Span::from_millis(8_000, 8_450)), Some(false))
    );
    // The same texts aligned today.
    let today = crate::align::align(&heard, &catalog.article(ArticleId::new(1)).unwrap());
    assert_eq!(alignment.word_times, today.word_times);
    let ranges = |a: &Alignment| a.sentences.iter().flat_map(|s| &s.words).map(|w| w.range).collect::<Vec<_>>();
    assert_eq!(ranges(&alignment), ranges(&today));
    let report = &catalog.reports().unwrap()[0];
    assert_eq!((report.sentences, report.spoken, report.not_spoken, report.wording_changes), (3, 2, 1, Some(1)));
    let hit = &catalog.search("\"2370 sacks\"", 5).unwrap()[0];
    assert_eq!((hit.at_ms, hit.kind), (Some(4_000), HitKind::Published));
    assert_eq!(catalog.search("\"sara haddad\"", 5).unwrap()[0].at_ms, Some(11_000));
    // As the same report is kept that is put in today.
    let mut lines = Vec::new();
    catalog.export_json_lines(None, &mut lines).unwrap();
    let (_dir, other) = shelf();
    other.import_json_lines(&lines[..]).unwrap();
    assert_eq!(other.status(ReportId::new(1)).unwrap(), catalog.status(ReportId::new(1)).unwrap());
    let hash =
        |c: &Catalog| c.database.query_row("SELECT content_sha256 FROM transcripts", [], |r| r.get::<_, String>(0)).unwrap();
    assert_eq!(hash(&other), hash(&catalog));
}

#[test]
fn a_catalog_of_an_older_layout_is_merged_by_a_copy_and_stays_as_it_is() {
    let (dir, ours) = shelf();
    let path = dir.path().join("bureau.db");
    earlier(&path, 10, include_str!("layout_10.sql"));
    let before = std::fs::read(&path).unwrap();
    assert!(matches!(Catalog::open_read_only(&path), Err(Error::ReadOnly { .. })));
    let merged = ours.merge(&Catalog::open_to_salvage(&path).unwrap(), false, 70, |_, _| {}).unwrap();
    assert_eq!((merged.added.reports, merged.added.transcripts, merged.added.alignments), (1, 1, 1));
    assert_eq!(ours.transcript(TranscriptId::new(1)).unwrap().words().len(), 24);
    assert_eq!(ours.check().unwrap(), []);
    // By which rawi it was made, nobody noted in those days.
    let made = ours.provenance(ReportId::new(1)).unwrap();
    assert!(!made.is_empty() && made.iter().all(|made| made.rawi_version.is_none()), "{made:?}");
    assert!(std::fs::read(&path).unwrap() == before, "the other catalog is only read");
}

#[test]
fn a_catalog_that_another_program_keeps_writing_is_told_as_locked() {
    let (dir, catalog) = shelf();
    let other = rusqlite::Connection::open(dir.path().join("rawi.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    catalog.database.busy_timeout(Duration::from_millis(20)).unwrap();
    let error = catalog.add_report(&ReportFacts::default(), 0).unwrap_err();
    let text = error.to_string().replace(&catalog.path().display().to_string(), "FILE");
    assert_eq!(text, "the catalog `FILE` is locked: another rawi or a database tool has been writing to it for 5 seconds");
    assert_eq!(catalog.reports().unwrap(), [], "reading goes on");
    other.execute_batch("COMMIT").unwrap();
    catalog.add_report(&ReportFacts::default(), 0).unwrap();
}

#[test]
fn a_full_disk_keeps_nothing_of_the_change_and_all_from_before() {
    let (_dir, catalog) = shelf();
    let kept = shelve(&catalog, "Before", 'a');
    let pages: i64 = catalog.database.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    catalog.database.pragma_update(None, "max_page_count", pages).unwrap();
    let long: Vec<String> = (0..3_000).map(|n| format!("word{n} again and again")).collect();
    let lines: Vec<&str> = long.iter().map(String::as_str).collect();
    let error = catalog.save_transcript(kept.recording, &transcript(&lines), 20).unwrap_err();
    assert!(error.to_string().ends_with("cannot grow: the disk is full; nothing of this change was kept"), "{error}");
    assert_eq!(catalog.transcript_versions(kept.recording).unwrap().len(), 1);
    assert_eq!(catalog.check().unwrap(), []);
}

#[test]
fn a_catalog_opened_for_reading_refuses_every_change() {
    let (dir, catalog) = shelf();
    shelve(&catalog, "DbResult", 'a');
    drop(catalog);
    let path = dir.path().join("rawi.db");
    let catalog = Catalog::open_read_only(&path).unwrap();
    assert_eq!(catalog.search("الأمن", 5).unwrap().len(), 1);
    let error = catalog.add_report(&ReportFacts::default(), 0).unwrap_err();
    assert!(matches!(error, Error::ReadOnly { .. }), "{error:?}");
    assert!(Catalog::open_read_only(&dir.path().join("none")).is_err(), "and makes no file");
    assert!(!dir.path().join("none").exists());
}

#[test]
#[ignore = "the next test runs it in a process of its own: it writes until it is killed"]
fn writer_for_the_kill_test() {
    let path = std::env::var("RAWI_TEST_WRITES_TO").expect("only the next test runs this");
    let catalog = Catalog::open(Path::new(&path)).unwrap();
    for n in 0_u64.. {
        let title = format!("{} {n}", std::process::id());
        let id = catalog.reports().unwrap().len() as u64 * 1_000_000 + u64::from(std::process::id());
        let mut new = recording("/air/x.mp3", 'a');
        new.sha256 = format!("{id:064x}").parse().unwrap();
        let recording = catalog.add_recording(&new, 0).unwrap();
        let report =
            catalog.add_report(&ReportFacts { title, recording: Some(recording), ..ReportFacts::default() }, 0).unwrap();
        let article = catalog.attach_article(report, &article(PAGE), None, 0).unwrap().id();
        for window in 0..3 {
            let run = WindowRun { recording, engine: &engine(), pass: 1 };
            catalog.save_window(&run, window, Span::from_millis(0, 9), &"heard", 0).unwrap();
        }
        let heard = transcript(&HEARD);
        let saved = catalog.save_transcript(recording, &heard, 0).unwrap();
        catalog.save_alignment(report, article, saved, &alignment(&self::article(PAGE), &heard), 0).unwrap();
    }
}

fn writer(path: &Path) -> std::process::Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "catalog::tests::safe::writer_for_the_kill_test", "--nocapture"])
        .env("RAWI_TEST_WRITES_TO", path)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn killed_at_any_instant_with_two_writing_it_opens_again_whole() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("rawi.db");
    drop(Catalog::open(&path).unwrap());
    // Instants that fall everywhere: opening, between changes, within them. On a busy machine longer ones are needed until
    // both have written something.
    let longer = std::iter::successors(Some(500), |pause| Some(pause * 2)).take(6);
    for pause_ms in [3, 17, 31, 60, 95, 140, 210, 330].into_iter().chain(longer) {
        if pause_ms > 330 && Catalog::open(&path).unwrap().reports().unwrap().len() > 4 {
            break;
        }
        let mut writers = [writer(&path), writer(&path)];
        std::thread::sleep(Duration::from_millis(pause_ms));
        for writer in &mut writers {
            writer.kill().unwrap();
            writer.wait().unwrap();
        }
        let catalog = Catalog::open(&path).unwrap();
        let harm = catalog.check().unwrap();
        let harmless = |f: &CatalogFinding| {
            matches!(f, CatalogFinding::UnusedRecording { .. } | CatalogFinding::UnfinishedTranscription { .. })
        };
        assert!(harm.iter().all(harmless), "after {pause_ms} ms: {harm:?}");
        for recording in catalog.recordings().unwrap() {
            for version in catalog.transcript_versions(recording.id).unwrap() {
                assert_eq!(catalog.transcript(version.id).unwrap(), transcript(&HEARD), "whole or not there");
            }
        }
    }
    let whole = Catalog::open(&path).unwrap().reports().unwrap().len();
    assert!(whole > 4, "both had time to write: {whole}");
}

#[test]
fn windows_of_a_stopped_transcription_are_there_to_go_on_from_until_it_is_finished() {
    let (dir, catalog) = shelf();
    let recording = catalog.add_recording(&recording("/air/a.mp3", 'a'), 0).unwrap();
    let (engine, other) = (engine(), Engine { options: vec!["beam=1".into()], ..engine() });
    let run = WindowRun { recording, engine: &engine, pass: 1 };
    let others = WindowRun { engine: &other, ..run };
    for (number, heard) in [(0, "one"), (1, "two"), (3, "four")] {
        catalog.save_window(&run, number, Span::from_millis(0, 30_000), &heard, 5).unwrap();
    }
    catalog.save_window(&others, 0, Span::from_millis(0, 20_000), &"other", 5).unwrap();
    drop(catalog);
    let catalog = Catalog::open(&dir.path().join("rawi.db")).unwrap();
    let kept: Vec<String> = catalog.windows(&run).unwrap().into_iter().map(|w| w.heard).collect();
    assert_eq!(kept, ["one", "two"], "up to the first that is missing");
    catalog.save_transcript(recording, &transcript(&HEARD), 6).unwrap();
    assert_eq!(catalog.windows::<String>(&run).unwrap(), []);
    assert_eq!(catalog.windows::<String>(&others).unwrap().len(), 1, "other settings are another transcription");
}

#[test]
fn a_slug_that_another_program_wrote_into_the_file_is_no_path_and_its_report_can_still_be_found() {
    let (_dir, catalog) = shelf();
    let kept = shelve(&catalog, "Aid", 'a');
    catalog.database.execute("UPDATE reports SET slug = '../../evil' WHERE id = ?1", [kept.report]).unwrap();
    let stored = catalog.report(kept.report).unwrap();
    assert_eq!(stored.slug.as_str(), "evil");
    assert_eq!(catalog.find_report("evil").unwrap(), kept.report);
}

#[test]
fn changes_made_together_are_one_and_a_part_that_fails_takes_only_itself_back() {
    let (dir, catalog) = shelf();
    let other = Catalog::open(&dir.path().join("rawi.db")).unwrap();
    let version =
        |catalog: &Catalog| catalog.database.pragma_query_value(None, "data_version", |row| row.get::<_, i64>(0)).unwrap();
    let before = version(&other);
    let text = article("The bridge is open.");
    let add = || -> Result<ReportId, Error> {
        let recording = catalog.add_recording(&recording("/a.mp3", 'a'), 1)?;
        let report = catalog.add_report(&ReportFacts::new("Bridge").with_recording(recording), 1)?;
        catalog.attach_article(report, &text, None, 1)?;
        assert!(catalog.relink_recording(RecordingId::new(99), "/b.mp3").is_err(), "there is none");
        assert_eq!(other.count(&ReportFilter::default())?, 0, "others see nothing of it yet");
        Ok(report)
    };
    let failed = catalog.together(|| {
        add()?;
        catalog.find_report("another").map(drop)
    });
    assert!(matches!(failed, Err(Error::NoReport { .. })), "{failed:?}");
    assert_eq!((catalog.count(&ReportFilter::default()).unwrap(), version(&other)), (0, before));
    // Words that were listed for what was taken back are listed anew.
    let report = catalog.together(add).unwrap();
    assert_ne!(version(&other), before);
    assert_eq!(other.search("bridge", 9).unwrap().iter().filter(|hit| hit.report == report).count(), 1);
}
