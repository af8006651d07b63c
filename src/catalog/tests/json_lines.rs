use super::*;

pub(super) fn exported(catalog: &Catalog, only: Option<ReportId>) -> String {
    let mut out = Vec::new();
    catalog.export_json_lines(only, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Two reports, one of them with a changed article, a correction and an export.
fn rich(catalog: &Catalog) -> Shelved {
    let kept = shelve(catalog, "مجلس الأمن", 'a');
    shelve(catalog, "Aid reaches the valley", 'b');
    let changed = article(&PAGE.replace("طارئة", "عادية"));
    catalog
        .attach_article(
            kept.report,
            &changed,
            Some(&ArticleSource { from: "a.html".into(), sha256: Sha256::of(b"a page") }),
            15,
        )
        .unwrap();
    let correction = Correction { corrects: kept.transcript, author: Some("مي".into()), note: None };
    catalog.save_correction(&transcript(&["عقد مجلس الأمن جلسة طارئة"]), &correction, 16).unwrap();
    catalog.record_export(kept.report, &export(Some(kept.alignment)), 17).unwrap();
    kept
}

pub(super) fn export(alignment: Option<AlignmentId>) -> ExportFacts {
    ExportFacts {
        alignment,
        path: "out/a.vtt".into(),
        format: "vtt".into(),
        preset: "bbc".into(),
        options: "text=mixed".into(),
        content_sha256: Sha256::of(b"WEBVTT"),
        approval: None,
    }
}

#[test]
fn a_catalog_exported_imported_and_exported_again_gives_the_same_bytes() {
    let ((_a, from), (_b, to)) = (shelf(), shelf());
    // Ids that do not count from 1, as after a removal.
    let gone = shelve(&from, "Gone", 'e');
    rich(&from);
    from.remove_report(gone.report, 90).unwrap();
    let lines = exported(&from, None);
    let added = to.import_json_lines(lines.as_bytes()).unwrap();
    assert_eq!(
        added,
        Imported { recordings: 2, reports: 2, transcripts: 3, articles: 3, alignments: 2, ..Imported::default() }
    );
    assert_eq!(exported(&to, None), lines);
    assert_eq!(to.check().unwrap(), []);
    assert_eq!(to.search("عادية", 5).unwrap().len(), 1, "what was imported is found");
}

#[test]
fn lines_brought_twice_are_kept_once() {
    let (_dir, catalog) = shelf();
    let kept = rich(&catalog);
    let lines = exported(&catalog, None);
    assert_eq!(catalog.import_json_lines(lines.as_bytes()).unwrap(), Imported::default());
    assert_eq!(exported(&catalog, None), lines);
    // What went on elsewhere is added to what is here.
    let (_other, elsewhere) = shelf();
    elsewhere.import_json_lines(lines.as_bytes()).unwrap();
    let there = elsewhere.reports().unwrap()[0].report.id;
    elsewhere.attach_article(there, &article(&PAGE.replace("طارئة", "سرية")), None, 99).unwrap();
    let added = catalog.import_json_lines(exported(&elsewhere, Some(there)).as_bytes()).unwrap();
    assert_eq!(added, Imported { articles: 1, ..Imported::default() });
    assert_eq!(catalog.article_versions(kept.report).unwrap().len(), 3);
}

#[test]
fn another_report_of_a_known_recording_adds_no_second_recording_or_transcript() {
    let (_dir, catalog) = shelf();
    let kept = rich(&catalog);
    let lines = exported(&catalog, Some(kept.report));
    let report = lines.lines().find(|l| l.contains("\"row\":\"report\"")).unwrap();
    let later = report.replace("\"added_unix_s\":", "\"added_unix_s\":9");
    let added = catalog.import_json_lines(lines.replace(report, &later).as_bytes()).unwrap();
    assert_eq!(
        added,
        Imported { recordings: 0, reports: 1, transcripts: 0, articles: 2, alignments: 1, ..Imported::default() }
    );
    assert_eq!(catalog.find_report("مجلس-الامن-2").unwrap(), catalog.reports().unwrap()[2].report.id);
}

/// The texts of all changes, and how many the import of the other's lines left out.
fn after_import(own: &[Operation], other: &[Operation]) -> (Vec<String>, usize) {
    let ((_a, here), (_b, there)) = (shelf(), shelf());
    let kept = shelve(&here, "Rain", 'a');
    there.import_json_lines(exported(&here, None).as_bytes()).unwrap();
    for (catalog, operations) in [(&here, own), (&there, other)] {
        for operation in operations {
            let Operated::Kept(_) = catalog.operate(std::slice::from_ref(operation), 50).unwrap() else { panic!() };
        }
    }
    let lines = exported(&there, None);
    let added = here.import_json_lines(lines.as_bytes()).unwrap();
    assert_eq!(here.import_json_lines(lines.as_bytes()).unwrap(), added, "again it is the same");
    let texts = here.operations(kept.transcript).unwrap().into_iter().map(|kept| kept.after).collect();
    (texts, added.changes_left_out)
}

#[test]
fn changes_behind_one_that_is_not_taken_are_not_taken_and_counted() {
    let text = |key: &str, segment, base_revision, after: &str| Operation {
        key: key.into(),
        transcript: TranscriptId::new(1),
        segment,
        kind: OperationKind::Text,
        base_revision,
        before: String::new(),
        after: after.into(),
        undoes: None,
        parts: None,
        step: None,
        author: "Mai".into(),
    };
    let ours = [text("o1", 0, 0, "ours")];
    // The second and the third stand on the first, which is not taken; the fourth on nothing that anybody changed.
    let theirs = [
        text("t1", 0, 0, "theirs"),
        text("t2", 0, 1, "theirs, better"),
        text("t3", 0, 2, "theirs, best"),
        text("t4", 1, 0, "elsewhere"),
    ];
    assert_eq!(after_import(&ours, &theirs), (vec!["ours".to_owned(), "elsewhere".to_owned()], 3));
    // Nobody else changed it: the whole chain is taken.
    assert_eq!(after_import(&[], &theirs[..2]), (vec!["theirs".to_owned(), "theirs, better".to_owned()], 0));
    // What was cut off by a change that is not taken is not here.
    let parts = Some(Parts { other: Some(3), heard_words: 1, other_revision: 0 });
    let cut = Operation { kind: OperationKind::Split, parts, ..text("t1", 0, 0, "a\nb") };
    assert_eq!(after_import(&ours, &[cut, text("t2", 3, 0, "b, better")]), (vec!["ours".to_owned()], 2));
}

#[test]
fn a_wrong_line_is_named_and_nothing_of_the_import_is_kept() {
    let ((_a, from), (_b, to)) = (shelf(), shelf());
    rich(&from);
    let lines = exported(&from, None);
    let wrong = |text: &str| to.import_json_lines(text.as_bytes()).unwrap_err().to_string();
    assert_eq!(wrong(""), "line 1 of the import: it is empty");
    assert_eq!(
        wrong("{}"),
        "line 1 of the import: it is not the first line of a catalog's export (`\"format\":\"rawi.catalog\"`)"
    );
    assert_eq!(
        wrong("{\"format\":\"rawi.catalog\",\"version\":9}"),
        "line 1 of the import: it has version 9, and this rawi reads up to 1"
    );
    let cut = &lines[..lines.len() - 20];
    assert!(wrong(cut).starts_with(&format!("line {} of the import: EOF", lines.lines().count())), "{}", wrong(cut));
    let without: String = lines.lines().filter(|l| !l.contains("\"row\":\"article\"")).map(|l| format!("{l}\n")).collect();
    assert!(wrong(&without).ends_with("there is no article 1 before it"), "{}", wrong(&without));
    let hash = "a".repeat(64);
    let spoilt = wrong(&lines.replacen(&hash, "xyz", 1));
    assert!(spoilt.starts_with("line 2 of the import: a SHA-256 has 64 hexadecimal digits"), "{spoilt}");
    let leaving = wrong(&lines.replacen("\"slug\":\"aid-reaches-the-valley\"", "\"slug\":\"../../../evil\"", 1));
    assert!(
        leaving.ends_with("`../../../evil` cannot be a report's slug: it holds '/', which separates directories"),
        "{leaving}"
    );
    assert_eq!(to.reports().unwrap(), []);
    assert_eq!(to.recordings().unwrap(), []);
}

/// What people and engines can do with a report, each once, and with feeds around it.
pub(super) fn everything(catalog: &Catalog) {
    let kept = rich(catalog);
    let segment = |key: &str, base_revision, after: &str, undoes| Operation {
        key: key.into(),
        transcript: kept.transcript,
        segment: 1,
        kind: OperationKind::Text,
        base_revision,
        before: HEARD[1].into(),
        after: after.into(),
        undoes,
        parts: None,
        step: None,
        author: "Mai".into(),
    };
    let Operated::Kept(first) = catalog.operate(&[segment("o1", 0, "another", None)], 30).unwrap() else { panic!() };
    catalog.operate(&[segment("o2", 1, HEARD[1], Some(first[0].id))], 31).unwrap();
    let parts = Some(Parts { other: None, heard_words: 1, other_revision: 0 });
    let cut = Operation {
        segment: 0,
        kind: OperationKind::Split,
        parts,
        step: Some("s".into()),
        ..segment("o3", 0, "a\nb", None)
    };
    catalog.operate(&[cut], 31).unwrap();
    catalog.settle(kept.transcript, &transcript(&["settled"]), (first[0].id + 1, "Mai"), 32).unwrap();
    let setting = CueSetting {
        kind: CueSettingKind::Start,
        words: "عقد".into(),
        before: None,
        after: None,
        span: Span::from_millis(0, 400),
        text: None,
        wording: None,
        shift_ms: Some(-80),
        limits: "bbc".into(),
    };
    let step = |key: &str, base_revision, setting, undoes| CueEdit {
        key: key.into(),
        report: kept.report,
        undoes,
        author: "Omar".into(),
        changes: vec![CueChange { slot: "s".into(), base_revision, setting }],
    };
    let CueEdited::Kept(set) = catalog.edit_cues(&step("c1", 0, Some(setting.clone()), None), 33).unwrap() else { panic!() };
    catalog.edit_cues(&step("c2", 1, None, Some(set.id)), 34).unwrap();
    catalog.edit_cues(&step("c3", 2, Some(setting), None), 35).unwrap();
    catalog.decide(kept.report, Decision::Approved, Some("Mai"), Some("as read"), 36).unwrap();
    let note =
        catalog.add_note(kept.report, &NewNote { sentence: Some(1), author: Some("Mai".into()), ..NewNote::new("?") }, 37);
    catalog.finish_note(note.unwrap(), Some("Omar"), 38).unwrap();
    catalog.add_note(kept.report, &NewNote { at_ms: Some(7), ..NewNote::new("here") }, 39).unwrap();
    let decision = FindingDecision {
        finding: Sha256::of(b"finding"),
        kind: "number".into(),
        verdict: FindingVerdict::Speech,
        note: Some("heard".into()),
        published: Some("2".into()),
        heard: Some("3".into()),
        span: Some(Span::from_millis(3, 9)),
        author: "Mai".into(),
    };
    // As a merge leaves it: one's decision stands again after another's.
    for verdict in [FindingVerdict::Speech, FindingVerdict::Open, FindingVerdict::Speech] {
        let seen = catalog.finding_decisions(kept.report).unwrap().last().map_or(0, |made| made.id);
        catalog.decide_finding(kept.report, &FindingDecision { verdict, ..decision.clone() }, seen, 40).unwrap();
    }
    catalog
        .record_export(kept.report, &ExportFacts { approval: Some(1), path: "out/b.vtt".into(), ..export(None) }, 41)
        .unwrap();
    catalog.keep_page(kept.report, "https://radio.example/1", b"caf\xe9", 42).unwrap();
    let offered = |address: &str| FeedTranscript {
        address: address.into(),
        media_type: "text/vtt".into(),
        language: Some("ar".into()),
        is_captions: true,
    };
    catalog.keep_offered(kept.report, &offered("https://radio.example/1.vtt"), b"WEBVTT", 43).unwrap();
    // A second report of the recording, in another language and the same second.
    let facts = ReportFacts { language: Some(Language::english()), ..ReportFacts::new("In English") };
    catalog.add_report(&facts.with_recording(kept.recording), 11).unwrap();
    let settings = FeedSettings { programme: Some("World".into()), ..FeedSettings::default() };
    let (feed, _) = catalog.add_feed(&Slug::of_title("World"), "https://x.org/feed", &settings, 50).unwrap();
    let item =
        |key: &str| FeedItem { enclosure: Some(format!("https://x.org/{key}.mp3")), key: key.into(), ..FeedItem::default() };
    catalog.merge_items(feed, &[item("1"), item("2"), item("3")], true, 51).unwrap();
    let ids: Vec<_> = catalog.feed_items(feed).unwrap().iter().map(|item| item.id).collect();
    catalog.item_file(ids[0], "/shows/1.mp3").unwrap();
    catalog.item_done(ids[0], FeedItemOutcome::Kept(kept.report, None)).unwrap();
    catalog.item_done(ids[1], FeedItemOutcome::Failed("it is a page")).unwrap();
    catalog.item_edition(ids[0], Sha256::of(b"one"), kept.report, 52).unwrap();
    catalog.merge_items(feed, &[FeedItem { enclosure: Some("https://y.org/1.mp3".into()), ..item("1") }], true, 53).unwrap();
    let conflict = MergeConflict {
        kind: MergeConflictKind::OtherFacts,
        subject: "all".into(),
        what: "title".into(),
        ours: Some("a".into()),
        theirs: None,
        author: None,
        source: "bureau.db".into(),
    };
    let settled = Some(("Mai".to_owned(), 55));
    for report in [Some(kept.report), None] {
        let key = Sha256::of(format!("{report:?}").as_bytes());
        catalog.change(|t| merge_conflicts::add(t, (report, key), &conflict, (54, settled.clone()))).unwrap();
    }
    let gone = shelve(catalog, "Gone", 'e');
    catalog.remove_report(gone.report, 60).unwrap();
}

#[test]
fn a_catalog_that_has_everything_is_the_same_after_export_and_import() {
    let ((_a, from), (_b, to), (_c, merged)) = (shelf(), shelf(), shelf());
    everything(&from);
    let lines = exported(&from, None);
    let mut missing: Vec<&str> = ROWS.split(' ').filter(|row| !lines.contains(&format!("{{\"row\":\"{row}\""))).collect();
    missing.retain(|row| *row != "bundle");
    assert_eq!(missing, [""; 0], "there is one of each row but bundles, which have a test of their own");
    to.import_json_lines(lines.as_bytes()).unwrap();
    assert_eq!(exported(&to, None), lines);
    assert_eq!(to.status(ReportId::new(1)).unwrap(), from.status(ReportId::new(1)).unwrap());
    assert_eq!(to.check().unwrap(), []);
    // Brought again nothing is added, and a merge brings the same.
    assert_eq!(to.import_json_lines(lines.as_bytes()).unwrap(), Imported::default());
    assert_eq!(exported(&to, None), lines);
    merged.merge(&from, false, 70, |_, _| {}).unwrap();
    let only = |catalog: &Catalog| exported(catalog, Some(ReportId::new(1)));
    assert_eq!(only(&merged), only(&from));
}

/// All rows that an export may have.
const ROWS: &str = "recording report article transcript alignment export decision note change settlement bundle cue_edit \
    finding_decision page offered_transcript feed feed_item conflict removal";
