//! Feeds that are followed, from a server on this machine that behaves as servers do.

use std::fs;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::env::{Outcome, Place};
use crate::feed_server::{Served, Server};

/// A recording of nothing, which is another for each length.
fn wave(tenths: u32) -> Vec<u8> {
    let spec =
        hound::WavSpec { channels: 1, sample_rate: 16_000, bits_per_sample: 16, sample_format: hound::SampleFormat::Int };
    let mut bytes = std::io::Cursor::new(Vec::new());
    let mut wav = hound::WavWriter::new(&mut bytes, spec).unwrap();
    (0..1_600 * tenths).try_for_each(|at| wav.write_sample((at % 7) as i16)).unwrap();
    wav.finalize().unwrap();
    bytes.into_inner()
}

fn rss(title: &str, items: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:podcast=\"https://podcastindex.org/namespace/1.0\"><channel><title>{title}</title>{items}</channel></rss>"
    )
}

fn item(n: u32, enclosure: &str) -> String {
    format!(
        "<item><guid isPermaLink='false'>{n}</guid><title>Episode {n}</title><pubDate>Wed, {n:02} Aug 2017 10:00:00 GMT</pubDate>\
         <enclosure url='{enclosure}' type='audio/wav' length='0'/></item>"
    )
}

const PAGE: &str = "<!doctype html><html lang=en><body><article><h1>The river</h1><p>The bridge over the river is open again.</p>\
    <p>It was closed for three years, and the works cost two million dollars, the mayor said on Monday.</p></article></body></html>";

/// A server with a feed of items 1 to `count`, each with a recording and no page.
fn station(count: u32) -> Server {
    let server = Server::new();
    let items: String = (1..=count).rev().map(|n| item(n, &format!("/{n}.wav?day=1"))).collect();
    server.serve("/feed", Served::rss(rss("World", &items)).tagged("\"1\""));
    for n in 1..=count {
        server.serve(&format!("/{n}.wav"), Served::sound(wave(n)).tagged(&format!("\"sound {n}\"")));
    }
    server
}

/// Follows the feed of a server.
fn followed(place: &Place, server: &Server) {
    place.rawi(&["feed", "add", &server.at("/feed"), "--out", "shows"]).done();
    server.asked();
}

fn update(place: &Place) -> Outcome {
    place.rawi(&["feed", "update"])
}

fn recordings(place: &Place) -> Vec<String> {
    let names =
        fs::read_dir(place.path("shows")).map(|dir| dir.flatten().map(|file| file.file_name().into_string().unwrap()));
    let mut names: Vec<String> = names.map(Iterator::collect).unwrap_or_default();
    names.sort();
    names
}

fn count(place: &Place, sql: &str) -> i64 {
    rusqlite::Connection::open(place.path("catalog.db")).unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn a_feed_is_followed_and_what_is_new_becomes_reports_once() {
    let (server, place) = (Server::new(), Place::new());
    let offered = "<podcast:transcript url='/1.vtt' type='text/vtt' rel='captions'/><podcast:person role='reporter'>Mai Yacoub\
        </podcast:person><category>Aid</category><podcast:location>Aleppo</podcast:location><link>/1.html</link></item>";
    let first = item(1, "/1.wav").replace("</item>", offered);
    server.serve("/feed", Served::rss(rss("World", &(item(2, "/2.wav") + &first))));
    server.serve("/1.html", Served::page(PAGE));
    server.serve("/1.vtt", Served::new("text/vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nThe bridge is open.\n"));
    (1..=2).for_each(|n| server.serve(&format!("/{n}.wav"), Served::sound(wave(n))));
    let added =
        place.rawi(&["feed", "add", &server.at("/feed"), "--programme", "News", "--out", "shows", "--language", "en"]);
    assert_eq!(added.code, Some(0), "{}", added.shown());
    assert!(added.stderr.contains("world: followed; 2 items\nhint: rawi feed update world"), "{}", added.shown());
    let planned = place.rawi(&["feed", "update", "--dry-run"]).done();
    assert_eq!(planned, "2017-08-02  Episode 2\n2017-08-01  Episode 1\n");
    let updated = update(&place);
    assert_eq!(updated.code, Some(0), "{}", updated.shown());
    assert_eq!(recordings(&place), ["2017-08-01-episode-1.wav", "2017-08-02-episode-2.wav"]);
    let shown = place.rawi(&["show", "episode-1"]).done();
    for line in [
        "date       2017-08-01",
        "programme  News",
        "reporter   Mai Yacoub",
        "place      Aleppo",
        "language   en",
        "article    version 1, en",
        "subjects   Aid",
        &format!("offered    {} (text/vtt)", server.at("/1.vtt")),
        &format!("url        {}", server.at("/1.html")),
    ] {
        assert!(shown.contains(line), "{line}: {shown}");
    }
    assert_eq!(count(&place, "SELECT count(*) FROM pages"), 1);
    // Again: the feed is asked for, and nothing else.
    server.asked();
    let again = update(&place);
    assert_eq!((again.code, again.stderr.as_str()), (Some(0), "world: unchanged\n"), "{}", again.shown());
    assert_eq!(server.asked(), ["GET /feed"]);
    // What a person removed does not come back.
    place.rawi(&["remove", "episode-2", "--yes"]).done();
    update(&place).done();
    assert_eq!(place.rawi(&["list"]).done().lines().count(), 1);
    let listed = place.rawi(&["feed", "list"]).done();
    assert!(listed.contains("world") && listed.contains("2 items: 2 here") && listed.ends_with("World\n"), "{listed}");
    let items = place.rawi(&["feed", "list", "world"]).done();
    assert!(items.contains("2017-08-02  report removed") && items.contains("2017-08-01  report 2"), "{items}");
    assert_eq!(place.rawi(&["feed", "list", "--json"]).json()[0]["settings"]["programme"], "News");
    place.rawi(&["feed", "remove", "wor"]).done();
    assert_eq!(place.rawi(&["list"]).done().lines().count(), 1, "its reports stay");
    assert_eq!(place.rawi(&["feed", "update"]).code, Some(2));
    place.rawi(&["doctor"]).done();
}

/// Scene 1.
#[test]
fn an_enclosure_whose_query_changed_overnight_is_no_new_episode() {
    let (server, place) = (station(1), Place::new());
    followed(&place, &server);
    update(&place).done();
    server.serve("/feed", Served::rss(rss("World", &item(1, "/1.wav?day=2"))).tagged("\"2\""));
    server.asked();
    let again = update(&place);
    assert_eq!(again.stderr, "world: 0 new, 1 known, 1 of them at another address\n", "{}", again.shown());
    assert_eq!(server.asked(), ["GET /feed conditional"]);
    assert_eq!(count(&place, "SELECT count(*) FROM feed_enclosures"), 2);
    assert_eq!(recordings(&place).len(), 1);
}

/// Scene 2.
#[test]
fn a_recording_that_was_uploaded_anew_is_a_second_edition_and_the_first_stays() {
    let (server, place) = (station(1), Place::new());
    followed(&place, &server);
    update(&place).done();
    let same = place.rawi(&["feed", "update", "--refetch"]);
    assert_eq!(same.code, Some(0), "{}", same.shown());
    assert_eq!((recordings(&place).len(), count(&place, "SELECT count(*) FROM feed_editions")), (1, 1), "{}", same.shown());
    let before = fs::read(place.path("shows/2017-08-01-episode-1.wav")).unwrap();
    server.serve("/1.wav", Served::sound(wave(5)));
    update(&place).done();
    assert_eq!(recordings(&place).len(), 1, "without the wish nothing is fetched again");
    place.rawi(&["feed", "update", "--refetch"]).done();
    assert_eq!(recordings(&place), ["2017-08-01-episode-1-2.wav", "2017-08-01-episode-1.wav"]);
    assert_eq!(fs::read(place.path("shows/2017-08-01-episode-1.wav")).unwrap(), before);
    assert_eq!(count(&place, "SELECT count(*) FROM feed_editions WHERE report_id IS NOT NULL"), 2);
    assert_eq!(place.rawi(&["list"]).done().lines().count(), 2);
}

/// Scene 3.
#[test]
fn one_bad_item_is_a_message_and_no_dead_feed() {
    let (server, place) = (station(1), Place::new());
    let items = "<item><guid>a</guid><title>A</title><podcast:person role='presenter'>Sara</podcast:person><enclosure url='/1.wav'/></item>\
        <item><guid>b</guid><title>B</title><pubDate>207Oct</pubDate><enclosure url='/2.wav'/></item>\
        <item><title>C</title><enclosure url='/3.wav?x=1' length='x'/></item><item attribute><guid>b</guid><title>D</title></item>";
    server.serve("/feed", Served::rss(rss("World", items)));
    (2..=3).for_each(|n| server.serve(&format!("/{n}.wav"), Served::sound(wave(n))));
    let added = place.rawi(&["feed", "add", &server.at("/feed"), "--out", "shows"]);
    assert!(added.stderr.contains("warning: world: `B` has a date that is none: `207Oct`"), "{}", added.shown());
    assert!(added.stderr.contains("warning: world: `B` has the identity of another item, `b`"), "{}", added.shown());
    update(&place).done();
    assert_eq!(recordings(&place), ["a.wav", "b.wav", "c.wav"]);
    let items = place.rawi(&["feed", "list", "world", "--json"]).json();
    assert!(items.as_array().unwrap().iter().any(|item| item["item"]["key"] == format!("url:{}", server.at("/3.wav"))));
}

/// Scene 4.
#[test]
fn a_server_that_asks_to_be_left_alone_is_and_the_others_go_on() {
    let (busy, other, third, place) = (station(1), station(1), station(1), Place::new());
    for (server, name) in [(&busy, "busy"), (&other, "other"), (&third, "third")] {
        place.rawi(&["feed", "add", &server.at("/feed"), "--name", name, "--out", "shows"]).done();
    }
    third.serve("/1.wav", Served::sound(wave(3)));
    busy.serve("/feed", Served::refusal(429, Some("3600")));
    busy.asked();
    let updated = update(&place);
    assert_eq!(updated.code, Some(1), "{}", updated.shown());
    assert!(updated.stderr.contains("warning: busy: 127.0.0.1:"), "{}", updated.shown());
    assert!(updated.stderr.contains("asks to be left alone for 3600 s (status 429)"), "{}", updated.shown());
    assert!(updated.stderr.contains("3 feeds: 2 reports added, 1 could not be had"), "{}", updated.shown());
    assert_eq!(busy.asked().len(), 1);
    busy.serve("/feed", Served::rss(rss("World", &item(1, "/1.wav"))));
    let soon = place.command(&["feed", "update"]).env("RAWI_NOW", "1500003599").output().unwrap();
    assert_eq!((soon.status.code(), busy.asked().len()), (Some(1), 0), "within the hour it is not asked");
    let later = place.command(&["feed", "update"]).env("RAWI_NOW", "1500003600").output().unwrap();
    assert_eq!(later.status.code(), Some(0), "{}", String::from_utf8_lossy(&later.stderr));
    // A recording on a server that wants to be left alone waits, and nothing is wrong with it.
    let (server, place) = (station(2), Place::new());
    followed(&place, &server);
    server.serve("/2.wav", Served::refusal(503, Some("60")));
    let updated = update(&place);
    assert_eq!(updated.code, Some(1), "{}", updated.shown());
    assert_eq!(server.asked(), ["GET /feed conditional", "GET /2.wav?day=1"], "the other lies there too");
    assert_eq!(count(&place, "SELECT count(*) FROM feed_items WHERE state = 'new' AND attempts = 0"), 2);
}

/// Scene 5.
#[test]
fn a_feed_that_did_not_change_costs_one_request_and_other_rules_of_reading_send_no_marks() {
    let (server, place) = (station(1), Place::new());
    followed(&place, &server);
    update(&place).done();
    server.asked();
    assert_eq!(update(&place).stderr, "world: unchanged\n");
    assert_eq!(server.asked(), ["GET /feed conditional"]);
    // The same body under another mark.
    server.serve("/feed", Served::rss(rss("World", &item(1, "/1.wav?day=1"))).tagged("\"2\""));
    assert_eq!(update(&place).stderr, "world: unchanged\n");
    rusqlite::Connection::open(place.path("catalog.db")).unwrap().execute("UPDATE feeds SET reader = 0", []).unwrap();
    server.asked();
    assert_eq!(update(&place).stderr, "world: 0 new, 1 known\n");
    assert_eq!(update(&place).stderr, "world: unchanged\n");
    assert_eq!(server.asked(), ["GET /feed", "GET /feed conditional"]);
}

#[test]
fn a_feed_of_500_episodes_with_nothing_new_is_one_request_and_a_moment() {
    let (server, place) = (station(3), Place::new());
    let items: String = (1..=500)
        .map(|n| {
            item(n % 28 + 1, "/1.wav").replace("<guid isPermaLink='false'>", &format!("<guid isPermaLink='false'>n{n}-"))
        })
        .collect();
    server.serve("/feed", Served::rss(rss("World", &items)));
    followed(&place, &server);
    place.rawi(&["feed", "update", "--no-media"]).done();
    assert_eq!(count(&place, "SELECT count(*) FROM feed_items WHERE state = 'new'"), 500);
    rusqlite::Connection::open(place.path("catalog.db"))
        .unwrap()
        .execute("UPDATE feed_items SET state = 'kept'", [])
        .unwrap();
    server.asked();
    let begun = Instant::now();
    update(&place).done();
    let took = begun.elapsed();
    assert_eq!(server.asked(), ["GET /feed"], "no mark, and the same body");
    assert!(took < Duration::from_secs(1), "{took:?}");
}

/// Scene 6.
#[test]
fn a_download_that_breaks_off_is_gone_on_with_or_begun_anew_and_never_glued() {
    for takes_ranges in [true, false] {
        let (server, place) = (station(1), Place::new());
        let whole = wave(30);
        let sound = Served::sound(whole.clone()).tagged("\"a\"").cut(whole.len() * 6 / 10, 1);
        server.serve("/1.wav", if takes_ranges { sound } else { sound.without_ranges() });
        followed(&place, &server);
        update(&place).done();
        assert_eq!(fs::read(place.path("shows/2017-08-01-episode-1.wav")).unwrap(), whole);
        let asked = server.asked();
        assert_eq!(asked[1..], ["GET /1.wav?day=1".to_owned(), format!("GET /1.wav?day=1 bytes={}-", whole.len() * 6 / 10)]);
    }
    // Without a mark it is begun anew, and a length that is a lie is no recording.
    let (server, place) = (station(1), Place::new());
    let whole = wave(30);
    server.serve("/1.wav", Served::sound(whole.clone()).announcing(whole.len() + 50));
    followed(&place, &server);
    let updated = update(&place);
    assert_eq!(updated.code, Some(1), "{}", updated.shown());
    assert!(!recordings(&place).iter().any(|name| name.ends_with(".wav")), "{:?}", recordings(&place));
    assert!(place.rawi(&["list"]).done().is_empty());
    server.serve("/1.wav", Served::sound(whole.clone()));
    update(&place).done();
    assert_eq!(fs::read(place.path("shows/2017-08-01-episode-1.wav")).unwrap(), whole);
}

/// Scene 7.
#[test]
fn a_page_where_sound_should_be_is_refused_with_its_first_line_and_tried_three_times() {
    let (server, place) = (station(2), Place::new());
    server.serve("/2.wav", Served::page("\n<html>error code: 1020</html>"));
    followed(&place, &server);
    let updated = update(&place);
    assert_eq!(updated.code, Some(1), "{}", updated.shown());
    let told = "is a text (text/html), as of a web page: `<html>error code: 1020</html>`";
    assert!(
        updated.stderr.contains("warning: world: `Episode 2`: ") && updated.stderr.contains(told),
        "{}",
        updated.shown()
    );
    assert_eq!(recordings(&place), ["2017-08-01-episode-1.wav"], "nothing of it stays, and the other came");
    server.asked();
    assert_eq!((update(&place).code, update(&place).code), (Some(1), Some(1)));
    assert_eq!(update(&place).code, Some(0), "three times are enough");
    assert_eq!(server.asked().iter().filter(|line| line.contains("2.wav")).count(), 2);
    let listed = place.rawi(&["feed", "list", "world"]).done();
    assert!(listed.contains("failed (3 tries)") && listed.contains(told), "{listed}");
    // A recording that is none, by another name.
    server.serve("/2.wav", Served::sound("%PDF-1.4"));
    let again = place.rawi(&["feed", "update", "--retry"]);
    assert!(again.stderr.contains("2.wav") && again.stderr.contains("PDF"), "{}", again.shown());
    server.serve("/2.wav", Served::sound(wave(2)));
    place.rawi(&["feed", "update", "--retry"]).done();
    assert_eq!(recordings(&place).len(), 2);
}

/// Scene 8.
#[test]
fn redirections_are_followed_and_no_key_is_kept_or_told() {
    let (server, place) = (station(1), Place::new());
    server.serve("/1.wav", Served::passed_on(302, "/hop1"));
    (1..6).for_each(|n| server.serve(&format!("/hop{n}"), Served::passed_on(302, &format!("/hop{}", n + 1))));
    server.serve("/hop6", Served::passed_on(302, "/cdn.wav?Signature=secret"));
    server.serve("/cdn.wav", Served::sound(wave(1)));
    followed(&place, &server);
    let updated = place.rawi(&["feed", "update", "-v"]);
    assert_eq!(updated.code, Some(0), "{}", updated.shown());
    assert!(!updated.stderr.contains("secret") && !updated.stderr.contains("Signature"), "{}", updated.shown());
    let exported = place.rawi(&["export"]).done();
    assert!(!exported.contains("secret") && exported.contains("/1.wav?day=1"), "{exported}");
    // In a circle, and told with its way.
    let (server, place) = (station(1), Place::new());
    server.serve("/1.wav", Served::passed_on(302, "/back?key=secret"));
    server.serve("/back", Served::passed_on(302, "/1.wav?day=1"));
    followed(&place, &server);
    let told = update(&place);
    assert!(told.stderr.contains("is passed on in a circle: ") && told.stderr.contains("/back → "), "{}", told.shown());
    assert!(!told.stderr.contains("secret"), "{}", told.shown());
}

#[test]
fn a_feed_that_moved_for_good_is_asked_at_its_new_place() {
    let (server, place) = (station(1), Place::new());
    followed(&place, &server);
    let feed = Served::rss(rss("World", &item(1, "/1.wav?day=1")));
    server.serve("/feed", Served::passed_on(301, "/new"));
    server.serve("/new", feed);
    let moved = update(&place);
    assert!(moved.code == Some(0), "{}", moved.shown());
    server.asked();
    update(&place).done();
    assert_eq!(server.asked(), ["GET /new"]);
}

#[test]
fn a_page_that_cannot_be_had_is_tried_again_and_costs_the_recording_nothing() {
    let (server, place) = (Server::new(), Place::new());
    server.serve("/feed", Served::rss(rss("World", &item(1, "/1.wav").replace("</item>", "<link>/1.html</link></item>"))));
    server.serve("/1.wav", Served::sound(wave(1)));
    server.serve("/1.html", Served::refusal(500, None));
    followed(&place, &server);
    let updated = update(&place);
    assert_eq!(updated.code, Some(1), "{}", updated.shown());
    assert!(updated.stderr.contains("`Episode 1` lacks a part: "), "{}", updated.shown());
    assert_eq!(place.rawi(&["list"]).done().lines().count(), 1);
    server.serve("/1.html", Served::page(PAGE));
    server.asked();
    update(&place).done();
    assert_eq!(server.asked(), ["GET /feed", "GET /1.html"], "the recording is here");
    assert!(place.rawi(&["show", "1"]).done().contains("article    version 1"));
    update(&place).done();
    assert_eq!(server.asked(), ["GET /feed"]);
}

#[test]
fn show_notes_that_are_an_article_are_one_where_there_is_no_page() {
    let (server, place) = (Server::new(), Place::new());
    let notes = "The bridge over the river is open again, the mayor said. ".repeat(12);
    let items =
        item(1, "/1.wav").replace("</item>", &format!("<description>&lt;p&gt;{notes}&lt;/p&gt;</description></item>"));
    server.serve(
        "/feed",
        Served::rss(rss(
            "World",
            &(items + &item(2, "/2.wav").replace("</item>", "<description>Short.</description></item>")),
        )),
    );
    (1..=2).for_each(|n| server.serve(&format!("/{n}.wav"), Served::sound(wave(n))));
    followed(&place, &server);
    let updated = update(&place);
    assert!(updated.stderr.contains("article from the show notes of"), "{}", updated.shown());
    assert_eq!(count(&place, "SELECT count(*) FROM articles"), 1);
}

#[test]
fn a_program_that_is_killed_in_a_download_goes_on_where_it_was() {
    let (server, place) = (station(1), Place::new());
    let whole = wave(200);
    server.serve("/1.wav", Served::sound(whole.clone()).tagged("\"a\"").pausing(Duration::from_secs(20)));
    followed(&place, &server);
    let mut child = place.command(&["feed", "update"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let part: PathBuf = place.path("shows/2017-08-01-episode-1.wav.part");
    let begun = Instant::now();
    while fs::metadata(&part).map_or(0, |facts| facts.len()) < 100_000 {
        assert!(begun.elapsed() < Duration::from_secs(20), "nothing came");
        std::thread::sleep(Duration::from_millis(20));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let other = Server::new();
    // The server is free again at once where its thread is another one.
    other.serve("/1.wav", Served::sound(whole.clone()).tagged("\"a\""));
    let catalog = rusqlite::Connection::open(place.path("catalog.db")).unwrap();
    let sql = "UPDATE feed_items SET facts = replace(facts, ?1, ?2)";
    catalog.execute(sql, [&server.address, &other.address]).unwrap();
    catalog.execute("UPDATE feeds SET address = replace(address, ?1, ?2)", [&server.address, &other.address]).unwrap();
    drop(catalog);
    other.serve("/feed", Served::rss(rss("World", &item(1, "/1.wav?day=1"))).tagged("\"1\""));
    update(&place).done();
    assert_eq!(fs::read(place.path("shows/2017-08-01-episode-1.wav")).unwrap(), whole);
    let asked = other.asked();
    assert!(asked.iter().any(|line| line.starts_with("GET /1.wav?day=1 bytes=")), "{asked:?}");
    assert_eq!(recordings(&place), ["2017-08-01-episode-1.wav"]);
}

#[test]
fn a_recording_that_is_here_already_is_not_kept_twice() {
    let (server, place) = (station(1), Place::new());
    place.write("mine.wav", wave(1));
    place.rawi(&["add", "mine.wav"]).done();
    followed(&place, &server);
    let updated = update(&place);
    assert!(updated.stderr.contains("mine.wav is the same recording; it is not kept twice"), "{}", updated.shown());
    assert!(recordings(&place).is_empty());
    let shown = place.rawi(&["show", "1"]).done();
    assert!(
        shown.contains("mine.wav") && shown.contains("title      mine") && shown.contains("date       2017-08-01"),
        "{shown}"
    );
}

#[test]
fn a_feed_in_a_file_has_its_recordings_beside_it_and_leads_nowhere_else() {
    let place = Place::new();
    let items = item(1, "sounds/1.wav").replace("</item>", "<link>1.html</link></item>")
        + &item(2, "../2.wav")
        + &item(3, "file:///etc/passwd");
    place.write("show/feed.xml", rss("World", &items));
    place.write("show/sounds/1.wav", wave(1));
    place.write("show/1.html", PAGE);
    place.write("2.wav", wave(2));
    place.rawi(&["feed", "add", "show/feed.xml"]).done();
    let updated = update(&place);
    assert_eq!(updated.code, Some(0), "{}", updated.shown());
    let shown = place.rawi(&["show", "1"]).done();
    assert!(shown.contains("show/sounds/1.wav") && shown.contains("article    version 1, en"), "{shown}");
    assert_eq!(place.rawi(&["list"]).done().lines().count(), 1);
    let listed = place.rawi(&["feed", "list", "world"]).done();
    assert_eq!(listed.matches("no recording").count(), 2, "{listed}");
    assert_eq!(update(&place).stderr, "world: unchanged\n");
}

#[test]
fn what_is_no_feed_or_not_there_is_not_followed() {
    let (server, place) = (station(1), Place::new());
    server.serve("/page", Served::page(PAGE));
    for (address, told) in [
        (server.at("/page"), "it is a document of the kind `html`, and no feed"),
        (server.at("/gone"), "answers with status 404"),
        ("nowhere.xml".to_owned(), "cannot read the feed `nowhere.xml`"),
        ("http://".to_owned(), "`http://` is no address"),
    ] {
        let refused = place.rawi(&["feed", "add", &address]);
        assert_eq!(refused.code, Some(2), "{}", refused.shown());
        assert!(refused.stderr.contains(told) && refused.stderr.contains("hint: "), "{}", refused.shown());
    }
    assert_eq!(place.rawi(&["feed", "list"]).done(), "");
    assert_eq!(place.rawi(&["feed", "update", "x"]).code, Some(2));
}

#[test]
fn limits_and_days_choose_what_is_fetched() {
    let (server, place) = (station(5), Place::new());
    followed(&place, &server);
    let limited = place.rawi(&["feed", "update", "--limit", "1", "--since", "2017-08-03"]);
    assert!(limited.stderr.contains("world: 2 more wait; `--limit 0` fetches all"), "{}", limited.shown());
    assert_eq!(recordings(&place), ["2017-08-05-episode-5.wav"]);
    place.rawi(&["feed", "update", "--since", "2017-08-03"]).done();
    assert_eq!(recordings(&place).len(), 3);
}

/// An editor's facts stay when the feed says otherwise.
#[test]
fn what_a_person_says_of_a_report_stays() {
    let (server, place) = (station(1), Place::new());
    followed(&place, &server);
    update(&place).done();
    place.rawi(&["add", "shows/2017-08-01-episode-1.wav", "--title", "Mine", "--reporter", "Sara"]).done();
    place.rawi(&["feed", "update", "--refetch"]).done();
    let shown = place.rawi(&["show", "1"]).done();
    assert!(shown.contains("title      Mine") && shown.contains("reporter   Sara"), "{shown}");
}

/// Scene 9.
#[test]
fn an_offered_transcript_is_compared_with_what_was_heard_and_its_times_are_refused_when_an_advertisement_moved_them() {
    let lines = ["The bridge is open", "Farmers crossed it early", "It was closed for long", "Nobody ever knew why"];
    let heard = |later: u32| {
        let words = lines.iter().enumerate().flat_map(|(n, line)| {
            let begins = f64::from(n as u32 * 4 + if n >= 1 { later } else { 0 });
            line.split(' ').enumerate().map(move |(at, word)| {
                let start = begins + at as f64 * 0.5;
                serde_json::json!({"word": word, "start": start, "end": start + 0.4})
            })
        });
        serde_json::json!({ "words": words.collect::<Vec<_>>() }).to_string()
    };
    let vtt: String = lines
        .iter()
        .enumerate()
        .map(|(n, line)| format!("00:{:02}.000 --> 00:{:02}.000\n{line}\n\n", n * 4, n * 4 + 3))
        .collect();
    let (server, place) = (Server::new(), Place::new());
    let items = item(1, "/1.wav").replace("</item>", "<podcast:transcript url='/1.vtt' type='text/vtt'/></item>");
    server.serve("/feed", Served::rss(rss("World", &items)));
    server.serve("/1.wav", Served::sound(wave(600)));
    server.serve("/1.vtt", Served::new("text/vtt", format!("WEBVTT\n\n{vtt}")));
    followed(&place, &server);
    update(&place).done();
    let waits = place.rawi(&["transcript", "offered", "1"]);
    assert!(waits.code == Some(2) && waits.stderr.contains("is not transcribed yet"), "{}", waits.shown());
    place.write("heard.json", heard(32));
    place.rawi(&["transcript", "import", "1", "heard.json"]).done();
    let told = place.rawi(&["transcript", "offered", "1"]).done();
    assert!(
        told.contains(
            "100 % of its words were heard; its times are refused (1 of 4 lines are in time): +32.0 s from 0:36 on"
        ),
        "{told}"
    );
    let refused = place.rawi(&["transcript", "offered", "1", "--take"]);
    assert_eq!(refused.code, Some(3), "{}", refused.shown());
    assert_eq!(place.rawi(&["transcript", "history", "1"]).done().lines().count(), 1);
    place.write("heard.json", heard(0));
    place.rawi(&["transcript", "import", "1", "heard.json"]).done();
    assert_eq!(place.rawi(&["transcript", "offered", "1", "--json"]).json()[0]["accepted"], true);
    place.rawi(&["transcript", "offered", "1", "--take"]).done();
    assert_eq!(place.rawi(&["transcript", "history", "1"]).done().lines().count(), 3, "nothing is overwritten");
}

#[test]
fn where_a_feed_names_no_recording_the_page_may_by_the_rules_of_its_site() {
    let (server, place) = (Server::new(), Place::new());
    let plain = |n: u32| format!("<item><guid>{n}</guid><title>Story {n}</title><link>/{n}.html</link></item>");
    server.serve("/feed", Served::rss(rss("World", &(plain(1) + &plain(2)))));
    server.serve("/1.html", Served::page(PAGE.replace("</article>", "<audio src='/sound.wav?key=1'></audio></article>")));
    server.serve("/2.html", Served::page(PAGE));
    server.serve("/sound.wav", Served::sound(wave(3)));
    place.write("rawi.toml", "");
    place.write("sites/here.toml", "hosts = ['127.0.0.1']\n[[layout]]\nname = 'a'\npick = { title = ['h1'], body = ['article p'], audio = ['audio@src'] }\n");
    place.rawi(&["feed", "add", &server.at("/feed"), "--out", "shows"]).done();
    update(&place).done();
    assert!(place.rawi(&["list"]).done().is_empty());
    place.rawi(&["feed", "add", &server.at("/feed"), "--audio-from-pages"]).done();
    let updated = update(&place);
    assert_eq!(updated.code, Some(0), "{}", updated.shown());
    assert_eq!(recordings(&place), ["story-1.wav"]);
    assert!(place.rawi(&["show", "1"]).done().contains("article    version 1, en"));
    server.asked();
    update(&place).done();
    assert_eq!(server.asked(), ["GET /feed"], "a page is looked at once");
}

#[test]
fn a_feed_is_not_asked_before_the_time_is_over_for_which_what_it_said_holds() {
    let (server, place) = (Server::new(), Place::new());
    server.serve("/feed", Served::rss(rss("World", &format!("<ttl>60</ttl>{}", item(1, "/1.wav")))).tagged("\"1\""));
    server.serve("/1.wav", Served::sound(wave(1)));
    followed(&place, &server);
    // What waits is fetched; the feed itself is not asked.
    let updated = update(&place);
    assert_eq!(updated.code, Some(0), "{}", updated.shown());
    let told = "world: not asked: what it said holds for 60 minutes more (`--force` asks)";
    assert!(updated.stderr.contains(told), "{}", updated.shown());
    assert_eq!(server.asked(), ["GET /1.wav"]);
    place.rawi(&["feed", "update", "--force"]).done();
    assert_eq!(server.asked(), ["GET /feed conditional"]);
    // An hour later it is asked again.
    let sql = "UPDATE feeds SET checked_unix_s = checked_unix_s - 3600";
    rusqlite::Connection::open(place.path("catalog.db")).unwrap().execute_batch(sql).unwrap();
    update(&place).done();
    assert_eq!(server.asked(), ["GET /feed conditional"]);
}

#[test]
fn archives_of_a_feed_are_read_while_all_in_them_is_new_and_a_circle_of_them_ends() {
    let (server, place) = (Server::new(), Place::new());
    let archived = |items: &str, before: &str| {
        let link = format!("<atom:link xmlns:atom='http://www.w3.org/2005/Atom' rel='prev-archive' href='{before}'/>");
        Served::rss(rss("World", &(link + items)))
    };
    server.serve("/feed", archived(&item(5, "/5.wav"), "/2017-2"));
    server.serve("/2017-2", archived(&(item(4, "/4.wav") + &item(3, "/3.wav")), "/2017-1"));
    server.serve("/2017-1", archived(&(item(2, "/2.wav") + &item(1, "/1.wav")), "/2017-2"));
    let added = place.rawi(&["feed", "add", &server.at("/feed"), "--out", "shows"]);
    assert!(added.stderr.contains("followed; 5 items"), "{}", added.shown());
    assert_eq!(server.asked(), ["GET /feed", "GET /2017-2", "GET /2017-1"]);
    // With one more item the archives are known, and are not asked for again.
    server.serve("/feed", archived(&(item(6, "/6.wav") + &item(5, "/5.wav")), "/2017-2"));
    let planned = place.rawi(&["feed", "update", "--no-media"]);
    assert!(planned.stderr.contains("1 new, 1 known"), "{}", planned.shown());
    assert_eq!(server.asked(), ["GET /feed"]);
}

#[test]
fn a_copy_whose_bytes_are_not_those_that_its_feed_tells_is_not_kept() {
    use base64_of::sri;
    use sha2::{Sha256, Sha384, Sha512};
    let (server, place) = (Server::new(), Place::new());
    let promised = |address: &str, sum: &str| {
        format!(
            "<podcast:alternateEnclosure type='audio/wav'><podcast:source uri='{address}'/>\
             <podcast:integrity type='sri' value='md5-AAAA {sum}'/></podcast:alternateEnclosure>"
        )
    };
    let bare = |n: u32, media: &str| {
        let whole = item(n, "/gone.wav");
        let without = whole.split("<enclosure").next().unwrap().to_owned();
        without + media + "</item>"
    };
    // The first copy was changed on its server, the second is as it should be; of the second episode there is only a changed one, of which
    // a weaker sum would be right.
    let first = promised("/changed.wav", &sri::<Sha512>(&wave(1))) + &promised("/whole.wav", &sri::<Sha384>(&wave(1)));
    let second = promised("/changed.wav", &format!("{} {}", sri::<Sha256>(&wave(9)), sri::<Sha512>(&wave(2))));
    let chapters = "<podcast:chapters url='/chapters.json' type='application/json+chapters'/>";
    server.serve("/feed", Served::rss(rss("World", &(bare(1, &(first + chapters)) + &bare(2, &second)))));
    server.serve("/changed.wav", Served::sound(wave(9)));
    server.serve("/whole.wav", Served::sound(wave(1)));
    followed(&place, &server);
    let updated = update(&place);
    assert_eq!(updated.code, Some(1), "{}", updated.shown());
    assert_eq!(recordings(&place), ["2017-08-01-episode-1.wav"]);
    assert_eq!(fs::read(place.path("shows/2017-08-01-episode-1.wav")).unwrap(), wave(1));
    assert!(
        updated.stderr.contains("changed.wav has the SHA-512 ") && updated.stderr.contains("and its feed says"),
        "{}",
        updated.shown()
    );
    let shown = place.rawi(&["show", "episode-1"]).done();
    assert!(shown.contains(&format!("chapters   {}", server.at("/chapters.json"))), "{shown}");
}

#[test]
fn all_recordings_of_a_directory_are_added_each_with_the_article_of_its_name() {
    let place = Place::new();
    place.write("shows/monday.wav", wave(1));
    place.write("shows/monday.html", PAGE);
    place.write("shows/tuesday.wav", wave(2));
    place.write("shows/broken.mp3", "no sound");
    let added = place.rawi(&["add", "shows", "--programme", "News", "--json"]);
    assert_eq!(added.code, Some(1), "{}", added.shown());
    assert!(
        added.stderr.contains("warning: shows/broken.mp3: ") && added.stderr.contains("2 reports, 1 could not be added")
    );
    let told: serde_json::Value = serde_json::from_str(&added.stdout).unwrap();
    let articles = |at: usize| told[at]["articles"].as_array().map(Vec::len);
    assert_eq!((articles(0), articles(1), articles(2)), (Some(1), Some(0), None));
    assert_eq!(told[1]["summary"]["programme"], "News");
    // A list tells more of each; what is known already is brought up to date.
    place.write("list.csv", "recording,title,date\nshows/monday.wav,The river,2017-08-02\n");
    place.rawi(&["add", "list.csv"]).done();
    assert_eq!(place.rawi(&["list", "--json"]).json().as_array().map(Vec::len), Some(2));
    assert!(place.rawi(&["show", "1"]).done().contains("date       2017-08-02"));
    let refused = place.rawi(&["add", "shows", "--article", "shows/monday.html"]);
    assert!(refused.stderr.contains("cannot be that of several recordings"), "{}", refused.shown());
}

/// Sums as subresource integrity writes them.
mod base64_of {
    use sha2::Digest;

    pub(super) fn sri<D: Digest>(bytes: &[u8]) -> String {
        const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let sum = D::digest(bytes);
        let mut text = format!("sha{}-", sum.len() * 8);
        for three in sum.chunks(3) {
            let bits = (0..3).fold(0_u32, |bits, at| bits << 8 | u32::from(*three.get(at).unwrap_or(&0)));
            for at in 0..4 {
                let letter = LETTERS[(bits >> (18 - 6 * at) & 63) as usize];
                text.push(if at > three.len() { '=' } else { char::from(letter) });
            }
        }
        text
    }
}
