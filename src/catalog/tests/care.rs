use super::*;

#[test]
fn a_backup_is_made_while_others_work_and_holds_all_rows() {
    let (dir, catalog) = shelf();
    shelve(&catalog, "مجلس الأمن", 'a');
    let target = dir.path().join("copy.db");
    let other = Catalog::open(catalog.path()).unwrap();
    let made = catalog.back_up(&target).unwrap();
    assert_eq!(made.reports, 1);
    shelve(&other, "Second", 'b');
    let copy = Catalog::open(&target).unwrap();
    assert_eq!(copy.check().unwrap(), []);
    assert_eq!(copy.check_documents(|_, _| {}).unwrap(), []);
    assert_eq!(copy.search("القتال", 5).unwrap().len(), 1);
    let lines = |catalog: &Catalog| {
        let mut lines = Vec::new();
        catalog.export_json_lines(Some(ReportId::new(1)), &mut lines).unwrap();
        lines
    };
    assert_eq!(lines(&copy), lines(&catalog));
    assert!(catalog.back_up(&dir.path().join("none/copy.db")).is_err());
}

#[test]
fn texts_that_changed_behind_the_catalogs_back_are_found() {
    let (_dir, catalog) = shelf();
    let kept = shelve(&catalog, "مجلس الأمن", 'a');
    assert_eq!(catalog.check_documents(|_, _| {}).unwrap(), []);
    catalog.database.execute("UPDATE articles SET text = text || ' Added.'", []).unwrap();
    catalog.database.execute("UPDATE transcripts SET word_texts = replace(word_texts, 'مجلس', 'مجلة')", []).unwrap();
    catalog.database.execute("DELETE FROM search_index WHERE rowid = 1", []).unwrap();
    catalog.database.execute("UPDATE alignments SET document = x'0100'", []).unwrap();
    catalog.keep_page(kept.report, "https://radio.example/1", b"<p>page</p>", 20).unwrap();
    catalog.database.execute("UPDATE pages SET content_sha256 = replace(content_sha256, 'a', 'b')", []).unwrap();
    let changed = |document, id| CatalogFinding::ChangedDocument { document, id };
    let expected = [
        changed("article", kept.article.number()),
        changed("transcript", kept.transcript.number()),
        changed("alignment", kept.alignment.number()),
        changed("page", 1),
        CatalogFinding::SearchIndex,
    ];
    assert_eq!(catalog.check_documents(|_, _| {}).unwrap(), expected);
}

#[test]
fn what_is_in_the_catalog_is_counted() {
    let (_dir, catalog) = shelf();
    let kept = shelve(&catalog, "مجلس الأمن", 'a');
    let correction = Correction { corrects: kept.transcript, author: None, note: None };
    catalog.save_correction(&transcript(&HEARD[..2]), &correction, 20).unwrap();
    let mut facts = ReportFacts::new("Second");
    facts.programme = Some("Morning".into());
    catalog.add_report(&facts, 30).unwrap();
    let counted = catalog.statistics().unwrap();
    let words = transcript(&HEARD[..2]).words().len() as u64;
    assert_eq!((counted.reports, counted.recordings, counted.duration_ms, counted.words), (2, 1, 60_000, words));
    assert_eq!((counted.machine_transcripts, counted.corrections), (1, 1));
    let of = |shares: &[StatisticsShare]| shares.iter().map(|s| (s.name.clone(), s.reports, s.words)).collect::<Vec<_>>();
    let name = |name: &str| Some(name.to_owned());
    assert_eq!(of(&counted.languages), [(None, 1, 0), (name("ar"), 1, words)]);
    assert_eq!(of(&counted.programmes), [(None, 1, words), (name("Morning"), 1, 0)]);
    assert_eq!(of(&counted.statuses), [(name("new"), 1, 0), (name("transcribed"), 1, words)]);
    assert!(counted.tables.iter().any(|table| table.name == "transcripts" && table.bytes > 0));
}

#[test]
fn a_catalog_of_an_older_layout_that_may_not_be_written_is_told_and_left_as_it_is() {
    let (_dir, catalog) = shelf();
    shelve(&catalog, "مجلس الأمن", 'a');
    let path = catalog.path().to_owned();
    catalog
        .database
        .execute_batch("DROP TABLE search_terms; DROP INDEX segments_by_speaker; PRAGMA user_version = 16; PRAGMA wal_checkpoint(TRUNCATE)")
        .unwrap();
    drop(catalog);
    let bytes = std::fs::read(&path).unwrap();
    let refused = Catalog::open_read_only(&path).unwrap_err();
    assert!(matches!(refused, Error::ReadOnly { .. }), "{refused:?}");
    let examined = Catalog::open_to_salvage(&path).unwrap();
    assert!(examined.check().unwrap().contains(&CatalogFinding::OlderLayout { version: 16, current: layout::CURRENT }));
    drop(examined);
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
}
