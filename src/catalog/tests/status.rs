use super::*;

#[test]
fn a_report_comes_as_far_as_the_catalog_holds_of_it() {
    let (_dir, catalog) = shelf();
    let bare = catalog.add_report(&ReportFacts::new("Nothing yet"), 0).unwrap();
    assert_eq!(catalog.status(bare).unwrap().status, ReportStatus::New);
    let heard = catalog.add_recording(&recording("/air/b.mp3", 'b'), 1).unwrap();
    let report = catalog.add_report(&ReportFacts::new("Heard").with_recording(heard), 1).unwrap();
    assert_eq!(catalog.status(report).unwrap().status, ReportStatus::New);
    catalog.save_transcript(heard, &transcript(&HEARD), 2).unwrap();
    assert_eq!(catalog.status(report).unwrap().status, ReportStatus::Transcribed);
    let kept = shelve(&catalog, "All", 'a');
    assert_eq!(catalog.status(kept.report).unwrap().status, ReportStatus::Aligned);
    // Aligned with an article that is not the newest any more.
    catalog.attach_article(kept.report, &article("Another text altogether."), None, 20).unwrap();
    assert_eq!(catalog.status(kept.report).unwrap().status, ReportStatus::Transcribed);
    let listed: Vec<_> = catalog.reports().unwrap().iter().map(|r| r.status).collect();
    assert_eq!(listed, [ReportStatus::New, ReportStatus::Transcribed, ReportStatus::Transcribed]);
}

#[test]
fn an_approval_holds_until_one_of_its_texts_changes_and_again_when_it_is_as_before() {
    let (_dir, catalog) = shelf();
    let kept = shelve(&catalog, "All", 'a');
    let approve = |by| catalog.decide(kept.report, Decision::Approved, Some(by), Some(" "), 20).unwrap();
    let status = || catalog.status(kept.report).unwrap();
    let approved = approve("Mai");
    assert_eq!((approved.status, &approved.changed[..]), (ReportStatus::Approved, &[][..]));
    let decision = &approved.decisions[0];
    assert_eq!((decision.author.as_deref(), &decision.note, decision.decided_unix_s), (Some("Mai"), &None, 20));
    // A correction, then a new version of the page.
    let correction = Correction { corrects: kept.transcript, author: None, note: None };
    let other = transcript(&["عقد مجلس الأمن جلسة طارئة", HEARD[1], HEARD[2]]);
    catalog.save_correction(&other, &correction, 21).unwrap();
    assert_eq!((status().status, status().changed), (ReportStatus::Transcribed, vec![ChangedText::Transcript]));
    let changed = article(&PAGE.replace("طارئة", "عادية"));
    catalog.attach_article(kept.report, &changed, None, 22).unwrap();
    assert_eq!(status().changed, [ChangedText::Article, ChangedText::Transcript]);
    assert!(catalog.reports().unwrap()[0].reopened);
    assert_eq!(approve("Omar").status, ReportStatus::Approved);
    // Taken back; nothing of what was decided is forgotten.
    let open = catalog.decide(kept.report, Decision::Open, None, None, 23).unwrap();
    assert_eq!((open.status, open.changed.len(), open.decisions.len()), (ReportStatus::Transcribed, 0, 3));
    // The same words with other times are another transcript; the very same one is not.
    approve("Mai");
    let mut later = other.words().to_vec();
    later[0].span = Some(Span::from_millis(0, 1));
    let moved = Transcript::new(engine(), Language::arabic(), None, later, other.segments().to_vec(), None);
    catalog.save_correction(&moved, &correction, 24).unwrap();
    assert_eq!(status().changed, [ChangedText::Transcript]);
    catalog.save_correction(&other, &correction, 25).unwrap();
    assert_eq!(status().status, ReportStatus::Approved);
}

#[test]
fn what_is_not_transcribed_cannot_be_approved() {
    let (_dir, catalog) = shelf();
    let bare = catalog.add_report(&ReportFacts::new("Nothing yet"), 0).unwrap();
    let error = catalog.decide(bare, Decision::Reviewed, Some("Mai"), None, 1).unwrap_err();
    assert_eq!(error.to_string(), "the report `nothing-yet` is not transcribed, so there is nothing to review or approve");
    assert_eq!(catalog.decide(bare, Decision::Open, None, None, 1).unwrap().status, ReportStatus::New);
}

#[test]
fn a_note_stays_on_its_sentence_when_the_article_changes_around_it() {
    let (_dir, catalog) = shelf();
    let kept = shelve(&catalog, "All", 'a');
    let on = |sentence| NewNote { sentence, author: Some("Mai".into()), at_ms: Some(7), ..NewNote::new(" spelling? ") };
    let first = catalog.add_note(kept.report, &on(Some(0)), 20).unwrap();
    catalog.add_note(kept.report, &on(Some(1)), 21).unwrap();
    catalog.add_note(kept.report, &on(None), 22).unwrap();
    assert!(matches!(catalog.add_note(kept.report, &on(Some(2)), 23), Err(Error::NoRow { what: "sentence", id: 2 })));
    assert!(catalog.add_note(kept.report, &NewNote::new(" "), 23).is_err());
    let sentences = || catalog.notes(kept.report).unwrap().iter().map(|n| n.sentence).collect::<Vec<_>>();
    assert_eq!(sentences(), [Some(0), Some(1), None]);
    // A new sentence before, the second one gone.
    let page = article("سبق هذا كل شيء. عقد مجلس الأمن جلسة طارئة.");
    catalog.attach_article(kept.report, &page, None, 24).unwrap();
    assert_eq!(sentences(), [Some(1), None, None]);
    let notes = catalog.notes(kept.report).unwrap();
    assert_eq!(notes[1].quote.as_deref(), Some("دعا الأمين العام إلى وقف القتال."));
    assert_eq!((notes[0].text.as_str(), notes[0].at_ms, notes[0].done_unix_s), ("spelling?", Some(7), None));
    assert_eq!(catalog.reports().unwrap()[0].open_notes, 3);
    catalog.finish_note(first, Some("Omar"), 30).unwrap();
    let note = catalog.notes(kept.report).unwrap().remove(0);
    assert_eq!((note.done_by.as_deref(), note.done_unix_s), (Some("Omar"), Some(30)));
    assert_eq!(catalog.reports().unwrap()[0].open_notes, 2);
    assert!(catalog.finish_note(NoteId::new(99), None, 31).is_err());
}

#[test]
fn decisions_and_notes_go_with_the_lines_of_a_catalog_once() {
    let ((_a, from), (_b, to)) = (shelf(), shelf());
    let kept = shelve(&from, "All", 'a');
    let facts = ReportFacts {
        programme: Some("World".into()),
        reporter: Some("Sara Haddad".into()),
        place: Some("Amman".into()),
        ..from.report(kept.report).unwrap().facts
    };
    from.update_report(kept.report, &facts, 15).unwrap();
    from.decide(kept.report, Decision::Approved, Some("Mai"), Some("fine"), 20).unwrap();
    from.add_note(kept.report, &NewNote { sentence: Some(1), ..NewNote::new("who?") }, 21).unwrap();
    let mut lines = Vec::new();
    from.export_json_lines(None, &mut lines).unwrap();
    to.import_json_lines(&lines[..]).unwrap();
    to.import_json_lines(&lines[..]).unwrap();
    let mut again = Vec::new();
    to.export_json_lines(None, &mut again).unwrap();
    assert_eq!(String::from_utf8(again).unwrap(), String::from_utf8(lines).unwrap());
    assert_eq!(to.status(ReportId::new(1)).unwrap(), from.status(kept.report).unwrap());
    assert_eq!(to.status(ReportId::new(1)).unwrap().status, ReportStatus::Approved);
}

#[test]
fn the_list_is_narrowed_and_comes_in_pages_from_the_newest() {
    let (_dir, catalog) = shelf();
    for (n, day) in ["2017-08-01", "2017-08-02", "2017-08-03"].iter().enumerate() {
        let mut facts = ReportFacts::new(format!("Day {n}")).with_date(day).unwrap();
        facts.language = Some(if n == 1 { "ar-EG".parse().unwrap() } else { Language::english() });
        facts.programme = (n > 0).then(|| "World".to_owned());
        catalog.add_report(&facts, n as i64).unwrap();
    }
    shelve(&catalog, "Aligned", 'a');
    let found = |filter: ReportFilter| {
        let page = catalog.list(&filter, Page::default()).unwrap();
        assert_eq!(catalog.count(&filter).unwrap(), page.len());
        page.iter().map(|r| r.report.id.number()).collect::<Vec<_>>()
    };
    let all = ReportFilter::default;
    assert_eq!(found(all()), [1, 2, 3, 4]);
    assert_eq!(found(ReportFilter { status: Some(ReportStatus::Aligned), ..all() }), [4]);
    assert_eq!(found(ReportFilter { since: Some("2017-08-02".into()), ..all() }), [2, 3]);
    assert_eq!(found(ReportFilter { until: Some("2017-08-02".into()), ..all() }), [1, 2]);
    assert_eq!(found(ReportFilter { language: Some("ar".into()), ..all() }), [2, 4]);
    assert_eq!(found(ReportFilter { programme: Some("world".into()), ..all() }), [2, 3]);
    assert_eq!(found(ReportFilter { reporter: Some("nobody".into()), ..all() }), [0; 0]);
    let page = |limit, skip| {
        let page = catalog.list(&all(), Page { limit: Some(limit), skip }).unwrap();
        page.iter().map(|r| r.report.id.number()).collect::<Vec<_>>()
    };
    assert_eq!((page(2, 0), page(2, 2), page(2, 4)), (vec![3, 4], vec![1, 2], vec![]));
}
