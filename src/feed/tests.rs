use super::*;
use crate::catalog::{FeedItem, FeedTranscript};

const HOME: &str = "https://example.org/shows/feed.xml";

fn rss(items: &str) -> Feed {
    let text = format!(
        r#"<?xml version="1.0"?><rss version="2.0" xmlns:i="http://www.itunes.com/dtds/podcast-1.0.dtd"
            xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
            xmlns:media="http://search.yahoo.com/mrss/" xmlns:a="http://www.w3.org/2005/Atom">
            <channel><title>World &amp; News</title><language>ar</language><a:link rel="next" href="?page=2"/>{items}</channel></rss>"#
    );
    read(text.as_bytes(), HOME).unwrap()
}

fn only(items: &str) -> FeedItem {
    let feed = rss(items);
    assert_eq!((feed.items.len(), &feed.warnings[..]), (1, &[][..]));
    feed.items.into_iter().next().unwrap()
}

const SOUND: &str = r#"<enclosure url="a.mp3" type="audio/mpeg" length="0"/>"#;

#[test]
fn all_that_an_item_of_a_podcast_says_is_read_by_its_vocabulary_and_not_by_its_prefix() {
    let feed = rss(
        r#"<item><guid isPermaLink="false"> urn:7 </guid><title>Aid &#8211; at last</title><link>/2017/aid</link>
        <pubDate>Wed, 02 Aug 2017 10:00:00 GMT</pubDate><i:duration>29:08</i:duration><description>short</description>
        <content:encoded><![CDATA[<p>long &amp; <b>whole</b></p>]]></content:encoded>
        <podcast:person role="presenter">Sara Haddad</podcast:person><podcast:person role="Reporter">Mai Yacoub</podcast:person>
        <podcast:transcript url="https://cdn.example.org/7.vtt" type="text/vtt" rel="captions" language="en"/>
        <podcast:transcript url="7.txt" type="text/plain"/>
        <enclosure url="https://cdn.example.org/7.mp3?token=1&amp;x=2" type="audio/mpeg" length="123"/></item>"#,
    );
    assert_eq!((feed.title.as_deref(), feed.language.as_deref()), (Some("World & News"), Some("ar")));
    assert_eq!(feed.next.as_deref(), Some("https://example.org/shows/feed.xml?page=2"));
    assert_eq!(feed.warnings, [""; 0]);
    let item = &feed.items[0];
    assert_eq!((item.key.as_str(), item.is_derived), ("urn:7", false));
    assert_eq!(item.title.as_deref(), Some("Aid – at last"));
    assert_eq!(item.link.as_deref(), Some("https://example.org/2017/aid"));
    assert_eq!((item.date.as_deref(), item.duration_ms), (Some("2017-08-02"), Some(1_748_000)));
    assert_eq!(item.description.as_deref(), Some("<p>long &amp; <b>whole</b></p>"));
    assert_eq!(item.reporter.as_deref(), Some("Mai Yacoub"), "whatever roles there are");
    assert_eq!(item.enclosure.as_deref(), Some("https://cdn.example.org/7.mp3?token=1&x=2"));
    let transcript = |address: &str, media_type: &str, language: &str, is_captions| FeedTranscript {
        address: address.into(),
        media_type: media_type.into(),
        language: Some(language.into()),
        is_captions,
    };
    assert_eq!(
        item.transcripts,
        [
            transcript("https://cdn.example.org/7.vtt", "text/vtt", "en", true),
            transcript("https://example.org/shows/7.txt", "text/plain", "ar", false)
        ]
    );
}

#[test]
fn the_earlier_address_of_the_podcast_vocabulary_is_the_same_and_so_is_an_undeclared_prefix() {
    let text = format!(
        r#"<rss xmlns:p="https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"><channel><item>{SOUND}
        <p:person>Mai</p:person><itunes:duration>60</itunes:duration></item></channel></rss>"#
    );
    let item = read(text.as_bytes(), HOME).unwrap().items.remove(0);
    assert_eq!((item.reporter.as_deref(), item.duration_ms), (Some("Mai"), Some(60_000)));
}

#[test]
fn an_item_without_identity_is_known_by_its_recording_without_what_changes_from_day_to_day() {
    let item = only(r#"<item><title>A</title><enclosure url="https://x.org/a.mp3?updated=9#t" length="5" type=""/></item>"#);
    assert_eq!((item.key.as_str(), item.is_derived), ("url:https://x.org/a.mp3", true));
    // An address that is the identity is the page too, unless it says that it is none.
    let item = only(&format!("<item><guid>https://x.org/1</guid>{SOUND}</item>"));
    assert_eq!(item.link.as_deref(), Some("https://x.org/1"));
    let item = only(&format!("<item><guid isPermaLink='false'>https://x.org/1</guid>{SOUND}</item>"));
    assert_eq!(item.link, None);
}

#[test]
fn of_several_enclosures_the_sound_is_taken_and_wrong_types_are_borne() {
    let several = r#"<item><guid>1</guid><enclosure url="a.jpg" type="image/jpeg"/><enclosure url="a.mp4" type="video/mp4"/>
        <enclosure url="a.mp3" type="audio/mpeg"/></item>"#;
    assert_eq!(only(several).enclosure.as_deref(), Some("https://example.org/shows/a.mp3"));
    let untyped = r#"<item><guid>1</guid><enclosure url="a.bin" type="application/octet-stream"/><enclosure url="//c.org/b.MP3"/></item>"#;
    assert_eq!(only(untyped).enclosure.as_deref(), Some("https://c.org/b.MP3"));
    let media = r#"<item><guid>1</guid><media:group><media:content url="a.mp3" type="audio/mpeg"/></media:group></item>"#;
    assert_eq!(only(media).enclosure.as_deref(), Some("https://example.org/shows/a.mp3"));
}

#[test]
fn one_bad_item_costs_a_warning_and_no_other_item() {
    let feed = rss(&format!(
        "<item><guid>1</guid><title>One</title><pubDate>207Oct</pubDate>{SOUND}</item><item><title>Two</title></item>
        <item><guid>1</guid><title>Three</title>{SOUND}</item><item attribute><guid>4</guid>{SOUND}</item>"
    ));
    let keys: Vec<_> = feed.items.iter().map(|item| item.key.as_str()).collect();
    assert!(keys[0].starts_with("1#") && keys[1..] == ["url:Two", "1", "4"], "{keys:?}");
    assert_eq!((feed.items[0].date.as_deref(), feed.items[1].enclosure.as_deref()), (None, None));
    assert_eq!(feed.warnings, ["`One` has a date that is none: `207Oct`", "`One` has the identity of another item, `1`"]);
    // The mark does not depend on where it stands.
    let later = rss(&format!(
        "<item><guid>9</guid>{SOUND}</item><item><guid>1</guid><title>One</title>{SOUND}</item><item><guid>1</guid><title>Three</title>{SOUND}</item>"
    ));
    assert_eq!((later.items[1].key.as_str(), later.items[2].key.as_str()), (keys[0], "1"));
}

#[test]
fn recordings_that_a_query_tells_apart_are_several_items() {
    let item =
        |n: u32| format!("<item><title>{n}</title><enclosure url='https://x.org/play?id={n}' type='audio/mpeg'/></item>");
    let feed = rss(&[1, 2, 3].map(item).concat());
    let keys: Vec<_> = feed.items.iter().map(|item| item.key.as_str()).collect();
    assert_eq!(keys, ["url:https://x.org/play?id=1", "url:https://x.org/play?id=2", "url:https://x.org/play?id=3"]);
    assert!(feed.warnings.is_empty());
}

#[test]
fn subjects_place_chapters_and_copies_of_the_recording_are_kept() {
    let item = only(
        r#"<item><guid>1</guid><category>Aid</category><i:category text="News"/><i:keywords>Sudan, Aid ,</i:keywords>
        <podcast:location geo="geo:1,2">Khartoum</podcast:location><podcast:chapters url="1.json" type="application/json+chapters"/>
        <podcast:transcript url="1.html" type="text/html"/><podcast:transcript url="1.srt" type="application/x-subrip"/>
        <podcast:transcript url="1.vtt" type="text/vtt" rel="captions"/>
        <enclosure url="a.mp3" type="audio/mpeg"/><podcast:alternateEnclosure type="audio/opus" length="9"><podcast:source uri="a.opus"/>
        </podcast:alternateEnclosure><podcast:alternateEnclosure type="audio/mpeg"><podcast:source uri="a.mp3"/></podcast:alternateEnclosure></item>"#,
    );
    assert_eq!(item.tags, ["Aid", "News", "Sudan"]);
    assert_eq!(
        (item.place.as_deref(), item.chapters.as_deref()),
        (Some("Khartoum"), Some("https://example.org/shows/1.json"))
    );
    assert_eq!(item.alternates, ["https://example.org/shows/a.opus"]);
    let order: Vec<_> = item.transcripts.iter().map(|one| one.media_type.as_str()).collect();
    assert_eq!(order, ["text/vtt", "application/x-subrip", "text/html"]);
}

#[test]
fn a_feed_that_is_cut_off_is_read_up_to_there() {
    let text = format!("<rss><channel><item><guid>1</guid>{SOUND}</item><item><guid>2</guid><enclosure url='b.mp3'");
    let feed = read(text.as_bytes(), HOME).unwrap();
    assert_eq!(feed.items[0].key, "1");
    assert!(feed.warnings.last().unwrap().starts_with("the feed is broken, and read up to there: "), "{:?}", feed.warnings);
}

#[test]
fn atom_json_and_rss_1_give_the_same_facts() {
    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://x.org/a/"><title>T</title>
        <link rel="next" href="2"/><author><name>Omar</name></author><entry><id>tag:1</id><title type="html">One &amp;amp; two</title>
        <published>2017-08-02T10:00:00Z</published><link href="one"/><link rel="enclosure" type="audio/mpeg" href="one.mp3"/>
        <summary>s</summary></entry></feed>"#;
    let feed = read(atom.as_bytes(), HOME).unwrap();
    let item = &feed.items[0];
    assert_eq!((feed.title.as_deref(), feed.next.as_deref()), (Some("T"), Some("https://x.org/a/2")));
    assert_eq!((item.key.as_str(), item.date.as_deref()), ("tag:1", Some("2017-08-02")));
    assert_eq!(
        (item.link.as_deref(), item.enclosure.as_deref()),
        (Some("https://x.org/a/one"), Some("https://x.org/a/one.mp3"))
    );
    assert_eq!(item.reporter.as_deref(), Some("Omar"));
    let json = r#"{"version":"https://jsonfeed.org/version/1.1","title":"T","language":"en","next_url":"/2","items":[{"id":7,
        "url":"https://x.org/one","title":"One","date_published":"2017-08-02T10:00:00+03:00","authors":[{"name":"Omar"}],
        "attachments":[{"url":"one.mp3","mime_type":"audio/mpeg","duration_in_seconds":90.5}]}]}"#;
    let feed = read(json.as_bytes(), HOME).unwrap();
    let item = &feed.items[0];
    assert_eq!((item.key.as_str(), item.duration_ms, item.reporter.as_deref()), ("7", Some(90_500), Some("Omar")));
    assert_eq!(item.enclosure.as_deref(), Some("https://example.org/shows/one.mp3"));
    assert_eq!(feed.next.as_deref(), Some("https://example.org/2"));
    let old = r##"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>DW</title><dc:language>ar</dc:language></channel>
        <item rdf:about="https://x.org/1"><title>One</title><link>https://x.org/1</link><dc:date>2017-08-02T10:00:00Z</dc:date></item></rdf:RDF>"##;
    let feed = read(old.as_bytes(), HOME).unwrap();
    assert_eq!((feed.title.as_deref(), feed.language.as_deref()), (Some("DW"), Some("ar")));
    assert_eq!((feed.items[0].key.as_str(), feed.items[0].date.as_deref()), ("https://x.org/1", Some("2017-08-02")));
}

#[test]
fn what_is_no_feed_is_told_as_what_it_is() {
    let told = |text: &str| read(text.as_bytes(), HOME).unwrap_err().to_string();
    assert_eq!(told("<html><body>Sorry</body></html>"), "it is a document of the kind `html`, and no feed");
    assert_eq!(told("error code: 1020"), "it is text without any element, and no feed");
    assert_eq!(told("{\"a\": 1}"), "it is JSON without a list `items`, and no feed");
    assert!(told("{\"items\": [").starts_with("it cannot be read as JSON Feed: "));
    assert_eq!(read(b"<rss><channel><title>Empty</title></channel></rss>", HOME).unwrap().items, []);
}

mod bytes {
    use proptest::prelude::*;

    use super::super::read;

    const PIECES: &[&str] = &[
        "<rss>",
        "<feed xmlns='http://www.w3.org/2005/Atom'>",
        "<channel>",
        "<item>",
        "</item>",
        "<entry>",
        "<guid>",
        "</guid>",
        "1",
        "<title>",
        "</title>",
        "<enclosure url='a.mp3'",
        "/>",
        ">",
        "<![CDATA[",
        "]]>",
        "&amp;",
        "&#xFFFFFFFF;",
        "&",
        "<link href='",
        "'",
        "\"",
        "{\"items\":[",
        "{\"id\":1,",
        "\"url\":",
        "]}",
        "<podcast:person role='x'>",
        "<itunes:duration>",
        "1:",
        "99999999999999999999",
        "</x>",
        "<!DOCTYPE x [<!ENTITY a \"b\">",
        "عنوان",
        "\0",
    ];

    proptest! {
        /// Whatever a feed is made of, it is read or refused, its keys are different ones, and what it leads to lies on the web.
        #[test]
        fn any_feed_is_read_or_refused(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60), head in 0..4_usize) {
            let heads = ["<rss xmlns:podcast='https://podcastindex.org/namespace/1.0'><channel>", "<feed xmlns='http://www.w3.org/2005/Atom'>", "{\"items\":[", ""];
            let text = format!("{}{}", heads[head], pieces.concat());
            if let Ok(feed) = read(text.as_bytes(), "https://example.org/a/feed") {
                let mut keys: Vec<_> = feed.items.iter().map(|item| &item.key).collect();
                keys.sort();
                let count = keys.len();
                keys.dedup();
                prop_assert_eq!(keys.len(), count);
                for address in feed.items.iter().flat_map(|item| item.enclosure.iter().chain(&item.link)) {
                    prop_assert!(address.starts_with("http"), "{}", address);
                }
            }
        }

        #[test]
        fn bytes_that_are_nothing_are_refused_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = read(&bytes, "https://example.org/feed");
        }
    }
}
