//! What is saved of a catalog whose file is damaged.

use std::fs;
use std::io::sink;
use std::path::{Path, PathBuf};

use super::*;

/// Two reports, one with a correction, whole in one file without a journal.
fn whole() -> (tempfile::TempDir, PathBuf) {
    let (dir, catalog) = shelf();
    let kept = shelve(&catalog, "مجلس الأمن", 'a');
    shelve(&catalog, "Aid reaches the valley", 'b');
    let correction = Correction::new(kept.transcript, Some("مي".into()), None);
    catalog.save_correction(&transcript(&HEARD), &correction, 20).unwrap();
    drop(catalog);
    let path = dir.path().join("rawi.db");
    assert!(!dir.path().join("rawi.db-wal").exists());
    (dir, path)
}

fn salvaged(path: &Path) -> Result<(Salvaged, Vec<u8>), Error> {
    let mut lines = Vec::new();
    let catalog = Catalog::open_to_salvage(path)?;
    Ok((catalog.salvage_json_lines(None, &mut lines)?, lines))
}

fn page_size(path: &Path) -> usize {
    usize::from(u16::from_be_bytes(fs::read(path).unwrap()[16..18].try_into().unwrap()))
}

#[test]
fn of_a_whole_catalog_nothing_is_lost_and_the_lines_are_those_of_an_export() {
    let (_dir, path) = whole();
    let (saved, lines) = salvaged(&path).unwrap();
    assert_eq!((saved.reports, saved.transcripts, saved.alignments, saved.lost.len()), (2, 3, 2, 0));
    let mut exported = Vec::new();
    Catalog::open(&path).unwrap().export_json_lines(None, &mut exported).unwrap();
    assert_eq!(lines, exported);
}

/// Whichever page is overwritten: what is saved can be imported and is whole, what is not saved is told, and nothing is written.
#[test]
fn whatever_page_is_overwritten_the_rest_is_saved_and_the_loss_told() {
    let (dir, path) = whole();
    let (bytes, size) = (fs::read(&path).unwrap(), page_size(&path));
    let all = salvaged(&path).unwrap().0;
    let (mut harmed, mut saved_in_part, mut without_tables) = (0, 0, 0);
    for page in 1..bytes.len() / size {
        let mut damaged = bytes.clone();
        damaged[page * size..(page + 1) * size].fill(0xab);
        fs::write(&path, &damaged).unwrap();
        let (saved, lines) = match salvaged(&path) {
            Ok(salvaged) => salvaged,
            // Without the pages that say which tables there are nothing can be read.
            Err(Error::Damaged { .. }) => {
                without_tables += 1;
                continue;
            }
            Err(error) => panic!("page {page}: {error}"),
        };
        assert_eq!(fs::read(&path).unwrap(), damaged, "page {page}");
        let counts = |s: &Salvaged| (s.reports, s.recordings, s.articles, s.transcripts, s.alignments);
        assert!(counts(&saved) == counts(&all) || !saved.lost.is_empty(), "page {page}: {saved:?}");
        harmed += usize::from(!saved.lost.is_empty());
        saved_in_part += usize::from(!saved.lost.is_empty() && counts(&saved) != (0, 0, 0, 0, 0));
        let fresh = dir.path().join(format!("fresh-{page}.db"));
        let fresh = Catalog::open(&fresh).unwrap();
        fresh.import_json_lines(&lines[..]).unwrap_or_else(|error| panic!("page {page}: {error}"));
        let found = fresh.check().unwrap();
        assert!(!found.iter().any(CatalogFinding::is_damage), "page {page}: {found:?}");
        // What opens in spite of it is examined.
        if let Ok(catalog) = Catalog::open(&path) {
            catalog.check().unwrap();
        }
    }
    let told = format!("{without_tables} of {} pages, {saved_in_part} of {harmed}", bytes.len() / size);
    assert!(harmed > 10 && saved_in_part > harmed / 2 && without_tables < 3, "{told}");
}

#[test]
fn a_file_that_was_cut_short_is_read_as_far_as_it_goes() {
    let (_dir, path) = whole();
    let (bytes, size) = (fs::read(&path).unwrap(), page_size(&path));
    let all = bytes.len() / size;
    let mut most = 0;
    for pages in [all - 1, all * 3 / 4, all / 2, 2] {
        fs::write(&path, &bytes[..pages * size]).unwrap();
        let error = Catalog::open(&path).unwrap_err();
        assert!(matches!(error, Error::Damaged { .. }), "{error:?}");
        let catalog = Catalog::open_to_salvage(&path).unwrap();
        let found = catalog.check().unwrap();
        assert!(found.iter().any(CatalogFinding::is_damage), "{found:?}");
        let Ok(saved) = catalog.salvage_json_lines(None, &mut sink()) else {
            assert_eq!(pages, 2, "without the list of tables nothing is read");
            continue;
        };
        most = most.max(saved.reports);
        assert!(pages == all - 1 || !saved.lost.is_empty(), "{pages} of {all} pages: {saved:?}");
    }
    assert!(most > 0);
}

#[test]
fn a_table_that_is_missing_is_named_and_what_hangs_on_it_is_lost() {
    let lost = |table: &str| {
        let (_dir, path) = whole();
        let catalog = Catalog::open(&path).unwrap();
        catalog.database.execute_batch(&format!("PRAGMA foreign_keys = OFF; DROP TABLE {table}")).unwrap();
        drop(catalog);
        let catalog = Catalog::open_to_salvage(&path).unwrap();
        let missing = CatalogFinding::MissingTable { table: table.to_owned() };
        assert!(catalog.check().unwrap().contains(&missing));
        catalog.salvage_json_lines(None, &mut sink()).unwrap()
    };
    let told = |saved: &Salvaged| saved.lost.iter().map(|lost| (lost.what, lost.id)).collect::<Vec<_>>();
    let facts = lost("catalog_facts");
    assert_eq!((facts.reports, facts.lost.len()), (2, 0));
    let asked = lost("witnesses");
    assert_eq!((asked.transcripts, asked.alignments), (3, 2));
    assert_eq!(told(&asked)[0], ("answers about transcript", Some(1)));
    assert!(asked.lost[0].why.contains("no such table: witnesses"), "{:?}", asked.lost[0]);
    let segments = lost("segments");
    assert_eq!((segments.reports, segments.articles, segments.transcripts, segments.alignments), (2, 2, 0, 0));
    assert_eq!(told(&segments)[..2], [("transcript", Some(1)), ("transcript", Some(3))]);
    let recordings = lost("recordings");
    assert_eq!((recordings.reports, recordings.recordings, recordings.articles), (2, 0, 2));
    assert_eq!(told(&recordings)[0], ("list of recordings", None));
}

#[test]
fn a_row_that_makes_no_sense_is_lost_alone() {
    let (_dir, path) = whole();
    let catalog = Catalog::open(&path).unwrap();
    let harm = "UPDATE reports SET recording_id = NULL WHERE id = 1; PRAGMA foreign_keys = OFF;
        UPDATE articles SET text_sha256 = 'no hash' WHERE id = 1; UPDATE transcripts SET corrects_id = 77 WHERE id = 3;
        UPDATE alignments SET document = x'0102' WHERE id = 2; UPDATE transcripts SET language = '-' WHERE id = 1";
    catalog.database.execute_batch(harm).unwrap();
    drop(catalog);
    let (saved, lines) = salvaged(&path).unwrap();
    let told: Vec<_> = saved.lost.iter().map(|lost| (lost.what, lost.id)).collect();
    assert!(told.contains(&("article", Some(1))) && told.contains(&("alignment", Some(2))), "{told:?}");
    assert!(told.contains(&("origin of transcript", Some(3))), "{told:?}");
    assert!(told.contains(&("transcript", Some(1))), "{told:?}");
    assert_eq!((saved.reports, saved.transcripts, saved.articles, saved.alignments), (2, 2, 1, 0));
    let (_fresh, catalog) = shelf();
    catalog.import_json_lines(&lines[..]).unwrap();
}

#[test]
fn a_foreign_database_and_a_newer_catalog_are_left_to_the_byte_with_all_that_lies_beside_them() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("songs.db");
    let other = rusqlite::Connection::open(&path).unwrap();
    other.pragma_update(None, "journal_mode", "wal").unwrap();
    other.execute_batch("CREATE TABLE songs (name TEXT); PRAGMA wal_checkpoint; INSERT INTO songs VALUES ('a')").unwrap();
    // As its program was killed: with a journal that nobody has carried out.
    let killed = tempfile::tempdir().unwrap();
    for name in ["songs.db", "songs.db-wal"] {
        fs::copy(dir.path().join(name), killed.path().join(name)).unwrap();
    }
    let (newer, catalog) = shelf();
    shelve(&catalog, "Aid", 'a');
    catalog.database.pragma_update(None, "user_version", 99).unwrap();
    drop(catalog);
    for (dir, name) in [(&killed, "songs.db"), (&newer, "rawi.db")] {
        let all = || {
            let mut all: Vec<_> = fs::read_dir(dir.path()).unwrap().map(|f| f.unwrap().path()).collect();
            all.sort();
            all.into_iter().map(|path| (fs::read(&path).unwrap(), path)).collect::<Vec<_>>()
        };
        let before = all();
        let path = dir.path().join(name);
        for opened in [Catalog::open(&path), Catalog::open_to_salvage(&path), Catalog::open_read_only(&path)] {
            assert!(matches!(opened, Err(Error::NotACatalog { .. } | Error::Newer { .. })), "{opened:?}");
        }
        assert!(all() == before, "{name}");
    }
}

#[test]
fn rows_behind_a_damaged_page_of_a_long_table_are_found_one_by_one() {
    let (dir, catalog) = shelf();
    let long = "a title ".repeat(40);
    for number in 0..300 {
        catalog.add_report(&ReportFacts::new(format!("{number} {long}")), 0).unwrap();
    }
    let root: usize = catalog
        .database
        .query_row("SELECT rootpage FROM sqlite_schema WHERE name = 'reports'", [], |row| row.get::<_, u32>(0))
        .unwrap() as usize;
    drop(catalog);
    let path = dir.path().join("rawi.db");
    let (mut bytes, size) = (fs::read(&path).unwrap(), page_size(&path));
    // The leaves of the table, by the pointers of its root.
    let page = bytes[(root - 1) * size..root * size].to_vec();
    let cells = usize::from(u16::from_be_bytes(page[3..5].try_into().unwrap()));
    assert!(page[0] == 5 && cells > 8, "{} with {cells} leaves", page[0]);
    let leaf = |cell: usize| {
        let at = usize::from(u16::from_be_bytes(page[12 + 2 * cell..14 + 2 * cell].try_into().unwrap()));
        u32::from_be_bytes(page[at..at + 4].try_into().unwrap()) as usize
    };
    for cell in [2, cells / 2, cells - 2] {
        bytes[(leaf(cell) - 1) * size..leaf(cell) * size].fill(0xab);
    }
    fs::write(&path, bytes).unwrap();
    let saved = salvaged(&path).unwrap().0;
    assert!(saved.reports < 300 && saved.reports >= 300 - 3 * 20, "{} reports of 300", saved.reports);
    assert_eq!((saved.lost[0].what, saved.lost[0].id), ("list of reports", None));
}
