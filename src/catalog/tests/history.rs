use super::*;

#[test]
fn a_correction_is_a_new_version_shown_first_and_both_are_found() {
    let (_dir, catalog) = shelf();
    let kept = shelve(&catalog, "مجلس الأمن", 'a');
    let correction = Correction { corrects: kept.transcript, author: Some("مي".into()), note: Some("اسم".into()) };
    let fixed = transcript(&["عقد مجلس الأمن جلسة عاجلة", "دعا الأمين العام إلى وقف القتال"]);
    let person = catalog.save_correction(&fixed, &correction, 20).unwrap();
    assert_eq!(catalog.transcript(kept.transcript).unwrap(), transcript(&HEARD), "the machine's stays as it was");
    assert_eq!(catalog.shown_transcript(kept.recording).unwrap(), Some(person));
    let again = catalog.save_transcript(kept.recording, &transcript(&HEARD), 21).unwrap();
    assert_eq!(catalog.shown_transcript(kept.recording).unwrap(), Some(person), "a machine never hides a person's work");
    let versions = catalog.transcript_versions(kept.recording).unwrap();
    assert_eq!(
        versions.iter().map(|v| (v.id, v.version)).collect::<Vec<_>>(),
        [(kept.transcript, 1), (person, 2), (again, 3)]
    );
    assert_eq!(versions[1].origin, Origin::Person(correction));
    assert_eq!(
        catalog.search("عاجلة", 5).unwrap()[0].documents,
        [SearchDocument::Segment { transcript: person, segment: 0 }]
    );
    let both = catalog.search("القتال", 5).unwrap();
    assert_eq!((both.len(), both[0].documents.len(), both[0].kind), (1, 4, HitKind::Both), "{both:?}");
}

#[test]
fn an_article_is_kept_again_only_when_it_changed_and_its_older_version_stays() {
    let (_dir, catalog) = shelf();
    let kept = shelve(&catalog, "مجلس الأمن", 'a');
    assert_eq!(catalog.attach_article(kept.report, &article(PAGE), None, 30).unwrap(), Attached::Known(kept.article));
    let changed = article(&PAGE.replace("طارئة", "مسائية"));
    let Attached::New(second) = catalog.attach_article(kept.report, &changed, None, 31).unwrap() else {
        panic!("it changed")
    };
    assert_eq!(catalog.article(kept.article).unwrap(), article(PAGE));
    assert_eq!(catalog.newest_article(kept.report).unwrap(), Some(second));
    let stale = alignment(&article(PAGE), &transcript(&HEARD));
    let error = catalog.save_alignment(kept.report, second, kept.transcript, &stale, 32).unwrap_err();
    assert_eq!(error.to_string(), format!("the alignment is of another text than article {second}"));
}

#[test]
fn what_was_exported_is_known_by_path_and_what_it_was_made_of() {
    let (_dir, catalog) = shelf();
    let kept = shelve(&catalog, "مجلس الأمن", 'a');
    let first = super::json_lines::export(Some(kept.alignment));
    catalog.record_export(kept.report, &first, 40).unwrap();
    let second = ExportFacts { preset: "netflix-ar".into(), ..first };
    catalog.record_export(kept.report, &second, 41).unwrap();
    let known = catalog.export_at(kept.report, "out/a.vtt").unwrap();
    assert_eq!(
        known,
        Some(StoredExport { export: second, written_unix_s: 41, rawi_version: Some(env!("CARGO_PKG_VERSION").into()) })
    );
    assert_eq!(catalog.export_at(kept.report, "out/b.vtt").unwrap(), None);
}

#[test]
fn a_recording_that_moved_is_found_by_its_content() {
    let (_dir, catalog) = shelf();
    let kept = shelve(&catalog, "مجلس الأمن", 'a');
    assert_eq!(catalog.add_recording(&recording("/new/a.mp3", 'a'), 50).unwrap(), kept.recording);
    assert_eq!(catalog.find_report("/new/a.mp3").unwrap(), kept.report);
    catalog.relink_recording(kept.recording, "/newer/a.mp3").unwrap();
    assert_eq!(catalog.recording_by_sha256("A".repeat(64).parse().unwrap()).unwrap().unwrap().facts.path, "/newer/a.mp3");
}

#[test]
fn a_report_goes_with_what_is_its_own_and_a_shared_recording_stays() {
    let (_dir, catalog) = shelf();
    let kept = shelve(&catalog, "مجلس الأمن", 'a');
    let second = ReportFacts { title: "Second".into(), recording: Some(kept.recording), ..ReportFacts::default() };
    let second = catalog.add_report(&second, 60).unwrap();
    assert_eq!(catalog.removal(kept.report).unwrap().recording, None);
    catalog.remove_report(kept.report, 90).unwrap();
    assert_eq!(catalog.transcript(kept.transcript).unwrap(), transcript(&HEARD));
    let last = catalog.remove_report(second, 90).unwrap();
    assert_eq!((last.recording.map(|r| r.id), last.transcripts, last.corrections), (Some(kept.recording), 1, 0));
    for table in
        ["reports", "recordings", "articles", "words", "alignments", "alignment_sentences", "search_documents", "exports"]
    {
        let sql = format!("SELECT count(*) FROM {table}");
        assert_eq!(catalog.database.query_row(&sql, [], |r| r.get::<_, i64>(0)).unwrap(), 0, "{table}");
    }
    assert_eq!(catalog.search("الأمن", 5).unwrap(), []);
    assert_eq!(catalog.check().unwrap(), []);
}

#[test]
fn a_report_is_found_by_what_a_person_types_and_doubt_is_told() {
    let (_dir, catalog) = shelf();
    let add = |title: &str| catalog.add_report(&ReportFacts { title: title.into(), ..ReportFacts::default() }, 0).unwrap();
    let (council, aid, again) = (add("مجلس الأمن: جلسة"), add("Aid reaches the valley"), add("Aid reaches the valley"));
    let told = |wish: &str| catalog.find_report(wish).unwrap_err().to_string();
    assert_eq!(catalog.find_report("1").unwrap(), council);
    assert_eq!(catalog.find_report("مجلس الامن").unwrap(), council);
    assert_eq!(catalog.find_report("aid-reaches-the-valley").unwrap(), aid, "the whole slug, though another goes on");
    assert_eq!(catalog.find_report("aid-reaches-the-valley-2").unwrap(), again);
    assert_eq!(told("aid"), "`aid` can be 2 reports: 2 aid-reaches-the-valley, 3 aid-reaches-the-valley-2");
    assert_eq!(
        told("aid-raeches"),
        "no report `aid-raeches` in the catalog; near to it: aid-reaches-the-valley, aid-reaches-the-valley-2"
    );
    assert_eq!(told("…"), "no report `…` in the catalog");
    assert_eq!(told("99"), "no report `99` in the catalog");
}

#[test]
fn a_catalog_that_was_normalised_otherwise_is_normalised_anew_when_it_is_opened() {
    let (dir, catalog) = shelf();
    shelve(&catalog, "مجلس الأمن", 'a');
    catalog
        .database
        .execute_batch(
            "INSERT INTO search_index (search_index) VALUES ('delete-all'); UPDATE catalog_facts SET value = 'old'",
        )
        .unwrap();
    assert_eq!(catalog.search("الامن", 5).unwrap(), []);
    drop(catalog);
    let catalog = Catalog::open(&dir.path().join("rawi.db")).unwrap();
    assert_eq!(catalog.search("الامن", 5).unwrap().len(), 1);
    assert_eq!(catalog.check().unwrap(), []);
}

#[test]
fn facts_that_say_nothing_or_nonsense_are_refused_when_they_are_made() {
    let hash = Sha256::of(b"");
    let told = |error: Error| error.to_string();
    let facts = ReportFacts::new("Aid");
    assert_eq!(facts.clone().with_date("2017-08-02").unwrap().date.as_deref(), Some("2017-08-02"));
    for day in ["", "2.8.2017", "2017-13-02", "2017-00-02", "2017-08-32", "2017-08-2", "+017-08-02", "2017–8-02"] {
        let error = told(facts.clone().with_date(day).unwrap_err());
        assert_eq!(error, format!("the date `{day}` is not a day, which is written 2017-08-02"));
    }
    assert!(RecordingFacts::new(hash, "/a.mp3", "mp3", 44_100, 2).is_ok());
    for (path, codec, rate, channels) in [("", "mp3", 1, 1), ("/a", "", 1, 1), ("/a", "mp3", 0, 1), ("/a", "mp3", 1, 0)] {
        assert!(matches!(RecordingFacts::new(hash, path, codec, rate, channels), Err(Error::Value { .. })));
    }
    assert!(ExportFacts::new("a.vtt", "vtt", hash).is_ok());
    assert_eq!(told(ExportFacts::new("", "vtt", hash).unwrap_err()), "an empty path is not what a written file has");
    assert_eq!(told(ExportFacts::new("a", "", hash).unwrap_err()), "an empty format is not what a written file has");
    assert_eq!(told(ArticleSource::new("", hash).unwrap_err()), "an empty text is not where an article came from");
    let correction = Correction::new(TranscriptId::new(1), Some(" ".into()), Some("a name".into()));
    assert_eq!((correction.author, correction.note.as_deref()), (None, Some("a name")));
}
