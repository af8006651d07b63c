use super::*;

fn item(key: &str, address: &str) -> FeedItem {
    FeedItem {
        key: key.into(),
        title: Some(format!("Episode {key}")),
        enclosure: Some(address.into()),
        date: Some("2017-08-02".into()),
        duration_ms: Some(1_200_000),
        ..FeedItem::default()
    }
}

fn followed(catalog: &Catalog) -> FeedId {
    catalog.add_feed(&Slug::of_title("World"), "https://x.org/feed", &FeedSettings::default(), 1).unwrap().0
}

#[test]
fn an_item_is_known_again_when_its_address_or_its_identity_changes_but_not_both() {
    let (_dir, catalog) = shelf();
    let feed = followed(&catalog);
    let first = [item("1", "https://x.org/1.mp3?day=1"), item("2", "https://x.org/2.mp3")];
    assert_eq!(catalog.merge_items(feed, &first, false, 3).unwrap().new.len(), 2);
    assert_eq!(catalog.merge_items(feed, &first, true, 3).unwrap().new.len(), 2, "a look keeps nothing");
    let renamed = FeedItem { title: Some("EPISODE 2".into()), ..item("two", "https://x.org/2.mp3?a=b") };
    let later = [item("1", "https://x.org/1.mp3?day=2"), renamed, item("3", "https://x.org/3.mp3")];
    let merged = catalog.merge_items(feed, &later, true, 4).unwrap();
    assert_eq!((merged.known, merged.moved, merged.new.len()), (2, 2, 1));
    let items = catalog.feed_items(feed).unwrap();
    assert_eq!(items.iter().map(|one| one.item.key.as_str()).collect::<Vec<_>>(), ["3", "1", "2"]);
    let seen = catalog.item_addresses(items[1].id).unwrap();
    assert_eq!(seen, [("https://x.org/1.mp3?day=1".to_owned(), 3), ("https://x.org/1.mp3?day=2".to_owned(), 4)]);
    // Another identity at another place, with the title and the day of a known one; and one that plays much longer.
    let again = FeedItem { title: Some("Episode 3!".into()), ..item("33", "https://cdn.org/3.mp3") };
    let longer =
        FeedItem { duration_ms: Some(9_000_000), title: Some("Episode 3".into()), ..item("34", "https://cdn.org/4.mp3") };
    let merged = catalog.merge_items(feed, &[again, longer], true, 5).unwrap();
    assert_eq!((merged.new.len(), merged.probably_known), (2, vec!["Episode 3!".to_owned()]));
}

/// The news of each hour lie at one address, and a feed that serves all recordings by a query has one path for all.
#[test]
fn one_address_for_all_recordings_makes_no_two_items_one() {
    let (_dir, catalog) = shelf();
    let feed = followed(&catalog);
    for hour in ["1", "2", "3"] {
        let merged = catalog.merge_items(feed, &[item(hour, "https://x.org/news.mp3")], true, 3).unwrap();
        assert_eq!((merged.new.len(), merged.known), (1, 0));
    }
    let all: Vec<_> = ["4", "5", "6"].iter().map(|n| item(n, &format!("https://x.org/play?id={n}"))).collect();
    assert_eq!(catalog.merge_items(feed, &all, true, 4).unwrap().new.len(), 3);
    assert_eq!(catalog.merge_items(feed, &all, true, 5).unwrap().known, 3);
}

#[test]
fn what_became_of_items_is_counted_and_a_removed_report_stays_known() {
    let (_dir, catalog) = shelf();
    let feed = followed(&catalog);
    let no_media = FeedItem { enclosure: None, ..item("4", "") };
    let items =
        [item("1", "https://x.org/1.mp3"), item("2", "https://x.org/2.mp3"), item("3", "https://x.org/3.mp3"), no_media];
    catalog.merge_items(feed, &items, true, 3).unwrap();
    let ids: Vec<_> = catalog.feed_items(feed).unwrap().iter().map(|item| item.id).collect();
    let kept = shelve(&catalog, "Kept", 'a');
    catalog.item_file(ids[0], "/shows/1.mp3").unwrap();
    catalog.item_done(ids[0], FeedItemOutcome::Partly(kept.report, "its page answers with status 503")).unwrap();
    catalog.item_done(ids[0], FeedItemOutcome::Kept(kept.report, None)).unwrap();
    catalog.item_done(ids[1], FeedItemOutcome::Failed("it is a page")).unwrap();
    catalog.item_done(ids[1], FeedItemOutcome::Failed("it is a page")).unwrap();
    let told = &catalog.feeds().unwrap()[0];
    assert_eq!((told.name.as_str(), told.items, told.kept, told.waiting, told.failed), ("world", 4, 1, 1, 1));
    let stored = catalog.feed_items(feed).unwrap();
    assert_eq!(stored.iter().map(|item| item.attempts).collect::<Vec<_>>(), [0, 2, 0, 0]);
    assert_eq!((stored[0].file.as_deref(), stored[3].state), (Some("/shows/1.mp3"), FeedItemState::NoMedia));
    let (hash, other) = (Sha256::of(b"one"), Sha256::of(b"two"));
    assert!(catalog.item_edition(ids[0], hash, kept.report, 6).unwrap());
    assert!(!catalog.item_edition(ids[0], hash, kept.report, 7).unwrap());
    assert!(catalog.item_edition(ids[0], other, kept.report, 8).unwrap());
    assert_eq!(catalog.item_editions(ids[0]).unwrap().iter().map(|e| e.number).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(catalog.item_of_report(kept.report).unwrap().unwrap().1.id, ids[0]);
    assert_eq!(catalog.details(kept.report).unwrap().item.unwrap().item.key, "1");
    catalog.remove_report(kept.report, 90).unwrap();
    let stored = catalog.feed_items(feed).unwrap();
    assert_eq!((stored[0].state, stored[0].report), (FeedItemState::Kept, None), "what a person removed does not come back");
    assert_eq!(catalog.check().unwrap(), []);
    catalog.remove_feed(feed).unwrap();
    assert!(catalog.feeds().unwrap().is_empty() && catalog.remove_feed(feed).is_err());
}

#[test]
fn a_feed_is_followed_once_keeps_its_name_and_moves() {
    let (_dir, catalog) = shelf();
    let settings = |programme: &str| FeedSettings { programme: Some(programme.into()), ..FeedSettings::default() };
    let add = |address: &str, programme: &str| catalog.add_feed(&Slug::of_title("News"), address, &settings(programme), 1);
    let (first, second) = (add("https://x.org/1", "A").unwrap(), add("https://x.org/2", "B").unwrap());
    assert_eq!(add("https://x.org/1", "C").unwrap(), (first.0, false));
    let told = catalog.feeds().unwrap();
    assert_eq!((told[0].name.as_str(), told[1].name.as_str()), ("news", "news-2"));
    assert_eq!((told[0].settings.programme.as_deref(), second.1), (Some("C"), true));
    assert!(
        !catalog.move_feed(first.0, "https://x.org/2").unwrap() && catalog.move_feed(first.0, "https://x.org/3").unwrap()
    );
    let marks =
        FeedMarks { etag: Some("\"1\"".into()), body_sha256: Some(Sha256::of(b"x")), reader: 7, ..FeedMarks::default() };
    catalog.feed_read(first.0, &marks, Some("The news"), 5).unwrap();
    catalog.feed_failed(first.0, "nobody there", 6).unwrap();
    let told = catalog.feeds().unwrap().remove(0);
    assert_eq!(
        (told.marks, told.title.as_deref(), told.failure.as_deref()),
        (marks, Some("The news"), Some("nobody there"))
    );
}

#[test]
fn a_server_is_left_alone_until_its_time_and_a_day_at_most() {
    let (_dir, catalog) = shelf();
    catalog.set_host_wait("a.org", 3_600, 100).unwrap();
    catalog.set_host_wait("b.org", i64::MAX, 100).unwrap();
    assert_eq!(catalog.host_waits(3_600).unwrap(), [("a.org".to_owned(), 3_700), ("b.org".to_owned(), 86_500)]);
    assert_eq!(catalog.host_waits(3_700).unwrap(), [("b.org".to_owned(), 86_500)]);
}

#[test]
fn a_page_comes_back_as_it_was_and_is_kept_once() {
    let (_dir, catalog) = shelf();
    let kept = shelve(&catalog, "Kept", 'a');
    assert_eq!(catalog.page(kept.report).unwrap(), None);
    let page = "<html>خبر</html>".repeat(400).into_bytes();
    catalog.keep_page(kept.report, "https://x.org/1", &page, 5).unwrap();
    catalog.keep_page(kept.report, "https://x.org/1", &page, 6).unwrap();
    let stored = catalog.page(kept.report).unwrap().unwrap();
    assert_eq!((stored.address.as_str(), stored.content == page, stored.fetched_unix_s), ("https://x.org/1", true, 5));
    let sql = "SELECT count(*), sum(length(content)) FROM pages";
    let (count, bytes): (i64, i64) = catalog.database.query_row(sql, [], |r| Ok((r.get(0)?, r.get(1)?))).unwrap();
    assert!(count == 1 && bytes * 10 < page.len() as i64, "{bytes}");
}

#[test]
fn feeds_pages_and_offered_transcripts_go_through_json_lines_without_loss() {
    let (_dir, catalog) = shelf();
    let feed = followed(&catalog);
    catalog.merge_items(feed, &[item("1", "https://x.org/1.mp3"), item("2", "https://x.org/2.mp3")], true, 3).unwrap();
    catalog.merge_items(feed, &[item("1", "https://x.org/1.mp3?b")], true, 4).unwrap();
    let kept = shelve(&catalog, "Kept", 'a');
    let id = catalog.feed_items(feed).unwrap()[0].id;
    catalog.item_done(id, FeedItemOutcome::Kept(kept.report, Some("no page"))).unwrap();
    catalog.item_edition(id, Sha256::of(b"one"), kept.report, 6).unwrap();
    catalog.keep_page(kept.report, "https://x.org/1", b"caf\xe9", 5).unwrap();
    let facts =
        FeedTranscript { address: "https://x.org/1.vtt".into(), media_type: "text/vtt".into(), ..FeedTranscript::default() };
    catalog.keep_offered(kept.report, &facts, "WEBVTT\n\nخبر".as_bytes(), 5).unwrap();
    let export = |catalog: &Catalog| {
        let mut lines = Vec::new();
        catalog.export_json_lines(None, &mut lines).unwrap();
        String::from_utf8(lines).unwrap()
    };
    let lines = export(&catalog);
    assert!(lines.contains("\"content_hex\":\"636166e9\"") && lines.contains("\"row\":\"feed_item\""), "{lines}");
    let (_other, copy) = shelf();
    for _ in 0..2 {
        copy.import_json_lines(lines.as_bytes()).unwrap();
        assert_eq!(export(&copy), lines);
    }
    assert_eq!(copy.offered(copy.reports().unwrap()[0].report.id).unwrap()[0].content, "WEBVTT\n\nخبر".as_bytes());
    assert!(copy.import_json_lines(lines.replace("636166e9", "636166e").as_bytes()).is_err());
}
