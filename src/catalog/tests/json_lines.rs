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
    assert_eq!(added, Imported { recordings: 2, reports: 2, transcripts: 3, articles: 3, alignments: 2 });
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
    assert_eq!(added, Imported { recordings: 0, reports: 1, transcripts: 0, articles: 2, alignments: 1 });
    assert_eq!(catalog.find_report("مجلس-الامن-2").unwrap(), catalog.reports().unwrap()[2].report.id);
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
