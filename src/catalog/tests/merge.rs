use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use proptest::prelude::*;

use super::json_lines::exported;
use super::*;

fn sha(name: &str) -> Sha256 {
    Sha256::of(name.as_bytes())
}

/// A report whose words nobody else has: `word` stands in title, article and transcript.
fn air(catalog: &Catalog, word: &str, now: i64) -> Shelved {
    let mut facts = recording(&format!("/air/{word}.mp3"), 'a');
    facts.sha256 = sha(word);
    let recording = catalog.add_recording(&facts, now).unwrap();
    let new = ReportFacts { url: Some(format!("https://radio.example/{word}")), ..ReportFacts::new(word) };
    let report = catalog.add_report(&new.with_recording(recording), now).unwrap();
    let (page, heard) =
        (article(&format!("Convoys of {word} arrived. More follows.")), transcript(&[&format!("convoys {word}")]));
    let article = catalog.attach_article(report, &page, None, now).unwrap().id();
    let transcript = catalog.save_transcript(recording, &heard, now).unwrap();
    let alignment = catalog.save_alignment(report, article, transcript, &alignment(&page, &heard), now).unwrap();
    Shelved { report, recording, article, transcript, alignment }
}

/// A catalog and a copy of it in which other people go on.
fn parted(words: &[&str]) -> ((tempfile::TempDir, Catalog), (tempfile::TempDir, Catalog), Vec<Shelved>) {
    let ((a, ours), (b, theirs)) = (shelf(), shelf());
    let kept = words.iter().zip(10..).map(|(word, now)| air(&ours, word, now)).collect();
    theirs.import_json_lines(exported(&ours, None).as_bytes()).unwrap();
    ((a, ours), (b, theirs), kept)
}

fn join(ours: &Catalog, theirs: &Catalog) -> Merged {
    ours.merge(theirs, false, 1000, |_, _| {}).unwrap()
}

fn kinds(merged: &Merged) -> Vec<MergeConflictKind> {
    merged.conflicts.iter().map(|conflict| conflict.kind).collect()
}

fn correct(catalog: &Catalog, corrects: TranscriptId, author: &str, words: &str, now: i64) -> TranscriptId {
    let correction = Correction::new(corrects, Some(author.to_owned()), None);
    catalog.save_correction(&transcript(&[words]), &correction, now).unwrap()
}

fn change(transcript: TranscriptId, key: &str, kind: OperationKind, base_revision: u32, after: &str) -> Operation {
    let (key, before, after, author) = (key.into(), "convoys".into(), after.into(), "Mai".into());
    Operation {
        key,
        transcript,
        segment: 0,
        kind,
        base_revision,
        before,
        after,
        undoes: None,
        author,
        parts: None,
        step: None,
    }
}

#[test]
fn a_segment_that_was_cut_there_and_worded_here_stays_as_it_is_here_with_all_that_followed_there() {
    let ((_a, ours), (_b, theirs), kept) = parted(&["apricot"]);
    let (here, there) = (kept[0].transcript, TranscriptId::new(1));
    ours.operate(&[change(here, "o1", OperationKind::Text, 0, "convoys of apricots")], 70).unwrap();
    let parts = Some(Parts { other: None, heard_words: 1, other_revision: 0 });
    let cut = Operation { parts, ..change(there, "t1", OperationKind::Split, 0, "convoys\napricot") };
    let Operated::Kept(cut) = theirs.operate(&[cut], 71).unwrap() else { panic!() };
    let second = Operation { segment: cut[0].other.unwrap(), ..change(there, "t2", OperationKind::Text, 0, "plums") };
    theirs.operate(&[second], 72).unwrap();
    let merged = join(&ours, &theirs);
    assert_eq!(kinds(&merged), [MergeConflictKind::TwoCorrections, MergeConflictKind::TwoCorrections]);
    let changes: Vec<String> = ours.operations(here).unwrap().into_iter().map(|kept| kept.key).collect();
    assert_eq!(changes, ["o1"]);
    // Where nobody changed anything, the cut comes in with what followed.
    let (_c, empty) = shelf();
    empty.import_json_lines(exported(&theirs, None).as_bytes()).unwrap();
    assert_eq!(exported(&empty, None), exported(&theirs, None));
}

#[test]
fn what_one_of_two_catalogs_has_comes_in_once_and_merging_again_changes_nothing() {
    let ((_a, ours), (_b, theirs), kept) = parted(&["apricot", "bergamot"]);
    air(&ours, "cardamom", 20);
    let new = air(&theirs, "damson", 21);
    theirs.add_note(new.report, &NewNote::new("ask"), 22).unwrap();
    let there = exported(&theirs, None);
    let merged = join(&ours, &theirs);
    assert_eq!(
        merged.added,
        Imported { recordings: 1, reports: 1, transcripts: 1, articles: 1, alignments: 1, ..Imported::default() }
    );
    assert_eq!((merged.in_both, kinds(&merged)), (2, vec![]));
    for word in ["apricot", "bergamot", "cardamom", "damson"] {
        assert_eq!(ours.search(word, 9).unwrap().len(), 1, "{word}");
    }
    assert_eq!(ours.status(kept[0].report).unwrap().status, ReportStatus::Aligned);
    let once = exported(&ours, None);
    assert_eq!(join(&ours, &theirs), Merged { in_both: 3, ..Merged::default() });
    assert_eq!(exported(&ours, None), once);
    assert_eq!(exported(&theirs, None), there, "the other one is only read");
    assert_eq!(ours.check().unwrap(), []);
}

#[test]
fn two_newsrooms_that_corrected_the_same_have_both_corrections_and_show_their_own() {
    let ((_a, ours), (_b, theirs), kept) = parted(&["apricot"]);
    let own = correct(&ours, kept[0].transcript, "Mai", "convoys apricots", 30);
    ours.decide(kept[0].report, Decision::Approved, Some("Mai"), None, 31).unwrap();
    correct(&theirs, TranscriptId::new(1), "Omar", "convoys of apricot", 40);
    theirs.decide(ReportId::new(1), Decision::Approved, Some("Omar"), None, 41).unwrap();
    let before = exported(&ours, None);
    let merged = join(&ours, &theirs);
    assert_eq!(kinds(&merged), [MergeConflictKind::TwoCorrections, MergeConflictKind::ReviewStates]);
    assert_eq!(merged.conflicts[0].author.as_deref(), Some("Omar"));
    assert_eq!(ours.shown_transcript(kept[0].recording).unwrap(), Some(own), "what is published does not change");
    assert_eq!(ours.status(kept[0].report).unwrap().status, ReportStatus::Approved);
    assert_eq!(ours.transcript_versions(kept[0].recording).unwrap().len(), 3);
    let authors: BTreeSet<_> =
        ours.status(kept[0].report).unwrap().decisions.into_iter().filter_map(|made| made.author).collect();
    assert_eq!(authors.into_iter().collect::<Vec<_>>(), ["Mai", "Omar"], "both decisions are kept");
    let again = join(&ours, &theirs);
    assert_eq!((again.conflicts, again.added, again.told_before), (vec![], Imported::default(), 0));
    assert_eq!(ours.merge_conflicts().unwrap().len(), 2);
    // The other way round it is the same, with theirs shown.
    let (_c, copy) = shelf();
    copy.import_json_lines(before.as_bytes()).unwrap();
    assert_eq!(kinds(&join(&theirs, &copy)), [MergeConflictKind::TwoCorrections, MergeConflictKind::ReviewStates]);
    assert_eq!(theirs.status(ReportId::new(1)).unwrap().status, ReportStatus::Approved);
    ours.settle_merge_conflict(1, "Mai", 50).unwrap();
    assert_eq!(ours.merge_conflicts().unwrap()[0].settled_by.as_deref(), Some("Mai"));
    assert!(ours.settle_merge_conflict(9, "Mai", 50).is_err());
}

#[test]
fn what_went_on_from_what_is_shown_here_is_shown() {
    let ((_a, ours), (_b, theirs), kept) = parted(&["apricot"]);
    correct(&theirs, TranscriptId::new(1), "Omar", "convoys of apricot", 40);
    theirs.attach_article(ReportId::new(1), &article("Convoys of apricot left."), None, 42).unwrap();
    theirs.decide(ReportId::new(1), Decision::Reviewed, Some("Omar"), None, 43).unwrap();
    assert_eq!(kinds(&join(&ours, &theirs)), []);
    let shown = ours.shown_transcript(kept[0].recording).unwrap().unwrap();
    assert_eq!(ours.transcript(shown).unwrap().words().len(), 3);
    let newest = ours.newest_article(kept[0].report).unwrap().unwrap();
    assert_eq!(ours.article(newest).unwrap().text(), "Convoys of apricot left.");
    assert_eq!(ours.status(kept[0].report).unwrap().status, ReportStatus::Reviewed);
    // And back: here nothing is new there.
    let back = join(&theirs, &ours);
    assert_eq!((back.added, kinds(&back)), (Imported::default(), vec![]));
}

#[test]
fn facts_articles_and_findings_that_differ_stay_and_are_told() {
    let ((_a, ours), (_b, theirs), kept) = parted(&["apricot"]);
    let (here, there) = (kept[0].report, ReportId::new(1));
    let facts = |catalog: &Catalog, report, title: &str, place: Option<&str>| {
        let facts = catalog.report(report).unwrap().facts;
        let facts = ReportFacts { title: title.into(), place: place.map(str::to_owned), ..facts };
        catalog.update_report(report, &facts, 60).unwrap();
    };
    facts(&ours, here, "Apricots", None);
    facts(&theirs, there, "Apricot harvest", Some("Malatya"));
    ours.attach_article(here, &article("Apricots, ours."), None, 61).unwrap();
    theirs.attach_article(there, &article("Apricots, theirs."), None, 62).unwrap();
    let decided = |verdict, author: &str| FindingDecision {
        finding: sha("finding"),
        kind: "number".into(),
        verdict,
        note: None,
        published: None,
        heard: None,
        span: None,
        author: author.into(),
    };
    ours.decide_finding(here, &decided(FindingVerdict::Article, "Mai"), 0, 63).unwrap();
    theirs.decide_finding(there, &decided(FindingVerdict::Speech, "Omar"), 0, 64).unwrap();
    let merged = join(&ours, &theirs);
    use MergeConflictKind::{FindingDecisions, OtherFacts, TwoArticles};
    assert_eq!(kinds(&merged), [OtherFacts, TwoArticles, FindingDecisions]);
    let own = ours.report(here).unwrap().facts;
    assert_eq!((own.title.as_str(), own.place.as_deref()), ("Apricots", Some("Malatya")), "what was not known is filled in");
    assert_eq!(merged.conflicts[0].theirs.as_deref(), Some("Apricot harvest"));
    let newest = ours.newest_article(here).unwrap().unwrap();
    assert_eq!(ours.article(newest).unwrap().text(), "Apricots, ours.");
    assert_eq!(ours.search("theirs", 5).unwrap().len(), 0, "the newest version is searched");
    assert_eq!(ours.article_versions(here).unwrap().len(), 3);
    let decisions = ours.finding_decisions(here).unwrap();
    assert_eq!(decisions.last().unwrap().decision.author, "Mai");
    assert!(decisions.iter().any(|made| made.decision.author == "Omar"));
    let once = exported(&ours, None);
    join(&ours, &theirs);
    assert_eq!(exported(&ours, None), once);
}

#[test]
fn changes_of_one_segment_stand_together_where_they_can() {
    let ((_a, ours), (_b, theirs), kept) = parted(&["apricot", "bergamot"]);
    use OperationKind::{Speaker, Text};
    let (here, there) = (kept[0].transcript, TranscriptId::new(1));
    ours.operate(&[change(here, "o1", Text, 0, "ours")], 70).unwrap();
    theirs.operate(&[change(there, "t1", Text, 0, "theirs")], 71).unwrap();
    theirs.operate(&[change(there, "t2", Text, 1, "theirs again")], 72).unwrap();
    theirs.settle(there, &transcript(&["theirs again"]), (2, "Omar"), 73).unwrap();
    let (here, there) = (kept[1].transcript, TranscriptId::new(2));
    ours.operate(&[change(here, "o2", Text, 0, "ours")], 70).unwrap();
    theirs.operate(&[change(there, "t3", Speaker, 0, "Omar")], 74).unwrap();
    theirs.operate(&[change(there, "t4", Speaker, 1, "Omar H.")], 75).unwrap();
    let merged = join(&ours, &theirs);
    let told: Vec<_> = merged.conflicts.iter().map(|conflict| conflict.theirs.as_deref().unwrap()).collect();
    assert_eq!(told, ["theirs", "theirs again"]);
    let of = |id| ours.operations(id).unwrap().into_iter().map(|made| (made.revision, made.after)).collect::<Vec<_>>();
    assert_eq!(of(kept[0].transcript), [(1, "ours".to_owned())]);
    let both = [(1, "ours".to_owned()), (2, "Omar".to_owned()), (3, "Omar H.".to_owned())];
    assert_eq!(of(kept[1].transcript), both, "a name and a wording do not contend");
    assert_eq!(ours.transcript_versions(kept[0].recording).unwrap().len(), 1, "their settled version would hide ours");
    let once = exported(&ours, None);
    assert_eq!(join(&ours, &theirs).conflicts, []);
    assert_eq!(exported(&ours, None), once);
}

#[test]
fn the_same_recording_or_address_added_by_each_is_told() {
    let ((_a, ours), (_b, theirs)) = (shelf(), shelf());
    let own = air(&ours, "apricot", 10);
    let there = air(&theirs, "apricot", 99);
    theirs.add_note(there.report, &NewNote::new("from the bureau"), 100).unwrap();
    // Another recording at an address that is known.
    let other = air(&theirs, "bergamot", 101);
    let facts = theirs.report(other.report).unwrap().facts;
    let facts = ReportFacts { url: Some("https://radio.example/apricot".into()), ..facts };
    theirs.update_report(other.report, &facts, 102).unwrap();
    let merged = join(&ours, &theirs);
    assert_eq!((merged.in_both, merged.added.reports), (1, 1));
    assert_eq!(kinds(&merged), [MergeConflictKind::SameIdOtherBytes]);
    assert_eq!(ours.notes(own.report).unwrap().len(), 1);
    assert_eq!(ours.reports().unwrap().len(), 2, "both recordings of the address stand");
}

#[test]
fn what_was_removed_here_comes_back_only_when_somebody_worked_on_it_there() {
    let ((_a, ours), (_b, theirs), kept) = parted(&["apricot", "bergamot", "cardamom"]);
    ours.remove_report(kept[0].report, 50).unwrap();
    ours.remove_report(kept[1].report, 50).unwrap();
    theirs.add_note(ReportId::new(2), &NewNote::new("not yet"), 60).unwrap();
    theirs.remove_report(ReportId::new(3), 60).unwrap();
    let merged = join(&ours, &theirs);
    assert_eq!((merged.stayed_removed, merged.added.reports), (1, 1));
    assert_eq!(kinds(&merged), [MergeConflictKind::Removed, MergeConflictKind::Removed]);
    let titles: Vec<_> = ours.reports().unwrap().into_iter().map(|summary| summary.report.facts.title).collect();
    assert_eq!(titles, ["cardamom", "bergamot"], "and what is here is never removed by a merge");
    let again = join(&ours, &theirs);
    assert_eq!((again.added.reports, again.stayed_removed, again.conflicts), (0, 1, vec![]));
}

#[test]
fn of_a_feed_that_both_follow_each_item_is_there_once_and_what_differs_is_told() {
    let ((_a, ours), (_b, theirs), kept) = parted(&["apricot"]);
    let item =
        |key: &str| FeedItem { enclosure: Some(format!("https://x.org/{key}.mp3")), key: key.into(), ..FeedItem::default() };
    let follow = |catalog: &Catalog, programme: &str, keys: &[&str]| {
        let settings = FeedSettings { programme: Some(programme.into()), ..FeedSettings::default() };
        let (feed, _) = catalog.add_feed(&Slug::of_title("World"), "https://x.org/feed", &settings, 50).unwrap();
        let items: Vec<_> = keys.iter().map(|key| item(key)).collect();
        catalog.merge_items(feed, &items, true, 51).unwrap();
        feed
    };
    let here = follow(&ours, "World", &["1", "2"]);
    let there = follow(&theirs, "Le Monde", &["2", "3"]);
    // The second was fetched by each, with other bytes; the third there alone.
    let ids = |catalog: &Catalog, feed| catalog.feed_items(feed).unwrap();
    let id_of = |catalog: &Catalog, feed, key: &str| {
        ids(catalog, feed).into_iter().find(|stored| stored.item.key == key).map(|stored| stored.id).unwrap()
    };
    let (own, other) = (id_of(&ours, here, "2"), id_of(&theirs, there, "2"));
    ours.item_done(own, FeedItemOutcome::Kept(kept[0].report, None)).unwrap();
    ours.item_edition(own, sha("ours"), kept[0].report, 52).unwrap();
    theirs.item_edition(other, sha("theirs"), ReportId::new(1), 53).unwrap();
    theirs.item_done(id_of(&theirs, there, "3"), FeedItemOutcome::Kept(ReportId::new(1), None)).unwrap();
    let merged = join(&ours, &theirs);
    assert_eq!(kinds(&merged), [MergeConflictKind::OtherFacts, MergeConflictKind::SameIdOtherBytes]);
    let feeds = ours.feeds().unwrap();
    assert_eq!((feeds.len(), feeds[0].settings.programme.as_deref()), (1, Some("World")));
    let mut keys: Vec<_> = ids(&ours, here).into_iter().map(|stored| (stored.item.key, stored.state)).collect();
    keys.sort_by(|a, b| a.0.cmp(&b.0));
    let states = [("1", FeedItemState::New), ("2", FeedItemState::Kept), ("3", FeedItemState::Kept)];
    assert_eq!(keys, states.map(|(key, state)| (key.to_owned(), state)));
    // Again nothing is new: the other content is known by now, and stands beside the first.
    let again = join(&ours, &theirs);
    assert_eq!((again.conflicts.len(), again.told_before), (0, 1));
    assert_eq!(ours.item_editions(own).unwrap().len(), 2);
    assert_eq!(ids(&ours, here).len(), 3);
}

#[test]
fn what_each_set_in_the_same_caption_stays_as_it_is_here_and_is_told() {
    let ((_a, ours), (_b, theirs), kept) = parted(&["apricot"]);
    let set = |catalog: &Catalog, report, key: &str, slots: &[(&str, u32, i32)]| {
        let change = |(slot, base_revision, shift): &(&str, u32, i32)| CueChange {
            slot: (*slot).to_owned(),
            base_revision: *base_revision,
            setting: Some(super::cues::edge(*shift)),
        };
        let changes = slots.iter().map(change).collect();
        let edit = CueEdit { key: key.into(), report, undoes: None, author: key.into(), changes };
        let CueEdited::Kept(_) = catalog.edit_cues(&edit, 60).unwrap() else { panic!() };
    };
    let there = ReportId::new(1);
    // Both know the first; then each moves the same edge, and the other one a second edge besides.
    set(&ours, kept[0].report, "both", &[("edge", 0, -10)]);
    set(&theirs, there, "both", &[("edge", 0, -10)]);
    set(&ours, kept[0].report, "Mai", &[("edge", 1, -100)]);
    set(&theirs, there, "Omar", &[("edge", 1, 200), ("second", 0, 30)]);
    let merged = join(&ours, &theirs);
    assert_eq!(kinds(&merged), [MergeConflictKind::Captions]);
    let told = &merged.conflicts[0];
    assert_eq!((told.what.as_str(), told.author.as_deref()), ("edge", Some("Omar")));
    assert!(told.ours.as_deref().is_some_and(|ours| ours.contains("-100")), "{told:?}");
    assert!(told.theirs.as_deref().is_some_and(|theirs| theirs.contains("200")), "{told:?}");
    let mut shifts: Vec<_> = ours.cue_settings(kept[0].report).unwrap();
    shifts.sort_by(|a, b| a.slot.cmp(&b.slot));
    let shifts: Vec<_> = shifts.into_iter().map(|s| (s.slot, s.setting.and_then(|set| set.shift_ms))).collect();
    assert_eq!(shifts, [("edge".to_owned(), Some(-100)), ("second".to_owned(), Some(30))]);
    assert_eq!(join(&ours, &theirs).conflicts, []);
}

#[test]
fn a_dry_run_tells_the_same_and_keeps_nothing() {
    let ((_a, ours), (_b, theirs), kept) = parted(&["apricot"]);
    correct(&ours, kept[0].transcript, "Mai", "convoys apricots", 30);
    correct(&theirs, TranscriptId::new(1), "Omar", "convoys of apricot", 40);
    air(&theirs, "damson", 21);
    let before = exported(&ours, None);
    let dry = ours.merge(&theirs, true, 1000, |_, _| {}).unwrap();
    assert_eq!(exported(&ours, None), before);
    assert_eq!(join(&ours, &theirs), dry);
    // Another form of a word that the dry run listed and took back.
    assert_eq!(ours.search("damsons", 5).unwrap().len(), 1);
}

#[test]
fn a_merge_that_dies_in_the_middle_is_completed_by_the_next() {
    let words = ["apricot", "bergamot", "cardamom", "damson", "elder", "fennel"];
    let (_t, theirs) = shelf();
    for (word, now) in words.iter().zip(10..) {
        air(&theirs, word, now);
    }
    let (_u, undisturbed) = shelf();
    join(&undisturbed, &theirs);
    for dies_after in 1..=words.len() as u64 {
        let (_o, ours) = shelf();
        let dies = |done, _| assert!(done < dies_after, "killed");
        let died = catch_unwind(AssertUnwindSafe(|| ours.merge(&theirs, false, 1000, dies)));
        assert!(died.is_err());
        let ours = Catalog::open(ours.path()).unwrap();
        assert_eq!(ours.check().unwrap(), []);
        assert_eq!(ours.reports().unwrap().len() as u64, dies_after);
        join(&ours, &theirs);
        assert_eq!(exported(&ours, None), exported(&undisturbed, None));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, rng_seed: proptest::test_runner::RngSeed::Fixed(19), ..ProptestConfig::default() })]

    /// Whatever each side has and did: everything of both is there after, and merging again changes nothing.
    #[test]
    fn nothing_of_either_catalog_is_lost(
        common in 0..4_usize,
        (own, new) in (0..3_usize, 0..3_usize),
        work in prop::collection::vec((any::<bool>(), 0..4_usize, 0..5_u8), 0..12),
    ) {
        let common: Vec<String> = (0..common).map(|n| format!("common{n}x")).collect();
        let words: Vec<&str> = common.iter().map(String::as_str).collect();
        let ((_a, ours), (_b, theirs), _) = parted(&words);
        for n in 0..own {
            air(&ours, &format!("own{n}x"), 40);
        }
        for n in 0..new {
            air(&theirs, &format!("new{n}x"), 40);
        }
        let mut made = Vec::new();
        for (number, (is_ours, which, what)) in work.into_iter().enumerate() {
            let catalog = if is_ours { &ours } else { &theirs };
            let all = catalog.reports().unwrap();
            let Some(summary) = all.get(which) else { continue };
            let (report, now, word) = (summary.report.id, 100 + number as i64, format!("made{number}x"));
            let recording = summary.report.facts.recording.unwrap();
            let shown = catalog.shown_transcript(recording).unwrap().unwrap();
            match what {
                0 => drop(correct(catalog, shown, "Mai", &word, now)),
                1 => drop(catalog.attach_article(report, &article(&format!("It is {word}.")), None, now).unwrap()),
                2 => drop(catalog.add_note(report, &NewNote::new(word.as_str()), now).unwrap()),
                3 => drop(catalog.decide(report, Decision::Approved, Some(&word), None, now).unwrap()),
                _ => drop(catalog.operate(&[change(shown, &word, OperationKind::Text, 0, &word)], now).unwrap()),
            }
            made.push(word);
        }
        let both = [exported(&ours, None), exported(&theirs, None)].concat();
        made.retain(|word| both.contains(word.as_str()));
        join(&ours, &theirs);
        let once = exported(&ours, None);
        for word in &made {
            prop_assert!(once.contains(word.as_str()), "{} is lost", word);
        }
        for word in words.iter().map(|word| (*word).to_owned()).chain((0..own).map(|n| format!("own{n}x"))).chain((0..new).map(|n| format!("new{n}x"))) {
            prop_assert!(!ours.search(&word, 1).unwrap().is_empty(), "{} is not found", word);
        }
        prop_assert_eq!(join(&ours, &theirs).added, Imported::default());
        prop_assert_eq!(exported(&ours, None), once.clone());
        prop_assert_eq!(ours.check().unwrap(), []);
        let (_c, copy) = shelf();
        copy.import_json_lines(once.as_bytes()).unwrap();
        prop_assert_eq!(exported(&copy, None), once, "what was merged is exported and imported as it is");
    }
}
