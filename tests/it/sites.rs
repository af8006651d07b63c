//! Rules for the pages of sites, and what downloaders lay beside recordings.

use crate::env::{Place, root};
use crate::feed_server::{Served, Server};

const RULES: &str = "hosts = ['127.0.0.1']\n[[layout]]\nname = 'today'\npick = { title = ['h1'], body = ['.story p'] }\nremove = ['.share']\n\
    [[test]]\npage = 'page.html'\nexpect = { title = 'The bridge', contains = ['Farmers'], lacks = ['Share'] }\n";

const PAGE: &str = "<!doctype html><html lang=en><body><h1>The bridge</h1><div class=story><p>The bridge is open.</p><p class=share>Share it now.</p>\
    <p>Farmers crossed it on Monday.</p></div><div class=more><p>Another story of the day that is a good deal longer than this one is.</p></div></body></html>";

const WORDS: &str = r#"{"words":[{"word":"The","start":1.0,"end":1.2},{"word":"bridge","start":1.3,"end":1.7},{"word":"is","start":1.8,"end":1.9},{"word":"open.","start":2.0,"end":2.4}]}"#;

/// Scene 10, as far as pages in the markup of the site can show it.
#[test]
fn the_rules_that_rawi_brings_find_what_their_tests_expect() {
    let place = Place::new();
    let rules = root().join("src/article/sites/news.un.org.toml");
    let tested = place.rawi(&["site", "test", rules.to_str().unwrap()]);
    assert_eq!((tested.code, tested.stdout.matches("ok ").count()), (Some(0), 3), "{}", tested.shown());
}

#[test]
fn a_page_is_read_by_the_rules_beside_rawi_toml_and_without_them_where_they_find_nothing() {
    let (server, place) = (Server::new(), Place::new());
    server.serve("/a", Served::page(PAGE));
    server.serve("/b", Served::page(PAGE.replace("class=story", "class=renamed")));
    place.write("rawi.toml", "");
    place.write("sites/here.toml", RULES);
    place.write("words.json", WORDS);
    let text = |page: &str| {
        let added = place.rawi(&["add", "--transcript", "words.json", "--article", &server.at(page)]);
        assert_eq!(added.code, Some(0), "{}", added.shown());
        let catalog = rusqlite::Connection::open(place.path("catalog.db")).unwrap();
        let newest = "SELECT text FROM articles ORDER BY id DESC LIMIT 1";
        (catalog.query_row::<String, _, _>(newest, [], |row| row.get(0)).unwrap(), added.stderr)
    };
    let (by_rules, told) = text("/a");
    assert_eq!(by_rules, "The bridge\n\nThe bridge is open.\n\nFarmers crossed it on Monday.");
    assert!(!told.contains("warning"), "{told}");
    let (without, told) = text("/b");
    assert!(without.contains("Farmers crossed it"), "{without}");
    assert!(
        told.contains("warning: the rules for 127.0.0.1:") && told.contains("its text was found without them"),
        "{told}"
    );
    let checked = place.rawi(&["site", "check", &server.at("/a")]);
    assert_eq!(checked.code, Some(0), "{}", checked.shown());
    assert!(
        checked.stdout.contains("title     h1") && checked.stderr.contains("layout `today`: 11 words in 3 paragraphs"),
        "{}",
        checked.shown()
    );
    assert_eq!(place.rawi(&["site", "check", &server.at("/b")]).code, Some(1));
    // A saved page says itself of which site it is.
    let canonical = format!("<head><link rel=canonical href='{}'></head><body>", server.at("/a"));
    place.write("saved.html", PAGE.replace("<body>", &canonical));
    place.rawi(&["site", "check", "saved.html"]).done();
}

#[test]
fn tests_of_rules_fail_by_what_differs_and_wrong_rules_are_refused() {
    let place = Place::new();
    place.write("sites/here.toml", RULES);
    place.write("sites/page.html", PAGE);
    place.write("rawi.toml", "");
    place.rawi(&["site", "test"]).done();
    place.write("sites/here.toml", RULES.replace("'Farmers'", "'Gulls'").replace("title = 'The bridge'", "title = 'X'"));
    let failed = place.rawi(&["site", "test", "sites"]);
    assert_eq!(failed.code, Some(1), "{}", failed.shown());
    assert!(
        failed.stdout.contains("title: expected `X`, found `The bridge`\n         contains: there is no `Gulls`"),
        "{}",
        failed.shown()
    );
    for (rules, told) in [
        (RULES.replace("remove", "removes"), "unknown field `removes`"),
        (RULES.replace(".story p", "p["), "`p[`, of `body`, is no selector"),
        ("\u{1}".to_owned(), "sites/here.toml`\n  caused by: TOML parse error"),
    ] {
        place.write("sites/here.toml", rules);
        let refused = place.rawi(&["site", "test"]);
        assert_eq!(refused.code, Some(2), "{}", refused.shown());
        assert!(refused.stderr.contains(told) && refused.stderr.contains("hint: "), "{}", refused.shown());
    }
    assert_eq!(place.rawi(&["site", "check", "nowhere.html"]).code, Some(2));
    assert!(Place::new().rawi(&["site", "test"]).stderr.contains("there are no rules to test"));
}

#[test]
fn what_a_downloader_laid_beside_a_recording_is_known_and_its_subtitles_are_offered() {
    let place = Place::new();
    place.sample("en-council.mp3");
    let info = r#"{"title": "Keeping weapons out", "webpage_url": "https://example.org/v/1", "upload_date": "20170802", "channel": "World", "uploader": "Mai Yacoub", "language": "en"}"#;
    place.write("en-council.info.json", info);
    place.write("en-council.en.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nThe council met.\n");
    place.write("en-council.ar.srt", "1\n00:00:00,000 --> 00:00:01,000\nاجتمع المجلس\n");
    place.write("en-council.live_chat.json", "{}");
    place.write("en-council.vtt", "WEBVTT\n");
    let added = place.rawi(&["add", "en-council.mp3", "--reporter", "Sara"]);
    assert!(
        added.stderr.contains("2 subtitle files beside it: `rawi transcript offered 1` compares them"),
        "{}",
        added.shown()
    );
    let shown = place.rawi(&["show", "1"]).done();
    for line in [
        "title      Keeping weapons out",
        "date       2017-08-02",
        "programme  World",
        "reporter   Sara",
        "language   en",
        "en-council.en.vtt (text/vtt)",
    ] {
        assert!(shown.contains(line), "{line}: {shown}");
    }
    place.write("en-council.info.json", "{");
    let again = place.rawi(&["add", "en-council.mp3"]);
    assert!(
        again.stderr.contains("warning: ./en-council.info.json is passed over: it is no JSON")
            || again.stderr.contains("en-council.info.json is passed over: it is no JSON"),
        "{}",
        again.shown()
    );
    assert!(place.rawi(&["show", "1"]).done().contains("title      Keeping weapons out"));
}
