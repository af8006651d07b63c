use super::*;

#[test]
fn everything_comes_back_as_it_was_kept() {
    let (dir, catalog) = shelf();
    let kept = shelve(&catalog, "مجلس الأمن", 'a');
    drop(catalog);
    let catalog = Catalog::open(&dir.path().join("rawi.db")).unwrap();
    assert_eq!(catalog.article(kept.article).unwrap(), article(PAGE));
    assert_eq!(catalog.transcript(kept.transcript).unwrap(), transcript(&HEARD));
    let alignment = catalog.alignment(kept.alignment).unwrap().alignment;
    assert_eq!(alignment, super::alignment(&article(PAGE), &transcript(&HEARD)));
    assert_eq!(catalog.recording(kept.recording).unwrap().facts, recording("/air/a.mp3", 'a'));
    assert_eq!(catalog.transcript_by(kept.recording, &engine()).unwrap(), Some(kept.transcript));
    assert_eq!(catalog.alignment_of(kept.article, kept.transcript).unwrap(), Some(kept.alignment));
    let details = catalog.details(kept.report).unwrap();
    assert_eq!(
        (details.summary.sentences, details.summary.spoken, details.summary.pair.as_deref()),
        (2, 2, Some("matched"))
    );
    assert_eq!(catalog.check().unwrap(), []);
}

#[test]
fn a_search_gives_the_second_and_folds_as_the_matcher_does() {
    let (_dir, catalog) = shelf();
    let kept = shelve(&catalog, "مجلس الأمن", 'a');
    let hits = catalog.search("\"مجلس الأمن\"", 10).unwrap();
    assert_eq!(hits.len(), 1, "{hits:?}");
    let hit = &hits[0];
    assert_eq!((hit.kind, hit.at_ms, hit.report), (HitKind::Both, Some(500), kept.report));
    assert_eq!(hit.snippet.matches.iter().map(|m| m.of(&hit.snippet.text)).collect::<Vec<_>>(), ["مجلس الأمن"]);
    assert_eq!(catalog.search("أمن", 10).unwrap(), hits_of(&catalog, "والأمن"), "clitics apart");
    let said = catalog.search("المتح* OR لاشيء", 10).unwrap();
    assert_eq!((said[0].kind, said[0].at_ms), (HitKind::Said, Some(6_500)), "{said:?}");
    assert_eq!(catalog.search("مجلس القتال", 10).unwrap(), [], "both words, but in two sentences");
}

fn hits_of(catalog: &Catalog, query: &str) -> Vec<Hit> {
    let hits = catalog.search(query, 10).unwrap();
    assert!(!hits.is_empty());
    hits
}

#[test]
fn an_alignment_kept_before_words_had_judged_times_gets_them_when_it_is_read() {
    let (_dir, catalog) = shelf();
    let kept = shelve(&catalog, "مجلس الأمن", 'a');
    let mut early = super::alignment(&article(PAGE), &transcript(&HEARD));
    early.word_times.clear();
    let packed = super::super::packed::pack_alignment(&early);
    assert_eq!(catalog.database.execute("UPDATE alignments SET packed_words = ?1", [packed]).unwrap(), 1);
    let alignment = catalog.alignment(kept.alignment).unwrap().alignment;
    assert_eq!(alignment, super::alignment(&article(PAGE), &transcript(&HEARD)));
    assert!(alignment.word_times.iter().all(|time| time.is_heard()) && !alignment.word_times.is_empty());
}

#[test]
fn a_headline_printed_twice_is_one_hit_and_filters_keep_what_they_name() {
    let (_dir, catalog) = shelf();
    let kept = shelve(&catalog, "مجلس الأمن", 'a');
    let page = "The weapons treaty.\n\nThe weapons treaty.\n\nArms are sold.";
    let facts = ReportFacts { title: "Treaty".into(), date: Some("2017-08".into()), ..ReportFacts::default() };
    let other = catalog.add_report(&facts, 20).unwrap();
    catalog.attach_article(other, &article(page), None, 21).unwrap();
    let hits = catalog.search("weapon", 10).unwrap();
    assert_eq!(hits.len(), 1, "{hits:?}");
    assert_eq!((hits[0].report, hits[0].documents.len()), (other, 2));
    assert_eq!(catalog.search("\"weapon\"", 10).unwrap(), []);
    assert_eq!(catalog.search("weapon -treaty", 10).unwrap(), []);

    let found = |filter: SearchFilter, query: &str| -> Vec<ReportId> {
        catalog.search_within(query, &filter, 10).unwrap().iter().map(|hit| hit.report).collect()
    };
    let all = SearchFilter::default();
    let either = "weapon OR القتال OR المتحدة";
    assert_eq!(found(all.clone().language(Language::arabic()), either), [kept.report, kept.report]);
    assert_eq!(found(all.clone().since("2017-08-02").unwrap(), either), [other], "some day of that month");
    assert_eq!(found(all.clone().until("2017").unwrap(), either), [other]);
    assert_eq!(found(all.clone().since("2017-09").unwrap(), either), []);
    assert_eq!(found(all.clone().until("2017-07-31").unwrap(), either), []);
    let said = |verdict| catalog.search_within(either, &all.clone().verdict(verdict), 10).unwrap();
    assert_eq!(said(SearchVerdict::Spoken).iter().map(|hit| hit.kind).collect::<Vec<_>>(), [HitKind::Both]);
    assert_eq!(said(SearchVerdict::NotSpoken), []);
    assert_eq!(said(SearchVerdict::NotInArticle), [], "it was heard where the article has it");
}
