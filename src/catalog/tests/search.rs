use super::*;

/// The reports that are found, each hit's once.
fn found(catalog: &Catalog, query: &str, filter: &SearchFilter) -> Vec<ReportId> {
    let mut reports: Vec<_> = catalog.search_within(query, filter, 20).unwrap().iter().map(|hit| hit.report).collect();
    reports.dedup();
    reports
}

fn published(catalog: &Catalog, text: &str, programme: Option<&str>, date: &str) -> ReportId {
    let mut facts = ReportFacts::new(text);
    facts.date = Some(date.to_owned());
    facts.programme = programme.map(str::to_owned);
    let report = catalog.add_report(&facts, 20).unwrap();
    catalog.attach_article(report, &article(text), None, 21).unwrap();
    report
}

#[test]
fn a_word_finds_its_forms_and_in_quotation_marks_itself_alone() {
    let (_dir, catalog) = shelf();
    let texts = [
        "فتحت المدرسة أبوابها.",
        "زار الوزير مدرسة القرية.",
        "واهتم بالطلاب وبالمدرسة كثيرا.",
        "The ministries voted.",
        "A ministry votes.",
    ];
    let reports = texts.map(|text| published(&catalog, text, None, "2017"));
    let all = SearchFilter::default();
    let set = |query: &str| {
        let mut found = found(&catalog, query, &all);
        found.sort();
        found
    };
    for query in ["وبالمدرسة", "مدرسة", "المدرسة", "المدرس*"] {
        assert_eq!(set(query), reports[..3], "{query}");
    }
    assert_eq!(set("\"وبالمدرسة\""), [reports[2]]);
    assert_eq!(set("\"مدرسة القرية\""), [reports[1]]);
    assert_eq!(set("\"مدرسة\""), [reports[1]]);
    assert_eq!(set("ministry vote"), reports[3..]);
    assert_eq!(set("\"ministry\""), [reports[4]]);
    assert_eq!(found(&catalog, "votes", &all)[0], reports[4], "what stands as it was typed comes first");
    let hit = &catalog.search("المدرسة", 1).unwrap()[0];
    assert_eq!(hit.snippet.matches[0].of(&hit.snippet.text), "المدرسة");
}

#[test]
fn operators_parentheses_and_nearness_are_obeyed() {
    let (_dir, catalog) = shelf();
    let texts = ["Aid reached the besieged valley late.", "War reached the valley.", "Aid and war."];
    let [aid, war, both] = texts.map(|text| published(&catalog, text, None, "2017"));
    for (query, reports) in [
        ("(aid OR war) valley", vec![aid, war]),
        ("aid AND war", vec![both]),
        ("(aid OR war) NOT valley", vec![both]),
        ("valley -(aid OR peace)", vec![war]),
        ("NEAR(aid valley, 3)", vec![aid]),
        ("NEAR(aid valley, 2)", vec![]),
        ("NEAR(valleys \"the besieged\", 0)", vec![aid]),
    ] {
        let mut found = found(&catalog, query, &SearchFilter::default());
        found.sort();
        assert_eq!(found, reports, "{query}");
    }
}

#[test]
fn filters_narrow_and_a_name_that_nobody_has_is_told() {
    let (_dir, catalog) = shelf();
    let kept = shelve(&catalog, "مجلس الأمن", 'a');
    let news = published(&catalog, "The council met.", Some("News in Depth"), "2018-05-01");
    let other = published(&catalog, "The council left.", Some("Morning"), "2019");
    let all = SearchFilter::default();
    assert_eq!(found(&catalog, "council", &all.clone().programme("news in depth")), [news]);
    assert_eq!(found(&catalog, "council", &all.clone().status(ReportStatus::New)), [news, other]);
    assert_eq!(found(&catalog, "council", &all.clone().status(ReportStatus::Approved)), []);
    let error = catalog.search_within("council", &all.clone().programme("Mornin"), 5).unwrap_err();
    assert_eq!(error.to_string(), "no report has the programme `Mornin`; near to it: Morning");

    let mut corrected = transcript(&HEARD);
    let mut segments = corrected.segments().to_vec();
    segments[1].speaker = Some("Sara Haddad".into());
    corrected = Transcript::new(engine(), Language::arabic(), None, corrected.words().to_vec(), segments, None);
    let correction = Correction { corrects: kept.transcript, author: None, note: None };
    catalog.save_correction(&corrected, &correction, 30).unwrap();
    let hit = |filter| catalog.search_within("القتال", &filter, 5).unwrap();
    assert_eq!(hit(all.clone())[0].found_in, [SearchText::Article, SearchText::Machine, SearchText::Corrected]);
    assert_eq!(hit(all.clone().text(SearchText::Machine))[0].found_in, [SearchText::Machine]);
    assert_eq!(hit(all.clone().text(SearchText::Corrected))[0].found_in, [SearchText::Corrected]);
    let said = hit(all.clone().speaker("haddad"));
    assert_eq!(
        (said[0].found_in.as_slice(), said[0].speaker.as_deref()),
        (&[SearchText::Corrected][..], Some("Sara Haddad"))
    );
    assert_eq!(
        (said[0].recording.as_deref(), said[0].at_ms, said[0].until_ms),
        (Some("/air/a.mp3"), Some(5_000), Some(5_400))
    );
    assert!(catalog.search_within("القتال", &all.speaker("nobody"), 5).is_err());
}

#[test]
fn all_that_is_found_is_counted_once() {
    let (_dir, catalog) = shelf();
    let kept = shelve(&catalog, "مجلس الأمن", 'a');
    let correction = Correction { corrects: kept.transcript, author: None, note: None };
    catalog.save_correction(&transcript(&HEARD), &correction, 30).unwrap();
    published(&catalog, "The council met. The council left.", Some("Morning"), "2018-05-01");
    published(&catalog, "Councils meet.", None, "2019");
    let count = |query: &str, by| {
        let counts = catalog.count_found(query, &SearchFilter::default(), by).unwrap();
        counts.into_iter().map(|c| (c.group, c.reports, c.sentences, c.segments)).collect::<Vec<_>>()
    };
    let group = |name: &str| Some(name.to_owned());
    assert_eq!(count("القتال", CountBy::Total), [(None, 1, 1, 1)], "the correction says it again");
    assert_eq!(count("council", CountBy::Year), [(group("2018"), 1, 2, 0), (group("2019"), 1, 1, 0)]);
    assert_eq!(count("council", CountBy::Programme), [(None, 1, 1, 0), (group("Morning"), 1, 2, 0)]);
    assert_eq!(count("giraffe", CountBy::Total), [(None, 0, 0, 0)]);
    assert_eq!(count("giraffe", CountBy::Year), []);
}

#[test]
fn what_stands_around_a_hit_can_be_had() {
    let (_dir, catalog) = shelf();
    shelve(&catalog, "مجلس الأمن", 'a');
    let hit = &catalog.search("الأمين", 1).unwrap()[0];
    let around = |document: &SearchDocument, most| catalog.around(*document, most).unwrap();
    assert_eq!(around(&hit.documents[0], 2), (vec!["عقد مجلس الأمن جلسة طارئة.".to_owned()], vec![]));
    let (before, behind) = around(&hit.documents[1], 1);
    assert_eq!((before.as_slice(), behind.as_slice()), (&[HEARD[0].to_owned()][..], &[HEARD[2].to_owned()][..]));
}
